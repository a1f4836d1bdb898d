# SPDX-License-Identifier: EUPL-1.2
"""The plan together: one regisseur, small steps that cannot be late, and how it goes."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.journeys import hindering
from meedoen.journeys.check_in import say_how_it_goes
from meedoen.journeys.hindering import NobodyToHear, PressedBeside
from meedoen.journeys.participation import give_place_back
from meedoen.journeys.planning import write_step_for_her
from meedoen.journeys.raising import collision
from meedoen.journeys.reading import NotFound
from meedoen.knelpunten.kinds import PressedAt
from meedoen.plans import operations as plans
from meedoen.plans.answers import CheckInAnswer
from meedoen.plans.queries import happened_in, running_plan
from meedoen.privacy.decision import Viewer
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in
from meedoen.web.professional.forms import CheckInForm, HindersForm, StepForm
from meedoen.web.professional.looking import looking, opened
from meedoen.web.professional.showing import show
from meedoen.web.stuck_looks import look_of

_POST = ("POST",)
LAST_SAID = 10
_LONGEST_BESIDE = 60


def shortened(words: str) -> str:
    """Give the first words of what was said, on one line, for a list."""
    line = read_line(words)
    if len(line) <= _LONGEST_BESIDE:
        return line
    return f"{line[:_LONGEST_BESIDE].rsplit(' ', 1)[0]} …"


def _page(
    request: HttpRequest,
    subject: UUID,
    *,
    step: StepForm | None = None,
    answer: CheckInForm | None = None,
    hinders: HindersForm | None = None,
) -> HttpResponse:
    on = moment_of(request)
    reading = opened(request, subject, what="keek in je plan", on=on)
    found, today = running_plan(subject), on.day
    way_out = collision(request.GET.get("uitweg", ""))
    way_on = {"words": way_out.way_out} if way_out else None
    shown = {
        "reading": reading,
        "known": reading.dossier,
        "plan": found,
        "happened": happened_in(found) if found else [],
        "quiet": bool(found and found.is_quiet(today)),
        "asks": bool(found and found.asks_how_it_goes(today)),
        "way_out": way_out,
        "step_form": step or StepForm(initial=way_on, today=today),
        "check_in_form": answer or CheckInForm(today=today),
        "looks": {one.value: {"hint": one.explanation} for one in CheckInAnswer},
        "removed": number_in(request.GET.get("weg", "")),
        "undo_fields": {"do": "put_back"},
        "hinders": [(one, look_of(one)) for one in hindering.answers_of(subject, most=LAST_SAID)],
        "hinder_form": hinders or HindersForm(),
    }
    wrong = step or answer or hinders
    return show(request, "professional/plan.html", shown, status=422 if wrong else 200)


@endpoint(purpose=Purpose.GUIDANCE, object="plan")
def plan(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show the plan with its steps, places and answers."""
    return _page(request, subject)


@endpoint(purpose=Purpose.GUIDANCE, object="plan step", methods=_POST)
def add_step(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Add a step that was talked about."""
    on = moment_of(request)
    form = StepForm(request.POST, today=on.day)
    if not form.is_valid():
        return _page(request, subject, step=form)
    opened(request, subject, what="schreef een stap in je plan", on=on)
    try:
        write_step_for_her(subject=subject, **form.cleaned_data, by=looking(request), on=on)
    except plans.NoRunningPlan as sorry:
        messages.warning(request, str(sorry))
    return redirect("professional:plan", subject)


@endpoint(purpose=Purpose.GUIDANCE, object="plan step", methods=_POST)
def change_step(request: HttpRequest, subject: UUID, step_id: int) -> HttpResponse:
    """Mark a step done or open, take it out, or put it back."""
    on, do = moment_of(request), request.POST.get("do", "")
    opened(request, subject, what="veranderde een stap in je plan", on=on)
    try:
        _change(do, subject, step_id, by=looking(request), on=on)
    except ObjectDoesNotExist:
        raise NotFound from None
    response = redirect("professional:plan", subject)
    if do == "remove":
        response["Location"] += f"?weg={step_id}"
    return response


def _change(do: str, subject: UUID, step_id: int, *, by: Viewer, on: Moment) -> None:
    if do in ("done", "open"):
        plans.mark_step(subject=subject, step_id=step_id, done=do == "done", by=by, on=on)
    elif do == "remove":
        plans.remove_step(subject=subject, step_id=step_id, by=by, on=on)
    elif do == "put_back":
        plans.put_step_back(subject=subject, step_id=step_id, by=by, on=on)


@endpoint(purpose=Purpose.GUIDANCE, object="check-in", methods=_POST)
def check_in(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Write down how the resident says it goes; four answers, all good."""
    on = moment_of(request)
    form = CheckInForm(request.POST, today=on.day)
    if not form.is_valid():
        return _page(request, subject, answer=form)
    opened(request, subject, what="schreef op hoe het met je gaat", on=on)
    try:
        say_how_it_goes(subject=subject, **form.cleaned_data, by=looking(request), on=on)
    except plans.NoRunningPlan as sorry:
        messages.warning(request, str(sorry))
    else:
        messages.success(request, "Het antwoord is opgeschreven. Er volgt niets vanzelf op.")
    return redirect("professional:plan", subject)


@endpoint(purpose=Purpose.GUIDANCE, object="hindrance", methods=_POST)
def press(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Say with the resident that something hinders her, in her own words, which stay with her."""
    on, by = moment_of(request), looking(request)
    form = HindersForm(request.POST)
    if not form.is_valid():
        return _page(request, subject, hinders=form)
    reading = opened(request, subject, what="schreef op wat je hindert", on=on)
    known = reading.dossier
    # Each time is another: in a talk more than one thing can come up on a day.
    words = form.cleaned_data["words"]
    try:
        beside = PressedBeside(PressedAt.PLAN, f"Samen gezegd: {shortened(words)}")
        pk = hindering.press(known=known, beside=beside, by=by, on=on)
        hindering.say_more(
            known=known, pk=pk, words=words, along=False,
            wants_answer=form.cleaned_data["wants"] == "yes", by=by, on=on,
        )  # fmt: skip
        messages.success(request, "Opgeschreven. Wat ervan wordt, staat op de eigen pagina.")
    except NobodyToHear as sorry:
        messages.warning(request, str(sorry))
    return redirect("professional:plan", subject)


@endpoint(purpose=Purpose.GUIDANCE, object="placement", methods=_POST)
def give_back(request: HttpRequest, subject: UUID, placement_id: int) -> HttpResponse:
    """Give a place back because the resident wants to; it is free for somebody else at once."""
    on = moment_of(request)
    opened(request, subject, what="gaf een plek voor je terug", on=on)
    try:
        give_place_back(subject=subject, placement_id=placement_id, by=looking(request), on=on)
    except ObjectDoesNotExist:
        raise NotFound from None
    messages.success(request, "De plek is teruggegeven. Opnieuw kiezen kan bij de keuzes.")
    return redirect("professional:plan", subject)

# SPDX-License-Identifier: EUPL-1.2
"""Her plan: how it goes, small steps that cannot be late, the places, and who helps."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from meedoen.accounts.roles import Role
from meedoen.journeys.check_in import say_how_it_goes
from meedoen.journeys.hindering import answers_of
from meedoen.journeys.participation import NobodyToDirect, begin_plan, give_place_back
from meedoen.journeys.reading import NotFound
from meedoen.notifications.queries import something_waits_for
from meedoen.plans import operations as plans
from meedoen.plans.answers import CheckInAnswer
from meedoen.plans.operations import NoRunningPlan
from meedoen.plans.queries import happened_in, running_plan
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.levels.kinds import Service
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import looks_of_others, shared_with
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in
from meedoen.web.resident.forms import CheckInForm, StepForm
from meedoen.web.resident.grouped_looks import grouped_looks
from meedoen.web.resident.pages import page, with_dossier
from meedoen.web.resident.session import mine_only, read_mine, who

LAST_LOOKS = 1
LOOKED_AT_ONCE = 200  # so many lines back, of which one group is shown


_ICONS = {
    CheckInAnswer.FORWARD: "arrow-right",
    CheckInAnswer.STAY: "equal",
    CheckInAnswer.BACK: "arrow-left",
    CheckInAnswer.NOT_NOW: "player-pause",
}
ANSWER_LOOKS = {
    answer.value: {"icon": icon, "hint": answer.explanation} for answer, icon in _ICONS.items()
}


def _page(
    request: HttpRequest,
    subject: UUID,
    *,
    on: Moment,
    check: CheckInForm | None = None,
    step: StepForm | None = None,
) -> HttpResponse:
    known = read_mine(request, subject, what="Bekeek je plan", on=on).dossier
    shared, found = shared_with(subject, on=on), running_plan(subject)
    readers = sorted({share.team for share in shared if Domain.PLAN in share.domains})
    others = looks_of_others(subject, limit=LOOKED_AT_ONCE)
    shown = {
        "known": known,
        "plan": found,
        "asks": bool(found and found.asks_how_it_goes(on.day)),
        "happened": happened_in(found) if found else [],
        "readers": readers,
        "groups": grouped_looks(others)[:LAST_LOOKS],
        "looks_of_answers": ANSWER_LOOKS,
        "check": check or CheckInForm(today=on.day),
        "step": step or StepForm(),
        "removed": number_in(request.GET.get("weg", "")),
        "put_back": {"do": "put_back"},
        "today": on.day,
        "news": _news(subject),
        "message_waits": something_waits_for(subject, on=on),
    }
    return page(request, "plan", **shown)


def _news(subject: UUID) -> str:
    """Give the address of an answer that she wanted and did not read yet; empty when none came."""
    fresh = [one.said.pk for one in answers_of(subject) if one.is_news]
    if not fresh:
        return ""
    return (
        reverse("resident:hindrances")
        if len(fresh) > 1
        else reverse("resident:hindrance", args=fresh)
    )


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="plan",
    roles={Role.RESIDENT},
    service=Service.PLAN,
)
@with_dossier
def plan(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show the plan, or how one begins."""
    return _page(request, subject, on=moment_of(request))


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="plan",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.PLAN,
)
@with_dossier
def begin(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Begin a plan without a place: somebody helps, and the rest can follow."""
    on = moment_of(request)
    known = read_mine(request, subject, what="Begon een plan", on=on).dossier
    try:
        begin_plan(known=known, by=who(request), on=on)
    except NobodyToDirect as friendly:
        messages.warning(request, str(friendly))
    return redirect("resident:plan")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="plan",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.PLAN,
)
@with_dossier
def check_in(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Hear how it goes."""
    on = moment_of(request)
    form = CheckInForm(request.POST, today=on.day)
    if not form.is_valid():
        return _page(request, subject, on=on, check=form)
    heard = form.cleaned_data
    try:
        say_how_it_goes(
            subject=subject, answer=CheckInAnswer(heard["answer"]), words=heard["words"],
            quiet_until=heard["quiet_until"], next_step=heard["next_step"],
            by=who(request), on=on,
        )  # fmt: skip
        messages.success(request, "Dank je. Je antwoord is bewaard. Veranderen mag altijd.")
    except NoRunningPlan as friendly:
        messages.warning(request, str(friendly))
    return redirect("resident:plan")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="plan",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.PLAN,
)
@with_dossier
def add_step(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Add a small step, without a date."""
    on, form = moment_of(request), StepForm(request.POST)
    if not form.is_valid():
        return _page(request, subject, on=on, step=form)
    try:
        plans.add_step(subject=subject, words=form.cleaned_data["words"], by=who(request), on=on)
        messages.success(request, "De stap staat erbij.")
    except NoRunningPlan as friendly:
        messages.warning(request, str(friendly))
    return redirect(reverse("resident:plan") + "#stappen")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="plan",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.PLAN,
)
@with_dossier
def change_step(request: HttpRequest, subject: UUID, step_id: int) -> HttpResponse:
    """Mark a step done or open, take it out, or put it back."""
    on, by, do = moment_of(request), who(request), request.POST.get("do")
    after = reverse("resident:plan")
    with mine_only():
        if do in ("done", "open"):
            plans.mark_step(subject=subject, step_id=step_id, done=do == "done", by=by, on=on)
        elif do == "remove":
            plans.remove_step(subject=subject, step_id=step_id, by=by, on=on)
            after += f"?weg={step_id}"
        elif do == "put_back":
            plans.put_step_back(subject=subject, step_id=step_id, by=by, on=on)
        else:
            raise NotFound
    return redirect(after + "#stappen")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="plan",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.PLAN,
)
@with_dossier
def give_back(request: HttpRequest, subject: UUID, placement_id: int) -> HttpResponse:
    """Ask once, then give the place back: somebody else can have it at once."""
    on = moment_of(request)
    read_mine(request, subject, what="Bekeek een plek in je plan", on=on)
    if request.method == "POST":
        with mine_only():
            title = give_place_back(
                subject=subject, placement_id=placement_id, by=who(request), on=on
            )
        where = f" bij {title}" if title else ""
        messages.success(request, f"Je plek{where} is teruggegeven. Dat is goed.")
        return redirect("resident:plan")
    running = running_plan(subject)
    place = next((p for p in running.places if p.pk == placement_id), None) if running else None
    if place is None:
        raise NotFound
    return page(request, "give_back", place=place)

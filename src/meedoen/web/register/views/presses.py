# SPDX-License-Identifier: EUPL-1.2
"""Presses that wait for a place: laid with a knelpunt, made into a new one, or answered at once."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.journeys.raising import places_around
from meedoen.knelpunten.queries import draft
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.register import queries as registered
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.knelpunten.states import RegisterState
from meedoen.knelpunten.tickets import operations, queries
from meedoen.knelpunten.tickets.queries import Press
from meedoen.knelpunten.told import StillRecognisable
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import MAY_LOOK_THROUGH, Purpose
from meedoen.web.knelpunt_form import KnelpuntForm
from meedoen.web.moments import moment_of
from meedoen.web.register.forms import AnswerPressForm, OneOfForm, RegisterSearchForm
from meedoen.web.register.here import (
    BOTH,
    WRITES,
    address,
    back_to,
    choices_of,
    page_asked,
    place_here,
    sent,
    show,
    sorry_for,
    who_looks,
)
from meedoen.web.register.paging import page_of
from meedoen.web.register.views.point import others_to_choose

OBJECT = "press"
ROWS_ON_A_PAGE = 12


def _signed(request: HttpRequest) -> dict[str, Any]:
    return {"by": who_looks(request), "on": moment_of(request)}


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES)
def presses(request: HttpRequest) -> HttpResponse:
    """List the presses that nobody did anything with yet, the oldest first."""
    code, places = place_here(request)
    page = page_of(
        page_asked(request),
        size=ROWS_ON_A_PAGE,
        length=queries.count_waiting(code),
        rows=lambda skip, most: queries.presses_waiting(code, skip=skip, most=most),
    )
    context = {"code": code, "name": places[code], "places": places, "page": page}
    return show(request, "presses", context)


View = Callable[[HttpRequest, UUID], HttpResponse]


def while_it_waits(view: View) -> View:
    """Bring somebody back to the list when a colleague did something with this press meanwhile."""

    @wraps(view)
    def seen(request: HttpRequest, ticket: UUID) -> HttpResponse:
        code = queries.seen_to_in(ticket)
        if code is None:
            return view(request, ticket)
        messages.info(request, "Met deze melding is al iets gedaan. Hier staat wat nog wacht.")
        return redirect(address("presses", code))

    return seen


def _press_here(request: HttpRequest, ticket: UUID) -> Press:
    """Give a press that waits where the viewer works. Raises Ticket.DoesNotExist or Http404."""
    found = queries.press(ticket)
    if found.municipality_code not in who_looks(request).municipalities:
        raise Http404
    return found


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=BOTH)
@while_it_waits
def press(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Lay a press with a knelpunt; what is about the same words is offered, or what is looked for.

    Nothing of whose it is stands here: that lies in her dossier only.
    """
    found = _press_here(request, ticket)
    search = RegisterSearchForm(request.GET)
    words = search.cleaned_data.get("zoek", "") if search.is_valid() else ""
    others = _may_be(found, words)
    form = OneOfForm(sent(request), offered=choices_of(others), label="Bij welk knelpunt?")
    if form.is_valid():
        try:
            operations.lay_with(ticket=ticket, knelpunt_id=form.chosen, **_signed(request))
        except NotFromHere as sorry:
            sorry_for(request, sorry)
        else:
            messages.success(request, "De melding ligt nu bij dit knelpunt.")
            return back_to(form.chosen)
        return redirect(address("presses", found.municipality_code))
    context = {
        "press": found,
        "form": form,
        "choose_form": form,
        "answer_form": AnswerPressForm(),
        "others": others,
        "search": search,
        "sought": words,
    }
    return show(request, "press", context)


def _may_be(found: Press, words: str) -> list[registered.Point]:
    code = found.municipality_code
    alike = others_to_choose(code, found.words, (), words)
    return alike or ([] if words else registered.points(code, state=RegisterState.WAITING, most=8))


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=("POST",))
@while_it_waits
def answer_press(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Answer a press that is no knelpunt of rules, such as a question that is solved at once."""
    found, form = _press_here(request, ticket), AnswerPressForm(request.POST)

    def keep() -> None:
        said = form.cleaned_data
        operations.answer(
            ticket=ticket, words=said["words"], may_stay=said["may_stay"], **_signed(request)
        )

    try:
        if form.kept(keep):
            messages.success(request, "Beantwoord. Wie het meldde en antwoord wil, hoort het.")
            return redirect(address("presses", found.municipality_code))
    except NotFromHere as sorry:
        sorry_for(request, sorry)
        return redirect(address("presses", found.municipality_code))
    others = _may_be(found, "")
    context = {
        "press": found,
        "form": form,
        "answer_form": form,
        "choose_form": OneOfForm(offered=choices_of(others), label="Bij welk knelpunt?"),
        "others": others,
        "search": RegisterSearchForm(),
        "sought": "",
    }
    return show(request, "press", context)


@endpoint(purpose=Purpose.IMPROVING, object="knelpunt", roles=WRITES, methods=BOTH)
def new_point(request: HttpRequest) -> HttpResponse:
    """Enter a knelpunt in the register, on the desk of the own team."""
    code, places = place_here(request)
    context = {"code": code, "name": places[code], "places": places}
    return _entered(request, code, context, tickets=())


@endpoint(purpose=Purpose.IMPROVING, object="knelpunt", roles=WRITES, methods=BOTH)
@while_it_waits
def new_from_press(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Make a press that waits into a new knelpunt; it is told of in the words of who writes."""
    found = _press_here(request, ticket)
    context = {"press": found, "code": found.municipality_code}
    return _entered(request, found.municipality_code, context, tickets=(str(ticket),))


def _entered(
    request: HttpRequest, code: str, context: dict[str, Any], *, tickets: tuple[str, ...]
) -> HttpResponse:
    form, made = KnelpuntForm(sent(request)), []

    def keep() -> None:
        made.append(
            register.enter(
                told=form.told, municipality=code, places=places_around(code),
                may_stay=form.cleaned_data["may_stay"], tickets=tickets, **_signed(request),
            )
        )  # fmt: skip

    if request.method == "POST" and form.kept(keep):
        return back_to(made[0])
    return show(request, "new_point", {**context, "form": form})


@endpoint(
    purpose=Purpose.IMPROVING, object="knelpunt draft", roles=MAY_LOOK_THROUGH, methods=("POST",)
)
def register_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Bring a draft of the own organisation into the register; once there it leads to it."""
    kept = draft(draft_id)
    if kept.knelpunt_id is not None:
        return back_to(kept.knelpunt_id)
    try:
        return back_to(register.register_draft(draft_id=draft_id, **_signed(request)))
    except StillRecognisable as sorry:
        messages.warning(request, f"{sorry} Open het concept, en bewaar het opnieuw.")
        return redirect("register:home")

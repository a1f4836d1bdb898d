# SPDX-License-Identifier: EUPL-1.2
"""A recommendation: proposed, laid before a meeting, decided, and done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.journeys import deciding
from meedoen.knelpunten.consulting.queries import consultation_of
from meedoen.knelpunten.recommending import operations
from meedoen.knelpunten.recommending.operations import NoReason
from meedoen.knelpunten.register import queries
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.knelpunten.register.queries import PointInFull, RecommendationView
from meedoen.knelpunten.states import MOVES, RecommendationState
from meedoen.network import operations as network
from meedoen.network.meetings import CannotMeet, ItemKind
from meedoen.network.queries import meetings
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.day import day_in_words
from meedoen.web.looked_through import LookedThroughForm
from meedoen.web.moments import moment_of
from meedoen.web.register.forms import DecideForm, OneOfForm, ProposeForm, RealiseForm
from meedoen.web.register.heard import heard_of
from meedoen.web.register.here import (
    BOTH,
    SPEAKS,
    WRITES,
    Choices,
    address,
    back_to,
    made_here,
    point_here,
    sent,
    show,
    sorry_for,
    who_looks,
)

OBJECT = "recommendation"
_PLACE = "aanbevelingen"


def _signed(request: HttpRequest) -> dict[str, Any]:
    return {"by": who_looks(request), "on": moment_of(request)}


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=BOTH)
def propose(request: HttpRequest, knelpunt_id: int) -> HttpResponse:
    """Propose what to do about a knelpunt."""
    found, form = point_here(request, knelpunt_id), ProposeForm(sent(request))

    def keep() -> None:
        said = form.cleaned_data
        operations.propose(
            knelpunt_id=knelpunt_id, words=said["words"], why=said["why"],
            may_stay=said["may_stay"], **_signed(request),
        )  # fmt: skip

    if request.method == "POST" and form.kept(keep):
        return back_to(knelpunt_id, _PLACE)
    return show(request, "propose", {"form": form, "point": found.point})


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=("POST",))
def withdraw(request: HttpRequest, recommendation_id: int) -> HttpResponse:
    """Take a proposal back before it is on an agenda."""
    _, found = made_here(request, recommendation_id)
    try:
        operations.withdraw(recommendation_id=recommendation_id, **_signed(request))
    except NotFromHere as sorry:
        sorry_for(request, sorry)
    return back_to(found.point.pk, _PLACE)


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=SPEAKS, methods=BOTH)
def decide(request: HttpRequest, recommendation_id: int) -> HttpResponse:
    """Write down what was decided on a recommendation that was talked about."""
    made, found = made_here(request, recommendation_id)
    if RecommendationState.AGREED not in MOVES[made.state]:
        return _not_now(request, made, found)
    asked, today = consultation_of(recommendation_id), moment_of(request).day
    first = {"reaction": asked.reaction} if asked else {}
    form = DecideForm(sent(request), today=today, asked=asked is not None, initial=first)

    def keep() -> None:
        deciding.decide(
            recommendation_id=recommendation_id, decision=form.decision,
            reaction=form.cleaned_data.get("reaction"),
            may_stay=form.cleaned_data["may_stay"], **_signed(request),
        )  # fmt: skip

    heard = heard_of(asked, today=today) if asked else None
    return _written(request, "decide", form, keep, made, found, heard=heard)


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=SPEAKS, methods=BOTH)
def realise(request: HttpRequest, recommendation_id: int) -> HttpResponse:
    """Write down that what was agreed is done, and what is different now."""
    made, found = made_here(request, recommendation_id)
    if RecommendationState.REALISED not in MOVES[made.state]:
        return _not_now(request, made, found)
    form = RealiseForm(sent(request))

    def keep() -> None:
        operations.realise(
            recommendation_id=recommendation_id, words=form.cleaned_data["words"],
            may_stay=form.cleaned_data["may_stay"], **_signed(request),
        )  # fmt: skip

    return _written(request, "realise", form, keep, made, found)


def _not_now(request: HttpRequest, made: RecommendationView, found: PointInFull) -> HttpResponse:
    messages.info(request, f"De aanbeveling is: {made.state.label.lower()}. Dit kan nu niet.")
    return back_to(found.point.pk, _PLACE)


def _written(
    request: HttpRequest,
    template: str,
    form: LookedThroughForm,
    keep: Callable[[], None],
    made: RecommendationView,
    found: PointInFull,
    **beside: Any,
) -> HttpResponse:
    try:
        if request.method == "POST" and form.kept(keep):
            return back_to(found.point.pk)
    except NoReason as sorry:
        form.add_error(None, str(sorry))
    except NotFromHere as sorry:
        sorry_for(request, sorry)
        return back_to(found.point.pk, _PLACE)
    context = {"form": form, "proposal": made, "point": found.point, **beside}
    return show(request, template, context)


@endpoint(purpose=Purpose.IMPROVING, object="agenda", roles=WRITES, methods=BOTH)
def put_on_agenda(request: HttpRequest, agenda_kind: str, number: int) -> HttpResponse:
    """Put a recommendation, a shared casus or a knelpunt on the agenda of a meeting to come."""
    kind = next((one for one in ItemKind if one == agenda_kind), None)
    if kind is None:
        raise Http404
    code, title, knelpunt = _about(request, kind, number)
    coming = [one for one in meetings(code, on=moment_of(request).day) if not one.cancelled]
    offered: Choices = [
        (str(one.pk), ", ".join(filter(None, (one.title, day_in_words(one.day), one.place))))
        for one in coming
    ]
    form = OneOfForm(sent(request), offered=offered, label="Welk overleg?")
    if form.is_valid():
        try:
            _put(request, kind, number, form.chosen)
        except (CannotMeet, NotFromHere) as sorry:
            form.add_error("which", str(sorry))
        else:
            messages.success(request, "Het staat op de agenda.")
            return redirect("register:meeting", form.chosen)
    context = {
        "form": form,
        "kind": kind,
        "title": title,
        "code": code,
        "coming": coming,
        "knelpunt": knelpunt,
        "back": address("casus_list", code),
    }
    return show(request, "put_on_agenda", context)


def _put(request: HttpRequest, kind: ItemKind, number: int, meeting_id: int) -> None:
    signed = _signed(request)
    if kind is ItemKind.RECOMMENDATION:
        deciding.lay_before(recommendation_id=number, meeting_id=meeting_id, **signed)
    else:
        network.add_item(meeting_id=meeting_id, kind=kind, number=number, **signed)


def _about(request: HttpRequest, kind: ItemKind, number: int) -> tuple[str, str, int | None]:
    """Give the municipality, what it is called, and its knelpunt if it has one."""
    if kind is ItemKind.CASUS:
        code, story = queries.shared_here(number)
        if code not in who_looks(request).municipalities:
            raise Http404
        return code, story.title, None
    if kind is ItemKind.RECOMMENDATION:
        made, found = made_here(request, number)
        return found.point.municipality_code, made.words, found.point.pk
    found = point_here(request, number)
    return found.point.municipality_code, found.point.title, found.point.pk

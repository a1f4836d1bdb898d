# SPDX-License-Identifier: EUPL-1.2
"""Small meetings: called, an agenda on which each item gets one result, and on paper."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.journeys import deciding
from meedoen.journeys.deciding import ItemResult
from meedoen.knelpunten.recommending.operations import NoReason
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.network import operations, queries
from meedoen.network.meetings import CannotMeet, ItemKind, MeetingTold
from meedoen.network.queries import ItemView, MeetingView
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.register.forms import ResultForm, ResultWithDecisionForm, TeamForm
from meedoen.web.register.here import (
    BOTH,
    SPEAKS,
    WRITES,
    page_asked,
    place_here,
    sent,
    show,
    sorry_for,
    team_choices,
    who_looks,
)
from meedoen.web.register.meeting_forms import MeetingForm, filled
from meedoen.web.register.paging import page_of
from meedoen.web.register.words import look_of

OBJECT = "meeting"
ROWS_ON_A_PAGE = 12


def _signed(request: HttpRequest) -> dict[str, Any]:
    return {"by": who_looks(request), "on": moment_of(request)}


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT)
def meetings(request: HttpRequest) -> HttpResponse:
    """List the meetings to come, and below them those that were."""
    code, places = place_here(request)
    on = moment_of(request).day
    before = page_of(
        page_asked(request),
        size=ROWS_ON_A_PAGE,
        length=queries.count_meetings(code, on=on, before=True),
        rows=lambda skip, most: queries.meetings(code, on=on, before=True, skip=skip, most=most),
    )
    waiting = queries.lacking_a_result([one.pk for one in before])
    context = {
        "code": code,
        "name": places[code],
        "places": places,
        "coming": queries.meetings(code, on=on),
        "before": before,
        "were": [(one, one.pk in waiting) for one in before],
    }
    return show(request, "meetings", context)


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=BOTH)
def new_meeting(request: HttpRequest) -> HttpResponse:
    """Call a meeting in the name of the own team."""
    code, places = place_here(request)
    form = MeetingForm(sent(request), today=moment_of(request).day)
    if form.is_valid():
        try:
            made = operations.call_meeting(told=form.told, municipality=code, **_signed(request))
        except CannotMeet as sorry:
            form.add_error(None, str(sorry))
        else:
            return redirect("register:meeting", made)
    context = {"form": form, "code": code, "name": places[code], "places": places}
    return show(request, "new_meeting", context)


def _meeting_here(request: HttpRequest, meeting_id: int) -> MeetingView:
    """Give a meeting where the viewer works. Raises Meeting.DoesNotExist or Http404."""
    found = queries.meeting(meeting_id)
    if found.municipality_code not in who_looks(request).municipalities:
        raise Http404
    return found


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT)
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show a meeting with who is asked and its agenda; on paper it is the list to take along."""
    return _shown(request, _meeting_here(request, meeting_id))


def _shown(request: HttpRequest, found: MeetingView, team: TeamForm | None = None) -> HttpResponse:
    there = {str(number) for number, _ in found.guests}
    offered = [one for one in team_choices(found.municipality_code) if one[0] not in there]
    context = {
        "meeting": found,
        "items": [(one, look_of(one.state) if one.state else None) for one in found.items],
        "was": found.line.day < moment_of(request).day,
        "team_form": team or TeamForm(teams=offered),
        "form": team,
    }
    return show(request, "meeting", context)


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=BOTH)
def change_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Give a meeting another name, day, hour or place."""
    found = _meeting_here(request, meeting_id)
    line = found.line
    stands = filled(MeetingTold(line.title, line.day, line.begins, line.place))
    form = MeetingForm(sent(request), today=moment_of(request).day, stands=stands)
    if form.is_valid():
        try:
            operations.change_meeting(meeting_id=meeting_id, told=form.told, **_signed(request))
        except CannotMeet as sorry:
            form.add_error(None, str(sorry))
        else:
            return redirect("register:meeting", meeting_id)
    return show(request, "change_meeting", {"form": form, "meeting": found})


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=("POST",))
def cancel_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Call a meeting off, or on again."""
    _meeting_here(request, meeting_id)
    back = request.POST.get("do") == "on_again"
    operations.cancel_meeting(meeting_id=meeting_id, back=back, **_signed(request))
    return redirect("register:meeting", meeting_id)


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=("POST",))
def guest(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Ask a team to a meeting, or no more."""
    found = _meeting_here(request, meeting_id)
    form = TeamForm(request.POST, teams=team_choices(found.municipality_code))
    if not form.is_valid():
        return _shown(request, found, form)
    asked = request.POST.get("do") != "not"
    operations.ask_to_meeting(
        meeting_id=meeting_id, team_id=form.team_id, asked=asked, **_signed(request)
    )
    answer = redirect("register:meeting", meeting_id)
    answer["Location"] += "#wie-is-gevraagd"
    return answer


def _item_here(request: HttpRequest, item_id: int) -> tuple[MeetingView, ItemView]:
    meeting_id, item = queries.item(item_id)
    return _meeting_here(request, meeting_id), item


@endpoint(purpose=Purpose.IMPROVING, object="agenda", roles=WRITES, methods=("POST",))
def take_off(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take an item off an agenda; a recommendation waits for another meeting."""
    found, _ = _item_here(request, item_id)
    try:
        deciding.take_off(item_id=item_id, **_signed(request))
    except (CannotMeet, NotFromHere) as sorry:
        sorry_for(request, sorry)
    else:
        messages.success(request, "Het punt is van de agenda.")
    return redirect("register:meeting", found.line.pk)


@endpoint(purpose=Purpose.IMPROVING, object="agenda", roles=WRITES, methods=BOTH)
def result(request: HttpRequest, item_id: int) -> HttpResponse:
    """Write down what came of an item; who speaks for the municipality also what was decided."""
    found, item = _item_here(request, item_id)
    if item.result:
        messages.info(request, "Hier staat al wat eruit kwam.")
        return redirect("register:meeting", found.line.pk)
    speaks = who_looks(request).role in SPEAKS and item.kind is ItemKind.RECOMMENDATION
    form = (
        ResultWithDecisionForm(sent(request), today=moment_of(request).day)
        if speaks
        else ResultForm(sent(request))
    )

    def keep() -> None:
        decided = form.decided_on if isinstance(form, ResultWithDecisionForm) else None
        deciding.write_result(
            item_id=item_id, result=ItemResult(form.cleaned_data["result"], decided),
            may_stay=form.cleaned_data["may_stay"], **_signed(request),
        )  # fmt: skip

    try:
        if request.method == "POST" and form.kept(keep):
            return redirect("register:meeting", found.line.pk)
    except NoReason as sorry:
        form.add_error(None, str(sorry))
    except (CannotMeet, NotFromHere) as sorry:
        sorry_for(request, sorry)
        return redirect("register:meeting", found.line.pk)
    context = {"form": form, "meeting": found, "item": item, "with_decision": speaks}
    return show(request, "result", context)

# SPDX-License-Identifier: EUPL-1.2
"""An action of a programme: made, from a figure or not, changed, and brought on to its end."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.programmes import operations, queries
from meedoen.programmes.operations import BeforeItBegan, NotFromThere
from meedoen.programmes.states import MOVES, ActionState
from meedoen.programmes.told import ActionTold, Seen
from meedoen.web.moments import moment_of
from meedoen.web.policy.monitor.indicators import known_indicators
from meedoen.web.policy.programme.action import action_page, move_words
from meedoen.web.policy.programme.choices import area_choices, place_choices, place_value
from meedoen.web.policy.programme.figures import figures_of
from meedoen.web.policy.programme.forms import ActionForm, MoveForm, SeenActionForm
from meedoen.web.policy.programme.from_figure import WRITES, seen_in
from meedoen.web.policy.showing import show, who_looks
from meedoen.web.policy.views.programme import OBJECT, here_or_nowhere, may_write

_BOTH = ("GET", "POST")


@endpoint(purpose=Purpose.POLICY, object=OBJECT)
def action(request: HttpRequest, action_id: int) -> HttpResponse:
    """Show an action: what was seen, what is done, what came of it, and the figures beside it."""
    found = queries.action_of(action_id, who_looks(request).municipalities)
    context = {"page": action_page(found), "writes": may_write(request)}
    return show(request, "policy/action.html", context)


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=_BOTH)
def new_action(request: HttpRequest) -> HttpResponse:
    """Plan an action; from a figure it takes along what was seen there."""
    code, places = here_or_nowhere(request)
    given = request.POST if request.method == "POST" else request.GET
    seen = _seen(given, code, places)
    form = _new_form(request, code, seen)
    if form.is_valid():
        made = operations.add_action(
            told=_told(form),
            seen=_as_written(seen, form.cleaned_data["sentence"]) if seen else None,
            by=who_looks(request),
            on=moment_of(request),
        )
        return redirect("policy:action", made.pk)
    context = {"form": form, "code": code, "name": places[code], "seen": seen}
    if seen:
        figures = figures_of(code, {(seen.indicator, seen.area)})
        context |= {
            "indicator": known_indicators()[seen.indicator],
            "place": figures.place(seen.area),
        }
    return show(request, "policy/new_action.html", context, status=422 if form.errors else 200)


def _seen(given: QueryDict, code: str, places: dict[str, str]) -> Seen | None:
    """Give what is seen in the figure that somebody comes from, if she does.

    Raises Http404 for a figure that is not public here.
    """
    key = given.get("cijfer", "")
    if not key:
        return None
    indicator = known_indicators().get(key)
    if indicator is None:
        raise Http404
    area, year = given.get("gebied", ""), given.get("jaar", "")
    found = seen_in(indicator, code, places, area=area, year=year)
    if found is None:
        raise Http404
    return found


def _as_written(seen: Seen, sentence: str) -> Seen:
    return Seen(seen.indicator, seen.area, seen.year, sentence)


def _new_form(request: HttpRequest, code: str, seen: Seen | None) -> ActionForm:
    asked = request.GET
    initial: dict[str, object] = {"place": asked.get("bij", "")}
    told: dict[str, Any] = {
        "today": moment_of(request).day,
        "places": place_choices(code),
        "areas": area_choices(code, kept=seen.area if seen else ""),
        "initial": initial,
    }
    data = request.POST if request.method == "POST" else None
    if seen is None:
        return ActionForm(data, about=code, **told)
    initial |= {"sentence": seen.sentence, "area": seen.area}
    return SeenActionForm(data, about=f"{code} {seen.indicator} {seen.area}", **told)


def _told(form: ActionForm) -> ActionTold:
    said = form.cleaned_data
    part, goal = form.lies_at
    return ActionTold(
        part, said["what"], goal, said["more"], said["who"], said["by_when"], said["area"]
    )


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=_BOTH)
def change_action(request: HttpRequest, action_id: int) -> HttpResponse:
    """Say an action otherwise, or lay it with another part or goal."""
    by, on = who_looks(request), moment_of(request)
    found = queries.action_of(action_id, by.municipalities)
    code = found.subprogramme.municipality_id
    stands = {name: getattr(found, name) for name in ("what", "more", "who", "by_when", "area")}
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        today=on.day,
        places=place_choices(code),
        areas=area_choices(code, kept=found.area),
        stands={"place": place_value(found), **stands},
    )
    if form.is_valid():
        operations.change_action(number=found.pk, told=_told(form), by=by, on=on)
        return redirect("policy:action", found.pk)
    context = {"form": form, "action": found}
    return show(request, "policy/change_action.html", context, status=422 if form.errors else 200)


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=_BOTH)
def move_action(request: HttpRequest, action_id: int, state: str) -> HttpResponse:
    """Bring an action on: it begins, is done, stops, or goes back to where it was."""
    by, on = who_looks(request), moment_of(request)
    found = queries.action_of(action_id, by.municipalities)
    to = next((one for one in ActionState if one == state), None)
    if to is None:
        raise Http404
    if to not in MOVES[ActionState(found.state)]:
        messages.info(request, f"Deze actie staat nu op {ActionState(found.state).label.lower()}.")
        return redirect("policy:action", found.pk)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        today=on.day,
        to=to,
        began=found.began_on,
        initial={"day": on.day, "reason": found.reason, "came_of_it": found.came_of_it},
    )
    if form.is_valid():
        try:
            operations.move(number=found.pk, to=to, **form.cleaned_data, by=by, on=on)
        except BeforeItBegan as sorry:
            form.add_error("day", str(sorry))
        except NotFromThere as sorry:
            messages.info(request, str(sorry))
            return redirect("policy:action", found.pk)
        else:
            return redirect("policy:action", found.pk)
    context = {"form": form, "action": found, "doing": move_words(ActionState(found.state), to)}
    return show(request, "policy/move_action.html", context, status=422 if form.errors else 200)

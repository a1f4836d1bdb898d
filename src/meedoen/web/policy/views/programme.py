# SPDX-License-Identifier: EUPL-1.2
"""The programme of a municipality: the whole on one page, its lists, and what was taken away."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.programmes import operations, queries
from meedoen.programmes.operations import NotEmpty, TooMany
from meedoen.programmes.parts import ProgrammePart
from meedoen.programmes.starting import five_to_start_from
from meedoen.programmes.states import ActionState
from meedoen.web.documents import as_file
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in, page_in
from meedoen.web.place_asked import place_asked
from meedoen.web.policy.monitor.indicators import known_indicators
from meedoen.web.policy.programme.document import programme_document
from meedoen.web.policy.programme.figures import NOT_WHY
from meedoen.web.policy.programme.forms import VisionForm
from meedoen.web.policy.programme.from_figure import WRITES
from meedoen.web.policy.programme.overview import action_lines, panels, removed_lines
from meedoen.web.policy.showing import show, who_looks
from meedoen.web.policy.views.monitor import FILES

OBJECT = "programme"
ROWS_ON_A_PAGE = 30


def may_write(request: HttpRequest) -> bool:
    """Tell whether who looks may write in a programme."""
    return who_looks(request).role in WRITES


def programme_address(code: str, place: str = "") -> str:
    """Give the address of the programme of a municipality, or of a place on that page."""
    return f"{reverse('policy:programme')}?gemeente={code}{f'#{place}' if place else ''}"


def here_or_nowhere(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """Give the municipality that was asked for. Raises Http404 where there is none."""
    code, places = place_asked(request)
    if not code:
        raise Http404
    return code, places


@endpoint(purpose=Purpose.POLICY, object=OBJECT)
def programme(request: HttpRequest) -> HttpResponse:
    """Show the programme of a municipality: vision, parts, goals with figures, and actions."""
    code, places = place_asked(request)
    if not code:
        return show(request, "policy/programme_nowhere.html", {})
    gone = number_in(request.GET.get("weg", ""))
    part = _part(request.GET.get("soort", ""))
    context = {
        "code": code,
        "name": places[code],
        "places": places,
        "vision": queries.vision(code),
        "panels": panels(code),
        "writes": may_write(request),
        "gone": {"part": part, "number": gone} if gone is not None and part else None,
        "five": five_to_start_from(),
        "files": FILES,
        "not_why": NOT_WHY,
    }
    return show(request, "policy/programme.html", context)


def _part(text: str) -> ProgrammePart | None:
    return next((one for one in ProgrammePart if one == text), None)


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=("GET", "POST"))
def vision(request: HttpRequest) -> HttpResponse:
    """Write what the programme is called and what it wants."""
    code, places = here_or_nowhere(request)
    found = queries.vision(code)
    stands = {"called": found.name, "words": found.words} if found else None
    form = VisionForm(request.POST if request.method == "POST" else None, stands=stands)
    if form.is_valid():
        operations.write_vision(
            municipality=code,
            name=form.cleaned_data["called"],
            words=form.cleaned_data["words"],
            by=who_looks(request),
            on=moment_of(request),
        )
        return redirect(programme_address(code))
    context = {"form": form, "code": code, "name": places[code]}
    return show(request, "policy/vision.html", context, status=422 if form.errors else 200)


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=("POST",))
def take_over(request: HttpRequest) -> HttpResponse:
    """Begin with the five subprogrammes, where there are none."""
    code, _ = here_or_nowhere(request)
    try:
        operations.take_over(
            municipality=code,
            parts=five_to_start_from(),
            by=who_looks(request),
            on=moment_of(request),
        )
    except NotEmpty as sorry:
        messages.info(request, str(sorry))
    return redirect(programme_address(code))


@endpoint(purpose=Purpose.POLICY, object=OBJECT)
def actions(request: HttpRequest) -> HttpResponse:
    """List the actions of a municipality: of a part, in a state, or that came from a figure."""
    code, places = place_asked(request)
    if not code:
        return show(request, "policy/programme_nowhere.html", {})
    asked = request.GET
    part = number_in(asked.get("deelprogramma", ""))
    state = next((one for one in ActionState if one == asked.get("stand", "")), None)
    indicator = known_indicators().get(asked.get("cijfer", ""))
    found = queries.actions_in_order(
        code,
        subprogramme=part,
        state=state,
        indicator=indicator.key if indicator else "",
        area=asked.get("gebied", "") if indicator else "",
    )
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(page_in(asked.get("page", "")))
    kept = asked.copy()
    kept.pop("page", None)
    context = {
        "code": code,
        "name": places[code],
        "page": page,
        "lines": action_lines(code, list(page)),
        "query": kept.urlencode(),
        "parts": queries.subprogrammes(code),
        "part": part,
        "state": state,
        "states": list(ActionState),
        "indicator": indicator,
        "area": asked.get("gebied", "") if indicator else "",
    }
    return show(request, "policy/programme_actions.html", context)


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES)
def removed(request: HttpRequest) -> HttpResponse:
    """List what was taken away in a programme, to bring it back."""
    code, places = here_or_nowhere(request)
    context = {"code": code, "name": places[code], "lines": removed_lines(code)}
    return show(request, "policy/programme_removed.html", context)


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=("POST",))
def remove(request: HttpRequest, part: str, number: int) -> HttpResponse:
    """Take a part of a programme away; its page offers to bring it back."""
    kind, code = _kind_and_place(request, part, number)
    operations.remove(part=kind, number=number, by=who_looks(request), on=moment_of(request))
    return redirect(f"{programme_address(code)}&weg={number}&soort={kind}")


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=("POST",))
def put_back(request: HttpRequest, part: str, number: int) -> HttpResponse:
    """Bring back a part that was taken away."""
    kind, code = _kind_and_place(request, part, number)
    try:
        operations.put_back(part=kind, number=number, by=who_looks(request), on=moment_of(request))
    except TooMany as sorry:
        messages.warning(request, str(sorry))
    return redirect(programme_address(code))


def _kind_and_place(request: HttpRequest, part: str, number: int) -> tuple[ProgrammePart, str]:
    """Read which part is meant, and in which municipality it lies. Raises Http404."""
    kind = _part(part)
    if kind is None:
        raise Http404
    _, code = queries.part_of(kind, number, who_looks(request).municipalities)
    return kind, code


@endpoint(purpose=Purpose.POLICY, object=OBJECT)
def download(request: HttpRequest, form: str) -> HttpResponse:
    """Give the whole programme as a file."""
    code, places = here_or_nowhere(request)
    document: Any = programme_document(places[code], queries.vision(code), panels(code, most=None))
    return as_file(document, form, called=f"programma-{code}")

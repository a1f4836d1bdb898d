# SPDX-License-Identifier: EUPL-1.2
"""The monitor: what is known per wijk and buurt, one figure on a map, wijken beside each other."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from meedoen.database.queue import a_worker_is_there
from meedoen.monitor import operations, queries
from meedoen.monitor.operations import NothingLoaded, StillBuilding
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.documents import as_file
from meedoen.web.landing import may_open
from meedoen.web.moments import moment_of
from meedoen.web.place_asked import place_asked
from meedoen.web.policy.monitor.beside import wijken_beside
from meedoen.web.policy.monitor.document import figure_document
from meedoen.web.policy.monitor.indicators import ShownIndicator, known_indicators
from meedoen.web.policy.monitor.key_figure import KeyFigurePage, key_figure_page
from meedoen.web.policy.monitor.overview import overview, today
from meedoen.web.policy.monitor.page import FigurePage, figure_page
from meedoen.web.policy.programme.from_figure import WRITES, MadeOfFigure, made_of
from meedoen.web.policy.showing import show, who_looks
from meedoen.web.policy.views.releases import APPROVES, MAKES

_OBJECT = "figures"
# The kinds of file, as people call them.
FILES = (("xlsx", "Excel"), ("ods", "OpenDocument"), ("csv", "CSV"), ("pdf", "PDF"))


def monitor_address(name: str, code: str, *arguments: str) -> str:
    """Give the address of a page of the monitor for a municipality."""
    return f"{reverse(f'policy:{name}', args=arguments)}?gemeente={code}"


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def monitor(request: HttpRequest) -> HttpResponse:
    """Show what is known of a municipality, and what needs somebody today first."""
    viewer, on = who_looks(request), moment_of(request)
    code, places = place_asked(request)
    if not code:
        return show(request, "policy/monitor_nowhere.html", {})
    needs = today(code, account=viewer.account_id, on=on)
    context = {
        "code": code,
        "name": places[code],
        "places": places,
        "groups": overview(code, places[code]),
        "today": needs,
        "worker": not needs.waits or a_worker_is_there(on),
        "makes": viewer.role in MAKES,
        "approves": viewer.role in APPROVES,
        "sees_streets": may_open(viewer.role, reverse("professional:streets")),
    }
    return show(request, "policy/monitor.html", context)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=MAKES, methods=("POST",))
def count_again(request: HttpRequest) -> HttpResponse:
    """Ask the worker to make the figures again."""
    code, _ = place_asked(request)
    if not code:
        raise Http404
    try:
        operations.ask_for_a_build(municipality=code, by=who_looks(request), on=moment_of(request))
    except (NothingLoaded, StillBuilding) as sorry:
        messages.info(request, str(sorry))
    return redirect(monitor_address("monitor", code))


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=MAKES, methods=("POST",))
def stop_counting(request: HttpRequest, build_id: int) -> HttpResponse:
    """Stop the making of figures; what was made stays."""
    found = queries.build_of(build_id, who_looks(request).municipalities)
    if not operations.stop_build(build=found, by=who_looks(request), on=moment_of(request)):
        messages.info(request, "Het tellen was al klaar.")
    return redirect(monitor_address("monitor", found.municipality_id))


def _known(key: str) -> ShownIndicator:
    found = known_indicators().get(key)
    if found is None:
        raise Http404
    return found


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def figure(request: HttpRequest, indicator: str) -> HttpResponse:
    """Show one figure: in a sentence, on a map, in a table, and over the years."""
    known = _known(indicator)
    code, places = place_asked(request)
    context: dict[str, Any]
    if not code:
        return show(request, "policy/monitor_nowhere.html", {})
    if known.figure and (estimated := key_figure_page(known, code, places[code], request.GET)):
        context = {"page": estimated, "code": code, "made": _made_of(request, estimated, code)}
        return show(request, "policy/monitor_key_figure.html", context)
    found = figure_page(known, code, places, request.GET)
    context = {"indicator": known, "code": code, "name": places[code]}
    if found is None:
        context["none"] = queries.newest_of_each(code).get(known.key)
        return show(request, "policy/monitor_no_figure.html", context)
    context |= {"page": found, "files": FILES, "made": _made_of(request, found, code)}
    return show(request, "policy/monitor_figure.html", context)


def _made_of(request: HttpRequest, page: FigurePage | KeyFigurePage, code: str) -> MadeOfFigure:
    return made_of(page, code, may_make=who_looks(request).role in WRITES)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def download(request: HttpRequest, indicator: str, form: str) -> HttpResponse:
    """Give the table of a figure as a file, with where it comes from."""
    known = _known(indicator)
    code, places = place_asked(request)
    found = figure_page(known, code, places, request.GET) if code else None
    if found is None:
        raise Http404
    called = f"{known.key}-per-{found.choice.level}-{found.choice.year}-{code}"
    return as_file(figure_document(found), form, called=called)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def beside(request: HttpRequest) -> HttpResponse:
    """Show two to four wijken beside each other, over all figures."""
    code, places = place_asked(request)
    if not code:
        return show(request, "policy/monitor_nowhere.html", {})
    found = wijken_beside(code, places[code], request.GET)
    context = {"code": code, "name": places[code], "places": places, "beside": found}
    return show(request, "policy/monitor_beside.html", context)

# SPDX-License-Identifier: EUPL-1.2
"""The sources of the monitor: who holds each, on what terms it comes in, what was loaded of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.monitor import operations, queries
from meedoen.monitor.gate import NotOnTerms
from meedoen.monitor.operations import NoChoice
from meedoen.monitor.sources.registry import KEYS
from meedoen.monitor.sources.registry import source as source_of
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.place_asked import place_asked
from meedoen.web.policy.monitor.source_forms import ChoicesForm, TermsForm
from meedoen.web.policy.monitor.sources import (
    OWN_KEY,
    comes_as,
    needs_terms,
    source_choices,
    source_lines,
    year_lines,
)
from meedoen.web.policy.showing import show, who_looks
from meedoen.web.policy.views.monitor import monitor_address
from meedoen.web.policy.views.releases import APPROVES

_OBJECT = "sources of figures"
_TERMS = ("ground", "article", "purpose", "controller", "dpia", "advised_on")


def _here(request: HttpRequest) -> tuple[str, dict[str, str]]:
    code, places = place_asked(request)
    if not code:
        raise Http404
    return code, places


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def sources(request: HttpRequest) -> HttpResponse:
    """List the sources, with what a municipality chose."""
    code, places = place_asked(request)
    if not code:
        return show(request, "policy/monitor_nowhere.html", {})
    return _sources(request, code, places)


def _sources(
    request: HttpRequest,
    code: str,
    places: dict[str, str],
    form: ChoicesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    chosen = queries.choice(code)
    context = {
        "code": code,
        "name": places[code],
        "places": places,
        "lines": source_lines(code),
        "chosen": chosen,
        "form": form or _choices_form(request, code),
        "acts": who_looks(request).role in APPROVES,
    }
    return show(request, "policy/monitor_sources.html", context, status=status)


def _choices_form(request: HttpRequest, code: str, data: Any = None) -> ChoicesForm:
    chosen = queries.choice(code)
    stands = {
        "inside": list(chosen.inside) if chosen else [],
        "streets_decided_on": chosen.streets_decided_on if chosen else None,
        "streets_decision": chosen.streets_decision if chosen else "",
    }
    today = moment_of(request).day
    return ChoicesForm(data, today=today, sources=source_choices(), stands=stands)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=APPROVES, methods=("POST",))
def choose(request: HttpRequest) -> HttpResponse:
    """Keep what a municipality chooses for its monitor."""
    code, places = _here(request)
    form = _choices_form(request, code, request.POST)
    if form.is_valid():
        try:
            operations.choose(
                municipality=code,
                inside=form.cleaned_data["inside"],
                streets_decided_on=form.cleaned_data["streets_decided_on"],
                streets_decision=form.cleaned_data["streets_decision"],
                by=who_looks(request),
                on=moment_of(request),
            )
        except NoChoice as sorry:
            form.add_error(None, str(sorry))
        else:
            return redirect(monitor_address("monitor_sources", code))
    return _sources(request, code, places, form, status=422)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def source(request: HttpRequest, source: str) -> HttpResponse:
    """Show one source: its holder, its terms, and what was loaded of each year."""
    if source not in (*KEYS, OWN_KEY):
        raise Http404
    code, places = _here(request)
    return _source(request, code, places, source)


def _source(
    request: HttpRequest,
    code: str,
    places: dict[str, str],
    key: str,
    form: TermsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    known = source_of(key) if key in KEYS else None
    needed = known is not None and needs_terms(known)
    acts = who_looks(request).role in APPROVES
    context = {
        "code": code,
        "name": places[code],
        "key": key,
        "known": known,
        "comes_as": comes_as(known) if known else "",
        "needed": needed,
        "terms": queries.terms(code).get(key),
        "waits": queries.headings_that_wait(code).get(key, 0),
        "loads": year_lines(queries.loads(code, key)),
        "acts": acts,
        "form": form or (_terms_form(request, code, key) if needed and acts else None),
    }
    return show(request, "policy/monitor_source.html", context, status=status)


def _terms_form(request: HttpRequest, code: str, key: str, data: Any = None) -> TermsForm:
    """Give the form with what stands, else with what is proposed for this source."""
    held, known = queries.terms(code).get(key), source_of(key)
    stands = {name: getattr(held, name) for name in _TERMS} if held else None
    proposed = {name: getattr(known, name) for name in ("ground", "article", "purpose")}
    proposed["controller"] = known.controller
    return TermsForm(
        data,
        today=moment_of(request).day,
        stands=stands,
        initial=None if held else proposed,
    )


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=APPROVES, methods=("POST",))
def write_terms(request: HttpRequest, source: str) -> HttpResponse:
    """Write down on what terms rows of people of a source come in."""
    if source not in KEYS or not needs_terms(source_of(source)):
        raise Http404
    code, places = _here(request)
    form = _terms_form(request, code, source, request.POST)
    if form.is_valid():
        try:
            operations.write_terms(
                municipality=code,
                source=source,
                terms=form.terms(),
                by=who_looks(request),
                on=moment_of(request),
            )
        except NotOnTerms as sorry:
            form.add_error(None, str(sorry))
        else:
            return redirect(monitor_address("monitor_source", code, source))
    return _source(request, code, places, source, form, status=422)

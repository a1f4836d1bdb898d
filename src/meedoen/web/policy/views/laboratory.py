# SPDX-License-Identifier: EUPL-1.2
"""The laboratory: try a change of an ordinance on invented people. Nothing is published here."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.database.queue import a_worker_is_there
from meedoen.journeys.experimenting import changeable, changes_of, draft_and_run
from meedoen.journeys.trying import StuckRule, came_from, note_it_is_tried, stuck_rule
from meedoen.laboratory import operations, queries
from meedoen.laboratory.drafts import OutsideTheRoom, Term
from meedoen.laboratory.results import read_result
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.work import WorkState
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in
from meedoen.web.policy.laboratory_forms import DraftForm, as_typed, places
from meedoen.web.policy.laboratory_words import headline, shown
from meedoen.web.policy.showing import show, who_looks

_POST = ("POST",)
_OBJECT = "draft of a rule"


def _draft(request: HttpRequest, draft_id: int) -> Any:
    return queries.draft_of(draft_id, who_looks(request).municipalities)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def drafts(request: HttpRequest) -> HttpResponse:
    """List the drafts of the viewer's municipalities."""
    codes = who_looks(request).municipalities
    context = {
        "drafts": queries.drafts_of(codes),
        "places": places(codes),
        "thrown_away": number_in(request.GET.get("weg", "")),
        "people": settings.LABORATORY_PEOPLE,
    }
    return show(request, "policy/laboratory.html", context)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Make a draft: choose other values, say why, and let it be worked out."""
    here = dict(places(who_looks(request).municipalities))
    given = request.POST if request.method == "POST" else request.GET
    copied, stuck = _copied(request, given.get("kopie", "")), _stuck(request, given)
    wanted = copied.municipality_id if copied else given.get("gemeente", "")
    if stuck is not None:
        wanted = stuck.municipality
    code = wanted if wanted in here else next(iter(here), "")
    terms = changeable(code, on=moment_of(request)) if code else ()
    if not terms:
        return show(request, "policy/no_draft.html", {"name": here.get(code, "")})
    data = request.POST if request.method == "POST" else None
    about = stuck.concerned(terms) if stuck else frozenset()
    first = {"name": stuck.name, "reason": stuck.reason} if stuck else _initial(copied, terms)
    form = DraftForm(data, terms=terms, initial=first, concerned=about)
    made = _made(request, form, code, copied) if form.is_valid() else None
    if made is not None:
        if stuck is not None:
            note_it_is_tried(stuck, draft_id=made, by=who_looks(request), on=moment_of(request))
        return redirect("policy:draft", made)
    context = {"form": form, "code": code, "places": list(here.items()), "copied": copied}
    context |= {"stuck": stuck, "known": bool(about)}
    context |= {"name": here[code], "people": settings.LABORATORY_PEOPLE}
    return show(request, "policy/new_draft.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, form: DraftForm, code: str, copied: Any) -> int | None:
    """Keep the draft; None when its values do not go together, which the form then says."""
    try:
        run = draft_and_run(
            municipality=code,
            name=form.cleaned_data["name"],
            reason=form.cleaned_data["reason"],
            given=form.given(),
            by=who_looks(request),
            on=moment_of(request),
            copied_from=copied.pk if copied else None,
        )
    except (OutsideTheRoom, operations.StillRunning) as sorry:
        form.add_error(None, str(sorry))
        return None
    return run.draft_id


def _stuck(request: HttpRequest, given: Any) -> StuckRule | None:
    """Give the knelpunt for which another rule is tried, if it is for one."""
    number = number_in(given.get("knelpunt", ""))
    if number is None:
        return None
    return stuck_rule(number, by=who_looks(request), on=moment_of(request))


def _copied(request: HttpRequest, text: str) -> Any:
    number = number_in(text)
    return None if number is None else _draft(request, number)


def _initial(copied: Any, terms: tuple[Term, ...]) -> dict[str, Any]:
    """Start from the draft that is copied, else from the values of now."""
    if copied is None:
        return {}
    told = {"name": f"{copied.name} (kopie)"[:120], "reason": copied.reason}
    values = {
        f"waarde-{at}": as_typed(term, copied.changes[term.key])
        for at, term in enumerate(terms)
        if term.key in copied.changes
    }
    return {**told, **values}


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Show a draft: what it changes, how far it is, and who would gain or lose what."""
    on, found = moment_of(request), _draft(request, draft_id)
    run = queries.last_run(found)
    context: dict[str, Any] = {"draft": found, "changes": changes_of(found), "run": run}
    context["stuck"] = came_from(found.pk, by=who_looks(request), on=on)
    if run is not None:
        state = WorkState(run.state)
        context |= {
            "state": state,
            "silent": queries.is_silent(run, on),
            "worker": state is not WorkState.WAITING or a_worker_is_there(on),
        }
    if run is not None and run.result is not None:
        result = read_result(run.result)
        context |= {"result": result, "headline": headline(result, run.size)}
        context["found"] = shown(result)
    return show(request, "policy/draft.html", context)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, methods=_POST)
def run(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Let a draft be worked out again, with other invented people."""
    found = _draft(request, draft_id)
    try:
        operations.ask_for_a_run(draft=found, by=who_looks(request), on=moment_of(request))
    except operations.StillRunning as sorry:
        messages.warning(request, str(sorry))
    return redirect("policy:draft", found.pk)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, methods=_POST)
def stop(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Stop the run that waits or goes on."""
    found = _draft(request, draft_id)
    last = queries.last_run(found)
    if last and not operations.stop(run=last, by=who_looks(request), on=moment_of(request)):
        messages.info(request, "Het rekenen was al klaar.")
    return redirect("policy:draft", found.pk)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, methods=_POST)
def throw_away(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Throw a draft away; the list offers to put it back."""
    found = _draft(request, draft_id)
    operations.throw_away(draft=found, by=who_looks(request), on=moment_of(request))
    response = redirect("policy:laboratory")
    response["Location"] += f"?weg={found.pk}"
    return response


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, methods=_POST)
def put_back(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Put a draft back that was thrown away."""
    found = _draft(request, draft_id)
    operations.put_back(draft=found, by=who_looks(request), on=moment_of(request))
    return redirect("policy:draft", found.pk)

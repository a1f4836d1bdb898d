# SPDX-License-Identifier: EUPL-1.2
"""Releases of counts on their way out: made, seen by somebody else, published, withdrawn."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.accounts.roles import Role
from meedoen.database.queue import a_worker_is_there
from meedoen.disclosure.presets import PRESETS
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.publication import operations, queries
from meedoen.publication.operations import MayNotLeave
from meedoen.publication.states import WAITS, WAS_OUT, ReleaseState
from meedoen.vocabulary.work import WorkState
from meedoen.web.kept_words import not_taken
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in
from meedoen.web.policy.laboratory_forms import places
from meedoen.web.policy.preparation_words import done_so_far
from meedoen.web.policy.release_forms import ApproveForm, EndForm, ReleaseForm
from meedoen.web.policy.showing import show, who_looks
from meedoen.web.public_releases import listed
from meedoen.web.release_files import answered
from meedoen.web.release_table import attack_on, share_shown, shown_table

_POST = ("POST",)
_OBJECT = "figures on their way out"
# Who makes figures, and who may be the second pair of eyes: never the one who made them.
MAKES = frozenset({Role.POLICY_ADVISER, Role.MONITOR_OFFICER})
APPROVES = MAKES | {Role.PRIVACY_OFFICER}
_SET_ASIDE = "De maker leest dit. Het komt niet op de openbare pagina."
_WITHDRAW = "Dit komt op de openbare pagina te staan. De cijfers gaan weg, het adres blijft."


def _release(request: HttpRequest, release_id: int) -> Any:
    return queries.release_of(release_id, who_looks(request).municipalities)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def releases(request: HttpRequest) -> HttpResponse:
    """List releases of the viewer's municipalities: first what waits for somebody."""
    viewer = who_looks(request)
    context = {
        **listed(request, partial(queries.releases, viewer.municipalities)),
        "preparations": queries.preparations(viewer.municipalities, on=moment_of(request))[:6],
        "waits": WAITS,
        "me": viewer.account_id,
        "approves": viewer.role in APPROVES,
        "places": places(viewer.municipalities) if viewer.role in MAKES else [],
    }
    return show(request, "policy/releases.html", context)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=MAKES, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Make a release of a file with counts; the counts themselves are kept nowhere."""
    here = dict(places(who_looks(request).municipalities))
    given = request.POST if request.method == "POST" else request.GET
    again = _again(request, given.get("opnieuw", ""))
    repaired = again.replaces if again else _repaired(request, given.get("herstelt", ""))
    before = again or repaired
    wanted = before.municipality_id if before else given.get("gemeente", "")
    code = wanted if wanted in here else next(iter(here), "")
    if not code:
        return show(request, "policy/no_release.html", {})
    sent = request.method == "POST"
    form = ReleaseForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        municipality=code,
        today=moment_of(request).day,
        initial=_initial(repaired, again),
    )
    asked = _asked(request, form, repaired) if sent and form.is_valid() else None
    if asked is not None:
        return redirect("policy:preparation", asked)
    context = {
        "form": form,
        "code": code,
        "name": here[code],
        "places": list(here.items()),
        "repaired": repaired,
        "presets": PRESETS.values(),
    }
    return show(request, "policy/new_release.html", context, status=422 if form.errors else 200)


def _repaired(request: HttpRequest, text: str) -> Any:
    number = number_in(text)
    found = None if number is None else _release(request, number)
    return found if found is not None and found.state in WAS_OUT else None


def _again(request: HttpRequest, text: str) -> Any:
    """Give what was handed in before and became no release: its words need not be typed again."""
    number = number_in(text)
    return None if number is None else _preparation(request, number)


def _initial(repaired: Any, again: Any) -> dict[str, Any]:
    """Give what needs not be typed again; who corrects counts other people, or in another way."""
    before = again or repaired
    if before is None:
        return {}
    names = ("title", "reference_day", "sources", "quality", *(("counted",) if again else ()))
    return {name: getattr(before, name) for name in names}


def _asked(request: HttpRequest, form: ReleaseForm, repaired: Any) -> int | None:
    """Hand the counts in; None when they may not be, which the form then says."""
    try:
        asked = operations.hand_in(
            told=form.told(repaired.pk if repaired else None),
            rule=PRESETS[form.cleaned_data["preset"]].rule,
            files=form.cleaned_data["files"],
            cells=form.cleaned_data["cells"],
            by=who_looks(request),
            on=moment_of(request),
        )
    except MayNotLeave as sorry:
        form.add_error(None, str(sorry))
        return None
    return asked.pk


def _preparation(request: HttpRequest, preparation_id: int) -> Any:
    return queries.preparation_of(preparation_id, who_looks(request).municipalities)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def preparation(request: HttpRequest, preparation_id: int) -> HttpResponse:
    """Show how far counts are on their way to be a release; to that when they are one.

    A page that follows it by itself is told so in words: nobody is taken elsewhere while reading.
    """
    on, found = moment_of(request), _preparation(request, preparation_id)
    state = WorkState(found.state)
    if state is WorkState.DONE and not request.htmx:  # type: ignore[attr-defined]
        return redirect("policy:release", found.release_id)
    context = {
        "preparation": found,
        "state": state,
        "steps": done_so_far(found),
        "silent": queries.is_silent(found, on),
        "worker": state is not WorkState.WAITING or a_worker_is_there(on),
        "makes": who_looks(request).role in MAKES,
    }
    return show(request, "policy/preparation.html", context)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=MAKES, methods=_POST)
def stop(request: HttpRequest, preparation_id: int) -> HttpResponse:
    """Stop what was handed in; its counts go."""
    found = _preparation(request, preparation_id)
    if not operations.stop_preparation(
        preparation=found, by=who_looks(request), on=moment_of(request)
    ):
        messages.info(request, "Het narekenen was al klaar.")
    return redirect("policy:preparation", found.pk)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def release(request: HttpRequest, release_id: int) -> HttpResponse:
    """Show a release: where it is, whether somebody can be found in it, and its table."""
    return _page(request, _release(request, release_id))


def _page(
    request: HttpRequest,
    found: Any,
    *,
    approve_form: ApproveForm | None = None,
    end_form: EndForm | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer, state = who_looks(request), ReleaseState(found.state)
    out = state is ReleaseState.PUBLISHED
    context = {
        "release": found,
        "state": state,
        "report": attack_on(found),
        "share_shown": share_shown(found),
        "table": shown_table(found, request.GET),
        "weighed": queries.weighed_with(found)[:8],
        "corrections": queries.corrections_of(found)[:5],
        "mine": found.maker_id == viewer.account_id,
        "makes": viewer.role in MAKES,
        "acts": viewer.role in APPROVES,
        "may_approve": viewer.role in APPROVES and found.maker_id != viewer.account_id,
        "approve_form": approve_form or ApproveForm(),
        "end_form": end_form or EndForm(help_text=_WITHDRAW if out else _SET_ASIDE),
    }
    return show(request, "policy/release.html", context, status=status)


def _done(
    request: HttpRequest, release_id: int, act: Callable[..., Any], **told: Any
) -> HttpResponse:
    """Move a release on, and go to its page; what may not be is said there."""
    found = _release(request, release_id)
    try:
        act(release=found, by=who_looks(request), on=moment_of(request), **told)
    except MayNotLeave as sorry:
        messages.warning(request, str(sorry))
        not_taken(request)
    return redirect("policy:release", found.pk)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=MAKES, methods=_POST)
def check(request: HttpRequest, release_id: int) -> HttpResponse:
    """Let the separate program look at a draft again."""
    return _done(request, release_id, operations.check_release)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=APPROVES, methods=_POST)
def approve(request: HttpRequest, release_id: int) -> HttpResponse:
    """Approve a release that somebody else made."""
    form = ApproveForm(request.POST)
    if not form.is_valid():
        return _page(request, _release(request, release_id), approve_form=form, status=422)
    remark = form.cleaned_data["remark"]
    return _done(request, release_id, operations.approve, remark=remark)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=MAKES, methods=_POST)
def publish(request: HttpRequest, release_id: int) -> HttpResponse:
    """Let an approved release out."""
    return _done(request, release_id, operations.publish)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=APPROVES, methods=_POST)
def set_aside(request: HttpRequest, release_id: int) -> HttpResponse:
    """Stop a release that is not out yet."""
    return _ended(request, release_id, operations.set_aside, _SET_ASIDE)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=APPROVES, methods=_POST)
def withdraw(request: HttpRequest, release_id: int) -> HttpResponse:
    """Take the figures of a published release away."""
    return _ended(request, release_id, operations.withdraw, _WITHDRAW)


def _ended(
    request: HttpRequest, release_id: int, act: Callable[..., Any], help_text: str
) -> HttpResponse:
    form = EndForm(request.POST, help_text=help_text)
    if not form.is_valid():
        return _page(request, _release(request, release_id), end_form=form, status=422)
    return _done(request, release_id, act, why=form.cleaned_data["reason"])


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def release_file(request: HttpRequest, release_id: int, file: str) -> HttpResponse:
    """Give a file of a release, as it will leave or left."""
    found = _release(request, release_id)
    return answered(queries.files_of_release(found), file, found.address)

# SPDX-License-Identifier: EUPL-1.2
"""Several figures of the monitor at once: seen by a second pair of eyes, and made public."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.monitor import queries
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.publication import operations
from meedoen.publication.operations import Several
from meedoen.publication.states import ReleaseState
from meedoen.vocabulary.number import whole_in_words
from meedoen.web.moments import moment_of
from meedoen.web.place_asked import place_asked
from meedoen.web.policy.monitor.indicators import known_indicators
from meedoen.web.policy.monitor.release_form import (
    MOST_AT_ONCE,
    ApproveSeveralForm,
    WhichForm,
)
from meedoen.web.policy.showing import show, who_looks
from meedoen.web.policy.views.monitor import monitor_address
from meedoen.web.policy.views.releases import APPROVES, MAKES

_OBJECT = "figures on their way out"


@dataclass(frozen=True)
class WaitingFigure:
    """A figure that waits, with what the attack on it came to."""

    number: int
    name: str
    told: str
    release: Any


@dataclass(frozen=True)
class WaitingFigures:
    """What waits for who looks, for somebody else, and to be made public."""

    to_see: tuple[WaitingFigure, ...]
    of_mine: tuple[WaitingFigure, ...]
    to_publish: tuple[WaitingFigure, ...]
    inside: tuple[WaitingFigure, ...]


def _waiting(code: str, account: int | None) -> WaitingFigures:
    chosen = queries.choice(code)
    kept = set(chosen.inside) if chosen else set()
    known = known_indicators()
    sorted_out: dict[str, list[WaitingFigure]] = {
        "to_see": [], "of_mine": [], "to_publish": [], "inside": [],
    }  # fmt: skip
    for one in queries.waiting_figures(code):
        indicator = known.get(one.indicator)
        name = indicator.name if indicator else one.indicator
        release = one.release
        waits = WaitingFigure(release.pk, f"{name}, {one.year}", _attack(release), release)
        if release.state == ReleaseState.CHECKED:
            where = "of_mine" if release.maker_id == account else "to_see"
        else:
            where = "inside" if indicator and kept & set(indicator.sources) else "to_publish"
        sorted_out[where].append(waits)
    return WaitingFigures(**{name: tuple(ones) for name, ones in sorted_out.items()})


def _attack(release: Any) -> str:
    """Say in short what the attack on a release came to; its page says it whole."""
    if not release.hidden:
        return "Niets verborgen."
    hidden = "Eén getal" if release.hidden == 1 else f"{whole_in_words(release.hidden)} getallen"
    return (
        f"{hidden} verborgen. Het best te raden getal houdt een verschil van "
        f"{whole_in_words(release.narrowest)} over; minstens {release.threshold} moet."
    )


def _offered(waiting: Sequence[WaitingFigure]) -> list[tuple[str, str]]:
    return [(str(one.number), one.name) for one in waiting]


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=APPROVES)
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the figures that wait for a second pair of eyes, and those that can be made public."""
    code, places = place_asked(request)
    if not code:
        return show(request, "policy/monitor_nowhere.html", {})
    return _page(request, code, places)


def _page(
    request: HttpRequest,
    code: str,
    places: dict[str, str],
    *,
    approve_form: ApproveSeveralForm | None = None,
    publish_form: WhichForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found = _waiting(code, who_looks(request).account_id)
    first, ready = found.to_see[:MOST_AT_ONCE], found.to_publish[:MOST_AT_ONCE]
    context = {
        "code": code,
        "name": places[code],
        "waiting": found,
        "to_see": first,
        "to_publish": ready,
        "more_to_see": len(found.to_see) - len(first),
        "more_to_publish": len(found.to_publish) - len(ready),
        "approve_form": approve_form or ApproveSeveralForm(offered=_offered(first)),
        "publish_form": publish_form or WhichForm(offered=_offered(ready)),
        "makes": who_looks(request).role in MAKES,
    }
    return show(request, "policy/monitor_release.html", context, status=status)


def _place(request: HttpRequest) -> tuple[str, dict[str, str]]:
    code, places = place_asked(request)
    if not code:
        raise Http404
    return code, places


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=APPROVES, methods=("POST",))
def approve(request: HttpRequest) -> HttpResponse:
    """Approve the chosen figures, that somebody else made."""
    code, places = _place(request)
    found = _waiting(code, who_looks(request).account_id).to_see[:MOST_AT_ONCE]
    form = ApproveSeveralForm(request.POST, offered=_offered(found))
    if not form.is_valid():
        return _page(request, code, places, approve_form=form, status=422)
    several = operations.move_each(
        act=operations.approve,
        releases=_chosen(found, form),
        remark=form.cleaned_data["remark"],
        by=who_looks(request),
        on=moment_of(request),
    )
    _say(request, several, "nagekeken")
    return redirect(monitor_address("monitor_release", code))


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=MAKES, methods=("POST",))
def publish(request: HttpRequest) -> HttpResponse:
    """Make the chosen figures public, that were approved."""
    code, places = _place(request)
    found = _waiting(code, who_looks(request).account_id).to_publish[:MOST_AT_ONCE]
    form = WhichForm(request.POST, offered=_offered(found))
    if not form.is_valid():
        return _page(request, code, places, publish_form=form, status=422)
    several = operations.move_each(
        act=operations.publish,
        releases=_chosen(found, form),
        by=who_looks(request),
        on=moment_of(request),
    )
    _say(request, several, "openbaar")
    return redirect(monitor_address("monitor_release", code))


def _chosen(found: Sequence[WaitingFigure], form: WhichForm) -> list[Any]:
    numbers = set(form.numbers())
    return [one.release for one in found if one.number in numbers]


def _say(request: HttpRequest, several: Several, what: str) -> None:
    if several.done:
        many = len(several.done)
        said = f"Eén cijfer is {what}." if many == 1 else f"{many} cijfers zijn {what}."
        messages.success(request, said)
    for release, why in several.refused:
        messages.warning(request, f"{release.title}: {why}")

# SPDX-License-Identifier: EUPL-1.2
"""The resident's side of the session: which dossier is open here, and how it opens and closes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, QueryDict

from meedoen.journeys.reading import NotFound, Reading, read_dossier
from meedoen.privacy.decision import Viewer
from meedoen.privacy.keys import keyed_hash
from meedoen.privacy.policy import Purpose
from meedoen.web.context import chosen_municipality
from meedoen.web.gate import SUBJECT_IN_SESSION

BESIDE_IN_SESSION = "told_with_somebody"
_FAILURES = "return_words_failed"
_WAIT_UNTIL = "return_words_wait_until"
FREE_TRIES = 5
WAIT = timedelta(minutes=1)
TRIES_OF_AN_ADDRESS = 30
ADDRESS_SECONDS = 15 * 60


def who(request: HttpRequest) -> Viewer:
    """Give the resident who acts; the label says when somebody she trusts sits beside her."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.session.get(BESIDE_IN_SESSION):
        return replace(viewer, label="jij, met iemand naast je")
    return viewer


def posted(request: HttpRequest) -> QueryDict | None:
    """Give what was posted, also when that is nothing at all; None when nothing was posted."""
    return request.POST if request.method == "POST" else None


def subject_of(request: HttpRequest) -> UUID | None:
    """Give the subject of the dossier that is open in this session; None when there is none."""
    subject = request.session.get(SUBJECT_IN_SESSION)
    return UUID(subject) if subject else None


def enter(request: HttpRequest, subject: UUID) -> None:
    """Open a dossier in this session, under a fresh session key (against session fixation)."""
    request.session.cycle_key()
    request.session[SUBJECT_IN_SESSION] = str(subject)
    for key in (_FAILURES, _WAIT_UNTIL):
        request.session.pop(key, None)


def leave(request: HttpRequest) -> None:
    """Close everything on this machine."""
    request.session.flush()


def _address_key(request: HttpRequest) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    return "return-words:" + keyed_hash(address, pepper=settings.LOOKUP_PEPPER)


def must_wait(request: HttpRequest, *, on: datetime) -> bool:
    """Tell whether too many wrong return words were typed here, or from this address, just now."""
    if cache.get(_address_key(request), 0) >= TRIES_OF_AN_ADDRESS:
        return True
    until = request.session.get(_WAIT_UNTIL)
    return until is not None and on < datetime.fromisoformat(until)


def count_failure(request: HttpRequest, *, on: datetime) -> None:
    """Count wrong return words; after five each next try waits a minute longer."""
    # A session can be thrown away; an address is harder to change.
    cache.add(_address_key(request), 0, ADDRESS_SECONDS)
    cache.incr(_address_key(request))
    failures = request.session.get(_FAILURES, 0) + 1
    request.session[_FAILURES] = failures
    if failures >= FREE_TRIES:
        until = on + WAIT * (failures - FREE_TRIES + 1)
        request.session[_WAIT_UNTIL] = until.isoformat()


def municipality_code(request: HttpRequest) -> str:
    """Give the code of the municipality this visitor chose; empty in an empty installation."""
    chosen = chosen_municipality(request)
    return chosen.code if chosen else ""


def read_mine(request: HttpRequest, subject: UUID, *, what: str, on: datetime) -> Reading:
    """Read the resident's own dossier; her own look is logged too."""
    return read_dossier(
        subject=subject, purpose=Purpose.TAKING_PART, what=what, by=who(request), on=on
    )


@contextmanager
def mine_only() -> Iterator[None]:
    """Answer "not found" for anything that is not in the resident's own dossier."""
    try:
        yield
    except ObjectDoesNotExist as missing:
        raise NotFound from missing

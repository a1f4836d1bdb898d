# SPDX-License-Identifier: EUPL-1.2
"""The resident's side of the session: which dossier is open here, and how it opens and closes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.http import HttpRequest, QueryDict

from meedoen.journeys.reading import NotFound, Reading, read_dossier
from meedoen.privacy.decision import Viewer
from meedoen.privacy.doors import Door
from meedoen.privacy.operations import Tried, come_in_by, try_return_words
from meedoen.privacy.policy import Purpose
from meedoen.residents import operations as residents
from meedoen.vocabulary.moment import Moment
from meedoen.web.addresses import address_of
from meedoen.web.belonging import OpenedMeanwhile, subject_of_first_answer
from meedoen.web.context import chosen_municipality
from meedoen.web.open_story import (
    BESIDE_IN_SESSION,
    SLIP_IN_SESSION,
    enter,
    hand_on,
    open_subject,
    visit_of,
)


def who(request: HttpRequest) -> Viewer:
    """Give the resident who acts; the label says when somebody she trusts sits beside her."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.session.get(BESIDE_IN_SESSION):
        return replace(viewer, label="jij, met iemand naast je")
    return viewer


def posted(request: HttpRequest) -> QueryDict | None:
    """Give what was posted, also when that is nothing at all; None when nothing was posted."""
    return request.POST if request.method == "POST" else None


subject_of = open_subject


def open_here(request: HttpRequest, *, on: Moment, chosen_name: str = "") -> UUID:
    """Give the dossier of this session; the first answer opens one.

    Raises TooManyAtOnce, which the gate answers in words with all that was typed, and
    OpenedMeanwhile when the database refuses: the same form, pressed twice at once, has
    opened it. The gate looks whether that is so, at a moment after the wait for the first press.
    """
    subject = open_subject(request)
    if subject is not None:
        return subject
    come_in(request, Door.STORY, on=on)
    subject = subject_of_first_answer(request)
    try:
        with transaction.atomic():
            residents.open_dossier(
                subject=subject, municipality_code=municipality_code(request),
                chosen_name=chosen_name, by=who(request), on=on,
            )  # fmt: skip
    except DatabaseError as refused:
        raise OpenedMeanwhile(subject) from refused
    enter(request, subject, told_here=True)
    return subject


def come_in(request: HttpRequest, door: Door, *, on: Moment) -> None:
    """Count who comes in by a door without an account. Raises TooManyAtOnce."""
    stated = request.resolver_match.view_name if request.resolver_match else ""
    come_in_by(door, address=address_of(request), by=who(request), on=on, endpoint=stated)


def show_once(request: HttpRequest, slip: str) -> None:
    """Keep the slip of new return words until the next page has shown them.

    Kept in the transaction that made the words, and not again after it: of two presses at once the
    page then shows those that were made last, which are the ones that work.
    """
    request.session[SLIP_IN_SESSION] = {str(open_subject(request)): slip}
    request.session.save()
    request.session.modified = False


def take_slip(request: HttpRequest) -> str:
    """Take the slip of words that were not shown yet out of the session; empty when they were."""
    slips = request.session.pop(SLIP_IN_SESSION, {})
    return str(slips.get(str(open_subject(request)), ""))


def leave(request: HttpRequest) -> None:
    """Close everything on this machine."""
    request.session.flush()


def try_words(request: HttpRequest, words: str, *, on: Moment) -> Tried:
    """Look whose return words these are; wrong ones are counted for this visit and address."""
    return try_return_words(
        words=words, address=address_of(request), visit=visit_of(request, begin=True),
        by=request.viewer, on=on, endpoint="resident:come_back",  # type: ignore[attr-defined]
    )  # fmt: skip


def municipality_code(request: HttpRequest) -> str:
    """Give the code of the municipality this visitor chose; empty in an empty installation."""
    chosen = chosen_municipality(request)
    return chosen.code if chosen else ""


def read_mine(request: HttpRequest, subject: UUID, *, what: str, on: Moment) -> Reading:
    """Read the resident's own dossier; her own look is logged too."""
    reading = read_dossier(
        subject=subject, purpose=Purpose.TAKING_PART, what=what, by=who(request), on=on
    )
    hand_on(request, reading.dossier)
    return reading


@contextmanager
def mine_only() -> Iterator[None]:
    """Answer "not found" for anything that is not in the resident's own dossier."""
    try:
        yield
    except ObjectDoesNotExist as missing:
        raise NotFound from missing

# SPDX-License-Identifier: EUPL-1.2
"""What waits for hands, with how residents are called; a letter to print, which is a look."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from meedoen.journeys.reading import read_dossier
from meedoen.notifications import operations as notifications
from meedoen.notifications.kinds import OutgoingState
from meedoen.notifications.queries import ByHand, by_hand, one_by_hand
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.residents.queries import listed
from meedoen.vocabulary.moment import Moment


@dataclass(frozen=True)
class CalledByHand:
    """A message that waits for hands, and how she wants to be called; empty when that is closed."""

    message: ByHand
    called: str


def called_by_hand(*, states: frozenset[OutgoingState], on: Moment) -> list[CalledByHand]:
    """List what waits to be posted or called, with how each is called."""
    waiting = by_hand(states=states, on=on)
    names = listed([one.subject for one in waiting])
    return [
        CalledByHand(one, names[one.subject].called if one.subject in names else "")
        for one in waiting
    ]


@dataclass(frozen=True)
class PrintedLetter:
    """What stands in a letter: to whom, where, and the words of now."""

    called: str
    where: str
    title: str
    lines: tuple[str, ...]
    way: str


@dataclass(frozen=True)
class FromMunicipality:
    """In whose name a letter goes."""

    code: str
    name: str


@transaction.atomic
def letter_of(
    message_id: UUID, *, by: Viewer, on: Moment
) -> tuple[PrintedLetter, FromMunicipality]:
    """Give a letter to print, and keep its words; she reads in her log that it was printed.

    Raises Outgoing.DoesNotExist, and as `read_dossier` does.
    """
    letter = one_by_hand(message_id, on=on)
    reading = read_dossier(
        subject=letter.subject,
        purpose=Purpose.GUIDANCE,
        what="drukte een brief aan jou af",
        by=by,
        on=on,
    )
    notifications.keep_printed(message_id=message_id, by=by, on=on)
    known = reading.dossier
    printed = PrintedLetter(known.called, letter.where, letter.title, letter.lines, letter.way)
    return printed, FromMunicipality(known.municipality_code, known.municipality_name)

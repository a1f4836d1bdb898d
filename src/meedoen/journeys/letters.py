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
from meedoen.privacy.operations import Listed, log_listed
from meedoen.privacy.policy import Purpose
from meedoen.residents.queries import listed
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

SEEN_BY_HAND = "zag je naam in de lijst van brieven en telefoontjes"


@dataclass(frozen=True)
class CalledByHand:
    """A message that waits for hands, and how she wants to be called."""

    message: ByHand
    called: str


@transaction.atomic(savepoint=False)
def called_by_hand(
    *, states: frozenset[OutgoingState], by: Viewer, on: Moment
) -> list[CalledByHand]:
    """List what waits to be posted or called, of those whose name who looks may see.

    Each of whom is shown reads in her log that she stood in the list.
    """
    waiting = by_hand(states=states, on=on)
    names = listed([one.subject for one in waiting])
    shown = [one for one in waiting if one.subject in names]
    seen: dict[UUID, set[Domain]] = {}
    for one in shown:
        seen.setdefault(one.subject, {Domain.IDENTITY}).update(_shows(one))
    people = [
        Listed(subject, names[subject].lies_in, names[subject].municipality_code, sorted(domains))
        for subject, domains in seen.items()
    ]
    log_listed(people=people, what=SEEN_BY_HAND, purpose=Purpose.GUIDANCE, by=by, on=on)
    return [CalledByHand(one, names[one.subject].called) for one in shown]


def _shows(one: ByHand) -> set[Domain]:
    return {one.domain, Domain.CONTACT} if one.where else {one.domain}


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

# SPDX-License-Identifier: EUPL-1.2
"""Who pressed "dit hindert mij" is told what came of it; what she says back is seen to.

The worker does it, each press in a transaction of its own: what falls away is done the next time,
and nothing is told twice. Whose a press is, neither the register nor the worker asks.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from meedoen.history.actor import NamedActor
from meedoen.knelpunten.occasions import ANSWERED, about_answer
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.tickets import queries
from meedoen.residents import operations as residents
from meedoen.vocabulary.moment import Moment

AT_ONCE = 200
BY = NamedActor("Meedoen")


def see_to_presses(*, on: Moment, most: int = 10_000) -> int:
    """See to what was pressed and said back, then tell who waits for an answer; gives how many.

    At most `most` of each, so that one time does not take for ever; the rest follows the next time.
    """
    seen = 0
    while seen < most and (found := queries.to_see_to(most=AT_ONCE)):
        for ticket in found:
            tickets.see_to(ticket=ticket, by=BY, on=on)
        seen += len(found)
    return seen + sum(1 for ticket in _to_tell(most) if tell_back(ticket, on=on))


def _to_tell(most: int) -> Iterator[UUID]:
    last, told = None, 0
    while told < most and (found := queries.to_tell(most=AT_ONCE, after=last)):
        yield from found
        last, told = found[-1], told + len(found)


@transaction.atomic
def tell_back(ticket: UUID, *, on: Moment) -> bool:
    """Tell who pressed what came of it, and keep that she was told; False when she knew."""
    found = queries.became_of([ticket]).get(ticket)
    if found is None or found.answered_on is None:
        return False
    told = residents.tell_of_ticket(
        ticket=ticket, occasion_code=ANSWERED, about=about_answer(ticket, found.answered_on),
        by=BY, on=on,
    )  # fmt: skip
    tickets.note_told(ticket=ticket, by=BY, on=on)
    return told

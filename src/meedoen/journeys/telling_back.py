# SPDX-License-Identifier: EUPL-1.2
"""Who pressed "dit hindert mij" is told what came of it, once for each answer.

Whose a press is, neither the register nor who tells it asks.
"""

from uuid import UUID

from django.db import transaction

from meedoen.history.actor import Actor
from meedoen.knelpunten.occasions import ANSWERED, about_answer
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.tickets import queries
from meedoen.residents import operations as residents
from meedoen.vocabulary.moment import Moment


@transaction.atomic
def tell_back(ticket: UUID, *, by: Actor, on: Moment) -> bool:
    """Tell who pressed what came of it, and keep that she was told; False when she knew."""
    found = queries.became_of([ticket]).get(ticket)
    if found is None or found.answered_on is None:
        return False
    told = residents.tell_of_ticket(
        ticket=ticket, occasion_code=ANSWERED, about=about_answer(ticket, found.answered_on),
        by=by, on=on,
    )  # fmt: skip
    tickets.note_told(ticket=ticket, by=by, on=on)
    return told

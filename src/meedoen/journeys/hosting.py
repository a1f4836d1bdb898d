# SPDX-License-Identifier: EUPL-1.2
"""Who comes to the places of a host, told to each of them (I11).

A host hears a name and a place, and the resident reads in her log that her name was seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from meedoen.bookings.queries import Guest, expected_guests
from meedoen.privacy.decision import Viewer
from meedoen.privacy.operations import Listed, log_listed
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

SEEN_AS_GUEST = "zag je naam en je plek in de lijst van wie er komt"
ON_A_PAGE = 25


@dataclass(frozen=True)
class GuestPart:
    """A stretch of the list of a host: its guests, and whether more come after it."""

    guests: Sequence[Guest]
    more: bool


@transaction.atomic(savepoint=False)
def who_comes(*, offer_id: UUID | None, page: int, by: Viewer, on: Moment) -> GuestPart:
    """Read one page, counted from 1, of who said yes to a place of this host, or to one of them.

    Each of whom is shown reads that she stood in the list; who comes after it was not seen.
    """
    skip = (page - 1) * ON_A_PAGE
    found = expected_guests(offer_id=offer_id, skip=skip, most=ON_A_PAGE + 1)
    shown = found[:ON_A_PAGE]
    people = {
        one.subject: Listed(one.subject, one.lies_in, one.municipality_code, [Domain.IDENTITY])
        for one in shown
    }
    log_listed(people=people.values(), what=SEEN_AS_GUEST, purpose=Purpose.PLACEMENT, by=by, on=on)
    return GuestPart([one.guest for one in shown], more=len(found) > ON_A_PAGE)

# SPDX-License-Identifier: EUPL-1.2
"""Who comes to the places of a host, told to each of them (I11).

A host hears a name and a place, and the resident reads in her log that her name was seen.
"""

from uuid import UUID

from django.db import transaction

from meedoen.bookings.queries import Guest, expected_guests
from meedoen.journeys.paging import Part, stretch_of
from meedoen.privacy.decision import Viewer
from meedoen.privacy.operations import Listed, log_listed
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

SEEN_AS_GUEST = "zag je naam en je plek in de lijst van wie er komt"


@transaction.atomic(savepoint=False)
def who_comes(*, offer_id: UUID | None, page: int, by: Viewer, on: Moment) -> Part[Guest]:
    """Read one page, counted from 1, of who said yes to a place of this host, or to one of them.

    Each of whom is shown reads that she stood in the list; who comes after it was not seen.
    """
    stretch = stretch_of(page)
    found = expected_guests(offer_id=offer_id, skip=stretch.skip, most=stretch.most)
    shown = found[: stretch.shown]
    people = {
        one.subject: Listed(one.subject, one.lies_in, one.municipality_code, [Domain.IDENTITY])
        for one in shown
    }
    log_listed(people=people.values(), what=SEEN_AS_GUEST, purpose=Purpose.PLACEMENT, by=by, on=on)
    return Part([one.guest for one in shown], more=len(found) > stretch.shown)

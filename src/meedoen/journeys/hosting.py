# SPDX-License-Identifier: EUPL-1.2
"""Who comes to the places of a host, told to each of them (I11).

A host hears a name and a place, and the resident reads in her log that her name was seen.
"""

from collections.abc import Sequence

from django.db import transaction

from meedoen.bookings.queries import Guest, expected_guests
from meedoen.privacy.decision import Viewer
from meedoen.privacy.operations import Listed, log_listed
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

SEEN_AS_GUEST = "zag je naam en je plek in de lijst van wie er komt"


@transaction.atomic(savepoint=False)
def who_comes(*, by: Viewer, on: Moment) -> Sequence[Guest]:
    """Read who said yes to a place of this host, and write that each of them stood in the list."""
    found = expected_guests()
    people = {
        one.subject: Listed(one.subject, one.lies_in, one.municipality_code, [Domain.IDENTITY])
        for one in found
    }
    log_listed(people=people.values(), what=SEEN_AS_GUEST, purpose=Purpose.PLACEMENT, by=by, on=on)
    return [one.guest for one in found]

# SPDX-License-Identifier: EUPL-1.2
"""Whether each euro was accounted for as it had to be, worked out anew from keys (pure).

What is found is said in a sentence, with the number of the booking. Nothing is mended here: what
was booked stays, and is taken back by who may.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from meedoen.budget.keys import DivisionKey, divide
from meedoen.budget.laws import LawForbids, law_may_land
from meedoen.budget.posting import CostPlace
from meedoen.budget.taakvelden import NoTaakveld, taakveld_in

Landed = Sequence[tuple[CostPlace, int]]


def wrong_place(booking: int, day: date, place: CostPlace) -> Iterator[str]:
    """Say why a cost may not stand where it does; nothing when it may."""
    try:
        law_may_land(place.law, taakveld_in(place.taakveld, day.year))
    except (NoTaakveld, LawForbids) as no:
        yield f"Booking {booking}: {no}"


def wrong_division(
    booking: int, day: date, key: DivisionKey, adopted_on: date, landed: Landed
) -> Iterator[str]:
    """Say what of a division its key does not yield, to the cent; nothing when it is right."""
    if not key.first_day <= day <= key.last_day:
        yield f"Booking {booking}: key {key.name} does not hold on {day}."
    if adopted_on >= key.first_day:
        yield (
            f"Booking {booking}: key {key.name} was adopted on {adopted_on}, "
            f"not before {key.first_day}."
        )
    wanted: Counter[CostPlace] = Counter()
    for share in divide(sum(cents for _, cents in landed), key):
        line = share.line
        wanted[
            CostPlace(
                line.law, line.taakveld, line.category, line.programme, share.pot, line.ground
            )
        ] += share.cents
    found: Counter[CostPlace] = Counter()
    for place, cents in landed:
        found[place] += cents
    for place in dict.fromkeys([*wanted, *found]):
        if wanted[place] != found[place]:
            yield (
                f"Booking {booking}: {found[place]} cents stand on {place.law} {place.taakveld}, "
                f"and key {key.name} yields {wanted[place]}."
            )

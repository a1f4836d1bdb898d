# SPDX-License-Identifier: EUPL-1.2
"""Between what the costs of a year will end, from what is known of it so far (pure).

Of each month costs come in late, and no month is like another. How late is worked out by the chain
ladder over all months that are known, how months differ from whole earlier years. What is still to
come follows from both, by the method that actuaries call Cape Cod: what came in so far stands to
the part of the year that should be in as the whole stands to one. How far months lie from that
tells how wide the band is.

Sources: T. Mack, "Distribution-free calculation of the standard error of chain ladder reserve
estimates" (1993); H. Bühlmann and J. Stanard on Cape Cod (1983, 1985); England and Verrall,
"Stochastic claims reserving in general insurance" (2002), for a variance that goes with the mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt

MONTHS = 12
LATEST = 12
"""So many months after its own nothing of a month comes in any more."""
LEAST_MONTHS = 3
"""Of fewer months nobody can tell how far they lie apart."""
_BEYOND_OF_TEN = (
    3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363,
)  # fmt: skip
"""What one of ten draws of Student's t lies beyond, by degrees of freedom from one on."""


class NoForecast(StrEnum):
    """Why nothing can be said of the end of a year."""

    NO_EARLIER_YEAR = "no_earlier_year"
    TOO_FEW_MONTHS = "too_few_months"
    ALL_IS_IN = "all_is_in"

    @property
    def words(self) -> str:
        """Say it to who reads the budget."""
        return _WORDS[self]


_WORDS = {
    NoForecast.NO_EARLIER_YEAR: "Er is nog geen heel jaar om mee te vergelijken.",
    NoForecast.TOO_FEW_MONTHS: f"Er zijn nog geen {LEAST_MONTHS} maanden binnen.",
    NoForecast.ALL_IS_IN: "Alles van dit jaar is binnen.",
}


@dataclass(frozen=True)
class SeenCost:
    """Costs of one month, in cents, that came in in another: both as `month_number`."""

    month: int
    seen: int
    cents: int

    @property
    def year(self) -> int:
        """Of which year they are."""
        return self.month // MONTHS


@dataclass(frozen=True)
class Band:
    """Between what the whole year ends in eight of ten cases, in cents."""

    low: int
    high: int


def month_number(year: int, month: int) -> int:
    """Number a month, so that the next one is one more."""
    return year * MONTHS + month - 1


def last_whole_month(day: date) -> int:
    """Give the last month that is over at the end of a day, as `month_number`."""
    after = day + timedelta(days=1)
    return month_number(after.year, after.month) - 1


def forecast(costs: Iterable[SeenCost], *, year: int, until: int) -> Band | NoForecast:
    """Say between what a year ends, by what came in in the months before `until` and in it.

    `until` is the last month that is whole, as `month_number`. Costs of other years are what it is
    compared with. What came in after `until` is not weighed, yet no band begins below what is
    booked.
    """
    known: dict[int, list[int]] = defaultdict(lambda: [0] * (LATEST + 1))
    booked = 0
    for one in costs:
        booked += one.cents if one.year == year else 0
        if one.month <= until and one.seen <= until:
            known[one.month][max(0, min(LATEST, one.seen - one.month))] += one.cents
    came_in = {
        month: _running(cents[: until - month + 1]) for month, cents in sorted(known.items())
    }
    shares = _shares_by_delay(list(came_in.values()))
    of_year = _of_a_year(came_in, shares, before=year)
    if not of_year:
        return NoForecast.NO_EARLIER_YEAR
    return _banded(came_in, shares, of_year, month_number(year, 1), until, booked)


def _running(cents: Sequence[int]) -> list[int]:
    total, sums = 0, []
    for one in cents:
        total += one
        sums.append(total)
    return sums


def _shares_by_delay(came_in: Sequence[Sequence[int]]) -> list[float]:
    """Give which part of a month is in after none, one, two … months (chain ladder)."""
    shares = [1.0] * (LATEST + 1)
    for delay in reversed(range(LATEST)):
        both = [sums for sums in came_in if len(sums) > delay + 1]
        before = sum(sums[delay] for sums in both)
        after = sum(sums[delay + 1] for sums in both)
        shares[delay] = shares[delay + 1] * (before / after if after > 0 else 1.0)
    return [min(1.0, max(0.0, share)) for share in shares]


def _scatter_by_delay(came_in: Iterable[Sequence[int]], shares: Sequence[float]) -> list[float]:
    """Give how far months lie from those shares, as a variance per delay."""
    aside: list[list[float]] = [[] for _ in range(LATEST + 1)]
    for sums in came_in:
        whole = sums[-1] / share if (share := shares[len(sums) - 1]) > 0 else 0.0
        if whole > 0:
            for delay in range(len(sums) - 1):
                aside[delay].append((sums[delay] / whole - shares[delay]) ** 2)
    return [sum(some) / len(some) if some else 0.0 for some in aside]


def _of_a_year(
    came_in: Mapping[int, Sequence[int]], shares: Sequence[float], *, before: int
) -> list[float]:
    """Give which part of a year each month is, over the whole years before; empty without one."""
    profiles = []
    for year in sorted({month // MONTHS for month in came_in}):
        months = [came_in.get(month_number(year, 1) + at, ()) for at in range(MONTHS)]
        whole = [
            sums[-1] / share if sums and (share := shares[len(sums) - 1]) > 0 else 0.0
            for sums in months
        ]
        if year < before and min(whole) > 0:
            profiles.append([one / sum(whole) for one in whole])
    return [sum(parts) / len(profiles) for parts in zip(*profiles, strict=True)]


def _banded(
    came_in: Mapping[int, Sequence[int]],
    shares: Sequence[float],
    of_year: Sequence[float],
    first: int,
    until: int,
    booked: int,
) -> Band | NoForecast:
    scatter = _scatter_by_delay(came_in.values(), shares)
    expected, found, ages = [], [], []
    for at, part in enumerate(of_year):
        age = min(until - (first + at), LATEST)
        share = part * shares[age] if age >= 0 else 0.0
        if share > 0:
            ages.append((part, age))
            expected.append(share)
            found.append((came_in.get(first + at) or [0])[-1])
    part_in, together = sum(expected), sum(found)
    if len(expected) < LEAST_MONTHS or together <= 0:
        return NoForecast.TOO_FEW_MONTHS
    to_come = max(0.0, 1 - part_in)
    if round(together * to_come) == 0:
        return NoForecast.ALL_IS_IN
    whole = together / part_in
    # A month varies as its own size does; the part that is in tells how much.
    varies = sum(
        (cents - whole * share) ** 2 / (whole * share)
        for cents, share in zip(found, expected, strict=True)
    ) / (len(expected) - 1)
    # What is to come varies itself, so does what the whole was worked out from, and so does how
    # late things come in.
    late = sum(part**2 * scatter[age] for part, age in ages) * (whole / part_in) ** 2
    spread = sqrt(varies * whole * to_come / part_in + late)
    aside = _BEYOND_OF_TEN[len(expected) - 2] * spread
    low, high = max(booked, round(whole - aside)), round(whole + aside)
    return Band(low, max(low, high))

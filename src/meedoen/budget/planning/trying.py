# SPDX-License-Identifier: EUPL-1.2
"""What a key for another year would do to what was booked this year (pure).

Costs that it would divide are laid out anew, as a whole and to the cent. Of one booking that can
differ a cent from what its own division would give, for a cent is not split; the sum never does.
Nobody is in it, and no provider is laid beside another.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from meedoen.budget.keys import DivisionKey, Pot, divide, key_for


@dataclass(frozen=True)
class MonthCost:
    """Costs of one month, product and provider on a law and a taakveld, from a pot, in cents."""

    month: int
    product: str
    partner: str
    law: str
    taakveld: str
    pot: Pot
    cents: int


@dataclass(frozen=True)
class TriedLine:
    """What stands on a law and a taakveld now, and what would by the key that is tried."""

    law: str
    taakveld: str
    now: int
    then: int

    @property
    def more(self) -> int:
        """How many cents more it would be; below nought when it would be less."""
        return self.then - self.now


@dataclass(frozen=True)
class TriedKey:
    """What a key would do: per law and taakveld, and how much would run through the one budget."""

    lines: tuple[TriedLine, ...]
    integral_now: int
    integral_then: int

    @property
    def cents(self) -> int:
        """How much it would divide."""
        return sum(one.now for one in self.lines)


def tried(
    key: DivisionKey,
    costs: Iterable[MonthCost],
    others: Sequence[DivisionKey] = (),
    *,
    integral: int | None = None,
) -> TriedKey:
    """Lay out anew what a key would divide of the costs of a year, by month.

    `others` hold in the year of the key: what one of them says more closely stays out of it.
    `integral` is tried in the place of the thousandths of the key. A month counts with its last
    day.
    """
    key = key if integral is None else replace(key, integral=integral)
    keys = [key, *others]
    now: Counter[tuple[str, str]] = Counter()
    pots: Counter[Pot] = Counter()
    for one in costs:
        last = date(key.year, one.month, monthrange(key.year, one.month)[1])
        if key_for(last, one.product, one.partner, keys) is key:
            now[one.law, one.taakveld] += one.cents
            pots[one.pot] += one.cents
    then: Counter[tuple[str, str]] = Counter()
    integral_then = 0
    for share in divide(now.total(), key):
        then[share.line.law, share.line.taakveld] += share.cents
        integral_then += share.cents if share.pot is Pot.INTEGRAL else 0
    lines = tuple(
        TriedLine(*where, now[where], then[where])
        for where in sorted({*now, *then})
        if now[where] or then[where]
    )
    return TriedKey(lines, pots[Pot.INTEGRAL], integral_then)

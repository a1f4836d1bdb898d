# SPDX-License-Identifier: EUPL-1.2
"""Keys: how an amount lands on laws and taakvelden, decided before the period it is for (pure).

Nobody chooses a law for a resident's place. Afterwards each cost is divided by the key that was
adopted beforehand, by largest remainder, so that no cent is lost or made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from meedoen.budget.laws import LawForbids, law_may_land
from meedoen.budget.taakvelden import NoTaakveld, taakveld_in
from meedoen.vocabulary.money import Money

WHOLE = 1000
"""Shares are whole thousandths."""
NAMED_ONLY = frozenset({"SVB", "CAK"})
"""They pay or collect for all providers: only a key that names them divides that. A pgb has
taakvelden of its own, and a key for what providers deliver is for others."""


class Pot(StrEnum):
    """From which money it is paid: the one budget, or one of before that still runs."""

    INTEGRAL = "integral"
    EARLIER = "earlier"


class UnusableKey(ValueError):
    """A key cannot divide anything; the message has a line per fault."""


@dataclass(frozen=True)
class KeyLine:
    """Where a share of an amount lands, and on what ground.

    `share` is in thousandths of the whole. `ground` is the article or decision that is printed
    beside each cost; `category` the economic category of Iv3; `programme` a name of the budget.
    """

    law: str
    taakveld: str
    category: str
    programme: str
    share: int
    ground: str


@dataclass(frozen=True)
class DivisionKey:
    """How costs of some days are divided.

    `products` are product categories and `partners` providers by their code: all when empty.
    `integral` of a thousand is paid from the one budget, what is left from those of before.
    """

    name: str
    first_day: date
    last_day: date
    lines: tuple[KeyLine, ...]
    products: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    integral: int = WHOLE

    @property
    def year(self) -> int:
        """The booking year in which all of its days lie."""
        return self.first_day.year

    def covers(self, day: date, product: str, partner: str) -> bool:
        """Tell whether it divides a cost of a day, a product category and a provider."""
        return (
            self.first_day <= day <= self.last_day
            and (not self.products or product in self.products)
            and (partner in self.partners or not (self.partners or partner in NAMED_ONLY))
        )

    @property
    def closeness(self) -> tuple[bool, bool]:
        """How closely it says for what it is: one for a provider before one for a product."""
        return bool(self.partners), bool(self.products)

    def meets(self, other: DivisionKey) -> bool:
        """Tell whether a cost could fall under both, and neither is the closer one."""
        return (
            self.closeness == other.closeness
            and self.first_day <= other.last_day
            and other.first_day <= self.last_day
            and _share_one(self.products, other.products)
            and _share_one(self.partners, other.partners)
        )


@dataclass(frozen=True)
class CostShare:
    """A part of an amount, with where it lands and from which pot."""

    line: KeyLine
    pot: Pot
    cents: int


def _share_one(some: Collection[str], others: Collection[str]) -> bool:
    # Keys that are as close name both or neither.
    return not some or bool(set(some) & set(others))


def must_be_usable(key: DivisionKey) -> None:
    """Raise UnusableKey when a key names what does not hold in its year, or makes no whole."""
    faults = list(_faults(key))
    if faults:
        raise UnusableKey("\n".join(f"{key.name}: {fault}" for fault in faults))


def _faults(key: DivisionKey) -> Iterator[str]:
    if key.last_day < key.first_day:
        yield f"de laatste dag ({key.last_day}) ligt voor de eerste ({key.first_day})."
    elif key.last_day.year != key.year:
        yield "een sleutel geldt binnen één boekjaar: de taakvelden kunnen daarna anders zijn."
    if not 0 <= key.integral <= WHOLE:
        yield f"het deel uit het ene budget is {key.integral} van de {WHOLE}."
    if any(line.share <= 0 for line in key.lines):
        yield "elk deel is meer dan nul."
    together = sum(line.share for line in key.lines)
    if together != WHOLE:
        yield f"de delen zijn samen {together} van de {WHOLE}."
    for line in key.lines:
        yield from faults_of_line(line, key.year)


def faults_of_line(line: KeyLine, year: int) -> Iterator[str]:
    """Say what of a line does not hold in a year: no ground, or a place where it may not land."""
    if not line.ground.strip():
        yield f"bij taakveld {line.taakveld} staat geen grond."
    try:
        law_may_land(line.law, taakveld_in(line.taakveld, year))
    except (NoTaakveld, LawForbids) as no:
        yield str(no)


def key_for(
    day: date, product: str, partner: str, keys: Iterable[DivisionKey]
) -> DivisionKey | None:
    """Give the key that says most closely for what it is; None when none covers it."""
    found = [key for key in keys if key.covers(day, product, partner)]
    return max(found, key=lambda key: key.closeness) if found else None


def divide(cents: int, key: DivisionKey) -> tuple[CostShare, ...]:
    """Divide an amount by a key, in cents; nothing is lost, and parts of nought are left out.

    A credit is divided as the same debit would be, the other way round, so that both are nought
    together.
    """
    if cents < 0:
        return tuple(replace(one, cents=-one.cents) for one in divide(-cents, key))
    into = [
        (line, pot, line.share * share)
        for line in key.lines
        for pot, share in ((Pot.INTEGRAL, key.integral), (Pot.EARLIER, WHOLE - key.integral))
    ]
    parts = Money(cents).split([weight for *_, weight in into])
    return tuple(
        CostShare(line, pot, part.cents)
        for (line, pot, _), part in zip(into, parts, strict=True)
        if part.cents
    )

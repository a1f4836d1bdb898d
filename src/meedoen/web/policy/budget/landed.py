# SPDX-License-Identifier: EUPL-1.2
"""Where the money of a year landed: per law, per taakveld, and of whom (pure).

It is put together from balances, so that it costs the same however much was booked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from meedoen.budget.accounts import COST, LedgerAccount
from meedoen.budget.following.queries import BookedSum
from meedoen.budget.keys import WHOLE
from meedoen.budget.laws import LawForbids, funding_laws, law_may_land
from meedoen.budget.planning.queries import KeyedShare
from meedoen.budget.taakvelden import NoTaakveld, taakveld_in
from meedoen.web.policy.budget.amounts import amount


def law_named(key: str) -> str:
    """Give the name of a law; the key of one that is not known here."""
    law = funding_laws().get(key)
    return law.name if law else key


def law_order(key: str) -> tuple[int, str]:
    """Give by what laws are put in order: as the list has them, others behind those by key."""
    known = list(funding_laws())
    return known.index(key) if key in known else len(known), key


def taakveld_named(code: str, year: int) -> str:
    """Give a code of a year with its name; the code alone when it does not hold then."""
    try:
        return f"{code} {taakveld_in(code, year).name}"
    except NoTaakveld:
        return code


@dataclass(frozen=True)
class LandedPart:
    """What landed on a taakveld under a law, in cents, and of how much whom."""

    law: str
    taakveld: str
    named: str
    cents: int
    partners: Sequence[tuple[str, int]]

    @property
    def told(self) -> str:
        """The amount in a table."""
        return amount(self.cents)


@dataclass(frozen=True)
class LandedLaw:
    """What landed under a law, in cents."""

    law: str
    named: str
    parts: Sequence[LandedPart]

    @property
    def cents(self) -> int:
        """All of it together."""
        return sum(one.cents for one in self.parts)

    @property
    def told(self) -> str:
        """The amount in a table."""
        return amount(self.cents)


# What was asked stands here until it is paid, and then on the bank.
_OWED = (
    LedgerAccount.PAYABLE, LedgerAccount.RECEIVABLE, LedgerAccount.BANK, LedgerAccount.SUSPENSE,
)  # fmt: skip


@dataclass(frozen=True)
class YearBooked:
    """All that stands in the balances of a year."""

    year: int
    sums: Sequence[BookedSum]

    @property
    def costs(self) -> list[BookedSum]:
        """Those that stand on a law and a taakveld."""
        return [one for one in self.sums if one.account.startswith(COST)]

    @property
    def booked(self) -> int:
        """What stands on laws and taakvelden, in cents."""
        return sum(one.cents for one in self.costs)

    @property
    def waits(self) -> int:
        """What no key divided yet, in cents."""
        return self._on(LedgerAccount.WAITING)

    @property
    def asked(self) -> int:
        """What was asked, in cents, whether it was paid already or not."""
        return -sum(self._on(one) for one in _OWED)

    @property
    def suspense(self) -> int:
        """What was paid of which nobody knows yet what it was for, in cents."""
        return self._on(LedgerAccount.SUSPENSE)

    @property
    def unexplained(self) -> int:
        """What was asked and neither stands where it may nor waits, in cents; nought when all is.

        A cost on a place where none may stand in this year explains nothing.
        """
        landed = sum(one.cents for one in self.costs if may_stand(one.law, one.taakveld, self.year))
        return self.asked - landed - self.waits - self._on(LedgerAccount.VAT_BCF)

    def _on(self, account: LedgerAccount) -> int:
        return sum(one.cents for one in self.sums if one.account == account)

    @cached_property
    def laws(self) -> list[LandedLaw]:
        """Each law with its taakvelden, in the order of the list of laws; codes in theirs."""
        found: dict[tuple[str, str], Counter[str]] = {}
        for one in self.costs:
            found.setdefault((one.law, one.taakveld), Counter())[one.partner] += one.cents
        parts = [
            LandedPart(
                law,
                code,
                taakveld_named(code, self.year),
                sum(partners.values()),
                sorted(partners.items(), key=lambda pair: (-pair[1], pair[0])),
            )
            for (law, code), partners in sorted(found.items())
        ]
        return [
            LandedLaw(law, law_named(law), [one for one in parts if one.law == law])
            for law in sorted({one.law for one in parts}, key=law_order)
        ]

    def part(self, law: str, taakveld: str) -> LandedPart | None:
        """Give what landed on a taakveld under a law; None when nothing did."""
        every = (one for law_ in self.laws for one in law_.parts)
        return next((one for one in every if (one.law, one.taakveld) == (law, taakveld)), None)


def may_stand(law: str, taakveld: str, year: int) -> bool:
    """Tell whether costs of a law may stand on a taakveld in a year."""
    try:
        law_may_land(law, taakveld_in(taakveld, year))
    except (NoTaakveld, LawForbids):
        return False
    return True


def shares_of_hundred(pots: Iterable[tuple[int, str, int]]) -> list[IntegralShare]:
    """Give for each year how much of a hundred euros runs through the one budget."""
    found: dict[int, Counter[str]] = {}
    for year, pot, cents in pots:
        found.setdefault(year, Counter())[pot] += cents
    return [
        IntegralShare(year, pot["integral"], sum(pot.values()))
        for year, pot in sorted(found.items())
        if sum(pot.values()) > 0
    ]


def shares_planned(keyed: Iterable[KeyedShare]) -> list[IntegralShare]:
    """Give what the keys of later years say of a hundred euros."""
    return [IntegralShare(one.year, one.integral, WHOLE) for one in keyed]


@dataclass(frozen=True)
class IntegralShare:
    """How much of the costs of a year is paid from the one budget, in cents or thousandths."""

    year: int
    integral: int
    together: int

    @property
    def of_hundred(self) -> int:
        """Whole euros of each hundred; a little is never nought, and not all never a hundred."""
        whole = (self.integral * 200 + self.together) // (2 * self.together)
        if 0 < self.integral < self.together:
            return min(max(whole, 1), 99)
        return whole

    @property
    def left(self) -> int:
        """Of each hundred what is paid from the budgets of before."""
        return 100 - self.of_hundred

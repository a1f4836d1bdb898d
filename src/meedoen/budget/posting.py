# SPDX-License-Identifier: EUPL-1.2
"""What is written in the ledger: amounts that together are nought (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.keys import Pot
from meedoen.budget.laws import law_may_land
from meedoen.budget.taakvelden import taakveld_in


class NotBalanced(ValueError):
    """Debits and credits are not the same, so nothing is written."""


class NotAccountedFor(ValueError):
    """A cost says no law, taakveld and ground, or something else does; the message says which."""


@dataclass(frozen=True)
class CostPlace:
    """Where a cost belongs: a law and a taakveld of its year, with the ground that is printed."""

    law: str
    taakveld: str
    category: str
    programme: str
    pot: Pot
    ground: str


@dataclass(frozen=True)
class Origin:
    """Where an amount comes from: the code of a provider, and the number of what was granted.

    `person` is an opaque reference, never a bsn; there is no way back from it.
    """

    partner: str = ""
    commitment: str = ""
    person: str = field(default="", repr=False)


@dataclass(frozen=True)
class Posting:
    """One amount on one account, in whole cents: a debit above nought, a credit below it.

    `place` stands beside each cost and beside nothing else.
    """

    account: LedgerAccount
    cents: int
    origin: Origin
    place: CostPlace | None = None

    def reversed(self) -> Posting:
        """Give what takes it back."""
        return replace(self, cents=-self.cents)


def must_be_whole(postings: Iterable[Posting], day: date) -> None:
    """See that postings of a day can be written together.

    Raises NotBalanced, NotAccountedFor, and NoTaakveld and LawForbids for where a cost may not
    land.
    """
    listed = tuple(postings)
    over = sum(one.cents for one in listed)
    if over or len(listed) < 2:
        raise NotBalanced(f"{len(listed)} postings make {over} cents together, and not nought.")
    for one in listed:
        if not one.cents:
            raise NotBalanced(f"A posting on {one.account} is nought; leave it out.")
        if one.account.is_cost is not (one.place is not None):
            raise NotAccountedFor(
                f"{one.account}: a cost stands on a law and a taakveld, and nothing else does."
            )
        if one.place is not None:
            if not one.place.ground.strip():
                raise NotAccountedFor(f"{one.account}: a cost says on what ground it stands there.")
            law_may_land(one.place.law, taakveld_in(one.place.taakveld, day.year))

# SPDX-License-Identifier: EUPL-1.2
"""On which programme a commitment weighs, and what of a budget is free then (pure).

A contract names no law and no programme: the key that will divide what is asked says where that
lands, so it says too where what is committed still will land.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from meedoen.budget.contracts.terms import ContractStanding
from meedoen.budget.keys import DivisionKey, divide, key_for


@dataclass(frozen=True)
class ProgrammeRoom:
    """What of a programme is set apart, committed, spent and free, in cents.

    `budget` is None where nothing was set apart.
    """

    programme: str
    budget: int | None
    committed: int
    spent: int

    @property
    def free(self) -> int | None:
        """What is neither spent nor committed; below nought when more is. None without a budget."""
        return None if self.budget is None else self.budget - self.committed - self.spent


def committed_per_programme(
    standings: Iterable[ContractStanding], keys: Sequence[DivisionKey], year: int
) -> tuple[dict[str, int], int]:
    """Give what is committed still of a year per programme, and what no key places, in cents.

    By the key of the last day of the contract in that year.
    """
    placed: Counter[str] = Counter()
    unplaced = 0
    for one in standings:
        terms, day = one.contract.terms, one.contract.last_day_in(year)
        key = key_for(day, terms.product, terms.partner, keys) if day else None
        if key is None:
            unplaced += one.left
        else:
            for share in divide(one.left, key):
                placed[share.line.programme] += share.cents
    return dict(placed), unplaced


def rooms_of(
    budget: Mapping[str, int], committed: Mapping[str, int], spent: Mapping[str, int]
) -> list[ProgrammeRoom]:
    """Lay budget, commitments and costs beside each other per programme, by name."""
    return [
        ProgrammeRoom(one, budget.get(one), committed.get(one, 0), spent.get(one, 0))
        for one in sorted({*budget, *committed, *spent})
    ]

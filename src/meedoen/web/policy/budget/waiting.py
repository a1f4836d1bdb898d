# SPDX-License-Identifier: EUPL-1.2
"""What waits for a key, of whom, for what, and why (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meedoen.budget.following.queries import WaitingSum
from meedoen.budget.keys import DivisionKey, key_for
from meedoen.vocabulary.products import product_named
from meedoen.web.policy.budget.amounts import amount

NO_KEY = "Geen sleutel die vooraf is vastgesteld, geldt voor dit product en deze aanbieder."
A_KEY = "Er is een sleutel. Bij de volgende keer verdelen gaat dit mee."
FOR_SOME = "Voor een deel van deze dagen is er een sleutel. De rest wacht."


@dataclass(frozen=True)
class UnkeyedLine:
    """What of a provider and a product waits for the same reason, in cents, over some months."""

    partner: str
    product: str
    cents: int
    months: Sequence[int]
    why: str

    @property
    def named(self) -> str:
        """What it is for, as people call it."""
        return product_named(self.product)

    @property
    def told(self) -> str:
        """The amount in a table."""
        return amount(self.cents)


def waiting_lines(sums: Iterable[WaitingSum], keys: Sequence[DivisionKey]) -> list[UnkeyedLine]:
    """Put what waits together per provider, product and reason; the largest of each first."""
    found: dict[tuple[str, str, str], list[WaitingSum]] = {}
    for one in sums:
        found.setdefault((one.partner, one.product, _why(one, keys)), []).append(one)
    lines = [
        UnkeyedLine(
            partner, product, sum(one.cents for one in of_it), [one.month for one in of_it], why
        )
        for (partner, product, why), of_it in found.items()
    ]
    return sorted(lines, key=lambda one: (one.partner, -abs(one.cents), one.product))


def _why(one: WaitingSum, keys: Sequence[DivisionKey]) -> str:
    covered = {
        key_for(day, one.product, one.partner, keys) is not None
        for day in (one.first_day, one.last_day)
    }
    return FOR_SOME if len(covered) == 2 else A_KEY if covered == {True} else NO_KEY

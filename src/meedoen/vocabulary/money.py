# SPDX-License-Identifier: EUPL-1.2
"""Amounts of money in whole cents."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Money:
    """An amount in whole euro cents; adding and splitting never loses one."""

    cents: int

    def __post_init__(self) -> None:
        """Refuse fractions: half a cent does not exist."""
        if not isinstance(self.cents, int) or isinstance(self.cents, bool):
            raise TypeError("Money holds whole cents; round by the rule of the source first.")

    def __add__(self, other: "Money") -> "Money":
        """Add two amounts."""
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        """Subtract an amount."""
        return Money(self.cents - other.cents)

    def __neg__(self) -> "Money":
        """Turn the amount round."""
        return Money(-self.cents)

    def split(self, weights: Sequence[int]) -> list["Money"]:
        """Split by whole weights, by largest remainder, so that the parts add up exactly.

        Raises ValueError for a negative weight or when all weights are zero.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("Split needs weights of zero or more, with at least one above zero.")
        parts = [self.cents * weight // total for weight in weights]
        rest = self.cents - sum(parts)
        by_remainder = sorted(
            range(len(weights)), key=lambda i: (-(self.cents * weights[i] % total), i)
        )
        for index in by_remainder[:rest]:
            parts[index] += 1
        return [Money(part) for part in parts]

    def __str__(self) -> str:
        """Write the amount the Dutch way: € 1.234,56."""
        sign = "-" if self.cents < 0 else ""
        euros, cents = divmod(abs(self.cents), 100)
        return f"{sign}€ {euros:,}".replace(",", ".") + f",{cents:02d}"

# SPDX-License-Identifier: EUPL-1.2
"""What a booking is about (pure)."""

from enum import StrEnum


class TransactionKind(StrEnum):
    """What was booked."""

    DECLARED = "declared"
    DIVIDED = "divided"
    REVERSED = "reversed"

    @property
    def label(self) -> str:
        """Give the Dutch word for it."""
        return _LABELS[self]


_LABELS = {
    TransactionKind.DECLARED: "Declaratie",
    TransactionKind.DIVIDED: "Verdeling",
    TransactionKind.REVERSED: "Terugboeking",
}

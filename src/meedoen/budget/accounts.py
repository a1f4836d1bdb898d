# SPDX-License-Identifier: EUPL-1.2
"""The accounts of the ledger (pure). A debit is an amount above nought, a credit one below it."""

from enum import StrEnum

COST = "cost"


class LedgerAccount(StrEnum):
    """An account. What starts with `cost` is accounted for on a law and a taakveld; no other is."""

    WAITING = "waiting"
    PAYABLE = "payable"
    COST_PROVISIONS = "cost.provisions"

    @property
    def label(self) -> str:
        """Give the Dutch name of the account."""
        return _LABELS[self]

    @property
    def is_cost(self) -> bool:
        """Tell whether a law and a taakveld stand beside each amount on it."""
        return self.value.startswith(COST)


_LABELS = {
    LedgerAccount.WAITING: "Nog te verdelen",
    LedgerAccount.PAYABLE: "Te betalen",
    LedgerAccount.COST_PROVISIONS: "Kosten van voorzieningen",
}

# SPDX-License-Identifier: EUPL-1.2
"""The accounts of the ledger (pure). A debit is an amount above nought, a credit one below it."""

from enum import StrEnum

from meedoen.budget.kinds import DocumentKind

COST = "cost"


class LedgerAccount(StrEnum):
    """An account. What starts with `cost` is accounted for on a law and a taakveld; no other is."""

    WAITING = "waiting"
    PAYABLE = "payable"
    RECEIVABLE = "receivable"
    BANK = "bank"
    SUSPENSE = "suspense"
    VAT_BCF = "vat.bcf"
    COST_PROVISIONS = "cost.provisions"
    COST_SUBSIDIES = "cost.subsidies"
    COST_PGB = "cost.pgb"
    COST_CONTRIBUTIONS = "cost.contributions"

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
    LedgerAccount.RECEIVABLE: "Te ontvangen",
    LedgerAccount.BANK: "Bank",
    LedgerAccount.SUSPENSE: "Nog uit te zoeken",
    LedgerAccount.VAT_BCF: "Btw terug te vragen (BCF)",
    LedgerAccount.COST_PROVISIONS: "Kosten van voorzieningen",
    LedgerAccount.COST_SUBSIDIES: "Subsidies",
    LedgerAccount.COST_PGB: "Kosten van pgb's",
    LedgerAccount.COST_CONTRIBUTIONS: "Eigen bijdragen",
}

_COST_OF = {
    DocumentKind.SUBSIDY: LedgerAccount.COST_SUBSIDIES,
    DocumentKind.SVB: LedgerAccount.COST_PGB,
    DocumentKind.CAK: LedgerAccount.COST_CONTRIBUTIONS,
}


def cost_account(kind: DocumentKind) -> LedgerAccount:
    """Give the account on which what a document asks lands once a key divides it."""
    return _COST_OF.get(kind, LedgerAccount.COST_PROVISIONS)


def open_account(kind: DocumentKind) -> LedgerAccount:
    """Give the account on which a document stands until it is paid: what the CAK owes comes in."""
    return LedgerAccount.RECEIVABLE if kind is DocumentKind.CAK else LedgerAccount.PAYABLE

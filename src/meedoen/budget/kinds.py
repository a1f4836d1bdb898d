# SPDX-License-Identifier: EUPL-1.2
"""What a booking is about, and how a provider is paid (pure)."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """What came in: by which file a municipality knows that something is to be paid, or was.

    `SVB` is a statement of personal budgets (pgb) that it paid, `CAK` one of own contributions.
    """

    DECLARATION = "declaration"
    INVOICE = "invoice"
    SUBSIDY = "subsidy"
    SVB = "svb"
    CAK = "cak"
    BANK = "bank"

    @property
    def label(self) -> str:
        """Give the Dutch word for it."""
        return _DOCUMENTS[self]


class TransactionKind(StrEnum):
    """What was booked: `DECLARED` is a row of any document that asks for money."""

    DECLARED = "declared"
    DIVIDED = "divided"
    REVERSED = "reversed"
    PAID = "paid"
    SETTLED = "settled"

    @property
    def label(self) -> str:
        """Give the Dutch word for it."""
        return _LABELS[self]


class ContractForm(StrEnum):
    """How a provider is paid: one sum, a price times a quantity, or what is declared."""

    LUMP_SUM = "lump_sum"
    PRICED = "priced"
    DECLARED = "declared"

    @property
    def label(self) -> str:
        """Give the Dutch words for it."""
        return _FORMS[self]


_LABELS = {
    TransactionKind.DECLARED: "Gevraagd",
    TransactionKind.DIVIDED: "Verdeling",
    TransactionKind.REVERSED: "Terugboeking",
    TransactionKind.PAID: "Betaling",
    TransactionKind.SETTLED: "Uitgezocht",
}
_DOCUMENTS = {
    DocumentKind.DECLARATION: "Declaratie",
    DocumentKind.INVOICE: "Factuur",
    DocumentKind.SUBSIDY: "Subsidie",
    DocumentKind.SVB: "Overzicht van de SVB",
    DocumentKind.CAK: "Overzicht van het CAK",
    DocumentKind.BANK: "Bankafschrift",
}
_FORMS = {
    ContractForm.LUMP_SUM: "Eén bedrag",
    ContractForm.PRICED: "Prijs maal aantal",
    ContractForm.DECLARED: "Per declaratie",
}

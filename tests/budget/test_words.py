# SPDX-License-Identifier: EUPL-1.2
"""Every account and every kind of booking has a word of its own."""

import pytest

from meedoen.budget.accounts import LedgerAccount, cost_account, open_account
from meedoen.budget.kinds import DocumentKind, TransactionKind


@pytest.mark.parametrize("words", [LedgerAccount, TransactionKind, DocumentKind])
def test_each_has_a_word_of_its_own(
    words: type[LedgerAccount | TransactionKind | DocumentKind],
) -> None:
    said = [one.label for one in words]
    assert all(said)
    assert len(said) == len(set(said))


def test_only_costs_are_accounted_for_on_a_law() -> None:
    assert {one for one in LedgerAccount if one.is_cost} == {
        LedgerAccount.COST_PROVISIONS, LedgerAccount.COST_SUBSIDIES, LedgerAccount.COST_PGB,
        LedgerAccount.COST_CONTRIBUTIONS,
    }  # fmt: skip


def test_what_a_document_asks_lands_and_stays_open_where_its_kind_belongs() -> None:
    assert {kind: (cost_account(kind), open_account(kind)) for kind in DocumentKind} == {
        DocumentKind.DECLARATION: (LedgerAccount.COST_PROVISIONS, LedgerAccount.PAYABLE),
        DocumentKind.INVOICE: (LedgerAccount.COST_PROVISIONS, LedgerAccount.PAYABLE),
        DocumentKind.SUBSIDY: (LedgerAccount.COST_SUBSIDIES, LedgerAccount.PAYABLE),
        DocumentKind.SVB: (LedgerAccount.COST_PGB, LedgerAccount.PAYABLE),
        DocumentKind.CAK: (LedgerAccount.COST_CONTRIBUTIONS, LedgerAccount.RECEIVABLE),
        DocumentKind.BANK: (LedgerAccount.COST_PROVISIONS, LedgerAccount.PAYABLE),
    }

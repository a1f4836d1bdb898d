# SPDX-License-Identifier: EUPL-1.2
"""Every account and every kind of booking has a word of its own."""

import pytest

from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.kinds import TransactionKind


@pytest.mark.parametrize("words", [LedgerAccount, TransactionKind])
def test_each_has_a_word_of_its_own(words: type[LedgerAccount | TransactionKind]) -> None:
    said = [one.label for one in words]
    assert all(said)
    assert len(said) == len(set(said))


def test_only_costs_are_accounted_for_on_a_law() -> None:
    assert {one for one in LedgerAccount if one.is_cost} == {
        LedgerAccount.COST_PROVISIONS, LedgerAccount.COST_SUBSIDIES, LedgerAccount.COST_PGB,
        LedgerAccount.COST_CONTRIBUTIONS,
    }  # fmt: skip

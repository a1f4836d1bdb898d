# SPDX-License-Identifier: EUPL-1.2
"""What is written in the ledger is nought together, and each cost says where it belongs."""

from dataclasses import replace
from datetime import date

import pytest

from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.keys import Pot
from meedoen.budget.laws import LawForbids
from meedoen.budget.posting import (
    CostPlace,
    NotAccountedFor,
    NotBalanced,
    Origin,
    Posting,
    must_be_whole,
)
from meedoen.budget.taakvelden import NoTaakveld

DAY = date(2026, 1, 31)
PLACE = CostPlace("wmo", "6.713", "4.3", "Meedoen", Pot.INTEGRAL, "Wmo 2015, artikel 2.3.5")
COST = Posting(LedgerAccount.COST_PROVISIONS, 500, Origin(), PLACE)
WAITED = Posting(LedgerAccount.WAITING, -500, Origin())


def test_what_is_nought_together_can_be_written() -> None:
    must_be_whole([COST, WAITED], DAY)


@pytest.mark.parametrize(
    ("postings", "says"),
    [
        ([COST], "1 postings make 500 cents"),
        ([], "0 postings make 0 cents"),
        ([COST, replace(WAITED, cents=-499)], "2 postings make 1 cents"),
        ([COST, WAITED, replace(WAITED, cents=0)], "on waiting is nought"),
    ],
)
def test_what_is_not_nought_together_is_refused(postings: list[Posting], says: str) -> None:
    with pytest.raises(NotBalanced, match=says):
        must_be_whole(postings, DAY)


def test_a_cost_without_a_place_and_a_place_without_a_cost_are_refused() -> None:
    with pytest.raises(NotAccountedFor, match="a cost stands on a law"):
        must_be_whole([replace(COST, place=None), WAITED], DAY)
    with pytest.raises(NotAccountedFor, match="a cost stands on a law"):
        must_be_whole([COST, replace(WAITED, place=PLACE)], DAY)


def test_a_cost_without_a_ground_is_refused() -> None:
    with pytest.raises(NotAccountedFor, match="on what ground"):
        must_be_whole([replace(COST, place=replace(PLACE, ground=" ")), WAITED], DAY)


def test_a_cost_lands_on_a_taakveld_of_the_year_of_its_day() -> None:
    with pytest.raises(NoTaakveld, match="does not hold in 2024"):
        must_be_whole([COST, WAITED], date(2024, 1, 31))


def test_a_cost_lands_where_its_law_may() -> None:
    of_youth = replace(COST, place=replace(PLACE, law="jeugdwet"))
    with pytest.raises(LawForbids):
        must_be_whole([of_youth, WAITED], DAY)


def test_what_is_taken_back_differs_in_its_sign_only() -> None:
    assert COST.reversed() == replace(COST, cents=-500)


def test_whose_it_is_stands_in_no_text_of_it() -> None:
    assert "f" * 32 not in repr(Posting(LedgerAccount.WAITING, 1, Origin(person="f" * 32)))

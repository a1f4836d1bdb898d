# SPDX-License-Identifier: EUPL-1.2
"""Bookings in 2022, 2024 and 2026 accept the codes of their year and no other: each, in all three.

The same code is refused in a key, in a posting and in a budget of a year in which it does not hold.
"""

from datetime import date

import pytest

from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.keys import DivisionKey, KeyLine, Pot, UnusableKey, must_be_usable
from meedoen.budget.laws import funding_laws
from meedoen.budget.planning.budgets import (
    DecidedBudget,
    PlannedAmount,
    PlannedPlace,
    UnusableBudget,
    must_be_decided,
)
from meedoen.budget.posting import CostPlace, Origin, Posting, must_be_whole
from meedoen.budget.taakvelden import NoTaakveld, taakvelden

YEARS = (2022, 2024, 2026)
CODES = sorted({one.code for one in taakvelden()})
HERE = [law.key for law in funding_laws().values() if not law.paid_by]


def law_in(code: str, year: int) -> str:
    """A law of which costs may land there; any where the code does not hold."""
    held = next((one for one in taakvelden() if one.code == code and one.holds_in(year)), None)
    return min(held.laws) if held and held.laws else HERE[0]


def books(code: str, year: int) -> bool:
    place = CostPlace(law_in(code, year), code, "4.3", "", Pot.INTEGRAL, "grond")
    cost = Posting(LedgerAccount.COST_PROVISIONS, 5, Origin(), place)
    try:
        must_be_whole([cost, Posting(LedgerAccount.WAITING, -5, Origin())], date(year, 6, 30))
    except NoTaakveld:
        return False
    return True


def divides(code: str, year: int) -> bool:
    line = KeyLine(law_in(code, year), code, "4.3", "", 1000, "grond")
    try:
        must_be_usable(DivisionKey("x", date(year, 1, 1), date(year, 12, 31), (line,)))
    except UnusableKey:
        return False
    return True


def plans(code: str, year: int) -> bool:
    amount = PlannedAmount(PlannedPlace(law_in(code, year), code), 5)
    budget = DecidedBudget(year, "1", date(year - 1, 11, 6), "grond", (amount,))
    try:
        must_be_decided(budget, ())
    except UnusableBudget:
        return False
    return True


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.proves("S2-16", "on the codes of the year of each booking")
def test_a_year_accepts_its_own_codes_and_no_other(year: int) -> None:
    own = {one.code for one in taakvelden() if one.holds_in(year)}
    for accepts in (books, divides, plans):
        assert {code for code in CODES if accepts(code, year)} == own
    assert own < set(CODES)


def test_each_of_the_three_years_has_codes_that_the_others_refuse() -> None:
    of = {year: {one.code for one in taakvelden() if one.holds_in(year)} for year in YEARS}
    for year in YEARS:
        assert of[year] - set.union(*(of[other] for other in YEARS if other != year))

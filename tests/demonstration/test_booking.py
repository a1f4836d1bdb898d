# SPDX-License-Identifier: EUPL-1.2
"""Three years of the invented region are booked, divided, closed and agree, in one command."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from meedoen.budget import queries
from meedoen.budget.forecasting import Band
from meedoen.budget.keys import Pot, divide, must_be_usable
from meedoen.budget.models import LedgerEntry, LedgerTransaction
from meedoen.commands.booking import book_demonstration, booked_already
from meedoen.commands.budget import budget
from meedoen.demonstration.declared_costs import (
    ELSEWHERE,
    INTEGRAL,
    YEARS,
    declared_months,
    keys_of,
)
from meedoen.demonstration.helped import HERE
from meedoen.demonstration.load import load_demonstration
from meedoen.vocabulary.moment import Moment

ON = Moment(datetime(2026, 11, 30, 9, 0, tzinfo=UTC))


@pytest.mark.parametrize("year", [*YEARS, YEARS[-1] + 1])
def test_keys_of_each_year_hold_the_codes_of_that_year_only(year: int) -> None:
    for key in keys_of(year):
        must_be_usable(key)
    codes = {line.taakveld for key in keys_of(year) for line in key.lines}
    assert ("6.71c" in codes) is (year < 2025)
    assert ("6.713" in codes) is (year >= 2025)


def test_more_of_each_year_is_paid_from_the_one_budget() -> None:
    shares = [INTEGRAL[year] for year in sorted(INTEGRAL)]
    assert shares == sorted(shares)
    for year in YEARS:
        for key in keys_of(year):
            parts = divide(1_000_000, key)
            of = Counter(dict.fromkeys(Pot, 0))
            for one in parts:
                of[one.pot] += one.cents
            assert of[Pot.INTEGRAL] == 1000 * INTEGRAL[year]
            assert sum(of.values()) == 1_000_000


def test_the_same_is_declared_every_time() -> None:
    assert list(declared_months(2025)) == list(declared_months(2025))


def test_each_declaration_has_a_number_of_its_own() -> None:
    numbers = [
        (one.municipality, one.partner, one.number)
        for year in YEARS
        for one in declared_months(year)
    ]
    assert len(numbers) == len(set(numbers)) == 3 * 24 + 24


@pytest.mark.django_db
@pytest.mark.proves("S2-15", "in the demonstration")
def test_three_years_are_booked_divided_closed_and_agree() -> None:
    list(load_demonstration(on=ON))
    assert not booked_already()
    assert len(list(book_demonstration(on=ON))) == 4
    assert booked_already()
    assert queries.closed_years(HERE) == [2024, 2025]
    assert queries.open_years(HERE) == [2026]
    assert [list(queries.what_waits(HERE, year)) for year in YEARS] == [[], [], []]
    # Vennerhout has no key: there it waits, and stands on no cost.
    there = LedgerEntry.objects.filter(transaction__municipality=ELSEWHERE)
    assert set(there.values_list("account", flat=True)) == {"waiting", "payable"}
    assert CliRunner().invoke(budget, ["check"]).output == "findings=0\n"
    proposed = [one for one in queries.listed_keys(HERE) if one.adopted_on is None]
    assert [one.first_day.year for one in proposed] == [2027, 2027]
    assert {one.proposer_id for one in proposed} & {
        one.adopter_id for one in queries.keys_of(HERE).values()
    } == set()
    assert [len(queries.budget_decisions(HERE, year)) for year in YEARS] == [2, 2, 2]
    plan = queries.plan_of(HERE, YEARS[-1], on=ON)
    band = plan.together.expected
    assert isinstance(band, Band)
    assert plan.together.booked < band.low < band.high
    assert plan.short
    # What came after the day of today is not there yet.
    assert max(LedgerTransaction.objects.values_list("day", flat=True)) < ON.day
    before = LedgerEntry.objects.count()
    list(book_demonstration(on=ON))
    assert LedgerEntry.objects.count() == before

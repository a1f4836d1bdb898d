# SPDX-License-Identifier: EUPL-1.2
"""Three years of the invented region are booked, divided, closed and agree, in one command."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from meedoen.budget import queries
from meedoen.budget.contracts import queries as contracting
from meedoen.budget.contracts.delivering import beside_declared
from meedoen.budget.contracts.terms import asked_outside, standings
from meedoen.budget.keys import Pot, divide, must_be_usable
from meedoen.budget.models import BookedDocument, LedgerEntry, LedgerTransaction
from meedoen.budget.payments.queries import in_suspense, open_documents
from meedoen.budget.planning import queries as planning
from meedoen.budget.planning.forecasting import Band
from meedoen.commands.booking import book_demonstration, booked_already
from meedoen.commands.budget import budget
from meedoen.commands.readers import READERS
from meedoen.demonstration.agreed_contracts import PLANNER, agreed_texts
from meedoen.demonstration.declared_costs import (
    ELSEWHERE,
    INTEGRAL,
    YEARS,
    declared_months,
    keys_of,
)
from meedoen.demonstration.helped import HERE
from meedoen.demonstration.incoming_files import incoming_texts
from meedoen.demonstration.load import load_demonstration
from meedoen.interop.listed.contracts import read_contracts
from meedoen.interop.listed.deliveries import read_deliveries
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


@pytest.mark.parametrize("year", YEARS)
def test_the_same_files_come_in_every_time_and_all_of_them_are_good(
    year: int, tmp_path: Path
) -> None:
    files = list(incoming_texts(year))
    assert files == list(incoming_texts(year))
    assert Counter(one.kind for one in files) == dict.fromkeys(("invoice", "svb", "cak", "bank"), 4)
    for one in files:
        path = tmp_path / "bestand"
        path.write_text(one.text, "utf-8")
        assert READERS[one.kind](path, HERE, False).bad == 0


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
    said = CliRunner().invoke(budget, ["check"]).output.splitlines()
    assert said[-1] == "findings=0"
    # One payment is for something that nobody can place; all others found what they pay.
    (unclear,) = in_suspense(HERE)
    assert said[:-1] == [
        f"To look into: booking {unclear.booking}, 12345 cents of 2026-04-25 "
        "(statement 2026-1, payment 10)."
    ]
    assert not any(one.number.startswith(("2024", "2025")) for one in open_documents(HERE))
    costs = LedgerEntry.objects.filter(account__startswith="cost").values_list("account", "cents")
    of_each = Counter[str]()
    for account, cents in costs:
        of_each[account] += cents
    assert of_each["cost.pgb"] > 0 > of_each["cost.contributions"]
    proposed = [one for one in queries.listed_keys(HERE) if one.adopted_on is None]
    assert [one.first_day.year for one in proposed] == [2027, 2027, 2027, 2027]
    assert {one.proposer_id for one in proposed} & {
        one.adopter_id for one in queries.keys_of(HERE).values()
    } == set()
    assert [len(planning.budget_decisions(HERE, year)) for year in YEARS] == [2, 2, 2]
    plan = planning.plan_of(HERE, YEARS[-1], on=ON)
    band = plan.together.expected
    assert isinstance(band, Band)
    assert plan.together.booked < band.low < band.high
    assert plan.short
    _contracts_are_held_against_what_was_asked()
    # What came after the day of today is not there yet.
    assert max(LedgerTransaction.objects.values_list("day", flat=True)) < ON.day
    before = LedgerEntry.objects.count()
    parts = BookedDocument.objects.filter(partner=PLANNER).order_by("number", "municipality")
    assert [one.total_cents for one in parts] == [147_025, 63_010] * 2
    contracts = len(contracting.contracts_of(HERE))
    list(book_demonstration(on=ON))
    assert LedgerEntry.objects.count() == before
    assert len(contracting.contracts_of(HERE)) == contracts


def _contracts_are_held_against_what_was_asked() -> None:
    """Each year has four contracts, of one more is asked, and of one month less was said."""
    for year in YEARS:
        agreed = contracting.contracts_in(HERE, year)
        asked = contracting.asked_in(HERE, year)
        found = standings(agreed, asked, year)
        over = [one.contract.terms.number for one in found if one.over]
        assert (len(found), over) == (4, ["IK-2026-02"] if year == 2026 else [])
        outside = {partner for partner, _ in asked_outside(agreed, asked)}
        assert outside == {"SVB", "CAK", *([PLANNER] if year == 2026 else [])}
    said = contracting.statements_in(agreed, 2026)
    laid = beside_declared(agreed, said, asked)
    assert [one.apart for one in laid] == [10, *[0] * 9]
    assert sum(len(one.earlier) for one in laid) == 1


@pytest.mark.parametrize("year", YEARS)
def test_the_same_contracts_come_in_every_time_and_all_of_them_are_good(
    year: int, tmp_path: Path
) -> None:
    files = list(agreed_texts(year))
    assert files == list(agreed_texts(year))
    for one in files:
        path = tmp_path / "bestand"
        path.write_text(one.text, "utf-8")
        read = read_contracts if one.kind == "contract" else read_deliveries
        assert read(path).bad == 0

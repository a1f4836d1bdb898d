# SPDX-License-Identifier: EUPL-1.2
"""What a provider says it delivered stands beside what it declared, as a question."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from meedoen.budget.contracts.delivering import (
    KeptStatement,
    StatedDelivery,
    UnusableStatement,
    beside_declared,
    current,
    statement_to_keep,
    weigh_deliveries,
)
from meedoen.budget.contracts.terms import AskedOfDay, CannotBeKept, ContractEnd
from meedoen.vocabulary.units import DeliveredUnit
from tests.budget.contracts.worlds import FEBRUARY, JANUARY, a_contract, stated
from tests.budget.worlds import STADSKAMER

CONTRACT = a_contract()
OF_FEBRUARY = stated(30, first_day=date(2026, 2, 1), last_day=FEBRUARY, stated_on=date(2026, 3, 2))


def declared(quantity: str, day: date = JANUARY, **other: str) -> AskedOfDay:
    said = {"partner": STADSKAMER, "product": "07", "unit": "16", **other}
    return AskedOfDay(day, cents=1, quantity=Decimal(quantity), **said)


@pytest.mark.parametrize(
    ("asked", "sums"),
    [
        (["25", "15.5"], "40.5"),
        (["50", "-10"], "40"),
        ([], "0"),
    ],
)
def test_all_that_was_declared_of_the_same_days_is_laid_beside_it(
    asked: list[str], sums: str
) -> None:
    (one,) = beside_declared([CONTRACT], [KeptStatement(1, stated())], list(map(declared, asked)))
    assert one.declared == Decimal(sums)
    assert one.apart == Decimal(sums) - 40


@pytest.mark.parametrize(
    "other",
    [
        {"product": "08"},
        {"partner": "41000002"},
        {"unit": "04"},
        {"unit": ""},
    ],
)
def test_what_is_of_something_else_is_not_counted(other: dict[str, str]) -> None:
    (one,) = beside_declared([CONTRACT], [KeptStatement(1, stated())], [declared("9", **other)])
    assert one.declared == 0


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 1, 1), True), (JANUARY, True), (date(2025, 12, 31), False),
        (date(2026, 2, 1), False),
    ],
)  # fmt: skip
def test_only_what_lies_within_its_days_is_counted(day: date, counts: bool) -> None:
    (one,) = beside_declared([CONTRACT], [KeptStatement(1, stated())], [declared("9", day)])
    assert (one.declared == 9) is counts


def test_those_that_differ_most_come_first_and_then_the_earliest() -> None:
    statements = [
        KeptStatement(1, stated(40)),
        KeptStatement(2, OF_FEBRUARY),
        KeptStatement(3, replace(OF_FEBRUARY, unit=DeliveredUnit.HOUR, quantity=40)),
    ]
    found = beside_declared([CONTRACT], statements, [declared("40"), declared("70", FEBRUARY)])
    assert [one.statement.pk for one in found] == [2, 3, 1]
    assert [one.apart for one in found] == [40, -40, 0]


def test_what_was_said_before_stays_visible_the_latest_first() -> None:
    statements = [
        KeptStatement(1, stated(1)), KeptStatement(2, stated(2), 1), KeptStatement(3, stated(3), 2),
    ]  # fmt: skip
    (one,) = beside_declared([CONTRACT], statements, [])
    assert [one.statement.pk, *(each.pk for each in one.earlier)] == [3, 2, 1]
    assert current(statements) == [statements[2]]


def test_the_first_statement_is_kept_and_the_same_again_is_not() -> None:
    assert statement_to_keep(stated(), [CONTRACT], []) == (CONTRACT, None)
    assert statement_to_keep(stated(), [CONTRACT], [KeptStatement(1, stated())]) is None


def test_a_statement_may_be_of_the_first_or_the_last_day_and_said_on_its_first() -> None:
    whole = stated(
        first_day=date(2026, 1, 1), last_day=date(2026, 12, 31), stated_on=date(2026, 1, 1)
    )
    assert statement_to_keep(whole, [CONTRACT], []) == (CONTRACT, None)


def test_statements_of_days_beside_each_other_do_not_meet() -> None:
    around = [
        KeptStatement(1, stated()),
        KeptStatement(2, stated(first_day=date(2026, 3, 1), last_day=date(2026, 3, 31),
                                stated_on=date(2026, 4, 1))),
    ]  # fmt: skip
    assert statement_to_keep(OF_FEBRUARY, [CONTRACT], around) == (CONTRACT, None)


def test_a_later_statement_of_the_same_days_takes_the_place_of_the_one_that_holds() -> None:
    later = stated(41, stated_on=date(2026, 2, 9))
    there = [KeptStatement(1, stated()), KeptStatement(2, later, 1)]
    found = statement_to_keep(stated(42, stated_on=date(2026, 2, 9)), [CONTRACT], there)
    assert found == (CONTRACT, there[1])
    with pytest.raises(UnusableStatement, match="een latere opgave over deze dagen, van 2026-02-0"):
        statement_to_keep(stated(39, stated_on=date(2026, 2, 8)), [CONTRACT], there)


def test_other_contracts_and_units_are_told_apart() -> None:
    other = a_contract("C2", product="08", unit=None)
    there = [
        KeptStatement(1, stated(contract="C2")),
        KeptStatement(2, stated(contract="C2", unit=DeliveredUnit.HOUR)),
    ]
    assert statement_to_keep(stated(), [CONTRACT, other], there) == (CONTRACT, None)
    again = stated(5, contract="C2", unit=DeliveredUnit.HOUR, stated_on=date(2026, 2, 3))
    assert statement_to_keep(again, [CONTRACT, other], there) == (other, there[1])


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (stated(contract="C8"), "niet bekend"),
        (stated(last_day=date(2025, 12, 31)), "voor de begindatum"),
        (stated(first_day=date(2025, 12, 31)), "geldt het contract niet"),
        (stated(last_day=date(2026, 7, 1), stated_on=date(2026, 8, 1)), "geldt het contract niet"),
        (stated(stated_on=date(2025, 12, 31)), "voordat er iets geleverd kon zijn"),
        (stated(unit=DeliveredUnit.HOUR), "telt per dagdeel, en deze opgave per uur"),
    ],
)
def test_what_cannot_be_a_statement_says_why(told: StatedDelivery, says: str) -> None:
    contract = a_contract(end=ContractEnd(date(2026, 6, 30), "stopt"))
    with pytest.raises(UnusableStatement, match=says):
        statement_to_keep(told, [contract], [])


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 31), FEBRUARY),
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 1), FEBRUARY),
    ],
)
def test_days_are_counted_in_one_statement_only(first: date, last: date) -> None:
    told = stated(first_day=first, last_day=last)
    with pytest.raises(UnusableStatement, match="van 2026-01-01 tot en met 2026-01-31"):
        statement_to_keep(told, [CONTRACT], [KeptStatement(1, stated())])


def test_statements_of_one_file_are_weighed_together_and_the_wrong_one_is_named() -> None:
    again = stated(41, stated_on=date(2026, 2, 9))
    there = [KeptStatement(7, OF_FEBRUARY)]
    first, second = weigh_deliveries([stated(), OF_FEBRUARY, again], [CONTRACT], there)
    assert (first.statement.pk, first.statement.replaces, first.contract) == (-1, None, CONTRACT)
    assert (second.statement.pk, second.statement.replaces) == (-3, -1)
    with pytest.raises(CannotBeKept, match="niet bekend") as no:
        weigh_deliveries([stated(), stated(contract="C8")], [CONTRACT], [])
    assert no.value.at == 1

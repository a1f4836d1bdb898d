# SPDX-License-Identifier: EUPL-1.2
"""Two who book at the same moment, and who is cut off halfway: no cent is lost or counted twice."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection

from meedoen.budget import operations
from meedoen.budget.auditing import queries as auditing
from meedoen.budget.models import BookedDocument, LedgerEntry
from meedoen.budget.operations import KeysMeet, StillWaiting
from tests.at_once.together import all_at_once
from tests.budget.worlds import (
    BEFORE,
    JOOST,
    LINDEWAARD,
    NOW,
    PUK,
    a_cost,
    a_key,
    a_town,
    adopted,
    standing,
    taken_in,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


def divided() -> int:
    return operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)


def test_the_same_declaration_twice_at_once_is_booked_once() -> None:
    found = all_at_once([taken_in, taken_in])
    assert sorted(one is None for one in found) == [False, True]
    assert standing() == {"waiting": 12_345, "payable": -12_345}


def test_declarations_at_once_land_in_the_same_balances() -> None:
    several = [partial(taken_in, [a_cost(1, n), a_cost(2, n)], str(n)) for n in range(1, 7)]
    all_at_once(several)
    assert standing() == {"waiting": 42, "payable": -42}
    assert auditing.balances_beside_entries(LINDEWAARD) == []


def test_what_waits_is_divided_once_also_by_two_at_once() -> None:
    adopted()
    taken_in([a_cost(row, 1000) for row in range(1, 20)])
    assert sorted(all_at_once([divided, divided])) == [0, 19]
    assert standing() == {"cost.provisions": 19_000, "payable": -19_000}


def test_who_closes_a_year_waits_for_who_books_in_it() -> None:
    """Either the declaration was there and the year stays open, or it came too late."""

    def close() -> str:
        try:
            operations.close_year(municipality=LINDEWAARD, year=2026, by=JOOST, on=NOW)
        except StillWaiting:
            return "waits"
        return "closed"

    def book() -> str:
        try:
            taken_in()
        except (operations.YearIsClosed, IntegrityError):
            return "too late"
        return "booked"

    assert tuple(all_at_once([close, book])) in {("waits", "booked"), ("closed", "too late")}


def test_of_two_keys_for_the_same_that_are_adopted_at_once_one_holds() -> None:
    def adopt(key: int) -> str:
        try:
            operations.adopt_key(key=key, municipality=LINDEWAARD, by=JOOST, on=BEFORE)
        except KeysMeet:
            return "meets"
        return "holds"

    numbers = [
        operations.propose_key(municipality=LINDEWAARD, key=a_key(name=name), by=PUK, on=BEFORE).pk
        for name in ("een", "twee")
    ]
    assert sorted(all_at_once([partial(adopt, one) for one in numbers])) == ["holds", "meets"]


class Killed(BaseException):
    """The process is gone."""


def cut_off_at(statement: int, what: Callable[[], object]) -> bool:
    """Do something, and stop dead before a statement; gives whether it came that far."""
    left = iter(range(statement))

    def wrapper(execute: Any, *given: Any) -> Any:
        if next(left, None) is None:
            raise Killed
        return execute(*given)

    try:
        with connection.execute_wrapper(wrapper):
            what()
    except Killed:
        return True
    return False


def test_who_is_cut_off_at_any_statement_leaves_all_or_nothing_and_can_go_on() -> None:
    adopted()
    costs = [a_cost(row, 100 * row, date(2026, row, 1)) for row in (1, 2, 3)]
    statement = 0
    while cut_off_at(statement, partial(taken_in, costs)):
        assert not LedgerEntry.objects.exists()
        assert not BookedDocument.objects.exists()
        statement += 1
    assert statement > 5
    before = standing()
    statement = 0
    while cut_off_at(statement, divided):
        assert standing() == before
        assert auditing.balances_beside_entries(LINDEWAARD) == []
        statement += 1
    assert statement > 5
    assert standing() == {"cost.provisions": 600, "payable": -600}
    assert auditing.balances_beside_entries(LINDEWAARD) == []

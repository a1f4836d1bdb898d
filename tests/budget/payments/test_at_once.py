# SPDX-License-Identifier: EUPL-1.2
"""Two statements at the same moment, and one that is cut off: nothing is paid twice, or by half."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from meedoen.budget.kinds import DocumentKind
from meedoen.budget.models import BookedDocument, LedgerEntry
from meedoen.budget.payments.operations import Payment, take_in_statement
from meedoen.budget.payments.queries import in_suspense, open_documents
from tests.at_once.together import all_at_once
from tests.budget.test_at_once import cut_off_at
from tests.budget.worlds import (
    LINDEWAARD,
    NOW,
    PUK,
    a_cost,
    a_document,
    a_town,
    standing,
    taken_in,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


def paying(number: str, *payments: tuple[int, str]) -> Callable[[], BookedDocument | None]:
    """Take a bank statement in, with cents that went out and what they say."""
    told = a_document(DocumentKind.BANK, number, rows=len(payments))
    return partial(
        take_in_statement,
        municipality=LINDEWAARD,
        told=told,
        payments=[
            Payment(row, date(2026, 2, 1), cents, [says])
            for row, (cents, says) in enumerate(payments, start=1)
        ],
        by=PUK,
        on=NOW,
    )


def test_what_two_statements_pay_at_once_is_paid_once() -> None:
    taken_in(number="D-2026-01")
    all_at_once([paying("1", (12_345, "D-2026-01")), paying("2", (12_345, "D-2026-01"))])
    assert open_documents(LINDEWAARD) == []
    assert [one.cents for one in in_suspense(LINDEWAARD)] == [12_345]
    assert standing() == {"waiting": 12_345, "bank": -24_690, "suspense": 12_345}


def test_the_same_statement_twice_at_once_is_booked_once() -> None:
    found = all_at_once([paying("1", (500, "huur")), paying("1", (500, "huur"))])
    assert sorted(one is None for one in found) == [False, True]
    assert standing() == {"bank": -500, "suspense": 500}


def test_who_is_cut_off_at_any_statement_leaves_all_or_nothing_and_can_go_on() -> None:
    taken_in([a_cost(1, 700), a_cost(2, 300)], number="D-2026-01")
    before, several = LedgerEntry.objects.count(), paying("1", (1_000, "D-2026-01"), (5, "x"))
    statement = 0
    while cut_off_at(statement, several):
        assert LedgerEntry.objects.count() == before
        assert not BookedDocument.objects.filter(kind=DocumentKind.BANK).exists()
        statement += 1
    assert statement > 5
    assert standing() == {"waiting": 1_000, "bank": -1_005, "suspense": 5}

# SPDX-License-Identifier: EUPL-1.2
"""Who reads the books before writing in them waits for who does the same, and signs."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from meedoen.budget import operations
from meedoen.budget.kinds import DocumentKind, TransactionKind
from meedoen.budget.models import BookingYear, LedgerTransaction
from meedoen.budget.payments.operations import Payment, settle, take_in_statement
from meedoen.history.models import Revision
from tests.budget.worlds import (
    BEFORE,
    JOOST,
    LINDEWAARD,
    NOW,
    PUK,
    STADSKAMER,
    a_document,
    a_key,
    a_town,
    adopted,
    taken_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


def holds(what: str) -> bool:
    """Tell whether this transaction has its turn at something until it is over."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
                AND pid = pg_backend_pid()
                AND (classid::bigint << 32 | objid::bigint) = hashtextextended(%s, 0))
            """,
            [what],
        )
        (held,) = cursor.fetchone()
    return bool(held)


def pay(number: str = "1", says: str = "D-100") -> None:
    take_in_statement(
        municipality=LINDEWAARD, told=a_document(DocumentKind.BANK, number),
        payments=[Payment(1, date(2026, 2, 1), 12_345, [says])], by=PUK, on=NOW,
    )  # fmt: skip


def settled() -> None:
    waits = LedgerTransaction.objects.get(kind=TransactionKind.PAID)
    settle(
        municipality=LINDEWAARD, booking=waits.pk, partner=STADSKAMER, number="D-100",
        by=PUK, on=NOW,
    )  # fmt: skip


def taken_back() -> None:
    booking = LedgerTransaction.objects.get().pk
    operations.reverse(booking=booking, municipality=LINDEWAARD, why="Dubbel", by=PUK, on=NOW)


@pytest.mark.parametrize(
    ("what", "before", "does"),
    [
        (f"documents of {STADSKAMER} in GM9901", None, taken_in),
        ("keys of GM9901", None, adopted),
        ("dividing of GM9901", taken_in, taken_back),
        ("payments of GM9901", None, pay),
    ],
    ids=["a document", "a key", "taking back", "a statement"],
)
def test_who_reads_before_writing_has_its_turn(
    what: str, before: Callable[[], object] | None, does: Callable[[], object]
) -> None:
    if before is not None:
        before()
    assert not holds(what)
    does()
    assert holds(what)


def test_what_is_settled_says_for_which_payment_and_who_settled_it() -> None:
    taken_in(number="D-100")
    pay(says="onbekend")
    settled()
    waits = LedgerTransaction.objects.get(kind=TransactionKind.PAID)
    done = LedgerTransaction.objects.get(kind=TransactionKind.SETTLED)
    assert (done.about_id, done.booked_by) == (waits.pk, PUK.label)


def test_who_opened_a_year_stands_in_its_past() -> None:
    operations.open_year(municipality=LINDEWAARD, year=2030, by=JOOST, on=BEFORE)
    row = BookingYear.objects.get(year=2030)
    past = Revision.objects.filter(table="budget_bookingyear", row=str(row.pk))
    assert [one.by for one in past] == [JOOST.label]


def test_a_key_is_proposed_without_waiting_for_who_adopts_one() -> None:
    operations.propose_key(municipality=LINDEWAARD, key=a_key(), by=PUK, on=BEFORE)
    assert not holds("keys of GM9901")

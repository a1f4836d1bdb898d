# SPDX-License-Identifier: EUPL-1.2
"""What of a document is open is kept by the database, and held against its entries."""

from datetime import date

import pytest

from meedoen.budget import operations
from meedoen.budget.auditing import queries as auditing
from meedoen.budget.kinds import DocumentKind, TransactionKind
from meedoen.budget.models import DocumentBalance, LedgerTransaction
from meedoen.budget.payments.operations import (
    NothingToSettle,
    Payment,
    settle,
    take_in_statement,
)
from meedoen.budget.payments.queries import open_document, open_documents
from meedoen.budget.queries import open_years
from tests.budget.worlds import (
    LINDEWAARD,
    NOW,
    PUK,
    STADSKAMER,
    VENNERHOUT,
    a_cost,
    a_document,
    a_town,
    taken_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


def pays(number: str, cents: int, says: str) -> None:
    take_in_statement(
        municipality=LINDEWAARD, told=a_document(DocumentKind.BANK, number),
        payments=[Payment(1, date(2026, 2, 1), cents, [says])], by=PUK, on=NOW,
    )  # fmt: skip


def test_what_is_asked_is_open_until_it_is_paid_and_again_when_that_is_taken_back() -> None:
    taken_in(number="D-101")
    assert [(one.number, one.cents) for one in open_documents(LINDEWAARD)] == [("D-101", 12_345)]
    pays("1", 12_345, "D-101")
    assert open_documents(LINDEWAARD) == []
    paid = LedgerTransaction.objects.get(kind=TransactionKind.PAID)
    operations.reverse(
        booking=paid.pk, municipality=LINDEWAARD, why="Verkeerd.", by=PUK, on=NOW
    )  # fmt: skip
    assert open_document(LINDEWAARD, STADSKAMER, "D-101") == open_documents(LINDEWAARD)[0]
    assert auditing.documents_beside_entries(LINDEWAARD) == []


def test_what_is_cleared_up_in_parts_stays_open_for_what_is_left() -> None:
    taken_in(number="D-101")
    pays("1", 345, "huur")
    (unclear,) = LedgerTransaction.objects.filter(kind=TransactionKind.PAID)
    said = {"municipality": LINDEWAARD, "booking": unclear.pk, "by": PUK, "on": NOW}
    with pytest.raises(NothingToSettle, match="Nothing of D-102"):
        settle(**said, partner=STADSKAMER, number="D-102")  # type: ignore[arg-type]
    settle(**said, partner=STADSKAMER, number="D-101")  # type: ignore[arg-type]
    assert [one.cents for one in open_documents(LINDEWAARD)] == [12_000]
    assert auditing.documents_beside_entries(LINDEWAARD) == []


def test_open_documents_cost_as_many_statements_however_many_were_paid(
    django_assert_num_queries: object,
) -> None:
    for number in range(5):
        taken_in(number=f"D-10{number}")
    for number in range(4):
        pays(str(number), 12_345, f"D-10{number}")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [one.number for one in open_documents(LINDEWAARD)] == ["D-104"]


def test_a_sum_that_is_not_that_of_the_entries_is_found() -> None:
    document = taken_in(number="D-101")
    assert document is not None
    DocumentBalance.objects.update(cents=-1)
    assert auditing.documents_beside_entries(LINDEWAARD) == [(document.pk, -1, -12_345)]


def test_what_comes_back_is_open_again_however_often_it_goes_to_and_fro() -> None:
    taken_in(number="D-100")
    day, cents = date(2026, 2, 1), 12_345
    there = [Payment(row, day, cents, ["D-100"]) for row in (1, 3)]
    back = [Payment(row, day, -cents, ["D-100"], returned=True) for row in (2, 4)]
    take_in_statement(
        municipality=LINDEWAARD, told=a_document(DocumentKind.BANK, "1"),
        payments=[there[0], back[0], there[1], back[1]], by=PUK, on=NOW,
    )  # fmt: skip
    assert [(one.number, one.cents) for one in open_documents(LINDEWAARD)] == [("D-100", cents)]
    assert LedgerTransaction.objects.filter(pays__number="D-100").count() == 4
    assert auditing.documents_beside_entries(LINDEWAARD) == []


def test_what_comes_back_among_other_payments_opens_what_an_earlier_statement_paid() -> None:
    taken_in(number="D-100")
    pays("1", 12_345, "D-100")
    back = Payment(1, date(2026, 2, 2), -12_345, ["D-100"], returned=True)
    other = Payment(2, date(2026, 2, 2), 77, ["iets anders"])
    take_in_statement(
        municipality=LINDEWAARD, told=a_document(DocumentKind.BANK, "2"),
        payments=[back, other], by=PUK, on=NOW,
    )  # fmt: skip
    assert [one.cents for one in open_documents(LINDEWAARD)] == [12_345]


@pytest.mark.parametrize("cents", [-12_345, -1])
def test_what_came_in_pays_nothing_that_is_owed(cents: int) -> None:
    taken_in(number="D-100")
    pays("1", cents, "onbekend")
    waits = LedgerTransaction.objects.get(kind=TransactionKind.PAID).pk
    with pytest.raises(NothingToSettle, match="one pays what the other owes"):
        settle(
            municipality=LINDEWAARD, booking=waits, partner=STADSKAMER, number="D-100",
            by=PUK, on=NOW,
        )  # fmt: skip


def test_what_was_paid_before_a_document_came_is_not_open() -> None:
    told = a_document(DocumentKind.INVOICE, "F-100", settled_cents=345)
    operations.take_in(municipality=LINDEWAARD, told=told, costs=[a_cost()], by=PUK, on=NOW)
    assert [one.cents for one in open_documents(LINDEWAARD)] == [12_000]


def test_each_booking_says_of_which_row_it_is_and_who_booked_it() -> None:
    taken_in([a_cost(7)], number="D-100")
    pays("1", 12_345, "D-100")
    said = LedgerTransaction.objects.order_by("pk").values_list("kind", "row", "booked_by")
    assert list(said) == [
        (TransactionKind.DECLARED, 7, PUK.label), (TransactionKind.PAID, 1, PUK.label),
    ]  # fmt: skip


def test_a_year_is_closed_in_one_town_and_stays_open_in_another() -> None:
    a_town(VENNERHOUT)
    assert operations.close_year(municipality=VENNERHOUT, year=2026, by=PUK, on=NOW)
    assert open_years(LINDEWAARD) == [2026]
    assert open_years(VENNERHOUT) == []

# SPDX-License-Identifier: EUPL-1.2
"""The database itself keeps the ledger: whoever writes past us is refused as well."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from meedoen.budget import operations, queries
from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.auditing import queries as auditing
from meedoen.budget.kinds import TransactionKind
from meedoen.budget.models import (
    AllocationKey,
    AllocationLine,
    BookedDocument,
    BookingYear,
    LedgerEntry,
    LedgerTransaction,
    PeriodBalance,
)
from tests.budget.worlds import (
    BEFORE,
    JOOST,
    LINDEWAARD,
    NOW,
    PUK,
    VENNERHOUT,
    a_cost,
    a_key,
    a_town,
    adopted,
    taken_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


def a_transaction(day: date = date(2026, 3, 1)) -> LedgerTransaction:
    return LedgerTransaction.objects.create(
        municipality_id=LINDEWAARD, day=day, kind=TransactionKind.DECLARED, words="los",
        booked_by="iemand", booked_at=NOW.at,
    )  # fmt: skip


def entries(of: LedgerTransaction, *cents: int) -> None:
    LedgerEntry.objects.bulk_create(
        LedgerEntry(transaction=of, account=LedgerAccount.WAITING, cents=one) for one in cents
    )


def refused(what: Callable[[], object], says: str) -> None:
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        what()


def test_entries_that_are_not_nought_together_do_not_come_in() -> None:
    of = a_transaction()
    refused(lambda: entries(of, 500, -499), "is 1 cents from nought")
    assert not LedgerEntry.objects.exists()


def test_a_transaction_comes_in_whole_and_nothing_is_added_to_it_later() -> None:
    of = a_transaction()
    entries(of, 500, -500)
    refused(lambda: entries(of, 1, -1), "was booked already")


def test_an_entry_of_nought_does_not_come_in() -> None:
    of = a_transaction()
    refused(lambda: entries(of, 500, -500, 0), "entry_is_an_amount")


def test_a_cost_without_a_place_does_not_come_in() -> None:
    of = a_transaction()
    refused(
        lambda: LedgerEntry.objects.bulk_create(
            LedgerEntry(transaction=of, account=account, cents=cents)
            for account, cents in ((LedgerAccount.COST_PROVISIONS, 5), (LedgerAccount.WAITING, -5))
        ),
        "entry_of_cost_has_a_place",
    )


def test_nothing_that_was_booked_changes_or_goes() -> None:
    adopted()
    taken_in()
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    for table in (LedgerEntry, LedgerTransaction, BookedDocument, AllocationLine):
        of_it = table._default_manager.all()
        refused(lambda rows=of_it: rows._raw_delete(rows.db), "what is booked stays")  # type: ignore[misc]
    refused(lambda: LedgerEntry.objects.update(person=""), "what is booked stays")
    refused(lambda: LedgerTransaction.objects.update(words=""), "what is booked stays")
    refused(lambda: BookedDocument.objects.update(bad=0), "what is booked stays")
    refused(lambda: AllocationLine.objects.update(share=1), "what is booked stays")


def test_a_key_stays_as_it_was_proposed_and_one_that_was_put_aside_is_not_adopted() -> None:
    row = operations.propose_key(municipality=LINDEWAARD, key=a_key(), by=PUK, on=BEFORE)
    mine = AllocationKey.objects.filter(pk=row.pk)
    refused(lambda: mine.update(integral=1), "stays as it was proposed")
    refused(lambda: mine._raw_delete(mine.db), "stays as it was proposed")
    operations.drop_key(key=row.pk, municipality=LINDEWAARD, by=PUK, on=BEFORE)
    now = {"adopted_on": BEFORE.day, "adopted_at": BEFORE.at, "adopted_by": JOOST.label}
    refused(lambda: mine.update(**now), "key_in_use_is_not_dropped")
    mine.update(dropped_at=None, dropped_by="")
    mine.update(**now)
    refused(lambda: mine.update(dropped_at=NOW.at), "stays as it was proposed")


def test_a_key_that_was_adopted_on_its_first_day_does_not_come_in() -> None:
    row = operations.propose_key(municipality=LINDEWAARD, key=a_key(), by=PUK, on=BEFORE)
    late = {"adopted_on": row.first_day, "adopted_at": NOW.at, "adopted_by": "Joost Geld"}
    refused(
        lambda: AllocationKey.objects.filter(pk=row.pk).update(**late), "key_adopted_beforehand"
    )


def test_who_proposed_a_key_does_not_adopt_it_in_the_database_either() -> None:
    row = operations.propose_key(municipality=LINDEWAARD, key=a_key(), by=PUK, on=BEFORE)
    own = {"adopted_on": BEFORE.day, "adopted_at": BEFORE.at, "adopted_by": PUK.label}
    refused(
        lambda: AllocationKey.objects.filter(pk=row.pk).update(**own), "key_second_pair_of_eyes"
    )


def test_nothing_is_booked_in_a_year_that_is_closed_or_was_never_opened() -> None:
    refused(lambda: a_transaction(date(2027, 1, 1)), "booking year 2027 of GM9901 is not open")
    operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    refused(a_transaction, "booking year 2026 of GM9901 is not open")


def test_a_year_is_closed_once_and_stays_closed() -> None:
    assert operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    assert not operations.close_year(municipality=LINDEWAARD, year=2026, by=JOOST, on=NOW)
    years = BookingYear.objects.all()
    refused(lambda: years.update(closed_at=None), "is closed once")
    refused(lambda: years._raw_delete(years.db), "is closed once")
    operations.open_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    assert queries.open_years(LINDEWAARD) == []


def test_balances_are_kept_per_month_and_per_municipality() -> None:
    a_town(VENNERHOUT)
    taken_in([a_cost(1, 500), a_cost(2, 700), a_cost(3, 11, date(2026, 2, 28))])
    taken_in([a_cost(1, 90)], town=VENNERHOUT)
    kept = {
        (one.municipality_id, one.month, one.account): one.cents
        for one in PeriodBalance.objects.all()
    }
    assert kept == {
        (LINDEWAARD, 1, "waiting"): 1200, (LINDEWAARD, 1, "payable"): -1200,
        (LINDEWAARD, 2, "waiting"): 11, (LINDEWAARD, 2, "payable"): -11,
        (VENNERHOUT, 1, "waiting"): 90, (VENNERHOUT, 1, "payable"): -90,
    }  # fmt: skip
    assert queries.standing(LINDEWAARD, LedgerAccount.WAITING) == 1211
    assert auditing.balances_beside_entries(LINDEWAARD) == []


def test_a_balance_that_somebody_changed_is_seen() -> None:
    taken_in([a_cost(1, 500)])
    PeriodBalance.objects.filter(account="waiting").update(cents=501)
    assert auditing.balances_beside_entries(LINDEWAARD) == [("waiting", 2026, 1, 501, 500)]

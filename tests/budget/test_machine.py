# SPDX-License-Identifier: EUPL-1.2
"""Whatever people do in whatever order: the ledger is nought together, and no cent is lost."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from meedoen.budget import operations, queries
from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.auditing import queries as auditing
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.models import LedgerEntry, LedgerTransaction
from meedoen.budget.operations import AlreadyReversed, StillWaiting, YearIsClosed
from meedoen.budget.payments.operations import NothingToSettle, Payment, settle, take_in_statement
from meedoen.budget.payments.queries import in_suspense, open_documents
from tests.budget.worlds import (
    LINDEWAARD,
    NOW,
    PUK,
    VENNERHOUT,
    a_cost,
    a_document,
    a_key,
    a_town,
    adopted,
    standing,
    taken_in,
)

YEARS = (2026, 2027)
TOWNS = st.sampled_from([LINDEWAARD, VENNERHOUT])
CENTS = st.integers(-(10**9), 10**9)
ASKING = [one for one in DocumentKind if one is not DocumentKind.BANK]
OWED = {LedgerAccount.PAYABLE, LedgerAccount.RECEIVABLE, LedgerAccount.SUSPENSE}
WAITS = {LedgerAccount.WAITING, LedgerAccount.VAT_BCF}
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


class Ledger(RuleBasedStateMachine):
    """Two municipalities that are asked, divide, pay, clear up, take back and close."""

    def __init__(self) -> None:
        """Let a key hold in the first year of one, for one product only in the second."""
        super().__init__()
        self.savepoint = transaction.savepoint()
        for town in (LINDEWAARD, VENNERHOUT):
            a_town(town, *YEARS)
        adopted(a_key(integral=400))
        later = {"first_day": date(2027, 1, 1), "last_day": date(2027, 12, 31)}
        adopted(a_key(**later, products=frozenset({"08"})))
        self.number = 0
        self.asked = {LINDEWAARD: 0, VENNERHOUT: 0}
        self.paid = {LINDEWAARD: 0, VENNERHOUT: 0}

    def teardown(self) -> None:
        """Leave nothing behind for the next run."""
        transaction.savepoint_rollback(self.savepoint)

    @rule(town=TOWNS, cents=st.lists(CENTS, min_size=1, max_size=4), day=DAYS)
    def a_declaration_comes(self, town: str, cents: list[int], day: date) -> None:
        self.number += 1
        costs = [a_cost(row, of, day) for row, of in enumerate(cents, start=1)]
        try:
            taken_in(costs, number=str(self.number), town=town)
        except YearIsClosed:
            return
        self.asked[town] += sum(cents)

    @rule(
        town=TOWNS, cents=CENTS, vat=CENTS, day=DAYS, kind=st.sampled_from(ASKING),
        settled=st.integers(0, 500),
    )  # fmt: skip
    def a_document_of_another_kind_comes(
        self, town: str, cents: int, vat: int, day: date, kind: DocumentKind, settled: int
    ) -> None:
        self.number += 1
        told = a_document(kind, str(self.number), settled_cents=settled)
        costs = [replace(a_cost(1, cents, day), reclaimed_cents=vat)]
        try:
            operations.take_in(municipality=town, told=told, costs=costs, by=PUK, on=NOW)
        except YearIsClosed:
            return
        self.asked[town] += cents + vat

    @rule(town=TOWNS, which=st.integers(0, 20), over=st.sampled_from([0, 0, 0, 1]), day=DAYS)
    def the_bank_pays(self, town: str, which: int, over: int, day: date) -> None:
        self.number += 1
        open_ = open_documents(town)
        one = open_[which % len(open_)] if open_ else None
        cents = (one.cents if one else 700) + over
        says = f"betreft {one.number}" if one else "huur"
        told = a_document(DocumentKind.BANK, str(self.number))
        try:
            take_in_statement(
                municipality=town, told=told, payments=[Payment(1, day, cents, [says])],
                by=PUK, on=NOW,
            )  # fmt: skip
        except YearIsClosed:
            return
        self.paid[town] += cents

    @rule(town=TOWNS, which=st.integers(0, 20), other=st.integers(0, 20))
    def a_payment_is_cleared_up(self, town: str, which: int, other: int) -> None:
        unclear, open_ = list(in_suspense(town)), open_documents(town)
        if not unclear or not open_:
            return
        payment, document = unclear[which % len(unclear)], open_[other % len(open_)]
        try:
            settle(
                municipality=town, booking=payment.booking, partner=document.partner,
                number=document.number, by=PUK, on=NOW,
            )  # fmt: skip
        except (NothingToSettle, YearIsClosed):
            return
        left = next((one for one in in_suspense(town) if one.booking == payment.booking), None)
        assert abs(left.cents if left else 0) < abs(payment.cents)

    @rule(town=TOWNS, year=st.sampled_from(YEARS))
    def what_waits_is_divided(self, town: str, year: int) -> None:
        if year in queries.open_years(town):
            operations.divide_what_waits(municipality=town, year=year, by=PUK, on=NOW)

    @precondition(lambda self: LedgerTransaction.objects.exists())
    @rule(which=st.integers(0, 10**6))
    def a_booking_is_taken_back(self, which: int) -> None:
        rows = list(LedgerTransaction.objects.order_by("pk"))
        one = rows[which % len(rows)]
        of = {"bank": 0, "waiting": 0, "vat.bcf": 0, "cost": 0}
        for entry in one.entries.all():
            of[entry.account] = of.get(entry.account, 0) + entry.cents
            of["cost"] += entry.cents if entry.account.startswith("cost") else 0
        try:
            operations.reverse(
                booking=one.pk, municipality=one.municipality_id, why="x", by=PUK, on=NOW
            )
        except (AlreadyReversed, YearIsClosed):
            return
        self.asked[one.municipality_id] -= of["waiting"] + of["vat.bcf"] + of["cost"]
        self.paid[one.municipality_id] += of["bank"]

    @rule(town=TOWNS, year=st.sampled_from(YEARS))
    def a_year_is_closed(self, town: str, year: int) -> None:
        if self.number > 3:
            try:
                operations.close_year(municipality=town, year=year, by=PUK, on=NOW)
            except StillWaiting:
                assert list(queries.what_waits(town, year))

    @invariant()
    def the_ledger_is_nought_together(self) -> None:
        assert sum(standing().values()) == 0

    @invariant()
    def balances_are_the_sum_of_their_entries(self) -> None:
        for town in (LINDEWAARD, VENNERHOUT):
            assert auditing.balances_beside_entries(town) == []
            assert auditing.not_nought(town) == []
            assert auditing.without_entries(town) == []
            assert auditing.documents_beside_entries(town) == []

    @invariant()
    def what_is_asked_waits_or_is_a_cost_and_is_all_to_be_paid(self) -> None:
        for town, asked in self.asked.items():
            owed = costs = bank = 0
            for one in LedgerEntry.objects.filter(transaction__municipality=town):
                account = LedgerAccount(one.account)
                bank += one.cents if account is LedgerAccount.BANK else 0
                owed += one.cents if account in OWED else 0
                costs += one.cents if account.is_cost or account in WAITS else 0
            assert bank == -self.paid[town]
            assert costs == asked
            assert owed == self.paid[town] - asked

    @invariant()
    def in_a_closed_year_nothing_waits(self) -> None:
        for town in (LINDEWAARD, VENNERHOUT):
            for year in queries.closed_years(town):
                assert list(queries.what_waits(town, year)) == []


class LedgerMachineTest(TestCase):
    """Runs the machine within a test transaction."""

    @pytest.mark.proves("S2-16", "one ledger that adds up")
    def test_in_any_order_the_ledger_adds_up_and_no_cent_is_lost(self) -> None:
        run_state_machine_as_test(
            Ledger,
            settings=settings(
                max_examples=15,
                stateful_step_count=15,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )

# SPDX-License-Identifier: EUPL-1.2
"""Reads of the municipality's own ledger: what it booked beside what stands here."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, Sum

from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.models import PeriodBalance, TownAccount, TownLedgerFile, TownLedgerLine


@dataclass(frozen=True)
class LedgerDifference:
    """A month of which the two ledgers do not say the same of an account, in cents."""

    account: LedgerAccount
    year: int
    month: int
    theirs: int
    ours: int


def ledger_file(municipality: str, year: int, digest: str) -> TownLedgerFile | None:
    """Give a file that was taken in, by what it says."""
    return TownLedgerFile.objects.filter(
        municipality_id=municipality, year=year, digest=digest
    ).first()


def known_lines(municipality: str, year: int) -> dict[tuple[str, str, str], tuple[object, ...]]:
    """Give what was taken in of a year: day, account and cents of each line, by its numbers."""
    rows = TownLedgerLine.objects.filter(municipality_id=municipality, year=year)
    return {
        (journal, booking, line): (day, account, cents)
        for journal, booking, line, day, account, cents in rows.values_list(
            "journal", "booking", "line", "day", "account", "cents"
        )
    }


def our_accounts(municipality: str) -> dict[str, LedgerAccount]:
    """Give which account of ours is meant by each number of theirs.

    Who books in that ledger what leaves here uses our own names; those need not be said.
    """
    said = TownAccount.objects.filter(municipality_id=municipality)
    own = {one.value: one for one in LedgerAccount}
    return own | {one.number: LedgerAccount(one.account) for one in said}


def accounts_unknown(municipality: str) -> list[str]:
    """Give the numbers in that ledger that mean no account of ours, and are not compared."""
    known = our_accounts(municipality)
    rows = TownLedgerLine.objects.filter(municipality_id=municipality)
    return sorted(set(rows.values_list("account", flat=True).distinct()) - set(known))


def differences(municipality: str, year: int | None) -> Iterator[LedgerDifference]:
    """Give where the ledgers differ: per account of which a number is known, year and month.

    A month is compared when lines of it were taken in.
    """
    lines = TownLedgerLine.objects.filter(municipality_id=municipality)
    kept = PeriodBalance.objects.filter(municipality_id=municipality)
    if year is not None:
        lines, kept = lines.filter(year=year), kept.filter(year=year)
    known = our_accounts(municipality)
    theirs: dict[tuple[LedgerAccount, int, int], int] = {}
    months: set[tuple[int, int]] = set()
    used: set[LedgerAccount] = set()
    rows = lines.values("account", of_year=F("day__year"), month=F("day__month"))
    for row in rows.annotate(together=Sum("cents")):
        when = (row["of_year"], row["month"])
        months.add(when)
        if account := known.get(row["account"]):
            used.add(account)
            where = (account, *when)
            theirs[where] = theirs.get(where, 0) + row["together"]
    ours: dict[tuple[LedgerAccount, int, int], int] = {}
    for name, of_year, month, cents in (
        kept.values("account", "year", "month")
        .annotate(together=Sum("cents"))
        .values_list("account", "year", "month", "together")
    ):
        if (own := LedgerAccount(name)) in used and (of_year, month) in months:
            ours[own, of_year, month] = cents
    for where in sorted({*theirs, *ours}):
        if theirs.get(where, 0) != ours.get(where, 0):
            yield LedgerDifference(*where, theirs.get(where, 0), ours.get(where, 0))

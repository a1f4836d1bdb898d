# SPDX-License-Identifier: EUPL-1.2
"""Writes of the municipality's own ledger: lines that are new are kept, and what numbers mean."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db import transaction

from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.models import TownAccount, TownLedgerFile, TownLedgerLine
from meedoen.budget.town_ledger.queries import known_lines, ledger_file
from meedoen.database.turns import one_at_a_time
from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.vocabulary.moment import Moment

_AT_ONCE = 5000


class LedgerChanged(ValueError):
    """A line that was taken in before says something else now, or is gone: `key` says which."""

    def __init__(self, key: tuple[str, str, str], gone: bool) -> None:
        """Say which line, by journal, booking and line."""
        self.key, self.gone = key, gone
        super().__init__(f"{' '.join(key)} is {'gone' if gone else 'another'}")


@dataclass(frozen=True)
class LedgerFileTold:
    """What a ledger file says of itself."""

    version: str
    year: int
    first_day: date
    last_day: date
    digest: str
    rows: int
    bad: int


@dataclass(frozen=True)
class LedgerLineTold:
    """One good line of it; a debit is above nought, in cents."""

    journal: str
    booking: str
    line: str
    day: date
    account: str
    cents: int


@transaction.atomic
def take_in_ledger(
    *, municipality: str, told: LedgerFileTold, lines: Iterable[LedgerLineTold],
    by: Actor, on: Moment,
) -> int | None:  # fmt: skip
    """Keep the lines that were not there; gives how many. None when the same was taken in before.

    A later file of a year says all of before again, and more. Raises LedgerChanged when a line of
    the days of the file says something else than before, or is gone.
    """
    sign(by=by, on=on)
    one_at_a_time(f"town ledger of {municipality}")
    if ledger_file(municipality, told.year, told.digest) is not None:
        return None
    row = TownLedgerFile.objects.create(
        municipality_id=municipality,
        year=told.year,
        first_day=told.first_day,
        last_day=told.last_day,
        version=told.version,
        digest=told.digest,
        rows=told.rows,
        bad=told.bad,
        taken_in_by=by.label,
        taken_in_at=on.at,
    )
    new = (
        TownLedgerLine(
            file=row,
            municipality_id=municipality,
            year=told.year,
            journal=one.journal,
            booking=one.booking,
            line=one.line,
            day=one.day,
            account=one.account,
            cents=one.cents,
        )
        for one in new_lines(municipality, told, lines)
    )
    added = 0
    while some := list(islice(new, _AT_ONCE)):
        TownLedgerLine.objects.bulk_create(some)
        added += len(some)
    return added


def new_lines(
    municipality: str, told: LedgerFileTold, lines: Iterable[LedgerLineTold]
) -> Iterator[LedgerLineTold]:
    """Give the lines that were not there yet.

    Raises LedgerChanged when a line of before says something else, or at the end when one is gone.
    """
    before = known_lines(municipality, told.year)
    for one in lines:
        key = (one.journal, one.booking, one.line)
        was = before.pop(key, None)
        if was is None:
            yield one
        elif was != (one.day, one.account, one.cents):
            raise LedgerChanged(key, gone=False)
    for key, (day, *_) in before.items():
        if isinstance(day, date) and told.first_day <= day <= told.last_day:
            raise LedgerChanged(key, gone=True)


@transaction.atomic
def name_accounts(
    *, municipality: str, accounts: Mapping[str, LedgerAccount], by: Actor, on: Moment
) -> int:
    """Say which account of ours is meant by numbers of theirs; gives how many were said anew."""
    sign(by=by, on=on)
    anew = 0
    for number, account in accounts.items():
        there = TownAccount.objects.filter(municipality_id=municipality, number=number).first()
        if there is not None and there.account == account:
            continue
        anew += 1
        TownAccount.objects.update_or_create(
            municipality_id=municipality,
            number=number,
            defaults={"account": account, "said_by": by.label, "said_at": on.at},
        )
    return anew

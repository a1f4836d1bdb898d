# SPDX-License-Identifier: EUPL-1.2
"""Keeps what a municipality booked in its own ledger beside ours, and says where they differ."""

import csv
from collections.abc import Iterator
from pathlib import Path

import click

from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.town_ledger import operations, queries
from meedoen.budget.town_ledger.operations import LedgerChanged, LedgerFileTold, LedgerLineTold
from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import actor, known_municipality
from meedoen.commands.asking import asked_here
from meedoen.commands.schema import at_hand
from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.masking import shown
from meedoen.interop.xaf.ledger_files import TownLedger
from meedoen.vocabulary.moment import Moment

_HEADINGS = ["number", "account"]


def book(ledger: TownLedger, _: str, municipality: str) -> None:
    """Keep the good lines that were not there yet; none of them is booked.

    Raises Refused when a line of before says something else now, or is gone, and CouldNotBeDone
    when the municipality is not here.
    """
    with at_hand():
        there = known_municipality(municipality)
        try:
            added = operations.take_in_ledger(
                municipality=there.code, told=_told(ledger), lines=_lines(ledger),
                by=actor(), on=Moment.now(),
            )  # fmt: skip
        except LedgerChanged as no:
            raise _changed(ledger, no) from no
        unknown = queries.accounts_unknown(there.code)
        differ = sum(1 for _ in queries.differences(there.code, ledger.year))
    if added is None:
        click.echo("Dit grootboek was al ingelezen. Er is niets veranderd.", err=True)
    else:
        click.echo(f"{added} regels zijn nieuw, en liggen naast de boeken.", err=True)
    if unknown:
        some = ", ".join(map(shown, unknown[:10]))
        click.echo(
            f"let op: van deze rekeningen is niet gezegd welke van hier het zijn: {some} "
            f"({len(unknown)}); zie `meedoen budget accounts`",
            err=True,
        )
    if differ:
        click.echo(
            f"let op: maanden waarin een rekening verschilt: {differ}; `meedoen budget check` zegt "
            "hoeveel centen",
            err=True,
        )


def notes_of(ledger: TownLedger, _: str, municipality: str) -> tuple[WrongValue, ...]:
    """Raise Refused for a file that would be refused; there is nothing else to tell."""

    def ask() -> tuple[WrongValue, ...]:
        try:
            for _ in operations.new_lines(municipality, _told(ledger), _lines(ledger)):
                pass
        except LedgerChanged as no:
            raise _changed(ledger, no) from no
        return ()

    return asked_here(ask)


def name_accounts(municipality: str, file: Path) -> None:
    """Say which account of ours each number means. Raises CouldNotBeDone for another file."""
    accounts = dict(_named(file))
    with at_hand():
        there = known_municipality(municipality)
        anew = operations.name_accounts(
            municipality=there.code, accounts=accounts, by=actor(), on=Moment.now()
        )
    click.echo(f"{anew} of {len(accounts)} numbers mean another account than before.", err=True)


def _named(file: Path) -> Iterator[tuple[str, LedgerAccount]]:
    try:
        rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), strict=True))
    except (UnicodeDecodeError, csv.Error) as no:
        raise CouldNotBeDone(f"{file.name}: this is no CSV in UTF-8.") from no
    if not rows or rows[0] != _HEADINGS:
        raise CouldNotBeDone(f"{file.name}: the headings are {','.join(_HEADINGS)}.")
    known = {one.value: one for one in LedgerAccount}
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(_HEADINGS) or not row[0] or len(row[0]) > 35 or row[1] not in known:
            raise CouldNotBeDone(
                f"{file.name}: line {line} has no number of 35 characters at most with one of "
                f"{', '.join(known)}."
            )
        yield row[0], known[row[1]]


def _changed(ledger: TownLedger, no: LedgerChanged) -> Refused:
    place = next((one.place for one in ledger.lines if one.key == no.key), "/auditfile[1]")
    journal, booking, line = map(shown, no.key)
    what = "is er niet meer" if no.gone else "zegt nu iets anders"
    why = (
        f"Regel {line} van boeking {booking} in dagboek {journal} is eerder ingelezen en {what}. "
        "Er is niets ingelezen. Boek een correctie, en lees het grootboek dan opnieuw in."
    )
    return Refused(why, (WrongValue(place, "nr", booking, why),))


def _told(ledger: TownLedger) -> LedgerFileTold:
    return LedgerFileTold(
        version=ledger.version,
        year=ledger.year,
        first_day=ledger.first_day,
        last_day=ledger.last_day,
        digest=ledger.digest,
        rows=ledger.number_of_rows,
        bad=ledger.bad,
    )


def _lines(ledger: TownLedger) -> Iterator[LedgerLineTold]:
    for one in ledger.lines:
        if one.good and one.day is not None and one.cents is not None:
            yield LedgerLineTold(*one.key, one.day, one.account, one.cents)

# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen budget` does with the ledger: years, keys, dividing, and what leaves."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from django.conf import settings
from django.utils.module_loading import import_string

from meedoen.budget import operations, queries
from meedoen.budget.auditing import queries as auditing
from meedoen.budget.auditing.operations import note_check
from meedoen.budget.auditing.reconciling import wrong_division, wrong_place
from meedoen.budget.key_files import read_key
from meedoen.budget.keys import UnusableKey
from meedoen.budget.models import AllocationKey
from meedoen.budget.payments.queries import in_suspense
from meedoen.budget.posting import CostPlace
from meedoen.budget.sharing.queries import wrongly_shared
from meedoen.budget.taakvelden import taakveld_in
from meedoen.budget.town_ledger.queries import differences
from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import actor, known_municipality
from meedoen.commands.schema import at_hand
from meedoen.database.whole_file import whole_or_not
from meedoen.interop.masking import shown
from meedoen.vocabulary.documents import DocumentWriter, TableDocument
from meedoen.vocabulary.moment import Moment

ENTRIES = ("entry", "transaction", "date", "account", "amount_cents")
ALLOCATION = ("entry", "year", "law", "taakveld", "amount_cents")
IV3 = ("Taakveld", "Omschrijving", "Categorie", "Lasten in centen")
_REFUSED = (
    operations.KeyTooLate, operations.OwnKey, operations.KeysMeet, operations.StillWaiting,
    operations.YearIsClosed, UnusableKey,
)  # fmt: skip


def open_year(municipality: str, year: int) -> None:
    """Let things be booked in a year."""
    with at_hand():
        there = known_municipality(municipality)
        operations.open_year(municipality=there.code, year=year, by=actor(), on=Moment.now())
    click.echo(f"{there.name} books in {year}.", err=True)


def close_year(municipality: str, year: int) -> None:
    """Let nothing more be booked in a year. Raises CouldNotBeDone while something of it waits."""
    with at_hand():
        there = known_municipality(municipality)
        try:
            closed = operations.close_year(
                municipality=there.code, year=year, by=actor(), on=Moment.now()
            )
        except operations.StillWaiting as no:
            raise CouldNotBeDone(str(no)) from no
    if not closed:
        raise CouldNotBeDone(f"{year} of {there.name} is not open.")
    click.echo(f"{year} of {there.name} is closed.", err=True)


def propose_key(municipality: str, file: Path) -> None:
    """Propose the key in a file. Raises CouldNotBeDone when it divides nothing."""
    try:
        key = read_key(file.read_text("utf-8"))
    except (UnusableKey, UnicodeDecodeError) as no:
        raise CouldNotBeDone(f"{file.name}: {no}") from no
    with at_hand():
        there = known_municipality(municipality)
        row = operations.propose_key(municipality=there.code, key=key, by=actor(), on=Moment.now())
    click.echo(f"Key {row.pk} is proposed; somebody else adopts it, before {key.first_day}.")


def adopt_key(municipality: str, number: int) -> None:
    """Let a key hold that somebody else proposed. Raises CouldNotBeDone with the reason."""
    with at_hand():
        there = known_municipality(municipality)
        try:
            row = operations.adopt_key(
                key=number, municipality=there.code, by=actor(), on=Moment.now()
            )
        except AllocationKey.DoesNotExist as no:
            raise CouldNotBeDone(f"{there.name} has no proposal {number}.") from no
        except _REFUSED as no:
            raise CouldNotBeDone(str(no)) from no
    click.echo(f"Key {number} ({row.name}) holds from {row.first_day} to {row.last_day}.")


def list_keys(municipality: str) -> None:
    """List the keys of a municipality: those that hold, and those that wait for somebody."""
    with at_hand():
        for row in queries.listed_keys(known_municipality(municipality).code):
            adopted = f"adopted {row.adopted_on} by {row.adopted_by}"
            state = adopted if row.adopted_on else f"proposed by {row.proposed_by}"
            click.echo(f"{row.pk}\t{row.first_day}\t{row.last_day}\t{row.name}\t{state}")


def divide(municipality: str, year: int) -> None:
    """Divide what waits in a year by the keys that hold."""
    with at_hand():
        there = known_municipality(municipality)
        if year not in queries.open_years(there.code):
            raise CouldNotBeDone(f"{year} of {there.name} is not open.")
        done = operations.divide_what_waits(
            municipality=there.code, year=year, by=actor(), on=Moment.now()
        )
        left = sum(one.cents for one in queries.what_waits(there.code, year))
    click.echo(f"divided={done} waiting_cents={left}")


def export(what: str, municipality: str | None, year: int | None) -> None:
    """Write entries, or where each cost was accounted for, as CSV on standard output."""
    with at_hand():
        towns = [municipality] if municipality else queries.booking_municipalities()
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(ENTRIES if what == "entries" else ALLOCATION)
        for town in towns:
            writer.writerows(_entries(town, year) if what == "entries" else _costs(town, year))


def _entries(town: str, year: int | None) -> Iterator[tuple[object, ...]]:
    for one in queries.entries_out(town, year):
        yield one.pk, one.transaction_id, one.transaction.day, one.account, one.cents


def _costs(town: str, year: int | None) -> Iterator[tuple[object, ...]]:
    for one in queries.costs_out(town, year):
        yield one.pk, one.transaction.day.year, one.law, one.taakveld, one.cents


def iv3(municipality: str, year: int, out: Path) -> None:
    """Write the costs of a year per taakveld and category; the same books give the same bytes."""
    form = out.suffix.lower().lstrip(".")
    known = [one for one in settings.DOCUMENT_WRITERS if one != "pdf"]
    if form not in known:
        raise CouldNotBeDone(f"--out {out.name}: end its name in .{', .'.join(known)}.")
    write: DocumentWriter = import_string(settings.DOCUMENT_WRITERS[form])
    with at_hand():
        there = known_municipality(municipality)
        rows = queries.cost_of(there.code, year)
        waiting = sum(one.cents for one in queries.what_waits(there.code, year))
    document = TableDocument(
        title=f"Iv3 {there.name} {year}",
        said=(("Gemeente", f"{there.name} ({there.code})"), ("Boekjaar", str(year))),
        columns=IV3,
        rows=tuple(
            (code, taakveld_in(code, year).name, category, cents) for code, category, cents in rows
        ),
        notes=(f"{waiting} centen wachten nog op een sleutel en staan hier niet bij.",)
        if waiting
        else (),
    )
    with whole_or_not(out, overwrite=True) as file:
        file.write(write(document))
    click.echo(f"{out}: {len(rows)} lines, {sum(cents for *_, cents in rows)} cents.", err=True)


def check(municipality: str | None, year: int | None) -> None:
    """Work everything out anew, and say what does not agree; leaves with 1 when something does."""
    with at_hand():
        towns = [municipality] if municipality else queries.booking_municipalities()
        found = 0
        for town in towns:
            of_town = 0
            for said in _findings(town, year):
                of_town += 1
                click.echo(said)
            found += of_town
            if year is None:
                _note(town, of_town)
        for town in towns:
            _tell_suspense(town, year)
    click.echo(f"findings={found}")
    if found:
        raise SystemExit(1)


def _tell_suspense(town: str, year: int | None) -> None:
    """Name payments of which somebody has to say what they are for; the books agree."""
    for one in in_suspense(town, year):
        row = f", payment {one.row}" if one.row else ""
        click.echo(
            f"To look into: booking {one.booking}, {one.cents} cents of {one.day} "
            f"(statement {shown(one.statement)}{row})."
        )


def _note(town: str, findings: int) -> None:
    """Leave behind that a whole ledger was worked out, for who looks at it on a page."""
    if town in queries.booking_municipalities():
        note_check(municipality=town, findings=findings, by=actor(), on=Moment.now())


def _findings(town: str, year: int | None) -> Iterator[str]:
    for booking, cents in auditing.not_nought(town):
        yield f"Booking {booking}: its entries are {cents} cents from nought."
    for booking in auditing.without_entries(town):
        yield f"Booking {booking}: holds no entry."
    for account, of_year, month, kept, summed in auditing.balances_beside_entries(town):
        yield f"{town} {account} {of_year}-{month:02d}: balance {kept}, entries {summed} cents."
    for of, of_year, month, added, kept in auditing.costs_beside_balances(town):
        yield f"{town} {of} {of_year}-{month:02d}: added up {added}, balances {kept} cents."
    for of, of_year, month, kept_one, summed_one in auditing.asked_beside_entries(town):
        yield (
            f"{town} asked {of_year}-{month:02d}: {kept_one.normalize():f} {of} per provider, and "
            f"bookings say {summed_one.normalize():f}."
        )
    for number, kept, summed in auditing.documents_beside_entries(town):
        yield f"Document {number}: {kept} cents are open, and its entries are {summed} cents."
    yield from wrongly_shared(town)
    keys = queries.keys_of(town)
    for one in auditing.divisions(town, year):
        row = keys.get(one.key or 0)
        if row is None or row.adopted_on is None:
            yield f"Booking {one.booking}: no key that was adopted divided it."
            continue
        yield from wrong_division(
            one.booking, one.day, queries.as_key(row), row.adopted_on, one.landed
        )
    yield from _places(town, year)
    for apart in differences(town, year):
        yield (
            f"{town} {apart.account} {apart.year}-{apart.month:02d}: the ledger of the "
            f"municipality says {apart.theirs} cents, and here stand {apart.ours}; that is "
            f"{abs(apart.theirs - apart.ours)} apart."
        )
    for closed in queries.closed_years(town):
        for waits in queries.what_waits(town, closed):
            yield f"Booking {waits.booking}: {waits.cents} cents wait, and {closed} is closed."


def _places(town: str, year: int | None) -> Iterator[str]:
    for one in queries.costs_out(town, year):
        place: CostPlace = queries.place_of(one)
        yield from wrong_place(one.transaction_id, one.transaction.day, place)

# SPDX-License-Identifier: EUPL-1.2
"""Keys between municipalities, and documents that are divided over their books."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.db import transaction

from meedoen.accounts.models import Partnership
from meedoen.budget import operations as ledger
from meedoen.budget import queries as books
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.models import PartnershipKey
from meedoen.budget.sharing import operations, queries
from meedoen.budget.sharing.parts import UnusableSharing
from meedoen.budget.sharing.sharing_files import read_sharing
from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import actor
from meedoen.commands.asking import asked_here
from meedoen.commands.costs import costs_of, told_of
from meedoen.commands.schema import at_hand
from meedoen.history.actor import Actor
from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.incoming import IncomingDocument, IncomingFile
from meedoen.interop.masking import shown
from meedoen.vocabulary.moment import Moment


def _partnership(name: str) -> Partnership:
    found = queries.partnership_named(name)
    if found is None:
        there = ", ".join(queries.partnership_names()) or "none"
        raise CouldNotBeDone(f"--partnership {name}: there is none of that name; there is {there}.")
    return found


def propose_sharing(partnership: str, file: Path) -> None:
    """Propose the key in a file. Raises CouldNotBeDone with what is wrong in it."""
    try:
        key = read_sharing(file.read_text("utf-8"))
        with at_hand():
            there = _partnership(partnership)
            row = operations.propose_sharing(
                partnership=there.pk, key=key, by=actor(), on=Moment.now()
            )
    except (UnusableSharing, UnicodeDecodeError) as no:
        raise CouldNotBeDone(f"{file.name}: {no}") from no
    click.echo(f"Key {row.pk} is proposed; somebody else adopts it, before {key.first_day}.")


def adopt_sharing(partnership: str, number: int) -> None:
    """Let a key hold that somebody else proposed. Raises CouldNotBeDone with the reason."""
    with at_hand():
        there = _partnership(partnership)
        try:
            row = operations.adopt_sharing(
                key=number, partnership=there.pk, by=actor(), on=Moment.now()
            )
        except PartnershipKey.DoesNotExist as no:
            raise CouldNotBeDone(f"{there.name} has no proposal {number}.") from no
        except (ledger.KeyTooLate, ledger.OwnKey, ledger.KeysMeet) as no:
            raise CouldNotBeDone(str(no)) from no
    click.echo(f"Key {number} ({row.name}) holds from {row.first_day} to {row.last_day}.")


def book(file: IncomingFile, kind: str, partnership: str) -> None:
    """Divide the good lines of every document over the municipalities, once, and then by keys.

    Raises Refused when one of them cannot be divided, and CouldNotBeDone when no year is open.
    """
    with at_hand():
        there, by, on = _partnership(partnership), actor(), Moment.now()
        try:
            done = take_in(file, DocumentKind(kind), there.pk, by=by, on=on)
        except ledger.YearIsClosed as no:
            raise CouldNotBeDone(str(no)) from no
        for town in queries.municipalities_of(there.pk):
            for year in books.open_years(town):
                ledger.divide_what_waits(municipality=town, year=year, by=by, on=on)
    click.echo(f"{done} van de {len(file.taken)} zijn nieuw, en verdeeld.", err=True)


def take_in(
    file: IncomingFile, kind: DocumentKind, partnership: int, *, by: Actor, on: Moment
) -> int:
    """Divide the good lines of every document, all or none; gives how many were not there.

    Raises Refused and YearIsClosed.
    """
    done = 0
    with transaction.atomic():
        for one in file.taken:
            if not one.has_good_line:
                continue
            with _refusing(one):
                row = operations.take_in_shared(
                    partnership=partnership,
                    told=told_of(one, kind),
                    costs=list(costs_of(one, kind, "")),
                    by=by,
                    on=on,
                )
            done += row is not None
    return done


@contextmanager
def _refusing(one: IncomingDocument) -> Iterator[None]:
    try:
        yield
    except operations.NotShared as no:
        why = f"{shown(one.number)}: {no}. Er is niets geboekt"
    except ledger.OtherContent:
        why = (
            f"Nummer {shown(one.number)} van {shown(one.partner)} is hier al geboekt, met een "
            "andere inhoud of bij één gemeente. Er is niets geboekt"
        )
    else:
        return
    raise Refused(why, (WrongValue(one.place, one.column, shown(one.number), why),))


def notes_of(file: IncomingFile, kind: str, partnership: str) -> tuple[WrongValue, ...]:
    """Raise Refused for what would be refused; there is nothing else to tell."""

    def ask() -> tuple[WrongValue, ...]:
        there, what = _partnership(partnership), DocumentKind(kind)
        for one in file.taken:
            if one.has_good_line:
                with _refusing(one):
                    operations.key_to_divide_by(
                        there.pk, told_of(one, what), list(costs_of(one, what, ""))
                    )
        return ()

    return asked_here(ask)

# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen extracts load` does: check, take, keep, write down, and throw the raw file away.

In that order, so that who is killed at any moment leaves the load of before whole, or the new one,
and the raw file as long as the new one does not stand.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from django.conf import settings

from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import actor, known_municipality
from meedoen.commands.extracting import examine_file
from meedoen.commands.intake import Intake
from meedoen.commands.raw_files import RawFiles
from meedoen.commands.reporting import tell
from meedoen.commands.schema import at_hand
from meedoen.commands.supplying import Supplier
from meedoen.interop.extracts.examining import Examined
from meedoen.interop.extracts.reporting import Report
from meedoen.monitor.models import SourceTerms
from meedoen.monitor.operations import LoadedFile, TermsEnded, record_load
from meedoen.monitor.queries import files_that_hold
from meedoen.monitor.shelves import Busy, Shelf, forget_reports
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment


@dataclass(frozen=True)
class Asked:
    """What was asked for: which file of which source, and how it is taken."""

    key: str
    file: Path
    year: int
    municipality: str
    profile: Path | None = None
    supplier: str | None = None
    report: Path | None = None
    schemas: Path | None = None
    status: LoadStatus = LoadStatus.PROVISIONAL
    as_of: date | None = None
    at_most_bad: float | None = None
    keep_file: bool = False


@dataclass(frozen=True)
class Loaded:
    """What came of a file: what was found in it, and how many of its rows stand where.

    `kept_report` is where all that was found lies for some weeks, if nobody said where to.
    """

    outcome: Examined
    report: Report
    rows: int
    without_area: int
    others: int
    kept_report: Path | None = None


def load_file(asked: Asked) -> None:
    """Load the good rows of a file, and say how many rows are good.

    Leaves with 1 when a row is wrong; raises CouldNotBeDone when nothing is loaded.
    """
    with at_hand():
        raw = RawFiles(asked.file)
        loaded = load_at(asked, Moment.now())
        _say(loaded)
        if loaded.outcome.form is SourceForm.ROWS:
            _throw_away(raw, keep=asked.keep_file)
    if asked.report and loaded.outcome.bad:
        _note(
            f"in {asked.report} staan waarden van mensen; gooi dat weg als het verbeterd is, en "
            f"uiterlijk na {settings.MONITOR_REPORT_DAYS} dagen (meedoen extracts tidy)"
        )
    found = loaded.outcome
    tell(found.rows, found.bad, loaded.report, asked.report or loaded.kept_report)
    if loaded.outcome.bad:
        sys.exit(1)


def load_at(asked: Asked, on: Moment) -> Loaded:
    """Load the good rows of a file on a moment; the raw file stays.

    Raises CouldNotBeDone when nothing is loaded.
    """
    municipality = known_municipality(asked.municipality)
    as_of = _as_of(asked, on)
    intake = Intake(asked.key, municipality.code, asked.year)
    shelf = Shelf(settings.MONITOR_FOLDER, municipality.code)
    supplier = (
        Supplier(asked.key, municipality, asked.supplier) if asked.supplier is not None else None
    )
    with in_turn(shelf):
        with examine_file(
            asked.key, asked.file, asked.year, asked.profile, asked.report, asked.schemas,
            admit=intake.admit, take=intake.take, supplier=supplier, keep=asked.report is None,
        ) as (outcome, report):  # fmt: skip
            rows = intake.rows
            if rows is None or not len(rows) or _is_too_bad(outcome, asked):
                raise CouldNotBeDone(f"{asked.file.name}: {_why_not(outcome, asked)}")
            name = shelf.keep(rows, source=asked.key, year=asked.year)
            kept_report = _keep_report(report, shelf, asked)
        load = LoadedFile(
            municipality.code, asked.key, asked.year, outcome.form, asked.status, as_of,
            outcome.rows - intake.others, outcome.bad, intake.without_area, name,
        )  # fmt: skip
        record(load, intake.terms, shelf, on)
    return Loaded(outcome, report, len(rows), intake.without_area, intake.others, kept_report)


def _keep_report(report: Report, shelf: Shelf, asked: Asked) -> Path | None:
    """Keep what was wrong with a file that is thrown away, where nobody said where to write it."""
    if report.number and asked.report is None:
        return shelf.keep_report(report.lines(), source=asked.key, year=asked.year)
    shelf.drop_reports(source=asked.key, year=asked.year)
    return None


def _as_of(asked: Asked, on: Moment) -> date:
    as_of = asked.as_of or min(date(asked.year, 12, 31), on.day)
    if as_of > on.day:
        raise CouldNotBeDone(f"--as-of {as_of} lies after today")
    return as_of


@contextmanager
def in_turn(shelf: Shelf) -> Iterator[None]:
    """Keep other loads of a municipality away; raises CouldNotBeDone where one goes on."""
    try:
        with shelf.in_turn():
            yield
    except Busy as busy:
        raise CouldNotBeDone(
            "Another load of this municipality goes on now, so nothing was done; try again when "
            "that is over"
        ) from busy


def _is_too_bad(outcome: Examined, asked: Asked) -> bool:
    most = asked.at_most_bad
    return most is not None and outcome.bad * 100 > most * outcome.rows


def _why_not(outcome: Examined, asked: Asked) -> str:
    """Say why a file takes nobody's place: nothing of it is good, or ours, or too much is bad."""
    if not outcome.good:
        return f"geen enkele regel is goed ({outcome.rows} gelezen), en dus is er niets geladen"
    if _is_too_bad(outcome, asked):
        return (
            f"van {outcome.rows} regels zijn er {outcome.bad} fout, en dat is meer dan "
            f"{asked.at_most_bad:g} % (--at-most-bad); er is niets geladen"
        )
    return f"geen regel gaat over {asked.municipality}, en dus is er niets geladen"


def record(load: LoadedFile, terms: SourceTerms | None, shelf: Shelf, on: Moment) -> None:
    """Write a load down that is kept, and take away what it takes the place of.

    Where the database goes away meanwhile nobody knows whether it stands: the file stays then, and
    if no load names it, the next one sweeps it away. Raises CouldNotBeDone when the terms ended.
    """
    try:
        of_before = record_load(load=load, terms=terms, by=actor(), on=on)
    except TermsEnded as ended:
        shelf.drop(load.file)
        raise CouldNotBeDone(
            f"The terms of {load.source} were ended while the file was read; nothing is loaded"
        ) from ended
    # The load stands; what cannot go now goes at the next one.
    with suppress(OSError):
        if of_before:
            shelf.drop(of_before)
        kept = files_that_hold(load.municipality)
        shelf.sweep(kept=kept, source=load.source, year=load.year, at=on.at)
        forget_reports(settings.MONITOR_FOLDER, at=on.at, days=settings.MONITOR_REPORT_DAYS)


def _say(loaded: Loaded) -> None:
    if without := loaded.without_area:
        _note(f"van {without} van de {loaded.rows} rijen is de buurt onbekend; zo tellen ze mee")
    if loaded.kept_report:
        days = settings.MONITOR_REPORT_DAYS
        _note(f"alle fouten staan in {loaded.kept_report}; dat gaat na {days} dagen vanzelf weg")
    if loaded.others:
        _note(f"{loaded.others} rijen gaan over een andere gemeente en zijn niet geladen")


def _throw_away(raw: RawFiles, *, keep: bool) -> None:
    """Take the raw file away, as AVG art. 5(1)(c) and (e) ask, and say that."""
    if keep:
        _note(f"{raw.given} blijft staan (--keep-file); haal het weg als het niet meer nodig is")
    elif left := raw.throw_away():
        _note(f"{', '.join(map(str, left))} kon niet weg; haal het zelf weg")
    elif raw.given.is_dir():
        _note(f"de {len(raw.files)} berichten in {raw.given} zijn geladen en weggehaald")
    else:
        _note(f"{raw.given} is geladen en weggehaald")


def _note(sentence: str) -> None:
    with suppress(BrokenPipeError):
        # A file may be called after the person that it is about.
        click.echo(without_bsn(sentence), err=True)

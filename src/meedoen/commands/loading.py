# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen extracts load` does: check, take, keep, write down, and throw the raw file away.

In that order, so that who is killed at any moment leaves the load of before whole, or the new one,
and the raw file as long as the new one does not stand.
"""

import hashlib
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from django.conf import settings

from meedoen.areas import queries as areas
from meedoen.areas.models import Municipality
from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import actor, known_municipality
from meedoen.commands.extracting import examine_file, tell
from meedoen.commands.schema import at_hand
from meedoen.interop.extracts.examining import Examined
from meedoen.monitor.address_files import read_addresses
from meedoen.monitor.gate import NotOnTerms, refuse_without_terms
from meedoen.monitor.given import GivenCounts, GivenPeople
from meedoen.monitor.models import SourceTerms
from meedoen.monitor.operations import LoadedFile, TermsEnded, record_load
from meedoen.monitor.pseudonyms import Pseudonyms
from meedoen.monitor.queries import files_that_hold, terms_that_hold
from meedoen.monitor.shelves import Busy, Shelf
from meedoen.monitor.snapshots import CountedRows, PersonRows
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.taking import take_counts, take_people
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment

CHUNK = 1 << 20


@dataclass(frozen=True)
class Asked:
    """What was asked for: which file of which source, and how it is taken."""

    key: str
    file: Path
    year: int
    municipality: str
    profile: Path | None = None
    report: Path | None = None
    schemas: Path | None = None
    status: LoadStatus = LoadStatus.PROVISIONAL
    as_of: date | None = None
    at_most_bad: float | None = None
    keep_file: bool = False


def load_file(asked: Asked) -> None:
    """Load the good rows of a file, and say how many rows are good.

    Leaves with 1 when a row is wrong; raises CouldNotBeDone when nothing is loaded.
    """
    with at_hand():
        outcome = _loaded(asked, Moment.now())
    if outcome.bad:
        sys.exit(1)


def _loaded(asked: Asked, on: Moment) -> Examined:
    municipality = known_municipality(asked.municipality)
    as_of = _as_of(asked, on)
    gate = _Gate(asked, municipality)
    shelf = Shelf(settings.MONITOR_FOLDER, municipality.code)
    raw = _Raw(asked.file)
    with _in_turn(shelf):
        with examine_file(
            asked.key, asked.file, asked.year, asked.profile, asked.report, asked.schemas,
            admit=gate.admit, take=True,
        ) as (outcome, report):  # fmt: skip
            _must_be_good_enough(outcome, asked)
            digest = raw.digest()
            rows, others = _taken(outcome, asked, municipality, gate)
            name = shelf.keep(rows, source=asked.key, year=asked.year)
        before = _recorded(
            shelf,
            LoadedFile(
                municipality.code, asked.key, asked.year, outcome.form, asked.status, as_of,
                outcome.rows - others, outcome.bad, _without_area(rows), name, digest,
            ),
            gate.terms,
            on,
        )  # fmt: skip
        # The load stands; what cannot go now goes at the next one.
        with suppress(OSError):
            if before:
                shelf.drop(before)
            kept = files_that_hold(municipality.code)
            shelf.sweep(kept=kept, source=asked.key, year=asked.year, at=on.at)
        _say(outcome, rows, others)
        if outcome.form is SourceForm.ROWS:
            _throw_away(raw, asked)
    tell(outcome, report, asked.report)
    return outcome


class _Gate:
    """Lets rows of people in on terms only; what it was asked stays known."""

    def __init__(self, asked: Asked, municipality: Municipality) -> None:
        self._asked, self._municipality = asked, municipality
        self.terms: SourceTerms | None = None
        self.pseudonyms: Pseudonyms | None = None

    def admit(self, form: SourceForm) -> None:
        """Raise CouldNotBeDone for rows of people without terms, or without a secret."""
        if form is not SourceForm.ROWS:
            return
        code = self._municipality.code
        self.terms = terms_that_hold(code, self._asked.key)
        if self.terms is None:
            try:
                refuse_without_terms(source(self._asked.key), code)
            except NotOnTerms as refused:
                raise CouldNotBeDone(f"{refused}.") from refused
        try:
            self.pseudonyms = Pseudonyms(settings.MONITOR_SECRET, code)
        except ValueError as none:
            raise CouldNotBeDone(
                "MEEDOEN_MONITOR_SECRET is not set, and without that secret there are no "
                "pseudonyms; so rows of people do not come in. See docs/reference/settings.md"
            ) from none


def _as_of(asked: Asked, on: Moment) -> date:
    as_of = asked.as_of or min(date(asked.year, 12, 31), on.day)
    if as_of > on.day:
        raise CouldNotBeDone(f"--as-of {as_of} lies after today")
    return as_of


@contextmanager
def _in_turn(shelf: Shelf) -> Iterator[None]:
    try:
        with shelf.in_turn():
            yield
    except Busy as busy:
        raise CouldNotBeDone(
            "Another load of this municipality goes on now, so nothing was done; try again when "
            "that is over"
        ) from busy


def _must_be_good_enough(outcome: Examined, asked: Asked) -> None:
    """Refuse a file that would put nothing, or too little, in the place of what there was."""
    if not outcome.good:
        raise CouldNotBeDone(
            f"{asked.file.name}: geen enkele regel is goed ({outcome.rows} gelezen), en dus is er "
            "niets geladen"
        )
    most = asked.at_most_bad
    if most is not None and outcome.bad * 100 > most * outcome.rows:
        raise CouldNotBeDone(
            f"{asked.file.name}: van {outcome.rows} regels zijn er {outcome.bad} fout, en dat is "
            f"meer dan {most:g} % (--at-most-bad); er is niets geladen"
        )


def _taken(
    outcome: Examined, asked: Asked, municipality: Municipality, gate: _Gate
) -> tuple[PersonRows | CountedRows, int]:
    """Give what is kept of the good rows, and how many are of another municipality."""
    given = outcome.given
    if isinstance(given, GivenPeople) and gate.pseudonyms:
        buurten = _known(municipality.code, asked.year, [Level.BUURT])
        book = read_addresses(settings.MONITOR_FOLDER / municipality.code, buurten=buurten)
        people = take_people(
            given, source=asked.key, pseudonyms=gate.pseudonyms, book=book, buurten=buurten
        )
        return people, 0
    if not isinstance(given, GivenCounts):
        raise TypeError(f"a file of {outcome.form} was not taken")
    known = _known(municipality.code, asked.year, [Level.BUURT, Level.WIJK])
    counts, others = take_counts(given, municipality=municipality.code, areas=known)
    if not len(counts):
        raise CouldNotBeDone(
            f"{asked.file.name}: geen regel gaat over {municipality.name} ({municipality.code}), "
            "en dus is er niets geladen"
        )
    return counts, others


def _known(municipality: str, year: int, levels: Collection[Level]) -> frozenset[str]:
    """Give the codes of areas of the year of the file and later; without those of the last year."""
    years = areas.years(municipality)
    wanted = [one for one in years if one >= year] or years[:1]
    return frozenset(
        place.code
        for one in wanted
        for place in areas.places(municipality, year=one)
        if place.level in levels
    )


def _without_area(rows: PersonRows | CountedRows) -> int:
    return int(((rows.buurt if isinstance(rows, PersonRows) else rows.area) == "").sum())


def _recorded(shelf: Shelf, load: LoadedFile, terms: SourceTerms | None, on: Moment) -> str:
    """Write the load down.

    Where the database goes away meanwhile nobody knows whether it stands: the file stays then, and
    if no load names it, the next one sweeps it away.
    """
    try:
        return record_load(load=load, terms=terms, by=actor(), on=on)
    except TermsEnded as ended:
        shelf.drop(load.file)
        raise CouldNotBeDone(
            f"The terms of {load.source} were ended while the file was read; nothing is loaded"
        ) from ended


class _Raw:
    """The file, or the messages of a folder, as they were when they were read."""

    def __init__(self, file: Path) -> None:
        messages = sorted(one for one in file.glob("*") if one.suffix.lower() == ".xml")
        self.files = {one: one.stat() for one in (messages if file.is_dir() else [file])}

    def digest(self) -> str:
        """Give the SHA-256 of all of them behind each other."""
        digest = hashlib.sha256()
        for one in self.files:
            with one.open("rb") as opened:
                while piece := opened.read(CHUNK):
                    digest.update(piece)
        return digest.hexdigest()

    def remove(self) -> list[Path]:
        """Take them away, and what links to them lead to; give those that could not go."""
        left = []
        for one, was in self.files.items():
            try:
                now = one.stat()
                if (now.st_mtime_ns, now.st_size) != (was.st_mtime_ns, was.st_size):
                    left.append(one)
                    continue
                one.resolve().unlink()
                # A link that led there leads nowhere now.
                one.unlink(missing_ok=True)
            except OSError:
                left.append(one)
        return left


def _throw_away(raw: _Raw, asked: Asked) -> None:
    """Take the raw file away, as AVG art. 5(1)(c) and (e) ask, and say that."""
    if asked.keep_file:
        _note(f"{asked.file} blijft staan (--keep-file); haal het zelf weg als het niet meer hoeft")
        return
    left = raw.remove()
    if left:
        _note(f"{', '.join(map(str, left))} kon niet weg; haal het zelf weg")
        return
    many = f"{len(raw.files)} berichten in {asked.file} zijn" if asked.file.is_dir() else ""
    _note(f"{many or f'{asked.file} is'} geladen en weggehaald")


def _say(outcome: Examined, rows: PersonRows | CountedRows, others: int) -> None:
    if without := _without_area(rows):
        _note(f"van {without} van de {len(rows)} rijen is de buurt onbekend; zo tellen ze mee")
    if others:
        _note(f"{others} rijen gaan over een andere gemeente en zijn niet geladen")


def _note(sentence: str) -> None:
    with suppress(BrokenPipeError):
        click.echo(sentence, err=True)

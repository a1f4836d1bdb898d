# SPDX-License-Identifier: EUPL-1.2
"""The command group `meedoen areas`: load gemeenten, wijken and buurten with their key figures."""

import json
import sys
from collections.abc import Iterator
from getpass import getuser
from pathlib import Path

import click
from django.db import transaction

from meedoen.areas import queries as areas_queries
from meedoen.areas.files import Unreadable, Wanted, text_of
from meedoen.areas.geojson import AreaCollection, InvalidCollection, read_collection
from meedoen.areas.keyfigures import (
    CellProblem,
    InvalidKeyFigures,
    KeyFigures,
    read_key_figures,
)
from meedoen.areas.models import FIRST_YEAR, LAST_YEAR
from meedoen.areas.operations import (
    AreasImported,
    KeyFiguresImported,
    import_areas,
    import_key_figures,
)
from meedoen.commands.area_changes import asked_first, told_changes
from meedoen.commands.schema import at_hand
from meedoen.vocabulary.moment import Moment

MOST_PROBLEMS_SHOWN = 50
ANOTHER_FILE = "check that the file is about these gemeenten"
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class WouldTakeAway(Exception):
    """An import after which there would be fewer areas, while nobody said that this is meant."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


@click.group("areas")
def areas() -> None:
    """Gemeenten, wijken and buurten: borders and key figures, per year."""


@areas.command("import")
@click.argument("files", nargs=-1, required=True, type=EXISTING_FILE, metavar="FILE…")
@click.option(
    "--year",
    type=click.IntRange(FIRST_YEAR, LAST_YEAR),
    required=True,
    help="The year of the borders and the figures, such as 2024.",
)
@click.option(
    "--key-figures",
    "figure_files",
    multiple=True,
    type=EXISTING_FILE,
    metavar="FILE",
    help="A CSV file with CBS key figures of the same year; may be repeated.",
)
@click.option(
    "--preview", is_flag=True, help="Say what the import would change, and write nothing."
)
@click.option(
    "--take-away",
    is_flag=True,
    help="Go on when areas that are here now are not in the files, or become fewer.",
)
def import_files(
    files: tuple[Path, ...],
    year: int,
    figure_files: tuple[Path, ...],
    preview: bool,
    take_away: bool,
) -> None:
    """Load areas from GeoJSON FILEs (WGS84), and key figures from CSV.

    Give files that belong together in one call, such as those of the gemeenten, the wijken and the
    buurten. A later file of key figures replaces figures by the same name of an earlier one. When
    anything is wrong, every problem is named and nothing is written.
    """
    try:
        collection = _read_areas(files, year)
        figures = _read_figures(figure_files, year)
        _write(collection, figures, year, preview=preview, take_away=take_away)
    except (InvalidCollection, InvalidKeyFigures) as invalid:
        _show_problems([str(problem) for problem in invalid.problems])
        raise click.exceptions.Exit(1) from invalid
    except Unreadable as trouble:
        _show_problems([str(trouble)])
        raise click.exceptions.Exit(1) from trouble
    except WouldTakeAway as loss:
        _show_problems(list(loss.sentences))
        raise click.exceptions.Exit(1) from loss


def _read_areas(files: tuple[Path, ...], year: int) -> AreaCollection:
    documents: list[tuple[str, object]] = []
    with click.progressbar(files, label="Reading areas", file=sys.stderr) as bar:
        for path in bar:
            documents.append((path.name, _json(path)))
    click.echo("Checking every border …", err=True)
    return read_collection(documents, year=year)


def _read_figures(files: tuple[Path, ...], year: int) -> list[KeyFigures]:
    """Read each file of key figures; the files stay apart, in the order of the call."""
    with click.progressbar(files, label="Reading key figures", file=sys.stderr) as bar:
        return [
            read_key_figures(_text(path, Wanted.FIGURES), source=path.name, year=year)
            for path in bar
        ]


def _text(path: Path, wanted: Wanted) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path.name}: cannot be read ({error.strerror}).") from error
    return text_of(data, source=path.name, wanted=wanted)


def _json(path: Path) -> object:
    text = _text(path, Wanted.AREAS)
    try:
        return json.loads(text, object_pairs_hook=_one_of_each)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        more = ""
        if error.msg == "Extra data":
            more = " more than one document in it, as a file with one feature per line has"
        advice = "export it as one GeoJSON FeatureCollection" if more else "export it again"
        raise Unreadable(
            f"{path.name}: is no valid JSON ({where}{':' if more else ''}{more}); {advice}."
        ) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path.name}: is no usable JSON ({error}); export it again.") from error


def _one_of_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a name that stands twice in one object: which of the two counts is a guess."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for at, (name, _) in enumerate(pairs) if name in dict(pairs[:at]))
        raise ValueError(f"{twice!r} stands in it twice in one place")
    return found


def _show_problems(problems: list[str]) -> None:
    for problem in problems[:MOST_PROBLEMS_SHOWN]:
        click.echo(problem, err=True)
    hidden = len(problems) - MOST_PROBLEMS_SHOWN
    if hidden > 0:
        click.echo(f"… and {hidden} more.", err=True)
    click.echo(f"Nothing was imported: {len(problems)} problem(s) to solve first.", err=True)


def _write(
    collection: AreaCollection,
    files: list[KeyFigures],
    year: int,
    *,
    preview: bool,
    take_away: bool,
) -> None:
    """Write areas and figures together or not at all, and say what was, or would be, written.

    A preview goes the whole way and takes everything back. Raises WouldTakeAway, and
    InvalidKeyFigures when a file has no figure of these areas.
    """
    by, on = _actor(), Moment.now()
    with at_hand(), transaction.atomic():
        changes = areas_queries.changes(collection, year=year)
        asked = asked_first(changes, collection.municipalities)
        if asked and not (preview or take_away):
            raise WouldTakeAway(asked)
        told = list(told_changes(changes, collection.municipalities))
        written = import_areas(collection=collection, year=year, by=by, on=on)
        counted = [
            import_key_figures(figures=figures, year=year, by=by, on=on) for figures in files
        ]
        _refuse_strangers(files, counted)
        transaction.set_rollback(preview)
    if preview:
        click.echo("A preview: this is what the import would do.")
    for line in [*_account(collection, written, files, counted, year), *told]:
        click.echo(line)
    if preview:
        for sentence in asked:
            click.echo(sentence)
        click.echo("This was a preview: nothing was written.")


def _refuse_strangers(files: list[KeyFigures], counted: list[KeyFiguresImported]) -> None:
    """Refuse files of key figures in which none of these areas stands."""
    strangers = [
        CellProblem(file.source, None, "", "none of its areas is here", ANOTHER_FILE)
        for file, count in zip(files, counted, strict=True)
        if not count.written
    ]
    if strangers:
        raise InvalidKeyFigures(strangers)


def _actor() -> str:
    """Name who sits at the keyboard; a container may have a user without a name."""
    try:
        return f"command line ({getuser()})"
    except (KeyError, OSError):
        return "command line"


def _account(
    collection: AreaCollection,
    written: AreasImported,
    files: list[KeyFigures],
    counted: list[KeyFiguresImported],
    year: int,
) -> Iterator[str]:
    """Say in a few lines what was written and what was left out."""
    names = ", ".join(sorted(collection.municipalities.values()))
    yield (
        f"{year}: {written.gemeenten} gemeente(n) ({names}), {written.wijken} wijken and "
        f"{written.buurten} buurten imported; {written.replaced} areas replaced."
    )
    if collection.water_left_out:
        yield f"{collection.water_left_out} pieces of water left out."
    if collection.labels_measured:
        yield (
            f"{collection.labels_measured} label points lay outside their area; they were measured "
            "anew."
        )
    if not written.buurten:
        yield "There are no buurten in these files: nobody can choose where they live."
    for file, count in zip(files, counted, strict=True):
        yield (
            f"{count.written} key figures imported, {count.replaced} replaced; "
            f"{count.areas_left_out} areas of the file are not here and were left out."
        )
        if file.columns_left_out:
            yield f"Columns without a figure, left out: {'; '.join(file.columns_left_out)}."

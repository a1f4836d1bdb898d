# SPDX-License-Identifier: EUPL-1.2
"""`meedoen extracts`: the sources of the monitor, whether a file of one is good, and loading it.

`sources` and `validate` read files only, and need no database, no settings and no Django. The
others write, as the owner, and set all of that up first.
"""

import importlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from meedoen.commands.masked import Masked
from meedoen.commands.with_settings import with_settings
from meedoen.monitor.sources.registry import KEYS, sources
from meedoen.monitor.sources.specification import MonitorSource, SourceField, SourceShape
from meedoen.monitor.states import LoadStatus

FIRST_YEAR, LAST_YEAR = 1990, 2100
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Day(click.ParamType):
    """A day as 2026-01-31."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read a day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2026-01-31", param, ctx)


DAY = _Day()
MUNICIPALITY = click.option(
    "--municipality", required=True, metavar="CODE", help="Whose it is: a code like GM9901."
)

SUPPLIER = click.option(
    "--supplier",
    metavar="NAME",
    help="Who made FILE: what is remembered of their headings is used.",
)


@click.group(cls=Masked)
def extracts() -> None:
    """Files of the sources of the monitor."""


@extracts.command("sources")
@click.option("--json", "as_json", is_flag=True, help="All that is known of each, as JSON.")
def sources_command(as_json: bool) -> None:
    """List the sources: the key by which each is called, its form, and what it is."""
    if as_json:
        click.echo(json.dumps([_source(one) for one in sources()], ensure_ascii=False, indent=2))
        return
    width = max(map(len, KEYS))
    for one in sources():
        forms = "+".join(shape.form.value for shape in one.shapes)
        click.echo(f"{one.key:<{width}}  {forms:<14}  {one.name}")


@extracts.command("validate")
@click.argument("source", type=click.Choice(KEYS), metavar="SOURCE")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--period", "year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), required=True,
              metavar="YYYY", help="The year that each row has to touch.")  # fmt: skip
@click.option("--profile", "profile_file", type=FILE, metavar="PROFILE.yaml",
              help="How the supplier writes: headings, dates, codes.")  # fmt: skip
@SUPPLIER
@click.option("--municipality", metavar="CODE",
              help="With --supplier: whose it is, a code like GM9901.")  # fmt: skip
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), metavar="REPORT.csv",
              help="Write each fault here: row, column, value, reason.")  # fmt: skip
@click.option(
    "--schemas", type=FOLDER, metavar="FOLDER", help="Also hold messages against the XSDs in here."
)
def validate_command(
    source: str,
    file: Path,
    year: int,
    profile_file: Path | None,
    supplier: str | None,
    municipality: str | None,
    report: Path | None,
    schemas: Path | None,
) -> None:
    """Check each row of FILE, and say which are wrong and why; no row is kept.

    With --supplier and --municipality the headings that are remembered of that supplier are known;
    others wait until somebody says on a page of Meedoen what they are.

    The last line says how many rows are good. Leaves with 1 when a row is wrong, and with 2 when
    nothing of FILE can be taken.
    """
    _refuse_two_ways(profile_file, supplier)
    if (supplier is None) != (municipality is None):
        raise click.UsageError("--supplier and --municipality go together: give both, or neither.")
    if supplier is not None:
        supplying = with_settings("meedoen.commands.supplying")
        supplying.validate(source, file, year, municipality, supplier, report, schemas)
        return
    # Only this needs what reads columns and workbooks.
    extracting = importlib.import_module("meedoen.commands.extracting")
    extracting.validate_file(source, file, year, profile_file, report, schemas)


@extracts.command("load")
@click.argument("source", type=click.Choice(KEYS), metavar="SOURCE")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--period", "year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), required=True,
              metavar="YYYY", help="The year that each row has to touch.")  # fmt: skip
@MUNICIPALITY
@click.option("--profile", type=FILE, metavar="PROFILE.yaml",
              help="How the supplier writes: headings, dates, codes.")  # fmt: skip
@SUPPLIER
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), metavar="REPORT.csv",
              help="Write each fault here: row, column, value, reason.")  # fmt: skip
@click.option(
    "--schemas", type=FOLDER, metavar="FOLDER", help="Also hold messages against the XSDs in here."
)
@click.option("--status", type=click.Choice([one.value for one in LoadStatus]),
              default=LoadStatus.PROVISIONAL.value, show_default=True,
              help="How final the supplier calls it.")  # fmt: skip
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD",
              help="The day that it tells of: the last of the period, or today.")  # fmt: skip
@click.option("--at-most-bad", type=click.FloatRange(0, 100), metavar="PERCENT",
              help="Load nothing when more of the rows are bad.")  # fmt: skip
@click.option("--keep-file", is_flag=True, help="Leave FILE where it is, with its rows of people.")
def load_command(
    source: str, file: Path, profile: Path | None, supplier: str | None, **options: Any
) -> None:
    """Load the good rows of FILE, in the place of what there was of that source and year.

    Rows of people come in under pseudonyms, and only on terms that stand (`meedoen extracts
    terms`); FILE is thrown away after that. The last line says how many rows are good. Leaves with
    1 when a row is wrong, and with 2 when nothing is loaded.
    """
    _refuse_two_ways(profile, supplier)
    loading = with_settings("meedoen.commands.loading")
    options["status"] = LoadStatus(options["status"])
    asked = loading.Asked(key=source, file=file, profile=profile, supplier=supplier, **options)
    loading.load_file(asked)


@extracts.command("terms")
@click.argument("source", type=click.Choice(KEYS), metavar="SOURCE")
@MUNICIPALITY
@click.option("--ground", default="", help="The ground on which it is processed.")
@click.option("--article", default="", help="The article of that ground.")
@click.option("--purpose", default="", help="What it is counted for.")
@click.option("--controller", default="", help="Who decides about it (controller).")
@click.option("--dpia", default="", help="Where the assessment (DPIA) is found.")
@click.option("--advised-on", type=DAY, metavar="YYYY-MM-DD",
              help="The day of the advice of the data protection officer (FG).")  # fmt: skip
@click.option("--end", is_flag=True, help="Let no more rows of people of this source in.")
def terms_command(
    source: str, municipality: str, advised_on: date | None, end: bool, **texts: str
) -> None:
    """Write down on what terms rows of people of SOURCE come in, in the place of those of before.

    All of them are needed; nothing is filled in by itself.
    """
    admitting = with_settings("meedoen.commands.admitting")
    if end:
        admitting.end(source, municipality)
        return
    admitting.write(source, municipality, advised_on, **texts)


@extracts.command("objection")
@MUNICIPALITY
@click.option("--take-back", is_flag=True, help="Count her again from the next build on.")
def objection_command(municipality: str, take_back: bool) -> None:
    """Leave somebody out of the next build, by her bsn on standard input.

    Only a pseudonym of it is kept (AVG art. 21).
    """
    with_settings("meedoen.commands.admitting").objection(municipality, take_back=take_back)


@extracts.command("own")
@MUNICIPALITY
@click.option("--period", "year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), required=True,
              metavar="YYYY", help="The year that is counted.")  # fmt: skip
def own_command(municipality: str, year: int) -> None:
    """Count who took part here without an indication, as the eighteenth source of the monitor.

    Whoever takes part without a name is counted too; nobody's name or number is kept.
    """
    with_settings("meedoen.commands.own_activity").count_own(municipality, year)


@extracts.command("tidy")
@click.argument("folder", type=FOLDER)
@click.option("--older-than", "days", type=click.IntRange(0, 3650), default=30, show_default=True,
              metavar="DAYS", help="How many days a report may lie there.")  # fmt: skip
def tidy_command(folder: Path, days: int) -> None:
    """Take away the reports in FOLDER that --report wrote so many days ago; nothing else goes.

    Values of people stand in them. What `load` keeps by itself goes by itself.
    """
    tidying = importlib.import_module("meedoen.commands.tidying")
    tidying.tidy(folder, days)


@extracts.command("addresses")
@click.argument("file", type=FILE)
def addresses_command(file: Path) -> None:
    """Keep in which buurt every address of FILE lies, of the municipalities that are here.

    FILE is that of Statistics Netherlands: PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025, and a
    column Straat if it has one.
    """
    with_settings("meedoen.commands.addresses").keep(file)


def _refuse_two_ways(profile: Path | None, supplier: str | None) -> None:
    if profile is not None and supplier is not None:
        raise click.UsageError(
            "--profile and --supplier both say how FILE is written: give one of them."
        )


def _source(source: MonitorSource) -> dict[str, object]:
    return {
        "key": source.key,
        "name": source.name,
        "wave": source.wave,
        "today": source.today,
        "holder": source.holder,
        "ground": source.ground,
        "article": source.article,
        "purpose": source.purpose,
        "controller": source.controller,
        "messages": source.messages or None,
        "shapes": [_shape(one) for one in source.shapes],
    }


def _shape(shape: SourceShape) -> dict[str, object]:
    return {
        "form": shape.form.value,
        "unit": shape.unit.value,
        "people": shape.about_people,
        "key": list(shape.key),
        "fields": [_field(one) for one in shape.fields],
    }


def _field(field: SourceField) -> dict[str, object]:
    return {
        "name": field.name,
        "kind": field.kind.value,
        "required": field.required,
        "meaning": field.meaning,
        "example": field.example or None,
        "codes": dict(field.codes),
        "role": field.role.value if field.role else None,
        "known_as": list(field.known_as),
    }

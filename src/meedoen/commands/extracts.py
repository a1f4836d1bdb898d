# SPDX-License-Identifier: EUPL-1.2
"""`meedoen extracts`: which sources the monitor has, and whether a file of one is good.

Both read files only, and need no database, no settings and no Django.
"""

import importlib
import json
from pathlib import Path

import click

from meedoen.commands import CouldNotBeDone
from meedoen.interop.masking import masked, on_screen
from meedoen.monitor.sources.registry import KEYS, sources
from meedoen.monitor.sources.specification import MonitorSource, SourceField, SourceShape

FIRST_YEAR, LAST_YEAR = 1990, 2100
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Masked(click.Group):
    """Says what cannot be done without a number that may be a bsn, also one that was typed."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that is asked for."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise click.UsageError(masked(error.format_message()), error.ctx) from error
        except CouldNotBeDone as error:
            raise CouldNotBeDone(on_screen(error.format_message())) from error


@click.group(cls=_Masked)
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
    report: Path | None,
    schemas: Path | None,
) -> None:
    """Check each row of FILE, and say which are wrong and why; nothing is kept.

    The last line says how many rows are good. Leaves with 1 when a row is wrong, and with 2 when
    nothing of FILE can be taken.
    """
    # Only this needs what reads columns and workbooks.
    extracting = importlib.import_module("meedoen.commands.extracting")
    extracting.validate_file(source, file, year, profile_file, report, schemas)


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

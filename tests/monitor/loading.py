# SPDX-License-Identifier: EUPL-1.2
"""Loading files of sources in tests: a small town, terms, and what stands of it afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from click.testing import CliRunner, Result
from django.conf import settings

from meedoen.areas.geojson import read_collection
from meedoen.areas.operations import import_areas
from meedoen.commands import meedoen
from meedoen.history.actor import NamedActor
from meedoen.monitor.gate import Terms
from meedoen.monitor.models import SourceTerms
from meedoen.monitor.operations import write_terms
from meedoen.monitor.snapshots import PersonRows, read_people
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm, SourceShape
from meedoen.vocabulary.moment import Moment
from tests.areas.examples import small_town
from tests.interop.extracts.examples import YEAR, as_csv, good_rows

TOWN = "GM9999"
BUURTEN = ("BU99990101", "BU99990102")
BY = NamedActor("test")
TERMS = Terms("taak", "Wmo 2015 5.1.1", "beleid", "college", "DPIA 12", date(2026, 1, 5))


def a_town(on: Moment) -> None:
    """Let the small town be there, with two buurten in one wijk."""
    documents: list[tuple[str, object]] = [("town.geojson", small_town())]
    import_areas(collection=read_collection(documents, year=2024), year=2024, by="test", on=on)


def on_terms(key: str, on: Moment) -> SourceTerms:
    """Let rows of people of a source in."""
    return write_terms(municipality=TOWN, source=key, terms=TERMS, by=BY, on=on)


def shape_of(key: str, form: SourceForm = SourceForm.ROWS) -> SourceShape:
    found = source(key).shape(form)
    assert found
    return found


def rows_of(key: str, number: int = 6) -> list[dict[str, str]]:
    """Give good rows of people in the buurten of the town."""
    rows = good_rows(shape_of(key), number)
    return [{**row, "buurtcode": BUURTEN[place % 2]} for place, row in enumerate(rows)]


def table(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_bytes(as_csv(rows))
    return path


def extracts(*arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(meedoen, ["extracts", *map(str, arguments)], input=typed)


def load(key: str, path: Path, *more: str | Path, year: int = YEAR) -> Result:
    return extracts("load", key, path, "--period", str(year), "--municipality", TOWN, *more)


def kept(pattern: str = "*-*.parquet") -> list[Path]:
    """Give the snapshots that lie in the folder of the town."""
    return sorted((settings.MONITOR_FOLDER / TOWN).glob(pattern))


def people_kept(key: str) -> PersonRows:
    (file,) = kept(f"{key}-*.parquet")
    return read_people(file)

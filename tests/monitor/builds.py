# SPDX-License-Identifier: EUPL-1.2
"""Lindewaard with a few sources that were loaded, as the worker finds them."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np
from django.conf import settings
from django.test import override_settings

from meedoen.areas.models import Area, Municipality
from meedoen.demonstration.region import build_region
from meedoen.monitor import operations, tasks
from meedoen.monitor.address_files import keep_addresses
from meedoen.monitor.gate import Terms
from meedoen.monitor.given import NO_END
from meedoen.monitor.models import Build, IndicatorFigure, SourceLoad
from meedoen.monitor.pseudonyms import Pseudonyms
from meedoen.monitor.snapshots import CountedRows, PersonRows, write_rows
from meedoen.monitor.sources.specification import SourceForm
from meedoen.privacy.decision import Viewer
from meedoen.publication import operations as publication
from meedoen.vocabulary.moment import Moment
from tests.laboratory.worlds import job_context
from tests.publication.worlds import HERE, NOW

SECRET = "a secret of tests"
MARKET, CORNER = "BU99010101", "BU99010303"


@contextmanager
def lindewaard(folder: Path) -> Iterator[Path]:
    """The areas of Lindewaard, and a folder of the monitor of its own."""
    features = [one["properties"] for one in build_region().feature_collection["features"]]
    Municipality.objects.create(code=HERE, name="Lindewaard")
    Area.objects.bulk_create(
        Area(
            code=one["code"], year=2026, level=one["level"], parent_code=one["parent"] or "",
            name=one["name"], municipality_id=HERE, geometry={}, label_lon=4, label_lat=53,
            area_ha=1,
        )
        for one in features
        if one["gemeente"] == HERE
    )  # fmt: skip
    with override_settings(MONITOR_FOLDER=folder, MONITOR_SECRET=SECRET):
        yield folder


def bsns(first: int, number: int) -> list[bytes]:
    """Give numbers of people who do not exist."""
    return [f"{one:09d}".encode() for one in range(first, first + number)]


def people(source: str, *where: tuple[str, list[bytes]], born: int = 1980) -> PersonRows:
    """Give a row for each of these people, per buurt; they began long ago and it goes on.

    A buurt with a street behind it, `BU99010303 Haverhof`, says in which they live.
    """
    places = [code.partition(" ") for code, who in where for _ in who]
    buurten = [buurt for buurt, _, _ in places]
    numbers = [one for _, who in where for one in who]
    of = Pseudonyms(SECRET, HERE)
    size = len(numbers)
    texts = np.array([""] * size, dtype=object)
    return PersonRows(
        person=of.of_people(numbers, source),
        home=of.of_homes((b"home of " + one for one in numbers), source),
        buurt=np.array(buurten, dtype=object),
        street=np.array([street for _, _, street in places], dtype=object),
        born=np.full(size, born, dtype=np.int16),
        begins=np.full(size, 10_000, dtype=np.int32),
        ends=np.full(size, NO_END, dtype=np.int32),
        category=texts,
    )


def streets_there(**homes: int) -> None:
    """Let the streets of the corner be known, each with so many addresses: `Haverhof=40`."""
    lines = ["PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025;Straat"]
    lines += [
        f"99{at:02}AA;{house};{CORNER[2:]};{CORNER[2:8]};{HERE[2:]};{street}"
        for at, (street, number) in enumerate(homes.items())
        for house in range(1, number + 1)
    ]
    folder = Path(settings.MONITOR_FOLDER)
    file = folder / "addresses.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    keep_addresses(file, folder=folder, municipalities={HERE})


def terms_of(*sources: str, by: Viewer, on: Moment = NOW) -> None:
    """Let rows of people of these sources in."""
    for source in sources:
        terms = Terms("wet", "art. 1", "beleid", "het college", "zaak 1", on.day)
        operations.write_terms(municipality=HERE, source=source, terms=terms, by=by, on=on)


def decide_on_streets(by: Viewer, *, on: Moment = NOW, inside: tuple[str, ...] = ()) -> None:
    """Record that the council decided that figures per street may be seen."""
    operations.choose(
        municipality=HERE, inside=inside, streets_decided_on=on.day,
        streets_decision="raadsbesluit 12 (verzonnen)", by=by, on=on,
    )  # fmt: skip


def bring_out(by: Viewer, second: Viewer, *indicators: str, on: Moment = NOW) -> None:
    """Let a colleague approve the last figures of these indicators, and make them public."""
    for indicator in indicators:
        figure = IndicatorFigure.objects.filter(indicator=indicator).latest("pk")
        assert figure.release is not None, figure.why_none
        publication.approve(release=figure.release, remark="", by=second, on=on)
        publication.publish(release=figure.release, by=by, on=on)


def counted(**numbers: int) -> CountedRows:
    """Give a count per buurt: `BU99010101=12`."""
    size = len(numbers)
    texts = np.array([""] * size, dtype=object)
    return CountedRows(
        area=np.array(list(numbers), dtype=object), category=texts, age=texts,
        count=np.array(list(numbers.values()), dtype=np.int64),
        capacity=np.full(size, -1, dtype=np.int64),
    )  # fmt: skip


def loaded(source: str, rows: PersonRows | CountedRows, *, year: int = 2025) -> SourceLoad:
    """Keep rows as `load` does, in the place of what was there of this source and year."""
    folder = Path(settings.MONITOR_FOLDER) / HERE
    name = f"{source}-{year}-{secrets.token_hex(8)}.parquet"
    write_rows(folder, name, rows)
    there = SourceLoad.objects.filter(
        municipality=HERE, source=source, year=year, over_at__isnull=True
    )
    there.update(over_at=NOW.at, over_by="test")
    form = SourceForm.ROWS if isinstance(rows, PersonRows) else SourceForm.AGGREGATE
    return SourceLoad.objects.create(
        municipality_id=HERE, source=source, year=year, form=form, as_of=date(year, 12, 31),
        rows=len(rows), bad=0, without_area=0, file=name, loaded_by="test",
        loaded_at=NOW.at,
    )  # fmt: skip


def built(by: Viewer, *, on: Moment = NOW) -> Build:
    """Ask for a build, and let the worker do it."""
    build = operations.ask_for_a_build(municipality=HERE, by=by, on=on)
    tasks.build_figures.func(job_context(), build.pk)
    build.refresh_from_db()
    return build

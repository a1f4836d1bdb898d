# SPDX-License-Identifier: EUPL-1.2
"""`--supplier`: headings that nobody knows wait, and those that are remembered are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from meedoen.monitor.models import SourceLoad, SupplierProfile
from meedoen.monitor.operations import remember_profile
from meedoen.monitor.sources.profile import WrittenProfile
from meedoen.vocabulary.moment import Moment
from tests.interop.extracts.examples import YEAR
from tests.interop.extracts.written import as_workbook
from tests.monitor.loading import (
    BY,
    TOWN,
    a_town,
    extracts,
    load,
    on_terms,
    people_kept,
    rows_of,
    table,
)

pytestmark = pytest.mark.django_db
THEIRS = {"bsn": "Nr. klant", "datumStart": "Vanaf", "postcode": "Naam"}


@pytest.fixture(autouse=True)
def town(tmp_path: Path, settings, now: Moment) -> None:
    settings.MONITOR_FOLDER = tmp_path / "monitor"
    a_town(now)


def theirs(number: int = 6) -> list[dict[str, str]]:
    """Give good rows of people, under headings of a supplier."""
    rows = rows_of("wmo", number)
    return [{THEIRS.get(name, name): text for name, text in row.items()} for row in rows]


def validate(path: Path, *more: str):
    return extracts("validate", "wmo", path, "--period", str(YEAR), *more)


def of_zorgplein(path: Path, name: str = "Zorgplein"):
    return validate(path, "--municipality", TOWN, "--supplier", name)


def remember(now: Moment) -> None:
    profile = SupplierProfile.objects.get()
    headings = {"bsn": "Nr. klant", "datumStart": "Vanaf"}
    written = WrittenProfile(headings, ignore=("Naam",))
    assert remember_profile(profile=profile, written=written, by=BY, on=now)


@pytest.mark.parametrize("command", ["validate", "load"])
@pytest.mark.parametrize("workbook", [False, True])
def test_headings_that_nobody_knows_are_refused_and_wait_without_a_value(
    command: str, workbook: bool, tmp_path: Path, now: Moment
) -> None:
    on_terms("wmo", now)
    rows = theirs()
    path = as_workbook(tmp_path, rows) if workbook else table(tmp_path / "bron.csv", rows)
    named = ("--municipality", TOWN, "--supplier", "Zorgplein")
    done = extracts(command, "wmo", path, "--period", str(YEAR), *named)
    assert done.exit_code == 2
    assert "deze kolom kennen we niet: 'Nr. klant'" in done.stderr
    assert f"/beleid/monitor/bronnen/wmo/koppen/?gemeente={TOWN}" in done.stderr
    profile = SupplierProfile.objects.get()
    assert profile.seen == list(rows[0])
    assert profile.waits_since
    assert not {text for row in rows for text in row.values()} & set(profile.seen)
    assert path.exists()
    assert not SourceLoad.objects.exists()


def test_what_is_remembered_of_a_supplier_reads_its_next_file(tmp_path: Path, now: Moment) -> None:
    on_terms("wmo", now)
    path = table(tmp_path / "bron.csv", theirs())
    assert of_zorgplein(path).exit_code == 2
    remember(now)
    done = of_zorgplein(path, "ZORG-plein")
    assert (done.exit_code, done.stdout) == (0, "rows=6 good=6 bad=0\n")
    assert load("wmo", path, "--supplier", "zorgplein").exit_code == 0
    assert len(people_kept("wmo")) == 6


def test_another_supplier_source_and_no_supplier_know_nothing_of_it(
    tmp_path: Path, now: Moment
) -> None:
    path = table(tmp_path / "bron.csv", theirs())
    of_zorgplein(path)
    remember(now)
    assert of_zorgplein(path, "Thuishulp").exit_code == 2
    assert validate(path).exit_code == 2
    assert {one.supplier for one in SupplierProfile.objects.all()} == {"Zorgplein", "Thuishulp"}


def test_a_new_heading_of_a_known_supplier_waits_and_what_is_remembered_stays(
    tmp_path: Path, now: Moment
) -> None:
    of_zorgplein(table(tmp_path / "bron.csv", theirs()))
    remember(now)
    rows = [{**row, "Afdeling": "x"} for row in theirs()]
    assert of_zorgplein(table(tmp_path / "bron.csv", rows)).exit_code == 2
    profile = SupplierProfile.objects.get()
    assert profile.waits_since
    assert "Afdeling" in profile.seen
    assert profile.headings["bsn"] == "Nr. klant"


def test_a_file_without_headings_leaves_nothing_of_anybody(tmp_path: Path) -> None:
    path = table(tmp_path / "bron.csv", theirs())
    path.write_bytes(path.read_bytes().split(b"\n", 1)[1])
    done = of_zorgplein(path)
    assert done.exit_code == 2
    assert "lijkt op gegevens en niet op koppen. Er is niets van bewaard" in done.stderr
    assert not SupplierProfile.objects.exists()


def test_what_is_wrong_with_rows_makes_no_headings_wait(tmp_path: Path) -> None:
    rows = [{**row, "datumStart": "morgen"} for row in rows_of("wmo")]
    assert of_zorgplein(table(tmp_path / "bron.csv", rows)).exit_code == 1
    assert not SupplierProfile.objects.exists()


@pytest.mark.parametrize("name", ["", "-", "x" * 300, "123456782"])
def test_a_supplier_without_a_name_is_refused_before_a_row_is_read(
    name: str, tmp_path: Path
) -> None:
    done = of_zorgplein(table(tmp_path / "bron.csv", theirs()), name)
    assert done.exit_code == 2
    assert "--supplier" in done.stderr
    assert "123456782" not in done.stderr
    assert not SupplierProfile.objects.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--supplier", "Zorgplein"], "go together"),
        (["--municipality", TOWN], "go together"),
        (["--supplier", "Zorgplein", "--municipality", "GM0000"], "there are no areas of it here"),
    ],
)
def test_options_that_miss_each_other_are_named(
    options: list[str], words: str, tmp_path: Path
) -> None:
    done = validate(table(tmp_path / "bron.csv", theirs()), *options)
    assert done.exit_code == 2
    assert words in done.stderr


@pytest.mark.parametrize("command", ["validate", "load"])
def test_a_profile_and_a_supplier_are_two_ways_to_say_the_same(
    command: str, tmp_path: Path
) -> None:
    path, profile = table(tmp_path / "bron.csv", theirs()), tmp_path / "p.yaml"
    profile.write_text("ignore: [Naam]")
    done = extracts(
        command, "wmo", path, "--period", str(YEAR), "--municipality", TOWN,
        "--supplier", "Zorgplein", "--profile", profile,
    )  # fmt: skip
    assert done.exit_code == 2
    assert "give one of them" in done.stderr

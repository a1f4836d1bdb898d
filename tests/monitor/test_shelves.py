# SPDX-License-Identifier: EUPL-1.2
"""In the folder of a municipality lies what loads name, and nothing else for long."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from meedoen.interop.masking import masked
from meedoen.monitor.shelves import ADDRESSES, Busy, Shelf, forget_reports
from meedoen.vocabulary.moment import Moment
from tests.monitor.test_snapshots import COUNTED

TOWN = "GM9999"


def swept(shelf: Shelf, kept: set[str], at: Moment) -> set[str]:
    """Sweep for wsw of 2026, and give what lies there then."""
    shelf.sweep(kept=kept, source="wsw", year=2026, at=at.at)
    return {file.name for file in shelf.folder.iterdir()}


def test_what_no_load_names_goes_at_once_of_this_year_and_after_an_hour_of_others(
    tmp_path: Path,
) -> None:
    shelf, now = Shelf(tmp_path, TOWN), Moment.now()
    ours, orphan, other, earlier = (
        shelf.keep(COUNTED, source=source, year=year)
        for source, year in (("wsw", 2026), ("wsw", 2026), ("wmo", 2026), ("wsw", 2025))
    )
    for name in (ADDRESSES, ".0123456789abcdef.part", "notitie.txt"):
        (shelf.folder / name).touch()
    assert orphan not in swept(shelf, {ours}, now)
    assert {other, earlier, ".0123456789abcdef.part"} <= swept(shelf, {ours}, now)
    left = swept(shelf, {ours}, now + timedelta(hours=2))
    assert left == {ours, ADDRESSES, "notitie.txt"}


def test_two_names_of_one_source_and_year_differ_and_only_the_owner_reads_them(
    tmp_path: Path,
) -> None:
    shelf = Shelf(tmp_path, TOWN)
    names = {shelf.keep(COUNTED, source="wsw", year=2026) for _ in range(3)}
    assert len(names) == 3
    assert all((shelf.folder / name).stat().st_mode & 0o077 == 0 for name in names)


def test_of_one_municipality_one_loads_at_a_time(tmp_path: Path) -> None:
    with Shelf(tmp_path, TOWN).in_turn():
        with pytest.raises(Busy), Shelf(tmp_path, TOWN).in_turn():
            pass
        with Shelf(tmp_path, "GM9998").in_turn():
            pass
    with Shelf(tmp_path, TOWN).in_turn():
        assert os.listdir(tmp_path / TOWN) == [".lock"]


def test_what_lies_there_goes_after_an_hour_and_no_sooner(tmp_path: Path) -> None:
    shelf, now = Shelf(tmp_path, TOWN), Moment.now()
    name = shelf.keep(COUNTED, source="wmo", year=2026)
    laid = Moment(now.at.replace(microsecond=0))
    os.utime(shelf.folder / name, (laid.at.timestamp(),) * 2)
    hour = laid + timedelta(hours=1)
    for later, left in ((timedelta(0), {name}), (timedelta(seconds=1), set())):
        assert swept(shelf, set(), hour + later) == left


def test_a_sweep_tells_how_many_files_went(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, TOWN)
    ours, *_ = (shelf.keep(COUNTED, source="wsw", year=2026) for _ in range(3))
    at = Moment.now().at
    assert shelf.sweep(kept={ours}, source="wsw", year=2026, at=at) == 2
    assert shelf.sweep(kept={ours}, source="wsw", year=2026, at=at) == 0


def test_what_somebody_who_was_killed_was_writing_is_found_by_the_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path, TOWN)
    begun: list[Path] = []

    def killed(_: int) -> None:
        begun.extend(shelf.folder.iterdir())
        raise InterruptedError

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(InterruptedError):
        shelf.keep(COUNTED, source="wsw", year=2026)
    (part,) = begun
    part.touch()
    assert not swept(shelf, set(), Moment.now() + timedelta(hours=2))


def test_nobody_else_opens_the_folder_of_a_municipality(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "kept" / "monitor", TOWN)
    for _ in range(2):
        with shelf.in_turn():
            assert shelf.folder.stat().st_mode & 0o777 == 0o700
            assert (shelf.folder / ".lock").stat().st_mode & 0o777 == 0o600


def test_what_is_dropped_is_gone_and_may_be_so_already(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, TOWN)
    name = shelf.keep(COUNTED, source="wsw", year=2026)
    for _ in range(2):
        shelf.drop(name)
        assert not list(shelf.folder.glob("*.parquet"))


def made(folder: Path, *days: int) -> list[Path]:
    """Keep a report of another year for each number of days ago."""
    reports = []
    for year, ago in enumerate(days, 2020):
        report = Shelf(folder, TOWN).keep_report([b"row\n"], source="wmo", year=year)
        at = (Moment.now() + timedelta(days=-ago)).at.timestamp()
        os.utime(report, (at, at))
        reports.append(report)
    return reports


def test_what_was_wrong_with_a_file_goes_when_its_days_are_over_and_nothing_else(
    tmp_path: Path,
) -> None:
    with Shelf(tmp_path, TOWN).in_turn():
        pass
    old, new = made(tmp_path, 30, 29)
    name = Shelf(tmp_path, TOWN).keep(COUNTED, source="wmo", year=2026)
    other = tmp_path / TOWN / "zelf-gemaakt-fouten.csv"
    other.touch()
    for file in (tmp_path / TOWN / name, other):
        os.utime(file, (0, 0))
    assert forget_reports(tmp_path, at=Moment.now().at, days=30) == 1
    assert not old.exists()
    assert new.exists()
    assert other.exists()
    assert (tmp_path / TOWN / name).exists()
    assert forget_reports(tmp_path, at=Moment.now().at, days=30) == 0


def test_no_folder_yet_has_no_report(tmp_path: Path) -> None:
    assert forget_reports(tmp_path / "monitor", at=Moment.now().at, days=30) == 0


def test_a_report_is_for_its_owner_alone_and_takes_the_place_of_that_of_before(
    tmp_path: Path,
) -> None:
    shelf = Shelf(tmp_path, TOWN)
    with shelf.in_turn():
        first, other = (shelf.keep_report([b"x"], source=s, year=2026) for s in ("wmo", "wwb"))
        second = shelf.keep_report([b"row\n", b"2\n"], source="wmo", year=2026)
    assert not first.exists()
    assert other.exists()
    assert second.read_bytes() == b"row\n2\n"
    assert second.stat().st_mode & 0o777 == 0o600
    assert masked(second.name) == second.name
    shelf.drop_reports(source="wmo", year=2026)
    assert [one for one in (second, other) if one.exists()] == [other]

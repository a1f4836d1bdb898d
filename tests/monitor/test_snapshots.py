# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a file that was loaded comes back as it was, or is not there at all."""

import os
from itertools import combinations
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.given import NO_END
from meedoen.monitor.snapshots import (
    NO_CAPACITY,
    UNKNOWN,
    CountedRows,
    PersonRows,
    WordColumn,
    read_columns,
    read_counted,
    read_people,
    write_rows,
)

BUURTEN = np.array(["BU99010101", "", "BU99010102"], dtype=object)
PEOPLE = PersonRows(
    person=np.array([[1, 2], [3, 4], [2**64 - 1, 0]], dtype=np.uint64),
    home=np.array([[5, 6], [0, 0], [7, 8]], dtype=np.uint64),
    buurt=BUURTEN,
    street=np.array(["Lindelaan", "", "Markt"], dtype=object),
    born=np.array([1980, 0, 2001], dtype=np.int16),
    begins=np.array([-30, 20_000, 20_100], dtype=np.int32),
    ends=np.array([NO_END, 20_010, NO_END], dtype=np.int32),
    category=np.array(["07", "", "é"], dtype=object),
)
COUNTED = CountedRows(
    area=BUURTEN,
    category=np.array(["WGA", "IVA", ""], dtype=object),
    age=np.array(["jongeren", "", ""], dtype=object),
    count=np.array([0, 12, 2**40], dtype=np.int64),
    capacity=np.array([-1, 20, -1], dtype=np.int64),
)


def test_rows_of_people_come_back_as_they_were(tmp_path: Path) -> None:
    write_rows(tmp_path, "wmo.parquet", PEOPLE)
    found = read_people(tmp_path / "wmo.parquet")
    assert len(found) == len(PEOPLE) == 3
    for name, value in vars(PEOPLE).items():
        np.testing.assert_array_equal(getattr(found, name), value)
        assert getattr(found, name).dtype == value.dtype


def test_counts_come_back_as_they_were(tmp_path: Path) -> None:
    write_rows(tmp_path, "wia.parquet", COUNTED)
    found = read_counted(tmp_path / "wia.parquet")
    assert len(found) == len(COUNTED) == 3
    for name, value in vars(COUNTED).items():
        np.testing.assert_array_equal(getattr(found, name), value)


@pytest.mark.parametrize("number", [1, 2, len(vars(PEOPLE))])
def test_who_asks_for_some_columns_gets_those_and_no_others(tmp_path: Path, number: int) -> None:
    write_rows(tmp_path, "wmo.parquet", PEOPLE)
    with duckdb.connect() as database:
        for wanted in combinations(vars(PEOPLE), number):
            found = read_columns(tmp_path / "wmo.parquet", wanted, database)
            assert set(found) == set(wanted)
            for name, column in found.items():
                values = column.texts() if isinstance(column, WordColumn) else column
                np.testing.assert_array_equal(values, getattr(PEOPLE, name))


@given(st.lists(st.sampled_from(["", "Markt", "Kade", "'s-Gravenweg"]), max_size=8))
def test_words_are_kept_once_in_order_and_narrow(texts: list[str]) -> None:
    column = WordColumn.of(np.array(texts, dtype=object))
    assert column.words == tuple(sorted(set(texts)))
    assert column.codes.dtype == np.uint32
    assert column.texts().tolist() == texts


def test_what_is_not_known_is_written_as_in_the_files_of_before() -> None:
    assert (NO_CAPACITY, UNKNOWN, NO_END) == (-1, 0, 2**31 - 1)


def test_what_breaks_off_before_it_is_on_the_disk_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_rows(tmp_path, "wmo.parquet", PEOPLE)

    def full(_: int) -> None:
        raise OSError("there is no room")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no room"):
        write_rows(tmp_path, "wmo.parquet", COUNTED)
    assert [one.name for one in tmp_path.iterdir()] == ["wmo.parquet"]
    assert len(read_people(tmp_path / "wmo.parquet")) == 3


def test_nobody_else_reads_what_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "kept" / "monitor"
    write_rows(folder, "wmo.parquet", PEOPLE)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "wmo.parquet").stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    write_rows(tmp_path, "wmo.parquet", PEOPLE)
    torn = CountedRows(**{**vars(COUNTED), "count": np.array([1], dtype=np.int64)})
    with pytest.raises(Exception, match=r"."):
        write_rows(tmp_path, "wmo.parquet", torn)
    assert [one.name for one in tmp_path.iterdir()] == ["wmo.parquet"]
    assert len(read_people(tmp_path / "wmo.parquet")) == 3


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_people(tmp_path / "wmo.parquet")

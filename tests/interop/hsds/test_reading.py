# SPDX-License-Identifier: EUPL-1.2
"""A file is read when it is JSON in UTF-8, and whatever else it is, that is said in words."""

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meedoen.interop.hsds import reading
from meedoen.interop.hsds.checking import NothingOfHsds, faults_in
from meedoen.interop.hsds.reading import Twice, Unusable, read_json


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hsds") / "aanbod.json"


def read(path: Path, told: bytes) -> Any:
    path.write_bytes(told)
    return read_json(path)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf_8_is_read_with_or_without_a_byte_order_mark(path: Path, mark: bytes) -> None:
    assert read(path, mark + '{"name": "Café"}'.encode()) == {"name": "Café"}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (b"", "line 1, column 1"),
        (b'{"name":\n "Soep"', "line 2"),
        (b"{}{}", "no JSON"),
        (b'{"name": "caf\xe9"}', r"UTF-8 \(at byte 13\)"),
        ('{"name": "Soep"}'.encode("utf-16"), "UTF-8"),
        (b'{"name": NaN}', "NaN is no number"),
        (b"[-Infinity]", "-Infinity is no number"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested deeper"),
        (b"\0", "no JSON"),
        (b'"\t"', "no JSON"),
    ],
)
def test_what_is_no_json_is_refused_with_the_reason(path: Path, told: bytes, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        read(path, told)


def test_a_folder_and_what_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no file"):
        read_json(tmp_path)
    with pytest.raises(Unusable, match="cannot be read"):
        read_json(tmp_path / "nergens")


def test_more_than_fits_in_the_memory_of_an_ordinary_machine_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(path, b"[{},[]]") == [{}, []]
    monkeypatch.setattr(reading, "MOST_PARTS", 2)
    with pytest.raises(Unusable, match="more than 2 objects and lists; give"):
        read(path, b"[{},[]]")
    assert read(path, b"[1,2,3]") == [1, 2, 3]
    monkeypatch.setattr(reading, "MOST_VALUES", 2)
    with pytest.raises(Unusable, match="more than 2 values; give"):
        read(path, b"[1,2,3]")
    monkeypatch.setattr(reading, "MOST_BYTES", 3)
    assert read(path, b"[1]") == [1]
    with pytest.raises(Unusable, match="is larger than"):
        read(path, b"[12]")


def test_a_number_of_any_length_is_read(path: Path) -> None:
    long, large, whole = read(path, b"[" + b"9" * 100_000 + b", 1e999, 12]")
    assert (long, large, whole) == (math.inf, math.inf, 12)


def test_a_name_that_stands_twice_is_remembered(path: Path) -> None:
    found = read(path, b'[{"id": "a", "name": "b", "id": "c"}, {"id": "d"}]')
    assert isinstance(found[0], Twice)
    assert found[0].names == {"id"}
    assert type(found[1]) is dict
    said = [str(fault) for fault in faults_in(found)]
    assert "[0].id: stands here more than once; keep the one that is meant" in said
    assert not [line for line in said if line.startswith("[0].name")]


@given(st.one_of(st.binary(), st.text(alphabet='{}[]":,0e-aN\\ud8 ').map(str.encode)))
@example(b'{"id": "\\ud800"}')
@example(b'[{"status": 1e400, "id": null}]')
def test_whatever_a_file_holds_it_is_answered(path: Path, told: bytes) -> None:
    try:
        lines = [str(fault) for fault in faults_in(read(path, told))]
    except (Unusable, NothingOfHsds) as why:
        lines = [str(why)]
    assert all(line.isprintable() and line.isascii() for line in lines)

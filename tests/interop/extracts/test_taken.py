# SPDX-License-Identifier: EUPL-1.2
"""What good rows say is taken as it was written, in the form in which the monitor keeps it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.extracts.examining import examine
from meedoen.interop.extracts.profiles import Profile
from meedoen.interop.extracts.taken import category_of
from meedoen.monitor.given import NO_END, GivenCounts, GivenPeople
from meedoen.monitor.sources.registry import KEYS, source
from meedoen.monitor.sources.specification import MonitorSource, SourceForm, SourceShape
from tests.interop.extracts.examples import YEAR, Cells, as_csv, good_rows, named, shapes
from tests.interop.extracts.written import as_workbook

WITH_PEOPLE = [pair for pair in shapes() if pair[1].form is SourceForm.ROWS]


def taken(path: Path, key: str) -> GivenPeople | GivenCounts:
    found: list[GivenPeople | GivenCounts] = []
    nobody = [].append
    examine(
        path, source=source(key), year=YEAR, profile=Profile(),
        tell=nobody, tell_late=nobody, take=found.append,
    )  # fmt: skip
    return found[0]


def of(tmp_path: Path, key: str, rows: list[Cells]) -> GivenPeople:
    path = tmp_path / "bron.csv"
    path.write_bytes(as_csv(rows))
    found = taken(path, key)
    assert isinstance(found, GivenPeople)
    return found


@pytest.mark.parametrize("pair", list(shapes()), ids=named)
def test_of_each_form_of_each_source_the_rows_come_as_they_stand(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape]
) -> None:
    key, shape = pair[0].key, pair[1]
    rows = good_rows(shape)
    path = tmp_path / "bron.csv"
    path.write_bytes(as_csv(rows))
    category = category_of(shape)
    for found in (taken(path, key), taken(as_workbook(tmp_path, rows), key)):
        assert found.category.tolist() == [row[category.name] if category else "" for row in rows]
        if isinstance(found, GivenPeople):
            assert [f"{bsn:09d}" for bsn in found.bsn] == [row["bsn"] for row in rows]
            for column, name in (
                (found.buurt, "buurtcode"), (found.postcode, "postcode"),
                (found.house, "huisnummer"), (found.born, "geboortejaar"),
            ):  # fmt: skip
                written = [one.decode() if isinstance(one, bytes) else str(one) for one in column]
                assert written == [row[name] for row in rows]
            assert (found.begins <= found.ends).all()
        else:
            counted = "aantal" if "aantal" in rows[0] else "aantalHuishoudens"
            assert found.count.tolist() == [int(row[counted]) for row in rows]
            assert [one.decode() for one in found.area] == [row["gebiedscode"] for row in rows]
            assert found.age.tolist() == [row.get("leeftijdsgroep", "") for row in rows]
            assert found.capacity.tolist() == [int(row.get("capaciteit", "-1")) for row in rows]


def test_there_is_a_source_of_every_key() -> None:
    assert {pair[0].key for pair in shapes()} == set(KEYS)


def days(found: GivenPeople, row: int = 0) -> tuple[str, str]:
    ends = found.ends[row]
    return (
        str(np.datetime64(int(found.begins[row]), "D")),
        "" if ends == NO_END else str(np.datetime64(int(ends), "D")),
    )


@pytest.mark.parametrize(
    ("key", "said", "wanted"),
    [
        ("wmo", {"datumStart": "2025-12-31", "datumEinde": "2026-02-28"},
         ("2025-12-31", "2026-02-28")),
        ("wmo", {"datumStart": "01-03-2026", "datumEinde": ""}, ("2026-03-01", "")),
        ("wmo", {"datumStart": "2026-03-01", "datumEinde": "9999-12-31"}, ("2026-03-01", "")),
        ("oggz", {"datumStart": "2026-03-01"}, ("2026-03-01", "2026-03-01")),
        ("vsv", {"datumUitschrijving": "2026-03-01"}, ("2026-03-01", "2026-03-01")),
        ("cjg", {"maand": "2026-02"}, ("2026-02-01", "2026-02-28")),
        ("bijzondere_bijstand", {"maand": "12-2026"}, ("2026-12-01", "2026-12-31")),
    ],
)  # fmt: skip
def test_a_row_goes_from_its_first_day_to_its_last(
    tmp_path: Path, key: str, said: Cells, wanted: tuple[str, str]
) -> None:
    shape = source(key).shape(SourceForm.ROWS)
    assert shape
    assert days(of(tmp_path, key, [good_rows(shape, 1)[0] | said])) == wanted


@given(first=st.dates(date(1900, 1, 1), date(YEAR, 12, 31)), last=st.dates(date(YEAR, 1, 1)))
def test_days_stay_the_days_they_are(tmp_path_factory, first: date, last: date) -> None:
    if last < first or last.year > 2199:
        return
    shape = source("wsw").shape(SourceForm.ROWS)
    assert shape
    row = good_rows(shape, 1)[0] | {"datumStart": str(first), "datumEinde": str(last)}
    assert days(of(tmp_path_factory.mktemp("a"), "wsw", [row])) == (str(first), str(last))


def test_bad_rows_and_those_that_stood_before_are_not_taken_also_between_quotes(
    tmp_path: Path,
) -> None:
    shape = source("wsw").shape(SourceForm.ROWS)
    assert shape
    rows = good_rows(shape, 8)
    rows[2] = rows[2] | {"codeType": "x"}
    rows[6] = rows[1]
    # A cell over two lines: its block is read in two ways, of which the rows come together again.
    rows[4] = rows[4] | {"huisnummer": "1\n2"}
    found = of(tmp_path, "wsw", rows)
    good = [rows[place]["bsn"] for place in (0, 1, 3, 5, 7)]
    assert [f"{bsn:09d}" for bsn in found.bsn] == good
    assert found.house.tolist() == [rows[place]["huisnummer"].encode() for place in (0, 1, 3, 5, 7)]


def test_a_column_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    shape = source("wsw").shape(SourceForm.ROWS)
    assert shape
    needed = [one.name for one in shape.fields if one.required]
    row = {name: text for name, text in good_rows(shape, 1)[0].items() if name in needed}
    found = of(tmp_path, "wsw", [row])
    assert found.buurt.tolist() == found.postcode.tolist() == found.house.tolist() == [b""]
    assert found.born.tolist() == [0]
    assert found.ends.tolist() == [NO_END]

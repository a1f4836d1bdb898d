# SPDX-License-Identifier: EUPL-1.2
"""Every form of every source, with faults of every kind planted in it, made from the registry."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from meedoen.interop.findings import Refused
from meedoen.monitor.sources.registry import KEYS, source
from meedoen.monitor.sources.specification import (
    DateRole,
    MonitorSource,
    SourceField,
    SourceForm,
    SourceShape,
    ValueKind,
)
from tests.interop.extracts.checked import checked, checked_bytes
from tests.interop.extracts.examples import (
    YEAR,
    Cells,
    as_csv,
    bsn,
    good_rows,
    named,
    shapes,
    value,
)  # fmt: skip
from tests.interop.extracts.written import as_workbook

every_shape = pytest.mark.parametrize("pair", list(shapes()), ids=named)
WRONG_BSN = bsn(12_345_670)[:8] + str((int(bsn(12_345_670)[8]) + 1) % 10)


@every_shape
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_good_file_has_nothing_wrong_however_it_is_written(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape], separator: str, quoting: int, end: str
) -> None:
    rows = good_rows(pair[1])
    if separator == "," and quoting == csv.QUOTE_MINIMAL:
        quoting = csv.QUOTE_ALL
    data = as_csv(rows, separator, quoting=quoting, end=end)
    outcome, found = checked_bytes(tmp_path, data, pair[0].key)
    assert found == []
    assert (outcome.rows, outcome.bad, outcome.form) == (len(rows), 0, pair[1].form)


@every_shape
def test_a_good_workbook_has_nothing_wrong(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape]
) -> None:
    rows = good_rows(pair[1])
    outcome, found = checked(as_workbook(tmp_path, rows), pair[0].key)
    assert found == []
    assert (outcome.rows, outcome.bad, outcome.form) == (len(rows), 0, pair[1].form)


@pytest.mark.parametrize("key", KEYS)
def test_every_source_comes_in_as_counts_for_an_area(key: str) -> None:
    shape = source(key).shape(SourceForm.AGGREGATE)
    assert shape
    assert not shape.about_people


@dataclass(frozen=True)
class Planted:
    """A fault in one cell: in which field, what stands there, and a part of the reason."""

    field: str
    value: str
    reason: str


BAD: dict[ValueKind, list[tuple[str, str]]] = {
    ValueKind.BSN: [
        (WRONG_BSN, "elfproef"), (WRONG_BSN[:8], "9 cijfers"), ("000000000", "nullen"),
        (bsn(1)[1:].lstrip("0"), "9 cijfers"), (f"{bsn(7)}.0", "cijfers"), ("onbekend", "cijfers"),
    ],
    ValueKind.DATE: [
        (f"{YEAR}-02-31", "bestaat niet"), (f"31-02-{YEAR}", "bestaat niet"),
        (f"{YEAR}-13-01", "bestaat niet"), ("46081", "volgnummer"),
        ("gisteren", "geen datum"), ("0001-01-01", "jaar 1 "),
    ],
    ValueKind.MONTH: [(f"{YEAR}-13", "12 maanden"), ("maart", "geen maand")],
    ValueKind.YEAR: [("26", "geen jaar"), (str(YEAR - 1), "gaat niet over")],
    ValueKind.SCHOOL_YEAR: [("2026", "geen schooljaar"), ("2020/2021", "raakt")],
    ValueKind.CODE: [("zz", "lijst"), ("999", "lijst")],
    ValueKind.COUNT: [("-1", "onder nul"), ("1.000", "zonder punten"),
                 ("2,5", "heel"), ("x", "geen aantal")],
    ValueKind.NUMBER: [("-1,5", "onder nul"), ("x", "geen getal"), ("1,2345", "hooguit")],
    ValueKind.AMOUNT: [("-1,5", "onder nul"), ("x", "geen bedrag"), ("1.250", "twee dingen")],
    ValueKind.IDENTIFIER: [("1234567890", "1 tot 9"), ("A1", "1 tot 9")],
    ValueKind.PRODUCT: [("07 A11", "productcode"), ("é", "productcode")],
    ValueKind.AREA: [("99010203", "CBS"), ("GM9901", "gemeente")],
    ValueKind.POSTCODE: [("0123AB", "postcode"), ("1234", "postcode")],
    ValueKind.HOUSE_NUMBER: [("-1", "huisnummer"), ("1.000", "huisnummer"), ("2,5", "huisnummer"),
                        ("x", "huisnummer"), ("123456789", "huisnummer")],
}  # fmt: skip
EVERYWHERE = [
    ("=1+1", "formule"), ("+1+1", "formule"), ("@A1", "formule"), ("-A1", "formule"),
    ("#N/B", "foutwaarde"), ("1\x002", "NUL"), ("1\u200b2", "U+200B"), ("y" * 5000, "te lang"),
]  # fmt: skip


BORN = [("26", "geen jaar"), (str(YEAR + 1), f"na {YEAR}"), ("1899", "kan hier niet")]


def bad(field: SourceField) -> list[tuple[str, str]]:
    """Give wrong values of a field: who was born earlier lives in the year of the file too."""
    return BORN if field.role is DateRole.BIRTH else BAD[field.kind]


def planted(shape: SourceShape) -> Iterator[Planted]:
    for one in shape.fields:
        for text, reason in [*bad(one), *EVERYWHERE]:
            yield Planted(one.name, text, reason)
        if one.required:
            yield Planted(one.name, "", "leeg")
            yield Planted(one.name, "  ", "leeg")
        first, last = f"{YEAR - 1}-06-30", f"{YEAR + 1}-01-01"
        if one.role is DateRole.BEGIN:
            yield Planted(one.name, last, "voor" if _ends(shape) else "begint na")
        if one.role is DateRole.MOMENT:
            yield Planted(one.name, first, "niet in")
            yield Planted(one.name, last, "niet in")
        if one.kind is ValueKind.MONTH:
            yield Planted(one.name, first[:7], "niet in")


def _ends(shape: SourceShape) -> bool:
    return any(one.role is DateRole.END for one in shape.fields)


@every_shape
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_each_planted_fault_is_found_in_its_row_and_column_and_nothing_else_is(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape], quoting: int
) -> None:
    key, shape = pair[0].key, pair[1]
    faults = list(planted(shape))
    rows = good_rows(shape, 2 * len(faults))
    for place, fault in enumerate(faults):
        rows[2 * place + 1][fault.field] = fault.value
    outcome, found = checked_bytes(tmp_path, as_csv(rows, quoting=quoting), key)
    by_row = {int(one.row): one for one in found}
    assert len(found) == len(by_row)
    for place, fault in enumerate(faults):
        # The heading stands in line 1.
        one = by_row.pop(2 * place + 3)
        assert fault.reason in one.reason, (fault, one)
        if fault.reason != "voor":
            assert one.column == fault.field
    assert by_row == {}
    assert (outcome.rows, outcome.bad) == (len(rows), len(faults))


@every_shape
def test_the_same_faults_are_found_in_a_workbook(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape]
) -> None:
    key, shape = pair[0].key, pair[1]
    faults = [one for one in planted(shape) if "\x00" not in one.value]
    rows = good_rows(shape, 2 * len(faults))
    for place, fault in enumerate(faults):
        rows[2 * place + 1][fault.field] = fault.value
    outcome, found = checked(as_workbook(tmp_path, rows), key)
    assert [int(one.row) for one in found] == [2 * place + 3 for place in range(len(faults))]
    for fault, one in zip(faults, found, strict=True):
        assert fault.reason in one.reason, (fault, one)
    assert outcome.bad == len(faults)


def field_of(shape: SourceShape, role: DateRole) -> SourceField | None:
    return next((one for one in shape.fields if one.role is role), None)


WITH_DAYS = [pair for pair in shapes() if field_of(pair[1], DateRole.BEGIN)]


@pytest.mark.parametrize("pair", WITH_DAYS, ids=named)
def test_a_row_runs_from_its_first_day_to_its_last_and_touches_the_year(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape]
) -> None:
    begin, end = field_of(pair[1], DateRole.BEGIN), field_of(pair[1], DateRole.END)
    assert begin
    assert end
    cases = [
        (f"{YEAR}-12-31", "", ""),
        (f"{YEAR + 1}-01-01", "", "begint na"),
        (f"{YEAR - 9}-01-01", "", ""),
        (f"{YEAR - 9}-01-01", f"{YEAR}-01-01", ""),
        (f"{YEAR - 9}-01-01", f"{YEAR - 1}-12-31", "eindigt voor"),
        (f"{YEAR}-05-02", f"{YEAR}-05-01", "ligt voor"),
        (f"{YEAR}-05-01", f"{YEAR}-05-01", ""),
        (f"{YEAR + 2}-05-02", f"{YEAR + 1}-05-01", "ligt voor"),
        (f"{YEAR}-05-01", "9999-12-31", ""),
        ("9999-12-31", "", "begint na"),
    ]
    rows = good_rows(pair[1], len(cases))
    for row, (first, last, _) in zip(rows, cases, strict=True):
        row[begin.name], row[end.name] = first, last
    _, found = checked_bytes(tmp_path, as_csv(rows), pair[0].key)
    told = {int(one.row) - 2: one.reason for one in found}
    assert len(told) == len(found)
    for place, (_, _, reason) in enumerate(cases):
        assert (place in told) == bool(reason), cases[place]
        assert reason in told.get(place, "")


@every_shape
def test_of_the_same_row_twice_the_first_is_good_and_each_later_one_bad(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape]
) -> None:
    rows = good_rows(pair[1])
    rows += [rows[3], rows[7], rows[3]]
    outcome, found = checked_bytes(tmp_path, as_csv(rows), pair[0].key)
    assert [one.row for one in found] == ["14", "15", "16"]
    assert [one.reason.split(":")[0] for one in found] == [
        "dit stond al in regel 5", "dit stond al in regel 9", "dit stond al in regel 5",
    ]  # fmt: skip
    assert (outcome.rows, outcome.bad) == (15, 3)
    number = rows[3].get("bsn")
    assert found[0].value == (f"*****{number[-2:]}" if number else "")
    assert found[0].column == pair[1].key[0]


@every_shape
def test_a_row_that_only_differs_in_a_part_of_the_key_is_another(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape]
) -> None:
    for name in pair[1].key:
        one = pair[1].by_name[name]
        rows = good_rows(pair[1], 1)
        other = next((v for n in range(1, 40) if (v := value(one, n)) != rows[0][name]), None)
        if other is None:
            continue
        rows.append({**rows[0], name: other})
        assert checked_bytes(tmp_path, as_csv(rows), pair[0].key)[1] == []


@every_shape
def test_a_bad_row_does_not_stand_in_the_way_of_the_same_row_that_is_good(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape]
) -> None:
    outside = next(one for one in pair[1].fields if one.name not in pair[1].key)
    row = good_rows(pair[1], 1)[0]
    data = as_csv([{**row, outside.name: "=1"}, row, row])
    outcome, found = checked_bytes(tmp_path, data, pair[0].key)
    assert [one.row for one in found] == ["2", "4"]
    assert outcome.bad == 2


Change = Callable[[list[str], SourceShape], list[str]]
HEADINGS: dict[str, tuple[Change, str]] = {
    "missing": (lambda given, shape: [h for h in given if h != _required(shape)], "ontbreekt"),
    "unknown": (lambda given, _: [*given, "schoenmaat"], "'schoenmaat'"),
    "twice": (lambda given, shape: [*given, _required(shape)], "twee keer"),
    "other spelling of one": (lambda given, shape: [*given, _required(shape).upper()], "twee keer"),
}


def _required(shape: SourceShape) -> str:
    return [one.name for one in shape.fields if one.required][-1]


@every_shape
@pytest.mark.parametrize("what", HEADINGS)
def test_headings_that_do_not_fit_refuse_the_whole_file_and_are_named(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape], what: str
) -> None:
    change, reason = HEADINGS[what]
    headings = change([one.name for one in pair[1].fields], pair[1])
    data = as_csv([dict(enumerate(headings)), dict(enumerate(headings))])  # type: ignore[list-item]
    data = data[data.index(b"\n") + 1 :]
    with pytest.raises(Refused, match=reason) as refused:
        checked_bytes(tmp_path, data, pair[0].key)
    assert refused.value.findings


@every_shape
@pytest.mark.parametrize("at", [-1, 0, 1])
def test_a_column_without_a_heading_may_be_there_as_long_as_nothing_stands_in_it(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape], at: int
) -> None:
    rows = [list(row.values()) for row in good_rows(pair[1])]
    at = len(rows[0]) if at < 0 else at
    empty = ("", " ", "\u00a0")
    table = [[*row[:at], empty[place % 3], *row[at:]] for place, row in enumerate(rows)]
    headings = [*good_rows(pair[1])[0]]
    headings.insert(at, "")

    def file_of(table: list[list[str]]) -> bytes:
        return as_csv([dict(enumerate(row)) for row in [headings, *table]]).split(b"\n", 1)[1]  # type: ignore[misc]

    outcome, found = checked_bytes(tmp_path, file_of(table), pair[0].key)
    assert (outcome.rows, found) == (len(rows), [])
    for row in (5, 8):
        table[row][at] = "Jansen"
    with pytest.raises(Refused, match=f"regel 7, kolom {at + 1}: .* geen naam") as refused:
        checked_bytes(tmp_path, file_of(table), pair[0].key)
    assert [(one.row, one.value) for one in refused.value.findings] == [("7", "")]


@every_shape
@pytest.mark.parametrize("empty", ["", ";", ";;;;;;;;;;;;", " ; \u00a0;", '"";" "', "\t"])
@pytest.mark.parametrize("quoted", [False, True], ids=["plain", "beside a difficult quote"])
def test_a_line_in_which_nothing_stands_is_no_row_wherever_it_stands(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape], empty: str, quoted: bool
) -> None:
    lines = as_csv(good_rows(pair[1])).splitlines()
    width = lines[0].count(b";")
    end = [empty.encode(), b";" * width, b" ;" * width]
    odd = [b'a"b;' * width] if quoted else []
    file = b"\n".join([*lines[:4], empty.encode(), *lines[4:], *odd, *end])
    outcome, found = checked_bytes(tmp_path, file, pair[0].key)
    assert outcome.rows == 12 + len(odd)
    assert {int(one.row) for one in found} <= {len(lines) + 2}


@every_shape
def test_the_order_and_the_capitals_of_headings_do_not_matter(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape]
) -> None:
    rows: list[Cells] = [
        {f" {name.upper()}": text for name, text in reversed(row.items())}
        for row in good_rows(pair[1])
    ]
    assert checked_bytes(tmp_path, as_csv(rows), pair[0].key)[1] == []


@every_shape
def test_what_is_not_required_can_stay_away(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape]
) -> None:
    needed = {one.name for one in pair[1].fields if one.required}
    rows = [
        {name: text for name, text in row.items() if name in needed} for row in good_rows(pair[1])
    ]
    outcome, found = checked_bytes(tmp_path, as_csv(rows), pair[0].key)
    assert [one for one in found if "stond al" not in one.reason] == []
    assert outcome.form is pair[1].form


@pytest.mark.parametrize("key", ["wia", "wajong", "awbz", "zorgverzekering", "wet_oke"])
def test_rows_of_people_of_a_source_that_comes_in_as_counts_are_refused(
    tmp_path: Path, key: str
) -> None:
    rows = [{"bsn": bsn(1), "jaar": str(YEAR)}]
    with pytest.raises(Refused, match="alleen aantallen per wijk of buurt"):
        checked_bytes(tmp_path, as_csv(rows), key)


@every_shape
def test_rows_with_too_many_or_too_few_fields_are_bad_and_the_rest_is_read(
    tmp_path: Path, pair: tuple[MonitorSource, SourceShape]
) -> None:
    lines = as_csv(good_rows(pair[1])).splitlines()
    lines[3] += b";teveel"
    lines[5] = lines[5].rpartition(b";")[0]
    lines[7] = b"tekst"
    outcome, found = checked_bytes(tmp_path, b"\n".join(lines), pair[0].key)
    assert [one.row for one in found] == ["4", "6", "8"]
    assert ["te veel" in one.reason for one in found] == [True, False, False]
    assert (outcome.rows, outcome.bad) == (12, 3)

# SPDX-License-Identifier: EUPL-1.2
"""The report of a file: one line for each finding, in the order of the file, and no bsn in it."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.extracts.reporting import HEADER, Report, as_sentence
from meedoen.interop.findings import WrongValue


def finding(row: int, value: str = "x") -> WrongValue:
    return WrongValue(str(row), "kolom", value, "reden")


def written(early: list[WrongValue], late: list[WrongValue]) -> list[list[str]]:
    report = Report(io.BytesIO())
    report.add(early)
    report.add_late(late)
    text = b"".join(report.lines()).decode()
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@given(
    st.lists(st.integers(1, 60), max_size=30).map(sorted),
    st.sets(st.integers(1, 60), max_size=30).map(sorted),
)
def test_what_is_known_late_stands_in_its_place(early: list[int], late: list[int]) -> None:
    table = written(list(map(finding, early)), list(map(finding, late)))
    assert tuple(table[0]) == HEADER
    assert [int(row) for row, *_ in table[1:]] == sorted([*early, *late])


@given(st.lists(st.text(), min_size=1, max_size=8))
def test_each_finding_is_one_line_whatever_stands_in_it(values: list[str]) -> None:
    report = Report(io.BytesIO())
    report.add([WrongValue("2", value, value, value) for value in values])
    lines = b"".join(report.lines()).split(b"\n")
    assert len(lines) == len(values) + 2
    assert {len(row) for row in csv.reader(line.decode() for line in lines[:-1])} == {4}


@pytest.mark.parametrize("value", ["=1+1", "+1", "@x", "-x", "\t=1", "\r=1", " =1", "＝1"])
def test_nothing_in_it_starts_a_formula(value: str) -> None:
    assert written([finding(2, value)], [])[1][2].startswith("'")


def test_the_name_of_a_message_starts_no_formula_either() -> None:
    report = Report(io.BytesIO())
    report.add([WrongValue("=1+1.xml/Bericht[1]", "kolom", "x", "reden")])
    assert b"\n'=1+1.xml/Bericht[1],kolom," in b"".join(report.lines())


@pytest.mark.parametrize("value", ["-5", "-1,5", "x=1", "", "'=1"])
def test_what_starts_no_formula_stays_as_it_is(value: str) -> None:
    assert written([finding(2, value)], [])[1][2] == value


def test_the_first_findings_are_remembered_in_the_order_of_the_file() -> None:
    report = Report(None, 3)
    report.add([finding(4), finding(9)])
    report.add([finding(12), finding(13)])
    report.add_late([finding(5), finding(40)])
    assert [one.row for one in report.first] == ["4", "5", "9"]
    assert report.number == 6
    assert list(report.lines()) == []


def test_a_sentence_says_where_what_and_why_in_one_line() -> None:
    said = as_sentence(WrongValue("7", "datum\nStart", "2026-02-31", "dit bestaat niet"))
    assert said == "regel 7, datum Start: dit bestaat niet (2026-02-31)"
    assert as_sentence(WrongValue("7", "", "", "te veel")) == "regel 7: te veel"
    assert not re.search(r"\d{8}", as_sentence(finding(7, "123456782")))

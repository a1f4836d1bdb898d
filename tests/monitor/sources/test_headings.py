# SPDX-License-Identifier: EUPL-1.2
"""Of a line of headings names of columns are kept and no value, and each is held beside a field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.sources.headings import (
    LONGEST_HEADING,
    MOST_HEADINGS,
    NoHeadings,
    headings_to_keep,
    parted,
    supplier_name,
)
from meedoen.monitor.sources.likeness import proposals
from meedoen.monitor.sources.registry import source, sources
from meedoen.vocabulary.bsn import bsns_in
from tests.interop.extracts.examples import bsn, good_rows, shapes

WMO = source("wmo")


def test_headings_are_kept_as_they_are_read_in_their_order_and_empty_columns_are_not() -> None:
    line = ["\ufeff Nr.  klant", "", "\u200eVanaf\u200f", "=cmd|' /C calc'!A0", " "]
    assert headings_to_keep(line, WMO) == ("Nr. klant", "Vanaf", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize(
    "value",
    [
        bsn(12_345_678), "123 456 782", "١٢٣٤٥٦٧٨٢", "2026-03-01", "1-3-2026", "1/3/26", "20260301",
        "5 maart 2026", "Jan 5 2020", "jan@werk.nl", "06-12345678", "9711 AB", "12", "1.234,56",
        "klant 123456782", "NL91ABNA0417164300", "x" * (LONGEST_HEADING + 1), "x" * 5000,
    ],
)  # fmt: skip
def test_what_can_be_a_value_is_not_kept_and_its_place_is(value: str) -> None:
    assert headings_to_keep(["bsn", value, "Vanaf"], WMO) == ("bsn", "", "Vanaf")


@pytest.mark.parametrize("heading", ["Kwartaal 1", "Soort (2025)", "PC6", "Jan", "Prijs €", "Ø"])
def test_a_name_of_a_column_may_have_a_figure(heading: str) -> None:
    assert headings_to_keep([heading, "Vanaf"], WMO) == (heading, "Vanaf")


@pytest.mark.parametrize("pair", list(shapes()), ids=lambda pair: f"{pair[0].key}-{pair[1].form}")
def test_nothing_is_kept_of_a_file_that_begins_with_a_row(pair) -> None:
    row = list(good_rows(pair[1])[0].values())
    for line in (row, ["Jansen", *row]):
        with pytest.raises(NoHeadings, match="lijkt op gegevens"):
            headings_to_keep(line, pair[0])


def test_a_row_with_many_words_and_a_bsn_is_still_a_row() -> None:
    with pytest.raises(NoHeadings, match="lijkt op gegevens"):
        headings_to_keep(["Jansen", "Piet", "M", "Dorpsstraat", "ZIN", bsn(23_456_789)], WMO)


@pytest.mark.parametrize("number", [MOST_HEADINGS + 1, 2000])
def test_more_headings_than_anybody_chooses_are_for_a_file_of_ones_own(number: int) -> None:
    with pytest.raises(NoHeadings, match=f"Dit zijn {number} koppen"):
        headings_to_keep([f"kop {n:05}a" for n in range(number)], WMO)


@given(st.lists(st.text(max_size=30), max_size=20))
def test_whatever_a_line_holds_no_bsn_is_kept_of_it(line: list[str]) -> None:
    try:
        kept = headings_to_keep([*line, "bsn", bsn(34_567_891)], WMO)
    except NoHeadings:
        return
    assert not any(list(bsns_in(one)) for one in kept)
    assert all(len(one) <= LONGEST_HEADING for one in kept)


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ("a;b;c", ["a", "b", "c"]),
        ("\ufeffa,b\r\n1,2", ["a", "b"]),
        ("a\tb", ["a", "b"]),
        ('"a;b";c', ["a;b", "c"]),
        ('"a', ["a"]),
        ("sep=;\na;b", ["a", "b"]),
        ("alleen", ["alleen"]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_a_line_that_was_copied_is_parted_as_the_file_would_be(
    typed: str, cells: list[str]
) -> None:
    assert parted(typed) == cells


@pytest.mark.parametrize("typed", ["", " ", "-", "\u200e", "x" * 81, "ﷺ" * 20, "123456782"])
def test_a_supplier_has_a_name_that_can_be_told_apart_and_is_of_nobody(typed: str) -> None:
    with pytest.raises(NoHeadings):
        supplier_name(typed)


@pytest.mark.parametrize(
    "typed", ["Zorg & Co", "3M", "Ünïted <b>", "'; DROP TABLE x; --", "株式会社"]
)
def test_a_supplier_may_have_odd_characters(typed: str) -> None:
    assert supplier_name(f" {typed} ") == typed


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Burgerservicenr", "bsn"), ("BSN cliënt", "bsn"), ("Vanaf", "datumStart"),
        ("Ingangsdatum voorziening", "datumStart"), ("Productcategor.", "productcategoriecode"),
        ("Prod code", "productcode"), ("Leveringsvrm", "leveringsvorm"), ("Huis-nr.", ""),
        ("Schoenmaat", ""), ("Naam", ""), ("=cmd", ""), ("-", ""),
    ],
)  # fmt: skip
def test_a_heading_is_proposed_the_field_that_it_is_like_if_any(heading: str, field: str) -> None:
    found = proposals([heading], WMO).get(heading)
    assert (found.name if found else "") == field


def test_no_field_is_proposed_twice_nor_one_that_is_known() -> None:
    found = proposals(["Burgerservicenr", "Burger-service nr", "datumStart", "Vanaf"], WMO)
    assert [one.name for one in found.values()] == ["bsn"]


def test_what_every_source_calls_its_own_is_known_and_needs_no_proposal() -> None:
    for one in sources():
        for shape in one.shapes:
            assert proposals([field.name for field in shape.fields], one) == {}

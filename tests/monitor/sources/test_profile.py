# SPDX-License-Identifier: EUPL-1.2
"""What is remembered of a supplier is written as the profile that the commands read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.extracts.days import ORDERS
from meedoen.interop.extracts.profiles import SEPARATORS as READ
from meedoen.interop.extracts.profiles import read_profile
from meedoen.monitor.sources.profile import (
    DAY_ORDERS,
    ENCODINGS,
    SEPARATORS,
    WrittenProfile,
    is_settled,
    reading_of,
)
from meedoen.monitor.sources.registry import source
from meedoen.vocabulary.words import read_line

WMO = source("wmo")
LINES = st.text(max_size=40).map(read_line).filter(bool)
CODES = st.dictionaries(LINES, st.sampled_from(["ZIN", "PGB", ""]), max_size=3)
PROFILES = st.builds(
    WrittenProfile,
    headings=st.dictionaries(st.sampled_from(["bsn", "datumStart"]), LINES),
    ignore=st.lists(LINES, max_size=4).map(tuple),
    dates=st.sampled_from(["", *DAY_ORDERS]),
    separator=st.sampled_from(["", *SEPARATORS]),
    encoding=st.sampled_from(["", *ENCODINGS]),
    sheet=st.just("") | LINES,
    codes=st.dictionaries(st.just("leveringsvorm"), CODES),
)


@given(PROFILES)
def test_what_is_written_reads_back_as_it_was(written: WrittenProfile) -> None:
    read = read_profile(written.as_yaml().encode())
    assert read.headings == written.headings
    assert read.ignore == written.ignore
    assert read.dates == ORDERS.get(written.dates)
    assert read.separator == READ.get(written.separator, "")
    assert (read.encoding, read.sheet) == (written.encoding, written.sheet)
    assert read.codes == {name: codes for name, codes in written.codes.items() if codes}


def test_what_looks_like_a_number_a_day_or_a_word_of_yaml_stays_text() -> None:
    written = WrittenProfile(
        headings={"bsn": "01"}, ignore=("nee", "null", "=", "2026-01-01", "*a")
    )
    read = read_profile(written.as_yaml().encode())
    assert read.headings == {"bsn": "01"}
    assert read.ignore == written.ignore


def test_every_order_and_separator_that_can_be_chosen_can_be_read() -> None:
    assert tuple(ORDERS) == DAY_ORDERS
    assert set(SEPARATORS) == set(READ) - {"\t"}


def test_headings_are_settled_when_each_is_a_field_or_left_out_and_none_is_missing() -> None:
    seen = ["Nr", "Soort", "Vanaf", "Naam"]
    headings = {"bsn": "nr.", "productcategoriecode": "SOORT", "datumStart": "van-af"}
    whole = WrittenProfile(headings, ("naam",))
    assert is_settled(seen, WMO, whole)
    assert not is_settled(seen, WMO, WrittenProfile(headings))
    assert not is_settled([*seen, ""], WMO, whole)
    assert not is_settled([*seen, "bsn", "NR"], WMO, whole)
    assert not is_settled(["Soort", "Vanaf", "Naam"], WMO, whole)
    assert not is_settled(seen, WMO, WrittenProfile({**headings, "omvang": "Uren"}, ("naam",)))


def test_what_is_missing_is_said_of_the_form_that_lacks_the_least() -> None:
    read = reading_of(["gebiedscode", "jaar"], WMO, headings={}, ignore=())
    assert [one.name for one in read.missing] == ["productcategoriecode", "aantal"]
    read = reading_of(["bsn", "datumStart"], WMO, headings={}, ignore=())
    assert [one.name for one in read.missing] == ["productcategoriecode"]

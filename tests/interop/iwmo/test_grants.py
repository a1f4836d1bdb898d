# SPDX-License-Identifier: EUPL-1.2
"""Three messages about one grant are one row: given, begun, and over when it is."""

from datetime import date

import numpy as np

from meedoen.interop.findings import SourceRow
from meedoen.interop.iwmo.grants import Grants
from meedoen.monitor.given import NO_END, GivenPeople
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm

SHAPE = source("wmo").shape(SourceForm.ROWS)
assert SHAPE
CATEGORY = SHAPE.by_name["productcategoriecode"]


def row(message: str, begin: str, **said: str) -> SourceRow:
    values = {"message": message, "bsn": "123456782", "product_category": "07", "begin": begin}
    return SourceRow("/", (), values | said)


def given(*rows: SourceRow) -> GivenPeople:
    grants = Grants()
    for one in rows:
        grants.add(one)
    return grants.given(CATEGORY)


def days(found: GivenPeople) -> list[tuple[str, str]]:
    def day(number: int) -> str:
        return "" if number == NO_END else str(np.datetime64(int(number), "D"))

    return [(day(a), day(b)) for a, b in zip(found.begins, found.ends, strict=True)]


def test_a_grant_that_was_begun_and_ended_is_one_row_of_what_really_was() -> None:
    messages = [
        row("307", "2026-02-01", end="2026-05-31", allocation_number="0017"),
        row("301", "2026-01-01", end="2026-12-31", allocation_number="17"),
        row("305", "2026-02-01", allocation_number="17"),
    ]
    for order in (messages, messages[::-1]):
        assert days(given(*order)) == [("2026-02-01", "2026-05-31")]


def test_a_grant_of_which_nothing_more_was_heard_runs_as_it_was_given() -> None:
    assert days(given(row("301", "2026-01-01"))) == [("2026-01-01", "")]
    begun = given(row("301", "2026-01-01", end="2026-06-30", allocation_number="1"),
                  row("305", "2026-01-15", allocation_number="1"))  # fmt: skip
    assert days(begun) == [("2026-01-15", "2026-06-30")]


def test_without_a_number_two_times_of_the_same_are_two_rows() -> None:
    found = given(row("307", "2026-01-01", end="2026-03-31"), row("305", "2026-06-01"))
    assert days(found) == [("2026-01-01", "2026-03-31"), ("2026-06-01", "")]


def test_the_grant_tells_where_somebody_lives_and_in_which_year_she_was_born() -> None:
    home = {"postcode": "1234 ab", "house_number": "12", "house_letter": "a"}
    found = given(row("301", "2026-01-01", birth_date="1984-05-06", **home))
    assert found.postcode.tolist() == [b"1234AB"]
    assert found.house.tolist() == [b"12A"]
    assert found.born.tolist() == [1984]
    assert found.category.tolist() == ["07"]
    long = home | {"house_number": "99999", "house_addition": "BOVEN"}
    assert given(row("301", "2026-01-01", **long)).house.tolist() == [b"99999A"]


def test_a_category_that_is_not_in_the_list_is_none_and_so_is_half_an_address() -> None:
    found = given(row("301", "2026-01-01", product_category="99", house_number="?"))
    assert found.category.tolist() == [""]
    assert found.house.tolist() == [b""]
    assert given(row("301", str(date(2026, 1, 1)), birth_date="?")).born.tolist() == [0]

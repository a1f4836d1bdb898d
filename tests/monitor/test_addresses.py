# SPDX-License-Identifier: EUPL-1.2
"""An address lies in the buurt that it surely lies in, or in none that we know."""

import numpy as np
import pytest

from meedoen.monitor.addresses import HOUSE, POSTCODE, as_address, book_of, empty_book, only_figures

NORTH, SOUTH = "BU99010101", "BU99010102"
ROWS = [
    ("1234AB", "12", NORTH, "Dorpsstraat"),
    ("1234AB", "12A", NORTH, "Dorpsstraat"),
    ("1234AB", "14A", NORTH, "Dorpsstraat"),
    ("1234AB", "14B", SOUTH, "Dorpsstraat"),
    ("1234AB", "B75", SOUTH, "Kade"),
    ("1234CD", "1", SOUTH, "Kade"),
    ("1234CD", "3", SOUTH, "Plein"),
]


def found(postcode: str, house: str) -> tuple[str, str]:
    asked = as_address(
        np.array([postcode.encode()], dtype=POSTCODE), np.array([house.encode()], dtype=HOUSE)
    )
    one = book_of(ROWS).look_up(asked)
    assert one.buurt.dtype == one.street.dtype == object
    return one.buurt[0], one.street[0]


@pytest.mark.parametrize(
    ("postcode", "house", "place"),
    [
        ("1234AB", "12A", (NORTH, "Dorpsstraat")),
        ("1234AB", "B75", (SOUTH, "Kade")),
        # Of which all with these figures lie in one buurt.
        ("1234AB", "12C", (NORTH, "Dorpsstraat")),
        ("1234AB", "75", (SOUTH, "Kade")),
        # In which of the two, nobody knows.
        ("1234AB", "14", ("", "")),
        ("1234AB", "14C", ("", "")),
        ("1234AB", "99", ("", "")),
        # The postcode lies in one buurt, and in two streets.
        ("1234CD", "3", (SOUTH, "Plein")),
        ("1234CD", "99", (SOUTH, "")),
        ("9999ZZ", "1", ("", "")),
        ("", "", ("", "")),
    ],
)
def test_an_address_is_where_all_that_can_be_meant_by_it_are(
    postcode: str, house: str, place: tuple[str, str]
) -> None:
    assert found(postcode, house) == place


def test_an_address_is_written_as_people_write_it() -> None:
    asked = as_address(np.array([b"1234CD"], dtype=POSTCODE), np.array([b"12A"], dtype=HOUSE))
    assert asked.tolist() == [b"1234CD 12A"]


def test_half_an_address_is_none() -> None:
    asked = as_address(
        np.array([b"1234CD", b""], dtype=POSTCODE), np.array([b"", b"1"], dtype=HOUSE)
    )
    assert asked.tolist() == [b"", b""]


def test_without_addresses_every_address_is_unknown() -> None:
    asked = as_address(np.array([b"1234CD"], dtype=POSTCODE), np.array([b"1"], dtype=HOUSE))
    assert len(empty_book()) == 0
    assert empty_book().look_up(asked).buurt.tolist() == [""]
    assert empty_book().look_up(asked[:0]).buurt.tolist() == []


def test_addresses_that_stand_in_two_buurten_are_in_none_and_count_once() -> None:
    twice = book_of([*ROWS, ("1234CD", "1", NORTH, "Kade"), ("1234CD", "3", SOUTH, "Plein")])
    assert len(twice) == len(book_of(ROWS)) == len(ROWS)
    asked = as_address(
        np.array([b"1234CD", b"1234CD"], dtype=POSTCODE), np.array([b"1", b"3"], dtype=HOUSE)
    )
    assert twice.look_up(asked).buurt.tolist() == ["", SOUTH]


def test_of_a_house_number_the_first_figures_are_kept() -> None:
    house = np.array([b"B75", b"12A", b"12", b"", b"12A3"], dtype=HOUSE)
    assert only_figures(house).tolist() == [b"75", b"12", b"12", b"", b"12"]
    assert only_figures(house[:0]).dtype == house.dtype

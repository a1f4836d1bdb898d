# SPDX-License-Identifier: EUPL-1.2
"""An address lies in the buurt that it surely lies in, or in none that we know."""

import numpy as np
import pytest

from meedoen.monitor.addresses import HOUSE, POSTCODE, as_address, book_of, empty_book

NORTH, SOUTH = "BU99010101", "BU99010102"
BOOK = book_of(
    [
        ("1234AB", "12", NORTH, "Dorpsstraat"),
        ("1234AB", "12A", NORTH, "Dorpsstraat"),
        ("1234AB", "14A", NORTH, "Dorpsstraat"),
        ("1234AB", "14B", SOUTH, "Dorpsstraat"),
        ("1234AB", "B75", SOUTH, "Kade"),
        ("1234CD", "1", SOUTH, "Kade"),
        ("1234CD", "3", SOUTH, "Plein"),
    ]
)


def found(postcode: str, house: str) -> tuple[str, str]:
    asked = as_address(
        np.array([postcode.encode()], dtype=POSTCODE), np.array([house.encode()], dtype=HOUSE)
    )
    one = BOOK.look_up(asked)
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

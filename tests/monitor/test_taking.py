# SPDX-License-Identifier: EUPL-1.2
"""What is kept of people says where they live and what they have, and nowhere who they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor import taking
from meedoen.monitor.addresses import book_of
from meedoen.monitor.given import NO_END, GivenCounts, GivenPeople
from meedoen.monitor.pseudonyms import Pseudonyms
from meedoen.monitor.taking import take_counts, take_people

HERE = Pseudonyms("a secret", "GM9901")
NORTH, SOUTH = "BU99010101", "BU99010102"
BOOK = book_of([("1234AB", "12", NORTH, "Dorpsstraat"), ("1234AB", "14", SOUTH, "Kade")])


def people(*rows: tuple[int, str, str, str]) -> GivenPeople:
    """Give rows: bsn, buurt, postcode, house number."""
    size = len(rows)
    bsn, buurt, postcode, house = zip(*rows, strict=True) if rows else ((), (), (), ())
    return GivenPeople(
        bsn=np.array(bsn, dtype=np.uint32),
        born=np.full(size, 1984, dtype=np.int16),
        begins=np.zeros(size, dtype=np.int32),
        ends=np.full(size, NO_END, dtype=np.int32),
        category=np.array(["07"] * size, dtype=object),
        buurt=np.array([one.encode() for one in buurt], dtype="S10"),
        postcode=np.array([one.encode() for one in postcode], dtype="S6"),
        house=np.array([one.encode() for one in house], dtype="S8"),
    )


def taken(*rows: tuple[int, str, str, str]):
    return take_people(
        people(*rows), source="wmo", pseudonyms=HERE, book=BOOK, buurten={NORTH, SOUTH}
    )


def test_a_given_buurt_counts_if_it_is_one_of_here_and_else_the_address_tells() -> None:
    found = taken(
        (1, SOUTH, "1234AB", "12"), (2, "BU00010101", "1234AB", "12"), (3, "", "1234AB", "14"),
        (4, "", "", ""), (5, "WK990101", "", ""),
    )  # fmt: skip
    assert found.buurt.tolist() == [SOUTH, NORTH, SOUTH, "", ""]
    assert found.street.tolist() == ["", "Dorpsstraat", "Kade", "", ""]


def test_a_home_is_a_whole_address_and_else_nobodys() -> None:
    found = taken((1, "", "1234AB", "12"), (2, "", "1234AB", "12"), (3, NORTH, "1234AB", ""))
    assert found.home[0].tolist() == found.home[1].tolist() != [0, 0]
    assert found.home[2].tolist() == [0, 0]
    assert (
        HERE.links(found.home[:1], "wmo") == HERE.links(HERE.of_homes([b"1234AB 12"], "wwb"), "wwb")
    ).all()


@given(st.lists(st.integers(1, 999_999_999), max_size=30))
def test_a_person_is_the_same_in_all_her_rows_and_nobody_else(bsns: list[int]) -> None:
    found = taken(*((bsn, "", "", "") for bsn in bsns))
    assert len(found) == len(bsns)
    wanted = HERE.of_people([f"{bsn:09d}".encode() for bsn in bsns], "wmo")
    np.testing.assert_array_equal(found.person, wanted)


@given(st.lists(st.integers(1, 9), max_size=12), st.integers(1, 4))
def test_whoever_is_worked_out_together_each_gets_her_own_pseudonyms(
    bsns: list[int], at_once: int
) -> None:
    rows = [(bsn, "", "1234AB" if bsn % 3 else "", str(bsn % 4 + 11)) for bsn in bsns]
    whole = taken(*rows)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(taking, "_AT_ONCE", at_once)
        parted = taken(*rows)
    np.testing.assert_array_equal(parted.person, whole.person)
    np.testing.assert_array_equal(parted.home, whole.home)
    assert parted.person.dtype == parted.home.dtype == np.uint64
    wanted = HERE.of_people([f"{bsn:09d}".encode() for bsn in bsns], "wmo")
    np.testing.assert_array_equal(parted.person, wanted)


def test_no_column_holds_a_bsn_or_a_house() -> None:
    found = taken((123456782, NORTH, "1234AB", "12"))
    said = str({name: value.tolist() for name, value in vars(found).items()})
    assert "123456782" not in said
    assert "1234AB" not in said


def test_what_goes_on_has_the_end_of_what_is_kept() -> None:
    assert NO_END == NO_END


def test_counts_of_another_municipality_are_left_out_and_of_an_unknown_area_kept() -> None:
    # Of another that begins or ends alike, too.
    others_of = [b"BU00470101", b"BU99470101", b"WK000101"]
    ours = [b"BU99010101", b"WK990101", b"BU99010199"]
    size = len(ours) + len(others_of)
    given_counts = GivenCounts(
        area=np.array(ours + others_of, dtype="S10"),
        category=np.array(["a"] * size, dtype=object),
        age=np.array([""] * size, dtype=object),
        count=np.arange(size, dtype=np.int64),
        capacity=np.full(size, -1, dtype=np.int64),
    )
    rows, others = take_counts(given_counts, municipality="GM9901", areas={NORTH, "WK990101"})
    assert rows.area.tolist() == [NORTH, "WK990101", ""]
    assert rows.count.tolist() == [0, 1, 2]
    assert rows.area.dtype == object
    assert others == len(others_of)

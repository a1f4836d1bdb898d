# SPDX-License-Identifier: EUPL-1.2
"""A payment is for what it names, or for nothing that we know of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.payments.matching import OpenDocument, documents_paid

ONE = OpenDocument(1, "41000001", "F-2026-001", 18_150)
OTHER = OpenDocument(2, "41000002", "F-2026-002", 1_000)
SAME_NUMBER = OpenDocument(3, "41000003", "F-2026-001", 18_150)
OWED = OpenDocument(4, "CAK", "2026-01", -1_900)


@pytest.mark.parametrize(
    "says",
    [
        "F-2026-001",
        "factuur f2026001.",
        "/REMI/USTD//F 2026 001/",
        "F.2026.001,F-9",
        "(F/2026/001)",
    ],
)
def test_a_number_is_known_however_it_is_parted(says: str) -> None:
    assert documents_paid([says], 18_150, [ONE, OTHER]) == (ONE,)


@pytest.mark.parametrize(
    "says", ["", "F-2026-0011", "AF-2026-001", "F-2026-01", "2026-001", "F 2026"]
)
def test_another_number_is_not_taken_for_it(says: str) -> None:
    assert documents_paid([says], 18_150, [ONE, OTHER]) == ()


def test_the_amount_alone_says_nothing() -> None:
    assert documents_paid(["bedankt"], 18_150, [ONE]) == ()
    assert documents_paid(["F-2026-001"], 18_149, [ONE]) == ()


def test_what_two_suppliers_ask_under_one_number_is_not_guessed() -> None:
    assert documents_paid(["F-2026-001"], 18_150, [ONE, SAME_NUMBER]) == ()
    assert documents_paid(["F-2026-001"], 36_300, [ONE, SAME_NUMBER]) == ()


def test_all_that_is_named_is_paid_when_it_is_so_much_together() -> None:
    said = ["F-2026-001 en F-2026-002"]
    assert documents_paid(said, 19_150, [ONE, OTHER, OWED]) == (ONE, OTHER)
    assert documents_paid(said, 1_000, [ONE, OTHER, OWED]) == (OTHER,)
    assert documents_paid(said, 19_151, [ONE, OTHER, OWED]) == ()


def test_any_of_what_a_payment_says_may_name_the_number() -> None:
    for said in (["F-2026-001", "dank"], ["dank", "F-2026-001"]):
        assert documents_paid(said, 18_150, [ONE]) == (ONE,)


def test_two_of_one_number_are_no_two_that_are_named() -> None:
    half = OpenDocument(5, "41000005", "F-2026-001", 850)
    assert documents_paid(["F-2026-001"], 19_000, [ONE, half]) == ()
    assert documents_paid(["F-2026-001"], 850, [ONE, half]) == (half,)


def test_a_number_of_three_signs_is_one() -> None:
    short = OpenDocument(9, "x", "F-12", 500)
    assert documents_paid(["F12"], 500, [short]) == (short,)
    assert documents_paid(["F121"], 500, [short]) == ()


def test_what_comes_in_is_not_what_goes_out() -> None:
    assert documents_paid(["2026-01"], -1_900, [OWED]) == (OWED,)
    assert documents_paid(["2026-01"], 1_900, [OWED]) == ()


@pytest.mark.parametrize("number", ["1", "12", "-", "F-"])
def test_a_number_of_one_or_two_signs_is_in_every_text(number: str) -> None:
    short = OpenDocument(9, "x", number, 500)
    assert documents_paid([number, "1 12 - F-"], 500, [short]) == ()


@given(
    number=st.text(st.characters(codec="utf-8"), min_size=3, max_size=20),
    around=st.text(max_size=20),
    cents=st.integers(-100, 100).filter(bool),
)
def test_whatever_is_said_what_is_paid_is_the_amount(number: str, around: str, cents: int) -> None:
    open_ = OpenDocument(9, "x", number, cents)
    paid = documents_paid([around, f"{around} {number} {around}"], cents, [open_, ONE])
    assert sum(one.cents for one in paid) in (0, cents)

# SPDX-License-Identifier: EUPL-1.2
"""What municipalities are asked together is divided by a key of before, and no cent is lost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.sharing.parts import (
    SharingKey,
    SharingPart,
    UnusableSharing,
    key_of_day,
    must_share,
    parts_of,
    too_late,
    wrong_parts,
)
from meedoen.budget.sharing.sharing_files import read_sharing
from tests.budget.worlds import LINDEWAARD, VENNERHOUT

GROUND = "Regeling 2025, artikel 4"
TOGETHER = (LINDEWAARD, VENNERHOUT)
KEY = SharingKey(
    "Regio 2026", date(2026, 1, 1), date(2026, 12, 31),
    (SharingPart(LINDEWAARD, 625, GROUND), SharingPart(VENNERHOUT, 375, GROUND)),
)  # fmt: skip
YAML = f"""\
name: Regio 2026
first_day: 2026-01-01
last_day: 2026-12-31
parts:
  - {{municipality: {LINDEWAARD}, share: 625, ground: "{GROUND}"}}
  - {{municipality: {VENNERHOUT}, share: 375, ground: "{GROUND}"}}
"""


@pytest.mark.proves("S2-16", "parts of municipalities are the whole, to the cent")
@given(st.integers(-(10**12), 10**12), st.integers(1, 999))
def test_the_parts_are_the_whole_and_each_is_its_share(cents: int, share: int) -> None:
    parts = (SharingPart(LINDEWAARD, share, "x"), SharingPart(VENNERHOUT, 1000 - share, "x"))
    found = parts_of(cents, replace(KEY, parts=parts))
    assert sum(found.values()) == cents
    for one in parts:
        assert abs(found[one.municipality] * 1000 - cents * one.share) < 1000


def test_a_credit_gives_back_what_its_debit_asked() -> None:
    for cents in range(-30, 30):
        there, back = parts_of(cents, KEY), parts_of(-cents, KEY)
        assert {code: -part for code, part in there.items()} == back
    assert parts_of(1_000, KEY) == {LINDEWAARD: 625, VENNERHOUT: 375}


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2025, 12, 31), None), (date(2026, 1, 1), KEY), (date(2026, 12, 31), KEY),
        (date(2027, 1, 1), None),
    ],
)  # fmt: skip
def test_a_key_divides_what_is_of_its_days(day: date, found: SharingKey | None) -> None:
    assert key_of_day(day, [KEY]) is found


@pytest.mark.parametrize(
    ("first", "last", "meet"),
    [
        (date(2026, 12, 31), date(2027, 1, 1), True),
        (date(2025, 1, 1), date(2026, 1, 1), True),
        (date(2027, 1, 1), date(2027, 1, 1), False),
        (date(2025, 1, 1), date(2025, 12, 31), False),
    ],
)
def test_two_keys_that_share_a_day_meet(first: date, last: date, meet: bool) -> None:
    other = replace(KEY, first_day=first, last_day=last)
    assert KEY.meets(other) is meet
    assert other.meets(KEY) is meet


def with_parts(*parts: tuple[str, int, str]) -> SharingKey:
    return replace(KEY, parts=tuple(SharingPart(*one) for one in parts))


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (replace(KEY, last_day=date(2025, 12, 31)), "ligt voor de eerste"),
        (with_parts((LINDEWAARD, 1000, "x")), "minstens twee gemeenten"),
        (with_parts((LINDEWAARD, 500, "x"), (LINDEWAARD, 500, "x")), "staat er 2 keer"),
        (with_parts((LINDEWAARD, 500, "x"), ("GM9909", 500, "x")), "GM9909 hoort niet bij"),
        (with_parts((LINDEWAARD, 1000, "x"), (VENNERHOUT, 0, "x")), "is meer dan nul"),
        (with_parts((LINDEWAARD, 500, " "), (VENNERHOUT, 500, "x")), "staat geen grond"),
        (with_parts((LINDEWAARD, 500, "x"), (VENNERHOUT, 499, "x")), "samen 999 van de 1000"),
    ],
)
def test_a_key_that_does_not_share_the_whole_says_why(key: SharingKey, says: str) -> None:
    with pytest.raises(UnusableSharing, match=says) as no:
        must_share(key, TOGETHER)
    assert len(str(no.value).splitlines()) == 1


def test_a_key_of_one_day_for_who_work_together_is_good() -> None:
    must_share(replace(KEY, last_day=KEY.first_day), TOGETHER)
    must_share(with_parts((LINDEWAARD, 999, "x"), (VENNERHOUT, 1, "x")), TOGETHER)
    assert "Regio 2026 begint op 1 januari 2026" in too_late(KEY)


def test_what_its_key_does_not_yield_is_found_and_what_it_does_is_not() -> None:
    rows = {"1": parts_of(999, KEY), "2": parts_of(-5, KEY)}
    assert list(wrong_parts("7", 994, rows, KEY)) == []
    assert list(wrong_parts("7", 995, rows, KEY)) == [
        "Shared document 7: its parts are 994 cents, and it asks 995."
    ]
    wrong = {"1": {LINDEWAARD: 626, VENNERHOUT: 374}}
    assert list(wrong_parts("7", 1_000, wrong, KEY)) == [
        f"Shared document 7, row 1: {LINDEWAARD} has 626 cents, and key Regio 2026 yields 625.",
        f"Shared document 7, row 1: {VENNERHOUT} has 374 cents, and key Regio 2026 yields 375.",
    ]
    other = {"1": {LINDEWAARD: 625, VENNERHOUT: 375, "GM9909": 0}}
    assert list(wrong_parts("7", 1_000, other, KEY)) == [
        "Shared document 7, row 1: GM9909 has a part, and no share."
    ]
    missing = {"1": {LINDEWAARD: 1_000}}
    assert f"{VENNERHOUT} has 0 cents, and key" in "".join(wrong_parts("7", 1_000, missing, KEY))
    # A part of nought is not booked.
    assert list(wrong_parts("7", 1, {"1": {LINDEWAARD: 1}}, KEY)) == []


def test_a_key_is_read_as_it_was_written() -> None:
    assert read_sharing(YAML) == KEY


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (": [", "This is no YAML"),
        ("- a", "this file says none of them"),
        (YAML.replace("name:", "naam:"), "A key says name.\nA key does not say 'naam'."),
        (YAML.split("parts:")[0], "A key says parts."),
        (YAML.split("parts:")[0] + "parts: x", "parts is a list."),
        (YAML.replace("first_day: 2026-01-01", "first_day: [1]"), "first_day is one word"),
        (YAML.replace("2026-12-31", "31 december"), "A day is 2026-01-31"),
        (YAML.replace("625", "veel"), "a share a whole number"),
        (YAML.replace("share: 375", "deel: 375"), "Part 2 says municipality, share, ground"),
        (YAML.split("  -")[0] + "  - [municipality, share, ground]", "Part 1 says municipality"),
        (YAML.replace("share: 375", "share: [375]"), "Part 2: each of it is one word"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, says: str) -> None:
    with pytest.raises(UnusableSharing) as no:
        read_sharing(text)
    assert says in str(no.value)

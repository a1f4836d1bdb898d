# SPDX-License-Identifier: EUPL-1.2
"""What was divided is worked out anew: one cent elsewhere is said, with where it had to be."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.auditing.reconciling import wrong_division, wrong_place
from meedoen.budget.keys import Pot, divide
from meedoen.budget.people import mark_of, reference_of
from meedoen.budget.posting import CostPlace
from tests.budget.worlds import a_key

DAY, ADOPTED = date(2026, 3, 1), date(2025, 11, 20)
KEY = a_key(integral=300)


def landed(cents: int) -> list[tuple[CostPlace, int]]:
    return [
        (
            CostPlace(
                one.line.law, one.line.taakveld, one.line.category, one.line.programme, one.pot,
                one.line.ground,
            ),
            one.cents,
        )
        for one in divide(cents, KEY)
    ]  # fmt: skip


@given(st.integers(-(10**9), 10**9))
def test_what_a_key_yields_is_right(cents: int) -> None:
    assert list(wrong_division(7, DAY, KEY, ADOPTED, landed(cents))) == []


@given(st.integers(100, 10**9), st.integers(1, 99))
def test_a_cent_that_stands_elsewhere_is_said_on_both_sides(cents: int, moved: int) -> None:
    there = landed(cents)
    (first, some), (second, others), *rest = there
    wrong = [(first, some - moved), (second, others + moved), *rest]
    said = list(wrong_division(7, DAY, KEY, ADOPTED, wrong))
    assert len(said) == 2
    assert f"{some - moved} cents stand on wmo 6.713, and key Dagbesteding yields {some}" in said[0]


def test_a_cost_on_a_place_that_the_key_does_not_name_is_said() -> None:
    (first, some), *rest = landed(1000)
    other = replace(first, taakveld="6.1")
    said = list(wrong_division(7, DAY, KEY, ADOPTED, [(other, some), *rest]))
    assert said == [
        "Booking 7: 0 cents stand on wmo 6.713, and key Dagbesteding yields 180.",
        "Booking 7: 180 cents stand on wmo 6.1, and key Dagbesteding yields 0.",
    ]


def test_a_division_by_a_key_of_other_days_is_said() -> None:
    (said,) = wrong_division(7, date(2025, 3, 1), KEY, ADOPTED, landed(1000))
    assert said == "Booking 7: key Dagbesteding does not hold on 2025-03-01."


@pytest.mark.parametrize("day", [KEY.first_day, KEY.last_day])
def test_a_key_holds_on_its_first_and_last_day(day: date) -> None:
    assert list(wrong_division(7, day, KEY, ADOPTED, landed(1000))) == []


def test_a_key_that_was_adopted_too_late_is_said() -> None:
    (said,) = wrong_division(7, DAY, KEY, KEY.first_day, landed(1000))
    assert said == ("Booking 7: key Dagbesteding was adopted on 2026-01-01, not before 2026-01-01.")


def test_a_cost_that_stands_where_it_may_not_is_said() -> None:
    place = CostPlace("wmo", "6.71c", "4.3", "", Pot.INTEGRAL, "g")
    assert "Booking 7: Taakveld 6.71c does not hold in 2026" in next(wrong_place(7, DAY, place))
    assert list(wrong_place(7, DAY, replace(place, taakveld="6.713"))) == []


def test_a_reference_is_of_one_person_in_one_thing_of_one_municipality() -> None:
    def of(bsn: str = "999990019", commitment: str = "1", town: str = "GM9901") -> str:
        return reference_of(bsn, commitment, municipality=town, secret="s")

    assert of() == of()
    assert len(of()) == 32
    assert len({of(), of(bsn="999990020"), of(commitment="2"), of(town="GM9902")}) == 4
    assert reference_of("999990019", "1", municipality="GM9901", secret="t") != of()
    assert "999990019" not in of()


def test_without_a_secret_there_is_no_reference() -> None:
    with pytest.raises(ValueError, match="has a secret"):
        reference_of("999990019", "1", municipality="GM9901", secret="")
    with pytest.raises(ValueError, match="has a secret"):
        mark_of("a" * 64, secret="")


def test_the_mark_of_a_declaration_hangs_on_the_secret_and_tells_others_apart() -> None:
    assert mark_of("a", secret="s") == mark_of("a", secret="s")
    assert len({mark_of("a", secret="s"), mark_of("b", secret="s"), mark_of("a", secret="t")}) == 3
    assert len(mark_of("a", secret="s")) == 64


def test_parts_of_a_reference_do_not_run_into_each_other() -> None:
    one = reference_of("23", "1", municipality="GM9901", secret="s")
    assert one != reference_of("3", "12", municipality="GM9901", secret="s")

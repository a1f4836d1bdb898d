# SPDX-License-Identifier: EUPL-1.2
"""Who does not agree: before which day there is an answer, and nobody is too late."""

from datetime import date

import pytest

from meedoen.plans.disagreeing import (
    DisagreeingWay,
    about_the_letter,
    answered_before,
    new_reference,
    ombudsman_until,
)

CAME = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("way", "day", "source"),
    [
        # A week later, Monday to Monday.
        (DisagreeingWay.TALK, date(2026, 11, 30), "onze belofte"),
        # Six weeks later.
        (DisagreeingWay.COMPLAINT, date(2027, 1, 4), "Awb 9:11"),
        (DisagreeingWay.OBJECTION, date(2027, 1, 4), "Awb 7:10"),
    ],
)
def test_each_way_is_answered_before_a_day_that_has_a_source(
    way: DisagreeingWay, day: date, source: str
) -> None:
    before = answered_before(way, came_in_on=CAME)
    assert (before.day, before.source) == (day, source)


def test_an_objection_to_a_letter_is_decided_after_the_term_to_object() -> None:
    letter = date(2026, 11, 9)
    before = answered_before(DisagreeingWay.OBJECTION, came_in_on=CAME, letter_day=letter)
    # Objecting is possible until 21 December; six weeks after that.
    assert before.day == date(2027, 2, 1)


def test_in_time_she_hears_until_which_day() -> None:
    [line] = about_the_letter(date(2026, 11, 9), came_in_on=CAME)
    assert "op tijd" in line
    assert "21 december 2026" in line


def test_the_last_day_is_in_time_and_a_day_later_is_not_the_end() -> None:
    letter = date(2026, 10, 12)
    [line] = about_the_letter(letter, came_in_on=CAME)
    assert "op tijd" in line
    late = " ".join(about_the_letter(letter, came_in_on=date(2026, 11, 24)))
    assert "toch binnen" in late
    assert "6:11" in late
    assert "te laat" not in late


def test_who_does_not_know_the_day_hears_what_to_do() -> None:
    [line] = about_the_letter(None, came_in_on=CAME)
    assert "Dat geeft niet" in line
    assert "bovenaan de brief" in line


def test_the_ombudsman_can_be_asked_for_a_year() -> None:
    assert ombudsman_until(date(2026, 12, 1)) == date(2027, 12, 1)


def test_the_number_of_a_receipt_is_drawn_and_not_counted() -> None:
    drawn = {new_reference() for _ in range(200)}
    assert len(drawn) == 200
    assert all(len(one) == 9 and not set(one) & set("01OISZLU") for one in drawn)

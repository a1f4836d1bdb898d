# SPDX-License-Identifier: EUPL-1.2
"""Terms of the law: six weeks from the day after, and on to the next day that is no day off."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.rules.terms import (
    TERMS,
    Clock,
    holidays_in,
    is_day_off,
    objecting_until,
    objection_decided_by,
    runs_on,
)

DAYS = st.dates(date(2015, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("sent", "last"),
    [
        # A letter of a Tuesday: six weeks later it is a Tuesday again.
        (date(2026, 6, 2), date(2026, 7, 14)),
        # Over the turn of a month with 28 days, and with 29.
        (date(2026, 2, 9), date(2026, 3, 23)),
        (date(2028, 2, 9), date(2028, 3, 22)),
        # Over the turn of a year.
        (date(2026, 11, 30), date(2027, 1, 11)),
        # It would end on Saturday, or on Sunday: then on Monday.
        (date(2026, 10, 3), date(2026, 11, 16)),
        (date(2026, 10, 4), date(2026, 11, 16)),
        # On Christmas Day, a Friday: Boxing Day is a Saturday, so it is the Monday after.
        (date(2026, 11, 13), date(2026, 12, 28)),
        # On New Year's Day, a Friday; in 2026 the day after was made equal to it, and a Friday.
        (date(2026, 11, 20), date(2027, 1, 4)),
        (date(2025, 11, 20), date(2026, 1, 5)),
        # On Good Friday: over Easter, until Tuesday.
        (date(2026, 2, 20), date(2026, 4, 7)),
        # On Ascension Day: the Friday after was made equal to it, so until Monday.
        (date(2026, 4, 2), date(2026, 5, 18)),
        # On Whit Monday.
        (date(2026, 4, 13), date(2026, 5, 26)),
        # On the fifth of May, in whatever year.
        (date(2026, 3, 24), date(2026, 5, 6)),
    ],
)
def test_you_can_object_until_six_weeks_after_the_day_of_the_letter(sent: date, last: date) -> None:
    assert objecting_until(sent) == last


@pytest.mark.parametrize(
    ("year", "kept", "not_kept"),
    [(2026, date(2026, 4, 27), date(2026, 4, 26)), (2031, date(2031, 4, 26), date(2031, 4, 27))],
)
def test_the_kings_birthday_is_kept_a_day_earlier_when_it_is_a_sunday(
    year: int, kept: date, not_kept: date
) -> None:
    assert kept in holidays_in(year)
    assert not_kept not in holidays_in(year)


def test_good_friday_counts_and_easter_saturday_is_a_saturday_only() -> None:
    assert date(2026, 4, 3) in holidays_in(2026)
    assert date(2026, 4, 4) not in holidays_in(2026)
    assert is_day_off(date(2026, 4, 4))


@given(DAYS)
def test_a_last_day_is_never_a_day_off_and_never_before_six_weeks(sent: date) -> None:
    last = objecting_until(sent)
    assert not is_day_off(last)
    assert sent + timedelta(weeks=6) <= last <= sent + timedelta(weeks=6, days=9)


@given(DAYS)
def test_what_runs_on_skips_days_off_only(day: date) -> None:
    until = runs_on(day)
    skipped = [day + timedelta(days=ahead) for ahead in range((until - day).days)]
    assert all(is_day_off(one) for one in skipped)


def test_a_complaint_is_answered_in_six_weeks_and_in_ten_with_a_committee() -> None:
    came = date(2026, 6, 2)
    assert TERMS[Clock.COMPLAINT_ANSWERED].last_day(came) == date(2026, 7, 14)
    assert TERMS[Clock.COMPLAINT_ANSWERED_WITH_COMMITTEE].last_day(came) == date(2026, 8, 11)


def test_a_year_for_the_ombudsman_does_not_run_on_over_a_weekend() -> None:
    # 1 August 2026 is a Saturday; terms in years fall outside the act (art. 4).
    assert TERMS[Clock.OMBUDSMAN].last_day(date(2025, 8, 1)) == date(2026, 8, 1)
    assert TERMS[Clock.OMBUDSMAN].last_day(date(2028, 2, 29)) == date(2029, 2, 28)


def test_an_objection_is_decided_six_weeks_after_the_term_to_object_is_over() -> None:
    # The term to object ends on 14 July; when it came in within it does not matter.
    by = objection_decided_by(sent_on=date(2026, 6, 2), came_in_on=date(2026, 6, 20))
    assert by == date(2026, 8, 25)


def test_an_objection_that_came_late_is_counted_from_the_day_it_came() -> None:
    by = objection_decided_by(sent_on=date(2026, 6, 2), came_in_on=date(2026, 8, 4))
    assert by == date(2026, 9, 15)


def test_without_a_day_of_the_letter_it_is_counted_from_the_day_it_came() -> None:
    assert objection_decided_by(sent_on=None, came_in_on=date(2026, 6, 2)) == date(2026, 7, 14)


def test_each_term_of_the_law_names_its_article() -> None:
    by_law = {clock: term for clock, term in TERMS.items() if clock is not Clock.CALLED}
    assert set(TERMS) == set(Clock)
    assert all(term.source.startswith("Awb ") for term in by_law.values())

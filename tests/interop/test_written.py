# SPDX-License-Identifier: EUPL-1.2
"""Amounts and days are read in every way that a standard or a program writes them."""

from datetime import date

import pytest

from meedoen.interop.written import UnreadableValue, cents_in, day_in, typed_day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-01-31Z", date(2026, 1, 31)),
        ("2026-01-31+01:00", date(2026, 1, 31)),
        ("2026-01-31T23:30:00", date(2026, 1, 31)),
        ("2026-01-31T23:30:00+01:00", date(2026, 1, 31)),
        ("2025-12-31T23:30:00Z", date(2026, 1, 1)),
        ("2026-06-30T22:15:00.123Z", date(2026, 7, 1)),
        ("2026-01-31 00:00:00", date(2026, 1, 31)),
    ],
)
def test_a_day_with_a_clock_and_a_zone_is_the_day_in_amsterdam(said: str, day: date) -> None:
    assert day_in(said) == day
    assert typed_day(said) == day


@pytest.mark.parametrize(
    "said", ["2026-01-31T", "2026-01-31Tmiddag", "2026-01-31T25:00:00", "2026-01-31T10:00+99:00"]
)
def test_what_is_no_clock_is_no_day(said: str) -> None:
    with pytest.raises(UnreadableValue):
        day_in(said)


@pytest.mark.parametrize(("said", "cents"), [(".50", 50), ("-.5", -50), ("5.", 500), ("+5", 500)])
def test_an_amount_may_begin_or_end_at_its_point(said: str, cents: int) -> None:
    assert cents_in(said) == cents


@pytest.mark.parametrize("said", ["", ".", "-", "-.", "+.", "5.5."])
def test_a_point_alone_is_no_amount(said: str) -> None:
    with pytest.raises(UnreadableValue):
        cents_in(said)

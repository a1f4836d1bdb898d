# SPDX-License-Identifier: EUPL-1.2
"""A moment: one instant, and the day it then is in Amsterdam."""

import ast
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.vocabulary.moment import AMSTERDAM, Moment

SOURCE = Path(__file__).parents[2] / "src" / "meedoen"
# Where work begins: a request, a command, a task. The moment itself is what they ask.
ASKS = (
    "/vocabulary/moment.py", "/web/moments.py", "/commands/", "/tasks.py",
    "/migrations/",
)  # fmt: skip
CLOCKS = {
    "timezone.now", "timezone.localdate", "timezone.localtime",
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time",
    "Moment.now",
}  # fmt: skip
instants = st.datetimes(
    min_value=datetime(1900, 1, 2), max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.timezones(),
)  # fmt: skip


def on_the_clock(*figures: int, fold: int = 0) -> Moment:
    return Moment(datetime(*figures, tzinfo=AMSTERDAM, fold=fold))  # type: ignore[arg-type, misc]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment(datetime(2026, 1, 1, 0, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (on_the_clock(2025, 12, 31, 23, 59), date(2025, 12, 31)),
        (on_the_clock(2026, 1, 1, 0, 0), date(2026, 1, 1)),
        (on_the_clock(2026, 1, 1, 0, 30), date(2026, 1, 1)),
        (on_the_clock(2026, 3, 28, 23, 59), date(2026, 3, 28)),
        (on_the_clock(2026, 3, 29, 0, 0), date(2026, 3, 29)),
        (on_the_clock(2026, 7, 1, 1, 30), date(2026, 7, 1)),
        (on_the_clock(2026, 10, 25, 2, 30), date(2026, 10, 25)),
        (on_the_clock(2026, 10, 25, 2, 30, fold=1), date(2026, 10, 25)),
        (Moment(datetime(2026, 6, 30, 22, tzinfo=UTC)), date(2026, 7, 1)),
        (Moment(datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC)), date(2026, 6, 30)),
        (Moment(datetime(2026, 12, 31, 23, tzinfo=UTC)), date(2027, 1, 1)),
        (Moment(datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)), date(2026, 12, 31)),
    ],
)
def test_the_day_is_the_day_in_amsterdam(moment: Moment, day: date) -> None:
    assert moment.day == day


def test_on_the_night_the_clock_goes_back_the_same_hour_comes_twice_and_in_order() -> None:
    first, second = (on_the_clock(2026, 10, 25, 2, 30, fold=fold) for fold in (0, 1))
    assert first < second
    assert second - first == timedelta(hours=1)
    assert first + timedelta(hours=1) == second
    assert second - timedelta(hours=1) == first


def test_on_the_night_the_clock_goes_on_an_hour_that_is_not_there_does_not_pass() -> None:
    assert on_the_clock(2026, 3, 29, 3, 0) - on_the_clock(2026, 3, 29, 1, 0) == timedelta(hours=1)


@given(instants)
def test_a_moment_is_the_same_whatever_clock_it_was_read_from(instant: datetime) -> None:
    moment = Moment(instant)
    assert moment.at.tzinfo is UTC
    assert moment == Moment(instant.astimezone(timezone(timedelta(hours=5))))
    assert moment.day == instant.astimezone(AMSTERDAM).date()
    assert {moment: 1}[Moment(instant.astimezone(UTC))] == 1


@given(instants, instants, st.timedeltas(timedelta(days=-900), timedelta(days=900)))
def test_time_that_passes_can_be_counted_and_taken_back(
    one: datetime, other: datetime, span: timedelta
) -> None:
    a, b = Moment(one), Moment(other)
    assert a + span - span == a
    assert b + (a - b) == a
    assert (a < b) == (a - b < timedelta(0))


def test_now_is_the_moment_at_which_it_is_asked() -> None:
    before = datetime.now(UTC)
    assert before <= Moment.now().at <= datetime.now(UTC)


def test_a_moment_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        on_the_clock(2026, 1, 1, 0, 30).at = datetime.now(UTC)  # type: ignore[misc]


def _clocks_asked(source: str) -> list[tuple[int, str]]:
    """Say in which line which clock is asked, or handed on to be asked later."""
    named = (
        (node.lineno, f"{ast.unparse(node.value)}.{node.attr}")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
    )
    return [(line, name) for line, name in named if ".".join(name.split(".")[-2:]) in CLOCKS]


def test_only_where_work_begins_is_the_clock_asked() -> None:
    asked = [
        f"{file.relative_to(SOURCE)}:{line}: {name}; take `on` from who calls"
        for file in sorted(SOURCE.rglob("*.py"))
        if not any(may in f"/{file.relative_to(SOURCE)}" for may in ASKS)
        for line, name in _clocks_asked(file.read_text(encoding="utf-8"))
    ]
    assert asked == []


@pytest.mark.parametrize("clock", sorted(CLOCKS))
def test_each_clock_would_be_found(clock: str) -> None:
    source = f"start = {clock}()\nsoon = field(default_factory=django.utils.{clock})\n"
    assert [line for line, _ in _clocks_asked(source)] == [1, 2]

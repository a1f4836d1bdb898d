# SPDX-License-Identifier: EUPL-1.2
"""Each operation of the format, on known values."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.law import OperandError, UnknownOperation
from tests.law.writing import calm, compute, op

NUMBERS = st.integers(-10_000, 10_000) | st.decimals(-1000, 1000, places=4)


@pytest.mark.parametrize(
    ("operation", "values", "result"),
    [
        ("ADD", [1, 2, 3], 6),
        ("SUBTRACT", [10, 3, 2], 5),
        ("MULTIPLY", [2, 3, 4], 24),
        ("DIVIDE", [7, 2], Decimal("3.5")),
        ("DIVIDE", [100, 5, 2], 10),
        ("MIN", [3, 1, 2], 1),
        ("MAX", [3, 1, 2], 3),
        ("MAX", ["2025-01-01", "2026-01-01"], "2026-01-01"),
    ],
)
def test_arithmetic_folds_its_values_from_left_to_right(
    operation: str, values: list[Any], result: Any
) -> None:
    assert compute(op(operation, values=values)).value == result


def test_a_sum_of_money_is_exact_where_binary_fractions_are_not() -> None:
    assert compute(op("ADD", values=["$a", "$b"]), a=0.1, b=0.2).value == Decimal("0.3")


@calm
@given(NUMBERS, NUMBERS)
def test_subtracting_what_was_added_gives_the_same_number_back(a: Any, b: Any) -> None:
    there_and_back = op("SUBTRACT", values=[op("ADD", values=["$a", "$b"]), "$b"])
    assert compute(there_and_back, a=a, b=b).value == a


@pytest.mark.parametrize("operation", ["ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX"])
def test_null_in_arithmetic_is_an_error_and_never_zero(operation: str) -> None:
    with pytest.raises(OperandError, match=r"proef, article 1: .*null"):
        compute(op(operation, values=[1, "$a"]), a=None)


def test_true_is_not_one_in_a_sum() -> None:
    with pytest.raises(OperandError, match="true"):
        compute(op("ADD", values=[1, "$a"]), a=True)


def test_dividing_by_zero_says_so() -> None:
    with pytest.raises(OperandError, match="zero"):
        compute(op("DIVIDE", values=[1, 0]))


@pytest.mark.parametrize(
    ("operation", "value", "precision", "result"),
    [
        ("ROUND", "2.5", 0, 3),
        ("ROUND", "-2.5", 0, -3),
        ("ROUND", "0.125", 2, Decimal("0.13")),
        ("ROUND", "12349", -2, 12300),
        ("CEIL", "2.1", 0, 3),
        ("CEIL", "-2.9", 0, -2),
        ("FLOOR", "2.9", 0, 2),
        ("FLOOR", "-2.1", 0, -3),
        ("FLOOR", "12399", -2, 12300),
    ],
)
def test_rounding_goes_half_away_from_zero_up_or_down(
    operation: str, value: str, precision: int, result: Any
) -> None:
    assert compute(op(operation, value="$a", precision=precision), a=Decimal(value)).value == result


@calm
@given(st.decimals(-1000, 1000, places=6), st.integers(0, 4))
def test_floor_and_ceil_stand_around_the_value(value: Decimal, precision: int) -> None:
    low = compute(op("FLOOR", value="$a", precision=precision), a=value).value
    high = compute(op("CEIL", value="$a", precision=precision), a=value).value
    assert low <= value <= high
    assert high - low <= Decimal(10) ** -precision


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (42, 42, True),
        (42, Decimal("42.0"), True),
        (42, "42", False),
        (1, True, False),
        (None, None, True),
        (None, False, False),
        ("ja", "ja", True),
        ([1, "a"], [1, "a"], True),
        ([1], [True], False),
        ("2026-03-01", {"iso": "2026-03-01"}, True),
    ],
)
def test_equality_is_structural(left: Any, right: Any, equal: bool) -> None:
    assert compute(op("EQUALS", subject="$a", value="$b"), a=left, b=right).value is equal
    assert compute(op("NOT_EQUALS", subject="$a", value="$b"), a=left, b=right).value is not equal


@pytest.mark.parametrize(
    ("operation", "smaller", "same", "larger"),
    [
        ("GREATER_THAN", False, False, True),
        ("GREATER_THAN_OR_EQUAL", False, True, True),
        ("LESS_THAN", True, False, False),
        ("LESS_THAN_OR_EQUAL", True, True, False),
    ],
)
def test_order_holds_for_numbers_and_for_dates(
    operation: str, smaller: bool, same: bool, larger: bool
) -> None:
    for subjects, value in (((1, 2, 3), 2), (("2025-12-31", "2026-03-01", "2026-03-02"), None)):
        against = "$referencedate" if value is None else value
        found = [
            compute(op(operation, subject="$a", value=against), a=subject).value
            for subject in subjects
        ]
        assert found == [smaller, same, larger]


@pytest.mark.parametrize("given_value", [None, "tien", "2026-1-1", True])
def test_order_refuses_what_has_no_order(given_value: Any) -> None:
    with pytest.raises(OperandError, match="GREATER_THAN"):
        compute(op("GREATER_THAN", subject="$a", value=1), a=given_value)


@pytest.mark.parametrize(
    ("operation", "value", "holds"),
    [
        ("IS_NULL", None, True),
        ("IS_NULL", 0, False),
        ("NOT_NULL", None, False),
        ("NOT_NULL", "", True),
    ],
)
def test_null_can_be_asked_for(operation: str, value: Any, holds: bool) -> None:
    assert compute(op(operation, subject="$a"), a=value).value is holds


def test_membership_looks_in_a_list_or_at_one_value() -> None:
    assert compute(op("IN", subject="$a", values=["x", "y"]), a="y").value is True
    assert compute(op("IN", subject="$a", value="$b"), a=2, b=[1, 2]).value is True
    assert compute(op("IN", subject="$a", value="x"), a=None).value is False
    assert compute(op("NOT_IN", subject="$a", values=[1, 2]), a="1").value is True


def test_a_list_holds_its_items_in_order() -> None:
    assert compute(op("LIST", items=["$a", 2, op("ADD", values=[1, 2])]), a=1).value == [1, 2, 3]


def test_an_if_takes_the_first_case_that_holds_or_its_default_or_null() -> None:
    cases = [
        {"when": op("EQUALS", subject="$a", value=1), "then": "een"},
        {"when": op("LESS_THAN", subject="$a", value=9), "then": "weinig"},
    ]
    with_default = op("IF", cases=cases, default="veel")
    assert [compute(with_default, a=a).value for a in (1, 2, 9)] == ["een", "weinig", "veel"]
    assert compute(op("SWITCH", cases=cases), a=9).value is None


def test_the_older_if_with_when_then_else_gives_the_same() -> None:
    older = op("IF", when=op("EQUALS", subject="$a", value=1), then="ja", **{"else": "nee"})
    assert [compute(older, a=a).value for a in (1, 2)] == ["ja", "nee"]


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2000-03-01", "2026-03-01", 26),
        ("2000-03-02", "2026-03-01", 25),
        ("2004-02-29", "2022-02-28", 17),
        ("2004-02-29", "2022-03-01", 18),
        ("2004-02-29", "2024-02-28", 19),
        ("2004-02-29", "2024-02-29", 20),
        ("2026-06-01", "2024-06-02", -1),
        ("2026-06-01", "2024-06-01", -2),
    ],
)
def test_an_age_is_in_whole_years_and_a_leap_day_is_reached_on_the_first_of_march(
    born: str, on: str, years: int
) -> None:
    assert compute(op("AGE", date_of_birth="$a", reference_date="$b"), a=born, b=on).value == years


@pytest.mark.parametrize(
    ("steps", "result"),
    [
        ({"days": 1}, "2024-02-01"),
        ({"months": 1}, "2024-02-29"),
        ({"years": 1, "months": 1}, "2025-02-28"),
        ({"weeks": 6}, "2024-03-13"),
        ({"months": -1, "days": -1}, "2023-12-30"),
    ],
)
def test_adding_to_a_date_stays_inside_the_month(steps: dict[str, int], result: str) -> None:
    assert compute(op("DATE_ADD", date="2024-01-31", **steps)).value == result


@calm
@given(st.dates(), st.dates())
def test_a_difference_between_dates_changes_sign_with_its_direction(a: Any, b: Any) -> None:
    for unit in ("days", "months", "years"):
        there = compute(op("DATE_DIFF", **{"from": "$a", "to": "$b", "in": unit}), a=a, b=b).value
        back = compute(op("DATE_DIFF", **{"from": "$b", "to": "$a", "in": unit}), a=a, b=b).value
        assert there == -back


def test_a_date_is_made_of_its_parts_and_knows_its_weekday() -> None:
    assert compute(op("DATE", year=2026, month="$m", day=1), m=3).value == "2026-03-01"
    assert compute(op("DAY_OF_WEEK", date="2026-03-01")).value == 6
    with pytest.raises(OperandError, match="2026-2-30"):
        compute(op("DATE", year=2026, month=2, day=30))


def test_an_operation_that_the_format_lacks_is_named() -> None:
    with pytest.raises(UnknownOperation, match="FOREACH"):
        compute(op("FOREACH", values=[1]))
    with pytest.raises(UnknownOperation, match="'precision'"):
        compute(op("ROUND", value=1))

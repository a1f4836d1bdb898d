# SPDX-License-Identifier: EUPL-1.2
"""It never costs a cent: borders are where the law puts them, one by one and on columns.

Reported of others' engines, where a float or a rounded quotient misses the border by a hair:
PolicyEngine/policyengine-us #8251, #9133 and #9171, policyengine-canada #94, decimal.js #225.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meedoen.law import Corpus, LawError, Mode, evaluate, replay
from meedoen.law.cases import run_case
from meedoen.law.model import read_law
from meedoen.law.vector import Column, evaluate_many
from tests.law.writing import DAY, article, ask, calm, compute, law, op

ORDERS = {
    "EQUALS": lambda a, b: a == b,
    "GREATER_THAN": lambda a, b: a > b,
    "GREATER_THAN_OR_EQUAL": lambda a, b: a >= b,
    "LESS_THAN": lambda a, b: a < b,
    "LESS_THAN_OR_EQUAL": lambda a, b: a <= b,
}
PERCENTAGES = st.integers(1, 400).map(lambda whole: Decimal(whole) / 100)
CENTS = st.integers(0, 500_000)


def asking(outputs: dict[str, Any], *facts: str) -> Corpus:
    data = law("proef", article("1", outputs, facts=list(facts)))
    return Corpus((read_law(data, Path("proef.yaml"), "0"),))


def one_by_one(held: Corpus, facts: dict[str, list[Any]], output: str) -> list[Any]:
    size = len(next(iter(facts.values())))
    rows = [{name: values[row] for name, values in facts.items()} for row in range(size)]
    return [ask(held, "proef", output, Mode.INTAKE, **row).value for row in rows]


def on_columns(held: Corpus, facts: dict[str, Any], *outputs: str) -> dict[str, Column]:
    columns = {
        name: Column(np.asarray(values), np.ones(len(values), dtype=bool))
        for name, values in facts.items()
    }
    return evaluate_many(held, law="proef", outputs=list(outputs), facts=columns, on=DAY)


@calm
@given(PERCENTAGES, st.lists(st.tuples(CENTS, st.integers(-1, 1)), min_size=1, max_size=5))
@example(Decimal("1.1"), [(81930, 0), (100000, 0), (81930, -1)])
@example(Decimal("1.33"), [(107100, 0)])
def test_an_income_at_a_percentage_of_a_norm_is_at_the_border(
    part: Decimal, rows: list[tuple[int, int]]
) -> None:
    border = {name: op(name, subject="$inkomen", value=op("MULTIPLY", values=["$norm", part]))
              for name in ORDERS}  # fmt: skip
    held = asking(border, "inkomen", "norm")
    norms = [norm for norm, _ in rows]
    incomes = [floor(Fraction(norm) * Fraction(part)) + beside for norm, beside in rows]
    found = on_columns(held, {"inkomen": incomes, "norm": norms}, *ORDERS)
    for name, holds in ORDERS.items():
        pairs = zip(incomes, norms, strict=True)
        right = [holds(income, norm * Fraction(part)) for income, norm in pairs]
        assert one_by_one(held, {"inkomen": incomes, "norm": norms}, name) == right
        assert found[name].values.tolist() == right


@calm
@given(PERCENTAGES, st.lists(CENTS, min_size=1, max_size=5))
@example(Decimal("1.1"), [81930])
def test_amounts_in_euros_with_cents_are_the_decimals_they_are_written_as(
    part: Decimal, norms: list[int]
) -> None:
    border = op(
        "GREATER_THAN_OR_EQUAL", subject="$inkomen", value=op("MULTIPLY", values=["$norm", part])
    )
    held = asking({"uit": border}, "inkomen", "norm")
    exact = [Fraction(norm, 100) * Fraction(part) for norm in norms]
    facts = {
        "norm": [norm / 100 for norm in norms],
        "inkomen": [floor(e * 100) / 100 for e in exact],
    }
    right = [Fraction(str(i)) >= e for i, e in zip(facts["inkomen"], exact, strict=True)]
    assert one_by_one(held, facts, "uit") == right
    found = on_columns(held, facts, "uit")["uit"]
    assert [found.value(row) for row in range(len(norms))] == right


@calm
@given(st.integers(-(10**6), 10**6), st.integers(1, 10**4))
@example(100, 3)
@example(140108, 13)
@example(100, 37)
def test_a_part_times_its_number_is_the_whole(whole: int, parts: int) -> None:
    quotient = op("DIVIDE", values=["$n", "$m"])
    again = op("MULTIPLY", values=[quotient, "$m"])
    outputs = {
        "af": op("FLOOR", value=again, precision=0),
        "op": op("CEIL", value=again, precision=0),
        "gelijk": op("EQUALS", subject=again, value="$n"),
        "bereikt": op("GREATER_THAN_OR_EQUAL", subject=again, value="$n"),
        "deel": quotient,
    }
    held = asking(outputs, "n", "m")
    facts = {"n": whole, "m": parts}
    found = on_columns(held, {name: [value] for name, value in facts.items()}, *outputs)
    for name, right in {"af": whole, "op": whole, "gelijk": True, "bereikt": True}.items():
        assert ask(held, "proef", name, **facts).value == right
        assert found[name].value(0) == right
    assert float(found["deel"].value(0)) == float(Fraction(whole, parts))


def sums() -> st.SearchStrategy[Any]:
    def wider(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.builds(
            lambda name, values: op(name, values=values),
            st.sampled_from(["ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX"]),
            st.lists(inner, min_size=1, max_size=3),
        )

    decimals = st.sampled_from([Decimal("0.01"), Decimal("1.1"), Decimal("-2.5"), 3, 0, 7])
    return st.recursive(st.sampled_from(["$n", "$m"]) | decimals, wider, max_leaves=7)


def worked_out(raw: Any, facts: dict[str, int]) -> Fraction:
    """The same sum on Python's own fractions; raises ZeroDivisionError."""
    if isinstance(raw, str):
        return Fraction(facts[raw[1:]])
    if not isinstance(raw, dict):
        return Fraction(raw)
    first, *others = (worked_out(value, facts) for value in raw["values"])
    for other in others:
        first = {
            "ADD": lambda a, b: a + b,
            "SUBTRACT": lambda a, b: a - b,
            "MULTIPLY": lambda a, b: a * b,
            "DIVIDE": lambda a, b: a / b,
            "MIN": min,
            "MAX": max,
        }[raw["operation"]](first, other)
    return first


@calm
@given(
    sums(), st.lists(st.tuples(st.integers(-99, 99), st.integers(-9, 9)), min_size=1, max_size=4)
)
def test_any_sum_is_what_it_is_on_fractions_rounded_only_at_the_end(
    expression: Any, rows: list[tuple[int, int]]
) -> None:
    outputs = {
        "uit": expression,
        "af": op("FLOOR", value=expression, precision=0),
        "op": op("CEIL", value=expression, precision=0),
        "meer": op("GREATER_THAN", subject=expression, value=1),
    }
    held = asking(outputs, "n", "m")
    right = []
    for n, m in rows:
        try:
            right.append(worked_out(expression, {"n": n, "m": m}))
        except ZeroDivisionError:
            with pytest.raises(LawError, match="DIVIDE by zero"):
                ask(held, "proef", "uit", n=n, m=m)
            return
    facts = {"n": [n for n, _ in rows], "m": [m for _, m in rows]}
    found = on_columns(held, facts, *outputs)
    for row, exact in enumerate(right):
        one = {name: values[row] for name, values in facts.items()}
        assert abs(Fraction(ask(held, "proef", "uit", **one).value) - exact) <= abs(exact) / 10**40
        assert float(found["uit"].value(row)) == float(exact)
        for name, whole in {"af": floor(exact), "op": ceil(exact), "meer": exact > 1}.items():
            assert ask(held, "proef", name, **one).value == whole
            assert found[name].value(row) == whole


def test_an_answer_that_no_decimal_can_write_is_given_to_fifty_figures() -> None:
    answer = compute(op("DIVIDE", values=[1, 3]))
    assert answer.value == Decimal("0." + "3" * 50)
    assert compute(op("DIVIDE", values=[1, 1024])).value == Decimal("0.0009765625")


def test_a_receipt_with_an_endless_fraction_gives_the_same_answer_again() -> None:
    held = asking({"uit": op("MULTIPLY", values=["$n", 3])}, "n")
    found = evaluate(held, law="proef", outputs=["uit"], facts={"n": Fraction(1, 3)}, on=DAY)
    assert found.outputs["uit"].value == 1
    assert replay(held, found.receipt).outputs["uit"].value == 1


def test_sums_too_large_for_columns_are_exact_all_the_same() -> None:
    held = asking({"uit": op("SUBTRACT", values=[op("MULTIPLY", values=["$n", "$n"]), 1])}, "n")
    found = on_columns(held, {"n": np.array([2**40 + 1])}, "uit")["uit"]
    assert found.value(0) == (2**40 + 1) ** 2 - 1


def test_floats_that_are_no_decimals_of_a_few_places_are_exact_all_the_same() -> None:
    thirds = [1 / 3, 0.1 + 0.2]
    outputs = {
        "meer": op("GREATER_THAN", subject="$n", value=0.3),
        "som": op("EQUALS", subject=op("ADD", values=["$n", "$n"]), value=0.6),
    }
    held = asking(outputs, "n")
    found = on_columns(held, {"n": thirds}, "meer", "som")
    for name in outputs:
        assert [found[name].value(row) for row in (0, 1)] == one_by_one(held, {"n": thirds}, name)


def test_a_column_of_narrow_floats_is_read_as_it_is_written() -> None:
    border = op("EQUALS", subject=op("MULTIPLY", values=["$n", 1.1]), value=901.23)
    held = asking({"uit": border}, "n")
    assert on_columns(held, {"n": np.array([819.3], dtype=np.float32)}, "uit")["uit"].values[0]


@pytest.mark.parametrize("strange", ["nan", "inf", "-inf"])
def test_no_number_is_not_known(strange: str) -> None:
    five = op("EQUALS", subject="$n", value=5)
    outputs = {
        "meer": op("GREATER_THAN", subject="$n", value=1000),
        "minder": op("LESS_THAN", subject="$n", value=1000),
        "anders": op("NOT", value=op("EQUALS", subject="$n", value=5)),
        "een_van": op("IN", subject="$n", values=[5, 6]),
        "som": op("ADD", values=["$n", 1]),
        "hoogste": op("MAX", values=["$n", 1]),
        "keus": op("IF", cases=[{"when": five, "then": 1}], default=2),
        "rond": op("ROUND", value="$n", precision=0),
    }  # fmt: skip
    held = asking(outputs, "n")
    right = {name: [False, True] for name in outputs}
    for kind in ("float64", "float32", "float16", "object"):
        numbers = np.array([float(strange), 1500.0], dtype=kind)
        found = on_columns(held, {"n": numbers}, *outputs)
        assert {name: column.known.tolist() for name, column in found.items()} == right
    with pytest.raises(LawError, match="no number"):
        ask(held, "proef", "meer", n=float(strange))


@pytest.mark.parametrize("strange", ["NaT", "10000-01-01", "-0044-03-15"])
@pytest.mark.parametrize("unit", ["D", "s", "ns"])
def test_no_day_of_the_calendar_is_not_known(strange: str, unit: str) -> None:
    if unit == "ns" and strange != "NaT":
        return
    outputs = {
        "later": op("GREATER_THAN", subject="$dag", value="2000-01-01"),
        "jaren": op("AGE", date_of_birth="$dag", reference_date="$referencedate"),
        "dagen": op("DATE_DIFF", **{"from": "$dag", "to": "2020-01-01", "in": "days"}),
    }
    held = asking(outputs, "dag")
    days = np.array([strange, "2001-02-03"], dtype=f"datetime64[{unit}]")
    found = on_columns(held, {"dag": days}, *outputs)
    assert {n: c.known.tolist() for n, c in found.items()} == {
        name: [False, True] for name in outputs
    }


def test_true_is_not_one_inside_lists_on_columns_either() -> None:
    held = asking({"uit": op("EQUALS", subject="$n", value="$m")}, "n", "m")
    lists: Any = np.empty(2, dtype=object)
    lists[:] = [[True], [1]]
    others: Any = np.empty(2, dtype=object)
    others[:] = [[1], [1]]
    assert [on_columns(held, {"n": lists, "m": others}, "uit")["uit"].value(r) for r in (0, 1)] == [
        False,
        True,
    ]


NESTED = st.recursive(
    st.booleans() | st.sampled_from([0, 1, Decimal("1.0")]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=2) | st.dictionaries(st.just("a"), inner, min_size=1)
    ),
    max_leaves=4,
)


def told_apart(value: Any) -> Any:
    """The value with its kind written beside every true, false and number."""
    if isinstance(value, list):
        return [told_apart(item) for item in value]
    if isinstance(value, dict):
        return {key: told_apart(item) for key, item in value.items()}
    return ("yes or no" if isinstance(value, bool) else "number", value)


@calm
@given(NESTED, NESTED)
@example({"a": True}, {"a": 1})
@example([{"a": [False]}], [{"a": [0]}])
def test_true_is_not_one_at_any_depth(one: Any, other: Any) -> None:
    right = told_apart(one) == told_apart(other)
    assert (
        compute(op("EQUALS", subject="$een", value="$ander"), een=one, ander=other).value is right
    )
    within = op("IN", subject="$een", values=[op("LIST", items=["$ander"])])
    if not isinstance(other, list):
        assert compute(within, een=one, ander=other).value is right


def test_a_sum_without_end_stops_in_words() -> None:
    held = asking({"uit": op("DIVIDE", values=[1, op("MULTIPLY", values=["$n"] * 60)])}, "n")
    case = {"law": "proef", "date": str(DAY), "outputs": ["uit"], "facts": {"n": 3 * 10**300}}
    assert "larger than can be worked with" in run_case(held, case)["error"]

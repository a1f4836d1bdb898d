# SPDX-License-Identifier: EUPL-1.2
"""Numbers on columns are as narrow as is certainly right, and texts are told apart exactly."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meedoen.law import Corpus, Mode
from meedoen.law.model import read_law
from tests.law.test_vector import column
from tests.law.writing import DAY, article, ask, calm, law, op

np = pytest.importorskip("numpy", reason="numpy is not installed")
vector = pytest.importorskip("meedoen.law.vector", reason="numpy is not installed")

EDGE = 2**31
LARGE = st.sampled_from([0, 1, -1, 7, -7, 40_000, -50_000, EDGE - 2, EDGE - 1, EDGE, 1 - EDGE])
AMOUNTS = LARGE | st.sampled_from([-EDGE, 3 * EDGE])


def proef(expression: Any) -> Corpus:
    data = law("proef", article("1", {"uit": expression}, facts=["n", "m", "a"]))
    return Corpus((read_law(data, Path("proef.yaml"), "0"),))


def answered(expression: Any, **facts: Any) -> Any:
    held = proef(expression)
    return vector.evaluate_many(held, law="proef", outputs=["uit"], facts=facts, on=DAY)["uit"]


def sums() -> st.SearchStrategy[Any]:
    def wider(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        reckoned = st.builds(
            lambda name, values: op(name, values=values),
            st.sampled_from(["ADD", "SUBTRACT", "MULTIPLY", "MIN", "MAX"]),
            st.lists(inner, min_size=1, max_size=2),
        )
        chosen = st.builds(
            lambda then, rest: op("IF", cases=[{"when": "$a", "then": then}], default=rest),
            inner,
            inner,
        )
        return reckoned | chosen

    return st.recursive(st.sampled_from(["$n", "$m", 0.5]) | AMOUNTS, wider, max_leaves=3)


@calm
@given(sums(), st.lists(st.tuples(AMOUNTS, AMOUNTS, st.booleans()), min_size=1, max_size=4))
def test_amounts_around_what_fits_in_32_bits_are_exact(expression: Any, rows: list[Any]) -> None:
    n, m, a = zip(*rows, strict=True)
    found = answered(
        expression,
        n=column(list(n), np.int64, 0),
        m=column(list(m), np.int64, 0),
        a=column(list(a), bool, False),
    )
    for row, (one, other, yes) in enumerate(rows):
        facts = {"n": one, "m": other, "a": yes}
        answer = ask(proef(expression), "proef", "uit", mode=Mode.INTAKE, **facts)
        if abs(answer.value) < 2**52:
            assert found.values[row] == answer.value


@calm
@given(AMOUNTS, AMOUNTS, st.sampled_from(["EQUALS", "LESS_THAN", "GREATER_THAN_OR_EQUAL"]))
def test_a_comparison_with_what_does_not_fit_is_right(one: int, other: int, name: str) -> None:
    expression = op(name, subject="$n", value=other)
    found = answered(expression, n=column([one], np.int64, 0))
    assert bool(found.values[0]) is ask(proef(expression), "proef", "uit", n=one).value


def test_whole_amounts_come_in_32_bits_and_fractions_in_64() -> None:
    n = column([100, 205], np.int64, 0)
    whole = answered(op("MULTIPLY", values=["$n", 12]), n=n)
    halves = answered(op("MULTIPLY", values=["$n", 0.5]), n=n)
    assert (whole.values.dtype, whole.values.tolist()) == (np.int32, [1200, 2460])
    assert (halves.values.dtype, halves.values.tolist()) == (np.float64, [50.0, 102.5])


def test_a_sum_that_could_pass_32_bits_is_kept_wider() -> None:
    found = answered(op("ADD", values=["$n", "$n"]), n=column([EDGE - 1, 3], np.int64, 0))
    assert found.values.tolist() == [2 * (EDGE - 1), 6]


def test_a_compact_column_holds_the_same_numbers_in_half_the_room() -> None:
    small, large = column([1, None, -5], np.int64, 0), column([1, None, 3 * EDGE], np.int64, 0)
    assert vector.compact(small).values.dtype == np.int32
    assert vector.compact(small).values.tolist() == [1, 0, -5]
    assert vector.compact(large) is large
    nobody = vector.Column(np.array([], dtype=np.int64), np.array([], dtype=bool))
    assert vector.compact(nobody) is nobody


WORDS = st.builds(lambda size, tail: "a" * size + tail, st.integers(0, 24), st.text("ab\xe9"))


@calm
@example(["aaaaaaaaab", "aaaaaaaaac"])
@example(["a" * 8 + "b" + "a" * 9, "a" * 8 + "c" + "a" * 9])
@given(st.lists(WORDS | st.just("\u20ac"), min_size=1, max_size=9))
def test_texts_of_any_length_and_letter_are_told_apart(texts: list[str]) -> None:
    numbered = vector.categorised(column(texts, None, ""))
    assert [numbered.value(row) for row in range(len(texts))] == texts
    assert len(set(numbered.categories)) == len(numbered.categories)

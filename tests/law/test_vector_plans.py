# SPDX-License-Identifier: EUPL-1.2
"""The steps of a question are kept with its laws, and never used for columns they do not suit."""

import gc
import weakref
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.law import Corpus, LawError
from meedoen.law.model import read_law
from tests.law.test_vector import TOWNSPEOPLE, column, questions, results, ruled, wider
from tests.law.writing import DAY, article, calm, law, op

np = pytest.importorskip("numpy", reason="numpy is not installed")
vector = pytest.importorskip("meedoen.law.vector", reason="numpy is not installed")
plan = pytest.importorskip("meedoen.law.columns.plan", reason="numpy is not installed")
machine = pytest.importorskip("meedoen.law.columns.machine", reason="numpy is not installed")

ASKED: dict[str, Any] = {"law": "proef", "outputs": ["uit"], "on": DAY}


def proef(expression: Any, facts: list[str]) -> Corpus:
    data = law("proef", article("1", {"uit": expression}, facts=facts))
    return Corpus((read_law(data, Path("proef.yaml"), "0"),))


def rows_of(column: Any) -> list[Any]:
    """What is known, as plain values, and None for what is not."""
    return [column.value(row) if known else None for row, known in enumerate(column.known)]


def told(corpus: Corpus, facts: dict[str, Any], threads: int = 1) -> Any:
    """All that the engine says of these people: the answers twice, and who decided, or an error."""
    asked = {**ASKED, "facts": facts, "threads": threads}
    try:
        bare = vector.evaluate_many(corpus, **asked)["uit"]
        why, articles = vector.explain_many(corpus, **asked)
    except LawError as error:
        return str(error)
    return rows_of(bare), rows_of(why["uit"]), why["uit"].deciding.tolist(), articles


@calm
@given(
    st.lists(questions(), min_size=3, max_size=3),
    results(),
    questions(),
    st.lists(TOWNSPEOPLE, min_size=2, max_size=3),
)
def test_laws_that_were_asked_before_answer_as_laws_that_were_not(
    expressions: list[Any], last: Any, local: Any, crowds: list[Any]
) -> None:
    asked_before = ruled(expressions, last, local)
    for people in crowds:
        facts = wider(people)
        assert told(asked_before, facts) == told(Corpus(asked_before.laws), facts)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "BLOCK", 3)
    monkeypatch.setattr(machine, "SHARED_BLOCK", 2)


@pytest.mark.usefixtures("small_blocks")
@calm
@given(st.lists(questions(), min_size=3, max_size=3), results(), questions(), TOWNSPEOPLE)
def test_three_threads_give_the_same_answers_as_one(
    expressions: list[Any], last: Any, local: Any, people: list[Any]
) -> None:
    held, facts = ruled(expressions, last, local), wider(people)
    assert told(held, facts, threads=1) == told(held, facts, threads=3)


@pytest.mark.usefixtures("small_blocks")
def test_what_a_thread_cannot_do_is_still_done_row_by_row() -> None:
    later = op("DATE_ADD", date="$geboren", days="$n")
    held = proef(later, ["geboren", "n"])
    facts = {
        "geboren": column([DAY] * 8, "datetime64[D]", DAY),
        "n": column([1.0] * 8, float, 0.0),
    }
    found = vector.evaluate_many(held, facts=facts, threads=3, **ASKED)["uit"]
    assert len(found.values) == 8
    assert {str(day) for day in found.values} == {"2026-03-02"}


class Counting(plan.LawReader):  # type: ignore[misc, name-defined]
    """A reader that tells how often somebody started to read a law."""

    started = 0

    def __init__(self, *arguments: Any) -> None:
        type(self).started += 1
        super().__init__(*arguments)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> type[Counting]:
    Counting.started = 0
    monkeypatch.setattr(plan, "LawReader", Counting)
    return Counting


def test_people_like_those_of_last_time_need_no_new_steps(readings: type[Counting]) -> None:
    held = proef(op("ADD", values=["$n", 1]), ["n"])
    for numbers in ([1, 5, 7], [6, 0], [4]):
        facts = {"n": column(numbers, np.int64, 0), "anders": column(numbers, np.int64, 0)}
        found = vector.evaluate_many(held, facts=facts, **ASKED)["uit"]
        assert found.values.tolist() == [number + 1 for number in numbers]
    assert readings.started == 1


@pytest.mark.parametrize(
    "other",
    [
        column([1, None, 3], np.int64, 0),
        column([1, 2, 3_000_000_000], np.int64, 0),
        column([1.5, 2.5, 3.5], float, 0.0),
        column([None, None, None], np.int64, 0),
    ],
    ids=["somebody unknown", "large amounts", "fractions", "nobody known"],
)
def test_columns_that_look_different_get_steps_of_their_own(
    readings: type[Counting], other: Any
) -> None:
    held = proef(op("ADD", values=["$n", 1]), ["n"])
    vector.evaluate_many(held, facts={"n": column([1, 2, 3], np.int64, 0)}, **ASKED)
    found = vector.evaluate_many(held, facts={"n": other}, **ASKED)["uit"]
    assert readings.started == 2
    assert found.known.tolist() == other.known.tolist()
    assert (found.values == other.values + 1)[other.known].all()


def test_a_fact_that_is_there_for_the_first_time_is_read(readings: type[Counting]) -> None:
    held = proef(op("OR", conditions=["$a", "$b"]), ["a", "b"])
    some = {"a": column([False], bool, False)}
    assert not vector.evaluate_many(held, facts=some, **ASKED)["uit"].known[0]
    both = some | {"b": column([True], bool, False)}
    assert vector.evaluate_many(held, facts=both, **ASKED)["uit"].values[0]
    assert readings.started == 2


def test_other_texts_in_a_column_do_not_get_the_numbers_of_last_time() -> None:
    held = proef(op("EQUALS", subject="$woon", value="samen"), ["woon"])
    for texts in (["samen", "alleen"], ["alleen", "samen"], ["elders", "alleen"]):
        facts = {"woon": column(texts, "U6", "")}
        found = vector.evaluate_many(held, facts=facts, **ASKED)["uit"]
        assert found.values.tolist() == [text == "samen" for text in texts]


def test_steps_are_let_go_together_with_the_laws() -> None:
    held = proef(op("ADD", values=["$n", 1]), ["n"])
    vector.evaluate_many(held, facts={"n": column([1], np.int64, 0)}, **ASKED)
    gone = weakref.ref(held)
    del held
    gc.collect()
    assert gone() is None


def test_no_more_plans_are_kept_than_agreed() -> None:
    held = proef(op("ADD", values=["$n", 1]), ["n"])
    for power in range(2 * plan.MOST_PLANS):
        vector.evaluate_many(held, facts={"n": column([2**power], np.int64, 0)}, **ASKED)
    (plans,) = plan._kept[held].values()
    assert len(plans) == plan.MOST_PLANS

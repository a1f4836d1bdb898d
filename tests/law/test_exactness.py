# SPDX-License-Identifier: EUPL-1.2
"""What is said with facts missing, held against every way in which they can be filled in.

Exact means, for each answer of the engine in the mode of the law:

* a value is only given when every completion gives that value, and an error only when every
  completion is one;
* facts that are not named as missing change nothing, whatever the others turn out to be;
* where a law reads every fact once, the converse holds too: the answer is unknown only when
  completions differ, and a fact is named only when it makes a difference somewhere;
* a fact that is read twice counts as two facts nobody gave. That is what three-valued logic is:
  "x, or not x" stays unknown while x is, and nothing else is lost.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meedoen.law import Answer, Corpus, LawError, Mode, evaluate
from meedoen.law.model import read_law
from meedoen.law.vector import Column, evaluate_many
from tests.law.oracle import Facts, Oracle, Trouble, completions
from tests.law.random_laws import DAYS, DOMAINS, OPTIONAL, once, region, single
from tests.law.writing import article, field, law, op

TROUBLE = "trouble"
many = settings(deadline=None, max_examples=25)


def held(laws: Sequence[dict[str, Any]]) -> Corpus:
    return Corpus(
        tuple(read_law(data, Path("proef.yaml"), str(at)) for at, data in enumerate(laws))
    )


def asked(corpus: Corpus, on: str, facts: Facts) -> Answer | None:
    try:
        found = evaluate(
            corpus, law="top", outputs=["uit"], facts=facts, on=date.fromisoformat(on),
            explain=False,
        )  # fmt: skip
    except LawError:
        return None
    return found.outputs["uit"]


def told(oracle: Oracle, facts: Facts) -> Any:
    try:
        return oracle.ask("top", "uit", facts)
    except Trouble:
        return TROUBLE


def alike(mine: Any, other: Any) -> bool:
    """Whether the engine's value is the oracle's; long fractions to forty digits."""
    mine = mine["iso"] if isinstance(mine, dict) else mine
    if isinstance(mine, bool) or not isinstance(mine, int | Decimal):
        return type(mine) is type(other) and bool(mine == other)
    if not isinstance(other, Fraction):
        return False
    return abs(Fraction(mine) - other) <= abs(other) * Fraction(1, 10**40)


def check(laws: list[dict[str, Any]], on: str, known: Facts, domains: Any) -> Answer | None:
    """Hold one answer against every completion of what is missing."""
    oracle, corpus = Oracle(laws, on), held(laws)
    answer = asked(corpus, on, known)
    hidden = [name for name in domains if name not in known]
    truth = [(more, told(oracle, {**known, **more})) for more in completions(domains, hidden)]
    if answer is None:
        assert all(value == TROUBLE for _, value in truth)
    elif answer.known:
        assert all(alike(answer.value, value) for _, value in truth), (answer.value, truth)
    else:
        assert answer.missing
        assert answer.missing <= set(hidden)
        groups: dict[str, Any] = {}
        for more, value in truth:
            mark = json.dumps({name: more[name] for name in sorted(answer.missing)})
            assert groups.setdefault(mark, value) == value, "a fact that was not named matters"
    return answer


CASE = st.fixed_dictionaries({name: st.sampled_from(held) for name, held in DOMAINS.items()})
FREE = st.sampled_from([{}, {OPTIONAL: True}, {OPTIONAL: False}, {OPTIONAL: None}])
SHOWN = st.sets(st.sampled_from(list(DOMAINS)))


@many
@given(single() | region(), st.sampled_from(DAYS), CASE, FREE)
def test_a_complete_case_is_read_as_a_second_reader_reads_it(
    laws: list[dict[str, Any]], on: str, case: Facts, free: Facts
) -> None:
    check(laws, on, {**case, **free}, DOMAINS)


@many
@given(single(), st.sampled_from(DAYS), CASE, FREE, SHOWN)
def test_no_completion_contradicts_the_answer_of_one_law(
    laws: list[dict[str, Any]], on: str, case: Facts, free: Facts, shown: set[str]
) -> None:
    check(laws, on, {name: case[name] for name in shown} | dict(free), DOMAINS)


@many
@given(region(), st.sampled_from(DAYS), CASE, FREE, SHOWN)
def test_no_completion_contradicts_laws_that_read_each_other_and_ordinances(
    laws: list[dict[str, Any]], on: str, case: Facts, free: Facts, shown: set[str]
) -> None:
    check(laws, on, {name: case[name] for name in shown} | dict(free), DOMAINS)


UNTIL = op("IF", cases=[{"when": "$ja", "then": "2000-01-31"}])
"""A day, or nothing at all."""
MAY_FAIL = {
    "a product with zero of a time that may have no end": op(
        "MULTIPLY", values=[op("DATE_DIFF", **{"from": "$dag", "to": UNTIL, "in": "days"}), 0]
    ),
    "a product with zero of a quotient by what may be zero": op(
        "MULTIPLY", values=[0, op("DIVIDE", values=[1, "$n"])]
    ),
    "an IF whose ways are equal, on a condition that may fail": op(
        "IF",
        cases=[{"when": op("GREATER_THAN", subject=UNTIL, value="$dag"), "then": 5}],
        default=5,
    ),
    "an empty list that something is in that may fail": op(
        "IN", subject=op("DIVIDE", values=[1, "$n"]), values=[]
    ),
    "a sum with a way that may be nothing, times zero": op(
        "MULTIPLY", values=[op("ADD", values=[1, op("IF", cases=[{"when": "$ja", "then": 2}])]), 0]
    ),
    "a condition that fails on one way, in a product": op(
        "MULTIPLY",
        values=[0, op("IF", cases=[{"when": "$ja", "then": 1}], default=op("ADD", values=["x"]))],
    ),
}


@pytest.mark.parametrize("name", MAY_FAIL)
def test_what_may_yet_turn_out_to_be_an_error_is_no_answer_yet(name: str) -> None:
    laws = one_law(MAY_FAIL[name], ["ja", "n", "dag"])
    domains = {key: DOMAINS[key] for key in ("ja", "n", "dag")}
    answer = check(laws, DAYS[1], {}, domains)
    assert answer is not None
    assert not answer.known


@pytest.mark.parametrize("name", MAY_FAIL)
@pytest.mark.parametrize("known", [(), ("ja",), ("n",), ("dag",), ("ja", "n", "dag")])
def test_columns_wait_where_one_by_one_waits(name: str, known: tuple[str, ...]) -> None:
    corpus = held(one_law(MAY_FAIL[name], ["ja", "n", "dag"]))
    given: dict[str, Any] = {"ja": True, "n": 3, "dag": "1990-06-15"}
    facts = {key: given[key] for key in known}
    columns = {
        key: Column(
            np.array([value], dtype="datetime64[D]" if key == "dag" else None),
            np.array([key in known]),
        )
        for key, value in given.items()
    }
    asked: dict[str, Any] = {"law": "top", "outputs": ["uit"], "on": date.fromisoformat(DAYS[1])}
    try:
        one = evaluate(corpus, **asked, facts=facts, mode=Mode.INTAKE).outputs["uit"]
    except LawError:
        with pytest.raises(LawError):
            evaluate_many(corpus, **asked, facts=columns)
        return
    many_ = evaluate_many(corpus, **asked, facts=columns)["uit"]
    assert bool(many_.known[0]) is one.known
    assert not one.known or many_.value(0) == one.value


ONCE = {
    "ja": (True, False),
    "n": (0, 3, 7),
    "soort": ("een", "drie"),
    "dag": ("2010-01-01", "1990-06-15"),
}


@st.composite
def read_once(draw: Any) -> tuple[Any, dict[str, Any]]:
    counter = [0]
    expression = draw(once(counter))
    facts = sorted(set(_names(expression)))
    assume(len(facts) <= 7)
    return expression, {name: ONCE[name.rstrip("0123456789")] for name in facts}


def _names(raw: Any) -> list[str]:
    if isinstance(raw, str):
        return [raw[1:]] if raw.startswith("$") and raw != "$referencedate" else []
    inside = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    return [name for item in inside for name in _names(item)]


def one_law(expression: Any, facts: Sequence[str]) -> list[dict[str, Any]]:
    return [law("top", article("1", {"uit": expression}, facts=[field(n) for n in facts]))]


@many
@given(read_once(), st.data())
def test_where_facts_are_read_once_exactly_those_that_matter_are_named(
    drawn: tuple[Any, dict[str, Any]], data: st.DataObject
) -> None:
    expression, domains = drawn
    shown = data.draw(st.sets(st.sampled_from(sorted(domains)))) if domains else set()
    known = {name: data.draw(st.sampled_from(domains[name])) for name in sorted(shown)}
    laws = one_law(expression, list(domains))
    answer = check(laws, DAYS[1], known, domains)
    oracle = Oracle(laws, DAYS[1])
    hidden = [name for name in domains if name not in known]
    matters = {
        name
        for name in hidden
        for more in completions(domains, [other for other in hidden if other != name])
        if len({told(oracle, {**known, **more, name: value}) for value in domains[name]}) > 1
    }
    assert answer is not None
    assert answer.missing == matters


@many
@given(read_once(), st.data())
def test_a_fact_read_twice_counts_as_two_that_nobody_gave(
    drawn: tuple[Any, dict[str, Any]], data: st.DataObject
) -> None:
    expression, domains = drawn
    merged = {
        name: name.rstrip("0123456789") if data.draw(st.booleans()) else name for name in domains
    }
    apart = asked(held(one_law(expression, list(domains))), DAYS[1], {})
    text = json.dumps(expression)
    for name in sorted(merged, key=len, reverse=True):
        text = text.replace(f'"${name}"', f'"${merged[name]}"')
    together = asked(held(one_law(json.loads(text), list(set(merged.values())))), DAYS[1], {})
    assert apart is not None
    assert together is not None
    assert (together.known, together.value) == (apart.known, apart.value)
    assert together.missing == {merged[name] for name in apart.missing}

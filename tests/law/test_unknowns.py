# SPDX-License-Identifier: EUPL-1.2
"""Reasoning with facts that are not known yet (missing is never no)."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from meedoen.law import Answer, LawError, MissingFact, Mode
from tests.law.writing import calm, compute, op

FACTS = ("a", "b", "c", "d")


def three_valued(operation: str, *values: bool | None) -> Answer:
    names = [f"f{at}" for at in range(len(values))]
    facts = {n: v for n, v in zip(names, values, strict=True) if v is not None}
    return compute(op(operation, conditions=[f"${name}" for name in names]), **facts)


@pytest.mark.parametrize("left", [True, False, None])
@pytest.mark.parametrize("right", [True, False, None])
def test_and_and_or_follow_the_kleene_tables(left: bool | None, right: bool | None) -> None:
    both, either = three_valued("AND", left, right), three_valued("OR", left, right)
    if left is False or right is False:
        assert (both.known, both.value) == (True, False)
    else:
        assert both.value is (None if None in (left, right) else True)
    if left is True or right is True:
        assert (either.known, either.value) == (True, True)
    else:
        assert either.value is (None if None in (left, right) else False)


@pytest.mark.parametrize(("value", "result"), [(True, False), (False, True)])
def test_not_turns_a_known_condition_round(value: bool, result: bool) -> None:
    assert compute(op("NOT", value="$a"), a=value).value is result


def test_not_of_something_unknown_stays_unknown() -> None:
    assert compute(op("NOT", value="$a")).missing == {"a"}


def test_facts_of_a_decided_condition_drop_out() -> None:
    nested = op("AND", conditions=[op("OR", conditions=["$a", "$b"]), "$c"])
    assert compute(nested, a=True).missing == {"c"}
    assert compute(nested, c=False).missing == frozenset()
    assert compute(nested).missing == {"a", "b", "c"}


def test_a_decisive_condition_looks_past_an_error_too() -> None:
    broken = op("GREATER_THAN", subject="$a", value=1)
    assert compute(op("AND", conditions=[broken, "$b"]), a=None, b=False).value is False
    assert compute(op("OR", conditions=[broken, "$b"]), a=None, b=True).value is True
    with pytest.raises(LawError, match="null"):
        compute(op("AND", conditions=[broken, "$b"]), a=None, b=True)


def test_an_if_is_decided_when_every_way_it_can_go_is_the_same() -> None:
    cases = [{"when": "$a", "then": 5}, {"when": "$b", "then": op("ADD", values=[2, 3])}]
    assert compute(op("IF", cases=cases, default="$c"), c=5).value == 5
    assert compute(op("IF", cases=cases, default="$c"), c=6).missing == {"a", "b"}


def test_only_the_condition_that_still_matters_is_missing() -> None:
    cases = [{"when": "$a", "then": 1}, {"when": "$b", "then": 2}]
    assert compute(op("IF", cases=cases, default=2)).missing == {"a"}


def test_a_branch_that_cannot_be_reached_asks_nothing() -> None:
    cases = [{"when": "$a", "then": "$b"}]
    assert compute(op("IF", cases=cases, default="$c"), a=True).missing == {"b"}


def test_a_product_with_nothing_is_nothing_whatever_else_is_unknown() -> None:
    assert compute(op("MULTIPLY", values=["$a", 0])).value == 0
    assert compute(op("ADD", values=["$a", "$b", 0])).missing == {"a", "b"}


def test_what_is_found_in_a_list_is_found_whatever_else_is_in_it() -> None:
    assert compute(op("IN", subject=1, values=[1, "$a"])).value is True
    assert compute(op("IN", subject=2, values=[1, "$a"])).missing == {"a"}


def test_a_missing_fact_is_unknown_and_never_no() -> None:
    optional = op("EQUALS", subject="$a", value=False)
    assert compute(optional, Mode.INTAKE).known is False
    assert compute(optional, Mode.LAW).known is False


def test_strict_evaluation_refuses_a_missing_fact_only_when_it_is_read() -> None:
    condition = op("AND", conditions=["$a", "$b"])
    assert compute(condition, Mode.STRICT, a=False).value is False
    with pytest.raises(MissingFact, match="'b'"):
        compute(condition, Mode.STRICT, a=True)


def expressions() -> st.SearchStrategy[Any]:
    leaves = st.sampled_from([f"${name}" for name in FACTS]) | st.booleans()
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(lambda c: op("AND", conditions=c), st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda c: op("OR", conditions=c), st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda v: op("NOT", value=v), inner),
            st.builds(lambda s, v: op("EQUALS", subject=s, value=v), inner, inner),
            st.builds(
                lambda w, t, d: op("IF", cases=[{"when": w, "then": t}], default=d),
                inner,
                inner,
                inner,
            ),
        ),
        max_leaves=12,
    )


CASES = st.fixed_dictionaries({name: st.booleans() for name in FACTS})


@calm
@given(expressions(), CASES, st.sets(st.sampled_from(FACTS)))
def test_adding_a_fact_never_turns_a_yes_into_a_no(
    expression: Any, facts: dict[str, bool], hidden: set[str]
) -> None:
    whole = compute(expression, **facts)
    part = compute(expression, **{n: v for n, v in facts.items() if n not in hidden})
    assert whole.known
    if part.known:
        assert part.value is whole.value


@calm
@given(expressions(), CASES, st.sampled_from(FACTS))
def test_the_hidden_fact_is_named_whenever_the_answer_is_unknown_because_of_it(
    expression: Any, facts: dict[str, bool], hidden: str
) -> None:
    answer = compute(expression, **{n: v for n, v in facts.items() if n != hidden})
    assume(not answer.known)
    assert answer.missing == {hidden}


@calm
@given(expressions(), CASES, st.sets(st.sampled_from(FACTS)))
def test_only_facts_that_were_not_given_are_missing(
    expression: Any, facts: dict[str, bool], hidden: set[str]
) -> None:
    answer = compute(expression, **{n: v for n, v in facts.items() if n not in hidden})
    assert answer.missing <= hidden
    assert answer.known is (not answer.missing)


@calm
@given(expressions(), CASES, st.sets(st.sampled_from(FACTS)))
def test_an_intake_reasons_as_the_law_does_when_every_fact_is_required(
    expression: Any, facts: dict[str, bool], hidden: set[str]
) -> None:
    given_facts = {n: v for n, v in facts.items() if n not in hidden}
    law, intake = (
        compute(expression, **given_facts),
        compute(expression, Mode.INTAKE, **given_facts),
    )
    assert (law.value, law.missing) == (intake.value, intake.missing)

# SPDX-License-Identifier: EUPL-1.2
"""Random small laws: every operation, over facts with so few values that all can be tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from tests.law.writing import article, field, law, op

TOWNS = ("GM9901", "GM9902", "GM9903")
DOMAINS: dict[str, Sequence[Any]] = {
    "ja": (True, False),
    "nee": (True, False),
    "n": (0, 3, 7),
    "m": (-2, 5),
    "soort": ("een", "drie"),
    "dag": ("2008-02-29", "1990-06-15"),
    "gemeente_code": TOWNS,
}
"""Required facts with all their values; the last town has no ordinance."""

OPTIONAL = "mag"
"""An optional yes or no: null when nobody says it."""

DAYS = ("2025-06-30", "2026-03-01")
NUMBER = st.integers(-3, 8)
Draw = st.SearchStrategy[Any]


def names(*allowed: str) -> Draw:
    """A reference to one of the names."""
    return st.sampled_from([f"${name}" for name in allowed])


def _pairs(then: Draw, depth: int) -> Draw:
    case = st.fixed_dictionaries({"when": conditions(depth - 1), "then": then})
    return st.builds(
        lambda cases, default: op("IF", cases=cases, **default),
        st.lists(case, min_size=1, max_size=2),
        st.one_of(st.fixed_dictionaries({"default": then}), st.just({})),
    )


def numbers(depth: int, more: Sequence[str] = ()) -> Draw:
    """An expression that gives a number (or nothing); a factor takes the unit of days away."""
    leaf = st.one_of(NUMBER, names("n", "m", "GRENS", *more))
    if depth <= 0:
        return leaf
    inner = st.deferred(lambda: numbers(depth - 1, more))
    days = st.deferred(lambda: dates(depth - 1))
    some = st.lists(inner, min_size=1, max_size=3)
    kinds = ["ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX"]
    sums = st.builds(lambda kind, values: op(kind, values=values), st.sampled_from(kinds), some)
    return st.one_of(
        leaf,
        sums,
        sums,
        st.builds(lambda value: op("ROUND", value=value, precision=0), inner),
        st.builds(lambda born, at: op("AGE", date_of_birth=born, reference_date=at), days, days),
        st.builds(
            lambda start, end: op("DATE_DIFF", **{"from": start, "to": end, "in": "years"}),
            days,
            days,
        ),
        st.builds(
            lambda start, end, factor: op(
                "MULTIPLY",
                values=[op("DATE_DIFF", **{"from": start, "to": end, "in": "days"}), factor],
            ),
            days,
            days,
            NUMBER,
        ),
        _pairs(inner, depth),
    )


def dates(depth: int) -> Draw:
    """An expression that gives a date (or nothing)."""
    leaf = st.one_of(st.just("2000-01-31"), names("dag", "referencedate"))
    if depth <= 0:
        return leaf
    inner = st.deferred(lambda: dates(depth - 1))
    step = st.sampled_from(["years", "months", "weeks", "days"])
    return st.one_of(
        leaf,
        st.builds(
            lambda start, key, count: op("DATE_ADD", date=start, **{key: count}),
            inner,
            step,
            numbers(0),
        ),
        _pairs(inner, depth),
    )


def conditions(depth: int, more: Sequence[str] = ()) -> Draw:
    """An expression that gives yes or no."""
    leaf = st.one_of(st.booleans(), names("ja", "nee", OPTIONAL, *more))
    if depth <= 0:
        return leaf
    inner = st.deferred(lambda: conditions(depth - 1, more))
    number = st.deferred(lambda: numbers(depth - 1))
    day = st.deferred(lambda: dates(depth - 1))
    kinds = st.one_of(names("soort"), st.sampled_from(["een", "twee"]))
    some = st.lists(inner, min_size=1, max_size=3)
    orders = ["GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL"]
    order = st.sampled_from([*orders, "EQUALS"])
    return st.one_of(
        leaf,
        st.builds(lambda values: op("AND", conditions=values), some),
        st.builds(lambda values: op("OR", conditions=values), some),
        st.builds(lambda value: op("NOT", value=value), inner),
        st.builds(lambda kind, a, b: op(kind, subject=a, value=b), order, number, number),
        st.builds(lambda kind, a, b: op(kind, subject=a, value=b), order, day, day),
        st.builds(lambda a, b: op("EQUALS", subject=a, value=b), inner, st.none() | inner),
        st.builds(
            lambda a, b: op("IN", subject=a, values=b),
            kinds,
            st.lists(kinds, min_size=1, max_size=3),
        ),
        _pairs(inner, depth),
    )


def anything(depth: int) -> Draw:
    """An expression of any kind."""
    return st.one_of(conditions(depth), numbers(depth), dates(depth))


def _facts(*names_: str) -> list[dict[str, Any]]:
    mine = [field(name, required=True) for name in names_ or tuple(DOMAINS)]
    return [*mine, field(OPTIONAL, "boolean", required=False)]


def _with_limit(number: str, outputs: dict[str, Any], **machine: Any) -> dict[str, Any]:
    limit = {"GRENS": {"value": 4, "type": "number"}}
    facts = machine.pop("facts", _facts())
    return article(number, outputs, facts=facts, definitions=limit, **machine)


@st.composite
def single(draw: Any) -> list[dict[str, Any]]:
    """One law of one article."""
    return [law("top", _with_limit("1", {"uit": draw(anything(3))}))]


@st.composite
def region(draw: Any) -> list[dict[str, Any]]:
    """A law in two versions that reads its own articles, another law and two ordinances."""
    reading = [
        field("eigen", source={"output": "eigen"}),
        field("ander", source={
            "regulation": "midden", "output": "ander",
            "parameters": {"n": draw(st.one_of(st.just("$m"), NUMBER))},
        }),
        field("term", source={"output": "term"}),
    ]  # fmt: skip
    default = {"actions": [{"output": "term", "value": draw(numbers(1))}]}
    term = {"id": "term", "type": "number", "required": True, "default": default}
    special = draw(st.booleans())
    link = [{"law": "midden", "article": "5", "output": "ander"}]
    more = ("eigen", "ander", "term")
    read = st.one_of(names(*more), numbers(1, more))

    def version(since: str) -> dict[str, Any]:
        case = {"when": draw(conditions(1)), "then": draw(read)}
        expression = draw(st.one_of(read, st.just(op("IF", cases=[case], default=draw(read)))))
        articles = [
            _with_limit("1", {"uit": expression}, inputs=reading),
            _with_limit("2", {"eigen": draw(numbers(2))}),
            _with_limit("3", {}, open_terms=[term]),
        ]
        if special:
            articles.append(_with_limit("9", {"ander": draw(numbers(1))}, overrides=link))
        return law("top", *articles, valid_from=since)

    middle = law("midden", _with_limit("5", {"ander": draw(numbers(2))}))
    fills = [{"law": "top", "article": "3", "open_term": "term"}]
    towns = [
        law(
            f"verordening_{town}",
            _with_limit("1", {"term": draw(numbers(1))}, implements=fills),
            gemeente_code=town,
        )
        for town in TOWNS[:2]
    ]
    return [version("2020-01-01"), version("2026-01-01"), middle, *towns]


def once(counter: list[int]) -> Draw:
    """A condition that reads every fact once, each fact able to make it true and false."""

    def fresh(kind: str) -> str:
        counter[0] += 1
        return f"${kind}{counter[0]}"

    number = st.builds(
        lambda kind, limit: op(kind, subject=fresh("n"), value=limit),
        st.sampled_from(["GREATER_THAN", "LESS_THAN_OR_EQUAL", "EQUALS"]),
        st.just(3),
    )
    kind = st.builds(lambda: op("IN", subject=fresh("soort"), values=["een", "twee"]))
    day = st.builds(
        lambda: op(
            "GREATER_THAN_OR_EQUAL",
            subject=op("AGE", date_of_birth=fresh("dag"), reference_date="$referencedate"),
            value=18,
        )
    )
    leaf = st.one_of(st.builds(lambda: fresh("ja")), st.booleans(), number, kind, day)

    def deeper(depth: int) -> Draw:
        if depth == 0:
            return leaf
        inner = deeper(depth - 1)
        some = st.lists(inner, min_size=1, max_size=2)
        return st.one_of(
            leaf,
            st.builds(lambda parts: op("AND", conditions=parts), some),
            st.builds(lambda parts: op("OR", conditions=parts), some),
            st.builds(lambda part: op("NOT", value=part), inner),
            st.builds(
                lambda when, then, default: op(
                    "IF", cases=[{"when": when, "then": then}], default=default
                ),
                inner,
                leaf,
                leaf,
            ),
        )

    return deeper(3)

# SPDX-License-Identifier: EUPL-1.2
"""Small conditions over facts and outcomes, as the catalogues write them, with three values.

A condition holds, does not hold, or is undecided because a fact is missing. Only a condition that
certainly holds may change a sentence or raise a signal: what nobody told proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

AGE = "leeftijd"
"""The one name that is no fact: the age in whole years, derived from `geboortedatum`."""

_TESTS = ("equals", "in", "has_any", "at_least", "below", "above")


class ConditionError(ValueError):
    """A condition in a catalogue cannot be read; the message says what to change."""


@dataclass(frozen=True, slots=True)
class FactTest:
    """One test on one fact."""

    fact: str
    test: str
    value: object


@dataclass(frozen=True, slots=True)
class OutcomeTest:
    """Whether a provision came out as one of some kinds."""

    provision: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Group:
    """All, any or none of some conditions."""

    how: str
    parts: tuple[Condition, ...]


Condition = FactTest | OutcomeTest | Group


def read_condition(raw: object) -> Condition:
    """Read a condition from parsed YAML; raises ConditionError with what to change."""
    if not isinstance(raw, Mapping):
        raise ConditionError("a condition is a mapping with all, any, not, fact or outcome")
    for how in ("all", "any"):
        if how in raw:
            return _group(how, raw)
    if "not" in raw:
        return Group("not", (read_condition(raw["not"]),))
    if "outcome" in raw:
        return OutcomeTest(str(raw["outcome"]), frozenset(map(str, raw.get("is") or ())))
    return _fact_test(raw)


def _group(how: str, raw: Mapping[str, object]) -> Group:
    parts = raw[how]
    if not isinstance(parts, list) or not parts:
        raise ConditionError(f"'{how}' needs a list with at least one condition")
    return Group(how, tuple(map(read_condition, parts)))


def _fact_test(raw: Mapping[str, object]) -> FactTest:
    tests = [key for key in raw if key != "fact"]
    if "fact" not in raw or len(tests) != 1 or tests[0] not in _TESTS:
        raise ConditionError(f"a fact is tested with exactly one of {', '.join(_TESTS)}")
    return FactTest(str(raw["fact"]), str(tests[0]), raw[tests[0]])


def holds(
    condition: Condition, facts: Mapping[str, object], outcomes: Mapping[str, str]
) -> bool | None:
    """Whether `condition` holds; None while a fact it needs is missing.

    `outcomes` gives the kind of outcome per provision id; a provision that is not among them
    settles nothing and counts as not holding.
    """
    if isinstance(condition, FactTest):
        return _test(condition, facts.get(condition.fact))
    if isinstance(condition, OutcomeTest):
        return outcomes.get(condition.provision) in condition.kinds
    parts = [holds(part, facts, outcomes) for part in condition.parts]
    return _combined(condition.how, parts)


def _combined(how: str, parts: list[bool | None]) -> bool | None:
    if how == "not":
        return None if parts[0] is None else not parts[0]
    decisive = how == "any"
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def _test(test: FactTest, value: object) -> bool | None:
    if value is None:
        return None
    wanted = test.value
    if test.test == "equals":
        return value == wanted
    if test.test == "in":
        return value in _items(wanted)
    if test.test == "has_any":
        return not set(_items(value)).isdisjoint(_items(wanted))
    return _compared(test.test, value, wanted)


def _items(value: object) -> tuple[object, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (value,)
    return tuple(value)


def _compared(test: str, value: object, wanted: object) -> bool | None:
    try:
        left, right = float(str(value)), float(str(wanted))
    except ValueError:
        return None
    if test == "at_least":
        return left >= right
    return left < right if test == "below" else left > right


def parts_of(condition: Condition) -> Iterator[FactTest | OutcomeTest]:
    """Every test in `condition`, so that its names can be checked against the catalogues."""
    if isinstance(condition, Group):
        for part in condition.parts:
            yield from parts_of(part)
    else:
        yield condition

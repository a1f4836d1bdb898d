# SPDX-License-Identifier: EUPL-1.2
"""AND, OR, NOT and IF in strong Kleene logic.

A false condition decides an AND whatever else is unknown or in error, a true one an OR; the facts
of the conditions passed over drop out. An IF whose condition is unknown is still decided when
every branch that can be reached gives the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from meedoen.law.errors import CircularReference, LawError, UnknownOperation
from meedoen.law.numbers import NUMBERS
from meedoen.law.operations.building import Builder, Closure, Compile, listed, refuse
from meedoen.law.values import Unknown, same, unknown_among


def truth(symbol: str, value: Any) -> Any:
    """True, false or Unknown; null does not hold, a number holds unless it is zero."""
    kind = value.__class__
    if kind is bool or kind is Unknown:
        return value
    if value is None:
        return False
    if kind in NUMBERS:
        return value != 0
    raise refuse(symbol, "conditions (true or false)", value)


def _junction(symbol: str, decisive: bool) -> Builder:
    def build(spec: Mapping[str, Any], operand: Compile) -> Closure:
        parts = [operand(value) for value in listed(spec, "conditions", "values")]
        if not parts:
            raise UnknownOperation(f"{symbol} has no conditions")

        def run(frame: Any) -> Any:
            gaps: list[Unknown] = []
            trouble: LawError | None = None
            for part in parts:
                try:
                    value = part(frame)
                    if value.__class__ is not bool:
                        value = truth(symbol, value)
                except CircularReference:
                    raise
                except LawError as error:
                    trouble = trouble or error
                    continue
                if value is decisive:
                    return decisive
                if value.__class__ is Unknown:
                    gaps.append(value)
            if gaps:
                return doubted(unknown_among(gaps)) if trouble else unknown_among(gaps)
            if trouble:
                raise trouble
            return not decisive

        return run

    return build


def _not(spec: Mapping[str, Any], operand: Compile) -> Closure:
    if "value" in spec or "subject" in spec:
        part = operand(spec["value"] if "value" in spec else spec["subject"])
    else:
        only = listed(spec, "conditions", "values")
        if len(only) != 1:
            raise UnknownOperation("NOT needs one condition, as 'value'")
        part = operand(only[0])

    def run(frame: Any) -> Any:
        value = truth("NOT", part(frame))
        return unknown_among([value]) if value.__class__ is Unknown else not value

    return run


def _branches(spec: Mapping[str, Any]) -> tuple[list[tuple[Any, Any]], Any]:
    """When/then pairs and the default; the older forms are read as the same thing."""
    if "cases" in spec:
        pairs = [_pair(case, "when") for case in listed(spec, "cases")]
        return pairs, spec.get("default", spec.get("else"))
    if "when" in spec:
        return [_pair(spec, "when")], spec.get("else", spec.get("default"))
    pairs, otherwise = [], spec.get("default")
    for case in listed(spec, "conditions"):
        if isinstance(case, dict) and "else" in case and "test" not in case:
            otherwise = case["else"]
        else:
            pairs.append(_pair(case, "test"))
    return pairs, otherwise


def _pair(case: Any, condition: str) -> tuple[Any, Any]:
    """What one case of an IF asks and gives; raises UnknownOperation when either is absent."""
    for key in (condition, "then"):
        if not isinstance(case, Mapping) or key not in case:
            raise UnknownOperation(f"IF has a case without '{key}'")
    return case[condition], case["then"]


def _if(spec: Mapping[str, Any], operand: Compile) -> Closure:
    pairs, otherwise = _branches(spec)
    cases = [(operand(when), operand(then)) for when, then in pairs]
    default = operand(otherwise)

    def run(frame: Any, start: int = 0) -> Any:
        for index in range(start, len(cases)):
            when, then = cases[index]
            holds = when(frame)
            if holds.__class__ is not bool:
                holds = truth("IF", holds)
            if holds.__class__ is Unknown:
                return _either(frame, holds, then, partial(run, start=index + 1))
            if holds:
                return then(frame)
        return default(frame)

    return run


def _either(frame: Any, gap: Unknown, then: Closure, rest: Closure) -> Any:
    """What an IF comes to when it is unknown which of two ways it goes."""
    ways, trouble = [], None
    for way in (then, rest):
        try:
            ways.append(way(frame))
        except CircularReference:
            raise
        except LawError as error:
            trouble = trouble or error
    if not ways and trouble:
        raise trouble
    return settled(gap, ways, complete=trouble is None)


def settled(gap: Unknown, ways: list[Any], complete: bool = True) -> Any:
    """The one value all `ways` share, or Unknown for `gap` and everything open in the ways."""
    open_ways = [way for way in ways if way.__class__ is Unknown]
    certain = complete and not gap.tainted and not gap.doubtful
    if not open_ways and certain and all(same(ways[0], w) for w in ways[1:]):
        return ways[0]
    found = unknown_among([gap, *open_ways])
    assert found is not None
    nullable = any(way is None for way in ways) or any(way.nullable for way in open_ways)
    return doubted(found, found.doubtful or not complete, nullable)


def doubted(gap: Unknown | None, doubtful: bool = True, nullable: bool = False) -> Unknown:
    """The same gap, that may turn out to be an error, or null."""
    assert gap is not None
    return Unknown(gap.missing, gap.tainted, nullable=nullable, doubtful=doubtful)


BUILDERS: dict[str, Builder] = {
    "AND": _junction("AND", False),
    "OR": _junction("OR", True),
    "NOT": _not,
    "IF": _if,
    "SWITCH": _if,
}

__all__ = ["BUILDERS", "doubted", "settled", "truth"]

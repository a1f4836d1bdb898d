# SPDX-License-Identifier: EUPL-1.2
"""AND, OR, NOT, IF, and the comparisons, with unknowns as Kleene has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from meedoen.law.columns.amounts import Part, chosen, compared
from meedoen.law.columns.column import NotOnColumns
from meedoen.law.columns.program import Program, Truth, choose, looked_up
from meedoen.law.columns.symbols import (
    NOTHING,
    OPEN,
    TYPES,
    Symbol,
    Why,
    condition,
    doubted,
    merged,
    of_kind,
    same,
    together,
    trusted,
    ways,
    where,
)

Read = Callable[[Any], Symbol]
Work = Callable[[Program, Mapping[str, Any], Read], Symbol]


def listed(spec: Mapping[str, Any], read: Read, *keys: str) -> list[Symbol]:
    """The operands under the first of `keys` that holds some."""
    for key in keys:
        if isinstance(spec.get(key), list) and spec[key]:
            return [read(raw) for raw in spec[key]]
    raise NotOnColumns(str(spec["operation"]))


def known_in_all(program: Program, symbols: Sequence[Symbol]) -> Truth:
    """The rows that know every one of `symbols`."""
    return program.both(*(symbol.known for symbol in symbols))


def _junction(decisive: bool) -> Work:
    def work(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
        symbols = listed(spec, read, "conditions", "values")
        of_kind("bool", symbols)
        holds, fails = program.both, program.either
        if decisive:
            holds, fails = fails, holds
        no = None
        if known_in_all(program, symbols) is not True:
            no = fails(*(symbol.no for symbol in symbols))
        answer = ways(program, holds(*(symbol.values for symbol in symbols)), no, NOTHING)
        answer = replace(answer, why=_deciding(program, symbols, answer, decisive))
        return doubted(answer, symbols)

    return work


def _deciding(program: Program, symbols: Sequence[Symbol], answer: Symbol, decisive: bool) -> Why:
    """Of a decided row the first symbol that decides, of an open row what is open, else all."""
    if not any(symbol.why for symbol in symbols):
        return NOTHING
    settled = answer.no if decisive else answer.values
    whys = []
    waiting: Truth = True
    for symbol in symbols:
        decides = symbol.values if decisive else symbol.no
        still_open = program.negated(program.either(answer.known, symbol.known))
        first = program.both(waiting, decides)
        whys.append(where(program, program.either(settled, first, still_open), symbol.why))
        waiting = program.without(waiting, decides)
    return merged(program, whys)


def _not(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
    symbol = read(spec.get("value"))
    of_kind("bool", [symbol])
    return replace(symbol, values=symbol.no, no=symbol.values, kind="bool", nullable=False)


def _if(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
    if not isinstance(spec.get("cases"), list) or "default" not in spec:
        raise NotOnColumns("IF without default")
    result = read(spec["default"])
    for case in reversed(spec["cases"]):
        when, then = read(case["when"]), read(case["then"])
        of_kind("bool", [when])
        result = _either(program, when, then, result)
    return result


def _either(program: Program, when: Symbol, then: Symbol, rest: Symbol) -> Symbol:
    """The branch that is taken; both while the condition is open, which is known if they agree."""
    kind = rest.kind if then.kind == OPEN else then.kind
    if rest.kind not in {kind, OPEN}:
        raise NotOnColumns("branches of different kinds")
    trusted([when])
    why = merged(program, [
        when.why,
        where(program, program.negated(when.no), then.why),
        where(program, program.negated(when.values), rest.why),
    ])  # fmt: skip
    found = _way(program, when, then, rest, kind, why)
    nullable = any(not way.certain and way.nullable for way in (then, rest))
    return replace(doubted(found, [then, rest]), nullable=nullable)


def _way(program: Program, when: Symbol, then: Symbol, rest: Symbol, kind: str, why: Why) -> Symbol:
    if kind in {"bool", OPEN}:
        yes = _taken(program, when, then.values, rest.values)
        no = _taken(program, when, then.no, rest.no)
        certain = when.known is True and then.known is True and rest.known is True
        return ways(program, yes, None if certain else no, why)
    values, parts = _chosen(program, when.values, then, rest, kind)
    agreed: Truth = False if when.known is True else same(program, then, rest)
    known = _taken(program, when, then.known, rest.known, agreed)
    return Symbol(kind, values, known, why, parts=parts)


def _taken(program: Program, when: Symbol, then: Truth, rest: Truth, agreed: Truth = True) -> Truth:
    """The rows whose branch is in the mask of its own; while open, both must be, and agree."""
    if when.known is True and then is rest:
        return then
    both = False if when.known is True else program.both(then, rest, agreed)
    if then is True and rest is True:
        return program.either(when.known, both)
    return program.either(program.both(when.values, then), program.both(when.no, rest), both)


def _chosen(program: Program, holds: Truth, then: Symbol, rest: Symbol, kind: str) -> Part:
    if isinstance(holds, bool) or OPEN in {then.kind, rest.kind}:
        taken = then if (holds is True or rest.kind == OPEN) and then.kind != OPEN else rest
        return taken.values, taken.parts
    if kind == "number":
        return chosen(program, holds, then.number, rest.number)
    return program.emit(choose, holds, then.values, rest.values, dtype=TYPES[kind]), 1


def _equality(wanted: bool) -> Work:
    def work(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
        pair = read(spec.get("subject")), read(spec.get("value"))
        equal = same(program, *pair)
        found = condition(program, equal, known_in_all(program, pair), together(program, pair))
        found = doubted(found, pair)
        return found if wanted else replace(found, values=found.no, no=found.values)

    return work


def _order(compare: Callable[..., Any]) -> Work:
    def work(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
        left, right = pair = read(spec.get("subject")), read(spec.get("value"))
        known, why = known_in_all(program, pair), together(program, pair)
        kinds = {left.kind, right.kind} - {OPEN}
        if len(kinds) > 1 or not kinds <= {"number", "date"}:
            raise NotOnColumns("no order")
        found = Symbol("bool", False, False, why)
        if OPEN not in {left.kind, right.kind}:
            found = condition(program, _ordered(program, compare, left, right), known, why)
        return doubted(found, pair, needed=True)

    return work


def _ordered(program: Program, compare: Any, left: Symbol, right: Symbol) -> Truth:
    if left.kind == "number":
        return compared(program, compare, left.number, right.number)
    return program.mask(compare, left.values, right.values)


def _membership(wanted: bool) -> Work:
    def work(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
        found = _in(program, spec, read)
        return found if wanted else replace(found, values=found.no, no=found.values)

    return work


def _in(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
    subject = read(spec.get("subject"))
    members = spec.get("values", spec.get("value"))
    if not members:
        raise NotOnColumns("IN")
    items = [read(raw) for raw in members] if isinstance(members, list) else [read(members)]
    if items[0].kind == "list" and len(items) == 1:
        return _in_list(program, subject, items[0])
    if not isinstance(members, list) or any(item.kind == "list" for item in items):
        raise NotOnColumns("IN one value, or several lists")
    equal = [program.both(item.known, same(program, subject, item)) for item in items]
    yes = program.both(subject.known, program.either(*equal))
    everything = known_in_all(program, [subject, *items])
    no = None if everything is True else program.without(everything, yes)
    found = ways(program, yes, no, together(program, [subject, *items]))
    return doubted(found, [subject, *items])


def _in_list(program: Program, subject: Symbol, held: Symbol) -> Symbol:
    """Whether each person's own list holds one text; nothing is in an empty list."""
    if subject.kind != "text" or not isinstance(subject.values, int):
        raise NotOnColumns("IN a list, of something else than one text")
    holding = program.words.holding(subject.values)
    found = program.mask(looked_up, held.values, program.table(holding))
    holds = condition(program, found, held.known, together(program, [subject, held]))
    return doubted(holds, [held])


OPERATIONS: dict[str, Work] = {
    "AND": _junction(False),
    "OR": _junction(True),
    "NOT": _not,
    "IF": _if,
    "SWITCH": _if,
    "IN": _membership(True),
    "NOT_IN": _membership(False),
    "EQUALS": _equality(True),
    "NOT_EQUALS": _equality(False),
    "GREATER_THAN": _order(np.greater),
    "GREATER_THAN_OR_EQUAL": _order(np.greater_equal),
    "LESS_THAN": _order(np.less),
    "LESS_THAN_OR_EQUAL": _order(np.less_equal),
}

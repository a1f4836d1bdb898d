# SPDX-License-Identifier: EUPL-1.2
"""LIST, IN and NOT_IN, and the CONCAT of older files.

A subject that is found among the known items is in the list, whatever other items are unknown;
nothing is in an empty list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from meedoen.law.numbers import NUMBERS, written
from meedoen.law.operations.building import Builder, Closure, Compile, listed, refuse, required
from meedoen.law.values import Unknown, needed_among, same, unknown_among


def _members(spec: Mapping[str, Any], operand: Compile) -> list[Closure]:
    written = spec["values"] if "values" in spec else required(spec, "value")
    return [operand(item) for item in (written if isinstance(written, list) else [written])]


def _membership(wanted: bool) -> Builder:
    def build(spec: Mapping[str, Any], operand: Compile) -> Closure:
        subject = operand(required(spec, "subject"))
        members = _members(spec, operand)

        def run(frame: Any) -> Any:
            sought = subject(frame)
            items: list[Any] = []
            for member in members:
                item = member(frame)
                items.extend(item if isinstance(item, list) else [item])
            if not items and not (sought.__class__ is Unknown and sought.doubtful):
                return not wanted
            if sought.__class__ is Unknown:
                return unknown_among([sought, *items])
            if any(same(sought, item) for item in items):
                return wanted
            gap = unknown_among(items)
            return (not wanted) if gap is None else gap

        return run

    return build


def _list(spec: Mapping[str, Any], operand: Compile) -> Closure:
    parts = [operand(item) for item in listed(spec, "items", "values")]

    def run(frame: Any) -> Any:
        items = [part(frame) for part in parts]
        gap = unknown_among(items)
        return items if gap is None else gap

    return run


def _concat(spec: Mapping[str, Any], operand: Compile) -> Closure:
    """The form of before v0.5: texts and whole numbers put after each other."""
    parts = [operand(item) for item in listed(spec, "values")]

    def run(frame: Any) -> Any:
        pieces = [part(frame) for part in parts]
        for piece in pieces:
            if piece.__class__ not in _WRITTEN:
                raise refuse("CONCAT", "texts", piece)
        gap = needed_among(pieces)
        return "".join(str(written(piece)) for piece in pieces) if gap is None else gap

    return run


_WRITTEN = NUMBERS | {str, Unknown}

BUILDERS: dict[str, Builder] = {
    "IN": _membership(True),
    "NOT_IN": _membership(False),
    "LIST": _list,
    "CONCAT": _concat,
}

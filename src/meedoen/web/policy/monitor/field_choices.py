# SPDX-License-Identifier: EUPL-1.2
"""The fields of a source as something to choose for a heading, with what each means (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from meedoen.monitor.sources.specification import (
    MonitorSource,
    SourceField,
    SourceForm,
    ValueKind,
)

LEFT_OUT = "-"
_UNSAID = ("", "Kies wat dit is")
_OUTSIDE = (LEFT_OUT, "Laat deze kolom weg, ongelezen")
_ALL, _PEOPLE, _COUNTS = "Voor mensen en tellingen", "Voor rijen van mensen", "Voor tellingen"

Choice = tuple[str, str]
Choices = list[Choice | tuple[str, list[Choice]]]


def fields_of(source: MonitorSource) -> Mapping[str, SourceField]:
    """Give the fields of every form of a source, by our name."""
    return {one.name: one for shape in source.shapes for one in shape.fields}


def field_choices(source: MonitorSource) -> Choices:
    """Give what a heading can be: a field, grouped by the form it is for, or nothing we read."""
    if len(source.shapes) == 1:
        return [_UNSAID, _OUTSIDE, *map(_choice, source.shapes[0].fields)]
    groups: dict[str, list[Choice]] = {_PEOPLE: [], _COUNTS: [], _ALL: []}
    for name, one in fields_of(source).items():
        within = {shape.form for shape in source.shapes if name in shape.by_name}
        group = _ALL if len(within) > 1 else _PEOPLE if SourceForm.ROWS in within else _COUNTS
        groups[group].append(_choice(one))
    return [_UNSAID, _OUTSIDE, *((name, held) for name, held in groups.items() if held)]


def _choice(field: SourceField) -> Choice:
    needed = " (moet er zijn)" if field.required else ""
    return field.name, f"{field.name}{needed}: {field.meaning}"


def said(field: SourceField) -> str:
    """Name a field with what it means."""
    return f"{field.name} ({field.meaning})"


def has_codes(field: SourceField) -> bool:
    """Tell whether a supplier can have words of its own for the values of a field."""
    return field.kind is ValueKind.CODE

# SPDX-License-Identifier: EUPL-1.2
"""Small documents of HSDS, and a good and several wrong values of each form."""

from typing import Any
from uuid import UUID, uuid5

from meedoen.interop.hsds.kinds import Nested, ObjectKind, Value, ValueForm

SCOPE = UUID("00000000-0000-4000-8000-000000000000")

GOOD: dict[ValueForm, object] = {
    ValueForm.TEXT: "woorden",
    ValueForm.NUMBER: 3.5,
    ValueForm.WHOLE: 3,
    ValueForm.YES_OR_NO: True,
    ValueForm.EMAIL: "info@example.org",
    ValueForm.URI: "https://example.org/a?b=c#d",
    ValueForm.MOMENT: "2026-03-02T09:30:00.123Z",
}
OF_ANOTHER_TYPE: dict[ValueForm, tuple[object, ...]] = {
    form: tuple(
        value
        for value, fits in (
            (None, ()),
            (
                "woorden",
                (ValueForm.TEXT, ValueForm.UUID, ValueForm.EMAIL, ValueForm.URI, ValueForm.MOMENT),
            ),
            (7, (ValueForm.NUMBER, ValueForm.WHOLE)),
            (True, (ValueForm.YES_OR_NO,)),
            ([], ()),
            ({}, ()),
        )
        if form not in fits
    )
    for form in ValueForm
}
BADLY_WRITTEN: dict[ValueForm, tuple[str, ...]] = {
    ValueForm.UUID: (
        "",
        "7",
        "3f2b8c1e5d4a4b7e9c1d2a6f0e8b7c35",
        "3f2b8c1e-5d4a-4b7e-9c1d-2a6f0e8b7cxx",
    ),
    ValueForm.EMAIL: ("", "info", "info.example.org"),
    ValueForm.URI: ("", "example", "www.example.org", "https://example.org/a b", "//example.org/"),
    ValueForm.MOMENT: (
        "",
        "gisteren",
        "2026-02-30T09:30:00Z",
        "2026-03-02",
        "2026-03-02T25:00:00Z",
    ),
}


def good(asked: Value, called: str = "") -> object:
    """A good value; a UUID of its own for what it is called by."""
    if asked.one_of:
        return asked.one_of[-1]
    return str(uuid5(SCOPE, called)) if asked.form is ValueForm.UUID else GOOD[asked.form]


def wrong(asked: Value) -> tuple[object, ...]:
    """Values that are wrong there, each in another way."""
    badly = ("woord", "") if asked.one_of else BADLY_WRITTEN.get(asked.form, ())
    return (*OF_ANOTHER_TYPE[asked.form], *badly)


def small(kind: ObjectKind, called: str = "") -> dict[str, Any]:
    """An object with what must be there, and no more."""
    return {
        field: good(asked, called + field)
        for field in kind.needs
        if isinstance(asked := kind.fields[field], Value)
    }


def full(kind: ObjectKind, called: str = "") -> dict[str, Any]:
    """An object with everything in it, at every depth; lists hold two."""
    return {field: _full(asked, f"{called}.{field}") for field, asked in kind.fields.items()}


def _full(asked: Value | Nested, called: str) -> object:
    if isinstance(asked, Value):
        return good(asked, called)
    if not asked.many:
        return full(asked.kind, called)
    return [full(asked.kind, f"{called}1"), small(asked.kind, f"{called}2")]

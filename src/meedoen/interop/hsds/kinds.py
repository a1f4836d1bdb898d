# SPDX-License-Identifier: EUPL-1.2
"""In which terms we say what a standard asks: kinds of objects, with values or others inside. Pure.

A kind holds kinds that were made before it, so that nesting always ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class ValueForm(Enum):
    """What a single value looks like; a word for who has to mend it."""

    TEXT = "a text"
    NUMBER = "a number"
    WHOLE = "a whole number"
    YES_OR_NO = "true or false"
    UUID = "a UUID, as 3f2b8c1e-5d4a-4b7e-9c1d-2a6f0e8b7c35"
    EMAIL = "an e-mail address, as info@example.org"
    URI = "a whole address with its scheme, as https://example.org/"
    MOMENT = "a day and time with its time zone, as 2026-03-02T09:30:00Z"


@dataclass(frozen=True)
class Value:
    """One value: its form, and where few are allowed, which."""

    form: ValueForm
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nested:
    """An object of a kind, or with `many` a list of them."""

    kind: ObjectKind
    many: bool


@dataclass(frozen=True)
class ObjectKind:
    """A kind of object: what its fields may hold, and which of them must be there."""

    name: str
    fields: Mapping[str, Value | Nested]
    needs: tuple[str, ...]


def kind(
    name: str,
    *,
    needs: str = "id",
    values: Mapping[ValueForm, str],
    one_of: Mapping[str, tuple[str, ...]] | None = None,
    one: Mapping[str, ObjectKind] | None = None,
    many: Mapping[str, ObjectKind] | None = None,
) -> ObjectKind:
    """Make a kind. `values` names fields by their form, with spaces between; so does `needs`."""
    fields: dict[str, Value | Nested] = {
        field: Value(form) for form, named in values.items() for field in named.split()
    }
    fields |= {field: Value(ValueForm.TEXT, words) for field, words in (one_of or {}).items()}
    fields |= {field: Nested(held, many=False) for field, held in (one or {}).items()}
    fields |= {field: Nested(held, many=True) for field, held in (many or {}).items()}
    return ObjectKind(name, fields, tuple(needs.split()))

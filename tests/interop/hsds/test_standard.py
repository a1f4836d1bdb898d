# SPDX-License-Identifier: EUPL-1.2
"""Our declaration of HSDS finds what the published schema finds, at the same places."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from meedoen.interop.hsds.checking import faults_in
from meedoen.interop.hsds.kinds import Nested, ObjectKind, Value, ValueForm
from meedoen.interop.hsds.standard import SERVICE
from tests.interop.hsds.documents import full, good, small, wrong

SHARED = Path(__file__).resolve().parents[4] / "shared" / "standards" / "hsds"
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the published schema of HSDS is not in {SHARED}"
)
FORMS = {
    "uuid": ValueForm.UUID,
    "email": ValueForm.EMAIL,
    "uri": ValueForm.URI,
    "date-time": ValueForm.MOMENT,
    "": ValueForm.TEXT,
}
# What the validator leaves to packages that we have no use for elsewhere.
FORMATS = FormatChecker(["uuid", "email"])


@FORMATS.checks("uri", raises=ValueError)
def is_uri(value: object) -> bool:
    return not isinstance(value, str) or (" " not in value and urlsplit(value).scheme != "")


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SHARED / name).read_text("utf-8"))
    return found


@cache
def validator(name: str = "service") -> Draft202012Validator:
    return Draft202012Validator(read(f"schema/{name}.json"), format_checker=FORMATS)


def path_of(error: ValidationError) -> str:
    parts = list(error.absolute_path)
    if error.validator == "required":
        parts.append(error.message.split("'")[1])
    told = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return told.removeprefix(".")


def by_the_schema(document: object, name: str = "service") -> set[str]:
    return {path_of(error) for error in validator(name).iter_errors(document)}


def by_us(document: object) -> list[str]:
    return [fault.path for fault in faults_in(document)]


def as_kind(schema: dict[str, Any]) -> ObjectKind:
    """The published schema in our terms, without its words."""
    fields = {name: as_field(told) for name, told in schema["properties"].items()}
    return ObjectKind(schema["name"], fields, tuple(schema.get("required", ())))


def as_field(told: dict[str, Any]) -> Value | Nested:
    if told["type"] in ("array", "object"):
        many = told["type"] == "array"
        return Nested(as_kind(told["items"] if many else told), many)
    form = ValueForm.NUMBER if told["type"] == "number" else FORMS[told.get("format", "")]
    return Value(form, tuple(told.get("enum", ())))


def differences(ours: ObjectKind, theirs: ObjectKind, path: str = "") -> Iterator[str]:
    if set(ours.needs) != set(theirs.needs):
        yield f"{path}: needs {theirs.needs}"
    for name in ours.fields.keys() | theirs.fields.keys():
        mine, published = ours.fields.get(name), theirs.fields.get(name)
        if isinstance(mine, Nested) and isinstance(published, Nested):
            if mine.many != published.many:
                yield f"{path}.{name}: many"
            yield from differences(mine.kind, published.kind, f"{path}.{name}")
        elif mine != published:
            yield f"{path}.{name}: {published}"


def test_our_declaration_names_the_same_fields_as_the_schema_at_every_depth() -> None:
    assert list(differences(SERVICE, as_kind(read("schema/service.json")))) == []


def test_a_list_asks_nothing_of_a_service_that_we_do_not() -> None:
    listed = as_kind(read("schema/service_list.json") | {"name": "service"})
    assert set(listed.needs) == set(SERVICE.needs)
    assert [d for d in differences(SERVICE, listed) if not d.endswith("None")] == []


def test_the_published_example_and_all_that_can_be_said_are_good() -> None:
    for document in (read("example_service_full.json"), full(SERVICE), small(SERVICE)):
        assert by_the_schema(document) == set()
        assert by_us(document) == []


Way = tuple[tuple[str, bool], ...]


def ways(kind: ObjectKind, way: Way = ()) -> Iterator[tuple[ObjectKind, Way]]:
    """Every place where an object can stand, and the way to it."""
    yield kind, way
    for name, asked in kind.fields.items():
        if isinstance(asked, Nested):
            yield from ways(asked.kind, (*way, (name, asked.many)))


def faulty(kind: ObjectKind) -> Iterator[dict[str, Any]]:
    """An object of a kind with one thing wrong in it, in every way that one thing can be wrong."""
    for name in kind.needs:
        yield {field: value for field, value in small(kind).items() if field != name}
    for name, asked in kind.fields.items():
        values: tuple[object, ...] = ("woord", 7, None, True, [7], [[]], [{}], {}, [])
        for value in wrong(asked) if isinstance(asked, Value) else values:
            yield small(kind) | {name: value}
    yield small(kind) | {"niet_bekend": [None], "fields": {"id": 7}}


def standing(kind: ObjectKind, way: Way, held: object) -> object:
    """A document that is good but for what is held at the end of a way, the second of its list."""
    if not way:
        return held
    (name, many), *rest = way
    asked = kind.fields[name]
    assert isinstance(asked, Nested)
    inner = standing(asked.kind, tuple(rest), held)
    return small(kind) | {name: [small(asked.kind, "eerst"), inner] if many else inner}


NESTED = [name for name, asked in SERVICE.fields.items() if isinstance(asked, Nested)]


@pytest.mark.parametrize("field", ["", *NESTED])
def test_each_fault_at_each_depth_is_found_where_the_schema_finds_it(field: str) -> None:
    """Missing, of another type, badly written, no value of the list, held in another way."""
    for kind, way in ways(SERVICE):
        if (way[0][0] if way else "") != field:
            continue
        for held in faulty(kind):
            document = standing(SERVICE, way, held)
            found = by_us(document)
            assert set(found) == by_the_schema(document), document
            assert len(found) == len(set(found))


@st.composite
def told(draw: st.DrawFn, kind: ObjectKind, depth: int = 0) -> dict[str, Any]:
    """An object in which anything may be wrong, and several things at once."""
    names = draw(st.lists(st.sampled_from(sorted(kind.fields)), max_size=5, unique=True))
    absent = draw(st.sets(st.sampled_from(sorted(kind.needs)), max_size=1))
    document = {name: value for name, value in small(kind).items() if name not in absent}
    for name in names:
        document[name] = draw(value_of(kind.fields[name], depth))
    return document


def value_of(asked: Value | Nested, depth: int) -> st.SearchStrategy[Any]:
    if isinstance(asked, Value):
        return st.one_of(st.just(good(asked, "x")), st.sampled_from(wrong(asked)))
    one = told(asked.kind, depth + 1)
    listed = st.lists(one, max_size=2) if asked.many else one
    return st.one_of(listed, listed, st.sampled_from([7, "woord", None, [None], {}]))


@given(told(SERVICE))
def test_many_faults_at_once_are_found_where_the_schema_finds_them(document: Any) -> None:
    published = by_the_schema(document)
    # That an id is also that of another in its list is more than a schema can say.
    found = [path for path in by_us(document) if path in published or not path.endswith("].id")]
    assert set(found) == published
    assert len(found) == len(published)

# SPDX-License-Identifier: EUPL-1.2
"""Holds a document against what HSDS asks, and says of each fault where it is (pure).

What the standard does not name is left alone: a publisher may say more. So the way down is never
longer than the kinds are deep, whatever a document holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from meedoen.interop.hsds.kinds import Nested, ObjectKind, Value
from meedoen.interop.hsds.reading import Twice
from meedoen.interop.hsds.standard import PAGE, SERVICE
from meedoen.interop.hsds.values import what_it_is, wrong_with


class NothingOfHsds(ValueError):
    """A document in which no service stands; the message says what was looked for."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, where, and what to do. The path is as in `contents[3].schedules[0].freq`."""

    path: str
    words: str

    def __str__(self) -> str:
        """Give the line that is printed."""
        return f"{self.path}: {self.words}"


def faults_in(document: object) -> Iterator[Fault]:
    """Give the faults in a service, a list of services, or a page with `contents`, as they stand.

    At one path stands one fault. Raises NothingOfHsds, before the first, for any other document.
    """
    if isinstance(document, list):
        if document and not any(map(_has_of_a_service, document)):
            raise NothingOfHsds("the list holds no service of HSDS")
        return _in_list(SERVICE, document, "")
    if isinstance(document, dict) and "contents" in document:
        return _in_object(PAGE, document, "")
    if _has_of_a_service(document):
        return _in_object(SERVICE, document, "")
    raise NothingOfHsds(
        "it holds nothing of HSDS: give a service, a list of services, or a page with `contents`"
    )


def number_of_services(document: object) -> int:
    """Count the services in a document, good or not."""
    if isinstance(document, dict) and "contents" in document:
        document = document["contents"]
    return len(document) if isinstance(document, list) else 1


def _has_of_a_service(told: object) -> bool:
    return isinstance(told, dict) and not SERVICE.fields.keys().isdisjoint(told)


def _in_object(kind: ObjectKind, told: object, path: str) -> Iterator[Fault]:
    if not isinstance(told, dict):
        yield Fault(path, f"is {what_it_is(told)}; it has to be one {kind.name}, as an object")
        return
    before = f"{path}." if path else ""
    for field in kind.needs:
        if field not in told:
            yield Fault(before + field, f"is not there; every {kind.name} needs it")
    twice = told.names if isinstance(told, Twice) else ()
    for field, asked in kind.fields.items():
        if field in twice:
            yield Fault(before + field, "stands here more than once; keep the one that is meant")
        elif field in told:
            if isinstance(asked, Nested):
                yield from _in_nested(asked, told[field], before + field)
            elif wrong := wrong_with(told[field], asked):
                yield Fault(before + field, wrong)


def _in_nested(asked: Nested, told: object, path: str) -> Iterator[Fault]:
    if not asked.many:
        yield from _in_object(asked.kind, told, path)
    elif isinstance(told, list):
        yield from _in_list(asked.kind, told, path)
    else:
        said = what_it_is(told)
        yield Fault(path, f"is {said}; it has to be a list, also of one {asked.kind.name}")


def _in_list(kind: ObjectKind, told: list[object], path: str) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for at, one in enumerate(told):
        here = f"{path}[{at}]"
        yield from _in_object(kind, one, here)
        called = _id_of(kind, one)
        if called and (seen := first.setdefault(called, at)) != at:
            yield Fault(
                f"{here}.id",
                f"is also that of {path}[{seen}]; take one of the two away, or give it its own",
            )


def _id_of(kind: ObjectKind, told: object) -> str:
    """By what an object is called, where that is as it should be; else nothing."""
    if not isinstance(told, dict) or (isinstance(told, Twice) and "id" in told.names):
        return ""
    called, asked = told.get("id"), kind.fields["id"]
    good = isinstance(asked, Value) and isinstance(called, str) and not wrong_with(called, asked)
    return str(called).lower() if good else ""

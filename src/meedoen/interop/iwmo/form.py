# SPDX-License-Identifier: EUPL-1.2
"""What a form is made of: elements in an order, each with a value or with elements in it (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from meedoen.interop.iwmo.names import namespace_of
from meedoen.interop.iwmo.values import Holds

_PERSON = "Client"


@dataclass(frozen=True, eq=False)
class Element:
    """One element of a form: its name, what it holds, whether it must be there and may be again.

    `holds` is None where it is not known what it holds: then anything may.
    """

    name: str
    holds: Holds | Block | None
    required: bool = True
    many: bool = False


@dataclass(frozen=True, eq=False)
class Block:
    """The elements within an element, in the order in which they have to stand.

    `shared` when they stand in the namespace that all messages of a release have in common. `alone`
    is what may stand in it instead, when there are no elements in it.
    """

    elements: tuple[Element, ...]
    shared: bool = False
    alone: Holds | None = None

    @cached_property
    def order(self) -> dict[str, int]:
        """Give where each name stands."""
        return {element.name: at for at, element in enumerate(self.elements)}


@dataclass(frozen=True, eq=False)
class Edition:
    """One kind of message of one release of one standard."""

    standard: str
    release: str
    number: str
    namespace: str
    shared_namespace: str
    row: str
    holds: Block

    @property
    def header(self) -> Element:
        """Give who sends what to whom."""
        return self.holds.elements[0]

    @cached_property
    def person(self) -> Element:
        """Give whose rows they are, wherever in the form it stands."""
        return self._named(_PERSON)[0]

    @cached_property
    def row_block(self) -> Block:
        """Give what a row holds, wherever in the form it stands."""
        return self._named(self.row)[1]

    def namespace_in(self, block: Block) -> str:
        """Give the namespace in which the elements of a block stand."""
        return self.shared_namespace if block.shared else self.namespace

    def _named(self, name: str) -> tuple[Element, Block]:
        found = _holding(self.holds, name)
        if found is None:
            raise LookupError(f"The form of {self.number} has no {name}.")
        return found


def must(name: str, holds: Holds | Block | None) -> Element:
    """Name an element that has to be there, once."""
    return Element(name, holds)


def may(name: str, holds: Holds | Block | None) -> Element:
    """Name an element that can be left out."""
    return Element(name, holds, required=False)


def some(name: str, holds: Block) -> Block:
    """Name the one element of a list, which has to be there and may be there again."""
    return Block((Element(name, holds, many=True),))


def shared(*elements: Element, alone: Holds | None = None) -> Block:
    """Give a block of elements that all messages have in common."""
    return Block(elements, shared=True, alone=alone)


def edition_of(standard: str, release: str, number: str, *, row: str, holds: Block) -> Edition:
    """Name one kind of message by the namespaces of its standard."""
    return Edition(
        standard=standard,
        release=release,
        number=number,
        namespace=namespace_of(standard, release, number),
        shared_namespace=namespace_of(standard, release, None),
        row=row,
        holds=holds,
    )


def _holding(block: Block, name: str) -> tuple[Element, Block] | None:
    """Find an element that holds others, and what it holds."""
    for element in block.elements:
        if isinstance(element.holds, Block):
            found = (element, element.holds) if element.name == name else None
            found = found or _holding(element.holds, name)
            if found:
                return found
    return None

# SPDX-License-Identifier: EUPL-1.2
"""Holds a message against its form while it is read, element by element (pure).

Nothing of the message is kept but its rows and what is wrong. A fault belongs to the row in which
it stands, else to the person, else to the message as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from meedoen.interop.findings import WrongValue, refused_whole
from meedoen.interop.iwmo.faults import ClientRead, Faults, RowRead, Said
from meedoen.interop.iwmo.form import Block, Edition, Element
from meedoen.interop.iwmo.meaning import out_of_order
from meedoen.interop.iwmo.values import BsnDigits, Holds
from meedoen.interop.masking import masked_whole, shown
from meedoen.interop.xml.content import SCHEMA_PLACES, SPACE

MOST_ELEMENTS = 2_000_000
DEEPEST = 50
LONGEST_TEXT = 1_000_000
# What is kept of a value: longer ones are comments, and nothing is made of those.
_LONGEST_KEPT = 100
_XINCLUDE = "http://www.w3.org/2001/XInclude"
# Somebody has several addresses; the one in the register of persons is kept.
_CONTACT = "Contact"
_IN_REGISTER = "01"
# The names of a message made to be refused are many, and mostly the same.
_named = lru_cache(shown)


class OpenElement:
    """An element that is not closed yet."""

    __slots__ = (
        "block", "counts", "elements", "faults", "holds", "length", "name",
        "person", "pieces", "place", "reached", "row", "said", "seen",
    )  # fmt: skip

    def __init__(self, name: str, holds: Holds | Block | None, place: str, faults: Faults) -> None:
        """Open it; `holds` is None when the form does not know it: what is in it is passed by."""
        self.name = name
        self.holds = holds
        self.block = holds if isinstance(holds, Block) else None
        self.elements = self.block.elements if self.block else ()
        self.place = place
        self.faults = faults
        self.person: ClientRead | None = None
        self.row: tuple[ClientRead, RowRead] | None = None
        self.counts: dict[str, int] = {}
        self.seen: set[int] = set()
        self.reached = 0
        self.pieces: list[str] = []
        self.length = 0
        self.said: Said = {}


class FormCheck:
    """What the parser tells of a message: `start`, `data`, `end`, `doctype`, `close`.

    `edition_of` gives the edition of the outermost element, or raises Refused; `must_be_sound` is
    called where a name has no meaning, and raises when that is a fault of the XML itself. What is
    found stands in `edition`, `said`, `refusing`, `whole` and `clients`. Who gathers while it is
    read makes a kind of its own, and is told where a row and where a person ends.
    """

    edition: Edition
    said: Said
    most_elements = MOST_ELEMENTS

    def __init__(
        self, edition_of: Callable[[str, str], Edition], must_be_sound: Callable[[], None]
    ) -> None:
        """Begin before the first element."""
        self._edition_of = edition_of
        self._must_be_sound = must_be_sound
        self._open: list[OpenElement] = []
        self._elements = 0
        self.whole: list[tuple[str, Faults]] = []
        self.clients: list[ClientRead] = []

    def doctype(self, *_: object) -> None:
        """Refuse: a message needs none, and every attack by XML begins with one."""
        raise refused_whole("Er staat een DOCTYPE in. Een bericht mag die niet hebben.")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._elements += 1
        if self._elements > self.most_elements:
            raise refused_whole(f"Er staan meer dan {self.most_elements} elementen in.")
        if len(self._open) >= DEEPEST:
            raise refused_whole(f"Er staan meer dan {DEEPEST} elementen in elkaar.")
        namespace, _, name = tag.rpartition("}")
        opened = self._opened(namespace[1:], name)
        for attribute in attributes:
            if attribute not in SCHEMA_PLACES:
                self._unknown_attribute(opened, attribute, attributes[attribute])
        self._open.append(opened)

    def data(self, text: str) -> None:
        """A piece of text stands in the element that is open."""
        opened = self._open[-1]
        opened.length += len(text)
        if opened.length > LONGEST_TEXT:
            raise refused_whole(f"Er staat een tekst in van meer dan {LONGEST_TEXT} tekens.")
        if opened.holds is not None:
            opened.pieces.append(text)

    def end(self, _: str) -> None:
        """The element that is open ends."""
        opened = self._open.pop()
        text = "".join(opened.pieces)
        holds = opened.holds
        if isinstance(holds, Block) and holds.alone and not opened.counts:
            holds = holds.alone
        if isinstance(holds, Block):
            self._end_of_block(opened, text)
        elif holds is not None:
            self._end_of_value(opened, holds, text)
        if opened.row:
            self.row_ended(*opened.row)
        elif opened.person and not self._open[-1].person:
            self.person_ended(opened.person)

    def row_ended(self, client: ClientRead, row: RowRead) -> None:
        """A row of a person has ended; nothing more is found in it."""

    def person_ended(self, client: ClientRead) -> None:
        """A person has ended, with all his rows; nothing more is found of him."""

    @property
    def refusing(self) -> tuple[WrongValue, ...]:
        """Give what refuses the message whole."""
        return tuple(finding for place, faults in self.whole for finding in faults.at(place))

    def close(self) -> None:
        """The message has ended."""

    def _opened(self, namespace: str, name: str) -> OpenElement:
        if namespace == _XINCLUDE:
            raise refused_whole("Er staat een XInclude in. Een bericht staat op zichzelf.")
        if not self._open:
            self.edition = self._edition_of(namespace, name)
            faults = self._whole(f"/{name}[1]")
            opened = OpenElement(name, self.edition.holds, f"/{name}[1]", faults)
            self.said = opened.said
            return opened
        parent = self._open[-1]
        at = self._at(parent, namespace, name)
        if at is None:
            self._must_be_sound()
            opened = self._placed(parent, name, None)
            self._unexpected(parent, opened)
        else:
            opened = self._placed(parent, name, parent.elements[at])
            self._in_order(parent, opened, at)
        return opened

    def _at(self, parent: OpenElement, namespace: str, name: str) -> int | None:
        """Give where in the form of its parent an element stands; None when not there."""
        if parent.block is None or namespace != self.edition.namespace_in(parent.block):
            return None
        return parent.block.order.get(name)

    def _placed(self, parent: OpenElement, name: str, element: Element | None) -> OpenElement:
        """Open an element within another; it is a person, a row, or a part of what it stands in."""
        parent.counts[name] = position = parent.counts.get(name, 0) + 1
        place = f"{parent.place}/{name}[{position}]"
        if element is self.edition.person:
            return self._person(name, self.edition.person.holds, place)
        if name == self.edition.row and parent.person:
            # The name of an element around it can be anything, also a bsn.
            return self._row(name, place if parent.holds else shown(place, 500), parent.person)
        holds = element.holds if element else None
        # What is around all persons has its own place: its faults refuse the message whole.
        own = element is not None and position == 1 and len(self._open) == 1
        opened = OpenElement(name, holds, place, self._whole(place) if own else parent.faults)
        opened.person = parent.person
        return opened

    def _whole(self, place: str) -> Faults:
        """Give where faults go that refuse the message whole: of its root, and around persons."""
        faults = Faults()
        self.whole.append((place, faults))
        return faults

    def _person(self, name: str, holds: Holds | Block | None, place: str) -> OpenElement:
        client = ClientRead(place)
        self.clients.append(client)
        opened = OpenElement(name, holds, place, client.faults)
        opened.said, opened.person = client.said, client
        return opened

    def _row(self, name: str, place: str, person: ClientRead) -> OpenElement:
        """Open a row; also where it stands in a wrong place it is one, and is looked at."""
        row = RowRead(place)
        person.rows.append(row)
        opened = OpenElement(name, self.edition.row_block, place, row.faults)
        # Without a person in it nothing in a row is a row.
        opened.said, opened.row = row.said, (person, row)
        return opened

    def _unexpected(self, parent: OpenElement, opened: OpenElement) -> None:
        # In an element that the form does not know nothing more is said.
        if parent.holds is None or opened.faults.is_full():
            return
        name = _named(opened.name)
        if parent.block is None:
            reason = f"In {parent.name} horen geen andere elementen."
        elif opened.name in parent.block.order:
            reason = (
                f"{name} in {parent.name} staat in een andere naamruimte dan dit bericht vraagt."
            )
        else:
            reason = f"{name} hoort niet in {parent.name}."
        opened.faults.add(name, "", reason)

    def _in_order(self, parent: OpenElement, opened: OpenElement, at: int) -> None:
        if at in parent.seen and not parent.elements[at].many:
            reason = f"{opened.name} staat vaker dan een keer in {parent.name}."
            opened.faults.add(opened.name, "", reason)
        elif at < parent.reached:
            later = parent.elements[parent.reached].name
            reason = f"{opened.name} in {parent.name} hoort voor {later} te staan."
            opened.faults.add(opened.name, "", reason)
        parent.seen.add(at)
        parent.reached = max(parent.reached, at)

    def _unknown_attribute(self, opened: OpenElement, attribute: str, value: str) -> None:
        self._must_be_sound()
        if opened.holds is not None and not opened.faults.is_full():
            name = _named(attribute.rpartition("}")[2])
            reason = f"Bij {opened.name} hoort geen kenmerk {name}."
            opened.faults.add(opened.name, shown(value), reason)

    def _end_of_block(self, opened: OpenElement, text: str) -> None:
        if text.strip(SPACE):
            reason = f"In {opened.name} staat tekst tussen de elementen."
            opened.faults.add(opened.name, shown(text.strip(SPACE)), reason)
        for at, element in enumerate(opened.elements):
            if element.required and at not in opened.seen:
                opened.faults.add(element.name, "", f"{element.name} ontbreekt in {opened.name}.")
        for column, value, reason in out_of_order(opened.said):
            opened.faults.add(column, value, f"{opened.name}: {reason}")
        self._keep(opened, opened.said)

    def _end_of_value(self, opened: OpenElement, holds: Holds, text: str) -> None:
        fault = holds.fault(text)
        if fault and not opened.faults.is_full():
            value = masked_whole(text) if isinstance(holds, BsnDigits) else shown(text)
            within = self._open[-1].name
            opened.faults.add(opened.name, value, f"{opened.name} in {within} {fault}.")
        kept = text if len(text) <= _LONGEST_KEPT else text.strip(SPACE)
        if len(kept) <= _LONGEST_KEPT:
            self._keep(opened, kept)

    def _keep(self, opened: OpenElement, what: str | Said) -> None:
        """Keep what an element says with the one around it; of what is there again, the first."""
        if opened.name == _CONTACT and opened.said.get("Soort") != _IN_REGISTER:
            return
        if self._open:
            self._open[-1].said.setdefault(opened.name, what)

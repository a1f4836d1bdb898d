# SPDX-License-Identifier: EUPL-1.2
"""Messages nobody sent: good ones of every kind, and ways to spoil them."""

import copy
import random
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from meedoen.interop.findings import SourceRow
from meedoen.interop.iwmo import read_messages, release_2_3, release_3_2
from meedoen.interop.iwmo import values as kinds
from meedoen.interop.iwmo.form import Block, Edition, Element
from tests.vocabulary.test_values import passing_number

SHARED = Path(__file__).resolve().parents[4] / "shared" / "standards" / "iwmo"
# Of these there are schemas; of the newer ones only what elements there are is known.
ALL = sorted(release_2_3.editions(), key=lambda edition: (edition.standard, edition.number))
NEWER = release_3_2.editions()
YEAR = 2026
BSN = passing_number()
ROWS = {edition.row for edition in ALL}


def edition_of(number: str, standard: str = "iwmo") -> Edition:
    """Give one edition."""
    return next(one for one in ALL if (one.standard, one.number) == (standard, number))


def reading(path: Path, kind: str = "iwmo", **options: Any) -> list[SourceRow]:
    """Read messages as the command does."""
    return list(read_messages(path, kind=kind, **{"year": YEAR, **options}))


class Writing:
    """Writes one message by its form, choosing by a random that can be had again."""

    def __init__(self, edition: Edition, chance: random.Random) -> None:
        self.edition = edition
        self.chance = chance
        self.number = 0

    def message(self, most_rows: int = 4) -> Any:
        """Give a good message as a tree."""
        names = {"a": self.edition.namespace, "b": self.edition.shared_namespace}
        root = etree.Element(f"{{{self.edition.namespace}}}Bericht", nsmap=names)
        self.most = most_rows
        self._fill(root, self.edition.holds)
        return root

    def _fill(self, parent: Any, block: Block) -> None:
        for element in block.elements:
            if not element.required and self.chance.random() < 0.4 and element.name != "Code":
                continue
            times = self.chance.randint(1, self.most) if element.many else 1
            for _ in range(times):
                self._add(parent, block, element)

    def _add(self, parent: Any, block: Block, element: Element) -> None:
        child = etree.SubElement(parent, f"{{{self.edition.namespace_in(block)}}}{element.name}")
        if isinstance(element.holds, Block):
            self._fill(child, element.holds)
        elif element.holds is None:
            etree.SubElement(child, "{urn:x}Iets", soort="x").text = "x"
        else:
            child.text = self._value(element.name, element.holds)

    def _value(self, name: str, holds: kinds.Holds) -> str:
        if name in ("ToewijzingNummer", "Code"):
            self.number += 1
            return str(self.number)
        if name in ("Ingangsdatum", "Begindatum"):
            return f"2026-0{self.chance.randint(1, 6)}-15"
        if name == "Einddatum":
            return f"2026-0{self.chance.randint(7, 9)}-15"
        return value(holds, self.chance)


def value(holds: kinds.Holds, chance: random.Random) -> str:
    """Give a good value of a kind."""
    blank = chance.choice(["", "", "", " ", "\n\t"])
    match holds:
        case kinds.FreeText(most, lines):
            text = "".join(chance.choices(string.printable[:94] + " éß\u00a0", k=most or 30))
            return (text[: chance.randint(1, len(text))] + "x")[-(most or 40) :] + "\n" * lines
        case kinds.FixedDigits(count):
            return "".join(chance.choices(string.digits, k=count))
        case kinds.TelephoneDigits():
            return "".join(chance.choices(string.digits, k=chance.randint(1, 15)))
        case kinds.Initials():
            return "".join(chance.choices("ABCxyzÀé", k=chance.randint(1, 6)))
        case kinds.WholeNumber(most):
            return f"{blank}{chance.choice(['', '+', '00'])}{chance.randint(0, most)}{blank}"
        case kinds.Exactly(value, spaced):
            return f"{blank}{value}{blank}" if spaced else value
        case kinds.CalendarDay():
            month, day = chance.randint(1, 12), chance.randint(1, 28)
            return f"{blank}{chance.randint(1900, 2030)}-{month:02d}-{day:02d}{blank}"
        case kinds.ClockTime():
            return f"{blank}{chance.randint(0, 23):02d}:59:0{chance.choice(['1', '2.5'])}{blank}"
        case kinds.CodeOf(codes):
            return chance.choice(sorted(codes))
        case kinds.InvoiceNumber(most):
            return "".join(chance.choices(string.ascii_letters + string.digits, k=most))
        case kinds.VatNumber():
            return f"NL{chance.randint(10**8, 10**9 - 1)}B0{chance.randint(1, 9)}"
        case kinds.BureauDigits():
            return chance.choice(["00000000", f"98{chance.randint(1, 999_999):06d}"])
        case kinds.BsnDigits():
            return passing_number(chance.randint(10_000_000, 99_999_990))
    raise AssertionError(holds)


editions = st.sampled_from(ALL)
chances = st.integers(0, 2**32).map(random.Random)


@st.composite
def messages(draw: st.DrawFn) -> tuple[Edition, Any, random.Random]:
    """A good message, its edition, and a random to go on with."""
    edition, chance = draw(editions), draw(chances)
    return edition, Writing(edition, chance).message(), chance


def small(number: str = "301", standard: str = "iwmo", rows: int = 1) -> Any:
    """Give one good message of a few rows; the same every time."""
    writing = Writing(edition_of(number, standard), random.Random(number + standard))
    while True:
        root = writing.message(rows)
        if len(list(rows_of(root))) == rows:
            return root


def rows_of(root: Any) -> Iterator[Any]:
    """Give the rows of a message."""
    return root.iter(*(f"{{*}}{row}" for row in ROWS))


def written(root: Any, **options: Any) -> bytes:
    """Write a tree as a file."""
    return etree.tostring(root, **{"xml_declaration": True, "encoding": "UTF-8", **options})


def first(root: Any, path: str) -> Any:
    """Give the first element of a path of local names, anywhere below."""
    return next(root.iterfind(".//" + "/".join(f"{{*}}{name}" for name in path.split("/"))))


def spoiled(root: Any, chance: random.Random) -> tuple[Any, Any]:
    """Spoil a copy in one place; give it, and the element whose content is another now."""
    root = copy.deepcopy(root)
    one = chance.choice([one for one in root.iter() if one is not root])
    way = chance.choice(
        [_drop, _twice, _rename, _move, _other_space, _text, _blank, _inside, _mark]
    )
    return root, way(one, chance)


def _drop(one: Any, chance: random.Random) -> Any:
    parent = one.getparent()
    parent.remove(one)
    return parent


def _twice(one: Any, chance: random.Random) -> Any:
    one.addnext(copy.deepcopy(one))
    return one.getparent()


def _rename(one: Any, chance: random.Random) -> Any:
    name = chance.choice(["Naam", "Bsn", "Onzin", "Client", "ToegewezenProduct", "Soort"])
    one.tag = f"{{{etree.QName(one).namespace}}}{name}"
    return one.getparent()


def _move(one: Any, chance: random.Random) -> Any:
    parent = one.getparent()
    parent.insert(chance.randint(0, len(parent)), one)
    return parent


def _other_space(one: Any, chance: random.Random) -> Any:
    root = one.getroottree().getroot()
    other = chance.choice(["urn:x", root.nsmap["a"], root.nsmap["b"]])
    one.tag = f"{{{other}}}{etree.QName(one).localname}"
    return one.getparent()


JUNK = (
    "x", "0", "99", "-1", "1.5", "2026-02-30", "2026-01-01Z", "20260101", "a" * 300, "12\n3", "é",
    " 01 ", "01 ", "1e3", "١٢٣", "24:00:00", "25:00:00", "10:00:00Z", "\u00a0", "9" * 30, "+7",
    "", " ",
)  # fmt: skip


def _text(one: Any, chance: random.Random) -> Any:
    one.text = chance.choice(JUNK)
    return one


def _blank(one: Any, chance: random.Random) -> Any:
    for child in list(one):
        one.remove(child)
    one.text = ""
    return one


def _inside(one: Any, chance: random.Random) -> Any:
    space = etree.QName(one).namespace
    one.insert(0, etree.Element(f"{{{space}}}{chance.choice(['Onzin', 'Code', 'Datum'])}"))
    return one


def _mark(one: Any, chance: random.Random) -> Any:
    one.set(
        chance.choice(["kenmerk", "{urn:x}soort", "{http://www.w3.org/XML/1998/namespace}lang"]),
        "x",
    )
    return one

# SPDX-License-Identifier: EUPL-1.2
"""Declarations nobody sent: good ones of every kind, and the parts of them by name."""

import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from meedoen.interop.iwmo import declaration_forms
from meedoen.interop.iwmo import values as kinds
from meedoen.interop.iwmo.declarations import read_declaration
from meedoen.interop.iwmo.declared import Declaration
from meedoen.interop.iwmo.form import Block, Edition
from tests.interop.iwmo.messages import Writing, chances, first, written

DECLARED = declaration_forms.editions()
WITH_SCHEMA = DECLARED[:2]
CODE = "GM9901"
NAMED = [f"{one.standard} {one.number}" for one in DECLARED]
# The names of what each release says in its own way.
TOTAL = {"2.3": "DeclaratieFactuurTotaalBedrag", "3.2": "TotaalIngediendBedrag"}
AMOUNT = {"2.3": "DeclaratieFactuurBedrag", "3.2": "IngediendBedrag"}
MUNICIPALITY = {"2.3": "Gemeente", "3.2": "Ontvanger"}
INVOICE = {"2.3": "DeclarantFactuurNummer", "3.2": "DeclaratieNummer"}
AROUND = {"2.3": "Header", "3.2": "Declaratie"}


class WritingDeclarations(Writing):
    """Writes one declaration of 2026 by its form, whose total is the sum of its rows."""

    def message(self, most_rows: int = 4) -> Any:
        """Give a good declaration as a tree."""
        root = super().message(most_rows)
        release = self.edition.release
        first(root, MUNICIPALITY[release]).text = CODE[2:]
        put_days(first(root, "DeclaratiePeriode"), "2026-01-01", "2026-12-31")
        for at, row in enumerate(rows_of(root)):
            month = self.chance.randint(1, 12)
            put_days(first(row, "ProductPeriode"), f"2026-{month:02d}-01", f"2026-{month:02d}-28")
            first(row, "ReferentieNummer").text = f"R{at}-{self.chance.randint(0, 999)}"
        return with_sum(root, release)


def put_days(period: Any, begin: str, end: str) -> None:
    """Let a period go from a day to a day."""
    first(period, "Begindatum").text = begin
    first(period, "Einddatum").text = end


def rows_of(root: Any) -> Iterator[Any]:
    """Give the rows of a declaration."""
    return root.iter("{*}Prestatie")


def cents_of(amount: Any) -> int:
    """Give what an amount with its sign comes to."""
    cents = int(first(amount, "Bedrag").text)
    return -cents if first(amount, "DebetCredit").text == "C" else cents


def with_sum(root: Any, release: str) -> Any:
    """Let the total be what the rows come to."""
    cents = sum(cents_of(first(row, AMOUNT[release])) for row in rows_of(root))
    total = first(root, TOTAL[release])
    first(total, "TotaalBedrag").text = str(abs(cents))
    first(total, "DebetCredit").text = "C" if cents < 0 else "D"
    return root


@st.composite
def declarations(
    draw: st.DrawFn, editions: tuple[Edition, ...] = DECLARED
) -> tuple[Edition, Any, random.Random]:
    """A good declaration, its edition, and a random to go on with."""
    edition, chance = draw(st.sampled_from(editions)), draw(chances)
    return edition, WritingDeclarations(edition, chance).message(3), chance


def small(edition: Edition = DECLARED[0], rows: int = 1) -> Any:
    """Give one good declaration of one person with so many rows; the same every time."""
    writing = WritingDeclarations(edition, random.Random(edition.namespace))
    while True:
        root = writing.message(rows)
        if len(list(rows_of(root))) == rows and len(list(root.iter("{*}Client"))) == 1:
            return root


def given(message: Any, municipality: str = CODE) -> Declaration:
    """Read a declaration, given as a tree, a text or bytes."""
    data = message.encode() if isinstance(message, str) else message
    with TemporaryDirectory() as folder:
        path = Path(folder) / "declaratie.xml"
        path.write_bytes(data if isinstance(data, bytes) else written(data))
        return read_declaration(path, municipality=municipality)


def holds_of(edition: Edition, one: Any) -> kinds.Holds | None:
    """Give what the element of a message may hold, when that is known and no other elements."""
    block: Any = edition.holds
    names = [etree.QName(above).localname for above in (one, *one.iterancestors())]
    for name in names[-2::-1]:
        if not isinstance(block, Block):
            return None
        block = block.elements[block.order[name]].holds
    return None if isinstance(block, Block) else block

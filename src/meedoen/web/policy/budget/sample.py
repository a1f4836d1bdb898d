# SPDX-License-Identifier: EUPL-1.2
"""A sample of costs with what they rest on, on a page and as a file (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meedoen.budget.auditing.queries import SampledCost
from meedoen.budget.auditing.sampling import MOST, SampleDraw
from meedoen.vocabulary.documents import TableDocument
from meedoen.vocabulary.products import product_named
from meedoen.web.numbers import MOST_DIGITS, number_in
from meedoen.web.policy.budget.amounts import amount
from meedoen.web.policy.budget.landed import law_named, taakveld_named


@dataclass(frozen=True)
class SampleLine:
    """One cost that was drawn, with what it rests on."""

    drawn: SampledCost

    @property
    def booking(self) -> Any:
        """The booking in which it stands."""
        return self.drawn.booking

    @property
    def key(self) -> Any:
        """The key that divided it, also when that was taken back here."""
        back = self.booking.reverses
        return self.booking.key or (back.key if back else None)

    @property
    def declared(self) -> Any:
        """The booking of what was asked."""
        return self.booking.about or self.booking

    @property
    def document(self) -> Any:
        """The document in which that stood."""
        return self.declared.document

    @property
    def product(self) -> str:
        """For what it was asked."""
        return product_named(self.declared.product)

    @property
    def law(self) -> str:
        """Under which law it stands."""
        return law_named(self.drawn.place.law)

    @property
    def taakveld(self) -> str:
        """On which taakveld it stands."""
        return taakveld_named(self.drawn.place.taakveld, self.booking.day.year)

    @property
    def told(self) -> str:
        """The amount in a table."""
        return amount(self.drawn.cents)


def not_followed(asked: Mapping[str, str], draw: SampleDraw) -> list[str]:
    """Say of what was asked for a sample what could not be done, and what was done instead."""
    said = []
    size, seed, upto = (asked.get(name, "").strip() for name in ("aantal", "zaad", "tot"))
    if size and number_in(size) != draw.size:
        said.append(f"Je kunt 1 tot en met {MOST} regels trekken. Er is getrokken met {draw.size}.")
    if seed and number_in(seed) != draw.seed:
        said.append(
            f"Een zaad is een heel getal van hooguit {MOST_DIGITS} cijfers. "
            f"Er is getrokken met {draw.seed}."
        )
    if upto and number_in(upto) != draw.last:
        said.append(f"Die laatste regel is er hier niet. Er is getrokken tot en met {draw.last}.")
    return said


_COLUMNS = (
    "Regel", "Boeking", "Dag", "Soort", "Aanbieder", "Stuk", "Rij", "Product", "Wet",
    "Taakveld", "Categorie", "Grond", "Sleutel", "Vastgesteld op", "Bedrag in centen",
)  # fmt: skip


def sample_document(
    lines: Sequence[SampleLine], draw: SampleDraw, *, municipality: str, code: str, year: int
) -> TableDocument:
    """Give a sample as a table to take along, with how it can be drawn again."""
    return TableDocument(
        title=f"Steekproef uit de boekingen van {municipality}, {year}",
        said=(
            ("Gemeente", f"{municipality} ({code})"),
            ("Boekjaar", str(year)),
            ("Aantal gevraagd", str(draw.size)),
            ("Zaad", str(draw.seed)),
            ("Uit regels", f"{draw.first} tot en met {draw.last}"),
        ),
        columns=_COLUMNS,
        rows=tuple(_cells(one) for one in lines),
    )


def _cells(line: SampleLine) -> tuple[str | int | None, ...]:
    booking, place = line.booking, line.drawn.place
    key, document = line.key, line.document
    return (
        str(line.drawn.entry),
        str(booking.pk),
        str(booking.day),
        booking.get_kind_display(),
        line.drawn.partner,
        document.number if document else "",
        str(line.declared.row or ""),
        line.product,
        line.law,
        line.taakveld,
        place.category,
        place.ground,
        key.name if key else "",
        str(key.adopted_on) if key else "",
        line.drawn.cents,
    )

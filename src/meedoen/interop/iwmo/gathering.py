# SPDX-License-Identifier: EUPL-1.2
"""Gathers what a declaration says while it is read, row by row (pure).

Of a row that has ended only what it declares is kept, so that a large declaration fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from meedoen.interop.findings import refused_whole
from meedoen.interop.iwmo.checking import FormCheck
from meedoen.interop.iwmo.declared import DeclaredRow
from meedoen.interop.iwmo.declared_names import (
    OF_RELEASE,
    DeclaredNames,
    amount_at,
    days_at,
    number_at,
    reference_at,
    written_at,
)
from meedoen.interop.iwmo.faults import ClientRead, RowRead, Said
from meedoen.interop.iwmo.form import Edition
from meedoen.interop.masking import shown
from meedoen.interop.xml.content import ContentDigest

_PRODUCT_PERIOD = "ProductPeriode"
Days = tuple[date | None, date | None]


class DeclarationCheck(FormCheck):
    """A check that keeps the rows of a declaration in `rows`, and makes its digest.

    `asked_cents` is what all rows as they stand come to; None as soon as one does not say it.
    """

    most_elements = 5_000_000
    most_rows = 250_000

    def __init__(
        self, edition_of: Callable[[str, str], Edition], must_be_sound: Callable[[], None]
    ) -> None:
        """Begin before the first element."""
        super().__init__(edition_of, must_be_sound)
        self.rows: list[DeclaredRow] = []
        self.asked_cents: int | None = 0
        self._content = ContentDigest()
        self._referred: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        super().start(tag, attributes)
        self._content.start(tag, attributes)

    def data(self, text: str) -> None:
        """A piece of text stands in the element that is open."""
        super().data(text)
        self._content.data(text)

    def end(self, tag: str) -> None:
        """The element that is open ends."""
        ended = self._open[-1]
        # What stands in the place of a row may be one, with an amount that nobody can read.
        if ended.block and self.edition.row in ended.block.order and len(ended.counts) > 1:
            self.asked_cents = None
        super().end(tag)
        self._content.end()

    def row_ended(self, client: ClientRead, row: RowRead) -> None:
        """Keep what a row declares, with what is wrong in it."""
        names, said = self.names, row.said
        days = days_at(said, (_PRODUCT_PERIOD,))
        called, reference = reference_at(said, names.reference)
        for column, value, reason in _outside(days, self._period()):
            row.faults.add(column, value, reason)
        self._referred_once(called, reference, row)
        declared = DeclaredRow(
            place=row.place,
            allocation_number=_number(said, "ToewijzingNummer"),
            decision_number=_number(said, "BeschikkingNummer"),
            product_category=written_at(said, ("ProductCategorie",)),
            product_code=written_at(said, ("ProductCode",)),
            first_day=days[0],
            last_day=days[1],
            volume=number_at(said, names.volume),
            unit=written_at(said, names.unit),
            amount_cents=amount_at(said, names.amount),
            reference=reference,
            bsn=written_at(client.said, ("Bsn",)),
            own=row.faults or None,
            person=client.place,
            of_person=client.faults,
        )
        self._keep_row(declared)
        client.rows.clear()

    def person_ended(self, client: ClientRead) -> None:
        """Forget a person; without a row he is one bad row himself."""
        self.clients.clear()
        if not (self.rows and self.rows[-1].person == client.place):
            self._keep_row(_without_rows(client))

    @property
    def digest(self) -> str:
        """Give the SHA-256 of what was read."""
        return self._content.hexdigest()

    @property
    def names(self) -> DeclaredNames:
        """Give where a declaration of this release says what."""
        return OF_RELEASE[self.edition.release]

    def _keep_row(self, row: DeclaredRow) -> None:
        if len(self.rows) >= self.most_rows:
            raise refused_whole(f"Er staan meer dan {self.most_rows} prestaties in.")
        self.rows.append(row)
        if self.asked_cents is not None:
            cents = row.amount_cents
            self.asked_cents = None if cents is None else self.asked_cents + cents

    def _period(self) -> Days:
        """Give the days of the declaration, which stand before its rows."""
        # What holds the rows may hold these days too, and is not closed yet then.
        said = self.said | {one.name: one.said for one in self._open[1:2]}
        return days_at(said, self.names.period)

    def _referred_once(self, called: str, reference: str, row: RowRead) -> None:
        if not reference:
            return
        first = self._referred.setdefault(reference, row.place)
        if first is not row.place:
            number = shown(reference)
            row.faults.add(called, number, f"{called} ({number}) staat al bij {first}.")


def _number(said: Said, name: str) -> str:
    """Give a number without noughts in front, as text; a number that is none is nothing."""
    found = number_at(said, (name,))
    return "" if found is None else str(found)


def _outside(days: Days, period: Days) -> Iterator[tuple[str, str, str]]:
    """Tell where the days of a row lie outside those of the declaration: column, value, reason."""
    (first, last), (begin, end) = days, period
    if first and last and first > last:
        return
    within = f"de DeclaratiePeriode ({begin} tot en met {end})"
    if first and begin and first < begin:
        reason = f"{_PRODUCT_PERIOD}: Begindatum ({first}) ligt voor {within}."
        yield "Begindatum", str(first), reason
    if last and end and last > end:
        reason = f"{_PRODUCT_PERIOD}: Einddatum ({last}) ligt na {within}."
        yield "Einddatum", str(last), reason


def _without_rows(client: ClientRead) -> DeclaredRow:
    """Give a person who has no row as one bad row."""
    return DeclaredRow(
        place=client.place, allocation_number="", decision_number="", product_category="",
        product_code="", first_day=None, last_day=None, volume=None, unit="", amount_cents=None,
        reference="", bsn="", own=client.faults,
    )  # fmt: skip

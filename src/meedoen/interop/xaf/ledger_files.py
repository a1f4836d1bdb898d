# SPDX-License-Identifier: EUPL-1.2
"""Reads the ledger that a municipality keeps elsewhere, from an auditfile (pure but for reading).

The library reads every version as a stream; here it is weighed. The totals that a file prints have
have to hold, and each booking is nought together. Descriptions are not read: they may name people.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import pyxaf

from meedoen.interop.findings import Refused, WrongValue, named, refused_whole
from meedoen.interop.masking import shown
from meedoen.interop.opened import one_file
from meedoen.vocabulary.money import Money

MOST_BYTES = 500_000_000
_READ = "Hier wordt een XML Auditfile Financieel (XAF) 3.x of 4.0 gelezen."
_PLACE = "/auditfile[1]/company[1]/transactions[1]"
_EURO = "EUR"
LONGEST = 35
# As in the other files about money; the database holds no number without end.
_MOST_CENTS = 10**15
# Where the library read bytes that are no text as something else.
_REPLACED = "XAF1006"


@dataclass(frozen=True, slots=True)
class TownLine:
    """One line of a booking of the municipality's own ledger; a debit is above nought, in cents.

    Of a bad line what cannot be read is empty or None.
    """

    place: str
    journal: str
    booking: str
    line: str
    day: date | None
    account: str
    cents: int | None
    faults: tuple[WrongValue, ...] = ()

    @property
    def good(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults

    @property
    def key(self) -> tuple[str, str, str]:
        """By what it is known: journal, number of the booking, number of the line."""
        return self.journal, self.booking, self.line


@dataclass(frozen=True)
class TownLedger:
    """What a municipality booked elsewhere in a part of a year."""

    version: str
    year: int
    first_day: date
    last_day: date
    debit_cents: int
    credit_cents: int
    lines: tuple[TownLine, ...] = field(repr=False)
    notes: ClassVar[tuple[WrongValue, ...]] = ()

    @property
    def number_of_rows(self) -> int:
        """Count its lines."""
        return len(self.lines)

    @property
    def bad(self) -> int:
        """Count the lines that are not taken in."""
        return sum(not one.good for one in self.lines)

    @property
    def digest(self) -> str:
        """Give what tells the same lines from others, whoever wrote them down and when."""
        told = sha256()
        for one in self.lines:
            told.update(repr((one.key, one.day, one.account, one.cents)).encode())
        return told.hexdigest()

    def findings(self) -> Iterator[tuple[WrongValue, ...]]:
        """Give what is wrong, per line, in the order of the file."""
        yield from (one.faults for one in self.lines if one.faults)


def read_ledger(path: Path) -> TownLedger:
    """Read a file that is one auditfile.

    A line that cannot be read is bad, and so is every line of a booking that is not nought
    together. Raises Refused, with findings, for what is no such file, an unknown version, a fault
    in its head, and totals that are not those of its lines as they stand; debit and credit are not
    compared when an amount cannot be read.
    """
    with one_file(path, most_bytes=MOST_BYTES, what="Een auditfile is één bestand"):
        pass
    try:
        with pyxaf.open(path) as file:
            return _read(file)
    except Refused:
        raise
    except pyxaf.ForbiddenConstructError as error:
        raise refused_whole("Er staat een DOCTYPE in. Zo'n bestand mag die niet hebben.") from error
    except pyxaf.XmlSyntaxError as error:
        where = f" (regel {error.line})" if error.line else ""
        raise refused_whole(f"Dit is geen geldige XML: de opmaak klopt niet{where}.") from error
    except pyxaf.LimitExceededError as error:
        raise refused_whole("Er staat iets in dat te groot of te diep is.") from error
    except Exception as error:  # Whatever the library meets, as an encoding that does not exist.
        raise refused_whole(f"Dit is geen auditfile. {_READ}") from error


def _read(file: pyxaf.AuditFile) -> TownLedger:
    found = file.format
    unknown = found.namespace_status is pyxaf.NamespaceStatus.UNKNOWN
    if found.family is not pyxaf.Family.XAF or unknown:
        said = shown(found.namespace or str(found.version))
        raise refused_whole(f"Deze versie kennen we niet: {said}. {_READ}", "/auditfile[1]", said)
    _refuse_a_guess(found.encoding.declared)
    head = _head(file.header)
    weighing = _Weighing(*head[1:])
    lines = tuple(weighing.lines(file))
    if any(one.code == _REPLACED for one in file.findings):
        raise refused_whole("Er staan bytes in die niet bij de tekencodering horen.")
    totals = tuple(weighing.not_the_totals(file.transaction_totals))
    if totals:
        raise Refused(f"De auditfile klopt niet: {named(totals[0])}", totals)
    return TownLedger(str(file.version), *head, weighing.debit, weighing.credit, lines)


def _refuse_a_guess(encoding: str | None) -> None:
    """Refuse an encoding that does not exist, where the library goes on and guesses."""
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        raise refused_whole("De genoemde tekencodering wordt niet gelezen.") from None


def _head(header: pyxaf.Header | None) -> tuple[int, date, date]:
    """Give the year and the days that a file says it is about."""
    place = "/auditfile[1]/header[1]"
    if header is None or header.start_date is None or header.end_date is None:
        raise refused_whole(
            "Er staat niet in over welke dagen (startDate, endDate) dit gaat.", place
        )
    if header.currency not in (None, "", _EURO):
        raise refused_whole(
            f"curCode: alleen een grootboek in euro wordt gelezen, en dit is "
            f"{shown(header.currency or '')}.", place,
        )  # fmt: skip
    first, last = header.start_date, header.end_date
    if first > last or first.year != last.year:
        raise refused_whole(
            f"De dagen ({first} tot en met {last}) liggen niet in één boekjaar.", place
        )
    return first.year, first, last


class _Weighing:
    """Reads the lines, and keeps what they are together as they stand."""

    def __init__(self, first_day: date, last_day: date) -> None:
        self._days = (first_day, last_day)
        self.debit = self.credit = 0
        self._written = Counter[pyxaf.Side]()
        self._number, self._readable = 0, True
        self._seen: set[tuple[str, str, str]] = set()

    def lines(self, file: pyxaf.AuditFile) -> Iterator[TownLine]:
        journal, at, number = object(), 0, 0
        for booking in file.transactions():
            if booking.journal_id != journal:
                journal, at, number = booking.journal_id, at + 1, 0
            number += 1
            place = f"{_PLACE}/journal[{at}]/transaction[{number}]"
            yield from self._of_booking(booking, place)

    def _of_booking(self, booking: pyxaf.Transaction, place: str) -> Iterator[TownLine]:
        read = [
            self._line(booking, one, f"{place}/trLine[{at}]")
            for at, one in enumerate(booking.lines, start=1)
        ]
        over = sum(one.cents or 0 for one in read)
        if over and all(one.cents is not None for one in read):
            why = f"Deze boeking is samen {Money(over)}, en niet nul."
            read = [
                TownLine(
                    one.place, one.journal, one.booking, one.line, one.day, one.account, one.cents,
                    (*one.faults, WrongValue(one.place, "amnt", str(Money(one.cents or 0)), why)),
                )
                for one in read
            ]  # fmt: skip
        yield from read

    def _line(self, booking: pyxaf.Transaction, line: pyxaf.Line, place: str) -> TownLine:
        faults: list[WrongValue] = []

        def wrong(column: str, value: str, reason: str) -> None:
            faults.append(WrongValue(place, column, shown(value), f"{reason}."))

        self._number += 1
        cents = self._cents(line)
        if cents is None:
            said = line.raw.fields.get("amnt", "") if line.raw else ""
            wrong(
                "amnt",
                str(said),
                "dit is geen bedrag met een kant (D of C) en twee decimalen, of te groot",
            )
        day = self._day(booking, line)
        if day is None:
            wrong("trDt", "", "dit is geen dag, of hij ontbreekt; schrijf jjjj-mm-dd")
        elif not self._within(day):
            first, last = self._days
            wrong("trDt", str(day), f"deze dag ligt buiten {first} tot en met {last}")
        key = (booking.journal_id or "", booking.number or "", line.number or "")
        account = line.account_id or ""
        named = zip(("jrnID", "nr", "nr", "accID"), (*key, account), strict=True)
        for column, value in named:
            if not value or len(value) > LONGEST:
                wrong(column, value, f"dit ontbreekt, of is langer dan {LONGEST} tekens")
        if key in self._seen:
            wrong("nr", key[2], f"regel {key[2]} van boeking {key[1]} staat er voor de tweede keer")
        self._seen.add(key)
        return TownLine(place, *key, day, account, cents, tuple(faults))

    def _day(self, booking: pyxaf.Transaction, line: pyxaf.Line) -> date | None:
        """Give the day of a booking, or of its line where only that lies in the file's days."""
        days = [one for one in (booking.date, line.effective_date) if one is not None]
        return next(filter(self._within, days), days[0] if days else None)

    def _within(self, day: date) -> bool:
        first, last = self._days
        return first <= day <= last

    def _cents(self, line: pyxaf.Line) -> int | None:
        """Read an amount, and add it to what is written of its side."""
        if line.signed_amount is None or line.amount is None or line.side is None:
            self._readable = False
            return None
        cents = line.signed_amount * 100
        if cents != cents.to_integral_value() or abs(cents) >= _MOST_CENTS:
            self._readable = False
            return None
        self._written[line.side] += int(line.amount * 100)
        if cents > 0:
            self.debit += int(cents)
        else:
            self.credit -= int(cents)
        return int(cents)

    def not_the_totals(self, totals: pyxaf.TransactionTotals | None) -> Iterator[WrongValue]:
        """Say which printed total is not that of the lines."""
        if totals is None:
            yield _wrong_total("linesCount", "", "er staan geen boekingen (transactions) in")
            return
        if totals.lines_count != self._number:
            said = "niets" if totals.lines_count is None else str(totals.lines_count)
            yield _wrong_total(
                "linesCount", said, f"er staat {said}, en er zijn {self._number} regels"
            )
        debit = (self.debit, self._written[pyxaf.Side.DEBIT])
        credit = (self.credit, self._written[pyxaf.Side.CREDIT])
        for column, printed, sums in (
            ("totalDebit", totals.total_debit, debit),
            ("totalCredit", totals.total_credit, credit),
        ):
            yield from self._not_the_sum(column, printed, sums)

    def _not_the_sum(
        self, column: str, printed: Decimal | None, sums: tuple[int, int]
    ) -> Iterator[WrongValue]:
        # A minus on a side is written by some as an amount of the other.
        if printed is None or printed * 100 != int(printed * 100):
            yield _wrong_total(column, "", "dit ontbreekt, of is geen bedrag")
        elif self._readable and int(printed * 100) not in sums:
            said = Money(int(printed * 100))
            why = f"er staat {said}, en de regels zijn samen {Money(sums[0])}"
            yield _wrong_total(column, str(said), why)


def _wrong_total(column: str, value: str, why: str) -> WrongValue:
    return WrongValue(_PLACE, column, value, f"{why}.")

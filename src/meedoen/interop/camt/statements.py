# SPDX-License-Identifier: EUPL-1.2
"""Reads bank statements: CAMT.053 (pure but for the reading).

What a version adds changes no name that is read here, so the namespace only says that it is a
camt.053. What stood on the account before, with all that was booked, is what stands on it after;
else the file is refused whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from stdnum import iban

from meedoen.interop.findings import Refused, WrongValue, named, refused_whole
from meedoen.interop.masking import shown
from meedoen.interop.written import UnreadableValue, cents_in, day_in
from meedoen.interop.xml.trees import (
    all_in,
    digest_of,
    name_of,
    namespace_of,
    one_in,
    place_of,
    text_in,
    tree_of,
)
from meedoen.vocabulary.money import Money

_CAMT = re.compile(r".*:(?P<kind>camt\.\d{3})\.\d{3}\.\d{2,}")
_KIND = "camt.053"
# With room for the number of a page.
_LONGEST_NUMBER = 94
_READ = "Hier wordt een bankafschrift gelezen: CAMT.053, van elke versie."
# Between pages of one statement stands the balance so far (ITBD).
_SO_FAR = "ITBD"
_BEFORE, _AFTER = ("OPBD", "PRCD", _SO_FAR), ("CLBD", _SO_FAR)
_BOOKED = ("", "BOOK")
_SIGN = {"CRDT": 1, "DBIT": -1}
_EURO = "EUR"
LONGEST = 100
# Where a payment says what it is for.
_SAYS = {"EndToEndId", "Ustrd", "Ref", "Nb", "InstrId", "AddtlRmtInf", "AddtlTxInf", "AddtlNtryInf"}


@dataclass(frozen=True)
class BankLine:
    """One payment on a statement: cents that came in above nought, that went out below it.

    `said` is what it says of itself, in which people may be named: never show or keep it.
    `returned` says that it takes back a payment of before. Of a bad line what cannot be read is
    None.
    """

    place: str
    day: date | None
    cents: int | None
    said: tuple[str, ...] = field(repr=False)
    faults: tuple[WrongValue, ...] = ()
    returned: bool = False

    @property
    def good(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults


@dataclass(frozen=True)
class BankStatement:
    """One statement of one account, in cents; `account` is its number, mostly an IBAN."""

    account: str
    number: str
    first_day: date
    last_day: date
    before_cents: int
    after_cents: int
    digest: str
    place: str
    lines: tuple[BankLine, ...] = field(repr=False)

    @property
    def can_be_taken(self) -> bool:
        """Whether a payment of it can be read, or it has none."""
        return not self.lines or any(line.good for line in self.lines)


@dataclass(frozen=True)
class BankFile:
    """All statements of one file."""

    statements: tuple[BankStatement, ...]
    notes: tuple[WrongValue, ...] = ()

    @property
    def number_of_rows(self) -> int:
        """Count all payments."""
        return sum(len(one.lines) for one in self.statements)

    @property
    def bad(self) -> int:
        """Count those that are not taken in."""
        return sum(not line.good for one in self.statements for line in one.lines)

    def findings(self) -> Iterator[tuple[WrongValue, ...]]:
        """Give what is wrong, per payment, in the order of the file."""
        for one in self.statements:
            yield from (line.faults for line in one.lines if line.faults)


def read_bank(path: Path) -> BankFile:
    """Read a file of statements.

    Raises Refused, with findings, for what is no CAMT.053, a fault in the head of a statement, and
    balances that the payments do not lead from one to the other; these are not compared when an
    amount cannot be read. A payment that is announced and not booked yet is left out.
    """
    root = tree_of(path, what="Een bankafschrift is één bestand")
    kind = _CAMT.fullmatch(namespace_of(root))
    if kind is None or kind["kind"] != _KIND:
        said = kind["kind"] if kind else f"{name_of(root)} {namespace_of(root)}".strip()
        raise refused_whole(f"Dit is {shown(said)}. {_READ}", place_of(root), shown(said))
    message = next((one for one in root if name_of(one) == "BkToCstmrStmt"), None)
    statements = list(all_in(message, "Stmt")) if message is not None else []
    if not statements:
        raise refused_whole(f"Er staat geen afschrift (Stmt) in. {_READ}", place_of(root))
    base = place_of(statements[0]).rpartition("[")[0]
    read = [_StatementReading(one, f"{base}[{at}]") for at, one in enumerate(statements, start=1)]
    found = tuple(fault for one in read for fault in one.faults)
    if found:
        raise Refused(f"Het afschrift klopt niet: {named(found[0])}", found)
    told = tuple(one.statement() for one in read)
    _refuse_one_twice(told)
    return BankFile(told, tuple(note for one in read for note in one.notes))


def _refuse_one_twice(statements: tuple[BankStatement, ...]) -> None:
    seen: set[tuple[str, str]] = set()
    for one in statements:
        if (one.account, one.number) in seen:
            why = f"Afschrift {shown(one.number)} staat twee keer in dit bestand."
            raise Refused(why, (WrongValue(one.place, "Id", shown(one.number), why),))
        seen.add((one.account, one.number))


class _StatementReading:
    """One statement while it is read; `faults` are those of its head, and of its sums."""

    def __init__(self, element: Any, place: str) -> None:
        self.element, self.place = element, place
        self.faults: list[WrongValue] = []
        self.notes: list[WrongValue] = []
        self.number = self._needed("Id") + self._page()
        self.account = "".join(
            (text_in(element, "Acct", "Id", "IBAN") or text_in(element, "Acct", "Id", "Othr", "Id")
             ).split()
        )  # fmt: skip
        if not self.account or len(self.account) > LONGEST:
            self._wrong("Acct", self.account, "er staat niet bij van welke rekening dit is")
        elif one_in(element, "Acct", "Id", "IBAN") is not None and not iban.is_valid(self.account):
            self._note("IBAN", self.account, "dit nummer klopt niet met zijn controlecijfers")
        currency = text_in(element, "Acct", "Ccy")
        if currency not in ("", _EURO):
            self._wrong("Ccy", currency, "alleen rekeningen in euro worden gelezen")
        self.before, self.first_day = self._balance(_BEFORE, "het saldo vooraf (OPBD of PRCD)")
        self.after, self.last_day = self._balance(_AFTER, "het saldo achteraf (CLBD)")
        self.lines = tuple(self._lines())
        if not self.faults:
            self._must_lead_on()

    def statement(self) -> BankStatement:
        """Give the statement, of which the head is good."""
        days = [one.day for one in self.lines if one.day]
        return BankStatement(
            self.account, self.number, min([self.first_day, *days]), max([self.last_day, *days]),
            self.before, self.after, digest_of(self.element, but="CreDtTm"), self.place, self.lines,
        )  # fmt: skip

    def _page(self) -> str:
        """Give what tells a page from others of its statement; empty for the only one."""
        page = text_in(self.element, "StmtPgntn", "PgNb")
        only = page == "1" and text_in(self.element, "StmtPgntn", "LastPgInd") in ("true", "1")
        if page and not re.fullmatch(r"[0-9]{1,5}", page):
            self._wrong("PgNb", page, "dit is geen nummer van een bladzijde")
        return f"/{page}" if page and not only else ""

    def _needed(self, name: str) -> str:
        said = text_in(self.element, name)
        if not said or len(said) > _LONGEST_NUMBER:
            self._wrong(name, said, f"dit ontbreekt, of is langer dan {_LONGEST_NUMBER} tekens")
        return said

    def _balance(self, kinds: tuple[str, ...], what: str) -> tuple[int, date]:
        """Read a balance, above nought when there is money, and its day."""
        for kind in kinds:
            found = [
                one for one in all_in(self.element, "Bal")
                if text_in(one, "Tp", "CdOrPrtry", "Cd") == kind
            ]  # fmt: skip
            if found:
                # On a page in the middle the first one is before, and the last one after.
                return self._balance_in(
                    found[-1 if kind == _SO_FAR and kinds is _AFTER else 0], kind
                )
        self._wrong("Bal", "", f"{what} ontbreekt")
        return 0, date.min

    def _balance_in(self, one: Any, kind: str) -> tuple[int, date]:
        try:
            day = day_in(text_in(one, "Dt", "Dt") or text_in(one, "Dt", "DtTm"))
            return _amount(one), day
        except UnreadableValue as no:
            self._wrong("Bal", f"{kind} {text_in(one, 'Amt')} {text_in(one, 'Dt')}", str(no))
            return 0, date.min

    def _lines(self) -> Iterator[BankLine]:
        for at, entry in enumerate(all_in(self.element, "Ntry"), start=1):
            place = f"{self.place}/Ntry[{at}]"
            status = text_in(entry, "Sts", "Cd") or text_in(entry, "Sts")
            if status in _BOOKED:
                yield from _payments(entry, place)
            else:
                self.notes.append(
                    WrongValue(place, "Sts", shown(status), "Dit is nog niet geboekt (BOOK).")
                )

    def _must_lead_on(self) -> None:
        """See that what was booked leads from the one balance to the other, and to its sums."""
        if any(one.cents is None for one in self.lines):
            return
        booked = sum(one.cents or 0 for one in self.lines)
        if self.before + booked != self.after:
            reason = (
                f"het saldo vooraf ({Money(self.before)}) met alle boekingen ({Money(booked)}) is "
                f"{Money(self.before + booked)}, en achteraf staat er {Money(self.after)}"
            )
            self._wrong("Bal", str(Money(self.after)), reason)
        entries = sum(1 for _ in all_in(self.element, "Ntry"))
        said = text_in(self.element, "TxsSummry", "TtlNtries", "NbOfNtries")
        if said.isdigit() and int(said) != entries and not self.notes:
            self._wrong("NbOfNtries", said, f"er staan {entries} boekingen in")

    def _wrong(self, column: str, value: str, reason: str) -> None:
        self.faults.append(WrongValue(self.place, column, shown(value), f"{reason}."))

    def _note(self, column: str, value: str, reason: str) -> None:
        self.notes.append(WrongValue(self.place, column, shown(value), f"{reason}."))


def _payments(entry: Any, place: str) -> Iterator[BankLine]:
    """Give the payments of an entry; of a batch each, when their amounts make the whole."""
    whole = _line(entry, entry, place)
    parts = list(all_in(entry, "NtryDtls", "TxDtls"))
    if len(parts) > 1 and whole.good:
        lines = [
            _line(part, entry, f"{place}/TxDtls[{at}]") for at, part in enumerate(parts, start=1)
        ]
        if all(one.good for one in lines) and sum(one.cents or 0 for one in lines) == whole.cents:
            yield from lines
            return
    yield whole


def _line(part: Any, entry: Any, place: str) -> BankLine:
    faults: list[WrongValue] = []
    cents = day = None
    try:
        cents = _amount(part, entry)
    except UnreadableValue as no:
        faults.append(WrongValue(place, "Amt", shown(text_in(part, "Amt")), f"{no}."))
    booked = text_in(entry, "BookgDt") or text_in(entry, "ValDt")
    try:
        day = day_in(booked)
    except UnreadableValue as no:
        faults.append(WrongValue(place, "BookgDt", shown(booked), f"{no}."))
    said = [
        text for one in part.iter() if name_of(one) in _SAYS and (text := "".join(one.itertext()))
    ]
    # CdtDbtInd says itself on which side the money moved; these only say why.
    returned = one_in(part, "RtrInf") is not None or "true" in (
        text_in(part, "RvslInd"), text_in(entry, "RvslInd"),
    )  # fmt: skip
    return BankLine(place, day, cents, tuple(said), tuple(faults), returned)


def _amount(one: Any, around: Any = None) -> int:
    """Read an amount with its side, which may stand around it. Raises UnreadableValue."""
    amount = one_in(one, "Amt")
    if amount is None:
        amount = one_in(one, "AmtDtls", "TxAmt", "Amt")
    if amount is None:
        raise UnreadableValue("het bedrag ontbreekt")
    currency = amount.get("Ccy", _EURO)
    if currency != _EURO:
        raise UnreadableValue(
            f"alleen bedragen in euro worden geboekt, en dit is {shown(currency)}"
        )
    side = text_in(one, "CdtDbtInd") or (text_in(around, "CdtDbtInd") if around is not None else "")
    if side not in _SIGN:
        raise UnreadableValue("er staat niet of dit bij of af is (CRDT of DBIT)")
    cents = cents_in("".join(amount.itertext()).strip())
    if cents < 0:
        raise UnreadableValue("een bedrag heeft hier geen minteken; CdtDbtInd zegt bij of af")
    return _SIGN[side] * cents

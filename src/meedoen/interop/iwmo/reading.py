# SPDX-License-Identifier: EUPL-1.2
"""Reads iWmo and iJw messages into rows: the one way in (pure but for the reading itself)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from meedoen.interop.findings import Refused, SourceRow, WrongValue
from meedoen.interop.iwmo.checking import FormCheck
from meedoen.interop.iwmo.faults import ClientRead, Faults, RowRead
from meedoen.interop.iwmo.files import GivenMessage, messages_in
from meedoen.interop.iwmo.form import Edition
from meedoen.interop.iwmo.meaning import outside, person_of, row_of, said_before
from meedoen.interop.iwmo.parsing import checked, must_not_be_refused, tree_of
from meedoen.interop.iwmo.schemas import SchemaFolder
from meedoen.interop.masking import shown

_MOST_NAMED = 5


def read_messages(
    path: Path, *, kind: str, year: int, schemas: Path | None = None
) -> Iterator[SourceRow]:
    """Give each ToegewezenProduct, StartProduct or StopProduct of a message, a folder or a ZIP.

    `kind` is "iwmo" or "ijw", `year` the year that a row has to touch, `schemas` a folder with the
    schemas (XSD) of the standard, when each message has to be held against those too.

    `SourceRow.place` is the path of the row by local names, each with its position among its
    brothers of the same name, from 1; in a folder or a ZIP the name of the message stands before
    it. `SourceRow.values` holds what it says, with the bsn in full: never show it. A fault in a row
    makes it bad; a fault of the person outside his rows makes all of them bad, and a person without
    a row then stands as one bad row with his own path. The same grant twice for one person in one
    kind of message, wherever in what was given, is good the first time, whatever else is wrong with
    that.

    Raises Refused when a message is refused whole, and then nothing of the others is taken either:
    all are looked at before the first row is given.
    """
    folder = SchemaFolder(schemas) if schemas is not None else None
    messages = messages_in(path)
    if len(messages) > 1:
        _must_all_be_read(messages, kind, folder)
    seen: set[tuple[str, ...]] = set()
    for message in messages:
        check = _checked(message, kind, folder)
        for client in check.clients:
            for row in _rows(client, check.edition, year):
                yield _once(row if not message.name else _of(message.name, row), seen)


def _must_all_be_read(messages: list[GivenMessage], kind: str, folder: SchemaFolder | None) -> None:
    """Raise one Refused for all messages that are refused, with the findings of each."""
    reasons, findings = list[str](), list[WrongValue]()
    for message in messages:
        try:
            _checked(message, kind, folder)
        except Refused as refused:
            reasons.append(str(refused))
            findings += refused.findings
    if reasons:
        more = len(reasons) - _MOST_NAMED
        after = f" En nog {more} van de berichten." if more > 0 else ""
        raise Refused(" ".join(reasons[:_MOST_NAMED]) + after, tuple(findings))


def _checked(message: GivenMessage, kind: str, folder: SchemaFolder | None) -> FormCheck:
    """Read one message; what it is refused for begins with its name."""
    try:
        data = message.read()
        check = checked(data, kind=kind)
        if folder is not None:
            folder.hold(check, tree_of(data))
            must_not_be_refused(check)
    except Refused as refused:
        if not message.name:
            raise
        found = refused.findings or (WrongValue("/", "", "", str(refused)),)
        named = tuple(replace(one, row=f"{message.name}{one.row}") for one in found)
        raise Refused(f"{message.name}: {refused}", named) from refused
    return check


def _rows(client: ClientRead, edition: Edition, year: int) -> Iterator[SourceRow]:
    """Give the rows of a person, with what is wrong with him in each."""
    if client.faults and not client.rows:
        yield SourceRow(client.place, client.faults.at(client.place), {"message": edition.number})
    person = {"message": edition.number} | person_of(client.said)
    for row in client.rows:
        yield SourceRow(row.place, _found(client, row, year), person | row_of(row.said))


def _found(client: ClientRead, row: RowRead, year: int) -> tuple[WrongValue, ...]:
    days = Faults()
    for column, value, reason in outside(row.said, year):
        days.add(column, value, reason)
    return (
        *row.faults.at(row.place),
        *days.at(row.place),
        *client.faults.at(row.place, of=client.place),
    )


def _once(row: SourceRow, seen: set[tuple[str, ...]]) -> SourceRow:
    """Say of a row that came before that it did."""
    key = said_before(row.values)
    if key is None or key not in seen:
        seen |= {key} if key else set()
        return row
    numbered = "allocation_number" in row.values
    same = "hetzelfde ToewijzingNummer" if numbered else "dezelfde Categorie en Code"
    reason = f"Deze rij staat er al: {same} met dezelfde begindatum ({key[2]})."
    said = shown(row.values.get("allocation_number", row.values.get("product_category", "")))
    finding = WrongValue(row.place, same.split()[1], said, reason)
    return replace(row, findings=(*row.findings, finding))


def _of(name: str, row: SourceRow) -> SourceRow:
    """Give a row with the name of its message before every place."""
    findings = tuple(replace(one, row=f"{name}{one.row}") for one in row.findings)
    return replace(row, place=f"{name}{row.place}", findings=findings)

# SPDX-License-Identifier: EUPL-1.2
"""Reads the answer to a declaration: message 325 of iWmo or iJw (pure but for the reading).

Nothing in the header of a message leads from an answer to its declaration but who sent it to whom:
they belong together by the number of the invoice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.iwmo.answer_forms import RETURN_CODE
from meedoen.interop.iwmo.checking import FormCheck, OpenElement
from meedoen.interop.iwmo.declared import Declaration
from meedoen.interop.iwmo.declared_names import OF_RELEASE, reference_at, total_at, written_at
from meedoen.interop.iwmo.faults import ClientRead, RowRead
from meedoen.interop.iwmo.files import one_message
from meedoen.interop.iwmo.form import Edition
from meedoen.interop.iwmo.forms import ANSWERS
from meedoen.interop.iwmo.names import spoken
from meedoen.interop.iwmo.parsing import must_not_be_refused, parsed
from meedoen.interop.iwmo.return_codes import CONTENT, in_words

_ANSWER = "DeclaratieAntwoord"
# A code stands in a list of codes, and that in the part of the answer that it is about.
_PART = -3
MOST_FOUND = 1_000


@dataclass(frozen=True)
class Returned:
    """What was said of one part of a declaration: where in the answer, and by which code.

    `reference` is that of the Prestatie it is about; of a person or the whole it is empty.
    """

    place: str
    reference: str = field(repr=False)
    code: str

    @property
    def refuses(self) -> bool:
        """Whether something is held against this part."""
        return self.code not in CONTENT

    @property
    def reason(self) -> str:
        """Say in plain Dutch what the code means."""
        return f"{self.code}: {in_words(self.code)}"


@dataclass(frozen=True)
class DeclarationAnswer:
    """What became of one declaration; amounts in whole cents, credit less than nought.

    When it was refused for a technical fault there is no `invoice_number` and there are no amounts.
    """

    standard: str
    release: str
    municipality: str
    provider: str
    invoice_number: str
    submitted_cents: int | None
    granted_cents: int | None
    returned: tuple[Returned, ...]

    def answers(self, declaration: Declaration) -> bool:
        """Whether this is the answer to a declaration: by its parties and its invoice number."""
        return bool(self.invoice_number) and (
            (self.standard, self.municipality, self.provider, self.invoice_number)
            == (
                declaration.standard,
                declaration.municipality,
                declaration.provider,
                declaration.invoice_number,
            )
        )

    @property
    def refusals(self) -> tuple[Returned, ...]:
        """Give what was not granted, with why."""
        return tuple(one for one in self.returned if one.refuses)


class AnswerCheck(FormCheck):
    """A check that keeps the codes of an answer in `returned`, and its faults in `found`."""

    def __init__(
        self, edition_of: Callable[[str, str], Edition], must_be_sound: Callable[[], None]
    ) -> None:
        """Begin before the first element."""
        super().__init__(edition_of, must_be_sound)
        self.returned: list[Returned] = []
        self.found: list[WrongValue] = []

    def end(self, tag: str) -> None:
        """The element that is open ends."""
        ended = self._open[-1]
        if ended.name == RETURN_CODE and ended.holds is not None:
            self.returned.append(_returned("".join(ended.pieces), self._open[_PART]))
        super().end(tag)

    def row_ended(self, client: ClientRead, row: RowRead) -> None:
        """Keep what is wrong in a row."""
        self._add(row.faults.at(row.place))
        client.rows.clear()

    def person_ended(self, client: ClientRead) -> None:
        """Keep what is wrong with a person."""
        self._add(client.faults.at(client.place))
        self.clients.clear()

    def _add(self, findings: tuple[WrongValue, ...]) -> None:
        # It is refused for any of them; who mends it sees enough in so many.
        if len(self.found) < MOST_FOUND:
            self.found += findings


def _returned(code: str, part: OpenElement) -> Returned:
    reference = reference_at(part.said, OF_RELEASE["3.2"].reference)[1]
    return Returned(part.place, reference, code)


def read_answer(path: Path) -> DeclarationAnswer:
    """Read a file that is one answer to a declaration.

    Raises Refused, with findings, for what is no such message and for any fault in it: a part that
    cannot be read may be one that was not granted.
    """
    with one_message(path) as message:
        check = parsed(message, ANSWERS, AnswerCheck)
    must_not_be_refused(check)
    if check.found:
        which = spoken(check.edition.namespace)
        raise Refused(
            f"Het antwoord ({which}) klopt niet: {check.found[0].reason}", (*check.found,)
        )
    said = check.said
    return DeclarationAnswer(
        standard=check.edition.standard,
        release=check.edition.release,
        municipality=written_at(said, ("Header", "Afzender")),
        provider=written_at(said, ("Header", "Ontvanger")),
        invoice_number=written_at(said, (_ANSWER, "DeclaratieNummer")),
        submitted_cents=total_at(said, (_ANSWER, "TotaalIngediendBedrag")),
        granted_cents=total_at(said, (_ANSWER, "TotaalToegekendBedrag")),
        returned=tuple(check.returned),
    )

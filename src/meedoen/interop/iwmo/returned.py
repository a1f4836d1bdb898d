# SPDX-License-Identifier: EUPL-1.2
"""An answer to a declaration as a file with rows: what was refused, each in plain Dutch (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.iwmo.answer_forms import RETURN_CODE
from meedoen.interop.iwmo.answers import DeclarationAnswer, read_answer


@dataclass(frozen=True)
class ReturnedFile:
    """An answer: a row is one part of the declaration that was judged, and bad when refused."""

    answer: DeclarationAnswer
    notes: ClassVar[tuple[WrongValue, ...]] = ()

    @property
    def number_of_rows(self) -> int:
        """Count the parts that were judged."""
        return len(self.answer.returned)

    @property
    def bad(self) -> int:
        """Count those that were refused."""
        return len(self.answer.refusals)

    def findings(self) -> Iterator[tuple[WrongValue, ...]]:
        """Give each refusal, with its code and what that means."""
        for one in self.answer.refusals:
            yield (WrongValue(one.place, RETURN_CODE, one.code, one.reason),)


def read_returned(path: Path, *, municipality: str) -> ReturnedFile:
    """Read a file that is one answer of a municipality, by its code as "GM9901".

    Raises Refused, with findings, for what is no such message, any fault in it, and another
    municipality.
    """
    answer = read_answer(path)
    asked = municipality.removeprefix("GM")
    if answer.municipality != asked:
        why = f"Afzender ({answer.municipality}) is niet de gevraagde gemeente ({asked})."
        place = "/Bericht[1]/Header[1]"
        raise Refused(why, (WrongValue(place, "Afzender", answer.municipality, why),))
    return ReturnedFile(answer)

# SPDX-License-Identifier: EUPL-1.2
"""Letters as one PDF/UA to print, each on a sheet of its own; large print where it is asked.

Set in a process of its own, as tables are: what typst keeps goes with it.
"""

import json
from functools import partial
from itertools import repeat
from typing import Any

from meedoen.interop.documents.letters import on_paper
from meedoen.interop.documents.typesetting import LETTER, set_in_type
from meedoen.notifications.letters import LetterDocument
from meedoen.publication.apart import done_apart

# How many seconds it may take.
_PATIENCE = 60


def write(letters: tuple[LetterDocument, ...]) -> bytes:
    """Set letters. Raises ValueError for none, EndedEarly when it takes too long."""
    if not letters:
        raise ValueError("There is no letter to print.")
    patience = repeat(True, _PATIENCE)
    return done_apart(_set_letters, laid_out(letters), goes_on=lambda: next(patience, False))


def laid_out(letters: tuple[LetterDocument, ...]) -> str:
    """Give what stands in the letters as JSON, all of it as it is read."""
    return json.dumps({"title": _title(letters), "letters": [_laid_out(one) for one in letters]})


_set_letters = partial(set_in_type, template=LETTER)


def _title(letters: tuple[LetterDocument, ...]) -> str:
    return on_paper(letters[0].title) if len(letters) == 1 else f"{len(letters)} brieven"


def _laid_out(letter: LetterDocument) -> dict[str, Any]:
    return {
        "house": on_paper(letter.style.name),
        "below": [on_paper(one) for one in letter.style.below],
        "accent": letter.style.accent,
        "signed": on_paper(letter.style.signed),
        "to": [on_paper(one) for one in letter.to],
        "reference": on_paper(letter.reference),
        "day": letter.day,
        "title": on_paper(letter.title),
        "lines": [on_paper(one) for one in letter.lines],
        "ending": [on_paper(one) for one in letter.ending],
        "large": letter.large,
    }

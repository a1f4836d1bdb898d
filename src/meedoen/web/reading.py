# SPDX-License-Identifier: EUPL-1.2
"""How a visitor wants to read: light or dark, and how large the letters are.

The choice lives in the visitor's session, where `context.surroundings` finds it for every page. It
says nothing about a person and is not kept elsewhere.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

THEME, LETTERS = "theme", "letters"
THEMES = {"": "Zoals mijn apparaat", "light": "Licht", "dark": "Donker"}
LETTER_SIZES = {"": "Gewone letters", "large": "Grote letters"}


@dataclass(frozen=True)
class ReadingChoice:
    """The chosen theme and letters; "" is as the device has it."""

    theme: str = ""
    letters: str = ""


def choice_in(given: Mapping[str, Any]) -> ReadingChoice:
    """Read a choice from a session or a form; what is unknown counts as no choice."""
    theme, letters = given.get(THEME, ""), given.get(LETTERS, "")
    return ReadingChoice(
        theme=theme if theme in THEMES else "",
        letters=letters if letters in LETTER_SIZES else "",
    )


def remember(session: MutableMapping[str, Any], choice: ReadingChoice) -> None:
    """Keep the choice in the session; the ordinary choice leaves nothing behind."""
    for key, value in ((THEME, choice.theme), (LETTERS, choice.letters)):
        if value:
            session[key] = value
        else:
            session.pop(key, None)

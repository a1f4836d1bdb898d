# SPDX-License-Identifier: EUPL-1.2
"""A letter as it is printed: the words of her page, in the style of her municipality. Pure."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class HouseStyle:
    """How letters of a municipality look: its name, what stands below it, a colour and who signs.

    `accent` is a colour as #rrggbb; it colours a line and no words, so that contrast is sure.
    """

    name: str
    below: tuple[str, ...] = ()
    accent: str = "#1f3a5f"
    signed: str = ""


@dataclass(frozen=True)
class LetterDocument:
    """All that stands in a letter. `to` is the postal address in lines; `large` is large print."""

    style: HouseStyle
    to: tuple[str, ...]
    reference: str
    day: str
    title: str
    lines: tuple[str, ...]
    ending: tuple[str, ...]
    large: bool = False


class LetterWriter(Protocol):
    """What sets letters as one file to print (`settings.LETTER_WRITER`)."""

    def __call__(self, letters: tuple[LetterDocument, ...], /) -> bytes:
        """Give the bytes of the file, each letter on a sheet of its own."""


def read_style(name: str, told: dict[str, str]) -> HouseStyle:
    """Give the style of a municipality from what its settings say: below, accent, signed.

    Raises ValueError for a colour that is none.
    """
    accent = told.get("accent", HouseStyle.accent)
    if len(accent) != 7 or accent[0] != "#" or not set(accent[1:]) <= set("0123456789abcdefABCDEF"):
        raise ValueError(f"{accent!r} is no colour as #rrggbb.")
    below = tuple(filter(None, told.get("below", "").splitlines()))
    return HouseStyle(name, below, accent, told.get("signed", ""))

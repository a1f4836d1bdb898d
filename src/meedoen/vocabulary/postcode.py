# SPDX-License-Identifier: EUPL-1.2
"""Reads a Dutch postcode as people type it, with or without the place behind it. Pure."""

import re
from dataclasses import dataclass

from meedoen.vocabulary.reading import NotUnderstood, Suggestion, line_and_level

_SHAPE = re.compile(r"[1-9][0-9]{3} [A-Z]{2}")
_FLAGS = re.ASCII | re.IGNORECASE
_TYPED = re.compile(
    r"(?:NL ?-? ?)?(?P<figures>\d{4}) ?[-.]? ?(?P<letters>[A-Z] ?[A-Z])(?![A-Z0-9])", _FLAGS
)
_ALIKE = re.compile(
    r"(?:NL ?-? ?)?(?P<figures>[\dOIL]{4}) ?[-.]? ?(?P<letters>[A-Z]{2})(?![A-Z0-9])", _FLAGS
)
_LIKE_FIGURES = str.maketrans("OIL", "011")
_NEVER = {"SA", "SD", "SS"}
_HOW = "Zo kan het: 1234 AB."


@dataclass(frozen=True, order=True)
class Postcode:
    """Four figures, the first no nought, a space and two letters, never SA, SD or SS.

    Raises ValueError for any other shape (PostNL, postcode voor adressen).
    """

    value: str

    def __post_init__(self) -> None:
        """Refuse what is no postcode."""
        if not _SHAPE.fullmatch(self.value) or self.value[-2:] in _NEVER:
            raise ValueError(f"Een postcode is vier cijfers en twee letters. {_HOW}")

    def __str__(self) -> str:
        """Write it the Dutch way: 1234 AB."""
        return self.value


def read_postcode(typed: str) -> tuple[Postcode, str]:
    """Read a postcode, and give what stands behind it, such as the place. Raises NotUnderstood."""
    line, level = line_and_level(typed)
    found = _TYPED.match(level.plain)
    if found is None:
        alike = _ALIKE.match(level.plain)
        raise NotUnderstood(
            f"Een postcode is vier cijfers en twee letters. {_HOW}",
            *(_meant(alike) if alike else ()),
        )
    figures, letters = found["figures"], found["letters"].replace(" ", "").upper()
    if figures.startswith("0"):
        raise NotUnderstood(f"Een postcode begint niet met een 0. {_HOW}")
    if letters in _NEVER:
        raise NotUnderstood(f"De letters {letters} komen in geen postcode voor. Kijk het na.")
    return Postcode(f"{figures} {letters}"), line[level.typed(*found.span())[1] :].strip(" ,.;-")


def _meant(alike: re.Match[str]) -> list[Suggestion]:
    figures = alike["figures"].upper().translate(_LIKE_FIGURES)
    written = f"{figures} {alike['letters'].upper()}"
    try:
        return [Suggestion(written, str(Postcode(written)))]
    except ValueError:
        return []

# SPDX-License-Identifier: EUPL-1.2
"""What a meeting says of itself, and what may stand on an agenda. Pure."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


@dataclass(frozen=True)
class MeetingTold:
    """A meeting as somebody calls it: what it is called, when and where."""

    title: str
    day: date
    begins: time | None = None
    place: str = ""


class ItemKind(StrEnum):
    """What an item of an agenda is about."""

    RECOMMENDATION = "recommendation"
    CASUS = "casus"
    KNELPUNT = "knelpunt"

    @property
    def label(self) -> str:
        """Give the word before its title."""
        return {
            ItemKind.RECOMMENDATION: "Aanbeveling",
            ItemKind.CASUS: "Casus",
            ItemKind.KNELPUNT: "Knelpunt",
        }[self]


class CannotMeet(ValueError):
    """A meeting without a title, or an item where none can stand; says what to do."""

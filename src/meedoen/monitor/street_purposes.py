# SPDX-License-Identifier: EUPL-1.2
"""For what somebody may look at figures per street; nothing is shown before she says it (pure)."""

from datetime import timedelta
from enum import StrEnum

LASTS = timedelta(hours=1)
"""So long a look goes on; the policy of the database says the same."""


class StreetPurpose(StrEnum):
    """What a look at the streets of a buurt is for. None of them is about one person."""

    TALK = "talk"
    MEETING = "meeting"
    TEAM = "team"
    ANSWER = "answer"
    CHECK = "check"

    @property
    def label(self) -> str:
        """Give the words on the screen."""
        return _LABELS[self]


_LABELS = {
    StreetPurpose.TALK: "met bewoners praten over wat er in hun straat nodig is",
    StreetPurpose.MEETING: "iets opzetten in de straat, zoals een ontmoeting of een inloop",
    StreetPurpose.TEAM: "bepalen waar het team meer tijd aan geeft",
    StreetPurpose.ANSWER: "een vraag van bewoners of van de raad beantwoorden",
    StreetPurpose.CHECK: "nakijken of de cijfers kloppen",
}

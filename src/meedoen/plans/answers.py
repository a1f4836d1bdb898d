# SPDX-License-Identifier: EUPL-1.2
"""The answers a resident can give. Within a list all are equally good."""

from enum import StrEnum


class CheckInAnswer(StrEnum):
    """The four answers to "Hoe gaat het? Ben je toe aan een volgende stap?" (S0-22)."""

    FORWARD = "forward"
    STAY = "stay"
    BACK = "back"
    NOT_NOW = "not_now"

    @property
    def label(self) -> str:
        """Give the short Dutch word for this answer."""
        return _ANSWERS[self][0]

    @property
    def explanation(self) -> str:
        """Give the sentence a resident could say herself."""
        return _ANSWERS[self][1]


_ANSWERS = {
    CheckInAnswer.FORWARD: ("Vooruit", "Ik wil een stapje meer."),
    CheckInAnswer.STAY: ("Blijven", "Zo is het goed voor mij."),
    CheckInAnswer.BACK: ("Terug", "Het is te veel. Ik wil minder."),
    CheckInAnswer.NOT_NOW: ("Nu niet", "Ik wil nu rust. Vraag het later."),
}


class OptionAnswer(StrEnum):
    """What a resident says to an option. None of them closes anything."""

    YES = "yes"
    LATER = "later"
    NO = "no"

    @property
    def label(self) -> str:
        """Give the words on the button."""
        return _OPTIONS[self]


_OPTIONS = {
    OptionAnswer.YES: "Ik wil gaan kijken",
    OptionAnswer.LATER: "Misschien later",
    OptionAnswer.NO: "Niet voor mij",
}

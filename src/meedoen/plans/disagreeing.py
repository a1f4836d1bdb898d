# SPDX-License-Identifier: EUPL-1.2
"""The ways to say "ik ben het er niet mee eens", and before which day each is answered. Pure."""

import secrets
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meedoen.rules.terms import TERMS, Clock, objecting_until, objection_decided_by
from meedoen.vocabulary.day import day_in_words


class DisagreeingWay(StrEnum):
    """What she wants with it. None is better or heavier than another; talking is enough."""

    TALK = "talk"
    COMPLAINT = "complaint"
    OBJECTION = "objection"

    @property
    def label(self) -> str:
        """Give the words on the button."""
        return _LABELS[self]

    @property
    def hint(self) -> str:
        """Say for what it is."""
        return _HINTS[self]

    @property
    def noun(self) -> str:
        """Name what came in, within a sentence."""
        return _NOUNS[self]

    @property
    def is_formal(self) -> bool:
        """Tell whether the law orders a receipt in writing for it (Awb 6:14 and 9:6)."""
        return self is not DisagreeingWay.TALK


_LABELS = {
    DisagreeingWay.TALK: "Ik wil erover praten",
    DisagreeingWay.COMPLAINT: "Ik heb een klacht",
    DisagreeingWay.OBJECTION: "Ik maak bezwaar",
}
_HINTS = {
    DisagreeingWay.TALK: "Iemand belt je. Vaak helpt dat al.",
    DisagreeingWay.COMPLAINT: "Het gaat over hoe iemand met je omging.",
    DisagreeingWay.OBJECTION: "Het gaat over een besluit in een brief van de gemeente.",
}
_NOUNS = {
    DisagreeingWay.TALK: "vraag om te praten",
    DisagreeingWay.COMPLAINT: "klacht",
    DisagreeingWay.OBJECTION: "bezwaar",
}


@dataclass(frozen=True)
class AnsweredBefore:
    """The last day on which an answer is due, and where that stands."""

    day: date
    source: str


def answered_before(
    way: DisagreeingWay, *, came_in_on: date, letter_day: date | None = None
) -> AnsweredBefore:
    """Give the last day for an answer, without a committee and without putting it off."""
    if way is DisagreeingWay.OBJECTION:
        day = objection_decided_by(sent_on=letter_day, came_in_on=came_in_on)
        return AnsweredBefore(day, TERMS[Clock.OBJECTION_DECIDED].source)
    clock = Clock.CALLED if way is DisagreeingWay.TALK else Clock.COMPLAINT_ANSWERED
    return AnsweredBefore(TERMS[clock].last_day(came_in_on), TERMS[clock].source)


def ombudsman_until(answered_on: date) -> date:
    """Give the last day to go to the ombudsman with a complaint that was answered (Awb 9:24)."""
    return TERMS[Clock.OMBUDSMAN].last_day(answered_on)


def about_the_letter(letter_day: date | None, *, came_in_on: date) -> tuple[str, ...]:
    """Say what the day of a letter means for who objects. Too late is never the end."""
    if letter_day is None:
        return (
            "Je weet niet van welke dag de brief is. Dat geeft niet. Je bezwaar telt vanaf vandaag "
            "mee. Kijk als je kunt bovenaan de brief. Of bel de gemeente: zij zoekt het op.",
        )
    until = objecting_until(letter_day)
    if came_in_on <= until:
        return (f"Je bent op tijd. Bezwaar kan tot en met {day_in_words(until)}.",)
    return (
        f"De gewone tijd voor bezwaar was tot en met {day_in_words(until)}. Je bezwaar is toch "
        "binnen, en de gemeente moet ernaar kijken.",
        "Later mag als daar een goede reden voor is (Awb 6:11). Je was ziek bijvoorbeeld, je "
        "kreeg de brief niet, of niemand zei dat bezwaar kon. Zet die reden erbij als je wilt.",
    )


# Without letters and figures that are taken for each other when they are read out.
_SIGNS = "23456789BCDFGHJKMNPQRTVWX"


def new_reference() -> str:
    """Draw the number of a receipt, to say by telephone. It tells nothing of who sent what."""
    drawn = [secrets.choice(_SIGNS) for _ in range(8)]
    return f"{''.join(drawn[:4])}-{''.join(drawn[4:])}"


@dataclass(frozen=True)
class SentTo:
    """Where it goes: a team, perhaps somebody in it, and who may never see it."""

    team_id: int
    owner_id: int | None = None
    not_to_id: int | None = None


@dataclass(frozen=True)
class Sent:
    """What she sends, as she said it. `reach` is how she wants to be called back."""

    way: DisagreeingWay
    beside: str
    words: str
    signed: str
    reach: str = ""
    letter_day: date | None = None

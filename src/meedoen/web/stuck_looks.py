# SPDX-License-Identifier: EUPL-1.2
"""How it stands with what gets stuck, as a badge: an icon and a word."""

from collections.abc import Mapping
from dataclasses import dataclass

from meedoen.journeys.hindering import Answered
from meedoen.knelpunten.states import RegisterState, Station


@dataclass(frozen=True)
class StuckLook:
    """The word on a badge, its icon, and the kind of badge."""

    text: str
    icon: str
    kind: str


STATES: Mapping[RegisterState, StuckLook] = {
    RegisterState.WAITING: StuckLook(RegisterState.WAITING.label, "clock", "calm"),
    RegisterState.AGREED: StuckLook(RegisterState.AGREED.label, "calendar-check", "ask"),
    RegisterState.SOLVED: StuckLook(RegisterState.SOLVED.label, "check", "ok"),
    RegisterState.HALF: StuckLook(RegisterState.HALF.label, "circle-half-2", "wait"),
    RegisterState.DECLINED: StuckLook(RegisterState.DECLINED.label, "minus", "calm"),
}
HEARD = StuckLook("Iemand kijkt ernaar", "clock", "calm")
ANSWERED = StuckLook("Beantwoord", "check", "ok")
TAKEN_BACK = StuckLook("Teruggenomen", "arrow-back-up", "calm")
STATIONS: Mapping[Station, str] = {
    Station.ENTERED: "pencil",
    Station.CASUS: "file-text",
    Station.PROPOSED: "bulb",
    Station.LAID_BEFORE: "world",
    Station.ADVISED: "message",
    Station.SCHEDULED: "calendar",
    Station.DISCUSSED: "users",
    Station.AGREED: "gavel",
    Station.DECLINED: "gavel",
    Station.REALISED: "check",
    Station.TOLD: "message-2",
    Station.REOPENED: "refresh",
}


def station_icon(kind: Station) -> str:
    """Give the icon of a station on the way."""
    return STATIONS.get(kind, "point")


def look_of(found: Answered) -> StuckLook:
    """Say how it stands with what she pressed, as a badge."""
    became = found.became
    if found.said.removed:
        return TAKEN_BACK
    if became is None or (became.state is None and not became.answer):
        return HEARD
    return ANSWERED if became.state is None else STATES[became.state]

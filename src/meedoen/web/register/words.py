# SPDX-License-Identifier: EUPL-1.2
"""How the states of the register look: an icon and a kind of badge beside their word."""

from dataclasses import dataclass

from meedoen.knelpunten.states import (
    CasusState,
    RecommendationState,
    RegisterState,
    Station,
    WayPoint,
    Worked,
)


@dataclass(frozen=True)
class StateLook:
    """A badge: its words, its kind and its icon."""

    text: str
    kind: str
    icon: str


_STATES = {
    RegisterState.WAITING: ("calm", "clock"),
    RegisterState.AGREED: ("ask", "calendar-check"),
    RegisterState.SOLVED: ("ok", "check"),
    RegisterState.HALF: ("wait", "circle-half-2"),
    RegisterState.DECLINED: ("calm", "minus"),
}
_PROPOSALS = {
    RecommendationState.PROPOSED: ("calm", "bulb"),
    RecommendationState.SCHEDULED: ("ask", "calendar-check"),
    RecommendationState.DISCUSSED: ("ask", "users"),
    RecommendationState.AGREED: ("ok", "check"),
    RecommendationState.DECLINED: ("calm", "minus"),
    RecommendationState.REALISED: ("ok", "circle-check"),
    RecommendationState.WITHDRAWN: ("calm", "arrow-back-up"),
}
_WORKED = {
    Worked.NOT_KNOWN: ("calm", "clock"),
    Worked.YES: ("ok", "check"),
    Worked.HALF: ("wait", "circle-half-2"),
    Worked.NO: ("calm", "minus"),
}
_CASUS = {
    CasusState.WORKING: ("ask", "pencil"),
    CasusState.READING: ("wait", "eye"),
    CasusState.SHARED: ("ok", "users"),
    CasusState.ENDED: ("calm", "archive"),
}
STATION_ICONS = {
    Station.ENTERED: "pencil",
    Station.CAME_AGAIN: "refresh",
    Station.CASUS: "file-text",
    Station.PROPOSED: "bulb",
    Station.LAID_BEFORE: "world",
    Station.ADVISED: "message",
    Station.SCHEDULED: "calendar-check",
    Station.DISCUSSED: "users",
    Station.AGREED: "gavel",
    Station.DECLINED: "gavel",
    Station.REALISED: "circle-check",
    Station.WITHDRAWN: "arrow-back-up",
    Station.TOLD: "message-check",
    Station.ASKED_BACK: "message",
    Station.REOPENED: "refresh",
    Station.HANDED_ON: "arrow-right",
    Station.JOINED: "arrows-join",
    Station.MADE_PUBLIC: "world",
    Station.TAKEN_BACK: "archive",
}


def look_of(state: RegisterState | RecommendationState | Worked | CasusState) -> StateLook:
    """Give how a state looks."""
    match state:
        case RegisterState():
            kind, icon = _STATES[state]
        case RecommendationState():
            kind, icon = _PROPOSALS[state]
        case Worked():
            kind, icon = _WORKED[state]
        case CasusState():
            kind, icon = _CASUS[state]
    return StateLook(state.label, kind, icon)


@dataclass(frozen=True)
class Dot:
    """A point on the way: passed, reached now, or to come."""

    name: str
    how: str


def dots(reached: WayPoint) -> list[Dot]:
    """Give the five points of the way, of which one is reached now; told is the end of it."""
    order = list(WayPoint)
    at = order.index(reached)
    whole = reached is WayPoint.TOLD
    return [
        Dot(one.label, "done" if place < at or whole else "now" if place == at else "later")
        for place, one in enumerate(order)
    ]


def step_words(reached: WayPoint) -> str:
    """Say how far it is: "stap 2 van 5"; what was told has arrived."""
    return (
        "verteld"
        if reached is WayPoint.TOLD
        else f"stap {list(WayPoint).index(reached) + 1} van {len(WayPoint)}"
    )

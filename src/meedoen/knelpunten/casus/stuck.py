# SPDX-License-Identifier: EUPL-1.2
"""When a casus is stuck, and what of it goes along to who can help from outside. Pure.

PMM (Professionals voor Maatwerk Multiproblematiek) is where municipalities and partners come at the
ministries with what gets stuck. It is called, and publishes no form of a file (its site,
maatwerkmultiproblematiek.nl, looked at in November 2026): so what goes along follows the template
of a casus here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.knelpunten.states import RegisterState, Worked, waits_too_long


class StuckBecause(StrEnum):
    """Why nobody here gets any further with a casus."""

    DID_NOT_WORK = "did_not_work"
    DECLINED = "declined"
    WAITS_TOO_LONG = "waits_too_long"

    @property
    def label(self) -> str:
        """Say it in a sentence."""
        return {
            StuckBecause.DID_NOT_WORK: "Wat er gedaan is, werkte niet.",
            StuckBecause.DECLINED: "De gemeente kan dit niet zelf anders doen.",
            StuckBecause.WAITS_TOO_LONG: "Het wacht langer dan 90 dagen op een antwoord.",
        }[self]


def stuck_because(
    worked: Worked,
    state: RegisterState | None,
    waiting_since: date | None,
    *,
    on: date,
) -> StuckBecause | None:
    """Say why a shared casus is stuck; None when it is not.

    `state` and `waiting_since` are of its knelpunt, if it has one. What worked is not stuck.
    """
    if worked is Worked.YES:
        return None
    if worked is Worked.NO:
        return StuckBecause.DID_NOT_WORK
    if state is RegisterState.DECLINED:
        return StuckBecause.DECLINED
    return StuckBecause.WAITS_TOO_LONG if waits_too_long(waiting_since, on=on) else None


@dataclass(frozen=True)
class StuckCasus:
    """A casus as a second reader let it go, with what belongs to it for who helps from outside.

    `knelpunt` and `decided` (who, and what) stand only where everybody may read them already.
    """

    number: int
    title: str
    situation: str
    collides: str
    cause: str
    approach: str
    effect: str
    worked: Worked
    because: StuckBecause
    laws: Sequence[str]
    type: KnelpuntType | None
    knelpunt: str
    decided: Sequence[tuple[str, str]]
    municipality: str
    teams: str
    shared_on: date

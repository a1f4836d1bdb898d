# SPDX-License-Identifier: EUPL-1.2
"""How many may come in by a door for which nobody has to say who she is (ADR 0013). Pure.

A new dossier costs the database eleven compartments, a request to be called costs somebody a
telephone call, and a press at what gets stuck can open it again. So each has a number an hour, for
one address and for all together: far above what people do, and far below what a program does.
Nobody is shut out: as the oldest of the hour falls away, the next one comes in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from meedoen.vocabulary.moment import Moment

HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)


class Door(StrEnum):
    """What somebody does without an account; the value stands in the settings."""

    STORY = "story"
    CALL = "call"
    PRESS = "press"


@dataclass(frozen=True)
class HourlyLimit:
    """How many may come in by a door in an hour: from one address, and from everywhere."""

    of_an_address: int
    in_all: int


def wait_for_room(
    from_here: datetime | None, from_anywhere: datetime | None, *, on: Moment
) -> timedelta:
    """Say how long to wait before there is room; zero when there is now.

    Each is the moment of the one who must have fallen out of the hour first: the latest but so many
    as there is room for. None: so many have not come.
    """
    until = [at + HOUR for at in (from_here, from_anywhere) if at is not None]
    return max([timedelta(0), *(one - on.at for one in until)])

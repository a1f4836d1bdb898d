# SPDX-License-Identifier: EUPL-1.2
"""Puts the first page of the register together: what waits for who looks, and the list.

Reads only. How many statements it takes does not hang on how much there is in the register.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from meedoen.knelpunten.casus.queries import to_read
from meedoen.knelpunten.owners import Ownership
from meedoen.knelpunten.register import queries
from meedoen.knelpunten.register.queries import Point
from meedoen.knelpunten.states import WayPoint
from meedoen.knelpunten.tickets.queries import count_waiting
from meedoen.network.queries import MeetingLine, without_result
from meedoen.privacy.decision import Viewer
from meedoen.web.register.here import WRITES
from meedoen.web.register.words import Dot, StateLook, dots, look_of, step_words


@dataclass(frozen=True)
class PointRow:
    """A knelpunt as the list shows it."""

    point: Point
    reached: WayPoint
    owner: Ownership | None
    days: int
    late: bool

    @property
    def look(self) -> StateLook:
        """Give how its state looks."""
        return look_of(self.point.state)

    @property
    def dots(self) -> list[Dot]:
        """Give the points on its way."""
        return dots(self.reached)

    @property
    def step(self) -> str:
        """Say how far it is."""
        return step_words(self.reached)


def rows(found: Sequence[Point], *, on: date) -> list[PointRow]:
    """Give knelpunten as a list shows them, in some statements for all."""
    reached, owners = queries.way_points_of(found), queries.owners_of(found, on=on)
    return [
        PointRow(one, reached[one.pk], owners[one.pk], one.waits_days(on), one.waits_too_long(on))
        for one in found
    ]


@dataclass(frozen=True)
class Today:
    """What asks something of who looks, of her team, or of everybody here."""

    presses: int
    on_my_desk: Sequence[PointRow]
    late: Sequence[PointRow]
    to_read: Sequence[tuple[int, str]]
    meetings: Sequence[MeetingLine]

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing waits."""
        return not (self.presses or self.on_my_desk or self.late or self.to_read or self.meetings)


def today(municipality: str, *, by: Viewer, on: date) -> Today:
    """Gather what waits in a municipality; of who only reads nothing is asked."""
    late = rows(queries.late_points(municipality, on=on), on=on)
    if by.role not in WRITES:
        return Today(0, [], late, [], [])
    mine = queries.on_the_desk_of(by.team_id, municipality, on=on) if by.team_id else []
    too_late = {one.point.pk for one in late}
    return Today(
        presses=count_waiting(municipality),
        on_my_desk=rows([one for one in mine if one.pk not in too_late], on=on),
        late=late,
        to_read=to_read(municipality, account_id=by.account_id),
        meetings=without_result(municipality, on=on),
    )

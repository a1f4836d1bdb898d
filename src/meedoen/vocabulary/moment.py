# SPDX-License-Identifier: EUPL-1.2
"""A moment: an instant, and the day that it then is in Amsterdam. Pure.

What is written keeps the instant; laws, functions, agreements and ages go by the day. It is made
once for a request, a command or a task, and handed on as `on`, so that nothing within one piece of
work falls on two days. Nobody else asks the clock.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import overload
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, order=True, slots=True)
class Moment:
    """An instant, kept in UTC. ValueError when it is given without a time zone."""

    at: datetime

    def __post_init__(self) -> None:
        """Keep the instant in UTC, whatever clock it was read from."""
        if self.at.tzinfo is None:
            raise ValueError(f"A moment needs a time zone, so that its day is sure; got {self.at}.")
        object.__setattr__(self, "at", self.at.astimezone(UTC))

    @classmethod
    def now(cls) -> "Moment":
        """Ask the clock. Only where work begins: the gate, commands and tasks."""
        return cls(datetime.now(UTC))

    @classmethod
    def beginning(cls, day: date) -> "Moment":
        """Give the first instant of a day in Amsterdam."""
        return cls(datetime.combine(day, time(), tzinfo=AMSTERDAM))

    @property
    def day(self) -> date:
        """The day it is then in Amsterdam; for one or two hours each night not the day in UTC."""
        return self.at.astimezone(AMSTERDAM).date()

    def __add__(self, span: timedelta) -> "Moment":
        """Go on by a span of time that really passes, also over a change of the clock."""
        return Moment(self.at + span)

    @overload
    def __sub__(self, other: timedelta) -> "Moment": ...
    @overload
    def __sub__(self, other: "Moment") -> timedelta: ...
    def __sub__(self, other: "timedelta | Moment") -> "Moment | timedelta":
        """Go back by a span of time, or say how much time lies between two moments."""
        return self.at - other.at if isinstance(other, Moment) else Moment(self.at - other)

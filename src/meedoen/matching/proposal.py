# SPDX-License-Identifier: EUPL-1.2
"""What goes into matching and what comes out: a person, the offers, and the proposals.

An `OfferView` has no organisation, law, price or funding. What a ranking cannot see cannot
change it (I1 loket-invariance, I2 funding-blindness).
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from meedoen.vocabulary.capacity import Capacity, Condition
from meedoen.vocabulary.forms import Form
from meedoen.vocabulary.open_door import is_open_door


@dataclass(frozen=True)
class Person:
    """What someone said, in their own words, and where they live if they told us.

    `goals` are words of a professional in a plan; they weigh least (S0-05).
    `buurt_code` is a BU code; `lon` and `lat` are WGS84 degrees.
    """

    wishes: tuple[str, ...] = ()
    talents: tuple[str, ...] = ()
    capacity: Capacity = field(default_factory=Capacity)
    limits: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    buurt_code: str | None = None
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True)
class OfferView:
    """An offer as matching sees it. `places` is None where anyone can walk in.

    `themes` are codes of the lexicon, first what the offer is mostly about.
    """

    id: UUID
    title: str
    description: str
    form: Form
    themes: tuple[str, ...]
    when_text: str
    dayparts_per_week: int
    flexible: bool
    conditions: frozenset[Condition]
    group_size: int | None
    needs_decision: bool
    line: int
    places: int | None
    taken: int
    buurt_code: str
    lon: float
    lat: float
    verified_on: date

    @property
    def open_door(self) -> bool:
        """Whether anyone can come in: nothing is asked first, the neighbours' own line."""
        return is_open_door(self)

    @property
    def has_place(self) -> bool:
        """Whether there is a place left."""
        return self.places is None or self.taken < self.places


class ReasonKind(StrEnum):
    """What a reason rests on."""

    WISH = "wish"
    TALENT = "talent"
    DAYPARTS = "dayparts"
    CONDITION = "condition"
    NEAR = "near"
    GOAL = "goal"
    OPEN_DOOR = "open_door"


@dataclass(frozen=True)
class MatchReason:
    """One plain Dutch sentence or two that say why someone sees this place."""

    kind: ReasonKind
    text: str


@dataclass(frozen=True)
class OverAsk:
    """A place asks more than the person said to manage (S1-28). `text` is plain Dutch."""

    text: str
    dayparts_asked: int | None
    dayparts_said: int | None
    missing: frozenset[Condition]


@dataclass(frozen=True)
class Proposal:
    """A place for a person, with at least one reason and a warning where one is due.

    `to_ask` is what the place does not tell and this person would want to know.
    `answers` is the wish it answers best, in the person's own words; None when it answers none.
    """

    offer: OfferView
    reasons: tuple[MatchReason, ...]
    warning: OverAsk | None
    walking_minutes: int | None
    answers: str | None
    score: float
    way_there: str = ""
    to_ask: tuple[str, ...] = ()

    @property
    def open_door(self) -> bool:
        """Whether this is a door that is always open."""
        return self.offer.open_door

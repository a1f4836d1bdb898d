# SPDX-License-Identifier: EUPL-1.2
"""What someone can manage, in their own words made comparable: dayparts a week and conditions.

It is never a score. A daypart is a morning or an afternoon.
"""

from dataclasses import dataclass, field
from enum import StrEnum

DAYPARTS_IN_A_WEEK = 14


class Condition(StrEnum):
    """Something a person needs of a place, or a place has to give."""

    QUIET = "quiet"
    SMALL_GROUP = "small_group"
    OWN_PACE = "own_pace"
    NEAR_HOME = "near_home"
    SITTING = "sitting"
    FIXED_CONTACT = "fixed_contact"
    SHORT_VISITS = "short_visits"
    FLEXIBLE_DAYS = "flexible_days"

    @property
    def label(self) -> str:
        """Give the plain Dutch words for this condition."""
        return _LABELS[self]


_LABELS = {
    Condition.QUIET: "rustig, niet te druk",
    Condition.SMALL_GROUP: "een kleine groep",
    Condition.OWN_PACE: "in mijn eigen tempo",
    Condition.NEAR_HOME: "dicht bij huis",
    Condition.SITTING: "zittend",
    Condition.FIXED_CONTACT: "iemand die ik ken en kan vragen",
    Condition.SHORT_VISITS: "kort, een uurtje of twee",
    Condition.FLEXIBLE_DAYS: "komen als het die dag lukt",
}


@dataclass(frozen=True)
class Capacity:
    """What someone said to manage: at most so many dayparts a week (None: not said), and how."""

    dayparts_per_week: int | None = None
    conditions: frozenset[Condition] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """Refuse more dayparts than a week has."""
        parts = self.dayparts_per_week
        if parts is not None and not 0 <= parts <= DAYPARTS_IN_A_WEEK:
            raise ValueError("Een week heeft 14 dagdelen: geef een getal van 0 tot en met 14.")

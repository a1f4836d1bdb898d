# SPDX-License-Identifier: EUPL-1.2
"""Who sees to an answer: never nobody, also when people leave. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class OwnedBy(StrEnum):
    """How it comes that somebody has a knelpunt on her desk."""

    HERSELF = "herself"
    TEAM = "team"
    FALLEN_BACK = "fallen_back"

    @property
    def note(self) -> str:
        """Say it, where it is not as it was agreed."""
        if self is OwnedBy.FALLEN_BACK:
            return "Het team dat dit had, heeft niemand meer. Nu ligt het hier."
        return ""


@dataclass(frozen=True)
class Desk:
    """A team that can have a knelpunt: its id, its name, and who of it works there today.

    `people` gives account id and name of each, in a fixed order.
    """

    team_id: int
    name: str
    people: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Ownership:
    """On whose desk a knelpunt lies today. `person` is empty when it is the whole team's."""

    team_id: int
    team: str
    person: str
    how: OwnedBy


def ownership(
    *, team_id: int, owner_id: int | None, desks: Sequence[Desk], fall_back: Sequence[Desk]
) -> Ownership | None:
    """Say on whose desk a knelpunt lies today: worked out from who works here now, never kept.

    First the person who took it, while she works in that team; then her team, while anybody does;
    then the first of `fall_back` where somebody works. None only where nobody works any more in any
    of them.
    """
    own = next((desk for desk in desks if desk.team_id == team_id), None)
    if own is not None and own.people:
        names = dict(own.people)
        if owner_id in names:
            return Ownership(team_id, own.name, names[owner_id], OwnedBy.HERSELF)
        return Ownership(team_id, own.name, "", OwnedBy.TEAM)
    there = next((desk for desk in fall_back if desk.people), None)
    if there is None:
        return None
    return Ownership(there.team_id, there.name, "", OwnedBy.FALLEN_BACK)

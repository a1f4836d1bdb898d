# SPDX-License-Identifier: EUPL-1.2
"""Nothing stays without somebody who sees to it, whoever leaves."""

import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.knelpunten.owners import Desk, OwnedBy, ownership

DESKS = st.lists(
    st.builds(
        Desk,
        st.integers(1, 6),
        st.just("Team"),
        st.lists(st.tuples(st.integers(1, 9), st.just("Noor")), max_size=3).map(tuple),
    ),
    max_size=4,
    unique_by=lambda desk: desk.team_id,
)


@given(DESKS, DESKS, st.integers(1, 6), st.none() | st.integers(1, 9))
def test_there_is_an_owner_wherever_anybody_works(
    desks: list[Desk], fall_back: list[Desk], team: int, person: int | None
) -> None:
    found = ownership(team_id=team, owner_id=person, desks=desks, fall_back=fall_back)
    own = [desk for desk in desks if desk.team_id == team and desk.people]
    if own or any(desk.people for desk in fall_back):
        assert found is not None
        people = {desk.team_id: dict(desk.people) for desk in (*fall_back, *desks)}
        assert people[found.team_id] or found.how is OwnedBy.FALLEN_BACK
    else:
        assert found is None


def test_who_took_it_has_it_until_she_leaves_and_then_her_team_has_it() -> None:
    here, gone = Desk(1, "Noord", ((7, "Noor"), (8, "Piet"))), Desk(1, "Noord", ((8, "Piet"),))
    first = ownership(team_id=1, owner_id=7, desks=[here], fall_back=[])
    then = ownership(team_id=1, owner_id=7, desks=[gone], fall_back=[])
    assert first is not None
    assert then is not None
    assert (first.person, first.how, first.how.note) == ("Noor", OwnedBy.HERSELF, "")
    assert (then.person, then.team, then.how) == ("", "Noord", OwnedBy.TEAM)


def test_a_team_without_people_leaves_it_to_the_municipality_and_says_so() -> None:
    empty, policy = Desk(1, "Noord"), Desk(9, "Beleid", ((3, "Bea"),))
    found = ownership(team_id=1, owner_id=7, desks=[empty], fall_back=[Desk(8, "Leeg"), policy])
    assert found is not None
    assert (found.team_id, found.team, found.how) == (9, "Beleid", OwnedBy.FALLEN_BACK)
    assert "niemand meer" in found.how.note


@dataclass
class Town:
    """Six teams whose people come and go, and what lies on their desks."""

    chance: random.Random
    people: dict[int, set[int]] = field(default_factory=dict)
    last: int = 0

    def hire(self, team: int) -> None:
        self.last += 1
        self.people.setdefault(team, set()).add(self.last)

    def desks(self) -> list[Desk]:
        return [
            Desk(team, f"Team {team}", tuple((pk, str(pk)) for pk in sorted(there)))
            for team, there in self.people.items()
        ]


@pytest.mark.proves("S0-10", "no knelpunt without an owner in five years of people leaving")
@pytest.mark.parametrize("seed", range(5))
def test_in_five_years_with_a_third_leaving_each_year_nothing_is_without_owner(seed: int) -> None:
    """A thousand presses; the municipality's own desk is filled again in the month after."""
    town = Town(random.Random(seed))
    for team in range(6):
        for _ in range(3):
            town.hire(team)
    presses: list[tuple[int, int | None]] = []
    asked = 0
    for _month in range(60):
        for team, there in town.people.items():
            leaving = [pk for pk in sorted(there) if town.chance.random() < 0.3 / 12]
            there.difference_update(leaving)
            if not there and (team == 0 or town.chance.random() < 0.5):
                town.hire(team)
        for _ in range(17):
            team = town.chance.randrange(6)
            there = sorted(town.people[team])
            presses.append((team, town.chance.choice(there) if there else None))
        desks = town.desks()
        for team, person in presses:
            found = ownership(team_id=team, owner_id=person, desks=desks, fall_back=[desks[0]])
            assert found is not None
            assert town.people[found.team_id]
            asked += 1
    assert len(presses) > 1000
    assert asked > 30_000

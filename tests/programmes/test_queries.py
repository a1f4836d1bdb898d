# SPDX-License-Identifier: EUPL-1.2
"""Reading a programme: whole, in order, and in as many statements however much there is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meedoen.areas.models import Succession
from meedoen.programmes import operations, queries
from meedoen.programmes.models import ProgrammeAction
from meedoen.programmes.states import ActionState
from meedoen.programmes.told import ActionTold, Followed, Seen
from tests.programmes.worlds import (
    BY,
    LINDEWAARD,
    LONELY,
    NOW,
    VENNERHOUT,
    ZOMERWAL,
    action,
    goal,
    subprogramme,
    towns,
)

pytestmark = pytest.mark.django_db
PLANNED, GOING, DONE, STOPPED = ActionState


def moved(made: ProgrammeAction, *states: ActionState, day: date | None = None) -> ProgrammeAction:
    for state in states:
        operations.move(
            number=made.pk, to=state, day=day, reason="Daarom.", came_of_it="Het hielp.", **BY
        )
    return made


@pytest.mark.proves("S2-04", "vision, goals, actions and figures are read as one tree")
def test_a_programme_is_read_from_vision_to_action() -> None:
    towns()
    assert queries.vision(LINDEWAARD) is None
    operations.write_vision(municipality=LINDEWAARD, name="Meedoen", words="Iedereen.", **BY)
    made = action()
    assert made.goal is not None
    shown = operations.follow(goal=made.goal.pk, followed=Followed("eenzaamheid"), **BY)
    vision = queries.vision(LINDEWAARD)
    assert vision is not None
    assert vision.name == "Meedoen"
    (view,) = queries.programme(LINDEWAARD)
    assert view.subprogramme == made.subprogramme
    assert [(one.goal, list(one.followed)) for one in view.goals] == [(made.goal, [shown])]
    assert view.actions == [made]
    assert (view.counts, view.in_all) == ({PLANNED: 1}, 1)
    assert queries.programme(VENNERHOUT) == []
    assert queries.vision(VENNERHOUT) is None


def test_what_goes_on_comes_first_then_what_is_due_then_what_ended_last() -> None:
    old = moved(action("Oud"), GOING, DONE, day=date(2024, 5, 1))
    recent = moved(action("Pas"), GOING, DONE, day=date(2026, 5, 1))
    later = action("Later", by_when=date(2027, 6, 1))
    soon = action("Snel", by_when=date(2027, 1, 1))
    some_day = action("Ooit")
    going = moved(action("Nu"), GOING)
    in_order = [going, soon, later, some_day, recent, old]
    assert list(queries.actions_in_order(LINDEWAARD)) == in_order
    (view,) = queries.programme(LINDEWAARD, most=3)
    assert view.actions == in_order[:3]
    assert view.counts == {GOING: 1, PLANNED: 3, DONE: 2}
    (view,) = queries.programme(LINDEWAARD, most=None)
    assert view.actions == in_order


def test_each_subprogramme_shows_its_own_first_actions() -> None:
    for name in ("Ouderen", "Jongeren"):
        part = subprogramme(name)
        for number in range(9):
            told = ActionTold(part.pk, f"{name} {number}")
            operations.add_action(told=told, **BY)
    views = queries.programme(LINDEWAARD)
    assert [len(view.actions) for view in views] == [queries.ACTIONS_SHOWN] * 2
    assert [view.in_all for view in views] == [9, 9]
    assert {one.what.split()[0] for one in views[1].actions} == {"Jongeren"}


def test_a_list_is_narrowed_by_subprogramme_state_figure_and_area() -> None:
    born = moved(action("Soep", seen=LONELY), GOING)
    whole = action("Bellen", seen=Seen("eenzaamheid", "", 2022, "Overal."))
    other = action("Fietsen", seen=Seen("gebruik_wmo", ZOMERWAL, 2024, "Meer."))
    part = subprogramme("Jongeren")
    young = operations.add_action(told=ActionTold(part.pk, "Leren"), **BY)

    def found(**narrowed: object) -> list[ProgrammeAction]:
        return list(queries.actions_in_order(LINDEWAARD, **narrowed))  # type: ignore[arg-type]

    assert found(subprogramme=part.pk) == [young]
    assert found(state=GOING) == [born]
    assert found(indicator="eenzaamheid") == [born, whole]
    assert found(indicator="eenzaamheid", area=ZOMERWAL) == [born]
    assert found(indicator="gebruik_wmo") == [other]
    assert list(queries.actions_in_order(VENNERHOUT, indicator="eenzaamheid")) == []


def test_an_action_stays_with_its_area_when_that_gets_another_code() -> None:
    born = action("Soep", seen=LONELY)
    Succession.objects.create(
        municipality_id=LINDEWAARD, code=ZOMERWAL, successor_code="WK990144",
        same_land=True,
    )  # fmt: skip
    now = queries.actions_in_order(LINDEWAARD, indicator="eenzaamheid", area="WK990144")
    assert list(now) == [born]


def test_goals_and_subprogrammes_are_listed_to_choose_from() -> None:
    one, other = goal("Eén"), goal("Twee", name="Jongeren")
    third = goal("Drie")
    assert list(queries.subprogrammes(LINDEWAARD)) == [one.subprogramme, other.subprogramme]
    assert list(queries.goals(LINDEWAARD)) == [one, third, other]


def test_what_was_taken_away_is_listed_the_last_first() -> None:
    made = action()
    assert made.goal is not None
    shown = operations.follow(goal=made.goal.pk, followed=Followed("eenzaamheid"), **BY)
    later = {"by": BY["by"], "on": NOW + timedelta(hours=1)}
    operations.remove(part=operations.ProgrammePart.ACTION, number=made.pk, **BY)
    operations.remove(part=operations.ProgrammePart.INDICATOR, number=shown.pk, **later)
    found = [(one.part.value, one.called) for one in queries.removed_parts(LINDEWAARD)]
    assert found == [("cijfer", "eenzaamheid"), ("actie", "Soep op straat")]


def statements(read: object) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        read()  # type: ignore[operator]
    return len(seen)


def test_a_programme_takes_five_statements_however_much_there_is() -> None:
    action()
    assert statements(lambda: queries.programme(LINDEWAARD)) == 5
    for name in ("Jongeren", "Volwassenen", "Meten"):
        there = goal(f"Doel van {name}", name=name)
        operations.follow(goal=there.pk, followed=Followed("eenzaamheid"), **BY)
        for number in range(8):
            told = ActionTold(there.subprogramme_id, f"{name} {number}", goal=there.pk)
            operations.add_action(told=told, **BY)

    def read_all() -> None:
        for view in queries.programme(LINDEWAARD):
            assert [one.subprogramme.name for one in view.actions]
            assert [one.goal for one in view.actions]

    assert statements(read_all) == 5

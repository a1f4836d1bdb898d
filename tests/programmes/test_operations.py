# SPDX-License-Identifier: EUPL-1.2
"""Writing a programme: in its own municipality, once, and so that it can always be undone."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from meedoen.history.queries import past_of
from meedoen.programmes import operations, parts, queries
from meedoen.programmes.models import (
    FollowedIndicator,
    Goal,
    Insight,
    ProgrammeAction,
    Subprogramme,
    Vision,
)
from meedoen.programmes.parts import ProgrammePart
from meedoen.programmes.states import MOVES, ActionState, must_say
from meedoen.programmes.told import ActionTold, Followed, Seen, SubprogrammeTold
from tests.programmes.worlds import (
    BY,
    DAY,
    LINDEWAARD,
    LONELY,
    NOW,
    STRANGER,
    VENNERHOUT,
    ZOMERWAL,
    action,
    again,
    followed,
    goal,
    subprogramme,
    towns,
)

pytestmark = pytest.mark.django_db
PLANNED, GOING, DONE, STOPPED = ActionState
LATER = NOW + timedelta(days=40)
BSN = "111222333"


def test_a_vision_is_written_and_written_anew() -> None:
    towns()
    operations.write_vision(municipality=LINDEWAARD, name=" Meedoen ", words="Iedereen.", **BY)
    operations.write_vision(municipality=LINDEWAARD, name="Mee(r)doen", words="Samen.", **BY)
    kept = Vision.objects.get()
    assert (kept.municipality_id, kept.name, kept.words) == (LINDEWAARD, "Mee(r)doen", "Samen.")
    (changed, added) = past_of("programmes_vision", [kept.pk])
    assert (changed.by, changed.was) == ("Puk", {"name": "Meedoen", "words": "Iedereen."})
    assert added.at == NOW.at


def test_a_subprogramme_says_who_leads_it_by_function_and_by_name() -> None:
    made = subprogramme("Ouderen", leader_function="Deelprogrammaleider", leader_name="Mieke")
    assert (made.leader_function, made.leader_name) == ("Deelprogrammaleider", "Mieke")
    operations.change_subprogramme(
        number=made.pk, told=SubprogrammeTold("Ouder worden", "Samen", leader_name="Bram"), **BY
    )
    kept = again(made)
    assert (kept.name, kept.aim) == ("Ouder worden", "Samen")
    assert (kept.leader_function, kept.leader_name) == ("", "Bram")


def test_what_says_nothing_is_refused() -> None:
    towns()
    for write in (
        lambda: operations.write_vision(municipality=LINDEWAARD, name="\u200b", words="x", **BY),
        lambda: subprogramme("  "),
        lambda: goal(" "),
        lambda: action(" \u2060"),
    ):
        with pytest.raises(ValueError, match=r"has a name|says what"):
            write()
    assert not ProgrammeAction.objects.exists()


def test_a_goal_is_said_in_other_words() -> None:
    made = goal()
    operations.change_goal(number=made.pk, words="Iedereen kent een buur", **BY)
    assert again(made).words == "Iedereen kent een buur"
    with pytest.raises(ValueError, match="wants to reach"):
        operations.change_goal(number=made.pk, words=" ", **BY)


def test_a_goal_is_followed_by_an_indicator_from_this_year_unless_another_is_given() -> None:
    made = followed()
    assert (made.indicator, made.area, made.from_year) == ("eenzaamheid", ZOMERWAL, 2026)
    assert (made.wanted, made.wanted_by) == ("", None)
    operations.change_followed(
        number=made.pk,
        followed=Followed("gebruik_wmo", "", 2021, "minder", date(2028, 1, 1)),
        **BY,
    )
    kept = again(made)
    assert (kept.indicator, kept.area, kept.from_year) == ("gebruik_wmo", "", 2021)
    assert (kept.wanted, kept.wanted_by) == ("minder", date(2028, 1, 1))


def test_one_goal_follows_the_same_figure_of_the_same_area_once() -> None:
    made = followed()
    same = followed(wanted="onder de 50")
    assert same.pk == made.pk
    assert again(made).wanted == "onder de 50"
    operations.follow(goal=goal().pk, followed=Followed("eenzaamheid"), **BY)
    assert FollowedIndicator.objects.count() == 2


def test_an_action_says_what_who_by_when_and_for_which_area() -> None:
    made = action(more="Elke week.", who="Wijkteam", by_when=date(2027, 3, 1), area=ZOMERWAL)
    assert (made.what, made.more, made.who) == ("Soep op straat", "Elke week.", "Wijkteam")
    assert (made.by_when, made.area, made.state) == (date(2027, 3, 1), ZOMERWAL, PLANNED)
    assert (made.began_on, made.ended_on, made.made_at) == (None, None, NOW.at)
    assert queries.insight_of(made) is None


@pytest.mark.proves("S3-18", "what was seen is kept with the action")
def test_what_was_seen_in_a_figure_is_kept_with_the_action() -> None:
    made = action(seen=LONELY)
    kept = queries.insight_of(made)
    assert kept is not None
    assert (kept.indicator, kept.area, kept.year) == ("eenzaamheid", ZOMERWAL, 2022)
    assert (kept.sentence, kept.seen_on) == (LONELY.sentence, DAY)


@pytest.mark.parametrize("seen", [None, LONELY])
def test_two_presses_at_once_make_one_of_each(seen: Seen | None) -> None:
    one, other = action(seen=seen), action(seen=seen)
    assert one == other
    assert (Subprogramme.objects.count(), Goal.objects.count()) == (1, 1)
    assert (ProgrammeAction.objects.count(), Insight.objects.count()) == (1, 1 if seen else 0)


@pytest.mark.parametrize(
    "other",
    [
        Seen("gebruik_wmo", LONELY.area, LONELY.year, LONELY.sentence),
        Seen(LONELY.indicator, "", LONELY.year, LONELY.sentence),
        Seen(LONELY.indicator, LONELY.area, 2026, LONELY.sentence),
        Seen(LONELY.indicator, LONELY.area, LONELY.year, "Iets anders."),
    ],
)
def test_what_was_seen_elsewhere_makes_another_action(other: Seen) -> None:
    assert action(seen=LONELY) != action(seen=other)
    with pytest.raises(ValueError, match="what was seen"):
        action(seen=Seen("eenzaamheid", "", 2022, " "))


def test_the_same_words_for_another_insight_or_after_it_began_are_another_action() -> None:
    made = action(seen=LONELY)
    assert action() != made
    operations.move(number=made.pk, to=GOING, **BY)
    assert action(seen=LONELY) != made


def test_an_action_goes_to_another_subprogramme_and_its_goal_there() -> None:
    made, other = action(), goal("Iedereen leert", name="Jongeren")
    told = ActionTold(other.subprogramme_id, "Soep met huiswerk", goal=other.pk)
    operations.change_action(number=made.pk, told=told, **BY)
    kept = again(made)
    assert (kept.subprogramme, kept.goal) == (other.subprogramme, other)
    assert kept.what == "Soep met huiswerk"


def test_an_action_lies_with_no_goal_of_another_subprogramme() -> None:
    made, other = action(), goal("Iedereen leert", name="Jongeren")
    wrong = ActionTold(made.subprogramme_id, "Soep", goal=other.pk)
    with pytest.raises(Goal.DoesNotExist):
        operations.change_action(number=made.pk, told=wrong, **BY)
    with pytest.raises(Goal.DoesNotExist):
        operations.add_action(told=wrong, **BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeAction.objects.filter(pk=made.pk).update(goal=other)


def test_an_action_lies_with_no_goal_that_was_taken_away() -> None:
    there = goal()
    operations.remove(part=ProgrammePart.GOAL, number=there.pk, **BY)
    with pytest.raises(Goal.DoesNotExist):
        operations.add_action(told=ActionTold(there.subprogramme_id, "Soep", goal=there.pk), **BY)


@pytest.mark.proves("I10", "none is kept in a programme")
@pytest.mark.proves("I20", "a bsn in a programme")
def test_a_citizen_service_number_is_kept_in_no_part_of_a_programme() -> None:
    """Never a bsn in free text. 111222333 passes the eleven-test."""
    about = f"Over {BSN}"
    towns()
    operations.write_vision(municipality=LINDEWAARD, name=about, words=about, **BY)
    part = operations.add_subprogramme(
        municipality=LINDEWAARD, told=SubprogrammeTold(about, about, about, about), **BY
    )
    there = operations.add_goal(subprogramme=part.pk, words=about, **BY)
    operations.follow(goal=there.pk, followed=Followed("eenzaamheid", wanted=about), **BY)
    made = operations.add_action(
        told=ActionTold(part.pk, about, more=about, who=about),
        seen=Seen("eenzaamheid", "", 2022, about),
        **BY,
    )
    operations.move(number=made.pk, to=GOING, **BY)
    operations.move(number=made.pk, to=STOPPED, reason=about, came_of_it=about, **BY)
    for model in (Vision, Subprogramme, Goal, FollowedIndicator, ProgrammeAction, Insight):
        for row in model.objects.values():
            assert BSN not in str(row)


def test_a_colleague_of_another_municipality_writes_nothing() -> None:
    """Not in what is there, and nothing new."""
    made, shown = action(), followed()
    there = made.goal
    assert there is not None
    outside: dict[str, Any] = {"by": STRANGER, "on": NOW}
    told, part = SubprogrammeTold("Nieuw"), made.subprogramme
    tries = (
        lambda: operations.write_vision(municipality=LINDEWAARD, name="x", words="", **outside),
        lambda: operations.add_subprogramme(municipality=LINDEWAARD, told=told, **outside),
        lambda: operations.change_subprogramme(number=part.pk, told=told, **outside),
        lambda: operations.add_goal(subprogramme=part.pk, words="x", **outside),
        lambda: operations.change_goal(number=there.pk, words="x", **outside),
        lambda: operations.follow(goal=there.pk, followed=Followed("x"), **outside),
        lambda: operations.change_followed(number=shown.pk, followed=Followed("x"), **outside),
        lambda: operations.add_action(told=ActionTold(part.pk, "x"), **outside),
        lambda: operations.change_action(number=made.pk, told=ActionTold(part.pk, "x"), **outside),
        lambda: operations.move(number=made.pk, to=GOING, **outside),
        *(
            lambda kind=kind, row=row, write=write: write(part=kind, number=row.pk, **outside)
            for kind, row in (
                (ProgrammePart.SUBPROGRAMME, part),
                (ProgrammePart.GOAL, there),
                (ProgrammePart.INDICATOR, shown),
                (ProgrammePart.ACTION, made),
            )
            for write in (operations.remove, operations.put_back)
        ),
    )
    before = [list(model.objects.values()) for model in (Subprogramme, Goal, ProgrammeAction)]
    for write in tries:
        with pytest.raises((
            operations.NotYourProgramme, Subprogramme.DoesNotExist, Goal.DoesNotExist,
            FollowedIndicator.DoesNotExist, ProgrammeAction.DoesNotExist,
        )):  # fmt: skip
            write()
    assert [
        list(model.objects.values()) for model in (Subprogramme, Goal, ProgrammeAction)
    ] == before


def test_an_action_goes_to_no_programme_of_another_municipality_of_the_same_colleague() -> None:
    both = operations.Viewer(
        STRANGER.role, "Sjors", municipalities=frozenset({LINDEWAARD, VENNERHOUT})
    )
    made = action()
    elsewhere = operations.add_subprogramme(
        municipality=VENNERHOUT, told=SubprogrammeTold("Dorp"), by=both, on=NOW
    )
    with pytest.raises(Subprogramme.DoesNotExist):
        operations.change_action(
            number=made.pk, told=ActionTold(elsewhere.pk, "Soep"), by=both, on=NOW
        )


def test_what_is_taken_away_takes_along_what_lies_in_it_and_brings_it_back() -> None:
    made, shown = action(), followed()
    part = made.subprogramme
    operations.remove(part=ProgrammePart.SUBPROGRAMME, number=part.pk, **BY)
    assert queries.programme(LINDEWAARD) == []
    for read, row in (
        (queries.subprogramme_of, part), (queries.goal_of, made.goal),
        (queries.action_of, made), (queries.followed_of, shown),
    ):  # fmt: skip
        with pytest.raises(type(row).DoesNotExist):
            read(row.pk, [LINDEWAARD])
    assert [(one.part, one.called) for one in queries.removed_parts(LINDEWAARD)] == [
        (ProgrammePart.SUBPROGRAMME, "Ouderen")
    ]
    operations.put_back(part=ProgrammePart.SUBPROGRAMME, number=part.pk, **BY)
    (view,) = queries.programme(LINDEWAARD)
    assert [list(one.followed) for one in view.goals] == [[shown]]
    assert view.actions == [made]
    assert queries.removed_parts(LINDEWAARD) == []


@pytest.mark.parametrize("kind", list(ProgrammePart))
def test_every_part_can_be_taken_away_and_brought_back_twice_over(kind: ProgrammePart) -> None:
    made, shown = action(), followed()
    row: Any = {
        ProgrammePart.SUBPROGRAMME: made.subprogramme,
        ProgrammePart.GOAL: made.goal,
        ProgrammePart.INDICATOR: shown,
        ProgrammePart.ACTION: made,
    }[kind]
    operations.remove(part=kind, number=row.pk, **BY)
    operations.remove(part=kind, number=row.pk, by=BY["by"], on=LATER)
    assert again(row).removed_at == NOW.at
    (gone,) = queries.removed_parts(LINDEWAARD)
    assert (gone.part, gone.number, gone.removed_at) == (kind, row.pk, NOW.at)
    operations.put_back(part=kind, number=row.pk, **BY)
    operations.put_back(part=kind, number=row.pk, **BY)
    assert again(row).removed_at is None
    assert queries.removed_parts(VENNERHOUT) == []


def test_an_action_outlives_a_goal_that_is_taken_away() -> None:
    made = action()
    assert made.goal is not None
    operations.remove(part=ProgrammePart.GOAL, number=made.goal.pk, **BY)
    (view,) = queries.programme(LINDEWAARD)
    assert (view.goals, view.actions) == ([], [made])


def test_there_are_no_more_parts_than_people_read_on_a_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("MOST_SUBPROGRAMMES", "MOST_GOALS", "MOST_INDICATORS"):
        monkeypatch.setattr(operations, name, 2)
    first, there, shown = subprogramme("Ouderen"), goal(), followed()
    subprogramme("Jongeren")
    operations.add_goal(subprogramme=first.pk, words="Nog een doel", **BY)
    operations.follow(goal=there.pk, followed=Followed("gebruik_wmo"), **BY)
    for add in (
        lambda: subprogramme("Volwassenen"),
        lambda: operations.add_goal(subprogramme=first.pk, words="Een derde", **BY),
        lambda: operations.follow(goal=there.pk, followed=Followed("gebruik_wlz"), **BY),
    ):
        with pytest.raises(operations.TooMany, match="Haal er eerst één weg"):
            add()
    for kind, row, add in (
        (ProgrammePart.INDICATOR, shown,
         lambda: operations.follow(goal=there.pk, followed=Followed("gebruik_wlz"), **BY)),
        (ProgrammePart.GOAL, there,
         lambda: operations.add_goal(subprogramme=first.pk, words="Een derde", **BY)),
        (ProgrammePart.SUBPROGRAMME, first, lambda: subprogramme("Volwassenen")),
    ):  # fmt: skip
        operations.remove(part=kind, number=row.pk, **BY)
        add()
        with pytest.raises(operations.TooMany):
            operations.put_back(part=kind, number=row.pk, **BY)


def test_the_bounds_are_what_people_read() -> None:
    assert (parts.MOST_SUBPROGRAMMES, parts.MOST_GOALS, parts.MOST_INDICATORS) == (20, 12, 6)
    assert ProgrammePart.ACTION.label == "De actie"
    assert ProgrammePart.GOAL.label == "Het doel"


def test_an_action_begins_on_a_day_and_says_at_its_end_what_came_of_it() -> None:
    made = action()
    assert operations.move(number=made.pk, to=GOING, day=date(2026, 3, 1), **BY)
    assert again(made).began_on == date(2026, 3, 1)
    assert operations.move(number=made.pk, to=DONE, came_of_it="Veertig mensen kwamen.", **BY)
    kept = again(made)
    assert (kept.state, kept.began_on, kept.ended_on) == (DONE, date(2026, 3, 1), DAY)
    assert kept.came_of_it == "Veertig mensen kwamen."


def test_what_began_keeps_its_day_when_it_goes_on_again() -> None:
    made = action()
    operations.move(number=made.pk, to=GOING, day=date(2026, 3, 1), **BY)
    operations.move(number=made.pk, to=DONE, came_of_it="Klaar.", **BY)
    assert operations.move(number=made.pk, to=GOING, **BY)
    kept = again(made)
    assert (kept.state, kept.began_on, kept.ended_on) == (GOING, date(2026, 3, 1), None)
    assert kept.came_of_it == "Klaar."
    operations.move(number=made.pk, to=PLANNED, **BY)
    assert again(made).began_on is None


def test_what_never_began_stops_with_a_reason_alone() -> None:
    made = action()
    with pytest.raises(operations.NotSaid) as sorry:
        operations.move(number=made.pk, to=STOPPED, reason=" ", **BY)
    assert sorry.value.names == ("reason",)
    operations.move(number=made.pk, to=STOPPED, reason="Geen geld.", **BY)
    kept = again(made)
    assert (kept.began_on, kept.ended_on, kept.reason) == (None, DAY, "Geen geld.")
    operations.move(number=made.pk, to=GOING, **BY)
    assert again(made).began_on == DAY


def test_what_began_stops_with_why_and_what_came_of_it() -> None:
    made = action()
    operations.move(number=made.pk, to=GOING, **BY)
    for said, missing in (
        ({}, ("reason", "came_of_it")),
        ({"reason": "Verhuisd."}, ("came_of_it",)),
        ({"came_of_it": "Niets."}, ("reason",)),
    ):
        with pytest.raises(operations.NotSaid) as sorry:
            operations.move(number=made.pk, to=STOPPED, **said, **BY)
        assert sorry.value.names == missing
    assert again(made).state == GOING


def test_nothing_ends_before_it_began() -> None:
    made = action()
    operations.move(number=made.pk, to=GOING, day=date(2026, 3, 1), **BY)
    with pytest.raises(operations.BeforeItBegan, match="latere dag"):
        operations.move(number=made.pk, to=DONE, day=date(2026, 2, 28), came_of_it="x", **BY)
    assert operations.move(number=made.pk, to=DONE, day=date(2026, 3, 1), came_of_it="x", **BY)


def test_pressed_twice_an_action_moves_once() -> None:
    made = action()
    assert operations.move(number=made.pk, to=GOING, **BY)
    assert not operations.move(number=made.pk, to=GOING, by=BY["by"], on=LATER)
    assert again(made).began_on == DAY
    assert len(queries.past_of_action(made)) == 2


def test_where_an_action_cannot_go_is_said() -> None:
    with pytest.raises(operations.NotFromThere, match="staat op gepland"):
        operations.move(number=action().pk, to=DONE, came_of_it="x", **BY)


def test_the_past_of_an_action_tells_who_and_when() -> None:
    made = action()
    operations.move(number=made.pk, to=GOING, by=BY["by"], on=LATER)
    changed, added = queries.past_of_action(made)
    assert (added.by, added.at) == ("Puk", NOW.at)
    assert (changed.by, changed.at) == ("Puk", LATER.at)
    assert changed.was["state"] == PLANNED


def test_the_database_refuses_an_end_without_its_words_or_days() -> None:
    made = action()
    for wrong in (
        {"state": GOING}, {"state": DONE, "began_on": DAY, "ended_on": DAY},
        {"state": STOPPED, "ended_on": DAY}, {"began_on": DAY}, {"ended_on": DAY},
        {"state": STOPPED, "ended_on": DAY, "began_on": DAY, "reason": "x"},
        {"state": DONE, "came_of_it": "x", "ended_on": DAY},
        {"state": DONE, "came_of_it": "x", "began_on": DAY, "ended_on": DAY - timedelta(days=1)},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            ProgrammeAction.objects.filter(pk=made.pk).update(**wrong)


class ActionLife(RuleBasedStateMachine):
    """Somebody presses whatever there is, with or without words, on whatever day."""

    def __init__(self) -> None:
        super().__init__()
        self.number = action().pk
        self.state = PLANNED

    @rule(
        to=st.sampled_from(ActionState),
        days=st.integers(-30, 30),
        reason=st.sampled_from(["", " ", "Te duur."]),
        came_of_it=st.sampled_from(["", "Het hielp."]),
    )
    def press(self, to: ActionState, days: int, reason: str, came_of_it: str) -> None:
        began = ProgrammeAction.objects.get(pk=self.number).began_on
        day = DAY + timedelta(days=days)
        needed = must_say(to, began=began is not None)
        fits = to in MOVES[self.state] and not (
            ("reason" in needed and not reason.strip())
            or ("came_of_it" in needed and not came_of_it)
        )
        too_early = to.is_over and began is not None and day < began
        told = {"to": to, "day": day, "reason": reason, "came_of_it": came_of_it}
        try:
            moved = operations.move(number=self.number, **told, **BY)
        except (operations.NotFromThere, operations.NotSaid):
            assert not fits
        except operations.BeforeItBegan:
            assert fits
            assert too_early
        else:
            assert moved == (to is not self.state)
            assert not moved or (fits and not too_early)
            self.state = to

    @invariant()
    def what_is_kept_is_sound(self) -> None:
        kept = ProgrammeAction.objects.get(pk=self.number)
        assert kept.state == self.state
        assert (kept.ended_on is not None) == self.state.is_over
        if self.state is DONE:
            assert kept.came_of_it
        if self.state is STOPPED:
            assert kept.reason


@pytest.mark.proves("S2-04", "an action that is over says what came of it")
def test_whatever_is_pressed_an_action_that_is_over_says_what_came_of_it() -> None:
    with transaction.atomic():
        run_state_machine_as_test(ActionLife)
        transaction.set_rollback(True)


@given(st.text(max_size=300))
def test_any_words_are_kept_or_refused_as_a_whole(words: str) -> None:
    with transaction.atomic():
        try:
            made = goal(words)
        except ValueError:
            assert not Goal.objects.exists()
        else:
            assert again(made).words == made.words != ""
        transaction.set_rollback(True)

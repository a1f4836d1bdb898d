# SPDX-License-Identifier: EUPL-1.2
"""What the register keeps of a knelpunt: as it was told, on whose desk, and for whom to read."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from meedoen.knelpunten import operations as drafts
from meedoen.knelpunten.consulting import operations as consulting
from meedoen.knelpunten.kinds import Frame, KnelpuntType, State
from meedoen.knelpunten.models import Draft, Knelpunt, RegisterLine, TriedRule
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.register import operations
from meedoen.knelpunten.register.lines import LONGEST, NotFromHere
from meedoen.knelpunten.states import RegisterState, Station
from meedoen.knelpunten.told import StillRecognisable
from meedoen.knelpunten.trying.operations import note_tried
from meedoen.laboratory.models import Draft as TriedDraft
from meedoen.privacy.decision import Viewer
from meedoen.recognition.finds import find
from tests.knelpunten.worlds import (
    HELP_AT_HOME,
    LINDEWAARD,
    NOW,
    VENNERHOUT,
    Desks,
    another,
    decided,
    desks,
    entered,
    improving,
    later,
    pressed,
)

pytestmark = pytest.mark.django_db
R = RegisterState
NAMED = replace(HELP_AT_HOME, happens="Sinds 3 maart is het anders.")
MAY_STAY = [one.key for one in find(NAMED.happens)]


@pytest.fixture
def desk() -> Desks:
    return desks()


def row(number: int) -> Knelpunt:
    return Knelpunt.objects.get(pk=number)


def way(number: int) -> list[Station]:
    rows = RegisterLine.objects.filter(knelpunt=number).order_by("pk")
    return [Station(one.kind) for one in rows]


def stands(number: int, state: RegisterState) -> None:
    """Let a knelpunt stand so, and be answered."""
    Knelpunt.objects.filter(pk=number).update(
        state=state, waiting_since=None, answer="Zo.", answered_on=NOW.day
    )


def at(viewer: Viewer, days: int = 0) -> dict[str, Any]:
    return {"by": viewer, "on": later(days)}


def in_both(viewer: Viewer) -> Viewer:
    """Somebody who works in two municipalities."""
    return replace(viewer, municipalities=frozenset({LINDEWAARD, VENNERHOUT}))


# As it was told.

OTHERWISE = replace(
    HELP_AT_HOME, title=" Geen  bus ", laws=("ZW art. 19",), type=KnelpuntType.CAPACITY,
    happens=" Er rijdt niets. ", effect=" Ik kom niet weg. ",
)  # fmt: skip


def kept(found: Knelpunt) -> tuple[Any, ...]:
    return (found.title, found.laws, found.frames, found.type, found.happens, found.quote)


@pytest.mark.parametrize("how", ["entered", "corrected"])
def test_a_knelpunt_is_kept_as_it_was_told_without_what_nobody_sees(desk: Desks, how: str) -> None:
    number = entered(desk.team, told=OTHERWISE if how == "entered" else HELP_AT_HOME)
    other = entered(desk.team)
    if how == "corrected":
        operations.correct(
            knelpunt_id=number, told=OTHERWISE, places=(), may_stay=(), **at(desk.house)
        )
    assert kept(row(number)) == (
        "Geen bus", ["ZW art. 19"], [Frame.OTHER], KnelpuntType.CAPACITY, "Er rijdt niets.",
        "Ik kom niet weg.",
    )  # fmt: skip
    assert row(other).title == HELP_AT_HOME.title


@pytest.mark.parametrize("how", ["entered", "corrected"])
def test_without_her_words_there_is_no_quote(desk: Desks, how: str) -> None:
    without = replace(HELP_AT_HOME, effect="", effect_agreed=False)
    number = entered(desk.team, told=without if how == "entered" else HELP_AT_HOME)
    if how == "corrected":
        operations.correct(
            knelpunt_id=number, told=without, places=(), may_stay=(), **at(desk.team)
        )
    assert row(number).quote == ""


def test_a_knelpunt_lies_on_the_desk_of_who_enters_it_and_waits_from_that_day(desk: Desks) -> None:
    found = row(entered(desk.house, later(3), code="K06"))
    assert (found.municipality_id, found.code, found.state) == (LINDEWAARD, "K06", R.WAITING)
    assert (found.team_id, found.entered_on, found.waiting_since) == (
        desk.house.team_id, later(3).day, later(3).day,
    )  # fmt: skip


def test_who_is_in_no_team_enters_nothing(desk: Desks) -> None:
    nobody = replace(desk.team, team_id=None)
    with pytest.raises(ValueError, match="a team sees to its answer"):
        operations.enter(told=HELP_AT_HOME, municipality=LINDEWAARD, **at(nobody))


def test_the_names_and_the_places_that_are_known_around_it_are_looked_for(desk: Desks) -> None:
    """A name is looked for; by the place where it happens nobody is known."""
    entered(desk.team, told=HELP_AT_HOME)
    with pytest.raises(StillRecognisable):
        entered(desk.team, told=HELP_AT_HOME, names=["Hulp"])
    there = replace(HELP_AT_HOME, happens="Vanuit Plukkenhout rijdt geen bus.")
    with pytest.raises(StillRecognisable):
        entered(desk.team, told=there)
    number = entered(desk.team, told=there, places=["Plukkenhout"])
    Knelpunt.objects.filter(pk=number).update(may_stay=[])
    correct: dict[str, Any] = {"knelpunt_id": number, "told": there, "may_stay": ()}
    with pytest.raises(StillRecognisable):
        operations.correct(places=(), **correct, **at(desk.team))
    operations.correct(places=["Plukkenhout"], **correct, **at(desk.team))


def test_what_may_stay_is_kept_and_not_asked_about_again(desk: Desks) -> None:
    number = entered(desk.team)
    correct: dict[str, Any] = {"knelpunt_id": number, "places": (), **at(desk.team)}
    with pytest.raises(StillRecognisable):
        operations.correct(told=NAMED, may_stay=(), **correct)
    operations.correct(told=NAMED, may_stay=MAY_STAY, **correct)
    assert row(number).may_stay == MAY_STAY
    operations.correct(told=replace(NAMED, title="Anders"), may_stay=(), **correct)
    assert row(number).title == "Anders"
    assert row(entered(desk.team, told=NAMED, may_stay=MAY_STAY)).may_stay == MAY_STAY


# A collision that is known.


def test_a_known_collision_is_one_in_each_municipality(desk: Desks) -> None:
    here = entered(desk.team, code="K06")
    there = entered(desk.elsewhere, code="K06", municipality=VENNERHOUT)
    assert entered(desk.team, code="K07") not in (here, there)
    assert (entered(desk.house, code="K06"), here) == (here, here)
    assert entered(desk.elsewhere, code="K06", municipality=VENNERHOUT) == there


def test_what_is_no_known_collision_is_a_new_one_each_time(desk: Desks) -> None:
    assert entered(desk.team) != entered(desk.team)


def test_a_known_collision_is_met_where_it_lives_whatever_was_joined_before(desk: Desks) -> None:
    """Where one lives, it is that; else it is what the last was joined into, however far."""
    first, second = entered(desk.team, code="K06"), entered(desk.team, told=another())
    last = entered(desk.team, told=another("Nog een"))
    operations.join(knelpunt_id=first, into_id=second, **at(desk.team))
    operations.join(knelpunt_id=second, into_id=last, **at(desk.team))
    assert entered(desk.house, code="K06") == last
    Knelpunt.objects.filter(pk=second).update(code="K06")
    Knelpunt.objects.filter(pk=second).update(joined_into=None)
    assert entered(desk.house, code="K06") == second


def test_what_is_met_again_takes_who_pressed_for_it_along(desk: Desks) -> None:
    number, ticket = entered(desk.team, code="K06"), pressed()
    assert entered(desk.house, code="K06", tickets=[ticket]) == number
    assert [one.pk for one in row(number).tickets.all()] == [ticket]


@pytest.mark.parametrize("state", RegisterState)
def test_what_was_called_solved_waits_from_the_day_it_is_met_again(
    desk: Desks, state: RegisterState
) -> None:
    number = entered(desk.team, code="K06")
    if state is not R.WAITING:
        stands(number, state)
    entered(desk.house, later(3), code="K06")
    again = state in (R.SOLVED, R.HALF)
    assert row(number).state == (R.WAITING if again else state)
    since = NOW.day if state is R.WAITING else later(3).day if again else None
    assert row(number).waiting_since == since
    assert (Station.REOPENED in way(number)) is again


# From a draft.


def kept_draft(desk: Desks, **more: Any) -> int:
    given = {"told": NAMED, "code": "K06", "may_stay": MAY_STAY} | more
    return drafts.keep_draft(
        municipality_code=LINDEWAARD, names=(), places=(), **given, **at(desk.team)
    )


def test_a_draft_is_brought_in_as_it_was_kept_and_knows_where_it_went(desk: Desks) -> None:
    draft, other = kept_draft(desk), kept_draft(desk, code="")
    number = operations.register_draft(draft_id=draft, **at(desk.team, 3))
    assert kept(row(number)) == (
        NAMED.title, list(NAMED.laws), [Frame.WMO, Frame.PARTICIPATIEWET], NAMED.type,
        NAMED.happens, NAMED.effect,
    )  # fmt: skip
    assert (row(number).may_stay, row(number).code) == (MAY_STAY, "K06")
    found, left = Draft.objects.get(pk=draft), Draft.objects.get(pk=other)
    assert (found.state, found.knelpunt_id, found.changed_on) == (
        State.REGISTERED, number, later(3).day,
    )  # fmt: skip
    assert (left.state, left.knelpunt_id, left.changed_on) == (State.CONCEPT, None, NOW.day)


def test_a_draft_that_was_removed_is_not_brought_in(desk: Desks) -> None:
    draft = kept_draft(desk)
    drafts.remove_draft(draft_id=draft, **at(desk.team))
    with pytest.raises(Draft.DoesNotExist):
        operations.register_draft(draft_id=draft, **at(desk.team))


# On whose desk.


def test_who_takes_it_has_it_with_her_team_and_who_hands_it_on_lets_it_go(desk: Desks) -> None:
    number, other = entered(desk.team), entered(desk.team)
    with improving(desk.house):
        operations.take(knelpunt_id=number, **at(desk.house))
    assert (row(number).team_id, row(number).owner_id) == (
        desk.house.team_id, desk.house.account_id,
    )  # fmt: skip
    assert desk.policy.team_id is not None
    with improving(desk.house):
        operations.hand_on(knelpunt_id=number, team_id=desk.policy.team_id, **at(desk.house))
    assert (row(number).team_id, row(number).owner_id) == (desk.policy.team_id, None)
    assert (row(other).team_id, row(other).owner_id) == (desk.team.team_id, None)


def test_only_another_desk_is_told_on_the_way(desk: Desks) -> None:
    number = entered(desk.team)
    assert desk.team.team_id is not None
    for _ in range(2):
        operations.take(knelpunt_id=number, **at(desk.team))
    operations.hand_on(knelpunt_id=number, team_id=desk.team.team_id, **at(desk.team))
    assert (row(number).owner_id, way(number)) == (None, [Station.ENTERED])
    for _ in range(2):
        operations.take(knelpunt_id=number, **at(desk.house))
    assert way(number) == [Station.ENTERED, Station.HANDED_ON]


def test_who_is_in_no_team_takes_nothing(desk: Desks) -> None:
    nobody = replace(desk.team, team_id=None)
    with pytest.raises(ValueError, match="lies with a team"):
        operations.take(knelpunt_id=entered(desk.team), **at(nobody))


# Two that are the same.


def tried(number: int, by: Viewer, name: str) -> int:
    """Try a rule for a knelpunt."""
    draft = TriedDraft.objects.create(
        municipality_id=LINDEWAARD, name=name, reason="", rules_of=NOW.day, changes={"uren": 3},
        made_by="Bea", made_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    note_tried(knelpunt_id=number, draft_id=draft.pk, municipality=LINDEWAARD, **at(by))
    return draft.pk


def asked(number: int, desk: Desks) -> int:
    """Propose something, and lay it before everybody."""
    operations.make_public(knelpunt_id=number, **at(desk.policy))
    made = recommending.propose(knelpunt_id=number, words="Doe iets.", **at(desk.house))
    consulting.lay_before_everybody(
        recommendation_id=made, words="Zou jij dit willen?", last_day=later(9).day,
        **at(desk.policy),
    )  # fmt: skip
    return made


def test_all_that_belongs_to_one_goes_along_and_what_belongs_to_a_third_stays(
    desk: Desks,
) -> None:
    one, other, third = [entered(desk.team, told=another(f"Dit hindert {n}")) for n in range(3)]
    mine: list[set[Any]] = []
    for number in (one, third):
        pressed_here = pressed(number)
        row(number).tickets.update(told_on=NOW.day)
        made, rule = asked(number, desk), tried(number, desk.policy, f"Voor {number}")
        mine.append({pressed_here, made, rule})
    operations.join(knelpunt_id=one, into_id=other, **at(desk.team))

    def of(number: int) -> set[Any]:
        found = row(number)
        asked_here = found.consultations.values_list("recommendation", flat=True)
        assert {*asked_here} == {*found.recommendations.values_list("pk", flat=True)}
        return {
            *found.tickets.values_list("pk", flat=True),
            *found.recommendations.values_list("pk", flat=True),
            *found.tried_rules.values_list("draft", flat=True),
        }

    assert [of(one), of(other), of(third)] == [set(), *mine]
    assert row(other).tickets.get().told_on is None, "there is news for who pressed"
    assert row(third).tickets.get().told_on == NOW.day
    assert (row(one).joined_into_id, row(other).joined_into_id, row(third).joined_into_id) == (
        other, None, None,
    )  # fmt: skip
    assert row(one).is_public, "its address leads to the other"


def test_whoever_names_one_that_was_joined_means_the_other(desk: Desks) -> None:
    one, other = entered(desk.team), entered(desk.team, told=another())
    last = entered(desk.team, told=another("Nog een"))
    operations.join(knelpunt_id=one, into_id=other, **at(desk.team))
    operations.join(knelpunt_id=one, into_id=last, **at(desk.team))
    assert row(other).joined_into_id == last
    operations.take(knelpunt_id=one, **at(desk.house))
    assert [row(number).owner_id for number in (one, other, last)] == [
        None, None, desk.house.account_id,
    ]  # fmt: skip


def test_two_go_on_as_one_only_when_they_are_two_of_one_municipality(desk: Desks) -> None:
    here = entered(desk.team)
    there = entered(desk.elsewhere, municipality=VENNERHOUT)
    for into in (here, there):
        with pytest.raises(NotFromHere, match="Kies een ander knelpunt"):
            operations.join(knelpunt_id=here, into_id=into, **at(in_both(desk.team)))
    assert row(here).joined_into_id is None


@pytest.mark.parametrize("state", RegisterState)
def test_what_still_waits_opens_what_was_solved_and_what_was_answered_does_not(
    desk: Desks, state: RegisterState
) -> None:
    one, other = entered(desk.team), entered(desk.team, told=another())
    if state is not R.WAITING:
        stands(one, state)
    stands(other, R.SOLVED)
    operations.join(knelpunt_id=one, into_id=other, **at(desk.team, 2))
    assert row(other).state == (R.WAITING if state is R.WAITING else R.SOLVED)
    assert way(other).count(Station.CAME_AGAIN) == 1


# Open again, and for everybody to read.


def test_it_is_opened_again_from_a_day_with_a_reason_by_which_nobody_is_known(desk: Desks) -> None:
    number, other = entered(desk.team), entered(desk.team, told=another())
    for one in (number, other):
        decided(one, desk)
    again: dict[str, Any] = {"knelpunt_id": number, **at(desk.policy, 4)}
    with pytest.raises(ValueError, match="Say why it is open"):
        operations.ask_again(because=" ", **again)
    with pytest.raises(StillRecognisable):
        operations.ask_again(because=NAMED.happens, **again)
    operations.ask_again(because=NAMED.happens, may_stay=MAY_STAY, **again)
    assert (row(number).state, row(number).waiting_since) == (R.WAITING, later(4).day)
    assert row(number).answer, "the old answer stays"
    assert row(other).state == R.AGREED
    with pytest.raises(NotFromHere, match="wacht al"):
        operations.ask_again(because="Nog iets.", **again)


def test_its_first_public_day_stays_and_a_reason_goes_when_it_is_public_again(
    desk: Desks,
) -> None:
    number, other = entered(desk.team), entered(desk.team, told=another())
    public: dict[str, Any] = {"knelpunt_id": number}
    operations.make_public(**public, **at(desk.policy, 1))
    reason = "dubbel en verder " * 300
    operations.take_from_public(because=reason, **public, **at(desk.policy, 2))
    found = row(number)
    assert (found.published_on, found.taken_back_on) == (later(1).day, later(2).day)
    assert len(found.taken_back_because) == LONGEST
    operations.make_public(**public, **at(desk.policy, 3))
    found = row(number)
    assert (found.published_on, found.taken_back_on, found.taken_back_because) == (
        later(1).day, None, "",
    )  # fmt: skip
    assert row(other).published_on is None


def test_what_is_not_public_is_not_taken_from_the_public_page(desk: Desks) -> None:
    number = entered(desk.team)
    gone: dict[str, Any] = {"knelpunt_id": number, "because": "Dubbel.", **at(desk.policy)}
    with pytest.raises(NotFromHere, match="niet openbaar"):
        operations.take_from_public(**gone)
    operations.make_public(knelpunt_id=number, **at(desk.policy))
    operations.take_from_public(**gone)
    with pytest.raises(NotFromHere, match="niet openbaar"):
        operations.take_from_public(**gone)
    assert way(number).count(Station.TAKEN_BACK) == 1


# Rules that are tried for it.


def test_a_rule_is_tried_for_one_knelpunt_of_its_own_municipality(desk: Desks) -> None:
    number, other = entered(desk.team), entered(desk.team, told=another())
    draft, second = tried(number, desk.policy, "Drie uur"), tried(number, desk.policy, "Vier uur")
    note_tried(knelpunt_id=other, draft_id=draft, municipality=LINDEWAARD, **at(desk.policy, 1))
    found = TriedRule.objects.order_by("pk").values_list("knelpunt", "draft", "tried_on")
    assert [*found] == [(number, draft, NOW.day), (number, second, NOW.day)]
    with pytest.raises(NotFromHere, match="andere gemeente dan het knelpunt"):
        note_tried(knelpunt_id=number, draft_id=draft, municipality=VENNERHOUT, **at(desk.policy))

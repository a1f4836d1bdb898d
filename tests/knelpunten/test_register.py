# SPDX-License-Identifier: EUPL-1.2
"""The register: a knelpunt waits on a desk until there is an answer, and comes back by itself."""

from dataclasses import replace
from typing import Any

import pytest

from meedoen.accounts.models import Membership
from meedoen.knelpunten import operations as drafts
from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.knelpunten.models import Draft, Knelpunt
from meedoen.knelpunten.owners import OwnedBy
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.recommending.operations import CollegeDecision, NoReason
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.register import queries
from meedoen.knelpunten.register.lines import NotFromHere, NotInThisRegister
from meedoen.knelpunten.states import RecommendationState, RegisterState, Solved, Station
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.tickets import queries as presses
from meedoen.knelpunten.told import StillRecognisable
from meedoen.privacy.policy import Purpose
from meedoen.recognition.finds import find
from tests.knelpunten.worlds import (
    HELP_AT_HOME,
    LINDEWAARD,
    NO,
    NOW,
    YES,
    Desks,
    another,
    decided,
    desks,
    entered,
    improving,
    later,
    pressed,
    seen_to,
    worker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desks:
    return desks()


def way(desk: Desks, number: int) -> list[Station]:
    with improving(desk.policy):
        return [line.kind for line in queries.point(number).way]


def state(desk: Desks, number: int) -> RegisterState:
    with improving(desk.policy):
        return queries.point(number).point.state


def test_what_is_entered_waits_on_the_desk_of_the_team_that_told_it(desk: Desks) -> None:
    number = entered(desk.team)
    with improving(desk.house):
        found = queries.point(number)
        owner = queries.owner_of(found.point, on=NOW.day)
    assert found.point.state is RegisterState.WAITING
    assert found.point.waits_days(later(12).day) == 12
    assert owner is not None
    assert owner.team.startswith("Team Noord")
    assert found.point.quote == HELP_AT_HOME.effect
    assert [line.by_team for line in found.way] == ["Team Noord, Team Noord"]


def test_where_only_a_volunteer_is_left_it_lies_with_the_municipality(desk: Desks) -> None:
    number = entered(desk.house)
    Membership.objects.filter(account=desk.house.account_id).update(valid_to=NOW.day)
    with improving(desk.policy, later(1)):
        owner = queries.owners_of([queries.point(number).point], on=later(1).day)[number]
    assert owner is not None
    assert (owner.team_id, owner.how) == (desk.policy.team_id, OwnedBy.FALLEN_BACK)


def test_a_draft_is_brought_into_the_register_once_and_keeps_its_words(desk: Desks) -> None:
    with improving(desk.team, purpose=Purpose.INTAKE):
        draft = drafts.keep_draft(
            told=HELP_AT_HOME, code="K06", municipality_code=LINDEWAARD, names=(), places=(),
            may_stay=(), by=desk.team, on=NOW,
        )  # fmt: skip
    with improving(desk.team):
        number = register.register_draft(draft_id=draft, by=desk.team, on=NOW)
        found = queries.point(number)
        with pytest.raises(Draft.DoesNotExist):
            register.register_draft(draft_id=draft, by=desk.team, on=NOW)
    assert (found.point.title, found.happens, found.code) == (
        HELP_AT_HOME.title, HELP_AT_HOME.happens, "K06",
    )  # fmt: skip


def test_a_text_that_tells_who_it_is_about_enters_nothing(desk: Desks) -> None:
    with pytest.raises(StillRecognisable):
        entered(desk.team, told=replace(HELP_AT_HOME, happens="Mevrouw Jansen kan niet."))
    assert not Knelpunt.objects.exists()


def test_a_collision_that_is_known_is_one_knelpunt_however_often_it_is_met(desk: Desks) -> None:
    first = entered(desk.team, code="K06")
    assert entered(desk.house, later(3), code="K06") == first
    assert Knelpunt.objects.count() == 1
    assert way(desk, first) == [Station.ENTERED, Station.CAME_AGAIN]


def test_what_was_called_solved_opens_by_itself_when_the_same_collision_returns(
    desk: Desks,
) -> None:
    number = entered(desk.team, code="K06")
    made = decided(number, desk)
    with improving(desk.policy):
        recommending.realise(
            recommendation_id=made, words="De regel is aangepast.", by=desk.policy, on=later(9)
        )
    assert state(desk, number) is RegisterState.SOLVED
    entered(desk.house, later(30), code="K06")
    assert state(desk, number) is RegisterState.WAITING
    assert way(desk, number)[-2:] == [Station.CAME_AGAIN, Station.REOPENED]
    with improving(desk.policy):
        found = queries.point(number).point
    assert found.waits_days(later(30).day) == 0
    assert found.answer == "De regel is aangepast."
    assert found.news == ""


def test_a_no_with_its_reason_is_an_answer_and_does_not_open_by_itself(desk: Desks) -> None:
    number = entered(desk.team, code="K06")
    decided(number, desk, decision=NO)
    assert state(desk, number) is RegisterState.DECLINED
    entered(desk.house, later(30), code="K06")
    assert state(desk, number) is RegisterState.DECLINED


@pytest.mark.proves("S0-14", "a no without a reason is refused")
@pytest.mark.parametrize("decision", [replace(NO, words=" "), replace(YES, by_whom="\n")])
def test_a_decision_says_who_and_why_or_is_refused(desk: Desks, decision: CollegeDecision) -> None:
    number = entered(desk.team)
    with pytest.raises(NoReason):
        decided(number, desk, decision=decision)
    assert state(desk, number) is RegisterState.WAITING


@pytest.mark.proves("S0-14", "proposed, scheduled, discussed, decided, realised")
def test_a_recommendation_goes_its_way_and_each_station_stays_readable(desk: Desks) -> None:
    number = entered(desk.team)
    made = decided(number, desk)
    assert state(desk, number) is RegisterState.AGREED
    with improving(desk.policy):
        recommending.realise(
            recommendation_id=made, words="Het geldt nu.", by=desk.policy, on=later(9)
        )
        found = queries.point(number)
    assert [line.kind for line in found.way] == [
        *(Station.ENTERED, Station.PROPOSED, Station.SCHEDULED, Station.DISCUSSED),
        *(Station.AGREED, Station.REALISED),
    ]
    assert found.proposals[0].state is RecommendationState.REALISED
    assert found.way[4].words == f"het college: {YES.words}"
    assert found.way[3].words == "Allebei de wetten kloppen."
    assert found.open_proposals == []


def test_nothing_is_decided_that_nobody_talked_about(desk: Desks) -> None:
    number = entered(desk.team)
    with improving(desk.house):
        told: dict[str, Any] = {"by": desk.house, "on": NOW}
        made = recommending.propose(knelpunt_id=number, words="Doe iets.", **told)
        assert recommending.propose(knelpunt_id=number, words="Doe iets. ", **told) == made
        with pytest.raises(NotFromHere, match="voorgesteld"):
            recommending.decide(recommendation_id=made, decision=YES, **told)
        recommending.withdraw(recommendation_id=made, **told)
        with pytest.raises(NotFromHere):
            recommending.schedule(recommendation_id=made, meeting="Overleg", **told)
    assert state(desk, number) is RegisterState.WAITING


def test_a_no_to_one_idea_is_no_answer_while_another_is_open(desk: Desks) -> None:
    number = entered(desk.team)
    with improving(desk.house):
        recommending.propose(knelpunt_id=number, words="Iets anders.", by=desk.house, on=NOW)
    decided(number, desk, decision=NO)
    assert state(desk, number) is RegisterState.WAITING


def test_two_that_are_the_same_go_on_as_one_with_everybody_who_pressed(desk: Desks) -> None:
    one, other = entered(desk.team), entered(desk.house, told=another())
    ticket = pressed(one)
    with improving(desk.team):
        register.join(knelpunt_id=one, into_id=other, by=desk.team, on=NOW)
        assert queries.point(one).joined_into == other
        assert [point.pk for point in queries.points(LINDEWAARD)] == [other]
        with pytest.raises(NotFromHere):
            register.join(knelpunt_id=one, into_id=other, by=desk.team, on=NOW)
    decided(one, desk)
    with worker():
        assert presses.to_tell(most=5) == [ticket]
    assert state(desk, other) is RegisterState.AGREED


def test_a_known_collision_that_was_joined_is_met_again_where_it_went(desk: Desks) -> None:
    one, other = entered(desk.team, code="K06"), entered(desk.house, told=another())
    with improving(desk.team):
        register.join(knelpunt_id=one, into_id=other, by=desk.team, on=NOW)
    made = decided(other, desk)
    with improving(desk.policy):
        recommending.realise(
            recommendation_id=made, words="Er rijdt een bus.", by=desk.policy, on=NOW
        )
    assert entered(desk.team, later(3), code="K06") == other
    assert state(desk, other) is RegisterState.WAITING
    assert Knelpunt.objects.filter(joined_into=None).count() == 1


def test_what_still_waits_opens_the_solved_one_that_it_goes_on_as(desk: Desks) -> None:
    solved, waits = entered(desk.team), entered(desk.house, told=another())
    made = decided(solved, desk)
    with improving(desk.policy):
        recommending.realise(
            recommendation_id=made, words="Er rijdt een bus.", by=desk.policy, on=NOW
        )
        register.join(knelpunt_id=waits, into_id=solved, by=desk.policy, on=later(2))
    assert state(desk, solved) is RegisterState.WAITING


@pytest.mark.proves("S0-20", "what was decided goes along when two go on as one")
def test_what_was_decided_goes_along_when_two_go_on_as_one(desk: Desks) -> None:
    one, other = entered(desk.team), entered(desk.house, told=another())
    decided(one, desk)
    with improving(desk.team):
        register.join(knelpunt_id=one, into_id=other, by=desk.team, on=later(5))
        lines = [line for line in queries.point(other).way if line.kind is Station.AGREED]
    assert [(line.on_day, line.words) for line in lines] == [
        (NOW.day, f"{YES.by_whom}: {YES.words}")
    ]
    assert state(desk, other) is RegisterState.WAITING


def test_what_a_municipality_takes_from_its_public_page_keeps_its_address(desk: Desks) -> None:
    number = entered(desk.team)
    told: dict[str, Any] = {"knelpunt_id": number, "by": desk.policy, "on": NOW}
    with improving(desk.policy):
        with pytest.raises(NotFromHere):
            register.take_from_public(because="Dubbel.", **told)
        register.make_public(**told)
        register.make_public(**told)
        assert [one.pk for one in queries.points(LINDEWAARD, public=True)] == [number]
        with pytest.raises(ValueError, match="Say why"):
            register.take_from_public(because=" ", **told)
        register.take_from_public(because="Het stond er twee keer in.", **told)
        found = queries.point(number).point
        assert queries.points(LINDEWAARD, public=True) == []
    assert (found.is_public, found.taken_back_because) == (False, "Het stond er twee keer in.")
    assert way(desk, number).count(Station.MADE_PUBLIC) == 1


def test_a_reason_to_take_it_from_the_public_page_may_name_what_somebody_said_to_be_harmless(
    desk: Desks,
) -> None:
    number, because = entered(desk.team), "Sinds 3 maart is het anders."
    told: dict[str, Any] = {"knelpunt_id": number, "by": desk.policy, "on": NOW}
    keys = [one.key for one in find(because)]
    with improving(desk.policy):
        register.make_public(**told)
        with pytest.raises(StillRecognisable):
            register.take_from_public(because=because, **told)
        register.take_from_public(because=because, may_stay=keys, **told)
        assert queries.point(number).point.taken_back_because == because


def test_another_municipality_does_not_get_at_it(desk: Desks) -> None:
    number = entered(desk.team)
    with improving(desk.elsewhere):
        with pytest.raises(Knelpunt.DoesNotExist):
            queries.point(number)
        with pytest.raises(NotInThisRegister):
            register.enter(told=another(), municipality=LINDEWAARD, by=desk.elsewhere, on=NOW)


@pytest.mark.proves("S0-06", "in the register")
@pytest.mark.proves("S0-19", "per law and type")
def test_the_register_is_counted_per_law_and_type_and_what_touches_both_is_found(
    desk: Desks,
) -> None:
    both = entered(desk.team)
    entered(desk.team, told=replace(another(), type=KnelpuntType.CAPACITY))
    with improving(desk.policy):
        assert [one.pk for one in queries.points(LINDEWAARD, cutting_edge=True)] == [both]
        assert queries.per_law_and_type(LINDEWAARD) == [
            ("Pw", 2026, {KnelpuntType.RULE: 1}),
            ("Wmo", 2026, {KnelpuntType.RULE: 1, KnelpuntType.CAPACITY: 1}),
        ]


def test_a_list_begins_with_what_waits_longest_and_is_searched_and_paged(desk: Desks) -> None:
    old, new = entered(desk.team), entered(desk.team, later(5), told=another())
    answered = entered(desk.team, later(1), told=another("Drie keer je verhaal doen"))
    decided(answered, desk)
    with improving(desk.house):
        found = [one.pk for one in queries.points(LINDEWAARD)]
        assert found == [old, new, answered]
        assert [one.pk for one in queries.points(LINDEWAARD, skip=1, most=1)] == [new]
        assert [one.pk for one in queries.points(LINDEWAARD, words="bus plek")] == [new]
        assert [one.pk for one in queries.points(LINDEWAARD, words="2.3.9")] == [old]
        waiting = queries.points(LINDEWAARD, state=RegisterState.WAITING)
        assert [one.pk for one in waiting] == [old, new]
        assert queries.counts(LINDEWAARD) == {RegisterState.WAITING: 2, RegisterState.AGREED: 1}
        late = queries.late_points(LINDEWAARD, on=later(92).day)
        assert [one.pk for one in late] == [old]
        assert queries.late_points(LINDEWAARD, on=later(90).day) == []


def test_what_may_be_the_same_is_shown_before_something_is_entered_twice(desk: Desks) -> None:
    same = entered(desk.team)
    entered(desk.team, told=another())
    with improving(desk.house):
        found = queries.alike(LINDEWAARD, title="Hulp kosten", laws=["Pw art. 9"])
    assert [one.pk for one in found] == [same]


class TestWhoPressed:
    """Who pressed is known to her dossier only; what she says is seen to by the worker."""

    def test_a_press_waits_for_a_place_and_is_laid_with_a_knelpunt(self, desk: Desks) -> None:
        number, ticket = entered(desk.team), pressed()
        with improving(desk.team):
            assert presses.count_waiting(LINDEWAARD) == 1
            assert [one.pk for one in presses.presses_waiting(LINDEWAARD)] == [ticket]
            told: dict[str, Any] = {"ticket": ticket, "by": desk.team, "on": NOW}
            tickets.lay_with(knelpunt_id=number, **told)
            assert presses.presses_waiting(LINDEWAARD) == []
            with pytest.raises(NotFromHere):
                tickets.answer(words="Kom langs.", **told)

    def test_a_press_that_is_no_matter_of_rules_is_answered_as_well(self, desk: Desks) -> None:
        ticket = pressed()
        with improving(desk.team):
            told: dict[str, Any] = {"ticket": ticket, "by": desk.team, "on": NOW}
            with pytest.raises(ValueError, match="Say what"):
                tickets.answer(words=" ", **told)
            with pytest.raises(StillRecognisable):
                tickets.answer(words="Bel mevrouw Jansen.", **told)
            tickets.answer(words="De bus rijdt weer.", **told)
            assert presses.became_of([ticket])[ticket].answer == "De bus rijdt weer."
        with worker():
            assert presses.to_tell(most=5) == [ticket]

    def test_who_wants_an_answer_is_told_each_time_there_is_news_and_once(
        self, desk: Desks
    ) -> None:
        number = entered(desk.team)
        wants, does_not = pressed(number), pressed(number, wants=False)
        with worker():
            assert presses.to_tell(most=5) == []
        made = decided(number, desk)
        with worker():
            assert presses.to_tell(most=5) == [wants]
            tickets.note_told(ticket=wants, by=desk.team, on=NOW)
            assert presses.to_tell(most=5) == []
        with improving(desk.policy):
            recommending.realise(
                recommendation_id=made, words="Het geldt nu.", by=desk.policy, on=NOW
            )
        with worker():
            assert presses.to_tell(most=5) == [wants]
        assert does_not not in [wants]
        assert way(desk, number).count(Station.TOLD) == 1

    @pytest.mark.parametrize(
        ("heard", "stands"),
        [
            (Solved.YES, RegisterState.AGREED),
            (Solved.HALF, RegisterState.HALF),
            (Solved.NO, RegisterState.WAITING),
        ],
    )
    def test_half_solved_is_an_answer_and_a_no_opens_it_for_everybody_to_see(
        self, desk: Desks, heard: Solved, stands: RegisterState
    ) -> None:
        number = entered(desk.team)
        ticket = pressed(number)
        seen_to(ticket)
        decided(number, desk)
        tickets.say_solved(ticket=ticket, heard=heard, words="Een half jaar is kort.", on=later(9))
        assert state(desk, number) is RegisterState.AGREED
        seen_to(ticket, later(9))
        seen_to(ticket, later(9))
        assert state(desk, number) is stands
        with improving(desk.policy):
            said = [line for line in queries.point(number).way if line.kind is Station.ASKED_BACK]
        assert [line.words for line in said] == ["Een half jaar is kort."]
        assert [line.by_team for line in said] == [""]
        assert (Station.REOPENED in way(desk, number)) is (heard is Solved.NO)

    def test_a_press_on_the_page_of_a_knelpunt_counts_and_opens_what_was_solved(
        self, desk: Desks
    ) -> None:
        number = entered(desk.team)
        made = decided(number, desk)
        with improving(desk.policy):
            recommending.realise(
                recommendation_id=made, words="Klaar.", by=desk.policy, on=later(1)
            )
        seen_to(pressed(number, on=later(2)), later(2))
        assert state(desk, number) is RegisterState.WAITING

    def test_what_is_taken_back_is_asked_and_told_no_more(self, desk: Desks) -> None:
        number = entered(desk.team)
        ticket, lonely = pressed(number), pressed()
        tickets.take_back(ticket=ticket, on=NOW)
        tickets.take_back(ticket=lonely, on=NOW)
        decided(number, desk)
        seen_to(ticket)
        with worker():
            assert presses.to_tell(most=5) == []
            assert presses.to_see_to(most=5) == []
        with improving(desk.team):
            assert presses.count_waiting(LINDEWAARD) == 0
        tickets.put_back(ticket=lonely)
        with improving(desk.team):
            assert presses.count_waiting(LINDEWAARD) == 1

    def test_a_press_that_is_put_back_counts_as_if_it_had_stood_all_along(
        self, desk: Desks
    ) -> None:
        number = entered(desk.team)
        made = decided(number, desk)
        with improving(desk.policy):
            recommending.realise(recommendation_id=made, words="Klaar.", by=desk.policy, on=NOW)
        ticket = pressed(number)
        tickets.take_back(ticket=ticket, on=NOW)
        with worker():
            assert presses.to_see_to(most=5) == []
        seen_to(ticket)
        assert state(desk, number) is RegisterState.SOLVED
        tickets.put_back(ticket=ticket)
        with worker():
            assert presses.to_see_to(most=5) == [ticket]
        seen_to(ticket)
        assert state(desk, number) is RegisterState.WAITING

    def test_her_words_go_along_without_what_tells_who_she_is(self, desk: Desks) -> None:
        ticket = pressed()
        more: dict[str, Any] = {
            "wants_answer": True,
            "names": ["Theo"],
            "places": [],
            "may_stay": [],
        }
        with pytest.raises(StillRecognisable):
            tickets.say_more(ticket=ticket, words="Theo durft niet", **more)
        tickets.say_more(ticket=ticket, words="Ik durf niet meer te doen.", **more)
        with improving(desk.team):
            assert presses.press(ticket).words == "Ik durf niet meer te doen."

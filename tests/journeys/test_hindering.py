# SPDX-License-Identifier: EUPL-1.2
"""One press in her life becomes a number in the register, and the answer comes back to her."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from meedoen.accounts.roles import Role
from meedoen.journeys import hindering
from meedoen.journeys.hindering import Answered, NobodyToHear, PressedBeside
from meedoen.journeys.participation import begin_plan
from meedoen.knelpunten.kinds import PressedAt
from meedoen.knelpunten.models import Ticket
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.register.operations import make_public
from meedoen.knelpunten.register.queries import point
from meedoen.knelpunten.states import RegisterState, Solved, Station
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.tickets.queries import to_tell
from meedoen.plans.models import Plan
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, viewer_for_account
from meedoen.residents.models import Hindrance
from meedoen.vocabulary.moment import Moment
from tests.knelpunten.worlds import (
    LINDEWAARD,
    NO,
    NOW,
    YES,
    Desks,
    decided,
    desks,
    entered,
    improving,
    later,
    seen_to,
    worker,
)
from tests.plans.worlds import PlanWorld, known, make_plan_world
from tests.privacy.worlds import make_team, make_viewer, tell

pytestmark = pytest.mark.django_db
AT_A_STEP = PressedBeside(PressedAt.STEP, "Stap: gaan kijken bij de houtwerkplaats")


@pytest.fixture
def world() -> PlanWorld:
    return make_plan_world(NOW)


def desks_of(world: PlanWorld) -> Desks:
    """Let people work on knelpunten in the world of her plan, her own team among them."""
    town = make_team(LINDEWAARD, "Beleid", kind="municipality")
    return Desks(
        team=make_viewer(world.team, Role.NEIGHBOURHOOD_WORKER, NOW, "Kees"),
        house=make_viewer(world.host, Role.PROVIDER_WORKER, NOW, "Lotte"),
        policy=make_viewer(town, Role.POLICY_ADVISER, NOW, "Bea"),
        volunteer=make_viewer(world.host, Role.VOLUNTEER, NOW, "Wim"),
        elsewhere=make_viewer(make_team("GM9902", "Elders"), Role.WMO_CONSULTANT, NOW, "Els"),
    )


def decided_anew(number: int, desk: Desks) -> None:
    """Let another recommendation be decided on, after the first did not help."""
    told: dict[str, Any] = {"by": desk.policy, "on": later(20)}
    with improving(desk.policy, later(20)):
        made = recommending.propose(knelpunt_id=number, words="Kijk na een jaar pas.", **told)
        recommending.schedule(recommendation_id=made, meeting="Netwerk Meedoen", **told)
        recommending.discuss(recommendation_id=made, words="Dat is eerlijker.", **told)
        recommending.decide(recommendation_id=made, decision=YES, **told)


@contextmanager
def her_own(subject: UUID, on: Moment = NOW) -> Iterator[dict[str, Any]]:
    """Do what follows as she does, and give who does it when."""
    her = resident_viewer(subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=on):
        yield {"known": known(subject), "by": her, "on": on}


def press(subject: UUID, beside: PressedBeside = AT_A_STEP, on: Moment = NOW) -> int:
    with her_own(subject, on) as acts:
        return hindering.press(beside=beside, **acts)


def say(subject: UUID, pk: int, words: str, **more: Any) -> list[str]:
    given = {"along": True, "wants_answer": True} | more
    with her_own(subject) as acts:
        found = hindering.say_more(pk=pk, words=words, **given, **acts)
    return [find.words for find in found]


def answered(subject: UUID) -> list[Answered]:
    with her_own(subject):
        return hindering.answers_of(subject)


def ticket_of(pk: int) -> UUID:
    return Hindrance.objects.get(pk=pk).ticket


class TestPressing:
    """One press is enough, and nobody has to have a plan for it."""

    @pytest.mark.proves("S0-20", "a press in a plan makes a draft on a desk")
    def test_one_press_lies_on_the_desk_of_who_directs_her_plan(self, world: PlanWorld) -> None:
        with her_own(world.subject) as acts:
            begin_plan(**acts)
        Plan.objects.update(team=world.host)
        pk = press(world.subject)
        ticket = Ticket.objects.get(pk=ticket_of(pk))
        assert ticket.team_id == world.host.pk
        assert (ticket.pressed_at, ticket.words, ticket.wants_answer) == ("step", "", False)
        [one] = answered(world.subject)
        assert (one.said.beside, one.said.heard_by) == (AT_A_STEP.words, "de inwoner zelf")

    def test_without_a_plan_the_front_door_hears_it(self, world: PlanWorld) -> None:
        ticket = Ticket.objects.get(pk=ticket_of(press(world.subject)))
        assert ticket.team_id == world.team.pk

    def test_without_any_team_nothing_is_kept_and_she_hears_what_to_do(self) -> None:
        alone = tell("GM9902", NOW)
        with pytest.raises(NobodyToHear, match="Bel ons"):
            press(alone)
        assert not Hindrance.objects.exists()

    def test_twice_on_a_day_beside_the_same_is_once_and_another_day_is_another(
        self, world: PlanWorld
    ) -> None:
        first = press(world.subject)
        assert press(world.subject) == first
        other = press(world.subject, PressedBeside(PressedAt.PLAN, "Mijn plan"))
        tomorrow = press(world.subject, on=later(1))
        assert len({first, other, tomorrow}) == Ticket.objects.count() == 3

    def test_what_she_took_back_stands_again_when_she_presses_again(self, world: PlanWorld) -> None:
        pk = press(world.subject)
        say(world.subject, pk, "Ik durf niet.")
        with her_own(world.subject) as acts:
            hindering.take_back(pk=pk, **acts)
        ticket = Ticket.objects.get(pk=ticket_of(pk))
        assert (ticket.words, ticket.wants_answer, ticket.taken_back_on) == ("", False, NOW.day)
        assert answered(world.subject)[0].said.removed
        assert press(world.subject) == pk
        [one] = answered(world.subject)
        assert not one.said.removed
        assert one.said.words == "Ik durf niet."
        assert Ticket.objects.get(pk=ticket.pk).words == ""

    def test_a_press_at_a_public_knelpunt_is_laid_there_at_once(self, world: PlanWorld) -> None:
        desk = desks_of(world)
        number = entered(desk.team)
        with improving(desk.policy):
            from_page = point(number).point
        beside = PressedBeside(PressedAt.PAGE, from_page.title, number)
        with pytest.raises(Exception, match="does not exist"):
            press(world.subject, beside)
        public(desk, number)
        ticket = Ticket.objects.get(pk=ticket_of(press(world.subject, beside)))
        assert (ticket.knelpunt_id, ticket.team_id) == (number, desk.team.team_id)


def public(desk: Desks, number: int) -> None:
    with improving(desk.policy):
        make_public(knelpunt_id=number, by=desk.policy, on=NOW)


class TestHerWords:
    """Her own words stay hers; with her yes they go along without a name."""

    @pytest.mark.proves("S0-21", "her own words are kept apart, and go along only with her yes")
    def test_her_words_go_along_only_with_her_yes(self, world: PlanWorld) -> None:
        pk = press(world.subject)
        assert say(world.subject, pk, "Ik durf niet meer te doen.", along=False) == []
        ticket = Ticket.objects.get(pk=ticket_of(pk))
        assert (ticket.words, ticket.wants_answer) == ("", True)
        assert answered(world.subject)[0].said.words == "Ik durf niet meer te doen."
        say(world.subject, pk, "Ik durf niet meer te doen.")
        assert Ticket.objects.get(pk=ticket.pk).words == "Ik durf niet meer te doen."

    def test_what_could_tell_who_she_is_is_asked_of_her_and_her_words_are_kept_meanwhile(
        self, world: PlanWorld
    ) -> None:
        pk = press(world.subject)
        assert say(world.subject, pk, "Vlinder durft niet naar Kees.") != []
        ticket = Ticket.objects.get(pk=ticket_of(pk))
        assert (ticket.words, ticket.wants_answer) == ("", True)
        assert answered(world.subject)[0].said.words == "Vlinder durft niet naar Kees."
        may_stay = ["perhaps_name:vlinder", "perhaps_name:kees"]
        assert say(world.subject, pk, "Vlinder durft niet naar Kees.", may_stay=may_stay) == []
        assert Ticket.objects.get(pk=ticket.pk).words == "Vlinder durft niet naar Kees."

    def test_the_name_of_who_helps_her_is_looked_for_as_well(self, world: PlanWorld) -> None:
        with her_own(world.subject) as acts:
            begin_plan(**acts)
        pk = press(world.subject)
        assert say(world.subject, pk, "ik bel noor en niemand neemt op") == ["noor"]

    def test_what_is_not_hers_is_not_there(self, world: PlanWorld) -> None:
        pk, other = press(world.subject), tell(LINDEWAARD, NOW, name="Roos")
        for change in (hindering.take_back, hindering.put_back):
            with her_own(other) as acts, pytest.raises(Hindrance.DoesNotExist):
                change(pk=pk, **acts)
        with pytest.raises(Hindrance.DoesNotExist):
            say(other, pk, "Ik ben het niet.")
        with her_own(other) as acts, pytest.raises(Hindrance.DoesNotExist):
            hindering.say_solved(pk=pk, heard=Solved.YES, words="", **acts)


class TestTheAnswer:
    """What became of it is told back to her, and she says whether it helped."""

    def _laid(self, world: PlanWorld, desk: Desks, *, wants: bool) -> tuple[int, int]:
        pk, number = press(world.subject), entered(desk.team)
        say(world.subject, pk, "Ik durf niet.", wants_answer=wants)
        ticket = ticket_of(pk)
        with improving(desk.team):
            tickets.lay_with(ticket=ticket, knelpunt_id=number, by=desk.team, on=NOW)
        return pk, number

    @pytest.mark.parametrize("wants", [True, False])
    @pytest.mark.proves("S0-20", "what was decided stands on her page, whoever does what")
    def test_what_was_decided_stands_on_her_page_whether_or_not_she_asked_for_it(
        self, world: PlanWorld, *, wants: bool
    ) -> None:
        desk = desks_of(world)
        _, number = self._laid(world, desk, wants=wants)
        [waits] = answered(world.subject)
        assert waits.became is not None
        assert (waits.became.state, waits.became.answer) == (RegisterState.WAITING, "")
        decided(number, desk, decision=NO)
        [one] = answered(world.subject)
        assert one.became is not None
        assert (one.became.answer, one.became.state) == (NO.words, RegisterState.DECLINED)
        assert one.is_news is wants

    def test_nobody_at_work_can_keep_an_answer_from_her_page(self, world: PlanWorld) -> None:
        desk = desks_of(world)
        pk, number = self._laid(world, desk, wants=True)
        decided(number, desk)
        ticket = ticket_of(pk)
        # Whatever stands in the columns that somebody at work may change, she reads the answer.
        Ticket.objects.filter(pk=ticket).update(wants_answer=False, told_on=NOW.day)
        [one] = answered(world.subject)
        assert one.became is not None
        assert one.became.answer

    def test_what_she_read_herself_is_no_news_any_more_and_nobody_writes_to_her_for_it(
        self, world: PlanWorld
    ) -> None:
        desk = desks_of(world)
        pk, number = self._laid(world, desk, wants=True)
        decided(number, desk)
        ticket = ticket_of(pk)
        with worker():
            assert to_tell(most=5) == [ticket]
        with her_own(world.subject) as acts:
            found = hindering.answer_of(world.subject, pk)
            hindering.read_answer(world.subject, found, by=acts["by"], on=NOW)
        assert not answered(world.subject)[0].is_news
        with worker():
            assert to_tell(most=5) == []

    def test_that_who_helps_her_looked_does_not_count_as_that_she_read_it(
        self, world: PlanWorld
    ) -> None:
        desk = desks_of(world)
        pk, number = self._laid(world, desk, wants=True)
        decided(number, desk)
        with her_own(world.subject) as acts:
            by = replace(acts["by"], account_id=7)
            found = hindering.answer_of(world.subject, pk)
            hindering.read_answer(world.subject, found, by=by, on=NOW)
        assert answered(world.subject)[0].is_news

    @pytest.mark.proves("S0-20", "half solved is an answer")
    def test_half_solved_is_an_answer_that_everybody_reads(self, world: PlanWorld) -> None:
        desk = desks_of(world)
        pk, number = self._laid(world, desk, wants=True)
        decided(number, desk)
        with her_own(world.subject, later(9)) as acts:
            said: dict[str, Any] = {"pk": pk, "heard": Solved.HALF, **acts}
            [found] = hindering.say_solved(words="Ik sprak met Noor.", **said)
            assert found.words == "Noor"
            assert hindering.say_solved(words="Een half jaar is kort.", **said) == ()
        seen_to(ticket_of(pk), later(9))
        with improving(desk.policy):
            found = point(number)
        assert found.point.state is RegisterState.HALF
        [asked] = [line.words for line in found.way if line.kind is Station.ASKED_BACK]
        assert asked == "Een half jaar is kort."

    def test_a_no_opens_it_again_and_she_waits_for_the_next_answer(self, world: PlanWorld) -> None:
        desk = desks_of(world)
        pk, number = self._laid(world, desk, wants=True)
        decided(number, desk)
        with her_own(world.subject, later(9)) as acts:
            hindering.say_solved(pk=pk, heard=Solved.NO, words="", **acts)
        seen_to(ticket_of(pk), later(9))
        [one] = answered(world.subject)
        assert one.became is not None
        assert (one.became.state, one.became.answer) == (RegisterState.WAITING, "")
        decided_anew(number, desk)
        assert answered(world.subject)[0].is_news


class TestTogether:
    """Who helps her may press for her beside her, and reads what hinders her in her own words."""

    @pytest.fixture
    def regisseur(self, world: PlanWorld) -> Viewer:
        with her_own(world.subject) as acts:
            begin_plan(**acts)
        return viewer_for_account(world.regisseur.pk, on=NOW)

    def test_who_helps_presses_for_her_and_it_says_who_wrote(
        self, world: PlanWorld, regisseur: Viewer
    ) -> None:
        with acting(regisseur, purpose=Purpose.GUIDANCE, on=NOW):
            acts: dict[str, Any] = {"known": known(world.subject), "by": regisseur, "on": NOW}
            pk = hindering.press(beside=AT_A_STEP, **acts)
            hindering.say_more(pk=pk, words="Ik durf niet.", along=False, wants_answer=True, **acts)
            [seen] = hindering.answers_of(world.subject)
        assert seen.said.words == "Ik durf niet."
        [hers] = answered(world.subject)
        assert hers.said.heard_by == regisseur.label
        assert hers.became is not None
        assert (hers.became.words, hers.became.wants_answer) == ("", True)

    def test_who_is_not_of_her_team_reads_nothing_of_it(self, world: PlanWorld) -> None:
        press(world.subject)
        elsewhere = desks_of(world).policy
        for purpose in (Purpose.GUIDANCE, Purpose.IMPROVING):
            with acting(elsewhere, purpose=purpose, on=NOW):
                assert hindering.answers_of(world.subject) == []


def test_a_press_without_a_name_has_no_dossier_and_counts_at_its_knelpunt() -> None:
    desk = desks()
    number = entered(desk.team)
    public(desk, number)
    with acting(resident_viewer(None), purpose=Purpose.TAKING_PART, on=NOW):
        hindering.press_without_a_name(knelpunt_id=number, on=NOW)
    [ticket] = Ticket.objects.all()
    assert (ticket.knelpunt_id, ticket.wants_answer, ticket.pressed_at) == (number, False, "page")
    assert not Hindrance.objects.exists()

# SPDX-License-Identifier: EUPL-1.2
"""She does not agree: it goes to somebody, never to whom she does not want, and comes back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from meedoen.accounts.models import Account, Membership
from meedoen.accounts.roles import Role
from meedoen.history.models import Revision
from meedoen.journeys import disagreeing
from meedoen.journeys.disagreeing import NobodyToSendTo, Wishes
from meedoen.journeys.hindering import PressedBeside
from meedoen.journeys.participation import begin_plan
from meedoen.knelpunten.kinds import PressedAt
from meedoen.knelpunten.models import Ticket
from meedoen.notifications.kinds import MessageKind
from meedoen.notifications.models import Outgoing
from meedoen.notifications.queries import messages_for, still_so
from meedoen.plans.disagreeing import DisagreeingWay, Sent
from meedoen.plans.disagreements import operations
from meedoen.plans.disagreements.queries import Disagreed, disagreements_of, waiting_on_the_desk
from meedoen.plans.models import Disagreement
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import ProcessingRecord
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, viewer_for_account
from meedoen.vocabulary.moment import Moment
from tests.knelpunten.worlds import NOW, later, worker
from tests.plans.worlds import PlanWorld, known, make_plan_world
from tests.privacy.worlds import make_account, make_team, make_viewer, tell

pytestmark = pytest.mark.django_db
WORDS = "Ik moest drie keer hetzelfde vertellen, en niemand belde terug."


@pytest.fixture
def world() -> PlanWorld:
    """Her plan, with a regisseur, and a colleague in the same team."""
    made = make_plan_world(NOW)
    with her_own(made.subject) as acts:
        begin_plan(**acts)
    make_account(made.team, Role.WMO_CONSULTANT, "Bo")
    return made


@contextmanager
def her_own(subject: UUID, on: Moment = NOW) -> Iterator[dict[str, Any]]:
    """Do what follows as she does, and give who does it when."""
    her = resident_viewer(subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=on):
        yield {"known": known(subject), "by": her, "on": on}


@contextmanager
def guiding(
    viewer: Viewer, on: Moment = NOW, purpose: Purpose = Purpose.GUIDANCE
) -> Iterator[dict[str, Any]]:
    """Do what follows as a page of a colleague does."""
    with acting(viewer, purpose=purpose, on=on):
        yield {"by": viewer, "on": on}


def send(
    subject: UUID,
    way: DisagreeingWay = DisagreeingWay.COMPLAINT,
    *,
    on: Moment = NOW,
    letter_day: date | None = None,
    words: str = WORDS,
    **wishes: Any,
) -> Disagreed:
    sent = Sent(way, "Mijn plan", words, "Vlinder", letter_day=letter_day)
    with her_own(subject, on) as acts:
        return disagreeing.send(sent=sent, wishes=Wishes(**wishes), **acts)


def viewer_of(account: Account | str, on: Moment = NOW) -> Viewer:
    found = account if isinstance(account, Account) else Account.objects.get(name=account)
    return viewer_for_account(found.pk, on=on)


def desk_of(viewer: Viewer, on: Moment = NOW) -> list[str]:
    """Give the numbers of what waits on the desk of who looks."""
    with guiding(viewer, on):
        return [one.reference for one in waiting_on_the_desk(viewer, on=on.day)]


class TestWhereItGoes:
    """To somebody with a name; a complaint never to whom it may be about."""

    def test_who_wants_to_talk_is_heard_by_her_regisseur(self, world: PlanWorld) -> None:
        found = send(world.subject, DisagreeingWay.TALK)
        assert (found.owner, found.not_to) == (world.regisseur.name, "")
        assert desk_of(viewer_of(world.regisseur)) == [found.reference]

    def test_a_complaint_goes_to_somebody_else_in_the_team(self, world: PlanWorld) -> None:
        found = send(world.subject)
        assert found.team.startswith("Team Noord")
        assert (found.owner, found.not_to) == ("", world.regisseur.name)
        assert desk_of(viewer_of("Bo")) == [found.reference]
        assert desk_of(viewer_of(world.regisseur)) == []

    def test_it_goes_to_her_regisseur_when_she_says_so(self, world: PlanWorld) -> None:
        found = send(world.subject, to_regisseur=True)
        assert found.owner == world.regisseur.name

    def test_she_may_talk_with_somebody_else(self, world: PlanWorld) -> None:
        found = send(world.subject, DisagreeingWay.TALK, to_regisseur=False)
        assert found.not_to == world.regisseur.name
        assert desk_of(viewer_of(world.regisseur)) == []

    def test_where_nobody_else_works_in_the_team_another_team_hears_it(self) -> None:
        world = make_plan_world(NOW)
        with her_own(world.subject) as acts:
            begin_plan(**acts)
        make_account(world.host, Role.PROVIDER_WORKER, "Lotte")
        found = send(world.subject)
        assert found.team.startswith("Buurthuis")
        assert desk_of(viewer_of("Lotte")) == [found.reference]

    def test_another_team_at_a_front_door_goes_before_one_of_an_organisation(self) -> None:
        world = make_plan_world(NOW)
        with her_own(world.subject) as acts:
            begin_plan(**acts)
        make_account(make_team("GM9901", "Aan Huis"), Role.PROVIDER_WORKER, "Lotte")
        make_account(make_team("GM9901", "Team Zuid"), Role.NEIGHBOURHOOD_WORKER, "Zus")
        assert send(world.subject).team.startswith("Team Zuid")

    def test_where_nobody_can_hear_it_nothing_is_kept_and_she_hears_what_to_do(self) -> None:
        alone = tell("GM9902", NOW)
        with pytest.raises(NobodyToSendTo, match="Bel ons"):
            send(alone)
        assert not Disagreement.objects.exists()


class TestWhoSeesIt:
    """The database shows it to who hears it, whatever else is open to them."""

    def test_whom_it_is_not_for_finds_neither_it_nor_its_past(self, world: PlanWorld) -> None:
        found = send(world.subject)
        with guiding(viewer_of("Bo")) as acts:
            operations.take_up(pk=found.pk, **acts)
        table = "plans_disagreement"
        with guiding(viewer_of(world.regisseur)):
            assert not Disagreement.objects.exists()
            assert not Revision.objects.filter(table=table).exists()
        with her_own(world.subject):
            assert Revision.objects.filter(table=table).exists()

    def test_a_team_that_may_read_her_plan_does_not_read_this_for_that(
        self, world: PlanWorld
    ) -> None:
        found = send(world.subject)
        Disagreement.objects.update(team=world.host)
        make_account(world.host, Role.PROVIDER_WORKER, "Lotte")
        assert desk_of(viewer_of("Bo")) == []
        assert desk_of(viewer_of("Lotte")) == [found.reference]

    @pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.TEAM_LEADER, Role.POLICY_ADVISER])
    def test_who_helps_nobody_with_a_plan_sees_nothing(self, world: PlanWorld, role: Role) -> None:
        send(world.subject)
        other = make_viewer(world.team, role, NOW, "Ander")
        with acting(other, purpose=Purpose.IMPROVING, on=NOW):
            assert not Disagreement.objects.exists()

    def test_in_another_municipality_nobody_sees_it(self, world: PlanWorld) -> None:
        send(world.subject)
        away = make_viewer(make_team("GM9902", "Elders"), Role.NEIGHBOURHOOD_WORKER, NOW, "Els")
        Membership.objects.filter(team=world.team).update(valid_to=date(2026, 1, 2))
        assert desk_of(away) == []

    def test_another_resident_sees_nothing(self, world: PlanWorld) -> None:
        send(world.subject)
        with her_own(tell("GM9901", NOW, name="Ander")):
            assert not Disagreement.objects.exists()

    def test_she_cannot_write_an_answer_herself(self, world: PlanWorld) -> None:
        found = send(world.subject)
        with her_own(world.subject), pytest.raises(DatabaseError), transaction.atomic():
            Disagreement.objects.filter(pk=found.pk).update(answer="Je hebt gelijk.")

    def test_a_list_is_one_line_a_day_in_her_log_and_each_reading_one_of_its_own(
        self, world: PlanWorld
    ) -> None:
        found = send(world.subject)
        bo = viewer_of("Bo")
        with guiding(bo) as acts:
            for _ in range(2):
                disagreeing.on_my_desk(purpose=Purpose.GUIDANCE, **acts)
                disagreeing.hear(found.pk, what="las waar je het niet mee eens bent", **acts)
        seen = ProcessingRecord.objects.filter(subject=world.subject, actor_account=bo.account_id)
        assert seen.count() == 3
        assert set(seen.values_list("municipality_code", flat=True)) == {"GM9901"}


class TestWhenPeopleLeave:
    """Nothing is left behind on a desk where nobody works any more."""

    def test_when_her_regisseur_leaves_it_lies_with_the_team(self, world: PlanWorld) -> None:
        found = send(world.subject, DisagreeingWay.TALK)
        Membership.objects.filter(account=world.regisseur).update(valid_to=NOW.day)
        on = later(1)
        assert desk_of(viewer_of("Bo", on), on) == [found.reference]
        with her_own(world.subject, on):
            [now] = disagreements_of(world.subject, on=on.day)
        assert (now.owner, now.taken_up) == ("", False)

    def test_when_all_leave_a_neighbourhood_worker_of_the_town_finds_it(
        self, world: PlanWorld
    ) -> None:
        found = send(world.subject)
        near = make_team("GM9901", "Team Zuid")
        make_account(near, Role.NEIGHBOURHOOD_WORKER, "Zus")
        make_account(near, Role.WMO_CONSULTANT, "Jet")
        assert desk_of(viewer_of("Zus")) == []
        Membership.objects.filter(team=world.team).update(valid_to=NOW.day)
        on = later(1)
        assert desk_of(viewer_of("Zus", on), on) == [found.reference]
        assert desk_of(viewer_of("Jet", on), on) == []

    def test_when_only_whom_it_is_not_for_stays_it_falls_to_the_town(
        self, world: PlanWorld
    ) -> None:
        found = send(world.subject)
        zus = make_account(make_team("GM9901", "Team Zuid"), Role.NEIGHBOURHOOD_WORKER, "Zus")
        Membership.objects.filter(account__name="Bo").update(valid_to=NOW.day)
        on = later(1)
        assert desk_of(viewer_of(zus, on), on) == [found.reference]
        assert desk_of(viewer_of(world.regisseur, on), on) == []

    def test_the_dear_question_is_asked_only_of_teams_where_somebody_may_be_missing(
        self, world: PlanWorld
    ) -> None:
        """A town with thousands that wait costs her page nothing."""
        send(world.subject)
        alone = make_team("GM9901", "Team Zuid")
        zus = make_viewer(alone, Role.NEIGHBOURHOOD_WORKER, NOW, "Zus")
        with guiding(zus) as acts, CaptureQueriesContext(connection) as asked:
            waiting_on_the_desk(zus, on=NOW.day)
            (rows,) = (one["sql"] for one in asked if "plans_disagreement" in one["sql"])
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {rows}")
                plan = " ".join(line for (line,) in cursor.fetchall())
        assert acts["by"] is zus
        assert str(alone.pk) in rows
        assert str(world.team.pk) not in re.findall(r"\d+", rows.partition("IN (")[2])
        assert plan.index("team_id") < plan.index("plans_hears_disagreement"), plan


class TestReceiptAndAnswer:
    """She gets a receipt at once, and the answer by the way she chose."""

    @pytest.mark.parametrize(
        ("way", "kind"),
        [
            (DisagreeingWay.TALK, MessageKind.ANSWER),
            (DisagreeingWay.COMPLAINT, MessageKind.RECEIPT),
            (DisagreeingWay.OBJECTION, MessageKind.RECEIPT),
        ],
    )
    def test_what_is_formal_gets_a_receipt_by_law_and_talking_a_word_on_her_page(
        self, world: PlanWorld, way: DisagreeingWay, kind: MessageKind
    ) -> None:
        found = send(world.subject, way)
        with her_own(world.subject):
            [told] = messages_for(subject=world.subject, on=NOW)
        assert told.kind is kind
        assert found.reference in " ".join(told.lines)
        assert f"“{WORDS}”" in " ".join(told.lines)
        assert told.way == f"/mijn-plan/niet-eens/{found.pk}/"

    def test_the_answer_is_told_also_by_who_may_not_see_her_plan(self, world: PlanWorld) -> None:
        found = send(world.subject)
        Disagreement.objects.update(team=world.host)
        lotte = make_viewer(world.host, Role.PROVIDER_WORKER, NOW, "Lotte")
        with guiding(lotte, later(3)) as acts:
            disagreeing.answer(pk=found.pk, words="Sorry. Vanaf nu bel ik je zelf.", **acts)
        with her_own(world.subject, later(3)):
            told = messages_for(subject=world.subject, on=later(3))[0]
            [now] = disagreements_of(world.subject, on=later(3).day)
        assert told.title == "Er is antwoord op je klacht"
        assert "Sorry. Vanaf nu bel ik je zelf." in told.lines
        assert now.answered_by == lotte.label
        assert now.ombudsman_until == date(2027, 11, 26)
        assert desk_of(lotte, later(3)) == []

    def test_another_answer_takes_its_place_and_the_first_day_counts(
        self, world: PlanWorld
    ) -> None:
        found = send(world.subject)
        for days, words in ((1, "Ik zoek het uit."), (9, "Je had gelijk.")):
            with guiding(viewer_of("Bo", later(days)), later(days)) as acts:
                disagreeing.answer(pk=found.pk, words=words, **acts)
        with her_own(world.subject, later(9)):
            [now] = disagreements_of(world.subject, on=later(9).day)
        assert now.answer == "Je had gelijk."
        assert now.answered_at == later(1).at
        assert Outgoing.objects.filter(occasion="plans.disagreement_answered").count() == 1

    def test_the_worker_learns_only_whether_it_is_still_so(self, world: PlanWorld) -> None:
        found = send(world.subject)
        message = Outgoing.objects.get()
        with worker():
            assert still_so(message, NOW)
        with her_own(world.subject) as acts:
            disagreeing.take_back(pk=found.pk, **acts)
        with worker():
            assert not still_so(message, NOW)

    def test_whom_it_is_not_for_cannot_print_her_receipt(self, world: PlanWorld) -> None:
        send(world.subject)
        with guiding(viewer_of(world.regisseur)):
            assert messages_for(subject=world.subject, on=NOW) == []

    def test_a_number_of_a_person_is_not_kept(self, world: PlanWorld) -> None:
        found = send(world.subject, words="Mijn nummer is 999990019, en niemand luistert.")
        assert "999990019" not in found.words


class TestTakingBack:
    """What she took back nobody else sees, and it may stand again."""

    def test_taken_back_it_lies_on_no_desk_and_put_back_it_does(self, world: PlanWorld) -> None:
        found = send(world.subject)
        with her_own(world.subject) as acts:
            disagreeing.take_back(pk=found.pk, **acts)
        assert desk_of(viewer_of("Bo")) == []
        with guiding(viewer_of("Bo")) as acts, pytest.raises(Disagreement.DoesNotExist):
            disagreeing.answer(pk=found.pk, words="Toch.", **acts)
        with her_own(world.subject) as acts:
            disagreeing.put_back(pk=found.pk, **acts)
        assert desk_of(viewer_of("Bo")) == [found.reference]

    def test_the_same_twice_on_a_day_is_once(self, world: PlanWorld) -> None:
        first = send(world.subject)
        assert send(world.subject, on=NOW + timedelta(minutes=1)).pk == first.pk
        assert send(world.subject, DisagreeingWay.TALK).pk != first.pk
        assert send(world.subject, on=later(1)).pk != first.pk

    def test_nobody_takes_back_what_another_sent(self, world: PlanWorld) -> None:
        found = send(world.subject)
        other = tell("GM9901", NOW, name="Ander")
        with her_own(other) as acts, pytest.raises(Disagreement.DoesNotExist):
            disagreeing.take_back(pk=found.pk, **acts)


class TestNoKnelpunt:
    """A complaint is no knelpunt, unless she wants it to be one."""

    def test_it_makes_no_press(self, world: PlanWorld) -> None:
        send(world.subject)
        assert not Ticket.objects.exists()

    def test_it_makes_one_press_without_her_words_when_she_says_so(self, world: PlanWorld) -> None:
        send(world.subject, hinders=PressedBeside(PressedAt.PAGE, "Mijn plan"))
        assert Ticket.objects.get().words == ""


def test_what_is_due_first_stands_on_top(world: PlanWorld) -> None:
    complaint = send(world.subject)
    talk = send(world.subject, DisagreeingWay.TALK, to_regisseur=False, on=later(1))
    assert desk_of(viewer_of("Bo", later(1)), later(1)) == [talk.reference, complaint.reference]

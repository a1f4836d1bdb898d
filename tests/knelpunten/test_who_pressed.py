# SPDX-License-Identifier: EUPL-1.2
"""Who pressed: nobody at work can come from a number in the register to a person, or back."""

import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from meedoen.accounts.models import Membership, Team
from meedoen.accounts.roles import Role
from meedoen.history.models import Revision
from meedoen.journeys import hindering
from meedoen.journeys.hindering import PressedBeside
from meedoen.knelpunten.kinds import PressedAt
from meedoen.knelpunten.models import Knelpunt, Ticket
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.register.operations import place
from meedoen.knelpunten.register.queries import owners_of, points
from meedoen.knelpunten.states import RegisterState, Solved
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.tickets.queries import became_of, presses_waiting, to_see_to, to_tell
from meedoen.notifications.models import Outgoing
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import ProcessingRecord
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents.models import Hindrance
from tests.knelpunten.worlds import (
    LINDEWAARD,
    MACHINE,
    NO,
    NOW,
    YES,
    Desks,
    another,
    desks,
    entered,
    improving,
    later,
    worker,
)
from tests.plans.worlds import known
from tests.privacy.worlds import make_viewer, tell

pytestmark = pytest.mark.django_db
TELL = (
    "SELECT residents_tell_of_ticket(%s, gen_random_uuid(), 'knelpunten.answered', 'x', 'answer', "
    "'Meedoen', now())"
)
AT_HER_PLAN = PressedBeside(PressedAt.PLAN, "Mijn plan")


@dataclass(frozen=True)
class Pressed:
    """Who pressed, her number in the register, and who works there."""

    subject: UUID
    ticket: UUID
    desk: Desks


@pytest.fixture
def pressed() -> Pressed:
    desk, subject = desks(), tell(LINDEWAARD, NOW)
    her = resident_viewer(subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=NOW):
        hindering.press(known=known(subject), beside=AT_HER_PLAN, by=her, on=NOW)
    return Pressed(subject, Hindrance.objects.get().ticket, desk)


def everybody_at_work(desk: Desks) -> list[Viewer]:
    return [desk.team, desk.house, desk.policy, desk.volunteer]


def refused(statement: str, *values: object) -> bool:
    """Tell whether the database refuses a statement as it is."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError:
        return True
    return False


@pytest.mark.proves("S0-13", "from the register nobody comes to who pressed")
def test_who_works_on_the_register_sees_the_press_and_cannot_ask_whose_it_is(
    pressed: Pressed,
) -> None:
    for viewer in everybody_at_work(pressed.desk):
        with improving(viewer):
            assert [one.pk for one in presses_waiting(LINDEWAARD)] == [pressed.ticket]
            assert not Hindrance.objects.exists()
            assert refused(TELL, pressed.ticket)


@pytest.mark.parametrize("purpose", [Purpose.INTAKE, Purpose.GUIDANCE, Purpose.PLACEMENT])
def test_a_team_with_which_she_shared_nothing_finds_neither_her_nor_the_number(
    pressed: Pressed, purpose: Purpose
) -> None:
    with acting(pressed.desk.team, purpose=purpose, on=NOW):
        assert not Hindrance.objects.exists()
        assert not Ticket.objects.exists()
        assert refused(TELL, pressed.ticket)


def test_another_resident_and_who_has_no_dossier_find_nothing(pressed: Pressed) -> None:
    other = tell(LINDEWAARD, NOW, name="Roos")
    for viewer in (resident_viewer(other), resident_viewer(None)):
        with acting(viewer, purpose=Purpose.TAKING_PART, on=NOW):
            assert not Hindrance.objects.exists()
            assert became_of([pressed.ticket]) == {}
            assert refused(TELL, pressed.ticket)


def test_the_worker_alone_can_let_her_be_told_and_does_not_see_whose_it_is(
    pressed: Pressed,
) -> None:
    with worker():
        assert refused("SELECT ticket FROM residents_hindrance")
        assert not refused(TELL, pressed.ticket)
    assert Outgoing.objects.get().subject == pressed.subject


def test_what_she_took_back_is_told_to_nobody(pressed: Pressed) -> None:
    Hindrance.objects.update(removed_at=NOW.at)
    with worker():
        assert not refused(TELL, pressed.ticket)
    assert not Outgoing.objects.exists()


def test_no_log_and_no_past_of_rows_holds_the_number_outside_her_dossier(pressed: Pressed) -> None:
    said = list(Revision.objects.filter(table="knelpunten_ticket"))
    assert said == []
    kept = Revision.objects.exclude(table="residents_hindrance")
    assert not any(str(pressed.ticket) in str(vars(one)) for one in kept)
    records = [str(vars(one)) for one in ProcessingRecord.objects.all()]
    assert not any(str(pressed.ticket) in one for one in records)


def test_a_ticket_knows_the_day_and_no_moment(pressed: Pressed) -> None:
    kinds = {field.get_internal_type() for field in Ticket._meta.local_fields}
    assert "DateField" in kinds
    assert "DateTimeField" not in kinds


@pytest.mark.parametrize(
    "changed", [{"words": "Vlinder"}, {"answer": "Ja.", "answered_on": NOW.day}, {"solved": "yes"}]
)
def test_nobody_gives_a_press_that_says_already_what_only_comes_later(
    pressed: Pressed, changed: dict[str, Any]
) -> None:
    her = resident_viewer(pressed.subject)
    row = {
        "id": UUID(int=7), "municipality_id": LINDEWAARD, "team_id": pressed.desk.team.team_id,
        "pressed_at": "plan", "given_on": NOW.day,
        "solved_on": NOW.day if "solved" in changed else None,
    }  # fmt: skip
    acts = acting(her, purpose=Purpose.TAKING_PART, on=NOW)
    with acts, pytest.raises(DatabaseError), transaction.atomic():
        Ticket.objects.bulk_create([Ticket(**{**row, **changed})])


def test_nobody_presses_at_what_is_not_public_or_in_another_municipality(pressed: Pressed) -> None:
    number = entered(pressed.desk.team)
    for town in (LINDEWAARD, "GM9902"):
        acts = acting(resident_viewer(None), purpose=Purpose.TAKING_PART, on=NOW)
        with acts, pytest.raises(DatabaseError), transaction.atomic():
            tickets.give(
                ticket=UUID(int=9), municipality=town, knelpunt_id=number,
                team_id=pressed.desk.team.team_id or 0, pressed_at=PressedAt.PAGE, on=NOW,
            )  # fmt: skip


class FiveYears:
    """A thousand presses over five years: laid, answered, decided on, opened again, and told."""

    def __init__(self, seed: int) -> None:
        """Enter ten knelpunten, and spread the presses over the days."""
        self.chance, self.desk = random.Random(seed), desks()
        self.numbers = [
            entered(self.desk.team, told=another(f"Dit hindert {n}")) for n in range(10)
        ]
        self.told: set[UUID] = set()
        self.tickets = [UUID(int=self.chance.getrandbits(128)) for _ in range(1000)]
        on_day = sorted(self.chance.randrange(5 * 365) for _ in self.tickets)
        self.coming = list(zip(on_day, self.tickets, strict=True))

    def fortnight(self, day: int) -> None:
        """Let two weeks go by: presses come in, and somebody does something with some of them."""
        self._come_in(day)
        on, by = later(day), self.desk.policy
        with improving(by, on):
            waiting = [one.pk for one in presses_waiting(LINDEWAARD, most=24)]
            number = self.chance.choice(self.numbers)
            if waiting and self.chance.random() < 0.3:
                tickets.answer(ticket=waiting[0], words="De bus rijdt weer.", by=by, on=on)
            elif waiting:
                tickets.lay_with(ticket=waiting[0], knelpunt_id=number, by=by, on=on)
            # Of the others some go along, and some go on waiting.
            along = self.chance.sample(waiting[1:], len(waiting[1:]) * 2 // 3)
            place(along, Knelpunt.objects.get(pk=number))
        self._decide_or_hear(day)
        self._work(day)

    def _come_in(self, day: int) -> None:
        here = [ticket for on, ticket in self.coming if on < day]
        self.coming = [one for one in self.coming if one[0] >= day]
        team = self.desk.team.team_id
        Ticket.objects.bulk_create(
            Ticket(
                id=ticket, municipality_id=LINDEWAARD, team_id=team, pressed_at="step",
                wants_answer=self.chance.random() < 0.7, given_on=later(day).day,
                seen_to_on=later(day).day,
            )
            for ticket in here
        )  # fmt: skip

    def _decide_or_hear(self, day: int) -> None:
        number = self.chance.choice(self.numbers)
        if Knelpunt.objects.get(pk=number).state == RegisterState.WAITING:
            self._decide(number, day)
            return
        there = list(Ticket.objects.filter(knelpunt=number).order_by("pk")[:50])
        if there:
            heard = self.chance.choice(list(Solved))
            tickets.say_solved(ticket=self.chance.choice(there).pk, heard=heard, on=later(day))

    def _decide(self, number: int, day: int) -> None:
        by, on = self.desk.policy, later(day)
        told: dict[str, Any] = {"by": by, "on": on}
        with improving(by, on):
            made = recommending.propose(knelpunt_id=number, words="Probeer het anders.", **told)
            recommending.schedule(recommendation_id=made, meeting="Netwerk", **told)
            recommending.discuss(recommendation_id=made, words="Allebei klopt.", **told)
            chosen = self.chance.choice([YES, YES, NO])
            recommending.decide(recommendation_id=made, decision=chosen, **told)

    def _work(self, day: int) -> None:
        with worker():
            for ticket in to_see_to(most=500):
                tickets.see_to(ticket=ticket, by=MACHINE, on=later(day))
            for ticket in to_tell(most=self.chance.randrange(60)):
                tickets.note_told(ticket=ticket, by=MACHINE, on=later(day))
                self.told.add(ticket)

    def holds(self, day: int) -> None:
        """See that each wanted answer was told, is about to be, or waits with somebody."""
        with worker():
            to_be_told = set(to_tell(most=2000))
        with improving(self.desk.policy, later(day)):
            found = points(LINDEWAARD, most=50)
            owners = owners_of(found, on=later(day).day)
        assert all(owners[one.pk] is not None for one in found)
        waiting = {one.pk for one in found if one.state is RegisterState.WAITING}
        for row in Ticket.objects.filter(wants_answer=True):
            on_a_desk = row.knelpunt_id is None and row.answered_on is None
            waits = on_a_desk or row.knelpunt_id in waiting
            assert waits or row.pk in to_be_told or row.told_on is not None


@pytest.mark.proves("S0-20", "each wanted answer is told, or waits with somebody")
def test_in_five_years_each_wanted_answer_is_told_or_waits_with_somebody() -> None:
    life = FiveYears(seed=1)
    for week in range(2, 5 * 52 + 4, 2):
        life.fortnight(week * 7)
        if week == 100:
            # The team on whose desk it all lies goes home for good; somebody else has it then.
            Membership.objects.filter(team=life.desk.team.team_id).update(valid_to=later(700).day)
        if week % 16 == 0:
            life.holds(week * 7)
    assert Ticket.objects.count() == 1000
    wanted = set(Ticket.objects.filter(wants_answer=True).values_list("pk", flat=True))
    assert life.told <= wanted
    assert len(life.told) > 500


def test_who_was_told_is_somebody_who_wanted_it(pressed: Pressed) -> None:
    with improving(pressed.desk.team):
        tickets.answer(
            ticket=pressed.ticket, words="Het is nu anders.", by=pressed.desk.team, on=NOW
        )
    with worker():
        assert to_tell(most=5) == []


def test_who_answers_for_privacy_reads_no_press(pressed: Pressed) -> None:
    officer = make_viewer(_team_of(pressed), Role.PRIVACY_OFFICER, NOW, "Pim")
    with acting(officer, purpose=Purpose.OVERSIGHT, on=NOW):
        assert not Ticket.objects.exists()
        assert not Hindrance.objects.exists()


def _team_of(pressed: Pressed) -> Any:
    return Team.objects.get(pk=pressed.desk.policy.team_id)

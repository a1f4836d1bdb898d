# SPDX-License-Identifier: EUPL-1.2
"""One plan with one regisseur, small steps that are never late, and answers all equally good."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from meedoen.accounts.roles import Role
from meedoen.bookings.operations import give_place_back, keep_place
from meedoen.history.operations import sign
from meedoen.plans import operations as plans
from meedoen.plans.answers import CheckInAnswer, OptionAnswer
from meedoen.plans.models import CheckIn, Choice, Plan, Step
from meedoen.plans.queries import (
    PlanView,
    choices_of,
    plans_directed_by,
    running_plan,
    running_plans_of,
)
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.bsn import HIDDEN
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.plans.worlds import PlanWorld, make_plan_world
from tests.privacy.worlds import make_team, make_viewer, tell

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def world(now: Moment) -> Iterator[PlanWorld]:
    """The resident acts, and has a plan."""
    made = make_plan_world(now)
    with acting(resident_viewer(made.subject), purpose=Purpose.TAKING_PART, on=now):
        open_plan(made, made.subject, now)
        yield made


def open_plan(world: PlanWorld, subject: UUID, on: Moment) -> int:
    return plans.open_plan(
        subject=subject, regisseur_id=world.regisseur.pk, team_id=world.team.pk,
        by=resident_viewer(subject), on=on,
    )  # fmt: skip


def add_step(subject: UUID, words: str, on: Moment, day: date | None = None) -> int:
    by = resident_viewer(subject)
    return plans.add_step(subject=subject, words=words, by=by, on=on, wished_day=day)


def say(subject: UUID, answer: CheckInAnswer, on: Moment, until: date | None = None) -> None:
    plans.record_check_in(
        subject=subject, answer=answer, words="", quiet_until=until,
        by=resident_viewer(subject), on=on,
    )  # fmt: skip


def plan_of(subject: UUID) -> PlanView:
    found = running_plan(subject)
    assert found is not None
    return found


def test_opening_a_plan_that_runs_gives_the_one_that_runs(world: PlanWorld, now: Moment) -> None:
    assert open_plan(world, world.subject, now) == plan_of(world.subject).pk
    assert Plan.objects.count() == 1


@pytest.mark.proves("S2-18")
def test_the_database_refuses_a_second_running_plan(world: PlanWorld, now: Moment) -> None:
    """Whoever writes it, from whichever desk."""
    running = Plan.objects.get()
    with pytest.raises(IntegrityError, match="one_running_plan"), transaction.atomic():
        Plan.objects.create(
            resident_id=world.subject, compartment_id=running.compartment_id,
            regisseur=world.regisseur, team=world.team, opened_at=now.at,
        )  # fmt: skip


@pytest.mark.proves("I7", "never without one when it is opened")
@pytest.mark.proves("S4-15", "never without one when it is opened")
def test_a_plan_without_a_regisseur_cannot_be(world: PlanWorld, now: Moment) -> None:
    Plan.objects.update(ended_at=now.at)
    with pytest.raises(IntegrityError, match="regisseur_id"), transaction.atomic():
        plans.open_plan(
            subject=world.subject, regisseur_id=None, team_id=world.team.pk,  # type: ignore[arg-type]
            by=resident_viewer(world.subject), on=now,
        )  # fmt: skip


def test_after_a_plan_has_ended_another_can_begin(world: PlanWorld, now: Moment) -> None:
    Plan.objects.update(ended_at=now.at)
    assert running_plan(world.subject) is None
    open_plan(world, world.subject, now)
    assert Plan.objects.count() == 2


def test_without_a_plan_a_step_says_what_to_do_first(world: PlanWorld, now: Moment) -> None:
    Plan.objects.update(ended_at=now.at)
    with pytest.raises(plans.NoRunningPlan, match="Kies eerst"):
        add_step(world.subject, "Bellen", now)


@pytest.mark.proves("S1-27", "one step is now, the others wait")
@pytest.mark.proves("S4-09")
def test_one_step_is_now_and_the_others_wait_until_she_is_ready(
    world: PlanWorld, now: Moment
) -> None:
    first = add_step(world.subject, "Gaan kijken", now)
    add_step(world.subject, "Koffie drinken", now)
    assert [step.state for step in plan_of(world.subject).steps] == ["now", "ahead"]
    by = resident_viewer(world.subject)
    plans.mark_step(subject=world.subject, step_id=first, done=True, by=by, on=now)
    assert [step.state for step in plan_of(world.subject).steps] == ["done", "now"]
    plans.mark_step(subject=world.subject, step_id=first, done=False, by=by, on=now)
    assert [step.state for step in plan_of(world.subject).steps] == ["now", "ahead"]


@pytest.mark.proves("I6")
@pytest.mark.proves("S0-15", "no step is late")
def test_a_step_is_never_late(world: PlanWorld, now: Moment) -> None:
    """A wished day long gone changes nothing; there is not even a word for it."""
    add_step(world.subject, "Met een dag", now, TODAY - timedelta(days=400))
    add_step(world.subject, "Zonder dag", now)
    steps = plan_of(world.subject).steps
    assert [step.state for step in steps] == ["now", "ahead"]
    assert {step.wished_day for step in steps} == {TODAY - timedelta(days=400), None}


def test_an_empty_step_asks_for_a_few_words(world: PlanWorld, now: Moment) -> None:
    with pytest.raises(ValueError, match="paar woorden"):
        add_step(world.subject, "  ", now)


def test_a_step_holds_no_bsn_and_no_more_than_fits(world: PlanWorld, now: Moment) -> None:
    add_step(world.subject, "Bel over 999990019", now)
    add_step(world.subject, "a" * 300, now)
    words = [step.words for step in plan_of(world.subject).steps]
    assert words == [f"Bel over {HIDDEN}", "a" * 200]


def test_a_removed_step_is_gone_and_comes_back_in_its_place(world: PlanWorld, now: Moment) -> None:
    by = resident_viewer(world.subject)
    first = add_step(world.subject, "Eerst", now)
    add_step(world.subject, "Dan", now + timedelta(minutes=1))
    plans.remove_step(subject=world.subject, step_id=first, by=by, on=now)
    assert [step.words for step in plan_of(world.subject).steps] == ["Dan"]
    plans.remove_step(subject=world.subject, step_id=first, by=by, on=now + timedelta(hours=1))
    assert Step.objects.get(pk=first).removed_at == now.at
    for _ in range(2):
        plans.put_step_back(subject=world.subject, step_id=first, by=by, on=now)
        assert [step.words for step in plan_of(world.subject).steps] == ["Eerst", "Dan"]


def test_the_step_of_another_resident_does_not_exist_for_her(world: PlanWorld, now: Moment) -> None:
    """Not even without row-level security: the subject is part of the question."""
    step = add_step(world.subject, "Van Vlinder", now)
    other = tell("GM9901", now, name="Kaars")
    asked = {"subject": other, "step_id": step, "by": resident_viewer(other), "on": now}
    with pytest.raises(Step.DoesNotExist):
        plans.mark_step(done=True, **asked)
    with pytest.raises(Step.DoesNotExist):
        plans.remove_step(**asked)
    hers = {**asked, "subject": world.subject, "by": resident_viewer(world.subject)}
    plans.remove_step(**hers)
    with pytest.raises(Step.DoesNotExist):
        plans.put_step_back(**asked)
    plans.put_step_back(**hers)


def test_a_step_that_was_never_taken_out_stays_where_it_is(world: PlanWorld, now: Moment) -> None:
    step = add_step(world.subject, "Bellen", now)
    by = resident_viewer(world.subject)
    plans.put_step_back(subject=world.subject, step_id=step, by=by, on=now)
    assert [one.words for one in plan_of(world.subject).steps] == ["Bellen"]


def test_a_step_that_is_still_to_be_taken_stands_once_and_a_new_one_after_it_was_taken(
    world: PlanWorld, now: Moment
) -> None:
    step = add_step(world.subject, "Bellen", now)
    assert add_step(world.subject, " Bellen ", now + timedelta(hours=1)) == step
    by = resident_viewer(world.subject)
    plans.mark_step(subject=world.subject, step_id=step, done=True, by=by, on=now)
    again = add_step(world.subject, "Bellen", now)
    assert again != step
    plans.remove_step(subject=world.subject, step_id=again, by=by, on=now)
    assert add_step(world.subject, "Bellen", now) not in {step, again}


@pytest.mark.parametrize("answer", [OptionAnswer.NO, OptionAnswer.LATER])
def test_no_and_later_are_refused_in_words_where_a_place_is_kept(
    world: PlanWorld, now: Moment, answer: OptionAnswer
) -> None:
    by, where = resident_viewer(world.subject), {"offer_id": world.limited.pk}
    asked = {"subject": world.subject, "by": by, "on": now, **where}
    kept = keep_place(**asked)
    plans.say_to_option(answer=OptionAnswer.YES, **asked)
    with pytest.raises(plans.PlaceIsKept, match="Geef die eerst terug"):
        plans.say_to_option(answer=answer, **asked)
    give_place_back(subject=world.subject, placement_id=kept, by=by, on=now)
    for _ in range(2):
        plans.say_to_option(answer=answer, **asked)
    assert [choice.answer for choice in Choice.objects.order_by("pk")] == ["yes", answer]


def test_how_it_goes_is_said_once_a_day_unless_it_is_something_else(
    world: PlanWorld, now: Moment
) -> None:
    open_plan(world, world.subject, now)
    stays = {
        "subject": world.subject, "answer": CheckInAnswer.STAY, "words": "Gaat goed",
        "quiet_until": None, "by": resident_viewer(world.subject),
    }  # fmt: skip
    hours = [timedelta(), timedelta(hours=1), timedelta(days=1)]
    for later in hours:
        plans.record_check_in(**stays, on=now + later)
    assert CheckIn.objects.count() == 2
    plans.record_check_in(**{**stays, "words": "Toch niet"}, on=now + hours[-1])
    plans.record_check_in(**stays, on=now + hours[-1])
    assert CheckIn.objects.count() == 4


def test_a_step_that_is_done_keeps_its_day_and_can_be_open_again(
    world: PlanWorld, now: Moment
) -> None:
    step = add_step(world.subject, "Bellen", now)
    asked = {"subject": world.subject, "step_id": step, "by": resident_viewer(world.subject)}
    for hours in (1, 2):
        plans.mark_step(done=True, on=now + timedelta(hours=hours), **asked)
    assert plan_of(world.subject).steps[0].done_at == (now + timedelta(hours=1)).at
    plans.mark_step(done=False, on=now, **asked)
    assert plan_of(world.subject).steps[0].done_at is None
    plans.remove_step(on=now, **asked)
    with pytest.raises(Step.DoesNotExist):
        plans.mark_step(done=True, on=now, **asked)


def test_a_plan_a_step_and_an_answer_say_who_heard_it_and_when(
    world: PlanWorld, now: Moment
) -> None:
    by = resident_viewer(world.subject)
    step = Step.objects.get(pk=add_step(world.subject, "Bellen", now))
    plans.record_check_in(
        subject=world.subject, answer=CheckInAnswer.STAY, words="Bel over 999990019",
        quiet_until=None, by=by, on=now,
    )  # fmt: skip
    plans.say_to_option(
        subject=world.subject, offer_id=world.limited.pk, answer=OptionAnswer.NO, by=by, on=now
    )
    plan, said, choice = Plan.objects.get(), CheckIn.objects.get(), Choice.objects.get()
    assert (plan.opened_at, plan.team, plan.regisseur) == (now.at, world.team, world.regisseur)
    assert (step.added_at, step.added_by) == (now.at, by.label)
    assert (said.at, said.heard_by, said.words) == (now.at, by.label, f"Bel over {HIDDEN}")
    assert (choice.said_at, choice.heard_by) == (now.at, by.label)
    assert {one.compartment.domain for one in (plan, step, said)} == {Domain.PLAN}
    assert choice.compartment.domain == Domain.WISHES


def test_rest_is_kept_with_the_answer_that_asked_for_it(world: PlanWorld, now: Moment) -> None:
    day = TODAY + timedelta(days=30)
    say(world.subject, CheckInAnswer.NOT_NOW, now, day)
    say(world.subject, CheckInAnswer.STAY, now + timedelta(days=1), day)
    kept = [(one.answer, one.quiet_until) for one in plan_of(world.subject).check_ins]
    assert kept == [(CheckInAnswer.STAY, None), (CheckInAnswer.NOT_NOW, day)]


def test_after_a_plan_has_ended_another_can_be_opened(world: PlanWorld, now: Moment) -> None:
    first = plan_of(world.subject).pk
    sign(by=resident_viewer(world.subject), on=now)
    Plan.objects.update(ended_at=now.at)
    for ask in (
        lambda: add_step(world.subject, "Bellen", now),
        lambda: say(world.subject, CheckInAnswer.STAY, now),
    ):
        with pytest.raises(plans.NoRunningPlan, match="nog geen plan"):
            ask()
    assert open_plan(world, world.subject, now) != first


def test_the_latest_answer_to_an_option_counts_and_the_earlier_stay(
    world: PlanWorld, now: Moment
) -> None:
    by = resident_viewer(world.subject)
    for minute, answer in enumerate((OptionAnswer.NO, OptionAnswer.LATER, OptionAnswer.YES)):
        plans.say_to_option(
            subject=world.subject, offer_id=world.limited.pk, answer=answer,
            by=by, on=now + timedelta(minutes=minute),
        )  # fmt: skip
    assert choices_of(world.subject) == {world.limited.pk: OptionAnswer.YES}
    assert Choice.objects.count() == 3


@pytest.mark.proves("S0-23", "it is quiet until the day she chose")
@pytest.mark.proves("I5", "the plan knows the day")
def test_not_now_with_a_day_is_quiet_until_that_day(world: PlanWorld, now: Moment) -> None:
    day = TODAY + timedelta(days=30)
    say(world.subject, CheckInAnswer.NOT_NOW, now, day)
    plan = plan_of(world.subject)
    assert plan.is_quiet(day - timedelta(days=1))
    assert not plan.is_quiet(day)
    line = running_plans_of([world.subject])[world.subject]
    assert line.is_quiet(day - timedelta(days=1))
    assert not line.is_quiet(day)


def test_not_now_without_a_day_is_quiet_until_she_says_otherwise(
    world: PlanWorld, now: Moment
) -> None:
    say(world.subject, CheckInAnswer.NOT_NOW, now)
    assert plan_of(world.subject).is_quiet(TODAY + timedelta(days=3650))
    assert running_plans_of([world.subject])[world.subject].is_quiet(TODAY + timedelta(days=3650))


def test_how_it_goes_is_asked_until_it_is_answered_and_again_the_next_day(
    world: PlanWorld, now: Moment
) -> None:
    assert plan_of(world.subject).asks_how_it_goes(TODAY)
    say(world.subject, CheckInAnswer.STAY, now)
    plan = plan_of(world.subject)
    assert not plan.asks_how_it_goes(TODAY)
    assert plan.asks_how_it_goes(TODAY + timedelta(days=1))


def test_how_it_goes_is_not_asked_while_she_rests(world: PlanWorld, now: Moment) -> None:
    day = TODAY + timedelta(days=30)
    say(world.subject, CheckInAnswer.NOT_NOW, now, day)
    plan = plan_of(world.subject)
    assert not plan.asks_how_it_goes(day - timedelta(days=1))
    assert plan.asks_how_it_goes(day)


@pytest.mark.parametrize("answer", [a for a in CheckInAnswer if a is not CheckInAnswer.NOT_NOW])
def test_any_other_answer_ends_the_silence_and_its_day_is_no_rest(
    answer: CheckInAnswer, world: PlanWorld, now: Moment
) -> None:
    say(world.subject, CheckInAnswer.NOT_NOW, now)
    say(world.subject, answer, now + timedelta(days=1), TODAY + timedelta(days=9))
    plan = plan_of(world.subject)
    assert not plan.is_quiet(TODAY)
    assert plan.quiet_until is None
    assert [c.answer for c in plan.check_ins] == [answer, CheckInAnswer.NOT_NOW]


def test_a_list_shows_the_last_answer_of_each_plan(world: PlanWorld, now: Moment) -> None:
    assert running_plans_of([world.subject])[world.subject].last_answer == ""
    say(world.subject, CheckInAnswer.STAY, now)
    say(world.subject, CheckInAnswer.FORWARD, now + timedelta(days=1))
    line = running_plans_of([world.subject])[world.subject]
    assert (line.last_answer, line.last_answered_at) == ("Vooruit", now.at + timedelta(days=1))


def test_how_many_plans_somebody_directs_is_counted_where_a_plan_begins(
    world: PlanWorld, now: Moment
) -> None:
    """Else each resident, who sees no plan but her own, would get the same regisseur."""
    other = tell("GM9901", now, name="Kaars")
    with acting(resident_viewer(other), purpose=Purpose.TAKING_PART, on=now):
        assert not Plan.objects.exists()
        assert plans_directed_by([world.regisseur.pk]) == {world.regisseur.pk: 1}
        open_plan(world, other, now)
        assert plans_directed_by([world.regisseur.pk, 0]) == {world.regisseur.pk: 2}
    sign(by=resident_viewer(world.subject), on=now)
    Plan.objects.update(ended_at=now.at)  # her own: the other's plan is not hers to end
    assert plans_directed_by([world.regisseur.pk]) == {world.regisseur.pk: 1}


def test_the_count_is_told_where_the_regisseur_works_and_for_beginning_a_plan_only(
    now: Moment,
) -> None:
    world = make_plan_world(now)
    with acting(resident_viewer(world.subject), purpose=Purpose.TAKING_PART, on=now):
        open_plan(world, world.subject, now)
    here = make_viewer(world.team, Role.WMO_CONSULTANT, now)
    adviser = make_viewer(world.team, Role.POLICY_ADVISER, now)
    host = make_viewer(world.host, Role.VOLUNTEER, now)
    elsewhere = make_viewer(make_team("GM9902", "Team Dorp"), Role.WMO_CONSULTANT, now)
    told = {
        (here, Purpose.INTAKE): True,
        (here, Purpose.GUIDANCE): True,
        (elsewhere, Purpose.INTAKE): False,
        (adviser, Purpose.POLICY): False,
        (host, Purpose.PLACEMENT): False,
        (resident_viewer(tell("GM9902", now)), Purpose.TAKING_PART): False,
        (resident_viewer(None), Purpose.TAKING_PART): False,
    }
    for (viewer, purpose), counted in told.items():
        with acting(viewer, purpose=purpose, on=now):
            assert bool(plans_directed_by([world.regisseur.pk])) is counted, (viewer, purpose)


def test_without_a_context_even_the_count_is_closed(now: Moment) -> None:
    made = make_plan_world(now)
    with acting(resident_viewer(made.subject), purpose=Purpose.TAKING_PART, on=now):
        open_plan(made, made.subject, now)
    assert plans_directed_by([made.regisseur.pk]) == {}

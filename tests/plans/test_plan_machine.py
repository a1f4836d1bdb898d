# SPDX-License-Identifier: EUPL-1.2
"""Whatever somebody does in whatever order, these things stay true."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from meedoen.accounts.models import Team
from meedoen.accounts.roles import Role
from meedoen.bookings.models import Placement
from meedoen.bookings.operations import NoPlaceLeft
from meedoen.bookings.queries import free_places, has_place, has_place_with
from meedoen.catalogue.models import Offer
from meedoen.journeys import participation
from meedoen.plans import operations as plans
from meedoen.plans.answers import CheckInAnswer
from meedoen.plans.models import Plan
from meedoen.plans.queries import PlanView, running_plan
from meedoen.privacy.context import acting
from meedoen.privacy.models import Grant
from meedoen.privacy.operations import stop_sharing
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.moment import Moment
from tests.catalogue.examples import offer
from tests.plans.worlds import known
from tests.privacy.worlds import make_account, make_team, tell

NOW = Moment(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
A_DAY = date(2026, 12, 24)


class TwoResidents(RuleBasedStateMachine):
    """Two residents, two hosts, three places of which two are limited; rolled back afterwards."""

    def __init__(self) -> None:
        """Begin a transaction of its own."""
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()

    def teardown(self) -> None:
        """Leave nothing behind."""
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.on = NOW
        team = make_team("GM9901", "Team Noord")
        for name in ("Noor", "Kees"):
            make_account(team, Role.NEIGHBOURHOOD_WORKER, name)
        hosts = [make_team("GM9901", "Buurthuis"), make_team("GM9901", "Moestuin")]
        self.hosts: list[Team] = hosts
        self.offers: list[Offer] = [
            offer("Een plek", places=1, organisation=hosts[0].organisation),
            offer("Twee plekken", places=2, organisation=hosts[0].organisation),
            offer("Open tuin", organisation=hosts[1].organisation),
        ]
        self.residents = [tell("GM9901", NOW, name=name) for name in ("Vlinder", "Kaars")]
        self.quiet: dict[int, bool] = {}
        self.stopped: set[tuple[int, int]] = set()

    def as_resident(self, who: int) -> Any:
        self.on += timedelta(minutes=1)
        by = resident_viewer(self.residents[who])
        return acting(by, purpose=Purpose.TAKING_PART, on=self.on)

    def asked(self, who: int) -> dict[str, Any]:
        subject = self.residents[who]
        return {"subject": subject, "by": resident_viewer(subject), "on": self.on}

    def plan(self, who: int) -> PlanView | None:
        with self.as_resident(who):
            return running_plan(self.residents[who])

    def has_plan(self) -> bool:
        return Plan.objects.exists()

    @rule(who=st.integers(0, 1), which=st.integers(0, 2))
    def choose_a_place(self, who: int, which: int) -> None:
        asked = self.asked(who)
        subject, chosen = asked.pop("subject"), self.offers[which]
        with self.as_resident(who):
            new = not has_place(subject=subject, offer_id=chosen.pk)
        try:
            with self.as_resident(who):
                participation.choose_place(known=known(subject), offer_id=chosen.pk, **asked)
        except NoPlaceLeft:
            assert free_places(chosen) == 0, "it said no while there was a place"
            return
        if new:
            host = self.hosts.index(Team.objects.get(organisation=chosen.organisation_id))
            self.stopped.discard((who, host))

    @precondition(has_plan)
    @rule(who=st.integers(0, 1), nth=st.integers(0, 2))
    def give_a_place_back(self, who: int, nth: int) -> None:
        plan = self.plan(who)
        if plan and plan.places:
            kept = plan.places[nth % len(plan.places)]
            with self.as_resident(who):
                participation.give_place_back(placement_id=kept.pk, **self.asked(who))

    @precondition(has_plan)
    @rule(who=st.integers(0, 1), words=st.sampled_from(["Bellen", "Gaan kijken"]))
    def add_a_step(self, who: int, words: str) -> None:
        if self.plan(who):
            with self.as_resident(who):
                plans.add_step(words=words, wished_day=date(2020, 1, 1), **self.asked(who))

    @precondition(has_plan)
    @rule(who=st.integers(0, 1), nth=st.integers(0, 5), done=st.booleans())
    def mark_a_step(self, who: int, nth: int, done: bool) -> None:
        plan = self.plan(who)
        if plan and plan.steps:
            step = plan.steps[nth % len(plan.steps)]
            with self.as_resident(who):
                plans.mark_step(step_id=step.pk, done=done, **self.asked(who))

    @precondition(has_plan)
    @rule(
        who=st.integers(0, 1),
        answer=st.sampled_from(list(CheckInAnswer)),
        until=st.sampled_from([None, A_DAY]),
    )
    def say_how_it_goes(self, who: int, answer: CheckInAnswer, until: date | None) -> None:
        if self.plan(who):
            with self.as_resident(who):
                plans.record_check_in(answer=answer, words="", quiet_until=until, **self.asked(who))
            self.quiet[who] = answer is CheckInAnswer.NOT_NOW

    @rule(who=st.integers(0, 1), host=st.integers(0, 1))
    def stop_sharing_with_a_host(self, who: int, host: int) -> None:
        with self.as_resident(who):
            stop_sharing(team_id=self.hosts[host].pk, **self.asked(who))
        self.stopped.add((who, host))

    @invariant()
    def each_resident_has_at_most_one_running_plan_with_one_regisseur(self) -> None:
        for subject in self.residents:
            running = Plan.objects.filter(resident_id=subject, ended_at__isnull=True)
            assert running.count() <= 1
            assert all(plan.regisseur_id for plan in running)

    @invariant()
    def as_many_places_are_free_as_are_not_kept_and_never_more_are_kept_than_there_are(
        self,
    ) -> None:
        for each in Offer.objects.all():
            kept = Placement.objects.filter(offer=each, ended_at__isnull=True).count()
            assert each.places is None or kept <= each.places
            assert free_places(each) == (None if each.places is None else each.places - kept)

    @invariant()
    def a_host_may_see_a_name_just_when_a_place_is_kept_there_and_she_did_not_stop_it(
        self,
    ) -> None:
        for who, subject in enumerate(self.residents):
            for number, host in enumerate(self.hosts):
                open_grants = Grant.objects.filter(
                    compartment__subject=subject, team=host, withdrawn_at__isnull=True
                )
                place = has_place_with(subject=subject, organisation_id=host.organisation_id)
                shown = place and (who, number) not in self.stopped
                assert open_grants.count() == int(shown), (who, number)

    @invariant()
    def not_now_is_respected_until_another_answer(self) -> None:
        for who, quiet in self.quiet.items():
            plan = self.plan(who)
            assert plan is not None
            assert plan.is_quiet(NOW.day) == quiet

    @invariant()
    def just_one_open_step_is_now_and_none_is_late(self) -> None:
        for who in (0, 1):
            plan = self.plan(who)
            states = [step.state for step in plan.steps] if plan else []
            assert set(states) <= {"done", "now", "ahead"}
            still_open = any(state != "done" for state in states)
            assert states.count("now") == int(still_open)


class PlanMachineTest(TestCase):
    """Runs the machine within a test transaction."""

    @pytest.mark.proves("S2-18")
    @pytest.mark.proves("I5", "whatever is done in between")
    @pytest.mark.proves("I6")
    @pytest.mark.proves("I7", "one regisseur in a running plan")
    @pytest.mark.proves("S4-15", "one regisseur in a running plan")
    def test_in_any_order_the_promises_of_a_plan_are_kept(self) -> None:
        run_state_machine_as_test(
            TwoResidents,
            settings=settings(
                max_examples=15,
                stateful_step_count=18,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )

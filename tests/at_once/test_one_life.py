# SPDX-License-Identifier: EUPL-1.2
"""One life, in which a resident and a colleague do several things at the very same moment.

Whatever they do, nothing fails, nothing that was acknowledged is lost, and no two things that stand
contradict each other.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count, pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from meedoen.accounts.roles import Role
from meedoen.bookings.models import Placement
from meedoen.bookings.operations import NoPlaceLeft
from meedoen.catalogue.models import Offer
from meedoen.journeys import participation
from meedoen.plans import operations as plans
from meedoen.plans.answers import CheckInAnswer, OptionAnswer
from meedoen.plans.models import CheckIn, Choice, Plan, Step
from meedoen.plans.operations import NoRunningPlan, PlaceIsKept
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import Grant
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, viewer_for_account
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FactSource, FragmentKind
from meedoen.residents.models import Fact, Fragment, ToldCapacity
from meedoen.vocabulary.capacity import Capacity
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.at_once.together import all_at_once
from tests.catalogue.examples import offer
from tests.plans.worlds import known
from tests.privacy.worlds import make_account, make_team, share_with, tell

NOW = Moment(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
# What may be answered in words instead; anything else is a fault.
REFUSED = (NoPlaceLeft, PlaceIsKept, NoRunningPlan)
_numbers = count()


@dataclass
class Said:
    """What was acknowledged of one doing; empty for what was refused in words."""

    words: str = ""
    step: str = ""
    refused: bool = False


@dataclass
class Life:
    """One resident with the colleague beside her, two places, and what was acknowledged."""

    subject: UUID
    colleague: Viewer
    last_place: Offer
    open_door: Offer
    on: Moment = NOW
    added: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    def doings(self) -> dict[str, Callable[[Any, Viewer], Said]]:
        """Name everything that can be done here, by whom it may be."""
        return {
            "begin a plan": self._begin,
            "yes": partial(self._say, OptionAnswer.YES),
            "no": partial(self._say, OptionAnswer.NO),
            "later": partial(self._say, OptionAnswer.LATER),
            "give back": self._give_back,
            "add to the wish": self._add,
            "the same step": partial(self._step, "Bellen met de wasserij"),
            "a step": partial(self._step, ""),
            "take steps out": self._take_out,
            "put steps back": self._put_back,
            "done": partial(self._mark, True),
            "open again": partial(self._mark, False),
            "forward": partial(self._check_in, CheckInAnswer.FORWARD),
            "not now": partial(self._check_in, CheckInAnswer.NOT_NOW),
            "two dayparts": partial(self._capacity, 2),
            "one daypart": partial(self._capacity, 1),
            "fact yes": partial(self._fact, True),
            "fact no": partial(self._fact, False),
            "forget": self._forget,
        }

    def do(self, what: str, colleague: bool) -> Said:
        """Do one thing in a transaction of its own, as she or as the colleague."""
        by = self.colleague if colleague else resident_viewer(self.subject)
        purpose = Purpose.GUIDANCE if colleague else Purpose.TAKING_PART
        try:
            with acting(by, purpose=purpose, on=self.on):
                return self.doings()[what]({"subject": self.subject, "on": self.on}, by)
        except REFUSED:
            return Said(refused=True)

    def _begin(self, asked: Any, by: Viewer) -> Said:
        participation.begin_plan(known=known(self.subject), by=by, on=asked["on"])
        return Said()

    def _say(self, answer: OptionAnswer, asked: Any, by: Viewer) -> Said:
        if answer is OptionAnswer.YES:
            participation.choose_place(
                known=known(self.subject), offer_id=self.last_place.pk, by=by, on=asked["on"]
            )
        else:
            plans.say_to_option(offer_id=self.last_place.pk, answer=answer, by=by, **asked)
        return Said()

    def _give_back(self, asked: Any, by: Viewer) -> Said:
        for kept in Placement.objects.filter(resident_id=self.subject):
            participation.give_place_back(placement_id=kept.pk, by=by, **asked)
        return Said()

    def _add(self, asked: Any, by: Viewer) -> Said:
        words = f"Ook iets met {next(_numbers)} planken"
        residents.hear_more(kind=FragmentKind.WISH, words=words, by=by, **asked)
        return Said(words=words)

    def _step(self, words: str, asked: Any, by: Viewer) -> Said:
        words = words or f"Stap {next(_numbers)}"
        plans.add_step(words=words, by=by, **asked)
        return Said(step=words)

    def _each_step(self, change: Callable[..., None], asked: Any, **more: Any) -> Said:
        for step in Step.objects.filter(plan__resident_id=self.subject).order_by("pk"):
            change(step_id=step.pk, **more, **asked)
        return Said()

    def _take_out(self, asked: Any, by: Viewer) -> Said:
        return self._each_step(plans.remove_step, asked, by=by)

    def _put_back(self, asked: Any, by: Viewer) -> Said:
        return self._each_step(plans.put_step_back, asked, by=by)

    def _mark(self, done: bool, asked: Any, by: Viewer) -> Said:
        try:
            return self._each_step(plans.mark_step, asked, by=by, done=done)
        except Step.DoesNotExist:
            return Said(refused=True)

    def _check_in(self, answer: CheckInAnswer, asked: Any, by: Viewer) -> Said:
        plans.record_check_in(answer=answer, words="Zo is het", quiet_until=None, by=by, **asked)
        return Said()

    def _capacity(self, dayparts: int, asked: Any, by: Viewer) -> Said:
        residents.hear_capacity(capacity=Capacity(dayparts, frozenset()), by=by, **asked)
        return Said()

    def _fact(self, value: bool, asked: Any, by: Viewer) -> Said:
        residents.keep_fact(
            name="wil_werken", value=value, domain=Domain.WORK_INCOME, source=FactSource.RESIDENT,
            by=by, **asked,
        )  # fmt: skip
        return Said()

    def _forget(self, asked: Any, by: Viewer) -> Said:
        residents.forget_facts(names=["wil_werken"], by=by, **asked)
        return Said()


HERS = tuple(Life(*([None] * 4)).doings())  # type: ignore[arg-type]
# What a colleague can do in a dossier that is shared for guidance.
ALSO_OF_A_COLLEAGUE = (
    "the same step", "a step", "take steps out", "put steps back", "done", "open again",
    "forward", "not now",
)  # fmt: skip
doings = st.one_of(
    st.tuples(st.sampled_from(HERS), st.just(False)),
    st.tuples(st.sampled_from(ALSO_OF_A_COLLEAGUE), st.just(True)),
)


class AtOnce(RuleBasedStateMachine):
    """Bursts of two to four doings in one dossier."""

    @initialize()
    def begin(self) -> None:
        number = next(_numbers)
        team = make_team("GM9901", f"Team {number}")
        host = make_team("GM9901", f"Buurthuis {number}")
        account = make_account(team, Role.NEIGHBOURHOOD_WORKER)
        subject = tell("GM9901", NOW)
        share_with(
            subject, team, NOW, {Domain.IDENTITY, Domain.CONTACT, Domain.PLAN}, {Purpose.GUIDANCE}
        )
        where = {"organisation": host.organisation}
        self.life = Life(
            subject,
            viewer_for_account(account.pk, on=NOW),
            offer(f"Werkplaats {number}", places=1, **where),
            offer(f"Koffie {number}", **where),
        )

    @rule(burst=st.lists(doings, min_size=2, max_size=4))
    def do_at_once(self, burst: list[tuple[str, bool]]) -> None:
        self.life.on += timedelta(minutes=1)
        for said in all_at_once([partial(self.life.do, *each) for each in burst]):
            if not said.refused:
                self.life.added += [said.words] if said.words else []
                self.life.steps += [said.step] if said.step else []

    @rule(what=st.sampled_from(HERS))
    def press_four_times(self, what: str) -> None:
        self.do_at_once([(what, False)] * 4)

    @invariant()
    def every_word_that_was_acknowledged_stands_in_one_wish(self) -> None:
        wishes = Fragment.objects.filter(
            resident_id=self.life.subject, kind=FragmentKind.WISH, replaced_at__isnull=True
        )
        unread = wishes.filter(approved_at__isnull=True)
        assert unread.count() <= 1
        assert wishes.count() - unread.count() <= 1
        last = wishes.order_by("said_at", "pk").last()
        assert last is not None
        assert [words for words in self.life.added if words not in last.words.split("\n")] == []

    @invariant()
    def there_is_at_most_one_plan_and_every_acknowledged_step_is_in_it(self) -> None:
        running = Plan.objects.filter(resident_id=self.life.subject)
        assert running.count() <= 1
        steps = Step.objects.filter(plan__resident_id=self.life.subject)
        assert set(self.life.steps) <= set(steps.values_list("words", flat=True))

    @invariant()
    def whoever_keeps_a_place_said_yes_last(self) -> None:
        kept = Placement.objects.filter(resident_id=self.life.subject, ended_at__isnull=True)
        assert kept.count() <= 1
        for place in kept:
            said = Choice.objects.filter(resident_id=self.life.subject, offer_id=place.offer_id)
            last = said.order_by("said_at", "pk").last()
            assert last is not None
            assert last.answer == OptionAnswer.YES

    @invariant()
    def her_rest_is_what_she_said_last(self) -> None:
        plan = Plan.objects.filter(resident_id=self.life.subject).first()
        last = CheckIn.objects.filter(plan=plan).order_by("at", "pk").last() if plan else None
        if plan is not None and last is not None:
            assert plan.quiet == (last.answer == CheckInAnswer.NOT_NOW)

    @invariant()
    def what_is_said_twice_in_a_row_stands_once(self) -> None:
        her = {"resident_id": self.life.subject}
        assert Fact.objects.filter(replaced_at__isnull=True, **her).count() <= 1
        told = list(ToldCapacity.objects.filter(**her).order_by("said_at", "pk"))
        dayparts = [one.dayparts_per_week for one in told]
        assert [one for one, two in pairwise(dayparts) if one == two] == []

    @invariant()
    def nobody_may_see_twice_what_she_shared_once(self) -> None:
        running = Grant.objects.filter(
            compartment__subject=self.life.subject, team__isnull=False, withdrawn_at__isnull=True
        )
        shares = list(running.values_list("compartment", "team", "purpose"))
        assert len(shares) == len(set(shares))


@pytest.mark.django_db(transaction=True)
@pytest.mark.hypothesis
def test_whatever_is_done_at_the_same_moment_nothing_is_lost_and_nothing_contradicts() -> None:
    run_state_machine_as_test(
        AtOnce,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            # What goes wrong only now and then cannot be made smaller by trying it again.
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )

# SPDX-License-Identifier: EUPL-1.2
"""Whatever is done with what hinders people, in any order: each waits on a desk or is answered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import invariant

from meedoen.accounts.models import Membership
from meedoen.journeys import hindering
from meedoen.journeys.hindering import Answered, PressedBeside
from meedoen.journeys.telling_back import tell_back
from meedoen.knelpunten.kinds import PressedAt
from meedoen.knelpunten.models import Knelpunt, Recommendation, RegisterLine, Ticket
from meedoen.knelpunten.owners import OwnedBy
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.recommending.operations import CollegeDecision, NoReason
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.register import queries
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.knelpunten.states import RecommendationState, RegisterState, Solved, Station
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.tickets import queries as presses
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents.models import Hindrance
from tests.knelpunten.worlds import (
    LINDEWAARD,
    MACHINE,
    NOW,
    another,
    desks,
    improving,
    worker,
)
from tests.lives import Life, happens, live
from tests.plans.worlds import known
from tests.privacy.worlds import tell

R, P = RegisterState, RecommendationState
NAMES = ("Vlinder", "Kaars")
WHICH = st.integers(0, 40)
_DECIDED = (P.SCHEDULED, P.DISCUSSED, P.AGREED, P.DECLINED)
_AFTER = {
    P.PROPOSED: {P.SCHEDULED, P.WITHDRAWN},
    P.SCHEDULED: {P.DISCUSSED},
    P.DISCUSSED: {P.SCHEDULED, P.AGREED, P.DECLINED},
    P.AGREED: {P.REALISED},
    P.DECLINED: set(),
    P.REALISED: set(),
    P.WITHDRAWN: set(),
}  # fmt: skip
_ANSWERS = (P.AGREED, P.DECLINED, P.REALISED)
SOLVED_BEFORE = (R.SOLVED, R.HALF)


@dataclass
class Hinders:
    """What the model knows of a knelpunt."""

    number: int
    team: Viewer
    state: RegisterState = R.WAITING
    answer: str = ""
    taken_by: Viewer | None = None
    code: str = ""
    public: bool = False
    joined: "Hinders | None" = None
    way: list[Station] = field(default_factory=lambda: [Station.ENTERED])
    proposals: dict[int, RecommendationState] = field(default_factory=dict)

    def again(self) -> None:
        """Be met once more: what was called solved waits again."""
        self.way.append(Station.CAME_AGAIN)
        if self.state in SOLVED_BEFORE:
            self.waits_again()

    def waits_again(self) -> None:
        self.state = R.WAITING
        self.way.append(Station.REOPENED)


@dataclass
class Pressed:
    """What the model knows of a press: whose it is, where it lies, and what she is to hear."""

    who: int
    ticket: UUID
    pk: int
    at: Hinders | None = None
    answer: str = ""
    wants: bool = False
    back: bool = False
    to_see_to: bool = False
    heard: Solved | None = None
    answers: set[str] = field(default_factory=set)

    @property
    def waits(self) -> bool:
        return self.at is None and not self.answer and not self.back

    @property
    def reads(self) -> str:
        """Say which answer stands for her now."""
        if self.answer or self.at is None or self.at.state is R.WAITING:
            return self.answer
        return self.at.answer


class Register(Life):
    """Two residents who press, three teams that answer, a worker, and a town that decides."""

    def begin(self) -> None:
        self.on, self.count = NOW, 0
        made = desks()
        self.policy, self.gone = made.policy, set[int | None]()
        self.colleagues = [made.team, made.house, made.policy]
        self.subjects = [tell(LINDEWAARD, NOW, name=name) for name in NAMES]
        self.points: list[Hinders] = []
        self.pressed: list[Pressed] = []
        for code in ("", "K06"):
            self.something_is_entered(0, code, along=False)
            self.it_becomes_public_or_no_longer(-1)
            self.something_is_proposed(-1, "Leg het uit.")

    # Who does it, and to what.

    def _by(self, which: int) -> Viewer:
        there = [one for one in self.colleagues if one.account_id not in self.gone]
        return there[which % len(there)]

    def _told(self, by: Viewer) -> dict[str, Any]:
        return {"by": by, "on": self.on}

    def _point(self, which: int) -> Hinders:
        return self.points[which % len(self.points)]

    def _live(self, which: int) -> Hinders:
        found = self._point(which)
        while found.joined is not None:
            found = found.joined
        return found

    def _press(self, which: int, fits: Callable[[Pressed], bool]) -> Pressed | None:
        there = [one for one in self.pressed if fits(one)]
        return there[which % len(there)] if there else None

    def _new(self, words: str) -> str:
        self.count += 1
        return f"{words} {self.count}"

    def _words(self) -> str:
        """Give words that were not used before, and in which nobody is recognised."""
        self.count += 1
        return f"Nu is het {'echt ' * self.count}anders."

    def _as_herself(self, who: int) -> Any:
        return acting(resident_viewer(self.subjects[who]), purpose=Purpose.TAKING_PART, on=self.on)

    def _acts(self, who: int) -> dict[str, Any]:
        subject = self.subjects[who]
        return {"known": known(subject), **self._told(resident_viewer(subject))}

    def _answered(self, point: Hinders, words: str) -> None:
        point.answer = words
        for one in self.pressed:
            if one.at is point and not one.answer:
                one.answers.add(words)

    # She presses, says more, takes it back, and says whether it is solved.

    @happens(often=3, who=st.integers(0, 1), at=st.none() | WHICH)
    def somebody_presses(self, who: int, at: int | None) -> None:
        point = None if at is None else self._point(at)
        kind = PressedAt.STEP if point is None else PressedAt.PAGE
        beside = PressedBeside(kind, self._new("Hier"), point.number if point else None)
        can = point is None or (point.public and point.joined is None)
        try:
            with transaction.atomic(), self._as_herself(who):
                pk = hindering.press(beside=beside, **self._acts(who))
        except (DatabaseError, Knelpunt.DoesNotExist):
            assert not can
            return
        assert can, "nobody presses at what not everybody may see"
        ticket = Hindrance.objects.get(pk=pk).ticket
        self.pressed.append(Pressed(who, ticket, pk, at=point, to_see_to=point is not None))

    @happens(which=WHICH, wants=st.booleans())
    def she_says_whether_she_wants_to_hear(self, which: int, wants: bool) -> None:
        if one := self._press(which, lambda one: not one.back):
            with self._as_herself(one.who):
                hindering.say_more(
                    pk=one.pk, words="Dit is lastig.", along=True, wants_answer=wants,
                    **self._acts(one.who),
                )  # fmt: skip
            one.wants = wants

    @happens(which=WHICH)
    def she_takes_it_back_or_puts_it_back(self, which: int) -> None:
        if one := self._press(which, lambda one: True):
            act = hindering.put_back if one.back else hindering.take_back
            with self._as_herself(one.who):
                act(pk=one.pk, **self._acts(one.who))
            one.back, one.wants = not one.back, one.wants and one.back

    @happens(often=2, which=WHICH, heard=st.sampled_from(Solved))
    def she_says_whether_it_is_solved(self, which: int, heard: Solved) -> None:
        if one := self._press(which, lambda one: one.at is not None and bool(one.reads)):
            with self._as_herself(one.who):
                hindering.say_solved(pk=one.pk, heard=heard, words="", **self._acts(one.who))
            one.heard, one.to_see_to = heard, True

    @happens(who=st.integers(0, 1))
    def she_reads_what_became_of_it(self, who: int) -> None:
        with self._as_herself(who):
            for one in hindering.answers_of(self.subjects[who]):
                by = resident_viewer(self.subjects[who])
                hindering.read_answer(self.subjects[who], one, by=by, on=self.on)

    # Who works on it.

    @happens(which=WHICH, code=st.sampled_from(["", "K06"]), along=st.booleans())
    def something_is_entered(self, which: int, code: str, along: bool) -> None:
        by, ticket = self._by(which), self._press(which, lambda one: one.waits and along)
        with improving(by, self.on):
            number = register.enter(
                told=another(self._new("Dit hindert")), municipality=LINDEWAARD, code=code,
                tickets=[ticket.ticket] if ticket else [], **self._told(by),
            )  # fmt: skip
        there = next((one for one in self.points if code and one.code == code), None)
        while there is not None and there.joined is not None:
            there = there.joined
        if there is None:
            there = Hinders(number, by, code=code)
            self.points.append(there)
        else:
            there.again()
        assert there.number == number, "a known collision is one knelpunt"
        if ticket:
            ticket.at = there
            ticket.answers |= {there.answer} if there.state is not R.WAITING else set()

    @happens(often=2, which=WHICH, at=WHICH)
    def a_press_is_laid_with_a_knelpunt(self, which: int, at: int) -> None:
        if one := self._press(which, lambda one: one.waits):
            by = self._by(which)
            with improving(by, self.on):
                tickets.lay_with(
                    ticket=one.ticket, knelpunt_id=self._point(at).number, **self._told(by)
                )
            one.at = self._live(at)
            one.at.again()
            one.answers |= {one.at.answer} if one.at.state is not R.WAITING else set()

    @happens(which=WHICH)
    def a_press_is_answered_at_once(self, which: int) -> None:
        if one := self._press(which, lambda one: one.waits):
            by, words = self._by(which), self._words()
            with improving(by, self.on):
                with pytest.raises(ValueError, match="Say what"):
                    tickets.answer(ticket=one.ticket, words=" ", **self._told(by))
                tickets.answer(ticket=one.ticket, words=words, **self._told(by))
            one.answer = words
            one.answers.add(words)

    @happens(which=WHICH, by=WHICH, to=st.none() | WHICH)
    def it_is_taken_up_or_handed_on(self, which: int, by: int, to: int | None) -> None:
        point, doer = self._live(which), self._by(by)
        team = doer if to is None else self._by(to)
        with improving(doer, self.on):
            if to is None:
                register.take(knelpunt_id=self._point(which).number, **self._told(doer))
            else:
                assert team.team_id is not None
                register.hand_on(
                    knelpunt_id=self._point(which).number, team_id=team.team_id,
                    **self._told(doer),
                )  # fmt: skip
        if point.team.team_id != team.team_id:
            point.way.append(Station.HANDED_ON)
        point.team, point.taken_by = team, doer if to is None else None

    @happens(often=2, one=WHICH, other=WHICH)
    def two_go_on_as_one(self, one: int, other: int) -> None:
        here, there = self._live(one), self._live(other)
        with improving(self.policy, self.on):
            told = {"knelpunt_id": here.number, "into_id": there.number}
            if here is there:
                with pytest.raises(NotFromHere):
                    register.join(**told, **self._told(self.policy))
                return
            register.join(**told, **self._told(self.policy))
        here.joined = there
        here.way.append(Station.JOINED)
        if here.state is R.WAITING:
            there.again()
        else:
            there.way.append(Station.CAME_AGAIN)
        there.way += [one for one in here.way if one.value in _ANSWERS]
        there.proposals |= here.proposals
        here.proposals = {}
        for press in self.pressed:
            if press.at is here:
                press.at = there
                press.answers |= {there.answer} if there.state is not R.WAITING else set()

    @happens(which=WHICH)
    def a_colleague_leaves(self, which: int) -> None:
        """The desk of the municipality itself is never empty."""
        who = self.colleagues[which % 2]
        until = (self.on - timedelta(days=1)).day
        if who.account_id not in self.gone and until > NOW.day:
            Membership.objects.filter(account=who.account_id).update(valid_to=until)
            self.gone.add(who.account_id)

    # What the town decides.

    @happens(often=2, which=WHICH, words=st.sampled_from(["Pas de regel aan.", "Vraag het rond."]))
    def something_is_proposed(self, which: int, words: str) -> None:
        point, by = self._live(which), self._by(which)
        with improving(by, self.on):
            made = recommending.propose(
                knelpunt_id=self._point(which).number, words=words, **self._told(by)
            )
        if made not in point.proposals:
            point.proposals[made] = P.PROPOSED
            point.way.append(Station.PROPOSED)

    @happens(often=3, which=WHICH)
    def a_recommendation_comes_to_a_decision(self, which: int) -> None:
        there = [pk for point in self.points for pk in point.proposals]
        for then in (P.SCHEDULED, P.DISCUSSED, P.DECLINED if which % 3 == 0 else P.AGREED):
            self.a_recommendation_goes_on(which % len(there), then)

    @happens(often=3, which=WHICH, then=st.sampled_from([P.WITHDRAWN, P.REALISED, *_DECIDED]))
    def a_recommendation_goes_on(self, which: int, then: RecommendationState) -> None:
        there = [(point, pk) for point in self.points for pk in point.proposals]
        point, pk = there[which % len(there)]
        before, words = point.proposals[pk], self._words()
        told: dict[str, Any] = {"recommendation_id": pk, **self._told(self.policy)}
        with improving(self.policy, self.on):
            if then in (P.AGREED, P.DECLINED):
                with pytest.raises(NoReason):
                    self._decide(told, then, " ")
            if then not in _AFTER[before]:
                with pytest.raises(NotFromHere):
                    self._goes(told, then, words)
                return
            self._goes(told, then, words)
        point.proposals[pk] = then
        point.way.append(Station(then.value))
        self._follows(point, pk, then, words)

    @happens(which=WHICH)
    def a_recommendation_goes_off_the_agenda(self, which: int) -> None:
        on_it = [
            (point, pk)
            for point in self.points
            for pk, state in point.proposals.items()
            if state is P.SCHEDULED
        ]
        if on_it:
            point, pk = on_it[which % len(on_it)]
            with improving(self.policy, self.on):
                recommending.take_off_the_agenda(recommendation_id=pk, **self._told(self.policy))
            point.proposals[pk] = P.PROPOSED

    def _goes(self, told: dict[str, Any], then: RecommendationState, words: str) -> None:
        if then is P.SCHEDULED:
            recommending.schedule(meeting="Netwerk Meedoen", **told)
        elif then is P.DISCUSSED:
            recommending.discuss(words="Allebei de regels kloppen.", **told)
        elif then is P.WITHDRAWN:
            recommending.withdraw(**told)
        elif then is P.REALISED:
            recommending.realise(words=words, **told)
        else:
            self._decide(told, then, words)

    def _decide(self, told: dict[str, Any], then: RecommendationState, words: str) -> None:
        decision = CollegeDecision(then is P.AGREED, "het college", words)
        recommending.decide(decision=decision, **told)

    def _follows(self, point: Hinders, pk: int, then: RecommendationState, words: str) -> None:
        others = [state for one, state in point.proposals.items() if one != pk]
        busy = {P.PROPOSED, P.SCHEDULED, P.DISCUSSED, P.AGREED}
        if then is P.AGREED:
            point.state = R.AGREED
        elif then is P.REALISED:
            point.state = R.AGREED if P.AGREED in others else R.SOLVED
        elif then is P.DECLINED and point.state is R.WAITING and not busy & {*others}:
            point.state = R.DECLINED
        elif then is not P.DECLINED or point.state is not R.DECLINED:
            return
        self._answered(point, words)

    @happens(which=WHICH)
    def it_is_opened_again_with_a_reason(self, which: int) -> None:
        point, waits = self._live(which), self._live(which).state is R.WAITING
        told = {"knelpunt_id": point.number, **self._told(self.policy)}
        with improving(self.policy, self.on):
            with pytest.raises(ValueError, match="Say why"):
                register.ask_again(because=" ", **told)
            if waits:
                with pytest.raises(NotFromHere):
                    register.ask_again(because="Er is iets nieuws.", **told)
                return
            register.ask_again(because="Er is iets nieuws.", **told)
        point.waits_again()

    @happens(often=2, which=WHICH)
    def it_becomes_public_or_no_longer(self, which: int) -> None:
        point = self._live(which)
        told = {"knelpunt_id": point.number, **self._told(self.policy)}
        with improving(self.policy, self.on):
            if point.public:
                register.take_from_public(because="Het stond er twee keer in.", **told)
            else:
                register.make_public(**told)
        point.public = not point.public
        point.way.append(Station.MADE_PUBLIC if point.public else Station.TAKEN_BACK)

    # The worker, and time.

    @happens(often=3)
    def the_worker_does_what_follows(self) -> None:
        with worker():
            for ticket in presses.to_see_to(most=100):
                tickets.see_to(ticket=ticket, by=MACHINE, on=self.on)
                self._seen_to(next(one for one in self.pressed if one.ticket == ticket))

    def _seen_to(self, one: Pressed) -> None:
        assert one.to_see_to
        assert not one.back, "what was taken back waits until it is put back"
        one.to_see_to, point, heard = False, one.at, one.heard
        assert point is not None
        if heard is None:
            point.again()
            return
        point.way.append(Station.ASKED_BACK)
        if point.state in (R.AGREED, R.SOLVED, R.HALF) and heard is Solved.NO:
            point.waits_again()
        elif point.state in (R.AGREED, R.SOLVED) and heard is Solved.HALF:
            point.state = R.HALF

    @happens(often=2)
    def the_worker_tells(self) -> None:
        with worker():
            for ticket in presses.to_tell(most=100):
                one = next(one for one in self.pressed if one.ticket == ticket)
                assert one.wants
                assert not one.back
                assert one.reads
                if one.at is not None and Station.TOLD not in self._today(one.at):
                    one.at.way.append(Station.TOLD)
                tell_back(ticket, by=MACHINE, on=self.on)
            assert presses.to_tell(most=100) == []

    def _today(self, point: Hinders) -> list[str]:
        rows = RegisterLine.objects.filter(knelpunt=point.number, on_day=self.on.day)
        return list(rows.values_list("kind", flat=True))

    @happens(often=2, days=st.sampled_from([1, 2, 100]))
    def time_goes_on(self, days: int) -> None:
        self.on += timedelta(days=days)

    # What stays true.

    @invariant()
    def each_stands_as_the_model_says_and_each_step_of_its_way_is_kept(self) -> None:
        for one in self.points:
            row = Knelpunt.objects.get(pk=one.number)
            assert row.state == one.state
            assert (row.waiting_since is not None) is (one.state is R.WAITING)
            assert row.answer == one.answer
            lines = RegisterLine.objects.filter(knelpunt=one.number).order_by("pk")
            assert [Station(kind) for kind in lines.values_list("kind", flat=True)] == one.way
            made = Recommendation.objects.filter(knelpunt=one.number)
            assert {pk: P(state) for pk, state in made.values_list("pk", "state")} == one.proposals

    @invariant()
    def what_waits_has_a_desk_where_somebody_works(self) -> None:
        with improving(self.policy, self.on):
            found = queries.points(LINDEWAARD, most=100)
            owners = queries.owners_of(found, on=self.on.day)
        live = {one.number: one for one in self.points if one.joined is None}
        assert {one.pk for one in found} == set(live)
        for number, owner in owners.items():
            assert owner is not None
            point = live[number]
            if point.team.account_id in self.gone:
                assert (owner.how, owner.team_id) == (OwnedBy.FALLEN_BACK, self.policy.team_id)
            else:
                assert owner.team_id == point.team.team_id
                assert (owner.how is OwnedBy.HERSELF) is (point.taken_by is not None)
        with improving(self.policy, self.on):
            waiting = {one.pk for one in presses.presses_waiting(LINDEWAARD, most=100)}
        assert waiting == {one.ticket for one in self.pressed if one.waits}

    @invariant()
    def who_pressed_reads_each_answer_that_was_ever_given_whatever_anybody_chose(self) -> None:
        for who, subject in enumerate(self.subjects):
            with self._as_herself(who):
                said = {one.said.pk: one for one in hindering.answers_of(subject)}
                for one in self.pressed:
                    if one.who == who and not one.back:
                        self._reads(one, said[one.pk])

    def _reads(self, one: Pressed, found: Answered) -> None:
        assert found.became is not None
        assert found.became.answer == one.reads
        assert found.became.state == (one.at.state if one.at else None)
        assert found.became.wants_answer is one.wants
        written = one.answer
        if one.at is not None:
            written += " ".join(line.words for line in queries.point(one.at.number).way)
        for answer in one.answers:
            assert answer in written

    @invariant()
    def what_is_public_holds_nothing_of_who_pressed(self) -> None:
        with acting(resident_viewer(None), purpose=Purpose.PUBLIC_INFORMATION, on=self.on):
            assert not Ticket.objects.exists()
            assert not Hindrance.objects.exists()
            shown = "".join(repr(queries.point(one.number)) for one in self.points if one.public)
        assert not [name for name in NAMES if name in shown]
        for one in self.pressed:
            assert str(one.ticket) not in shown


class KnelpuntMachineTest(TestCase):
    """Runs the machine within a test transaction."""

    @pytest.mark.proves("S0-14", "in any order: decided after a meeting, and never without why")
    @pytest.mark.proves("S0-20", "in any order each answer can be read by who pressed")
    @pytest.mark.proves("S0-10", "in any order each waits on a desk where somebody works")
    def test_in_any_order_each_waits_on_a_desk_or_is_answered(self) -> None:
        live(Register, lives=15, steps=25)

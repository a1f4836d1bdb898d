# SPDX-License-Identifier: EUPL-1.2
"""Who waits for a colleague, whom she directs, and who has no regisseur yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from meedoen.accounts.models import Account, Team
from meedoen.accounts.roles import Role
from meedoen.plans import operations as plans
from meedoen.plans.answers import CheckInAnswer
from meedoen.plans.queries import (
    NOBODY,
    Whom,
    directed,
    regisseurs_in,
    undirected,
    waiting_for,
)
from meedoen.plans.waiting import WaitsFor
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.operations import stop_sharing
from meedoen.privacy.policy import ASKING, Purpose
from meedoen.privacy.queries import resident_viewer, viewer_for_account
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.residents.models import Resident
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import make_account, make_team, share_with, tell

pytestmark = pytest.mark.django_db

SHARED = {*ASKING, Domain.PLAN, Domain.CONTACT, Domain.IDENTITY}
ALL = {"skip": 0, "most": 26}
STARTED = 30


@dataclass
class Caseload:
    """A team of two, and people who shared with it; days are counted from the first."""

    first: Moment
    team: Team
    noor: Account
    bram: Account
    people: dict[str, UUID] = field(default_factory=dict)

    def on(self, day: int) -> Moment:
        return self.first + timedelta(days=day)

    @property
    def today(self) -> Moment:
        return self.on(STARTED + 10)

    def told(self, name: str, day: int = 0, buurt: str = "") -> UUID:
        subject = self.people[name] = tell("GM9901", self.on(day), name=name)
        Resident.objects.filter(pk=subject).update(buurt_code=buurt)
        share_with(subject, self.team, self.on(day), SHARED, {Purpose.INTAKE, Purpose.GUIDANCE})
        return subject

    def planned(self, name: str, regisseur: Account, day: int = 0, buurt: str = "") -> UUID:
        subject = self.told(name, day, buurt)
        by, on = resident_viewer(subject), self.on(day)
        with acting(by, purpose=Purpose.TAKING_PART, on=on):
            plans.open_plan(
                subject=subject, regisseur_id=regisseur.pk, team_id=self.team.pk, by=by, on=on
            )
            plans.add_step(subject=subject, words="Gaan kijken", by=by, on=on)
        return subject

    def asks_for_a_call(self, subject: UUID, day: int) -> None:
        by, on = resident_viewer(subject), self.on(day)
        with acting(by, purpose=Purpose.TAKING_PART, on=on):
            residents.hear(
                subject=subject, kind=FragmentKind.CALL_ME, words="0600000000", by=by, on=on
            )
            residents.approve(subject=subject, by=by, on=on)

    def says(
        self, subject: UUID, answer: CheckInAnswer, day: int, heard: Account | None = None
    ) -> None:
        on = self.on(day)
        by = viewer_for_account(heard.pk, on=on) if heard else resident_viewer(subject)
        purpose = Purpose.GUIDANCE if heard else Purpose.TAKING_PART
        with acting(by, purpose=purpose, on=on):
            plans.record_check_in(
                subject=subject, answer=answer, words="", quiet_until=None, by=by, on=on
            )

    def works_on_the_plan(self, subject: UUID, what: str, day: int, who: Account | None) -> None:
        on = self.on(day)
        by = viewer_for_account(who.pk, on=on) if who else resident_viewer(subject)
        with acting(by, purpose=Purpose.GUIDANCE if who else Purpose.TAKING_PART, on=on):
            if what == "adds":
                words = "Iets" if who is None else "Iets samen"
                plans.add_step(subject=subject, words=words, by=by, on=on)
                return
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT s.id FROM plans_step s JOIN plans_plan p ON p.id = s.plan_id "
                    "WHERE p.resident_id = %s ORDER BY s.id LIMIT 1",
                    [subject],
                )
                (step,) = cursor.fetchone()
            if what == "marks":
                plans.mark_step(subject=subject, step_id=step, done=True, by=by, on=on)
            else:
                plans.remove_step(subject=subject, step_id=step, by=by, on=on)

    def waits(
        self, whom: Whom | None = None, who: Account | None = None
    ) -> list[tuple[str, WaitsFor]]:
        me = who or self.noor
        names = {subject: name for name, subject in self.people.items()}
        with self.looks(me):
            found = waiting_for(
                me.pk, whom or Whom(), team_id=self.team.pk, purpose=Purpose.INTAKE,
                day=self.today.day, **ALL,
            )  # fmt: skip
        return [(names[one.subject], one.waits_for) for one in found]

    @contextmanager
    def looks(self, who: Account | None = None) -> Iterator[Viewer]:
        on = self.today
        viewer = viewer_for_account((who or self.noor).pk, on=on)
        with acting(viewer, purpose=Purpose.INTAKE, on=on):
            yield viewer

    def named(self, subjects: list[UUID]) -> list[str]:
        names = {subject: name for name, subject in self.people.items()}
        return [names[one] for one in subjects]


@pytest.fixture
def caseload(now: Moment) -> Caseload:
    first = now - timedelta(days=60)
    team = make_team("GM9901", "Team Noord")
    return Caseload(
        first, team, make_account(team, Role.NEIGHBOURHOOD_WORKER, "Noor"),
        make_account(team, Role.NEIGHBOURHOOD_WORKER, "Bram"),
    )  # fmt: skip


def test_who_waits_longest_stands_on_top_whatever_she_waits_for(caseload: Caseload) -> None:
    caseload.says(caseload.planned("Ans", caseload.noor), CheckInAnswer.FORWARD, 5)
    caseload.asks_for_a_call(caseload.told("Bo", 1), 3)
    caseload.told("Cas", 4)
    assert caseload.waits() == [
        ("Bo", WaitsFor.CALL), ("Cas", WaitsFor.FIRST_TALK), ("Ans", WaitsFor.ANSWER),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "waits"),
    [
        (CheckInAnswer.FORWARD, True),
        (CheckInAnswer.BACK, True),
        (CheckInAnswer.STAY, False),
        (CheckInAnswer.NOT_NOW, False),
    ],
)
def test_only_an_answer_that_asks_for_something_waits(
    caseload: Caseload, answer: CheckInAnswer, waits: bool
) -> None:
    subject = caseload.planned("Ans", caseload.noor)
    caseload.says(subject, CheckInAnswer.FORWARD, 3)
    caseload.says(subject, answer, 5)
    assert bool(caseload.waits()) is waits


@pytest.mark.parametrize("what", ["adds", "marks", "takes out"])
def test_a_colleague_who_works_on_the_steps_answered_and_the_resident_herself_did_not(
    caseload: Caseload, what: str
) -> None:
    subject = caseload.planned("Ans", caseload.noor)
    caseload.says(subject, CheckInAnswer.FORWARD, 3)
    caseload.works_on_the_plan(subject, "adds", 4, None)
    assert caseload.waits() == [("Ans", WaitsFor.ANSWER)]
    caseload.works_on_the_plan(subject, what, 5, caseload.bram)
    assert caseload.waits() == []


def test_what_a_colleague_did_before_the_answer_is_no_reply_to_it(caseload: Caseload) -> None:
    subject = caseload.planned("Ans", caseload.noor)
    caseload.works_on_the_plan(subject, "adds", 2, caseload.noor)
    caseload.says(subject, CheckInAnswer.BACK, 3)
    assert caseload.waits() == [("Ans", WaitsFor.ANSWER)]


def test_a_step_that_a_colleague_writes_down_with_the_answer_is_the_reply(
    caseload: Caseload,
) -> None:
    subject = caseload.planned("Ans", caseload.noor)
    caseload.says(subject, CheckInAnswer.FORWARD, 3, heard=caseload.noor)
    assert caseload.waits() == [("Ans", WaitsFor.ANSWER)]
    caseload.works_on_the_plan(subject, "adds", 3, caseload.noor)
    assert caseload.waits() == []


@pytest.mark.proves("I5", "who is at rest waits for nobody")
def test_who_is_at_rest_never_waits_not_even_for_a_call(caseload: Caseload) -> None:
    subject = caseload.planned("Ans", caseload.noor)
    caseload.asks_for_a_call(subject, 2)
    assert caseload.waits() == [("Ans", WaitsFor.CALL)]
    caseload.says(subject, CheckInAnswer.FORWARD, 3)
    caseload.says(subject, CheckInAnswer.NOT_NOW, 4)
    assert caseload.waits() == []


def test_an_answer_in_the_plan_of_a_colleague_waits_for_her(caseload: Caseload) -> None:
    caseload.says(caseload.planned("Ans", caseload.bram), CheckInAnswer.FORWARD, 3)
    assert caseload.waits() == []
    assert caseload.waits(who=caseload.bram) == [("Ans", WaitsFor.ANSWER)]


def test_who_waits_twice_stands_there_once_since_the_first(caseload: Caseload) -> None:
    subject = caseload.planned("Ans", caseload.noor)
    caseload.says(subject, CheckInAnswer.FORWARD, 3)
    caseload.asks_for_a_call(subject, 5)
    assert caseload.waits() == [("Ans", WaitsFor.ANSWER)]


HERE, THERE = "BU99010101", "BU99010201"


@pytest.mark.parametrize(
    ("whom", "found"),
    [
        (Whom("b"), ["Bo", "Bas"]),
        (Whom("ans"), ["Ans"]),
        (Whom(buurt_codes=[HERE]), ["Bo", "Ans"]),
        (Whom("b", [HERE]), ["Bo"]),
        (Whom("b", [THERE]), ["Bas"]),
        (Whom(buurt_codes=[THERE, HERE]), ["Bo", "Bas", "Ans"]),
        (Whom("q"), []),
    ],
)
def test_who_waits_is_found_by_letters_and_by_buurt(
    caseload: Caseload, whom: Whom, found: list[str]
) -> None:
    caseload.says(caseload.planned("Ans", caseload.noor, buurt=HERE), CheckInAnswer.FORWARD, 5)
    caseload.asks_for_a_call(caseload.told("Bo", 1, HERE), 3)
    caseload.told("Bas", 4, THERE)
    assert [name for name, _ in caseload.waits(whom)] == found


def test_who_waits_is_found_by_who_directs(caseload: Caseload) -> None:
    caseload.says(caseload.planned("Ans", caseload.noor), CheckInAnswer.FORWARD, 5)
    caseload.asks_for_a_call(caseload.planned("Bo", caseload.bram), 3)
    caseload.told("Cas", 4)
    for regisseur, name in ((caseload.noor.pk, "Ans"), (caseload.bram.pk, "Bo"), (NOBODY, "Cas")):
        assert [who for who, _ in caseload.waits(Whom(directed_by=regisseur))] == [name]


def test_whom_a_colleague_directs_is_found_by_name_also_at_rest(caseload: Caseload) -> None:
    caseload.planned("Bo", caseload.bram, buurt=HERE)
    caseload.says(caseload.planned("Ans", caseload.bram, buurt=THERE), CheckInAnswer.NOT_NOW, 3)
    caseload.planned("Cas", caseload.noor, buurt=HERE)
    with caseload.looks():
        hers = {"directed_by": caseload.bram.pk}
        assert caseload.named(directed(Whom(**hers), **ALL)) == ["Ans", "Bo"]
        assert caseload.named(directed(Whom("b", **hers), **ALL)) == ["Bo"]
        assert caseload.named(directed(Whom(buurt_codes=[THERE], **hers), **ALL)) == ["Ans"]
        assert caseload.named(directed(Whom(**hers), skip=1, most=1)) == ["Bo"]


def test_who_has_no_regisseur_is_found_longest_here_first(caseload: Caseload) -> None:
    caseload.planned("Ans", caseload.noor)
    caseload.told("Bo", 2, HERE)
    caseload.asks_for_a_call(caseload.told("Bas", 1, THERE), 3)
    of_the_team = {"team_id": caseload.team.pk, "purpose": Purpose.INTAKE}
    with caseload.looks():
        for whom, found in (
            (Whom(directed_by=NOBODY), ["Bas", "Bo"]),
            (Whom("b", directed_by=NOBODY), ["Bas", "Bo"]),
            (Whom("bo", directed_by=NOBODY), ["Bo"]),
            (Whom(buurt_codes=[HERE, THERE], directed_by=NOBODY), ["Bas", "Bo"]),
            (Whom(buurt_codes=[THERE], directed_by=NOBODY), ["Bas"]),
            (Whom("a", directed_by=NOBODY), []),
        ):
            assert caseload.named(undirected(whom, **of_the_team, **ALL)) == found, whom
        second = undirected(Whom(), **of_the_team, skip=1, most=1)
        assert caseload.named(second) == ["Bo"]


def test_a_regisseur_is_offered_when_she_directs_a_plan_that_may_be_seen(
    caseload: Caseload,
) -> None:
    caseload.planned("Ans", caseload.bram)
    elsewhere = make_team("GM9901", "Team Zuid")
    ellen = make_account(elsewhere, Role.NEIGHBOURHOOD_WORKER, "Ellen")
    caseload.planned("Bo", ellen)
    hidden = caseload.planned("Cas", caseload.noor)
    by, on = resident_viewer(hidden), caseload.on(2)
    with acting(by, purpose=Purpose.TAKING_PART, on=on):
        stop_sharing(subject=hidden, team_id=caseload.team.pk, by=by, on=on)
    with caseload.looks():
        assert [name for _, name in regisseurs_in(caseload.team.pk)] == ["Bram"]


def test_who_shared_nothing_stands_in_none_of_these_lists(caseload: Caseload) -> None:
    caseload.people["Kaars"] = tell("GM9901", caseload.first, name="Kaars")
    caseload.asks_for_a_call(caseload.people["Kaars"], 1)
    assert caseload.waits() == []
    with caseload.looks():
        for whom in (Whom(), Whom("k"), Whom(buurt_codes=[""])):
            assert undirected(whom, team_id=caseload.team.pk, purpose=Purpose.INTAKE, **ALL) == []

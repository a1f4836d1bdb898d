# SPDX-License-Identifier: EUPL-1.2
"""A grant is for one party: herself, a team, a person beside her, or a system (ADR 0026)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from meedoen.accounts.roles import Role
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Reason, Viewer, decide
from meedoen.privacy.models import Compartment, Grant, OrganisationSystem, PersonBeside
from meedoen.privacy.operations import (
    Party,
    share_with_party,
    stand_beside,
    stand_beside_no_longer,
    stop_sharing_with_party,
)
from meedoen.privacy.parties import BesideAs
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import person_viewer, resident_viewer, viewer_for_system
from meedoen.residents.models import Fact, Fragment
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.privacy.test_cells import desk, keeps
from tests.privacy.worlds import WISH, everything_of, make_team, tell

pytestmark = pytest.mark.django_db

GUIDANCE = Purpose.GUIDANCE


@pytest.fixture
def subject(now: Moment) -> UUID:
    return tell("GM9901", now)


def beside(subject: UUID, now: Moment, called: str = "Mijn zus") -> UUID:
    herself = resident_viewer(subject)
    with acting(herself, purpose=Purpose.TAKING_PART, on=now):
        return stand_beside(
            subject=subject, called=called, beside_as=BesideAs.CLOSE_ONE, by=herself, on=now
        )


def shares(subject: UUID, party: Party, now: Moment, **more: Any) -> int:
    herself = resident_viewer(subject)
    said: dict[str, Any] = {"domains": {Domain.WISHES, Domain.WORK_INCOME}, "purpose": GUIDANCE}
    with acting(herself, purpose=Purpose.TAKING_PART, on=now):
        return share_with_party(subject=subject, party=party, by=herself, on=now, **said | more)


def wishes(viewer: Viewer, now: Moment, purpose: Purpose = GUIDANCE) -> list[str]:
    with acting(viewer, purpose=purpose, on=now):
        return list(Fragment.objects.values_list("words", flat=True))


@pytest.fixture
def sister(subject: UUID, now: Moment) -> Viewer:
    person = beside(subject, now)
    shares(subject, Party(person=person), now)
    return person_viewer(person, "Mijn zus")


def system(now: Moment, kind: str = "municipality", code: str = "GM9901", **more: Any) -> Viewer:
    team = make_team(code, f"Met systeem {kind} {code}", kind=kind, **more)
    made = OrganisationSystem.objects.create(
        organisation=team.organisation, name="Zaaksysteem", task="wmo"
    )
    return viewer_for_system(made.pk, on=now)


def test_a_person_beside_her_sees_what_she_shared_and_nothing_else(
    subject: UUID, sister: Viewer, now: Moment
) -> None:
    assert wishes(sister, now) == [WISH]
    assert wishes(sister, now, Purpose.INTAKE) == []
    assert wishes(sister, now, Purpose.TAKING_PART) == []
    with acting(sister, purpose=GUIDANCE, on=now):
        domains = set(Compartment.objects.values_list("domain", flat=True))
    assert domains == {Domain.WISHES, Domain.WORK_INCOME}


def test_another_person_beside_her_sees_nothing_of_it(
    subject: UUID, sister: Viewer, now: Moment
) -> None:
    brother = person_viewer(beside(subject, now, "Mijn broer"), "Mijn broer")
    assert wishes(brother, now) == []
    decision = decide(brother, GUIDANCE, everything_of(subject), on=now)
    assert decision.reason is Reason.NOT_SHARED


def test_what_a_law_obtained_goes_to_no_person_beside_her(
    subject: UUID, sister: Viewer, now: Moment
) -> None:
    work = desk("Werk", Role.WORK_CONSULTANT, subject, now)
    keeps(subject, work, now, "PW")
    keeps(subject, resident_viewer(subject), now, "ZW")
    with acting(sister, purpose=GUIDANCE, on=now):
        assert list(Fact.objects.values_list("value", flat=True)) == ["ZW"]


def test_health_goes_to_no_person_and_no_system_even_when_shared(
    subject: UUID, sister: Viewer, now: Moment
) -> None:
    machine = system(now)
    for viewer, party in (
        (sister, Party(person=sister.person)),
        (machine, Party(system=machine.system)),
    ):
        shares(subject, party, now, domains={Domain.HEALTH})
        decision = decide(viewer, GUIDANCE, everything_of(subject), on=now)
        assert Domain.HEALTH not in decision.domains
        with acting(viewer, purpose=GUIDANCE, on=now):
            assert not Compartment.objects.filter(domain=Domain.HEALTH).exists()


def test_a_share_with_a_person_begins_and_ends(subject: UUID, now: Moment) -> None:
    person = beside(subject, now)
    until = now + timedelta(days=7)
    assert shares(subject, Party(person=person), now, until=until) == 2
    guest = person_viewer(person, "Bo")
    assert wishes(guest, now - timedelta(days=1)) == []
    assert wishes(guest, until - timedelta(seconds=1)) == [WISH]
    assert wishes(guest, until) == []


def test_who_stands_beside_her_no_longer_sees_nothing_and_gets_nothing_more(
    subject: UUID, sister: Viewer, now: Moment
) -> None:
    herself, later = resident_viewer(subject), now + timedelta(minutes=1)
    assert sister.person is not None
    with acting(herself, purpose=Purpose.TAKING_PART, on=later):
        assert (
            stand_beside_no_longer(subject=subject, person=sister.person, by=herself, on=later) == 2
        )
    assert wishes(sister, later) == []
    with pytest.raises(DatabaseError, match="row-level security"):
        shares(subject, Party(person=sister.person), later)


def test_who_stands_beside_one_resident_gets_nothing_of_another(
    subject: UUID, sister: Viewer, now: Moment
) -> None:
    other = tell("GM9901", now, name="Kaars")
    with pytest.raises(DatabaseError, match="row-level security"):
        shares(other, Party(person=sister.person), now)


def test_a_colleague_shares_with_no_person_and_no_system_and_names_none(
    subject: UUID, sister: Viewer, now: Moment
) -> None:
    work = desk("Werk", Role.WORK_CONSULTANT, subject, now)
    machine = system(now)
    for party in (Party(person=sister.person), Party(system=machine.system)):
        with (
            pytest.raises(DatabaseError, match="row-level security"),
            acting(work, purpose=Purpose.INTAKE, on=now),
        ):
            share_with_party(
                subject=subject, domains={Domain.WORK_INCOME}, party=party, purpose=GUIDANCE,
                until=now + timedelta(days=1), by=work, on=now,
            )  # fmt: skip
    with acting(work, purpose=Purpose.INTAKE, on=now):
        assert not PersonBeside.objects.exists()
        assert stop_sharing_with_party(
            subject=subject, party=Party(person=sister.person), by=work, on=now
        ) == 0  # fmt: skip


def test_a_person_and_a_system_write_nothing_of_her_story(
    subject: UUID, sister: Viewer, now: Moment
) -> None:
    machine = system(now)
    shares(subject, Party(system=machine.system), now)
    for viewer in (sister, machine):
        compartment = Compartment.objects.get(subject=subject, domain=Domain.WORK_INCOME)
        with (
            pytest.raises(DatabaseError, match="row-level security"),
            acting(viewer, purpose=GUIDANCE, on=now),
        ):
            Fact.objects.create(
                resident_id=subject, compartment=compartment, name="x", value=1, said_by="wie",
                source="resident", known_at=now.at, obtained_under="own_story",
                obtained_from="resident",
            )  # fmt: skip


def test_a_system_sees_what_is_shared_and_what_its_own_law_obtained(
    subject: UUID, now: Moment
) -> None:
    machine = system(now)
    shares(subject, Party(system=machine.system), now)
    keeps(subject, desk("Wmo", Role.WMO_CONSULTANT, subject, now), now, "WW")
    keeps(subject, desk("Werk", Role.WORK_CONSULTANT, subject, now), now, "PW")
    assert wishes(machine, now) == [WISH]
    with acting(machine, purpose=GUIDANCE, on=now):
        assert list(Fact.objects.values_list("value", flat=True)) == ["WW"]


def test_a_system_elsewhere_or_of_an_organisation_without_agreement_sees_nothing(
    subject: UUID, now: Moment
) -> None:
    for machine in (system(now, code="GM9902"), system(now, kind="uwv", purposes=[])):
        shares(subject, Party(system=machine.system), now)
        assert wishes(machine, now) == []
        decision = decide(machine, GUIDANCE, everything_of(subject), on=now)
        assert decision.reason in (Reason.OTHER_MUNICIPALITY, Reason.NO_AGREEMENT)


@pytest.mark.parametrize("purpose", sorted(set(Purpose) - {Purpose.GUIDANCE}))
def test_a_person_comes_for_nothing_but_helping_with_the_plan(
    purpose: Purpose, subject: UUID, sister: Viewer, now: Moment
) -> None:
    decision = decide(sister, purpose, everything_of(subject), on=now)
    assert decision.reason is Reason.NOT_YOUR_ROLE


def test_a_grant_is_for_exactly_one_party(subject: UUID, sister: Viewer, now: Moment) -> None:
    with pytest.raises(ValueError, match="één partij"):
        Party()
    with pytest.raises(ValueError, match="één partij"):
        Party(person=sister.person, system=1)
    hers = Grant.objects.filter(person_id=sister.person)
    for wrong in ({"person": None}, {"subject": subject}, {"team": make_team("GM9901", "Zuid")}):
        with pytest.raises(IntegrityError, match="granted_to_one_party"), transaction.atomic():
            hers.update(**wrong)


@pytest.mark.parametrize("one", list(BesideAs))
def test_who_stands_beside_her_has_dutch_words(one: BesideAs) -> None:
    assert one.label != one.value


def test_naming_and_sharing_twice_is_as_good_as_once(subject: UUID, now: Moment) -> None:
    sister = beside(subject, now)
    assert beside(subject, now) == sister
    assert beside(subject, now, "Mijn broer") != sister
    party = Party(person=sister)
    assert (shares(subject, party, now), shares(subject, party, now)) == (2, 0)
    assert shares(subject, party, now, domains={Domain.WISHES, Domain.CAPACITY}) == 1
    assert shares(subject, party, now, until=now + timedelta(days=1)) == 2

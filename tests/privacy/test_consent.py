# SPDX-License-Identifier: EUPL-1.2
"""Explicit consent is a record of its own: given, read back, withdrawn, and never a condition."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from meedoen.accounts.models import Team
from meedoen.accounts.roles import Role
from meedoen.history.models import Revision
from meedoen.journeys.glasses import converse
from meedoen.journeys.options import options_for
from meedoen.privacy.consent import VERSION, CannotConsent, Way
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import Consent, SecurityEvent
from meedoen.privacy.operations import give_consent, withdraw_consent
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import consents_of, resident_viewer
from meedoen.residents.kinds import FactSource
from meedoen.residents.operations import keep_fact
from meedoen.residents.queries import dossier, known_facts
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.social_laws import SocialLaw
from tests.privacy.test_cells import desk, keeps, seen
from tests.privacy.worlds import make_team, make_viewer, share_with, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject(now: Moment) -> UUID:
    return tell("GM9901", now)


@pytest.fixture
def work(subject: UUID, now: Moment) -> Viewer:
    return desk("Werk", Role.WORK_CONSULTANT, subject, now)


@pytest.fixture
def care(subject: UUID, now: Moment) -> Viewer:
    return desk("Wmo", Role.WMO_CONSULTANT, subject, now)


def agrees(
    subject: UUID, team: int | None, now: Moment, by: Viewer | None = None, **more: Any
) -> UUID:
    by = by or resident_viewer(subject)
    said: dict[str, Any] = {
        "obtained_under": SocialLaw.PARTICIPATIEWET,
        "domains": {Domain.WORK_INCOME},
        "task": SocialLaw.WMO,
        "how": Way.SCREEN,
    }
    purpose = Purpose.TAKING_PART if by.role is Role.RESIDENT else Purpose.INTAKE
    with acting(by, purpose=purpose, on=now):
        return give_consent(subject=subject, team_id=team or 0, by=by, on=now, **said | more)


def withdraws(subject: UUID, consent: UUID, now: Moment, by: Viewer | None = None) -> bool:
    by = by or resident_viewer(subject)
    purpose = Purpose.TAKING_PART if by.role is Role.RESIDENT else Purpose.INTAKE
    with acting(by, purpose=purpose, on=now):
        return withdraw_consent(subject=subject, consent_id=consent, by=by, on=now)


def test_what_she_agreed_to_crosses_from_that_moment_until_she_withdraws_it(
    subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    keeps(subject, work, now)
    consent = agrees(subject, care.team_id, now + timedelta(minutes=1))
    assert seen(subject, care, now) == []
    assert seen(subject, care, now + timedelta(minutes=1)) == ["PW"]
    assert withdraws(subject, consent, now + timedelta(minutes=2))
    assert seen(subject, care, now + timedelta(minutes=2)) == []
    assert seen(subject, care, now + timedelta(minutes=1)) == ["PW"]


@pytest.mark.parametrize(
    "other",
    [
        {"domains": {Domain.CARE}},
        {"obtained_under": SocialLaw.WGS},
        {"task": SocialLaw.WMO, "team": "Wijk"},
    ],
)
def test_it_is_for_just_that_data_that_law_and_that_team(
    other: dict[str, Any], subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    keeps(subject, work, now)
    team = make_team("GM9901", other["team"]).pk if "team" in other else care.team_id
    agrees(subject, team, now, **{key: one for key, one in other.items() if key != "team"})
    assert seen(subject, care, now) == []


def test_it_shares_nothing_by_itself(subject: UUID, work: Viewer, now: Moment) -> None:
    keeps(subject, work, now)
    team = make_team("GM9901", "Ander loket", kind="municipality")
    agrees(subject, team.pk, now)
    stranger = make_viewer(team, Role.WMO_CONSULTANT, now, "Wout")
    assert seen(subject, stranger, now) == []


def test_the_record_says_what_was_shown_and_how_by_whom_and_when(
    subject: UUID, care: Viewer, now: Moment
) -> None:
    agrees(subject, care.team_id, now)
    kept = Consent.objects.get()
    assert kept.words == (
        "Ik vind het goed dat Wmo, Wmo iets over mij gebruikt voor de Wmo (hulp en ondersteuning). "
        "Het gaat om: werk en uitkering. Dit is verzameld voor de Participatiewet (werk en "
        "bijstand). Zeg ik nee, dan krijg ik dezelfde hulp. Ik kan dit altijd weer intrekken."
    )
    assert (kept.version, kept.how, kept.noted_by) == (VERSION, Way.SCREEN, "de inwoner zelf")
    assert kept.given_at == now.at
    assert Revision.objects.filter(table="privacy_consent", kind="added").count() == 1
    events = SecurityEvent.objects.filter(event="consent_given")
    assert events.count() == 1


def test_she_reads_back_what_she_agreed_to_also_what_she_withdrew(
    subject: UUID, care: Viewer, now: Moment
) -> None:
    first = agrees(subject, care.team_id, now)
    withdraws(subject, first, now + timedelta(days=1))
    agrees(subject, care.team_id, now + timedelta(days=2))
    herself = resident_viewer(subject)
    with acting(herself, purpose=Purpose.TAKING_PART, on=now):
        listed = consents_of(subject)
    assert [one.withdrawn_at is None for one in listed] == [True, False]
    assert listed[0].team == "Wmo"


def test_what_is_withdrawn_is_withdrawn_once_and_stays_so(
    subject: UUID, care: Viewer, now: Moment
) -> None:
    consent = agrees(subject, care.team_id, now)
    assert withdraws(subject, consent, now)
    assert not withdraws(subject, consent, now + timedelta(days=1))
    assert Consent.objects.get().withdrawn_at == now.at
    with refused(resident_viewer(subject), Purpose.TAKING_PART, now, "row-level|permission"):
        Consent.objects.filter(pk=consent).update(words="iets anders")


@pytest.mark.parametrize("way", [Way.PAPER, Way.SPOKEN])
def test_the_desk_that_has_the_data_notes_what_she_says_and_may_withdraw_it_on_her_word(
    way: Way, subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    keeps(subject, work, now)
    consent = agrees(subject, care.team_id, now, by=work, how=way)
    assert seen(subject, care, now) == ["PW"]
    assert Consent.objects.get().noted_by == "Werk"
    assert withdraws(subject, consent, now, by=work)


@contextmanager
def refused(
    by: Viewer, purpose: Purpose, on: Moment, why: str = "row-level security"
) -> Iterator[None]:
    with pytest.raises(DatabaseError, match=why), acting(by, purpose=purpose, on=on):
        yield


def test_nobody_notes_consent_to_her_own_team_nor_as_if_it_was_given_on_the_screen(
    subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    for noted_by, way in ((care, Way.SPOKEN), (work, Way.SCREEN)):
        with pytest.raises(DatabaseError, match="row-level security"):
            agrees(subject, care.team_id, now, by=noted_by, how=way)
    with pytest.raises(DatabaseError, match="row-level security"):
        agrees(subject, care.team_id, now, how=Way.PAPER)


def test_nobody_notes_consent_of_somebody_who_shared_nothing_with_her(
    subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    stranger = tell("GM9901", now, name="Kaars")
    with pytest.raises(Exception, match=r"No visible compartment"):
        agrees(stranger, care.team_id, now, by=work, how=Way.SPOKEN)
    hers = Consent(
        subject=stranger, compartment_id=1, obtained_under=SocialLaw.WGS, domains=["money"],
        task=SocialLaw.WMO, team_id=care.team_id, words="ja", version="1", how=Way.SPOKEN,
        noted_by="Werk", noted_by_team=work.team_id, given_at=now.at,
    )  # fmt: skip
    with refused(work, Purpose.INTAKE, now):
        hers.save(force_insert=True)
    other = resident_viewer(stranger)
    with pytest.raises(Exception, match=r"No visible compartment|row-level"):
        agrees(subject, care.team_id, now, by=other)


def test_another_team_does_not_read_to_what_she_agreed(
    subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    agrees(subject, care.team_id, now)
    for who, number in ((care, 1), (work, 0)):
        with acting(who, purpose=Purpose.INTAKE, on=now):
            assert len(consents_of(subject)) == number
    assert not withdraws(subject, Consent.objects.get().pk, now, by=work)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"obtained_under": SocialLaw.WMO}, "geen toestemming voor nodig"),
        ({"obtained_under": SocialLaw.SUWI}, "kan niet met toestemming"),
        ({"task": SocialLaw.OPEN_PROVISION}, "kan niet met toestemming"),
        ({"domains": set()}, "kan niet met toestemming"),
    ],
)
def test_consent_where_it_makes_no_difference_is_refused_with_what_to_do(
    said: dict[str, Any], why: str, subject: UUID, care: Viewer, now: Moment
) -> None:
    with pytest.raises(CannotConsent, match=why):
        agrees(subject, care.team_id, now, **said)
    assert not Consent.objects.exists()


@pytest.mark.parametrize("empty", [{"words": ""}, {"version": ""}, {"domains": []}])
def test_a_consent_to_nothing_is_none(
    empty: dict[str, object], subject: UUID, care: Viewer, now: Moment
) -> None:
    agrees(subject, care.team_id, now)
    with pytest.raises(IntegrityError, match="consent_says_to_what"), transaction.atomic():
        Consent.objects.update(**empty)
    with pytest.raises(IntegrityError, match="ends_after"), transaction.atomic():
        Consent.objects.update(withdrawn_at=now.at - timedelta(days=1))


def test_refusing_changes_nothing_in_what_is_offered_to_her(
    subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    """AVG recital 43: the same places, the same ways, the same questions, with and without."""
    team = Team.objects.get(pk=care.team_id)
    share_with(subject, team, now, {Domain.WISHES, Domain.DAILY_LIFE}, {Purpose.INTAKE})
    keeps(subject, work, now, ["PW"])

    def offered() -> tuple[object, ...]:
        with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=now):
            known = dossier(subject)
            assert known is not None
            talk = converse(known, on=now)
            ways = {one.provision.id: one.kind for one in talk.assessment.outcomes}
            return [option.offer.id for option in options_for(known, on=now)], ways, talk.question

    without = offered()
    consent = agrees(subject, care.team_id, now)
    assert offered() == without
    withdraws(subject, consent, now)
    assert offered() == without


def test_what_somebody_agreed_to_goes_with_her_dossier(
    subject: UUID, care: Viewer, now: Moment
) -> None:
    agrees(subject, care.team_id, now)
    herself = resident_viewer(subject)
    with acting(herself, purpose=Purpose.TAKING_PART, on=now):
        keep_fact(
            subject=subject, name="x", value=1, domain=Domain.WISHES, source=FactSource.RESIDENT,
            by=herself, on=now,
        )  # fmt: skip
        assert known_facts(subject)
    consent = Consent.objects.get()
    consent.compartment.delete()
    assert not Consent.objects.exists()


def test_what_she_agreed_to_already_is_not_kept_twice(
    subject: UUID, care: Viewer, now: Moment
) -> None:
    first = agrees(subject, care.team_id, now)
    assert agrees(subject, care.team_id, now) == first
    withdraws(subject, first, now)
    assert agrees(subject, care.team_id, now) != first

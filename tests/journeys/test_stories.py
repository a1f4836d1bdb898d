# SPDX-License-Identifier: EUPL-1.2
"""The stories the product grew out of, walked from the first word to the plan."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from meedoen.accounts.models import Account, Team
from meedoen.accounts.roles import Role
from meedoen.bookings.models import Placement
from meedoen.bookings.operations import NoPlaceLeft
from meedoen.bookings.queries import free_places
from meedoen.catalogue.models import Offer
from meedoen.demonstration.load import AlreadyLoaded, load_demonstration
from meedoen.journeys import check_in, glasses, intake, participation
from meedoen.journeys.options import options_for
from meedoen.journeys.reading import NotFound, read_dossier
from meedoen.plans.answers import CheckInAnswer
from meedoen.plans.models import Plan
from meedoen.plans.queries import running_plan
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.operations import NotAllowed
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, shared_with, viewer_for_account, who_looked
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FactSource, FragmentKind
from meedoen.residents.models import Resident
from meedoen.residents.queries import Dossier, dossier
from meedoen.vocabulary.capacity import Capacity, Condition
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lindewaard(now: Moment) -> None:
    for _ in load_demonstration(on=now):
        pass


def called(name: str) -> UUID:
    return Resident.objects.get(chosen_name=name).pk


def professional(email: str, now: Moment) -> Viewer:
    return viewer_for_account(Account.objects.get(email=email).pk, on=now)


def own(subject: UUID, now: Moment) -> Dossier:
    found = dossier(subject)
    assert found is not None
    return found


@pytest.fixture
def vlinder(lindewaard: None, now: Moment) -> Iterator[UUID]:
    """Somebody who wants to be nobody: no account, no bsn, a nickname, nothing shared."""
    subject = called("Vlinder")
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=now):
        yield subject


@pytest.mark.proves("S0-01")
@pytest.mark.proves("S2-01", "a plan needs no law")
def test_somebody_without_name_account_or_number_takes_part(vlinder: UUID, now: Moment) -> None:
    known = own(vlinder, now)
    options = options_for(known, on=now)
    assert options
    by = resident_viewer(vlinder)
    first = next(option for option in options if option.offer.has_place)
    participation.choose_place(known=known, offer_id=first.offer.id, by=by, on=now)
    plan = running_plan(vlinder)
    assert plan is not None
    assert plan.regisseur
    assert [place.title for place in plan.places] == [first.offer.title]
    assert plan.steps[0].state == "now"
    assert plan.steps[0].wished_day is None


@pytest.mark.proves("S2-12")
@pytest.mark.proves("S2-14", "who pays is nowhere to be seen")
@pytest.mark.proves("I3", "an open door among the options")
def test_each_option_has_a_reason_and_no_trace_of_money(lindewaard: None, now: Moment) -> None:
    """Reasons in plain words, and who pays is nowhere to be seen."""
    for resident in Resident.objects.all():
        with acting(resident_viewer(resident.pk), purpose=Purpose.TAKING_PART, on=now):
            options = options_for(own(resident.pk, now), on=now)
        assert any(option.open_door for option in options), resident.chosen_name
        for option in options:
            assert option.reasons
            said = " ".join(reason.text for reason in option.reasons).lower()
            for word in ("€", "euro", "budget", "gratis", "kosten", "wmo", "participatiewet"):
                assert word not in said


@pytest.mark.proves("S1-28", "she herself is warned")
def test_johan_who_was_overasked_is_warned_when_a_place_asks_more(
    lindewaard: None, now: Moment
) -> None:
    """He was dismissed again and again because he was asked too much."""
    subject = called("Johan")
    by = resident_viewer(subject)
    with acting(by, purpose=Purpose.TAKING_PART, on=now):
        residents.hear_capacity(subject=subject, capacity=Capacity(1), by=by, on=now)
        options = options_for(own(subject, now), on=now, limit=40)
    asking_more = [o for o in options if o.offer.dayparts_per_week > 1 and not o.offer.flexible]
    assert asking_more
    assert all(option.warning for option in asking_more)


@pytest.mark.proves("S1-31")
def test_theo_who_need_not_apply_for_jobs_still_gets_matches(lindewaard: None, now: Moment) -> None:
    """An exemption never takes somebody out of taking part."""
    subject = called("Theo")
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=now):
        assert len(options_for(own(subject, now), on=now)) >= 3
        plan = running_plan(subject)
    assert plan is not None
    assert plan.places


@pytest.mark.proves("S1-24", "the next colleague reads it")
def test_a_story_told_once_is_there_for_the_next_colleague(lindewaard: None, now: Moment) -> None:
    """The second person to open the dossier reads what the first one heard."""
    noor = professional("noor@lindewaard.example", now)
    with acting(noor, purpose=Purpose.INTAKE, on=now):
        subject = intake.tell_together(
            municipality_code="GM9901",
            buurt_code="BU99010202",
            chosen_name="Kaars",
            said={FragmentKind.WISH: "Ik wil bakken", FragmentKind.STORY: "Ik zat lang thuis"},
            capacity=Capacity(2, frozenset({Condition.QUIET})),
            by=noor,
            on=now,
        )
    team = Team.objects.get(pk=noor.team_id)
    colleague = make_viewer(team, Role.NEIGHBOURHOOD_WORKER, now, "Invaller")
    with acting(colleague, purpose=Purpose.INTAKE, on=now):
        reading = read_dossier(
            subject=subject, purpose=Purpose.INTAKE, what="las je verhaal", by=colleague, on=now
        )
    assert reading.dossier.wish is not None
    assert reading.dossier.wish.words == "Ik wil bakken"
    assert reading.dossier.capacity.dayparts_per_week == 2


@pytest.mark.proves("I11", "opening a dossier")
def test_the_resident_sees_who_looked_when_and_why(lindewaard: None, now: Moment) -> None:
    """Every look at a person is in the log, with its purpose, in her own words."""
    subject = called("Johan")
    noor = professional("noor@lindewaard.example", now)
    with acting(noor, purpose=Purpose.INTAKE, on=now):
        read_dossier(
            subject=subject, purpose=Purpose.INTAKE, what="las wat je wilt", by=noor, on=now
        )
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=now):
        looks = who_looked(subject).by_others
        teams = {shared.team for shared in shared_with(subject, on=now)}
    assert [(look.who, look.what, look.why) for look in looks if not look.by_yourself] == [
        ("Noor", "las wat je wilt", Purpose.INTAKE)
    ]
    assert "Sociaal stadsteam Noord" in teams


def test_who_was_not_told_finds_nothing_and_learns_nothing(lindewaard: None, now: Moment) -> None:
    vlinder = called("Vlinder")
    ilse = professional("ilse@vennerhout.example", now)
    with (
        pytest.raises((NotAllowed, NotFound)),
        acting(ilse, purpose=Purpose.INTAKE, on=now),
    ):
        read_dossier(subject=vlinder, purpose=Purpose.INTAKE, what="las", by=ilse, on=now)


def test_saying_yes_twice_keeps_one_place_and_a_full_place_changes_nothing(
    vlinder: UUID, now: Moment
) -> None:
    known, by = own(vlinder, now), resident_viewer(vlinder)
    free = next(o for o in options_for(known, on=now) if o.offer.places is not None)
    for _ in range(2):
        participation.choose_place(known=known, offer_id=free.offer.id, by=by, on=now)
    assert Placement.objects.filter(offer_id=free.offer.id).count() == 1
    full = next(one for one in Offer.objects.all() if free_places(one) == 0)
    with pytest.raises(NoPlaceLeft):
        participation.choose_place(known=known, offer_id=full.pk, by=by, on=now)
    plan = running_plan(vlinder)
    assert plan is not None
    assert [place.offer_id for place in plan.places] == [free.offer.id]


def test_giving_a_place_back_frees_it_and_the_plan_goes_on(vlinder: UUID, now: Moment) -> None:
    known, by = own(vlinder, now), resident_viewer(vlinder)
    offer = next(o for o in options_for(known, on=now) if o.offer.places is not None).offer
    before = free_places(Offer.objects.get(pk=offer.id))
    participation.choose_place(known=known, offer_id=offer.id, by=by, on=now)
    plan = running_plan(vlinder)
    assert plan is not None
    participation.give_place_back(subject=vlinder, placement_id=plan.places[0].pk, by=by, on=now)
    assert free_places(Offer.objects.get(pk=offer.id)) == before
    after = running_plan(vlinder)
    assert after is not None
    assert after.places == []


@pytest.mark.proves("I5")
@pytest.mark.proves("S0-23", "it is quiet until the day she chose")
def test_now_not_is_respected_until_the_day_she_chose(vlinder: UUID, now: Moment) -> None:
    """After "nu niet" there is silence until then, and any other answer ends it."""
    known, by = own(vlinder, now), resident_viewer(vlinder)
    participation.begin_plan(known=known, by=by, on=now)
    until = (now + timedelta(days=60)).day
    check_in.say_how_it_goes(
        subject=vlinder, answer=CheckInAnswer.NOT_NOW, words="", quiet_until=until, next_step="",
        by=by, on=now,
    )  # fmt: skip
    plan = running_plan(vlinder)
    assert plan is not None
    assert plan.is_quiet(now.day)
    assert not plan.is_quiet(until)
    check_in.say_how_it_goes(
        subject=vlinder, answer=CheckInAnswer.STAY, words="Zo is het goed", quiet_until=None,
        next_step="", by=by, on=now,
    )  # fmt: skip
    again = running_plan(vlinder)
    assert again is not None
    assert not again.is_quiet(now.day)


@pytest.mark.proves("S2-18")
def test_there_is_never_a_second_running_plan(vlinder: UUID, now: Moment) -> None:
    """One plan, one regisseur."""
    known, by = own(vlinder, now), resident_viewer(vlinder)
    first = participation.begin_plan(known=known, by=by, on=now)
    assert participation.begin_plan(known=known, by=by, on=now) == first
    assert Plan.objects.count() == 1


def test_a_skipped_question_stays_unknown_and_never_becomes_no(
    lindewaard: None, now: Moment
) -> None:
    subject = called("Johan")
    noor = professional("noor@lindewaard.example", now)
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=now):
        known = own(subject, now)
        first = glasses.converse(known, on=now)
        assert first.question is not None
        name = first.question.name
        glasses.answer(
            subject=subject, name=name, value=None, source=FactSource.RESIDENT, by=noor, on=now
        )
        after = glasses.converse(known, on=now)
    assert name in after.skipped
    assert after.question is None or after.question.name != name
    before = {o.provision.id: o.kind for o in first.assessment.outcomes}
    assert {o.provision.id: o.kind for o in after.assessment.outcomes} == before


def test_two_sources_that_disagree_are_both_kept_and_decide_nothing(
    lindewaard: None, now: Moment
) -> None:
    subject = called("Theo")
    by = resident_viewer(subject)
    with acting(by, purpose=Purpose.TAKING_PART, on=now):
        for source, value in ((FactSource.RESIDENT, True), (FactSource.REGISTER, False)):
            glasses.answer(
                subject=subject, name="vervoer_zelfstandig", value=value, source=source,
                by=by, on=now,
            )  # fmt: skip
        talk = glasses.converse(own(subject, now), on=now)
    assert "vervoer_zelfstandig" in talk.disagreeing
    assert len([fact for fact in talk.facts if fact.name == "vervoer_zelfstandig"]) == 2


def test_the_demonstration_never_mixes_with_what_is_there(lindewaard: None, now: Moment) -> None:
    with pytest.raises(AlreadyLoaded):
        next(load_demonstration(on=now))

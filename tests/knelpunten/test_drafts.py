# SPDX-License-Identifier: EUPL-1.2
"""Drafts for the register: without a person, seen by the own organisation, never lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from meedoen.accounts import operations as accounts
from meedoen.accounts.roles import Role
from meedoen.database.roles import WEB
from meedoen.knelpunten import operations
from meedoen.knelpunten.kinds import Frame, KnelpuntType, frames_of
from meedoen.knelpunten.models import Draft, Ticket, Voice
from meedoen.knelpunten.queries import CUTTING_EDGE, count_touching, draft, drafts
from meedoen.knelpunten.told import NotWithoutHerYes, StillRecognisable, Told
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.recognition.finds import find
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import make_team, make_viewer
from tests.rules.people import rulebook
from tests.signing import SIGNED

pytestmark = pytest.mark.django_db
TOLD = Told(
    title="Meer doen kan hulp kosten",
    laws=("Wmo art. 2.3.9", "Pw art. 31"),
    type=KnelpuntType.RULE,
    happens="Wie meer doet, krijgt minder uren hulp.",
)


@dataclass(frozen=True)
class Offices:
    """Two teams of one organisation, one of another, and one in another municipality."""

    north: Viewer
    south: Viewer
    other: Viewer
    elsewhere: Viewer


@pytest.fixture
def offices(now: Moment) -> Offices:
    north = make_team("GM9901", "Team Noord")
    south = accounts.add_team(organisation=north.organisation, name="Team Zuid", **SIGNED)
    teams = [north, south, make_team("GM9901", "Anders"), make_team("GM9902", "Elders")]
    return Offices(*(make_viewer(team, Role.NEIGHBOURHOOD_WORKER, now) for team in teams))


@contextmanager
def at_work(viewer: Viewer, on: Moment) -> Iterator[None]:
    with acting(viewer, purpose=Purpose.INTAKE, on=on):
        yield


def keep(by: Viewer, on: Moment, told: Told = TOLD, **more: Any) -> int:
    given = {"names": ["Theo"], "places": ["Lindewaard"], "may_stay": (), "code": "K06"} | more
    return operations.keep_draft(told=told, municipality_code="GM9901", by=by, on=on, **given)


@pytest.mark.proves("S0-06", "each names its laws")
@pytest.mark.proves("S0-19", "each has a type")
def test_a_draft_tells_what_collides_in_which_frames_and_since_which_day(
    offices: Offices, now: Moment
) -> None:
    """Each knelpunt names its laws and its type."""
    with at_work(offices.north, now):
        found = draft(keep(offices.north, now))
    assert (found.title, found.laws, found.type) == (TOLD.title, TOLD.laws, TOLD.type)
    assert set(found.frames) == set(CUTTING_EDGE)
    assert (found.team, found.made_on) == ("Team Noord", now.day)


# The laboratory tries rules on invented people.
KNOWS_NOBODY = {"accounts", "areas", "knelpunten", "laboratory"}


def test_nothing_of_the_room_points_at_a_resident_or_keeps_a_moment() -> None:
    for model in apps.get_app_config("knelpunten").get_models():
        for field in model._meta.get_fields():
            there = field.related_model
            if field.is_relation and there is not None:
                assert there._meta.app_label in KNOWS_NOBODY, field
            # The number of a ticket is random, and tells nothing outside the dossier that has it;
            # that of a voice is random too, and nobody has it.
            if (model, field.name) not in {(Ticket, "id"), (Voice, "id")}:
                kind = field.get_internal_type()
                assert kind not in {"DateTimeField", "UUIDField"}, field


@pytest.mark.proves("S0-13")
def test_a_text_with_a_name_is_not_kept_until_it_is_changed_or_may_stay(
    offices: Offices, now: Moment
) -> None:
    named = replace(TOLD, happens="Theo krijgt minder uren hulp.")
    with at_work(offices.north, now):
        with pytest.raises(StillRecognisable) as sorry:
            keep(offices.north, now, named)
        assert not Draft.objects.exists()
        (found,) = sorry.value.findings["happens"]
        keep(offices.north, now, named, may_stay=[found.key])
        assert Draft.objects.get().may_stay == [found.key]


@pytest.mark.proves("I20", "a bsn in a knelpunt")
def test_a_citizen_service_number_never_stays(offices: Offices, now: Moment) -> None:
    told = replace(TOLD, happens="Over 111222333 gaat het.")
    (found,) = find(told.happens)
    with at_work(offices.north, now), pytest.raises(StillRecognisable):
        keep(offices.north, now, told, may_stay=[found.key])


@pytest.mark.parametrize("field", ["title", "happens", "effect"])
def test_every_text_of_it_is_looked_through(offices: Offices, now: Moment, field: str) -> None:
    told = replace(TOLD, effect_agreed=True, **{field: "Bel 06-12345678 maar."})
    with at_work(offices.north, now), pytest.raises(StillRecognisable) as sorry:
        keep(offices.north, now, told)
    assert set(sorry.value.findings) == {field}


@pytest.mark.proves("S0-20", "her own words, with her yes")
@pytest.mark.proves("S0-21", "her own words apart")
def test_her_own_words_go_along_only_with_her_yes(offices: Offices, now: Moment) -> None:
    words = replace(TOLD, effect="Ik durf niets meer te doen.")
    with at_work(offices.north, now):
        with pytest.raises(NotWithoutHerYes):
            keep(offices.north, now, words)
        found = draft(keep(offices.north, now, replace(words, effect_agreed=True)))
    assert found.effect == words.effect


def test_the_database_itself_wants_her_yes(offices: Offices, now: Moment) -> None:
    with at_work(offices.north, now):
        pk = keep(offices.north, now)
    with pytest.raises(DatabaseError, match="effect_only"), at_work(offices.north, now):
        Draft.objects.filter(pk=pk).update(effect="Ik durf niets meer.", effect_agreed=False)


def test_changing_looks_through_it_again_and_does_not_ask_twice_about_the_same(
    offices: Offices, now: Moment
) -> None:
    day = replace(TOLD, happens="Sinds 3 maart krijgt wie meer doet minder hulp.")
    with at_work(offices.north, now):
        pk = keep(offices.north, now, day, may_stay=[f.key for f in find(day.happens)])
        change = {"draft_id": pk, "places": (), "by": offices.south, "may_stay": ()}
        longer = replace(day, happens=day.happens + " Dat is raar.")
        operations.change_draft(told=longer, on=now + timedelta(days=1), **change)
        assert draft(pk).happens == longer.happens
        assert draft(pk).changed_on > draft(pk).made_on
        named = replace(day, title="Over Petra")
        with pytest.raises(StillRecognisable):
            operations.change_draft(told=named, on=now, **change)


def test_a_removed_draft_is_off_the_list_and_can_be_put_back(offices: Offices, now: Moment) -> None:
    with at_work(offices.north, now):
        pk = keep(offices.north, now)
        operations.remove_draft(draft_id=pk, by=offices.north, on=now)
        assert drafts() == []
        with pytest.raises(Draft.DoesNotExist):
            draft(pk)
        operations.put_draft_back(draft_id=pk, by=offices.north, on=now)
        assert [one.pk for one in drafts()] == [pk]


@pytest.mark.proves("S0-06")
def test_the_intersection_of_both_laws_can_be_counted(offices: Offices, now: Moment) -> None:
    """Filter laws=Wmo∧Pw gives the intersection."""
    with at_work(offices.north, now):
        both = keep(offices.north, now)
        keep(offices.north, now, replace(TOLD, laws=("Wmo art. 2.3.9",)))
        keep(offices.north, now, replace(TOLD, laws=("ZW art. 19",)))
        assert [one.pk for one in drafts(touching=CUTTING_EDGE)] == [both]
        assert (count_touching(()), count_touching(CUTTING_EDGE)) == (3, 1)


@pytest.mark.parametrize(
    ("laws", "frames"),
    [
        (["Wmo art. 2.3.9"], [Frame.WMO]),
        (["Participatiewet", "wmo 2015"], [Frame.WMO, Frame.PARTICIPATIEWET]),
        (["UB Wmo art. 3.8"], [Frame.WMO]),
        (["ZW art. 19", " Pw art. 10b "], [Frame.PARTICIPATIEWET, Frame.OTHER]),
        (["Pwa"], [Frame.OTHER]),
    ],
)
def test_a_law_belongs_to_the_frame_it_is_written_for(laws: list[str], frames: list[Frame]) -> None:
    assert frames_of(laws) == frames


@pytest.mark.proves("S0-19", "those of the rulebook have a type")
def test_every_knelpunt_of_the_rulebook_has_a_type_and_a_frame() -> None:
    for knelpunt in rulebook().knelpunten:
        assert KnelpuntType(knelpunt.type).label
        assert frames_of(knelpunt.laws)


@pytest.mark.proves("S0-08", "nobody else finds it")
def test_only_the_own_organisation_sees_a_draft(offices: Offices, now: Moment) -> None:
    with at_work(offices.north, now):
        pk = keep(offices.north, now)
    with at_work(offices.south, now):
        assert [one.pk for one in drafts()] == [pk]
    for stranger in (offices.other, offices.elsewhere):
        with at_work(stranger, now):
            assert drafts() == []
            with pytest.raises(Draft.DoesNotExist):
                operations.remove_draft(draft_id=pk, by=stranger, on=now)


def test_without_a_context_there_are_no_drafts(offices: Offices, now: Moment) -> None:
    with at_work(offices.north, now):
        keep(offices.north, now)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WEB}")
        cursor.execute("SELECT * FROM knelpunten_draft")
        assert cursor.fetchall() == []
        cursor.execute("SET LOCAL ROLE NONE")


def test_the_database_refuses_a_draft_in_the_name_of_another_team_or_municipality(
    offices: Offices, now: Moment
) -> None:
    assert offices.south.team_id is not None
    other_team = replace(offices.north, team_id=offices.south.team_id)
    with pytest.raises(DatabaseError, match="row-level security"), at_work(offices.north, now):
        keep(other_team, now)
    with pytest.raises(DatabaseError, match="row-level security"), at_work(offices.elsewhere, now):
        keep(offices.elsewhere, now)


def test_the_database_lets_nobody_remove_a_draft_or_move_it(offices: Offices, now: Moment) -> None:
    with at_work(offices.north, now):
        keep(offices.north, now)
    with pytest.raises(DatabaseError, match="permission denied"), at_work(offices.north, now):
        Draft.objects.all().delete()
    with pytest.raises(DatabaseError, match="permission denied"), at_work(offices.north, now):
        Draft.objects.update(municipality_id="GM9902")


def test_what_a_team_told_twice_on_a_day_is_one_knelpunt(offices: Offices, now: Moment) -> None:
    with at_work(offices.north, now):
        first = keep(offices.north, now)
        assert keep(offices.north, now) == first
        assert keep(offices.north, now, code="K07") != first
        assert keep(offices.north, now + timedelta(days=1)) != first
        operations.remove_draft(draft_id=first, by=offices.north, on=now)
        assert keep(offices.north, now) != first

# SPDX-License-Identifier: EUPL-1.2
"""Casus: told by two organisations, shared by a second reader, without what tells who it is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from meedoen.accounts.roles import Role
from meedoen.knelpunten.casus import operations, queries
from meedoen.knelpunten.casus.operations import NotYourOwn
from meedoen.knelpunten.casus.template import CasusTold
from meedoen.knelpunten.models import CaseStudy, SharedCasus
from meedoen.knelpunten.register import queries as register
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.knelpunten.states import CasusState, Station, Worked
from meedoen.knelpunten.told import StillRecognisable
from meedoen.privacy.decision import Viewer
from meedoen.recognition.finds import find
from tests.knelpunten.worlds import (
    LINDEWAARD,
    NOW,
    Desks,
    another,
    desks,
    entered,
    improving,
    later,
)
from tests.privacy.worlds import make_team, make_viewer

pytestmark = pytest.mark.django_db
TOLD = CasusTold(
    title="Een vaste middag en toch bang",
    situation="Iemand wil elke week komen helpen. Thuis krijgt diegene hulp.",
    collides="Wie minder nodig heeft, krijgt minder.",
    cause="Er wordt gekeken naar wat al lukt.",
    approach="Spreek een proeftijd af.",
    effect="Nu durft iemand te beginnen.",
    worked=Worked.HALF,
)


@pytest.fixture
def desk() -> Desks:
    return desks()


def begun(desk: Desks, told: CasusTold = TOLD, knelpunt: int | None = None) -> int:
    with improving(desk.team):
        return operations.begin(
            told=told, municipality=LINDEWAARD, knelpunt_id=knelpunt, by=desk.team, on=NOW
        )


def together(desk: Desks, told: CasusTold = TOLD, knelpunt: int | None = None) -> int:
    """Begin a casus, and let the open house work on it."""
    number = begun(desk, told, knelpunt)
    assert desk.house.team_id is not None
    with improving(desk.team):
        operations.ask_team(
            casus_id=number, team_id=desk.house.team_id, last_day=None, by=desk.team, on=NOW
        )
    return number


def read(desk: Desks, number: int, argued: dict[str, str] | None = None) -> None:
    assert desk.house.account_id is not None
    with improving(desk.team):
        operations.ask_reader(
            casus_id=number, reader_id=desk.house.account_id, argued=argued or {}, places=(),
            by=desk.team, on=NOW,
        )  # fmt: skip


def seen_by(viewer: Viewer, on: Any = NOW) -> int:
    with improving(viewer, on):
        return len(queries.casus_of(LINDEWAARD, account_id=viewer.account_id))


@pytest.mark.proves("S0-08")
def test_two_organisations_write_in_one_casus_and_others_find_nothing(desk: Desks) -> None:
    number = begun(desk)
    assert [seen_by(one) for one in (desk.team, desk.house, desk.policy)] == [1, 0, 0]
    number = together(desk)
    with improving(desk.house):
        operations.change(
            casus_id=number, told=replace(TOLD, cause="Anders."), knelpunt_id=None,
            by=desk.house, on=later(1),
        )  # fmt: skip
    with improving(desk.team):
        assert queries.casus(number).told.cause == "Anders."
    for stranger in (desk.policy, desk.elsewhere, desk.volunteer):
        with improving(stranger), pytest.raises(CaseStudy.DoesNotExist):
            queries.casus(number)


@pytest.mark.proves("S0-11", "a volunteer sees what was shared only")
def test_a_volunteer_of_a_team_that_works_on_it_reads_what_was_shared_only(desk: Desks) -> None:
    number = together(desk, knelpunt=(point := entered(desk.team)))
    assert seen_by(desk.volunteer) == 0
    read(desk, number)
    with improving(desk.house):
        operations.share(casus_id=number, places=(), by=desk.house, on=NOW)
    with improving(desk.volunteer):
        assert queries.casus_of(LINDEWAARD, account_id=desk.volunteer.account_id) == []
        (story,) = register.point(point).stories
    assert (story.situation, story.worked) == (TOLD.situation, Worked.HALF)
    assert story.teams == "Team Noord, Open Kamer"


@pytest.mark.proves("S0-12", "the database too shows an adviser what was shared only")
def test_who_was_asked_until_a_day_sees_nothing_after_it(desk: Desks) -> None:
    """An adviser from outside in the same team sees it on no day: what was shared is for her."""
    outside = make_team(LINDEWAARD, "Buurthuis")
    colleague = make_viewer(outside, Role.PROVIDER_WORKER, NOW, "Ans")
    adviser = make_viewer(outside, Role.EXTERNAL_ADVISER, NOW, "Ad")
    number = begun(desk)
    until = (NOW + timedelta(days=30)).day
    with improving(desk.team):
        operations.ask_team(
            casus_id=number, team_id=outside.pk, last_day=until, by=desk.team, on=NOW
        )
    assert [seen_by(colleague, later(days)) for days in (0, 30, 31)] == [1, 1, 0]
    assert seen_by(adviser) == 0
    with improving(desk.team):
        operations.ask_team(
            casus_id=number, team_id=outside.pk, last_day=None, by=desk.team, on=NOW
        )
    assert seen_by(colleague, later(31)) == 1


def test_a_team_can_be_let_go_but_not_the_one_that_tells_it(desk: Desks) -> None:
    number = together(desk)
    assert desk.house.team_id is not None
    assert desk.team.team_id is not None
    with improving(desk.team):
        told: dict[str, Any] = {"casus_id": number, "by": desk.team, "on": NOW}
        operations.let_team_go(team_id=desk.house.team_id, **told)
        with pytest.raises(NotFromHere):
            operations.let_team_go(team_id=desk.team.team_id, **told)
        with pytest.raises(NotFromHere):
            operations.ask_team(team_id=desk.team.team_id, last_day=later(1).day, **told)
        assert [one.began_it for one in queries.casus(number).teams] == [True, False]
    assert [seen_by(desk.house, later(days)) for days in (0, 1)] == [1, 0]


@pytest.mark.proves("S0-12", "letting a team go gives it no day back")
def test_a_team_whose_day_was_before_gets_none_back_by_being_let_go(desk: Desks) -> None:
    number = begun(desk)
    assert desk.house.team_id is not None
    with improving(desk.team):
        told: dict[str, Any] = {"casus_id": number, "team_id": desk.house.team_id, "by": desk.team}
        operations.ask_team(last_day=later(1).day, on=NOW, **told)
    with improving(desk.team, later(5)):
        operations.let_team_go(on=later(5), **told)
    assert [seen_by(desk.house, later(days)) for days in (1, 5)] == [1, 0]


@pytest.mark.proves("S0-13", "a casus is shared when each find is resolved or argued")
def test_nothing_is_laid_before_a_reader_until_each_find_is_resolved_or_argued(
    desk: Desks,
) -> None:
    words = "Sinds 3 maart komt iemand elke week helpen."
    number = together(desk, replace(TOLD, situation=words))
    with pytest.raises(StillRecognisable):
        read(desk, number)
    (key,) = {one.key for one in find(words)}
    with pytest.raises(StillRecognisable):
        read(desk, number, {key: " "})
    read(desk, number, {key: "Op die dag begonnen er twintig.", "name:weg": "Staat er niet in."})
    with improving(desk.house):
        found = queries.casus(number)
    assert found.state is CasusState.READING
    assert found.argued == {key: "Op die dag begonnen er twintig."}
    assert found.reader == "Lotte"


def test_a_bsn_is_never_kept_and_cannot_be_argued(desk: Desks) -> None:
    number = together(desk, replace(TOLD, situation="Iemand met nummer 999999011 wil helpen."))
    with improving(desk.team):
        assert "999999011" not in queries.casus(number).told.situation


@pytest.mark.proves("S0-13", "a second reader who is another")
def test_the_second_reader_is_another_and_she_alone_shares_it(desk: Desks) -> None:
    number = together(desk)
    assert desk.team.account_id is not None
    with improving(desk.team):
        told: dict[str, Any] = {"casus_id": number, "by": desk.team, "on": NOW}
        with pytest.raises(NotYourOwn):
            operations.ask_reader(reader_id=desk.team.account_id, argued={}, places=(), **told)
        with pytest.raises(NotFromHere):
            operations.share(places=(), **told)
    read(desk, number)
    with improving(desk.team):
        with pytest.raises(NotYourOwn):
            operations.share(places=(), **told)
        with pytest.raises(NotYourOwn):
            operations.send_back(remark="Kan korter.", **told)
        assert [one.for_me_to_read for one in queries.casus_of(LINDEWAARD, account_id=1)] == [False]
    with improving(desk.house):
        mine = queries.casus_of(LINDEWAARD, account_id=desk.house.account_id)
    assert [one.for_me_to_read for one in mine] == [True]
    assert not SharedCasus.objects.exists()


def test_a_reader_sends_it_back_with_what_should_change(desk: Desks) -> None:
    number = together(desk)
    read(desk, number)
    with improving(desk.house):
        told: dict[str, Any] = {"casus_id": number, "by": desk.house, "on": NOW}
        with pytest.raises(ValueError, match="Say what"):
            operations.send_back(remark=" ", **told)
        operations.send_back(remark="Laat het beroep weg.", **told)
    with improving(desk.team):
        found = queries.casus(number)
    assert (found.state, found.remark) == (CasusState.WORKING, "Laat het beroep weg.")
    read(desk, number)
    with improving(desk.team):
        assert queries.casus(number).remark == ""


def test_what_is_changed_after_sharing_is_read_again_and_replaces_what_was_shared(
    desk: Desks,
) -> None:
    point = entered(desk.team)
    number = together(desk, knelpunt=point)
    for told in (TOLD, replace(TOLD, situation="Iemand wil vaker komen.")):
        with improving(desk.team):
            operations.change(casus_id=number, told=told, knelpunt_id=point, by=desk.team, on=NOW)
            assert queries.casus(number).state is CasusState.WORKING
        read(desk, number)
        with improving(desk.house):
            operations.share(casus_id=number, places=(), by=desk.house, on=NOW)
    with improving(desk.policy):
        found = register.point(point)
    assert [story.situation for story in found.stories] == ["Iemand wil vaker komen."]
    assert [line.kind for line in found.way].count(Station.CASUS) == 2
    assert SharedCasus.objects.count() == 2


def test_a_casus_that_is_stopped_is_shared_no_more_and_can_begin_again(desk: Desks) -> None:
    point = entered(desk.team)
    number = together(desk, knelpunt=point)
    read(desk, number)
    with improving(desk.house):
        operations.share(casus_id=number, places=(), by=desk.house, on=NOW)
    with improving(desk.team):
        told: dict[str, Any] = {"casus_id": number, "by": desk.team, "on": NOW}
        operations.end(**told)
        assert register.point(point).stories == []
        with pytest.raises(NotFromHere):
            operations.change(told=TOLD, knelpunt_id=None, **told)
        operations.begin_again(**told)
        assert queries.casus(number).state is CasusState.WORKING
        with pytest.raises(NotFromHere):
            operations.begin_again(**told)


@pytest.mark.proves("S0-07", "what was tried with similar ones, and whether it worked")
def test_a_knelpunt_shows_what_was_tried_with_similar_ones_and_whether_it_worked(
    desk: Desks,
) -> None:
    first, other = entered(desk.team), entered(desk.team, told=another())
    number = together(desk, knelpunt=first)
    read(desk, number)
    with improving(desk.house):
        operations.share(casus_id=number, places=(), by=desk.house, on=NOW)
    with improving(desk.policy):
        ((point, story),) = register.tried_before(other)
        assert register.tried_before(first) == []
    assert (point.pk, story.approach, story.worked) == (first, TOLD.approach, Worked.HALF)


@pytest.mark.parametrize("told", [replace(TOLD, title=" "), replace(TOLD, situation="\n")])
def test_a_casus_without_a_title_or_a_situation_is_none(desk: Desks, told: CasusTold) -> None:
    with pytest.raises(ValueError, match="a title"):
        begun(desk, told)


def test_who_is_in_no_team_begins_no_casus(desk: Desks) -> None:
    nobody = replace(desk.team, team_id=None)
    with improving(desk.team), pytest.raises(ValueError, match="a team that tells it"):
        operations.begin(told=TOLD, municipality=LINDEWAARD, by=nobody, on=NOW)

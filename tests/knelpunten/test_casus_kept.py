# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a casus: who works on it until when, who reads it, and what was shared of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from meedoen.knelpunten.casus import operations
from meedoen.knelpunten.casus.operations import NotYourOwn
from meedoen.knelpunten.casus.template import CasusTold
from meedoen.knelpunten.models import CaseStudy, CasusTeam, SharedCasus
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.knelpunten.states import CasusState, Worked
from meedoen.knelpunten.told import StillRecognisable
from meedoen.privacy.decision import Viewer
from meedoen.recognition.finds import find
from tests.knelpunten.test_casus import TOLD
from tests.knelpunten.worlds import LINDEWAARD, NOW, Desks, another, desks, entered, later
from tests.privacy.worlds import make_team

pytestmark = pytest.mark.django_db
S = CasusState
OTHERWISE = CasusTold("Anders", "Iets anders.", "Botst.", "Oorzaak.", "Aanpak.", "Effect.")
NAMED = replace(TOLD, situation="Sinds 3 maart komt iemand elke week helpen.")
(KEY,) = {one.key for one in find(NAMED.situation)}


@pytest.fixture
def desk() -> Desks:
    return desks()


def at(viewer: Viewer, days: int = 0) -> dict[str, Any]:
    return {"by": viewer, "on": later(days)}


def begun(desk: Desks, told: CasusTold = TOLD, **more: Any) -> int:
    return operations.begin(told=told, municipality=LINDEWAARD, **more, **at(desk.team))


def row(number: int) -> CaseStudy:
    return CaseStudy.objects.get(pk=number)


def laid_before(desk: Desks, number: int, **more: Any) -> None:
    """Let somebody of the house read it as the second."""
    assert desk.house.account_id is not None
    given = {"argued": {}, "places": (), **at(desk.team)} | more
    operations.ask_reader(casus_id=number, reader_id=desk.house.account_id, **given)


def shared(desk: Desks, number: int, days: int = 0) -> int:
    laid_before(desk, number)
    return operations.share(casus_id=number, places=(), **at(desk.house, days))


def texts(found: CaseStudy | SharedCasus) -> CasusTold:
    return CasusTold(
        found.title, found.situation, found.collides, found.cause, found.approach, found.effect,
        Worked(found.worked),
    )  # fmt: skip


# Telling.


def test_a_casus_is_kept_as_it_was_told_by_the_team_that_begins_it(desk: Desks) -> None:
    point = entered(desk.team)
    found = row(begun(desk, knelpunt_id=point))
    assert texts(found) == TOLD
    assert (found.municipality_id, found.knelpunt_id, found.state) == (LINDEWAARD, point, S.WORKING)
    assert (found.team_id, found.writer_id) == (desk.team.team_id, desk.team.account_id)
    assert (found.made_on, found.changed_on) == (NOW.day, NOW.day)
    works = CasusTeam.objects.get()
    assert (works.casus_id, works.team_id, works.from_day, works.last_day) == (
        found.pk, desk.team.team_id, NOW.day, None,
    )  # fmt: skip


def test_a_casus_told_otherwise_has_other_words_and_leaves_the_rest_as_it_is(desk: Desks) -> None:
    point, number, other = entered(desk.team), begun(desk), begun(desk)
    laid_before(desk, number)
    operations.change(casus_id=number, told=OTHERWISE, knelpunt_id=point, **at(desk.team, 3))
    found = row(number)
    assert (texts(found), found.knelpunt_id) == (OTHERWISE, point)
    assert (found.state, found.reader_id) == (S.WORKING, None)
    assert (found.made_on, found.changed_on) == (NOW.day, later(3).day)
    assert (texts(row(other)), row(other).changed_on) == (TOLD, NOW.day)


@pytest.mark.parametrize("lacks", [{"title": " "}, {"situation": " "}])
def test_a_casus_that_is_changed_keeps_a_title_and_a_situation(
    desk: Desks, lacks: dict[str, str]
) -> None:
    number = begun(desk)
    with pytest.raises(ValueError, match="a title and a situation"):
        operations.change(
            casus_id=number, told=replace(TOLD, **lacks), knelpunt_id=None, **at(desk.team)
        )


def test_a_title_fits_where_it_is_kept_and_holds_no_bsn(desk: Desks) -> None:
    title = "Over 111222333 " + "en verder " * 20
    found = row(begun(desk, replace(TOLD, title=title)))
    assert len(found.title) == 120
    assert "111222333" not in found.title


# Who works on it.


def teams(number: int) -> list[tuple[int, date, date | None]]:
    rows = CasusTeam.objects.filter(casus=number).order_by("pk")
    return [(one.team_id, one.from_day, one.last_day) for one in rows]


def test_a_team_works_on_it_from_the_day_it_is_asked_until_the_last_day_that_was_said(
    desk: Desks,
) -> None:
    number, other = begun(desk), begun(desk)
    assert desk.house.team_id is not None
    for one in (number, other):
        ask: dict[str, Any] = {"casus_id": one, "team_id": desk.house.team_id}
        operations.ask_team(last_day=later(9).day, **ask, **at(desk.team, 1))
    operations.ask_team(
        casus_id=number, team_id=desk.house.team_id, last_day=later(30).day, **at(desk.team, 2)
    )
    first = (desk.team.team_id, NOW.day, None)
    assert teams(number) == [first, (desk.house.team_id, later(1).day, later(30).day)]
    assert teams(other) == [first, (desk.house.team_id, later(1).day, later(9).day)]


@pytest.mark.parametrize(
    ("last", "left"), [(None, 5), (30, 5), (5, 5), (4, 4)], ids=["open", "later", "today", "past"]
)
def test_a_team_that_is_let_go_works_on_it_until_today_or_until_its_own_day(
    desk: Desks, last: int | None, left: int
) -> None:
    number, other = begun(desk), begun(desk)
    third = make_team(LINDEWAARD, "Buurthuis").pk
    assert desk.house.team_id is not None
    until = None if last is None else later(last).day
    for one, team in ((number, desk.house.team_id), (other, desk.house.team_id), (number, third)):
        operations.ask_team(casus_id=one, team_id=team, last_day=until, **at(desk.team))
    operations.let_team_go(casus_id=number, team_id=desk.house.team_id, **at(desk.team, 5))
    assert [one[2] for one in teams(number)] == [None, later(left).day, until]
    assert [one[2] for one in teams(other)] == [None, until]


# The second reader.


def test_what_is_laid_before_a_reader_keeps_who_it_is_and_why_each_find_may_stay(
    desk: Desks,
) -> None:
    number, other = begun(desk, NAMED), begun(desk)
    laid_before(desk, number, argued={KEY: " Toen begonnen er twintig. ", "name:weg": "Weg."})
    found = row(number)
    assert (found.state, found.reader_id) == (S.READING, desk.house.account_id)
    assert found.argued == {KEY: "Toen begonnen er twintig."}
    assert (row(other).state, row(other).reader_id) == (S.WORKING, None)


def test_who_wrote_it_and_who_asks_for_a_reader_are_no_second_reader(desk: Desks) -> None:
    number = begun(desk)
    for asks, reads in ((desk.house, desk.team), (desk.house, desk.house)):
        assert reads.account_id is not None
        with pytest.raises(NotYourOwn, match="iemand anders"):
            operations.ask_reader(
                casus_id=number, reader_id=reads.account_id, argued={}, places=(), **at(asks)
            )
    assert row(number).state == S.WORKING


def ends(desk: Desks, number: int) -> None:
    operations.end(casus_id=number, **at(desk.team))


@pytest.mark.parametrize("how", ["shared", "ended"])
def test_what_is_shared_or_stopped_is_laid_before_no_reader(desk: Desks, how: str) -> None:
    number = begun(desk)
    if how == "shared":
        shared(desk, number)
    else:
        ends(desk, number)
    with pytest.raises(NotFromHere, match="De casus is: ge"):
        laid_before(desk, number)


def test_a_reader_can_be_asked_again_while_it_is_read(desk: Desks) -> None:
    number = begun(desk)
    laid_before(desk, number)
    assert desk.policy.account_id is not None
    operations.ask_reader(
        casus_id=number, reader_id=desk.policy.account_id, argued={}, places=(), **at(desk.team)
    )
    assert row(number).reader_id == desk.policy.account_id


def test_by_the_place_where_it_happens_nobody_is_known_to_a_reader_or_afterwards(
    desk: Desks,
) -> None:
    number = begun(desk, replace(TOLD, situation="Iemand uit Plukkenhout wil komen helpen."))
    with pytest.raises(StillRecognisable):
        laid_before(desk, number)
    laid_before(desk, number, places=["Plukkenhout"])
    CaseStudy.objects.filter(pk=number).update(argued={})
    with pytest.raises(StillRecognisable):
        operations.share(casus_id=number, places=(), **at(desk.house))
    operations.share(casus_id=number, places=["Plukkenhout"], **at(desk.house))


def test_what_a_reader_wants_changed_is_said_once_and_holds_no_bsn(desk: Desks) -> None:
    number, other = begun(desk), begun(desk)
    for one in (number, other):
        laid_before(desk, one)
    operations.send_back(casus_id=number, remark=" Laat 111222333 weg. ", **at(desk.house))
    assert (row(number).state, row(other).state) == (S.WORKING, S.READING)
    assert row(number).remark.startswith("Laat ")
    assert "111222333" not in row(number).remark
    with pytest.raises(NotFromHere, match="werken eraan"):
        operations.send_back(casus_id=number, remark="Nog iets.", **at(desk.house))
    laid_before(desk, number)
    assert row(number).remark == ""


def test_who_has_no_account_is_nobodys_second_reader(desk: Desks) -> None:
    """Also not of a casus whose reader went away."""
    number, nobody = begun(desk), replace(desk.house, account_id=None)
    laid_before(desk, number)
    CaseStudy.objects.filter(pk=number).update(reader=None)
    with pytest.raises(NotYourOwn, match="tweede lezer gevraagd"):
        operations.share(casus_id=number, places=(), **at(nobody))


# Sharing.


def test_what_is_shared_is_what_was_read_with_the_organisations_that_worked_on_it(
    desk: Desks,
) -> None:
    point = entered(desk.team)
    number = begun(desk, NAMED, knelpunt_id=point)
    for team in (desk.house.team_id, desk.policy.team_id):
        assert team is not None
        operations.ask_team(casus_id=number, team_id=team, last_day=None, **at(desk.team))
    laid_before(desk, number, argued={KEY: "Toen begonnen er twintig."})
    made = operations.share(casus_id=number, places=(), **at(desk.house, 4))
    found = SharedCasus.objects.get(pk=made)
    assert (texts(found), found.teams) == (NAMED, "Team Noord, Open Kamer, Beleid")
    assert (found.casus_id, found.knelpunt_id, found.municipality_id) == (number, point, LINDEWAARD)
    assert (found.shared_on, found.withdrawn_on) == (later(4).day, None)
    assert row(number).state == S.SHARED


def test_the_names_of_many_organisations_fit_where_they_are_kept(desk: Desks) -> None:
    number = begun(desk)
    for place in range(12):
        team = make_team(LINDEWAARD, f"Een buurthuis met een heel lange naam {place:02}").pk
        operations.ask_team(casus_id=number, team_id=team, last_day=None, **at(desk.team))
    assert len(SharedCasus.objects.get(pk=shared(desk, number)).teams) == 400


def withdrawn() -> list[date | None]:
    return [*SharedCasus.objects.order_by("pk").values_list("withdrawn_on", flat=True)]


def test_what_is_shared_anew_replaces_what_was_shared_of_that_casus(desk: Desks) -> None:
    number, other = begun(desk), begun(desk)
    for one in (number, other):
        shared(desk, one)
    for days in (3, 5):
        operations.change(casus_id=number, told=OTHERWISE, knelpunt_id=None, **at(desk.team))
        shared(desk, number, days)
    assert withdrawn() == [later(3).day, None, later(5).day, None]


def test_of_what_is_stopped_nothing_is_shared_any_more_and_it_begins_again(desk: Desks) -> None:
    number, other = begun(desk), begun(desk)
    for one in (number, other):
        shared(desk, one)
    operations.end(casus_id=number, **at(desk.team, 3))
    assert withdrawn() == [later(3).day, None]
    found = row(number)
    assert (found.state, found.changed_on, found.reader_id) == (S.ENDED, later(3).day, None)
    assert row(other).state == S.SHARED
    operations.end(casus_id=number, **at(desk.team, 4))
    assert withdrawn() == [later(3).day, None], "it was withdrawn once"
    ends(desk, other)
    operations.begin_again(casus_id=number, **at(desk.team, 5))
    assert (row(number).state, row(number).changed_on) == (S.WORKING, later(5).day)
    assert row(other).state == S.ENDED
    with pytest.raises(NotFromHere, match="niet gestopt"):
        operations.begin_again(casus_id=number, **at(desk.team, 5))


def test_a_casus_without_a_knelpunt_is_shared_as_well(desk: Desks) -> None:
    entered(desk.team, told=another())
    found = SharedCasus.objects.get(pk=shared(desk, begun(desk)))
    assert found.knelpunt_id is None

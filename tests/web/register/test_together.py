# SPDX-License-Identifier: EUPL-1.2
"""Meldingen, casus, overleg and the table on their pages."""

from datetime import timedelta

import pytest
from django.test import Client

from meedoen.accounts.models import Team
from meedoen.accounts.roles import Role
from meedoen.knelpunten.models import (
    CaseStudy,
    CasusTeam,
    Knelpunt,
    Recommendation,
    SharedCasus,
    Ticket,
)
from meedoen.knelpunten.states import CasusState, RecommendationState, RegisterState
from meedoen.network.models import AgendaItem, Meeting
from meedoen.vocabulary.moment import Moment
from tests.knelpunten.worlds import NOW, Desks, another, entered, pressed
from tests.privacy.worlds import make_viewer
from tests.web.register.conftest import REGISTER, TOLD, Browsers, browser_of

pytestmark = pytest.mark.django_db
CASUS = {
    "title": "Minder hulp door meer te doen",
    "situation": "Iemand wil elke week helpen. Thuis is er hulp.",
    "collides": "", "cause": "", "approach": "Een proeftijd.", "effect": "",
    "worked": "not_known", "knelpunt": "",
}  # fmt: skip


# Presses


def test_a_press_that_waits_is_laid_with_a_knelpunt(at: Browsers, desk: Desks) -> None:
    point, ticket = entered(desk.team), pressed()
    assert "Eén melding wacht op een plek" in at.house.get(REGISTER).text
    page = f"{REGISTER}meldingen/{ticket}/"
    assert at.house.get(f"{page}?zoek=hulp").status_code == 200
    at.house.post(page, {"which": str(point)})
    assert Ticket.objects.get(pk=ticket).knelpunt_id == point
    assert at.house.get(page).headers["Location"].startswith(f"{REGISTER}meldingen/")
    assert "Er wacht geen melding" in at.house.get(f"{REGISTER}meldingen/").text


def test_a_press_becomes_a_new_knelpunt_in_the_words_of_who_writes(
    at: Browsers, desk: Desks
) -> None:
    ticket = pressed()
    page = f"{REGISTER}meldingen/{ticket}/nieuw/"
    assert at.house.post(page, {**TOLD, "type": ""}).status_code == 422
    at.house.post(page, TOLD)
    made = Knelpunt.objects.get()
    assert made.type == "capaciteit"
    assert Ticket.objects.get(pk=ticket).knelpunt_id == made.pk


def test_a_press_can_be_answered_at_once(at: Browsers) -> None:
    ticket = pressed()
    page = f"{REGISTER}meldingen/{ticket}/antwoord/"
    asked = at.house.post(page, {"words": "Bel Noor maar."})
    assert asked.status_code == 422
    assert "<mark>Noor</mark>" in asked.text
    at.house.post(page, {"words": "Je hoeft dat niet te melden."})
    assert Ticket.objects.get(pk=ticket).answer == "Je hoeft dat niet te melden."


def test_a_press_with_which_a_colleague_did_something_meanwhile_leads_to_what_still_waits(
    at: Browsers, desk: Desks
) -> None:
    """Two who are at it at once: the second reads that it is done, and changes nothing."""
    ticket = pressed()
    page = f"{REGISTER}meldingen/{ticket}/"
    assert at.house.get(page).status_code == 200
    at.team.post(f"{page}antwoord/", {"words": "De bus rijdt weer."})
    for answer in (at.house.get(page), at.house.post(f"{page}antwoord/", {"words": "Anders."})):
        assert answer.headers["Location"].startswith(f"{REGISTER}meldingen/")
    assert at.house.post(f"{page}nieuw/", TOLD).status_code == 302
    assert "al iets gedaan" in at.house.get(f"{REGISTER}meldingen/").text
    found = Ticket.objects.get(pk=ticket)
    assert (found.answer, found.knelpunt_id) == ("De bus rijdt weer.", None)
    assert not Knelpunt.objects.exists()


def test_presses_are_for_who_can_do_something_with_them(at: Browsers) -> None:
    ticket = pressed()
    for page in ("meldingen/", f"meldingen/{ticket}/"):
        assert at.volunteer.get(f"{REGISTER}{page}").status_code == 403
    assert at.elsewhere.get(f"{REGISTER}meldingen/{ticket}/").status_code == 404


# Casus


def begun(client: Client, **told: str) -> int:
    answer = client.post(f"{REGISTER}casus/nieuw/", {**CASUS, **told})
    assert answer.status_code == 302, answer.text
    return CaseStudy.objects.latest("pk").pk


def page_of(casus: int, part: str = "") -> str:
    return f"{REGISTER}casus/{casus}/{part}"


@pytest.mark.proves("S0-08", "on its pages: only teams that are asked, as long as they are")
def test_a_casus_is_seen_by_teams_that_are_asked_as_long_as_they_are(
    at: Browsers, desk: Desks
) -> None:
    casus = begun(at.team)
    assert at.house.get(page_of(casus)).status_code == 404
    until = (Moment.now() + timedelta(days=3)).day
    given = {"team": str(desk.house.team_id), "last_day": until.isoformat()}
    at.team.post(page_of(casus, "team/"), given)
    assert CASUS["situation"] in at.house.get(page_of(casus)).text
    CasusTeam.objects.filter(team=desk.house.team_id).update(
        from_day=(Moment.now() - timedelta(days=5)).day,
        last_day=(Moment.now() - timedelta(days=1)).day,
    )
    assert at.house.get(page_of(casus)).status_code == 404


@pytest.mark.proves("S0-11", "who comes unpaid reads what was shared, and no casus")
def test_volunteers_come_to_what_was_shared_and_to_no_casus(at: Browsers) -> None:
    casus = begun(at.house)
    assert at.volunteer.get(page_of(casus)).status_code == 403
    assert CASUS["title"] not in at.volunteer.get(f"{REGISTER}casus/").text


@pytest.mark.proves("S0-12", "on the pages of casus, also in a team that works on one")
def test_an_adviser_from_outside_comes_to_what_was_shared_and_to_no_casus(
    at: Browsers, desk: Desks
) -> None:
    casus = begun(at.house)
    team = Team.objects.get(pk=desk.house.team_id)
    adviser = browser_of(make_viewer(team, Role.EXTERNAL_ADVISER, NOW))
    assert adviser.get(page_of(casus)).status_code == 403
    assert CASUS["title"] not in adviser.get(f"{REGISTER}casus/").text


def reason_of(client: Client, casus: int) -> list[str]:
    return list(client.get(page_of(casus, "lezer/")).context["form"].keys)


@pytest.mark.proves("S0-13", "each find of a casus is changed or argued, and a second reads it")
def test_each_find_is_changed_or_argued_and_a_second_shares_it(at: Browsers, desk: Desks) -> None:
    casus = begun(at.team, cause="Het Huis van Pim wist het niet.")
    at.team.post(page_of(casus, "team/"), {"team": str(desk.house.team_id), "last_day": ""})
    (first, *more) = reason_of(at.team, casus)
    reader = {"reader": str(desk.house.account_id)}
    asked = at.team.post(page_of(casus, "lezer/"), {**reader, first: ""})
    assert asked.status_code == 422
    assert "Zeg waarom, of verander de tekst." in asked.text
    argued = dict.fromkeys([first, *more], "Zo heet een organisatie.")
    at.team.post(page_of(casus, "lezer/"), {**reader, **argued})
    assert CaseStudy.objects.get().state == CasusState.READING
    assert "Lees als tweede lezer" in at.house.get(REGISTER).text
    assert "Jij leest als tweede" not in at.team.get(page_of(casus)).text
    at.team.post(page_of(casus, "lezen/"), {"do": "share"})
    assert not SharedCasus.objects.exists(), "who wrote it does not share it"
    assert at.house.post(page_of(casus, "lezen/"), {"do": "back"}).status_code == 422
    at.house.post(page_of(casus, "lezen/"), {"do": "share"})
    assert CASUS["title"] in at.volunteer.get(f"{REGISTER}casus/").text


def test_a_reader_sends_back_with_what_should_change(at: Browsers, desk: Desks) -> None:
    casus = begun(at.team)
    at.team.post(page_of(casus, "team/"), {"team": str(desk.house.team_id), "last_day": ""})
    at.team.post(page_of(casus, "lezer/"), {"reader": str(desk.house.account_id)})
    at.house.post(page_of(casus, "lezen/"), {"remark": "De plek is te herkennen."})
    assert "De plek is te herkennen." in at.team.get(page_of(casus)).text


def test_a_casus_is_stopped_and_begun_again(at: Browsers) -> None:
    casus = begun(at.team)
    at.team.post(page_of(casus, "stoppen/"))
    assert "Begin weer" in at.team.get(page_of(casus)).text
    at.team.post(page_of(casus, "stoppen/"), {"do": "begin_again"})
    assert CaseStudy.objects.get().state == CasusState.WORKING


def test_who_wrote_it_cannot_be_chosen_as_the_reader(at: Browsers, desk: Desks) -> None:
    casus = begun(at.team)
    given = {"reader": str(desk.team.account_id)}
    assert at.team.post(page_of(casus, "lezer/"), given).status_code == 422


# Meetings


def called(client: Client, title: str = "Netwerk Meedoen") -> int:
    day = (Moment.now() + timedelta(days=7)).day.isoformat()
    given = {"title": title, "day": day, "begins": "13:30", "place": "De Open Kamer"}
    assert client.post(f"{REGISTER}overleg/nieuw/", given).status_code == 302
    return Meeting.objects.latest("pk").pk


def laid_before(at: Browsers, desk: Desks) -> tuple[int, AgendaItem]:
    """Propose something, and put it on the agenda: the knelpunt and the item."""
    point, meeting = entered(desk.team), called(at.policy)
    at.house.post(f"{REGISTER}{point}/aanbeveling/", {"words": "Spreek een proeftijd af."})
    made = Recommendation.objects.get()
    at.house.post(f"{REGISTER}agenda/recommendation/{made.pk}/", {"which": str(meeting)})
    return point, AgendaItem.objects.get()


@pytest.mark.proves("S0-14", "on the pages of a meeting: result, decision and answer in one go")
def test_what_a_meeting_decides_is_the_answer_to_the_knelpunt(at: Browsers, desk: Desks) -> None:
    point, item = laid_before(at, desk)
    page = f"{REGISTER}overleg/punt/{item.pk}/"
    said = {"result": "Iedereen wil het.", "decided": "yes", "by_whom": "het college"}
    told = "Je hulp blijft een half jaar."
    assert at.policy.post(page, {**said, "decision": told}).status_code == 302
    assert Knelpunt.objects.get(pk=point).answer == told
    assert told in at.volunteer.get(f"{REGISTER}{point}/").text


@pytest.mark.proves("S0-14", "a no without a reason is refused, and nothing of it is kept")
def test_a_no_without_a_reason_is_refused(at: Browsers, desk: Desks) -> None:
    point, item = laid_before(at, desk)
    given = {"result": "Het kan niet.", "decided": "no", "by_whom": "het college", "decision": ""}
    answer = at.policy.post(f"{REGISTER}overleg/punt/{item.pk}/", given)
    assert answer.status_code == 422
    assert "Het kan niet." in answer.text
    assert Knelpunt.objects.get(pk=point).state == RegisterState.WAITING
    item.refresh_from_db()
    assert item.result == ""


def test_who_does_not_speak_for_the_municipality_writes_the_result_and_no_decision(
    at: Browsers, desk: Desks
) -> None:
    _, item = laid_before(at, desk)
    given = {"result": "Iedereen wil het.", "decided": "yes", "by_whom": "ik", "decision": "Ja."}
    at.house.post(f"{REGISTER}overleg/punt/{item.pk}/", given)
    made = Recommendation.objects.get()
    assert made.state == RecommendationState.DISCUSSED
    page = f"{REGISTER}aanbeveling/{made.pk}/besluit/"
    assert at.house.get(page).status_code == 403
    told = {"agreed": "no", "by_whom": "het college", "words": "Dit staat in de landelijke wet."}
    assert at.policy.post(page, {**told, "words": ""}).status_code == 422
    at.policy.post(page, told)
    made.refresh_from_db()
    assert made.state == RecommendationState.DECLINED


def test_what_was_agreed_is_done_and_then_it_is_solved(at: Browsers, desk: Desks) -> None:
    point, item = laid_before(at, desk)
    given = {"result": "Ja.", "decided": "yes", "by_whom": "het college", "decision": "Zo is het."}
    at.policy.post(f"{REGISTER}overleg/punt/{item.pk}/", given)
    done = f"{REGISTER}aanbeveling/{Recommendation.objects.get().pk}/gedaan/"
    at.policy.post(done, {"words": "De brief is aangepast."})
    assert Knelpunt.objects.get(pk=point).state == RegisterState.SOLVED


def test_an_item_comes_off_the_agenda_and_waits_for_another(at: Browsers, desk: Desks) -> None:
    _, item = laid_before(at, desk)
    at.house.post(f"{REGISTER}overleg/punt/{item.pk}/eraf/")
    assert Recommendation.objects.get().state == RecommendationState.PROPOSED
    assert "De agenda is nog leeg" in at.team.get(f"{REGISTER}overleg/{item.meeting_id}/").text


def test_a_meeting_is_called_off_and_on_again_and_asks_teams(at: Browsers, desk: Desks) -> None:
    meeting = called(at.policy)
    page = f"{REGISTER}overleg/{meeting}/"
    at.house.post(f"{page}team/", {"team": str(desk.house.team_id)})
    assert "Open Kamer, Open Kamer" in at.team.get(page).text
    at.house.post(f"{page}door/")
    assert "Gaat toch door" in at.team.get(page).text
    at.house.post(f"{page}door/", {"do": "on_again"})
    assert Meeting.objects.get().cancelled_on is None
    assert at.elsewhere.get(page).status_code == 404


def test_a_meeting_without_a_day_keeps_what_was_typed(at: Browsers) -> None:
    answer = at.policy.post(f"{REGISTER}overleg/nieuw/", {"title": "Netwerk", "day": "ooit"})
    assert answer.status_code == 422
    assert 'value="ooit"' in answer.text
    assert 'value="Netwerk"' in answer.text


def test_a_meeting_that_was_asks_for_its_results(at: Browsers, desk: Desks) -> None:
    laid_before(at, desk)
    assert "Schrijf op wat eruit kwam" not in at.house.get(REGISTER).text
    Meeting.objects.update(day=(Moment.now() - timedelta(days=1)).day)
    assert "Schrijf op wat eruit kwam" in at.house.get(REGISTER).text
    assert "Uitkomst ontbreekt nog" in at.house.get(f"{REGISTER}overleg/").text


# The list and the table


def test_the_list_is_narrowed_by_state_words_and_the_two_laws(at: Browsers, desk: Desks) -> None:
    entered(desk.team)
    for asked, there in (
        ("?stand=waiting", True), ("?stand=solved", False), ("?zoek=hulp", True),
        ("?zoek=olifant", False), ("?raakt=beide", True), ("?stand=onzin&page=999", True),
    ):  # fmt: skip
        shown = at.volunteer.get(f"{REGISTER}{asked}").text
        assert ("Meer doen kan hulp kosten</a>" in shown) is there, asked


@pytest.mark.proves("S0-06", "in the table of the register")
@pytest.mark.proves("S0-19", "per law, type and year, on a page and as a file")
def test_knelpunten_are_counted_per_law_type_and_year(at: Browsers, desk: Desks) -> None:
    entered(desk.team)
    page = f"{REGISTER}tabel/"
    shown = at.volunteer.get(page).text
    assert "nooit mensen" in shown
    assert "Per wijk" not in shown, "no team here serves a wijk of its own"
    assert shown.count('<th scope="row">') == 2, "one that touches two laws counts for both"
    for form in ("csv", "xlsx", "ods"):
        assert at.volunteer.get(f"{page}tabel.{form}").status_code == 200
    file = at.volunteer.get(f"{page}tabel.csv").content.decode()
    assert "Pw;2026;0;1;0;0;0;0;1" in file
    assert at.volunteer.get(f"{page}tabel.doc").status_code == 404


@pytest.mark.proves("S0-19", "per wijk of the team that has it, and the laws of one wijk")
def test_knelpunten_are_counted_per_wijk_and_a_wijk_has_its_laws(at: Browsers, desk: Desks) -> None:
    Team.objects.filter(pk=desk.team.team_id).update(wijk_codes=["WK990101", "WK990102"])
    entered(desk.team)
    entered(desk.house, told=another())
    page = f"{REGISTER}tabel/"
    shown = at.volunteer.get(page).text
    assert shown.count(">Alle wijken<") == 1
    assert shown.count("wijk=WK99010") == 2, "one that a team of two wijken has counts in both"
    one = at.volunteer.get(f"{page}?wijk=WK990102").text
    assert one.count('<th scope="row">') == 2, "of this wijk only what its team has, in two laws"
    nowhere = at.volunteer.get(f"{page}?wijk=WK000000").text
    assert nowhere.count('<th scope="row">') == 5, "a wijk of nowhere is the whole town"
    file = at.volunteer.get(f"{page}wijken.csv").content.decode()
    for wijk in ("WK990101", "WK990102", "Alle wijken"):
        assert f"{wijk};2026;0;1;0;0;0;0;1" in file
    narrowed = at.volunteer.get(f"{page}tabel.csv?wijk=WK990101").content.decode()
    assert "Wmo;2026;0;1;0;0;0;0;1" in narrowed
    assert at.volunteer.get(f"{page}wijken.doc").status_code == 404


def test_what_waits_longer_than_ninety_days_stands_first(at: Browsers, desk: Desks) -> None:
    on = Moment.now()
    number = entered(desk.team, on)
    Knelpunt.objects.filter(pk=number).update(waiting_since=on.day - timedelta(days=120))
    shown = at.volunteer.get(REGISTER).text
    assert "Eén punt wacht langer dan 90 dagen" in shown
    assert "120 dagen" in shown

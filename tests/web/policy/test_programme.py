# SPDX-License-Identifier: EUPL-1.2
"""A programme on its pages: written, led, followed by figures, and what came of it."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Account, Organisation
from meedoen.accounts.roles import Role
from meedoen.areas.models import KeyFigure
from meedoen.monitor.models import IndicatorFigure
from meedoen.privacy.decision import Viewer
from meedoen.privacy.queries import viewer_for_account
from meedoen.programmes import operations
from meedoen.programmes.models import FollowedIndicator, Goal, ProgrammeAction, Subprogramme, Vision
from meedoen.programmes.states import ActionState
from meedoen.programmes.told import ActionTold, Followed, SubprogrammeTold
from meedoen.publication import operations as publication
from meedoen.vocabulary.moment import Moment
from tests.monitor.worlds import some_figures
from tests.signing import SIGNED
from tests.web.policy import test_releases
from tests.web.policy.conftest import BACKEND, make_account
from tests.web.policy.test_releases import colleague

pytestmark = pytest.mark.django_db

PROGRAMME = "/beleid/programma/"
NEW_ACTION = f"{PROGRAMME}actie/nieuw/"
LONELY = "/beleid/monitor/eenzaamheid/"
WMO = "/beleid/monitor/gebruik_wmo/"
ZOMERWAL = "WK990104"
PLANNED, GOING, DONE, STOPPED = ActionState


@pytest.fixture
def leader(adviser: Client, municipality: Organisation) -> Client:
    """A programme leader of the same municipality."""
    return colleague(municipality, Role.PROGRAMME_LEADER, "Mieke")


@pytest.fixture
def reader(adviser: Client, municipality: Organisation) -> Client:
    """A member of the advisory board, who reads."""
    return colleague(municipality, Role.ADVISORY_BOARD_MEMBER, "Henk")


@pytest.fixture
def earlier(region: None) -> None:
    """Loneliness of four years before, in the whole and in Zomerwal."""
    for code, value in (("GM9901", 44), (ZOMERWAL, 66)):
        KeyFigure.objects.create(area_code=code, year=2022, name="eenzaam", value=Decimal(value))


def viewer(name: str = "policy_adviser") -> Viewer:
    account = Account.objects.get(email=f"{name}@werk.example")
    return viewer_for_account(account.pk, on=Moment.now())


def by() -> dict[str, Any]:
    return {"by": viewer(), "on": Moment.now()}


def text_of(answer: Any) -> str:
    """What can be read on a page, with punctuation where it stands for who reads it."""
    return re.sub(r" (?=[.,:])", "", test_releases.text_of(answer))


def part(name: str = "Ouderen", **told: str) -> Subprogramme:
    return operations.add_subprogramme(
        municipality="GM9901", told=SubprogrammeTold(name, **told), **by()
    )


def goal(words: str = "Niemand is alleen die dat niet wil") -> Goal:
    return operations.add_goal(subprogramme=part().pk, words=words, **by())


def action(what: str = "Soep op straat", **told: Any) -> ProgrammeAction:
    there = goal()
    return operations.add_action(
        told=ActionTold(there.subprogramme_id, what, goal=there.pk, **told), **by()
    )


def said(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return text_of(answer)


def sent(client: Client, address: str, **given: object) -> str:
    """Send a form that must be taken; gives what the next page says."""
    answer = client.post(address, given, follow=True)
    assert answer.redirect_chain, text_of(answer)[:3000]
    assert answer.status_code == 200
    return text_of(answer)


def refused(client: Client, address: str, **given: object) -> str:
    answer: HttpResponse = client.post(address, given)
    assert answer.status_code == 422
    return text_of(answer)


def test_an_empty_programme_offers_five_to_begin_with(adviser: Client) -> None:
    shown = said(adviser, PROGRAMME)
    assert "Er is nog geen deelprogramma" in shown
    assert "Meten en monitoren" in shown
    shown = sent(adviser, f"{PROGRAMME}overnemen/", gemeente="GM9901")
    assert "Jongeren leren en halen een diploma" in shown
    assert "Deelprogrammaleider ouderen" in shown
    assert Subprogramme.objects.count() == 5
    shown = sent(adviser, f"{PROGRAMME}overnemen/", gemeente="GM9901")
    assert "Er is niets overgenomen" in shown
    assert Subprogramme.objects.count() == 5


def test_who_only_reads_sees_that_there_is_nothing_yet_and_no_button(reader: Client) -> None:
    shown = said(reader, PROGRAMME)
    assert "Er is nog geen programma" in shown
    assert "Begin met deze vijf" not in shown
    assert "Schrijf de visie" not in shown


@pytest.mark.proves("S2-04", "on one page")
@pytest.mark.proves("S3-01", "the page tells who leads each part")
def test_the_whole_programme_stands_on_one_page(
    adviser: Client, reader: Client, earlier: None
) -> None:
    operations.write_vision(
        municipality="GM9901", name="Samen meedoen", words="Iedereen doet mee.", **by()
    )
    there = goal()
    operations.change_subprogramme(
        number=there.subprogramme_id,
        told=SubprogrammeTold("Ouderen", "Thuis", "Deelprogrammaleider", "Bram"),
        **by(),
    )
    wanted = Followed("eenzaamheid", ZOMERWAL, 2022, "onder de 55 van de 100")
    operations.follow(goal=there.pk, followed=wanted, **by())
    made = action(who="Wijkteam Zuid", area=ZOMERWAL)
    operations.move(number=made.pk, to=GOING, **by())
    shown = said(reader, PROGRAMME)
    for words in (
        "Samen meedoen", "Iedereen doet mee.", "Wie het leidt: Bram, Deelprogrammaleider",
        "Niemand is alleen die dat niet wil", "Eenzaamheid, Zomerwal 2022: 66 van de 100 2026:",
        "Waar het heen moet: onder de 55 van de 100.", "Soep op straat", "Wijkteam Zuid. Zomerwal.",
        "Bezig", "Dit laat niet zien waardoor het veranderde.",
    ):  # fmt: skip
        assert words in shown
    assert "Wijzig" not in shown
    assert "Wijzig" in said(adviser, PROGRAMME)


@pytest.mark.parametrize("who", ["adviser", "leader"])
def test_a_programme_is_written_step_by_step(who: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    shown = sent(client, f"{PROGRAMME}visie/", gemeente="GM9901", called="Meedoen", words="Samen.")
    assert "Meedoen" in shown
    sent(
        client, f"{PROGRAMME}deelprogramma/nieuw/", gemeente="GM9901", called="Jongeren",
        aim="Leren.", leader_function="Deelprogrammaleider", leader_name="Tess",
    )  # fmt: skip
    own = Subprogramme.objects.get()
    sent(client, f"{PROGRAMME}deelprogramma/{own.pk}/", called="Jonge mensen", aim="Leren.")
    shown = sent(client, f"{PROGRAMME}deelprogramma/{own.pk}/doel/", words="Iedereen leert")
    assert "Jonge mensen" in shown
    assert "Iedereen leert" in shown
    there = Goal.objects.get()
    sent(client, f"{PROGRAMME}doel/{there.pk}/", words="Iedereen leert door")
    shown = sent(
        client, f"{PROGRAMME}doel/{there.pk}/cijfer/", indicator="eenzaamheid", area="WK990101",
        from_year="2024", wanted="omlaag", wanted_by="2030-01-01",
    )  # fmt: skip
    assert "Waar het heen moet: omlaag, voor 1 januari 2030." in shown
    followed = FollowedIndicator.objects.get()
    assert (followed.area, followed.from_year) == ("WK990101", 2024)
    sent(client, f"{PROGRAMME}cijfer/{followed.pk}/", indicator="gebruik_wmo", area="")
    followed.refresh_from_db()
    assert (followed.indicator, followed.area, followed.wanted) == ("gebruik_wmo", "", "")
    shown = sent(
        client, NEW_ACTION, gemeente="GM9901", place=f"{own.pk}.{there.pk}",
        what="Huiswerk maken in de bibliotheek", who="Bibliotheek", by_when="2027-06-01",
        area="BU99010102", more="Elke dinsdag.",
    )  # fmt: skip
    assert "Huiswerk maken in de bibliotheek" in shown
    assert "Afgesproken voor 1 juni 2027" in shown
    made = ProgrammeAction.objects.get()
    assert (made.goal, made.area, made.who) == (there, "BU99010102", "Bibliotheek")
    shown = sent(
        client, f"{PROGRAMME}actie/{made.pk}/wijzigen/", place=str(own.pk), what="Huiswerkklas"
    )
    assert "Huiswerkklas" in shown
    made.refresh_from_db()
    assert (made.goal, made.area, made.by_when) == (None, "", None)


def test_only_what_something_is_called_is_needed(adviser: Client) -> None:
    own = part()
    for address, sentence in (
        (f"{PROGRAMME}visie/", "Geef het programma een naam."),
        (f"{PROGRAMME}deelprogramma/nieuw/", "Geef het deelprogramma een naam."),
        (f"{PROGRAMME}deelprogramma/{own.pk}/doel/", "Schrijf op wat je wilt bereiken."),
        (f"{PROGRAMME}doel/{goal().pk}/cijfer/", "Kies een cijfer."),
        (NEW_ACTION, "Schrijf op wat jullie gaan doen."),
    ):
        assert sentence in refused(adviser, address, gemeente="GM9901")
    assert not Vision.objects.exists()
    assert "Kies een deelprogramma of een doel." in refused(adviser, NEW_ACTION, gemeente="GM9901")
    sent(adviser, NEW_ACTION, gemeente="GM9901", place=str(own.pk), what="Iets kleins")


def test_two_who_change_the_same_see_each_others_words(adviser: Client, leader: Client) -> None:
    there = goal("Eerst dit")
    address = f"{PROGRAMME}doel/{there.pk}/"
    stood = re.search(r'name="stood" value="([^"]*)"', adviser.get(address).content.decode())
    assert stood
    sent(leader, address, words="Van Mieke")
    shown = refused(adviser, address, words="Van mij", stood=stood.group(1))
    assert "Dit staat er nu" in shown
    assert "Van Mieke" in shown
    there.refresh_from_db()
    assert there.words == "Van Mieke"


def test_too_many_of_something_is_said_on_the_form(
    adviser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST_SUBPROGRAMMES", 1)
    part()
    shown = refused(
        adviser, f"{PROGRAMME}deelprogramma/nieuw/", gemeente="GM9901", called="Nog een"
    )
    assert "Er staan er hier al 1. Haal er eerst één weg." in shown


@pytest.mark.parametrize("kind", ["deelprogramma", "doel", "cijfer", "actie"])
def test_what_is_taken_away_can_be_put_back_at_once_and_later(adviser: Client, kind: str) -> None:
    made = action()
    assert made.goal is not None
    followed = operations.follow(goal=made.goal.pk, followed=Followed("eenzaamheid"), **by())
    number = {
        "deelprogramma": made.subprogramme_id,
        "doel": made.goal.pk,
        "cijfer": followed.pk,
        "actie": made.pk,
    }[kind]
    away, back = (f"{PROGRAMME}{kind}/{number}/{word}/" for word in ("weg", "terug"))
    answer = adviser.post(away, follow=True)
    assert f"{'De' if kind == 'actie' else 'Het'} {kind} is weg." in text_of(answer)
    assert f'action="{back}"' in answer.content.decode()
    listed = adviser.get(f"{PROGRAMME}weggehaald/").content.decode()
    assert f'action="{back}"' in listed
    shown = sent(adviser, back)
    for words in ("Ouderen", "Niemand is alleen", "Eenzaamheid", "Soep op straat"):
        assert words in shown
    assert "Er is niets weggehaald" in said(adviser, f"{PROGRAMME}weggehaald/")


def test_an_action_goes_on_and_says_at_its_end_what_came_of_it(adviser: Client) -> None:
    made = action()
    page = f"{PROGRAMME}actie/{made.pk}/"
    assert "Gepland" in said(adviser, page)
    shown = sent(adviser, f"{page}stand/going/", day="2026-03-01")
    assert "Begonnen op 1 maart 2026" in shown
    assert "Puk Beleid zette dit van gepland op bezig." in shown
    assert "Schrijf op wat ervan kwam." in refused(adviser, f"{page}stand/done/", day="2026-05-01")
    early = refused(adviser, f"{page}stand/done/", day="2026-02-01", came_of_it="Het hielp.")
    assert "Deze dag ligt voor het begin van de actie." in early
    shown = sent(
        adviser, f"{page}stand/done/", day="2026-05-01", came_of_it="Veertig buren kwamen."
    )
    assert "Wat ervan kwam Veertig buren kwamen." in shown
    assert "Klaar op 1 mei 2026" in shown
    again = sent(adviser, f"{page}stand/going/")
    assert "Wat ervan kwam" not in again
    assert "Veertig buren kwamen." in adviser.get(f"{page}stand/done/").content.decode()


def test_an_action_that_stops_says_why(adviser: Client) -> None:
    made = action()
    page = f"{PROGRAMME}actie/{made.pk}/"
    assert "Schrijf op waarom jullie stoppen." in refused(adviser, f"{page}stand/stopped/")
    shown = sent(adviser, f"{page}stand/stopped/", reason="Er was geen ruimte.")
    assert "Waarom het stopte: Er was geen ruimte." in shown
    assert "Deze actie is niet begonnen." in shown


def test_pressed_twice_or_too_late_the_page_says_how_it_is(adviser: Client) -> None:
    made = action()
    page = f"{PROGRAMME}actie/{made.pk}/"
    sent(adviser, f"{page}stand/going/", day="2026-03-01")
    shown = sent(adviser, f"{page}stand/going/", day="2026-04-01")
    assert "Deze actie staat nu op bezig." in shown
    made.refresh_from_db()
    assert str(made.began_on) == "2026-03-01"
    assert adviser.get(f"{page}stand/weg/").status_code == 404


@pytest.mark.proves("S3-18", "from a figure to an action, and seen beside the figure")
def test_a_figure_becomes_an_action_with_what_was_seen(adviser: Client, reader: Client) -> None:
    own = part()
    page = adviser.get(LONELY, {"gemeente": "GM9901", "gebied": ZOMERWAL})
    assert "Uit dit cijfer is nog geen actie gemaakt." in text_of(page)
    found = re.search(r'href="([^"]*actie/nieuw/[^"]*)"', page.content.decode())
    assert found
    address = found.group(1).replace("&amp;", "&")
    form = adviser.get(address)
    assert "Uit het cijfer Eenzaamheid, Zomerwal, 2026." in text_of(form)
    sentence = re.search(r'name="sentence"[^>]*>\s*([^<]*)<', form.content.decode())
    assert sentence
    assert sentence.group(1).startswith("In Zomerwal is het 6")
    shown = sent(
        adviser, NEW_ACTION, gemeente="GM9901", cijfer="eenzaamheid", gebied=ZOMERWAL,
        jaar="2026", sentence=sentence.group(1), what="Soep op straat", place=str(own.pk),
        area=ZOMERWAL,
    )  # fmt: skip
    assert "Wat we zagen In Zomerwal is het 6" in shown
    made = ProgrammeAction.objects.get()
    assert (made.insight.indicator, made.insight.area) == ("eenzaamheid", ZOMERWAL)
    assert (made.insight.year, made.insight.seen_on) == (2026, Moment.now().day)
    beside = said(reader, LONELY, gemeente="GM9901", gebied=ZOMERWAL)
    assert "Dit doen we al: Soep op straat. Gepland." in beside
    assert "Maak er een actie van" not in beside
    assert "Soep op straat" in said(reader, LONELY, gemeente="GM9901")
    elsewhere = said(reader, LONELY, gemeente="GM9901", gebied="WK990101")
    assert "Soep op straat" not in elsewhere
    listed = said(reader, f"{PROGRAMME}acties/", gemeente="GM9901", cijfer="eenzaamheid")
    assert "Uit het cijfer Eenzaamheid" in listed


def test_many_actions_of_one_figure_are_listed_on_a_page_of_their_own(adviser: Client) -> None:
    own = part()
    for number in range(6):
        sent(
            adviser, NEW_ACTION, gemeente="GM9901", cijfer="eenzaamheid", jaar="2026",
            sentence="Veel.", what=f"Actie {number}", place=str(own.pk),
        )  # fmt: skip
    page = adviser.get(LONELY, {"gemeente": "GM9901"}).content.decode()
    assert page.count("/beleid/programma/actie/") == 5
    found = re.search(r'href="([^"]*programma/acties/[^"]*)"', page)
    assert found
    listed = text_of(adviser.get(found.group(1).replace("&amp;", "&")))
    assert all(f"Actie {number}" in listed for number in range(6))


@pytest.fixture
def figures(adviser: Client, municipality: Organisation) -> dict[str, list[IndicatorFigure]]:
    """The Wmo of two years: the first is public, the last waits."""
    colleague(municipality, Role.MONITOR_OFFICER, "Jesse")
    return some_figures(viewer(), viewer("jesse"), Moment.now())


def test_a_figure_that_is_not_public_yet_becomes_no_action(
    adviser: Client, figures: dict[str, list[IndicatorFigure]]
) -> None:
    """A programme is taken along and read aloud: it would tell what a release has not told yet."""
    last = Moment.now().day.year - 1
    waits = said(adviser, WMO, gemeente="GM9901")
    assert "Zodra dit cijfer openbaar is, kun je er een actie van maken." in waits
    asked = {"gemeente": "GM9901", "cijfer": "gebruik_wmo", "jaar": str(last)}
    assert adviser.get(NEW_ACTION, asked).status_code == 404
    out = said(adviser, WMO, gemeente="GM9901", jaar=str(last - 1))
    assert "Maak er een actie van" in out
    form = said(adviser, NEW_ACTION, **{**asked, "jaar": str(last - 1)})
    assert f"Wmo 2015, maatwerk, heel Lindewaard, {last - 1}." in form


def test_a_programme_shows_public_counts_only(
    adviser: Client, figures: dict[str, list[IndicatorFigure]]
) -> None:
    last = Moment.now().day.year - 1
    operations.follow(goal=goal().pk, followed=Followed("gebruik_wmo", "", 2020), **by())
    shown = said(adviser, PROGRAMME)
    assert f"heel Lindewaard {last - 1}: 1." in shown
    assert f"{last}: 1." not in shown
    assert "Van 2020 of eerder is geen cijfer openbaar." in shown
    release = figures["gebruik_wmo"][0].release
    assert release is not None
    publication.withdraw(release=release, why="Verkeerde dag.", **by())
    assert "Hiervan is nog geen cijfer openbaar." in said(adviser, PROGRAMME)


def test_a_count_that_is_too_small_is_a_word_in_a_programme_too(
    adviser: Client, figures: dict[str, list[IndicatorFigure]]
) -> None:
    there = goal()
    for code in ("BU99010101", "BU99010102", "BU99010103", "BU99010104"):
        operations.follow(goal=there.pk, followed=Followed("gebruik_wmo", code, 2030), **by())
    shown = said(adviser, PROGRAMME)
    assert "te klein om te tonen" in shown
    assert "-1" not in shown


@pytest.mark.proves("S2-04", "what came of it stands beside the figures, without claiming cause")
def test_what_came_of_it_stands_beside_the_figure_of_then_and_now(
    adviser: Client, earlier: None
) -> None:
    made = action()
    assert made.goal is not None
    operations.follow(goal=made.goal.pk, followed=Followed("eenzaamheid", ZOMERWAL), **by())
    operations.move(number=made.pk, to=GOING, day=date(2023, 3, 1), **by())
    operations.move(number=made.pk, to=DONE, came_of_it="Zestig buren kwamen.", **by())
    shown = said(adviser, f"{PROGRAMME}actie/{made.pk}/")
    assert "Eenzaamheid, Zomerwal 2022: 66 van de 100 2026: 6" in shown
    assert "Dit laat niet zien waardoor het veranderde." in shown


def test_a_figure_from_before_any_was_public_is_said_to_be_missing(adviser: Client) -> None:
    made = action()
    assert made.goal is not None
    operations.follow(goal=made.goal.pk, followed=Followed("eenzaamheid"), **by())
    operations.move(number=made.pk, to=GOING, day=date(2021, 3, 1), **by())
    shown = said(adviser, f"{PROGRAMME}actie/{made.pk}/")
    assert "Van 2021 of eerder is geen cijfer openbaar." in shown


def test_a_list_of_actions_is_narrowed_and_paged(adviser: Client) -> None:
    own = part()
    for number in range(34):
        operations.add_action(told=ActionTold(own.pk, f"Actie {number}."), **by())
    going = action("Nu bezig")
    operations.move(number=going.pk, to=GOING, **by())
    first = said(adviser, f"{PROGRAMME}acties/", gemeente="GM9901")
    assert first.count("Actie ") >= 28
    assert "Nu bezig" in first
    second = said(adviser, f"{PROGRAMME}acties/", gemeente="GM9901", page="2")
    assert "Actie 33." in second
    only = said(adviser, f"{PROGRAMME}acties/", gemeente="GM9901", stand="going")
    assert "Actie 1." not in only
    assert "En nog 29 acties" in said(adviser, PROGRAMME)
    none = said(adviser, f"{PROGRAMME}acties/", gemeente="GM9901", stand="done")
    assert "Hier zijn geen acties" in none


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_a_programme_is_taken_along(adviser: Client, earlier: None, form: str) -> None:
    operations.write_vision(municipality="GM9901", name="Meedoen", words="Iedereen.", **by())
    made = action("=SOM(A1)", who="Wijkteam")
    assert made.goal is not None
    wanted = Followed("eenzaamheid", ZOMERWAL, 2022, "omlaag")
    operations.follow(goal=made.goal.pk, followed=wanted, **by())
    part("Leeg deel", leader_name="Bram")
    answer = adviser.get(f"{PROGRAMME}tabel.{form}", {"gemeente": "GM9901"})
    assert answer.status_code == 200
    assert f'filename="programma-GM9901.{form}"' in answer["Content-Disposition"]
    if form == "csv":
        text = answer.content.decode("utf-8-sig")
        assert "'=SOM(A1)" in text
        assert "Eenzaamheid, Zomerwal: 2022: 66 van de 100, 2026: 6" in text
        assert "(doel: omlaag)" in text
        assert "Leeg deel;Bram" in text or "Leeg deel,Bram" in text
        assert "Iedereen." in text
        assert "Dit laat niet zien waardoor het veranderde." in text


def test_who_only_reads_can_write_nothing(adviser: Client, reader: Client) -> None:
    made = action()
    page = f"{PROGRAMME}actie/{made.pk}/"
    shown = reader.get(page).content.decode()
    assert "We zijn begonnen" not in shown
    assert "/wijzigen/" not in shown
    for address in (
        f"{page}wijzigen/", f"{page}stand/going/", NEW_ACTION, f"{PROGRAMME}visie/",
        f"{PROGRAMME}weggehaald/", f"{PROGRAMME}deelprogramma/nieuw/",
    ):  # fmt: skip
        assert reader.get(address).status_code == 403
    assert reader.post(f"{PROGRAMME}actie/{made.pk}/weg/").status_code == 403


def test_another_municipality_finds_nothing_of_it(adviser: Client) -> None:
    made = action()
    elsewhere = accounts.add_organisation(
        name="Elders", slug="elders", kind="municipality", municipality_codes=["GM9902"], **SIGNED
    )
    other = Client()
    other.force_login(make_account(elsewhere, Role.PROGRAMME_LEADER), backend=BACKEND)
    assert "Soep op straat" not in said(other, PROGRAMME, gemeente="GM9901")
    for address in (
        f"actie/{made.pk}/", f"actie/{made.pk}/wijzigen/", f"doel/{made.goal_id}/",
        f"deelprogramma/{made.subprogramme_id}/",
    ):  # fmt: skip
        assert other.get(f"{PROGRAMME}{address}").status_code == 404
    assert other.post(f"{PROGRAMME}actie/{made.pk}/weg/").status_code == 404
    assert other.post(f"{PROGRAMME}ding/{made.pk}/weg/").status_code == 404


def test_the_page_takes_as_many_statements_with_more_in_it(adviser: Client, earlier: None) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert adviser.get(PROGRAMME).status_code == 200
        return len(seen)

    operations.follow(goal=goal().pk, followed=Followed("eenzaamheid", ZOMERWAL), **by())
    action(area=ZOMERWAL)
    statements()
    few = statements()
    for name in ("Jongeren", "Volwassenen", "Meten"):
        own = part(name)
        for number in range(5):
            there = operations.add_goal(subprogramme=own.pk, words=f"Doel {number}", **by())
            shown = Followed("eenzaamheid", f"WK99010{number + 1}")
            operations.follow(goal=there.pk, followed=shown, **by())
            told = ActionTold(own.pk, f"Actie {number}", goal=there.pk, area="WK990101")
            operations.add_action(told=told, **by())
    assert statements() == few

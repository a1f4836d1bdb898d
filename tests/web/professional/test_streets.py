# SPDX-License-Identifier: EUPL-1.2
"""Figures per street on their page: for what first, then a buurt, and nothing to take along."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml.html import document_fromstring

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Organisation
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.monitor.models import StreetFigure, StreetLook, StreetRow
from meedoen.monitor.operations import choose
from meedoen.monitor.queries import StreetSource, StreetValues
from meedoen.monitor.street_purposes import LASTS, StreetPurpose
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import viewer_for_account
from meedoen.vocabulary.moment import Moment
from meedoen.web.landing import landing_page
from meedoen.web.professional.street_page import streets_page
from tests.monitor.worlds import CORNER, HERE, some_figures, some_streets
from tests.signing import SIGNED
from tests.web.policy.conftest import BACKEND, municipality, region  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

STREETS = "/werk/straten/"
COMES = {Role.NEIGHBOURHOOD_WORKER, Role.TEAM_LEADER, Role.MONITOR_OFFICER}


@pytest.fixture
def place(municipality: Organisation) -> Organisation:  # noqa: F811
    accounts.agree(
        organisation=municipality, purposes=list(Purpose), valid_from=date(2026, 1, 1), **SIGNED
    )
    return municipality


def at_work(place: Organisation, role: Role) -> tuple[Client, Viewer]:
    """Give somebody in a function, logged in."""
    account = accounts.add_professional(
        email=f"{role}@straat.example", name=f"Puk {role.label}", password="een-lang-wachtwoord",
        team=accounts.add_team(organisation=place, name=f"Team {role}", **SIGNED), role=role,
        valid_from=date(2026, 1, 1), **SIGNED,
        **({"valid_to": date(2030, 1, 1)} if role is Role.EXTERNAL_ADVISER else {}),
    )  # fmt: skip
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client, viewer_for_account(account.pk, on=Moment.now())


@pytest.fixture
def noor(place: Organisation) -> Client:
    return at_work(place, Role.NEIGHBOURHOOD_WORKER)[0]


@pytest.fixture
def streets(place: Organisation) -> Viewer:
    """Let there be streets to see; gives who made the figures."""
    _, by = at_work(place, Role.POLICY_ADVISER)
    _, second = at_work(place, Role.MONITOR_OFFICER)
    on = Moment.now() - timedelta(minutes=1)
    some_streets(some_figures(by, second, on), by, on)
    return by


def year() -> int:
    return Moment.now().day.year - 2


def asked(**changed: str) -> dict[str, str]:
    told = {"buurt": CORNER, "year": str(year()), "purpose": StreetPurpose.TALK.value, "words": ""}
    return told | changed


def said(content: bytes) -> str:
    main = document_fromstring(content.decode()).find(".//main")
    assert main is not None
    return re.sub(r"\s+", " ", main.text_content())


def looked(client: Client, **changed: str) -> str:
    answer = client.post(STREETS, asked(**changed), follow=True)
    assert answer.status_code == 200
    return said(answer.content)


@pytest.mark.proves("S3-15", "per street, for who says for what")
def test_she_says_for_what_and_then_sees_the_streets_by_name(streets: Viewer, noor: Client) -> None:
    words = looked(noor)
    assert "Wmo 2015, maatwerk: 12 mensen" in words
    assert "hier komt hulp samen" in words
    assert "In deze straten is alles te klein om te tonen: Garenhof, Roggeveld." in words
    assert "met bewoners praten" in words


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [("purpose", "Zonder reden laten we niets zien."), ("buurt", "Kies een buurt."),
     ("year", "Kies een jaar.")],
)  # fmt: skip
def test_without_a_purpose_a_buurt_or_a_year_nothing_is_shown_or_written(
    streets: Viewer, noor: Client, left_out: str, sentence: str
) -> None:
    answer = noor.post(STREETS, asked(**{left_out: ""}))
    assert answer.status_code == 422
    assert sentence in said(answer.content)
    assert "12 mensen" not in said(answer.content)
    assert not StreetLook.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("purpose", "nieuwsgierig"), ("buurt", "WK990103"), ("buurt", f"{CORNER} Haverhof"),
     ("buurt", "BU00470101"), ("year", "1999"), ("year", "x")],
)  # fmt: skip
def test_there_is_nothing_to_choose_below_a_buurt_or_beside_what_is_offered(
    streets: Viewer, noor: Client, name: str, value: str
) -> None:
    assert noor.post(STREETS, asked(**{name: value})).status_code == 422
    assert not StreetLook.objects.exists()


def test_each_look_is_written_down_and_a_second_press_is_the_same_look(
    streets: Viewer, noor: Client
) -> None:
    looked(noor, words="Voor het buurtfeest,   123456782")
    looked(noor, words="Voor het buurtfeest,   123456782")
    (look,) = StreetLook.objects.all()
    assert (look.buurt, look.year, look.purpose) == (CORNER, year(), "talk")
    assert look.actor_label == "Puk medewerker wijkteam"
    assert look.words.startswith("Voor het buurtfeest, ")
    assert "123456782" not in look.words


def test_after_an_hour_she_says_again_for_what(streets: Viewer, noor: Client) -> None:
    looked(noor)
    look = StreetLook.objects.get()
    StreetLook.objects.update(at=(Moment.now() - LASTS).at)
    answer = noor.get(f"{STREETS}{look.pk}/", follow=True)
    assert "Je uur is voorbij." in answer.content.decode()
    assert "12 mensen" not in answer.content.decode()


def test_a_look_of_somebody_else_is_not_there(streets: Viewer, place: Organisation) -> None:
    looked(at_work(place, Role.NEIGHBOURHOOD_WORKER)[0])
    other, _ = at_work(place, Role.TEAM_LEADER)
    assert other.get(f"{STREETS}{StreetLook.objects.get().pk}/").status_code == 404
    assert other.get(f"{STREETS}999999/").status_code == 404


@pytest.mark.parametrize("role", sorted(AT_WORK - {Role.POLICY_ADVISER, Role.MONITOR_OFFICER}))
def test_only_who_works_in_neighbourhoods_or_answers_for_the_figures_comes(
    streets: Viewer, place: Organisation, role: Role
) -> None:
    client, _ = at_work(place, role)
    status = 200 if role in COMES else 403
    assert client.get(STREETS).status_code == status
    assert client.post(STREETS, asked()).status_code == (302 if role in COMES else 403)


def test_a_team_leader_lands_there_and_others_find_it_in_their_menu(
    streets: Viewer, noor: Client
) -> None:
    assert landing_page(Role.TEAM_LEADER) == STREETS
    assert f'href="{STREETS}"' in noor.get("/werk/").content.decode()


def test_without_a_decision_it_is_off_for_everybody_and_says_who_decides(
    streets: Viewer, place: Organisation, noor: Client
) -> None:
    looked(noor)
    look = StreetLook.objects.get()
    choose(
        municipality=HERE, inside=(), streets_decided_on=None, streets_decision="", by=streets,
        on=Moment.now(),
    )  # fmt: skip
    for client in (noor, at_work(place, Role.TEAM_LEADER)[0]):
        for answer in (client.get(STREETS), client.post(STREETS, asked())):
            words = said(answer.content)
            assert "Ze staan uit." in words
            assert "gemeenteraad" in words
            assert "Lindewaard, Vennerhout." in words
    assert "12 mensen" not in noor.get(f"{STREETS}{look.pk}/").content.decode()
    assert StreetLook.objects.count() == 1


def test_where_it_may_and_nothing_is_counted_yet_it_says_what_to_wait_for(
    streets: Viewer, noor: Client
) -> None:
    StreetRow.objects.all().delete()
    StreetFigure.objects.all().delete()
    assert "Ze mogen, en er zijn er nog geen." in said(noor.get(STREETS).content)


def test_a_buurt_with_too_few_people_says_so(streets: Viewer, noor: Client) -> None:
    words = looked(noor, buurt="BU99010301")
    assert "Hier is alles te klein om te tonen" in words
    assert "niets te tonen: Wmo 2015, maatwerk." in words


def test_officers_read_who_looked_and_for_what(
    streets: Viewer, place: Organisation, noor: Client
) -> None:
    looked(noor, words="voor het buurtfeest")
    for role in (Role.PRIVACY_OFFICER, Role.DATA_PROTECTION_OFFICER):
        words = said(at_work(place, role)[0].get("/toezicht/").content)
        assert "Wie keek naar cijfers per straat" in words
        assert "Puk medewerker wijkteam, medewerker wijkteam" in words
        assert (
            "met bewoners praten over wat er in hun straat nodig is: “voor het buurtfeest”" in words
        )


def test_nothing_per_street_is_public_or_on_a_page_of_policy(
    streets: Viewer, place: Organisation
) -> None:
    controller, _ = at_work(place, Role.CONTROLLER)
    for client, address in (
        (Client(), "/cijfers/"), (controller, "/beleid/monitor/"),
        (controller, "/beleid/monitor/gebruik_wmo/"), (controller, "/beleid/monitor/bronnen/"),
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Haverhof" not in answer.content.decode()


def test_a_page_of_streets_offers_no_file_and_is_kept_nowhere(
    streets: Viewer, noor: Client
) -> None:
    answer = noor.post(STREETS, asked(), follow=True)
    assert "no-store" in answer["Cache-Control"]
    page = document_fromstring(answer.content.decode())
    assert not [
        link for _, _, link, _ in page.iterlinks() if re.search(r"\.(csv|xlsx|ods|pdf)", link)
    ]


def test_a_look_asks_the_database_as_much_with_many_sources_as_with_one(
    streets: Viewer, noor: Client
) -> None:
    looked(noor)
    address = f"{STREETS}{StreetLook.objects.get().pk}/"

    def statements() -> int:
        with CaptureQueriesContext(connection) as found:
            assert noor.get(address).status_code == 200
        return len(found)

    before = statements()
    kept = StreetRow.objects.get(of__source="wmo")
    StreetRow.objects.filter(pk=kept.pk).update(
        streets=[f"Straat {at}" for at in range(400)], values=list(range(5, 405))
    )
    assert statements() == before


WMO, YOUTH, DEBTS = "wmo", "jeugdzorg", "schuldhulp"


def test_streets_stand_by_name_and_sources_by_name_never_the_most_first() -> None:
    values = [
        StreetValues(YOUTH, {"": -1, "Zaagdijk": 90, "aardbeihof": 6}),
        StreetValues(DEBTS, {"": 8, "Zaagdijk": 5, "aardbeihof": -1}),
    ]
    sources = [
        StreetSource(one, date(2024, 12, 31), "definitief", "") for one in (WMO, YOUTH, DEBTS)
    ]
    page = streets_page(values, sources)
    assert [(line.name, line.shown, line.hidden) for line in page.lines] == [
        ("aardbeihof", ("Jeugdzorg, nu Jeugdwet: 6 mensen",), ("Schuldhulpverlening",)),
        (
            "Zaagdijk",
            ("Jeugdzorg, nu Jeugdwet: 90 mensen", "Schuldhulpverlening: 5 huishoudens"),
            (),
        ),
    ]
    assert page.nameless is not None
    assert page.nameless.shown == ("Schuldhulpverlening: 8 huishoudens",)
    assert page.nothing_of == ("Wmo 2015, maatwerk",)
    assert not page.named


def test_a_street_that_is_only_named_stands_among_those_with_something_to_show() -> None:
    page = streets_page([StreetValues("", {"Haverhof": -1})], [])
    (line,) = page.lines
    assert (line.name, line.named, line.shown, line.hidden) == ("Haverhof", True, (), ())
    assert page.named
    assert streets_page([], []).lines == ()

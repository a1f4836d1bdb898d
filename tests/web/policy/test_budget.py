# SPDX-License-Identifier: EUPL-1.2
"""The budget on its pages: it adds up, one euro is three presses away, and nobody is named."""

import csv
import re
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml.html import document_fromstring

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Organisation
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.budget import operations
from meedoen.budget.auditing.operations import note_check
from meedoen.budget.following import queries as following
from meedoen.budget.following.queries import CostSpot
from meedoen.budget.keys import KeyLine
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.models import BookedDocument, LedgerEntry, LedgerTransaction
from meedoen.budget.operations import DocumentCost, DocumentTold
from meedoen.budget.payments.operations import Payment, take_in_statement
from meedoen.vocabulary.moment import Moment
from meedoen.web.landing import landing_page
from tests.budget.worlds import (
    JOOST,
    LINDEWAARD,
    NOW,
    PUK,
    STADSKAMER,
    VENNERHOUT,
    a_cost,
    a_document,
    a_key,
    a_town,
    adopted,
    taken_in,
)
from tests.signing import SIGNED
from tests.web.policy.conftest import BACKEND, make_account

pytestmark = pytest.mark.django_db

BUDGET = "/beleid/budget/"
WAITS = f"{BUDGET}wacht/"
EARLIER = Moment.beginning(date(2024, 11, 20))
DAY_CARE = f"{BUDGET}taakveld/wmo/6.713/"


@pytest.fixture
def office() -> Organisation:
    """A municipality that works in two towns, of which one opened no year."""
    a_town(LINDEWAARD)
    a_town(VENNERHOUT, 2026)
    return accounts.add_organisation(
        name="Gemeente Lindewaard", slug="lindewaard", kind="municipality",
        municipality_codes=[LINDEWAARD], **SIGNED,
    )  # fmt: skip


@pytest.fixture
def controller(client: Client, office: Organisation) -> Client:
    """Somebody who accounts for the money of Lindewaard."""
    client.force_login(make_account(office, Role.CONTROLLER), backend=BACKEND)
    return client


def book(*cents: int, number: str = "2026-01", first: int = 1) -> None:
    """Take a declaration in, and divide what a key covers."""
    taken_in([a_cost(row, each) for row, each in enumerate(cents, start=first)], number=number)
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)


def declared(*costs: DocumentCost, partner: str, number: str = "2026-01") -> None:
    """Take a declaration of a provider in."""
    told = DocumentTold(
        partner, number, "iwmo 2.3", date(2026, 1, 1), date(2026, 1, 31),
        sum(one.cents for one in costs), (partner + number).ljust(64), len(costs), 0,
    )  # fmt: skip
    operations.take_in(municipality=LINDEWAARD, told=told, costs=costs, by=PUK, on=NOW)


def text_of(answer: Any) -> str:
    """What can be read on a page, without its marks."""
    words = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(words.split())


def rows_of(answer: Any) -> list[list[str]]:
    """The rows of the tables of a page, cell by cell."""
    page = document_fromstring(answer.content.decode())
    return [
        [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("th", "td")]
        for row in page.iterfind(".//tbody/tr")
    ]


def divided() -> LedgerTransaction:
    return LedgerTransaction.objects.filter(kind="divided").earliest("pk")


def test_the_budget_says_what_is_booked_and_that_nothing_is_unexplained(controller: Client) -> None:
    adopted(a_key(integral=600))
    book(1_000, 501)
    shown = text_of(controller.get(BUDGET))
    assert "Geboekt is € 15,01" in shown
    assert "€ 0,00 niet uitgelegd Gevraagd € 15,01" in shown
    assert "Elke euro heeft één wet, één taakveld en een reden die je kunt printen." in shown
    assert "Van elke 100 euro lopen er nu 60 door het ene budget." in shown


def test_where_it_landed_is_said_per_law_and_taakveld_and_adds_up(controller: Client) -> None:
    adopted()
    book(1_000, 501)
    assert rows_of(controller.get(BUDGET)) == [
        ["Wmo 2015", "", "–", "9,01", "–"],
        ["6.713 Dagbesteding (Wmo)", "1", "–", "9,01", "–"],
        ["Participatiewet", "", "–", "6,00", "–"],
        ["6.5 Arbeidsparticipatie", "1", "–", "6,00", "–"],
        ["Samen", "", "–", "15,01", "–"],
    ]


def test_what_waits_is_named_with_its_sum_and_why(controller: Client) -> None:
    adopted(a_key(products=frozenset({"02"})))
    book(1_000)
    shown = text_of(controller.get(BUDGET))
    assert "€ 10,00 wacht op een sleutel" in shown
    assert "€ 0,00 niet uitgelegd" in shown
    assert rows_of(controller.get(f"{BUDGET}wacht/")) == [
        [
            STADSKAMER, "dagbesteding (07)",
            "Geen sleutel die vooraf is vastgesteld, geldt voor dit product en deze aanbieder.",
            "1", "10,00",
        ]
    ]  # fmt: skip


def test_where_many_wait_each_is_looked_into_when_it_is_pressed(controller: Client) -> None:
    for number in range(1, 5):
        declared(a_cost(1, number * 100), partner=f"9800000{number}")
    answer = controller.get(f"{BUDGET}wacht/")
    assert rows_of(answer)[0] == ["Aanbieder 98000004", "4,00"]
    assert len(rows_of(answer)) == 4
    page = document_fromstring(answer.content.decode())
    pressed = next(one.get("href") for one in page.iterfind(".//table//a"))
    assert [row[0] for row in rows_of(controller.get(pressed))] == ["98000004"]


def test_the_budget_says_when_the_books_were_worked_out_anew_and_what_came_of_it(
    controller: Client,
) -> None:
    adopted()
    book(1_000)
    assert "De boeken zijn hier nog niet nagerekend." in text_of(controller.get(BUDGET))
    note_check(municipality=LINDEWAARD, findings=0, by=PUK, on=NOW)
    shown = text_of(controller.get(BUDGET))
    assert "Nagerekend op 3 februari 2026: 2 boekingen, alles klopte." in shown
    note_check(municipality=LINDEWAARD, findings=1, by=PUK, on=NOW + timedelta(hours=1))
    shown = text_of(controller.get(BUDGET))
    assert "2 boekingen, en daarvan klopte iets niet." in shown


def test_what_was_paid_and_is_still_to_be_looked_into_is_found_from_the_budget(
    controller: Client,
) -> None:
    adopted()
    book(1_000)
    payments = [
        Payment(row, date(2026, 2, 1), cents, ["huur"]) for row, cents in ((1, 700), (2, -50))
    ]
    told = a_document(DocumentKind.BANK, "A-12", rows=2)
    take_in_statement(municipality=LINDEWAARD, told=told, payments=payments, by=PUK, on=NOW)
    answer = controller.get(BUDGET)
    assert "€ 6,50 is betaald en hoort bij geen stuk : dat is nog uit te zoeken." in text_of(answer)
    page = document_fromstring(answer.content.decode())
    pressed = next(
        one.get("href") for one in page.iterfind(".//a") if "geen stuk" in one.text_content()
    )
    shown = controller.get(pressed)
    assert "Er wacht niets" in text_of(shown)
    assert [row[1:] for row in rows_of(shown)] == [
        ["1 februari 2026", "A-12, rij 1", "7,00"], ["1 februari 2026", "A-12, rij 2", "-0,50"],
    ]  # fmt: skip
    assert "huur" not in text_of(shown)
    page = document_fromstring(shown.content.decode())
    went, came = (one.get("href") for one in page.iterfind(".//tbody//a"))
    assert "€ 7,00 betaald Rekening 41000001. 1 februari 2026. Nog uit te zoeken." in text_of(
        controller.get(went)
    )
    assert "€ 0,50 ontvangen" in text_of(controller.get(came))
    statement = BookedDocument.objects.get(kind=DocumentKind.BANK)
    assert "Rekening 41000001, " in text_of(controller.get(f"{BUDGET}stuk/{statement.pk}/"))


def test_many_payments_that_nobody_can_place_stand_on_pages(controller: Client) -> None:
    a_town()
    payments = [Payment(row, date(2026, 2, 1), row, ["huur"]) for row in range(1, 53)]
    told = a_document(DocumentKind.BANK, "A-12", rows=52)
    here = {"gemeente": LINDEWAARD, "jaar": "2026"}
    assert "Er is niets uit te zoeken" in text_of(controller.get(f"{WAITS}betaald/", here))
    take_in_statement(municipality=LINDEWAARD, told=told, payments=payments, by=PUK, on=NOW)
    shown = controller.get(WAITS, here)
    assert len(rows_of(shown)) == 50
    assert "Er zijn er meer. Bekijk ze allemaal" in text_of(shown)
    first, second = (
        controller.get(f"{WAITS}betaald/", {**here, "page": page}) for page in ("1", "2")
    )
    assert [len(rows_of(page)) for page in (first, second)] == [50, 2]
    assert [row[2] for row in rows_of(second)] == ["A-12, rij 51", "A-12, rij 52"]


def test_where_nothing_waits_that_is_said(controller: Client) -> None:
    adopted()
    book(1_000)
    assert "Er wacht niets" in text_of(controller.get(f"{BUDGET}wacht/"))
    assert "wacht op een sleutel." not in text_of(controller.get(BUDGET))


@pytest.mark.proves("S2-16", "from the budget to its reason in three presses")
def test_one_euro_is_three_presses_from_the_budget_and_its_reason_can_be_printed(
    controller: Client,
) -> None:
    adopted()
    book(1_000)
    pressed = BUDGET
    for words in ("6.713 Dagbesteding (Wmo)", STADSKAMER, str(divided().pk)):
        page = document_fromstring(controller.get(pressed).content.decode())
        pressed = next(
            link.get("href")
            for link in page.iterfind(".//table//a")
            if words in link.text_content()
        )
    shown = text_of(controller.get(pressed))
    assert "€ 10,00 voor dagbesteding (07)" in shown
    assert "Nummer 2026-01, rij 1 van 1." in shown
    assert "Met sleutel Dagbesteding, vastgesteld op 20 november 2025 door Joost Geld." in shown
    assert "Wmo 2015 6.713 Dagbesteding (Wmo) Wmo 2015, artikel 2.3.5 6,00" in shown
    assert "Participatiewet 6.5 Arbeidsparticipatie Participatiewet, artikel 7 4,00" in shown
    assert "Samen niets over 10,00" in shown
    assert "Taakveld 6.5, categorie 4.3: € 4,00" in shown
    assert "Hier eindigt de weg" in shown


def test_no_page_shows_what_stands_in_the_place_of_a_person(controller: Client) -> None:
    adopted()
    book(1_000)
    entry = LedgerEntry.objects.exclude(person="").earliest("pk")
    declared = BookedDocument.objects.get()
    for address in (
        BUDGET, DAY_CARE, f"{DAY_CARE}{STADSKAMER}/", f"{BUDGET}boeking/{divided().pk}/",
        f"{BUDGET}boeking/{divided().pk}/terug/", f"{BUDGET}stuk/{declared.pk}/",
        f"{BUDGET}steekproef/", f"{BUDGET}steekproef/tabel.csv", f"{BUDGET}saldi/",
    ):  # fmt: skip
        answer = controller.get(address)
        assert answer.status_code == 200, address
        assert entry.person not in answer.content.decode()
        assert f">{entry.commitment}<" not in answer.content.decode()


def test_a_booking_is_taken_back_with_a_reason_and_both_stay(controller: Client) -> None:
    adopted()
    book(1_000)
    address = f"{BUDGET}boeking/{divided().pk}/"
    asked = text_of(controller.get(f"{address}terug/"))
    assert "Het bedrag wacht daarna weer op een sleutel." in asked
    answer = controller.post(f"{address}terug/", {"why": "Dubbel geboekt"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    shown = text_of(controller.get(address))
    assert "Reden: Dubbel geboekt" in shown
    assert "Het wacht op een sleutel." in shown
    assert LedgerTransaction.objects.count() == 3
    assert "€ 10,00 wacht op een sleutel" in text_of(controller.get(BUDGET))


def test_without_a_reason_nothing_is_taken_back(controller: Client) -> None:
    adopted()
    book(1_000)
    answer = controller.post(f"{BUDGET}boeking/{divided().pk}/terug/", {"why": " "})
    assert answer.status_code == 422
    assert "Schrijf op waarom je dit terugdraait." in text_of(answer)
    assert LedgerTransaction.objects.count() == 2


def test_what_was_taken_back_is_not_taken_back_again(controller: Client) -> None:
    adopted()
    book(1_000)
    address = f"{BUDGET}boeking/{divided().pk}/"
    for _ in range(2):
        answer = controller.post(f"{address}terug/", {"why": "Dubbel"}, follow=True)
    assert "Deze boeking was al teruggedraaid. Er is niets veranderd." in text_of(answer)
    assert LedgerTransaction.objects.count() == 3


def test_a_booking_of_a_closed_year_is_taken_back_in_the_first_that_is_open(
    controller: Client,
) -> None:
    adopted()
    book(1_000)
    a_town(LINDEWAARD, 2027)
    operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    address = f"{BUDGET}boeking/{divided().pk}/terug/"
    shown = text_of(controller.get(address))
    assert "Boekjaar 2026 is gesloten. De nieuwe boeking staat daarom op 1 januari 2027." in shown
    assert controller.post(address, {"why": "Dubbel"}).status_code == 302
    assert LedgerTransaction.objects.get(kind="reversed").day == date(2027, 1, 1)


def test_what_stands_where_nothing_may_stand_any_more_is_not_taken_back_and_says_why(
    controller: Client,
) -> None:
    a_town(LINDEWAARD, 2024)
    lines = (KeyLine("wmo", "6.71c", "4.3", "Meedoen", 1000, "Wmo 2015, artikel 2.3.5"),)
    key = a_key(first_day=date(2024, 1, 1), last_day=date(2024, 12, 31), lines=lines)
    before = Moment.beginning(date(2023, 11, 20))
    row = operations.propose_key(municipality=LINDEWAARD, key=key, by=PUK, on=before)
    operations.adopt_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=before)
    declared(a_cost(1, 1_000, day=date(2024, 3, 31)), partner=STADSKAMER)
    operations.divide_what_waits(municipality=LINDEWAARD, year=2024, by=PUK, on=NOW)
    operations.close_year(municipality=LINDEWAARD, year=2024, by=PUK, on=NOW)
    address = f"{BUDGET}boeking/{divided().pk}/terug/"
    shown = controller.get(address)
    assert "kan hier niet terug" in text_of(shown)
    assert "daar mag dit niet meer op staan: 6.71c Dagbesteding (Wmo)." in text_of(shown)
    assert 'name="why"' not in shown.content.decode()
    answer = controller.post(address, {"why": "Dubbel"}, follow=True)
    assert "Deze boeking kan hier niet meer terug. Er is niets veranderd." in text_of(answer)
    assert LedgerTransaction.objects.count() == 2


def test_what_comes_off_first_is_named_and_no_booking_is_called_taken_back_that_stands(
    controller: Client,
) -> None:
    adopted()
    book(1_000)
    asked = LedgerTransaction.objects.get(kind="declared")
    sent = controller.get(f"{BUDGET}boeking/{asked.pk}/terug/", follow=True)
    assert f"Draai eerst boeking {divided().pk} terug. Er is niets veranderd." in text_of(sent)
    assert f"Draai je boeking {divided().pk} terug, dan blijven allebei staan." in text_of(sent)
    controller.post(f"{BUDGET}boeking/{divided().pk}/terug/", {"why": "Dubbel"})
    back = LedgerTransaction.objects.get(kind="reversed")
    sent = controller.get(f"{BUDGET}boeking/{back.pk}/terug/", follow=True)
    assert "Deze boeking draait zelf iets terug. Er is niets veranderd." in text_of(sent)


def test_where_no_year_is_open_that_is_said_and_nothing_changes(controller: Client) -> None:
    adopted()
    book(1_000)
    operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    address = f"{BUDGET}boeking/{divided().pk}/terug/"
    assert "Er is geen boekjaar open." in text_of(controller.get(address))
    answer = controller.post(address, {"why": "Dubbel"}, follow=True)
    assert "Er is geen boekjaar open. Er is niets veranderd." in text_of(answer)
    assert LedgerTransaction.objects.count() == 2


@pytest.mark.parametrize(
    ("per", "named"),
    [
        ("programma", ["Meedoen"]),
        ("wet", ["Participatiewet", "Wmo 2015"]),
        ("taakveld", ["6.5 Arbeidsparticipatie", "6.713 Dagbesteding (Wmo)"]),
        ("aanbieder", [STADSKAMER]),
    ],
)
def test_balances_stand_per_programme_law_taakveld_and_provider_and_are_taken_along_in_cents(
    controller: Client, per: str, named: list[str]
) -> None:
    adopted(a_key(integral=250))
    book(1_000)
    rows = rows_of(controller.get(f"{BUDGET}saldi/?per={per}"))
    assert [row[0] for row in rows] == [*named, "Samen"]
    assert rows[-1] == ["Samen", "2,50", "7,50", "10,00"]
    answer = controller.get(f"{BUDGET}saldi/tabel.csv?per={per}")
    file = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    below = [row for row in file if row[:2] == [LINDEWAARD, "2026"]]
    assert [row[2] for row in below] == named
    assert sum(int(row[-1]) for row in below) == 1_000


def test_a_booking_and_a_declaration_are_found_by_number(controller: Client) -> None:
    adopted()
    book(1_000)
    declared = BookedDocument.objects.get()
    found = {
        str(divided().pk): f"{BUDGET}boeking/{divided().pk}/",
        f"Boeking {divided().pk}": f"{BUDGET}boeking/{divided().pk}/",
        " 2026-01 ": f"{BUDGET}stuk/{declared.pk}/",
    }
    for number, address in found.items():
        assert controller.get(f"{BUDGET}zoek/", {"nummer": number})["Location"] == address
    for nothing in ("9" * 15, "2025-01", "x" * 300):
        shown = text_of(controller.get(f"{BUDGET}zoek/", {"nummer": nothing}))
        assert "Niets gevonden" in shown
    assert "Niets gevonden" not in text_of(controller.get(f"{BUDGET}zoek/"))


def test_a_declaration_shows_its_rows_page_by_page(controller: Client) -> None:
    adopted()
    book(*range(1_000, 1_060))
    address = f"{BUDGET}stuk/{BookedDocument.objects.get().pk}/"
    first = controller.get(address)
    assert "in 60 rijen" in text_of(first)
    assert len(rows_of(first)) == 50
    assert [row[0] for row in rows_of(controller.get(f"{address}?na=50"))] == [
        str(number) for number in range(51, 61)
    ]


def test_the_bookings_of_a_provider_are_paged_by_number_and_chosen_by_month(
    controller: Client,
) -> None:
    adopted()
    book(*range(1_000, 1_060))
    taken_in([a_cost(1, 77, day=date(2026, 2, 28))], number="2026-02")
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    address = f"{DAY_CARE}{STADSKAMER}/"
    found: list[str] = []
    following = address
    while following:
        answer = controller.get(following)
        found += [row[0] for row in rows_of(answer)]
        page = document_fromstring(answer.content.decode())
        following = next((one.get("href") for one in page.iterfind(".//a[@rel='next']")), "")
    assert len(found) == len(set(found)) == 61
    february = rows_of(controller.get(f"{address}?maand=2"))
    assert [row[1] for row in february] == ["28 februari"]
    assert controller.get(f"{address}?maand=2&voor=1").status_code == 200


def test_a_sample_is_drawn_again_by_its_seed_also_when_more_was_booked(controller: Client) -> None:
    adopted()
    book(*range(1_000, 1_040))
    answer = controller.get(f"{BUDGET}steekproef/?aantal=10&zaad=7")
    first = rows_of(answer)
    assert len(first) == 10
    page = document_fromstring(answer.content.decode())
    again = next(one.get("href") for one in page.iterfind(".//a") if "tot=" in one.get("href"))
    book(*range(2_000, 2_040), number="2026-02")
    assert rows_of(controller.get(again)) == first
    assert rows_of(controller.get(again.replace("zaad=7", "zaad=8"))) != first
    for wrong in ("aantal=0", "aantal=9999", "zaad=x", "tot=0", f"tot={'9' * 18}", "aantal=-3"):
        assert controller.get(f"{BUDGET}steekproef/?{wrong}").status_code == 200


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("aantal=9999", "Je kunt 1 tot en met 200 regels trekken. Er is getrokken met 200."),
        ("aantal=veel", "Je kunt 1 tot en met 200 regels trekken. Er is getrokken met 25."),
        ("aantal=0", "Je kunt 1 tot en met 200 regels trekken. Er is getrokken met 25."),
        ("zaad=x", "Een zaad is een heel getal van hooguit 18 cijfers. Er is getrokken met"),
        ("tot=0", "Die laatste regel is er hier niet. Er is getrokken tot en met"),
    ],
)
def test_what_of_a_sample_could_not_be_followed_is_said(
    controller: Client, asked: str, said: str
) -> None:
    adopted()
    book(1_000)
    assert said in text_of(controller.get(f"{BUDGET}steekproef/?{asked}"))
    sound = text_of(controller.get(f"{BUDGET}steekproef/?aantal=1&zaad=007"))
    assert "Er is getrokken" not in sound
    assert "Getrokken is 1 regel met zaad 7 ." in sound


def test_who_books_nowhere_sees_why_and_other_years_can_be_chosen(
    controller: Client, office: Organisation
) -> None:
    assert "In dit jaar is nog niets verdeeld" in text_of(controller.get(BUDGET))
    a_town(LINDEWAARD, 2025)
    operations.close_year(municipality=LINDEWAARD, year=2025, by=PUK, on=NOW)
    shown = text_of(controller.get(f"{BUDGET}?jaar=2025"))
    assert "2025. Dit jaar is gesloten op 3 februari 2026: hier komt niets meer bij." in shown
    assert "In dit jaar wordt nog geboekt." in text_of(controller.get(f"{BUDGET}?jaar=1900"))


def test_a_municipality_without_a_booking_year_says_so(client: Client) -> None:
    Municipality.objects.create(code=VENNERHOUT, name="Vennerhout")
    there = accounts.add_organisation(
        name="Vennerhout", slug="vennerhout", kind="municipality",
        municipality_codes=[VENNERHOUT], **SIGNED,
    )  # fmt: skip
    client.force_login(make_account(there, Role.CONTROLLER), backend=BACKEND)
    assert "Hier is nog geen boekjaar open" in text_of(client.get(BUDGET))
    for page in ("saldi/", "wacht/", "steekproef/", "zoek/", "taakveld/wmo/6.713/"):
        assert client.get(f"{BUDGET}{page}").status_code == 404


@pytest.mark.parametrize("role", [Role.POLICY_ADVISER, Role.NEIGHBOURHOOD_WORKER])
def test_nobody_else_comes_to_the_budget_or_reads_of_it_in_her_menu(
    client: Client, office: Organisation, role: Role
) -> None:
    client.force_login(make_account(office, role), backend=BACKEND)
    assert client.get(BUDGET).status_code == 403
    if role is Role.POLICY_ADVISER:
        assert 'href="/beleid/budget/"' not in client.get("/beleid/").content.decode()


def test_a_controller_lands_on_the_budget(controller: Client) -> None:
    assert landing_page(Role.CONTROLLER) == BUDGET
    assert "Of het klopt, waar elke euro landde en waarom." in text_of(controller.get("/beleid/"))
    assert "de boekhouding, zonder verhalen" in text_of(controller.get(BUDGET))


def test_numbers_of_another_municipality_lead_nowhere(controller: Client) -> None:
    adopted(town=VENNERHOUT)
    taken_in([a_cost(1, 1_000)], town=VENNERHOUT)
    operations.divide_what_waits(municipality=VENNERHOUT, year=2026, by=PUK, on=NOW)
    declared = BookedDocument.objects.get()
    for address in (
        f"{BUDGET}boeking/{divided().pk}/", f"{BUDGET}boeking/{divided().pk}/terug/",
        f"{BUDGET}stuk/{declared.pk}/", DAY_CARE, f"{DAY_CARE}{STADSKAMER}/",
    ):  # fmt: skip
        assert controller.get(address).status_code == 404, address
    assert "Niets gevonden" in text_of(
        controller.get(f"{BUDGET}zoek/", {"nummer": str(divided().pk)})
    )


@pytest.mark.parametrize(
    "address",
    [
        BUDGET, f"{BUDGET}saldi/", f"{BUDGET}wacht/", DAY_CARE, f"{DAY_CARE}{STADSKAMER}/",
        f"{BUDGET}steekproef/",
    ],
)  # fmt: skip
def test_a_page_takes_as_many_statements_however_much_is_booked(
    controller: Client, address: str
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert controller.get(address).status_code == 200
        return len(seen)

    adopted()
    book(1_000, 2_000)
    statements()
    few = statements()
    book(*range(1_000, 1_080), number="2026-02")
    assert statements() == few


def test_a_booking_with_more_costs_in_one_place_than_are_read_at_once_is_whole() -> None:
    a_town()
    lines = tuple(KeyLine("wmo", "6.713", "4.3", f"P{n}", 5, f"Grond {n}") for n in range(200))
    adopted(a_key(lines=lines, integral=500))
    book(1_000_000, 2_000_000)
    found = following.costs_at(CostSpot(LINDEWAARD, 2026, "wmo", "6.713", STADSKAMER), most=1)
    assert [one.cents for one in found] == [2_000_000]


def test_the_bookings_of_an_earlier_year_are_found_below_many_of_a_later_one() -> None:
    a_town(LINDEWAARD, 2025, 2026)
    for year in (2025, 2026):
        key = a_key(first_day=date(year, 1, 1), last_day=date(year, 12, 31))
        row = operations.propose_key(municipality=LINDEWAARD, key=key, by=PUK, on=EARLIER)
        operations.adopt_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=EARLIER)
    for year, rows in ((2025, 3), (2026, 70)):
        costs = [a_cost(row, 100, day=date(year, 3, 31)) for row in range(1, rows + 1)]
        declared(*costs, partner=STADSKAMER, number=f"{year}-03")
        operations.divide_what_waits(municipality=LINDEWAARD, year=year, by=PUK, on=NOW)
    for year, there in ((2025, 3), (2026, 5)):
        spot = CostSpot(LINDEWAARD, year, "wmo", "6.713", STADSKAMER)
        found = following.costs_at(spot, most=5)
        assert [one.booking.day.year for one in found] == [year] * there
        assert found == following.costs_at(spot, month=3, most=5)

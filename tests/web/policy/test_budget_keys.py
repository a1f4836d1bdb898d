# SPDX-License-Identifier: EUPL-1.2
"""A key for next year is proposed on a page, tried, and adopted by a second controller."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml.html import document_fromstring

from meedoen.accounts.models import Account, Organisation
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.budget import operations, queries
from meedoen.budget.keys import DivisionKey, KeyLine
from meedoen.budget.models import AllocationKey
from meedoen.vocabulary.moment import Moment
from tests.budget.worlds import JOOST, LINDEWAARD, PUK, VENNERHOUT
from tests.web.policy.conftest import BACKEND, make_account
from tests.web.policy.test_releases import colleague

pytestmark = pytest.mark.django_db
KEYS = "/beleid/budget/sleutels/"
NEW = f"{KEYS}nieuw/"
TODAY = Moment.now()
THIS, NEXT = TODAY.day.year, TODAY.day.year + 1
LAST_YEAR = Moment.beginning(date(THIS - 1, 11, 20))
LINES = (
    KeyLine("wmo", "6.713", "4.3", "Meedoen", 600, "Wmo 2015, artikel 2.3.5"),
    KeyLine("participatiewet", "6.5", "4.3", "Meedoen", 400, "Participatiewet, artikel 7"),
)


def a_key(year: int = THIS, **other: Any) -> DivisionKey:
    said = {
        "name": f"Dagbesteding {year}", "first_day": date(year, 1, 1),
        "last_day": date(year, 12, 31), "lines": LINES, "products": frozenset({"07"}),
        "integral": 700,
    }  # fmt: skip
    return DivisionKey(**{**said, **other})


@pytest.fixture
def petra(client: Client, municipality: Organisation) -> Client:
    """A controller who works for both municipalities."""
    client.force_login(make_account(municipality, Role.CONTROLLER), backend=BACKEND)
    return client


@pytest.fixture
def simon(petra: Client, municipality: Organisation) -> Client:
    """A second controller of the same organisation."""
    return colleague(municipality, Role.CONTROLLER, "Simon")


@pytest.fixture
def this_year(region: None) -> AllocationKey:
    """A key that holds this year, and 1,000 cents that it divided."""
    operations.open_year(municipality=LINDEWAARD, year=THIS, by=PUK, on=LAST_YEAR)
    row = operations.propose_key(municipality=LINDEWAARD, key=a_key(), by=PUK, on=LAST_YEAR)
    operations.adopt_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=LAST_YEAR)
    day = date(THIS, 1, 31)
    cost = operations.DocumentCost(1, day, "07", "07A03", "T1", "f" * 32, 1_000)
    told = operations.DocumentTold("41000001", "1", "iwmo", day, day, 1_000, "a" * 64, 1, 0)
    operations.take_in(municipality=LINDEWAARD, told=told, costs=[cost], by=PUK, on=TODAY)
    operations.divide_what_waits(municipality=LINDEWAARD, year=THIS, by=PUK, on=TODAY)
    return row


def filled(page: Any) -> dict[str, Any]:
    """What the form of a page would send as it stands."""
    form = page.context["form"]
    sent: dict[str, Any] = {"gemeente": LINDEWAARD}
    for field in form:
        value = field.value()
        if isinstance(value, date):
            value = value.isoformat()
        sent[field.html_name] = "" if value is None else value
    if page.context["number"] is not None:
        sent["van"] = page.context["number"]
    return sent


def proposed(client: Client, like: AllocationKey, **other: Any) -> AllocationKey:
    form = client.get(NEW, {"gemeente": LINDEWAARD, "van": str(like.pk)})
    sent = client.post(NEW, {**filled(form), **other})
    assert sent.status_code == 302, sent.context["form"].errors
    row = AllocationKey.objects.latest("pk")
    assert sent.headers["Location"] == f"{KEYS}{row.pk}/"
    return row


def text_of(page: Any) -> str:
    main = re.search(r"<main.*</main>", page.content.decode(), re.DOTALL)
    assert main
    return " ".join(re.sub(r"<[^>]+>", " ", main[0]).split())


def test_a_key_is_offered_anew_until_one_for_the_same_waits_for_next_year(
    petra: Client, this_year: AllocationKey
) -> None:
    offered = f"Maak er een voor {NEXT}"
    assert offered in text_of(petra.get(KEYS, {"gemeente": LINDEWAARD}))
    other = a_key(NEXT, products=frozenset({"08"}))
    operations.propose_key(municipality=LINDEWAARD, key=other, by=PUK, on=TODAY)
    assert offered in text_of(petra.get(KEYS, {"gemeente": LINDEWAARD}))
    row = proposed(petra, this_year)
    assert offered not in text_of(petra.get(KEYS, {"gemeente": LINDEWAARD}))
    petra.post(f"{KEYS}{row.pk}/opzij/")
    assert offered in text_of(petra.get(KEYS, {"gemeente": LINDEWAARD}))


def test_a_key_of_next_year_begins_as_this_years_and_is_adopted_by_somebody_else(
    petra: Client, simon: Client, this_year: AllocationKey
) -> None:
    row = proposed(petra, this_year, share_1="64,5", share_2="35,5")
    key = queries.as_key(row)
    assert (key.name, key.first_day, key.last_day) == (
        f"Dagbesteding {NEXT}", date(NEXT, 1, 1), date(NEXT, 12, 31),
    )  # fmt: skip
    assert [one.share for one in key.lines] == [645, 355]
    assert (key.products, key.integral) == (frozenset({"07"}), 700)
    own = text_of(petra.get(f"{KEYS}{row.pk}/"))
    assert "Jij stelde deze sleutel voor. Een collega stelt hem vast" in own
    assert "Stel vast" not in own
    refused = petra.post(f"{KEYS}{row.pk}/vaststellen/", follow=True)
    assert "stelt hem niet zelf vast. Vraag een collega" in refused.content.decode()
    assert "Stel vast" in text_of(simon.get(f"{KEYS}{row.pk}/"))
    simon.post(f"{KEYS}{row.pk}/vaststellen/")
    row.refresh_from_db()
    assert (row.adopted_by, row.adopted_on) == ("Simon", Moment.now().day)
    assert row.adopter_id != row.proposer_id
    again = petra.post(f"{KEYS}{row.pk}/opzij/", follow=True)
    assert "is al beslist. Er is niets veranderd" in again.content.decode()


def test_two_who_are_called_the_same_are_two(
    petra: Client, this_year: AllocationKey, municipality: Organisation
) -> None:
    row = proposed(petra, this_year)
    namesake = colleague(municipality, Role.CONTROLLER, row.proposed_by)
    namesake.post(f"{KEYS}{row.pk}/vaststellen/")
    row.refresh_from_db()
    assert row.adopted_by == row.proposed_by
    assert row.adopter_id != row.proposer_id


def test_what_a_key_would_do_stands_beside_what_is_booked_to_the_cent(
    petra: Client, this_year: AllocationKey
) -> None:
    row = proposed(petra, this_year, share_1="50", share_2="50")
    page = petra.get(f"{KEYS}{row.pk}/")
    lines = [(one.law, one.now, one.then, one.more) for one in page.context["page"].tried.lines]
    assert lines == [
        ("Participatiewet", "4,00", "5,00", "+1,00"),
        ("Wmo 2015", "6,00", "5,00", "-1,00"),
    ]
    tried = petra.get(f"{KEYS}{row.pk}/", {"deel": "85"})
    assert "liepen er 70 door het ene budget. Straks zijn dat er 85" in text_of(tried)
    assert "in de sleutel staat 70%" in text_of(tried)
    for typed in ("", "heel veel", "140", "12,345"):
        said = petra.get(f"{KEYS}{row.pk}/", {"deel": typed})
        assert said.context["page"].tried.integral == "70"
        assert bool(typed) is ("md-field__error" in said.content.decode())
        assert f'value="{typed or 70}"' in said.content.decode()


def test_a_key_that_has_begun_is_not_tried_on_books_in_which_it_stands(
    petra: Client, this_year: AllocationKey
) -> None:
    assert "Wat zou dit doen?" not in text_of(petra.get(f"{KEYS}{this_year.pk}/"))
    assert "Wat zou dit doen?" in text_of(petra.get(f"{KEYS}{proposed(petra, this_year).pk}/"))


def test_years_to_come_stand_beside_the_share_of_now_as_a_plan_when_their_keys_say_one_share(
    petra: Client, simon: Client, this_year: AllocationKey
) -> None:
    budget = ("/beleid/budget/", {"gemeente": LINDEWAARD})
    assert "plan" not in text_of(petra.get(*budget))
    first = proposed(petra, this_year, integral="85,5")
    shown = text_of(petra.get(*budget))
    assert f"86 van de 100 euro in {NEXT} plan" in shown
    assert "Een plan is wat de sleutels van dat jaar zeggen. Die zijn nog niet allemaal" in shown
    assert "Van elke 100 euro lopen er nu 70 door het ene budget." in shown
    simon.post(f"{KEYS}{first.pk}/vaststellen/")
    assert "nog niet allemaal" not in text_of(petra.get(*budget))
    other = proposed(petra, this_year, integral="60")
    assert f"in {NEXT} plan" not in text_of(petra.get(*budget))
    petra.post(f"{KEYS}{other.pk}/opzij/")
    assert f"86 van de 100 euro in {NEXT} plan" in text_of(petra.get(*budget))


def test_who_proposed_a_key_waits_for_a_colleague_and_the_colleague_reads_that_it_is_hers(
    petra: Client, simon: Client, this_year: AllocationKey
) -> None:
    row = proposed(petra, this_year)
    for address in (KEYS, f"{KEYS}{row.pk}/"):
        assert "wacht op een collega" in text_of(petra.get(address))
        seen = text_of(simon.get(address))
        assert "kun jij vaststellen" in seen
        assert "wacht op een collega" not in seen


def test_a_key_says_for_whose_costs_it_is_in_one_sentence(
    petra: Client, this_year: AllocationKey
) -> None:
    for partners, said in (
        ({"SVB"}, "Kosten van aanbieder SVB."),
        ({"41000001", "41000002"}, "Kosten van aanbieders 41000001, 41000002."),
    ):
        key = a_key(NEXT, products=frozenset(), partners=frozenset(partners))
        row = operations.propose_key(municipality=LINDEWAARD, key=key, by=PUK, on=TODAY)
        assert said in text_of(petra.get(f"{KEYS}{row.pk}/"))


@pytest.mark.parametrize(
    ("other", "name", "says"),
    [
        ({"share_1": "60,1"}, "share_1", "De delen zijn samen 100,1%. Samen zijn ze 100%."),
        ({"share_1": "60,15"}, "share_1", "hooguit één cijfer achter de komma"),
        ({"ground_2": ""}, "ground_2", "Schrijf op welk artikel of besluit de grond is."),
        ({"law_2": ""}, "law_2", "Kies een wet."),
        ({"taakveld_2": ""}, "taakveld_2", "Kies een taakveld."),
        ({"share_2": ""}, "share_2", "Vul in welk deel hier landt."),
        ({"law_2": "jeugdwet"}, "taakveld_2", "horen niet op taakveld 6.5"),
        ({"called": ""}, "called", "Geef de sleutel een naam."),
        ({"last_day": f"{NEXT}-01-01", "first_day": f"{NEXT}-02-01"}, "last_day", "ligt voor"),
        ({"first_day": f"{NEXT + 1}-01-01"}, "first_day", f"31 december {NEXT}"),
        ({"integral": ""}, "integral", "0 mag ook"),
        (
            {f"{name}_{line}": "" for name in ("share", "law", "taakveld", "ground")
             for line in (1, 2)},
            "share_1",
            "Vul minstens één regel in.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_divide_is_said_at_its_line_and_nothing_typed_is_lost(
    petra: Client, this_year: AllocationKey, other: dict[str, str], name: str, says: str
) -> None:
    form = petra.get(NEW, {"gemeente": LINDEWAARD, "van": str(this_year.pk)})
    sent = petra.post(NEW, {**filled(form), "programme_1": "Eigen woorden", **other})
    assert sent.status_code == 422
    errors = sent.context["form"].errors
    assert says in " ".join(errors[name]), errors
    assert "Eigen woorden" in sent.content.decode()
    line = re.fullmatch(r".+_(\d)", name)
    if line:
        summed_up = document_fromstring(sent.content.decode()).find_class("md-errors")[0]
        assert f"Regel {line[1]}, " in summed_up.text_content()
    assert AllocationKey.objects.count() == 1


def test_only_taakvelden_and_laws_of_that_year_can_be_chosen(
    petra: Client, this_year: AllocationKey
) -> None:
    form = petra.get(NEW, {"gemeente": LINDEWAARD}).context["form"]
    codes = {code for code, _ in form.fields["taakveld_1"].choices}
    assert {"6.713", "6.5"} <= codes
    assert not {"6.71c", "6.71"} & codes
    assert not {"wlz", "zvw", "wia"} & {law for law, _ in form.fields["law_1"].choices}


def test_a_key_that_another_one_meets_is_not_adopted(
    petra: Client, simon: Client, this_year: AllocationKey
) -> None:
    first, second = proposed(petra, this_year), proposed(petra, this_year, called="Ook dag")
    simon.post(f"{KEYS}{first.pk}/vaststellen/")
    sent = simon.post(f"{KEYS}{second.pk}/vaststellen/", follow=True)
    assert (
        "geldt voor hetzelfde, op dezelfde dagen. Zet dit voorstel opzij" in sent.content.decode()
    )
    second.refresh_from_db()
    assert second.adopted_on is None


def test_a_proposal_is_put_aside_and_brought_back(petra: Client, this_year: AllocationKey) -> None:
    row = proposed(petra, this_year)
    aside = petra.post(f"{KEYS}{row.pk}/opzij/", follow=True)
    assert "De sleutel is opzij gezet." in text_of(aside)
    assert row.name not in text_of(aside)
    assert "Deze sleutel is opzij gezet." in text_of(petra.get(f"{KEYS}{row.pk}/"))
    assert row.name in text_of(petra.post(f"{KEYS}{row.pk}/terug/", follow=True))
    assert row.name in text_of(petra.get(KEYS, {"gemeente": LINDEWAARD}))


def test_a_proposal_of_which_the_first_day_came_is_too_late_and_says_so(
    petra: Client, region: None
) -> None:
    late = operations.propose_key(municipality=LINDEWAARD, key=a_key(), by=PUK, on=LAST_YEAR)
    page = text_of(petra.get(f"{KEYS}{late.pk}/"))
    assert "De eerste dag is voorbij" in page
    assert "Stel vast" not in page
    sent = petra.post(f"{KEYS}{late.pk}/vaststellen/", follow=True)
    assert "Een sleutel wordt vastgesteld vóór de eerste dag" in sent.content.decode()


def test_a_municipality_without_keys_says_what_waits_then(petra: Client, region: None) -> None:
    page = text_of(petra.get(KEYS, {"gemeente": VENNERHOUT}))
    assert "Er is nog geen sleutel" in page
    form = petra.get(NEW, {"gemeente": VENNERHOUT})
    assert form.status_code == 200
    assert form.context["form"].initial["integral"] == 100


@pytest.mark.parametrize("role", [Role.POLICY_ADVISER, Role.PROGRAMME_LEADER, Role.MONITOR_OFFICER])
def test_who_makes_policy_sees_no_key(
    petra: Client, this_year: AllocationKey, municipality: Organisation, role: Role
) -> None:
    other = colleague(municipality, role, "Ruben")
    for address in (KEYS, NEW, f"{KEYS}{this_year.pk}/", "/beleid/budget/begroting/"):
        assert other.get(address).status_code in {403, 404}


def test_a_key_of_a_municipality_where_somebody_does_not_work_is_not_there(
    petra: Client, this_year: AllocationKey, municipality: Organisation
) -> None:
    municipality.municipalities.remove(Municipality.objects.get(code=LINDEWAARD))
    for address in (f"{KEYS}{this_year.pk}/", f"{NEW}?van={this_year.pk}"):
        assert petra.get(address).status_code == 404
    for what in ("vaststellen", "opzij", "terug"):
        assert petra.post(f"{KEYS}{this_year.pk}/{what}/").status_code == 404


def test_a_list_and_a_key_take_as_many_statements_however_many_there_are(
    petra: Client, this_year: AllocationKey
) -> None:
    row = proposed(petra, this_year)
    addresses = (f"{KEYS}?gemeente={LINDEWAARD}", f"{KEYS}{row.pk}/")

    def statements() -> list[int]:
        counted = []
        for address in addresses:
            with CaptureQueriesContext(connection) as seen:
                assert petra.get(address).status_code == 200
            counted.append(len(seen))
        return counted

    before = statements()
    for number in range(6):
        proposed(petra, this_year, called=f"Sleutel {number}")
    assert statements() == before


def test_the_web_role_writes_no_key_in_the_name_of_another(
    petra: Client, this_year: AllocationKey
) -> None:
    """Who signs is who looks: the account, the moment, and never an adopted key at once."""
    row = proposed(petra, this_year)
    account = Account.objects.get(email=f"{Role.CONTROLLER}@werk.example")
    assert row.proposer_id == account.pk
    assert row.proposed_at <= Moment.now().at
    assert Moment.now().at - row.proposed_at < timedelta(minutes=5)

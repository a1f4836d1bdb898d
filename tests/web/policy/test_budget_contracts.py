# SPDX-License-Identifier: EUPL-1.2
"""A controller sees what is committed and free, and where delivered is not what was declared."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.accounts.models import Organisation
from meedoen.accounts.roles import AT_WORK, ENDS_BY_ITSELF, Role
from meedoen.budget import operations
from meedoen.budget.contracts.operations import keep_contracts, keep_deliveries
from meedoen.budget.contracts.terms import ContractEnd
from meedoen.budget.models import AllocationKey, ProviderContract
from meedoen.vocabulary.units import DeliveredUnit
from tests.budget.contracts.worlds import a_sum, stated, terms
from tests.budget.worlds import LINDEWAARD, PUK
from tests.web.policy.test_budget_keys import LAST_YEAR, THIS, TODAY, petra, text_of, this_year
from tests.web.policy.test_budget_plan import decided
from tests.web.policy.test_releases import colleague

__all__ = ["petra", "this_year"]
pytestmark = pytest.mark.django_db
CONTRACTS, DELIVERED = "/beleid/budget/contracten/", "/beleid/budget/geleverd/"
HERE = {"gemeente": LINDEWAARD}
FIRST, LAST = date(THIS, 1, 1), date(THIS, 12, 31)


def kept(*, end: ContractEnd | None = None, **other: object) -> None:
    """A contract of this year, from what is said, under which 10,00 euro was asked."""
    said = {"first_day": FIRST, "last_day": LAST, "adopted_on": LAST_YEAR.day, **other}
    keep_contracts(municipality=LINDEWAARD, told=[(terms(**said), end)], by=PUK, on=TODAY)


def said_of_january(quantity: int, day: date = date(THIS, 2, 2)) -> None:
    told = stated(quantity, first_day=FIRST, last_day=date(THIS, 1, 31), stated_on=day)
    keep_deliveries(municipality=LINDEWAARD, told=[told], by=PUK, on=TODAY)


def declared(quantity: int, cents: int = 100, day: date = date(THIS, 1, 31)) -> None:
    cost = operations.DocumentCost(
        1, day, "07", "07A03", "T1", "f" * 32, cents,
        unit=DeliveredUnit.DAYPART, quantity=Decimal(quantity),
    )  # fmt: skip
    told = operations.DocumentTold("41000001", f"D{quantity}", "iwmo", day, day, cents, "b", 1, 0)
    operations.take_in(municipality=LINDEWAARD, told=told, costs=[cost], by=PUK, on=TODAY)
    operations.divide_what_waits(municipality=LINDEWAARD, year=THIS, by=PUK, on=TODAY)


def test_the_page_says_what_is_set_apart_committed_spent_and_free(
    petra: Client, this_year: AllocationKey
) -> None:
    decided(200_000)
    kept()
    page = petra.get(CONTRACTS, HERE)
    (line,) = page.context["rooms"].lines
    # 1,000.00 was agreed, and 10.00 asked: the rest weighs on the programme of its key.
    assert (line.named, line.budget, line.committed, line.spent, line.free, line.short) == (
        "Meedoen", "2.000,00", "990,00", "10,00", "1.000,00", False,
    )  # fmt: skip
    together = page.context["rooms"].together
    assert (together.committed, together.free) == ("990,00", "1.000,00")
    (contract,) = page.context["lines"]
    assert (contract.agreed, contract.asked, contract.left, contract.over) == (
        "1.000,00", "10,00", "990,00", "",
    )  # fmt: skip
    assert "dagbesteding (07)" in text_of(page)
    assert "28,75 per dagdeel" in text_of(page)


@pytest.mark.proves("S0-26", "a controller sees a sum that nobody has a price for")
def test_one_sum_without_a_key_is_committed_and_on_no_programme_yet(
    petra: Client, this_year: AllocationKey
) -> None:
    decided()
    told = replace(a_sum(), first_day=FIRST, last_day=LAST)
    keep_contracts(municipality=LINDEWAARD, told=[(told, None)], by=PUK, on=TODAY)
    page = petra.get(CONTRACTS, HERE)
    assert page.context["rooms"].unplaced == 1_500_000
    said = text_of(page)
    assert "Afgesproken, en nog zonder sleutel – 15.000,00" in said
    assert "Eén bedrag" in said
    assert "ontmoeting" in said
    assert "Gevraagd zonder contract" in said


def test_what_waits_is_neither_free_nor_on_a_programme(
    petra: Client, this_year: AllocationKey
) -> None:
    decided(200_000)
    day = date(THIS, 2, 28)
    cost = operations.DocumentCost(1, day, "08", "", "T1", "", 300)
    told = operations.DocumentTold("41000009", "9", "iwmo", day, day, 300, "c", 1, 0)
    operations.take_in(municipality=LINDEWAARD, told=told, costs=[cost], by=PUK, on=TODAY)
    rooms = petra.get(CONTRACTS, HERE).context["rooms"]
    assert (rooms.waits, rooms.together.committed) == (300, "3,00")
    assert rooms.together.free == "1.987,00"


def test_more_than_was_agreed_is_said_first_and_to_who_accounts_only(
    petra: Client, this_year: AllocationKey, municipality: Organisation
) -> None:
    kept(number="A2", product="08", maximum_cents=5)
    kept(number="Z1", maximum_cents=400)
    page = petra.get(CONTRACTS, HERE)
    assert [one.number for one in page.context["lines"]] == ["Z1", "A2"]
    said = text_of(page)
    assert "€\xa06,00 meer gevraagd dan afgesproken" in said.replace("€ ", "€\xa0")
    assert "Wat een inwoner kan kiezen, verandert er niet door." in said
    (first, _) = ProviderContract.objects.order_by("pk")
    for role in sorted(AT_WORK - {Role.CONTROLLER} - ENDS_BY_ITSELF):
        browser = colleague(municipality, role, f"Collega {role.value}")
        for address in (CONTRACTS, f"{CONTRACTS}{first.pk}/", DELIVERED):
            assert browser.get(address, HERE).status_code in (302, 403, 404), (role, address)


def test_what_is_under_no_contract_stands_below_them(
    petra: Client, this_year: AllocationKey
) -> None:
    assert petra.get(CONTRACTS, HERE).context["outside"] == []
    kept(product="08")
    (line,) = petra.get(CONTRACTS, HERE).context["outside"]
    assert (line.partner, line.provision, line.cents) == (
        "41000001", "dagbesteding (07)", "10,00",
    )  # fmt: skip


def test_of_a_closed_year_nothing_is_committed_any_more(
    petra: Client, this_year: AllocationKey
) -> None:
    decided(200_000)
    kept()
    operations.close_year(municipality=LINDEWAARD, year=THIS, by=PUK, on=TODAY)
    page = petra.get(CONTRACTS, HERE)
    assert page.context["rooms"].together.committed == "0,00"
    (line,) = page.context["lines"]
    assert (line.agreed, line.left) == ("1.000,00", "0,00")


def test_a_contract_has_a_page_with_its_years_its_end_and_what_was_delivered(
    petra: Client, this_year: AllocationKey
) -> None:
    kept(end=ContractEnd(date(THIS, 6, 30), "de aanbieder stopt", 40_000))
    said_of_january(40)
    said_of_january(41, date(THIS, 2, 9))
    row = ProviderContract.objects.get()
    page = petra.get(f"{CONTRACTS}{row.pk}/")
    said = text_of(page)
    assert "Het eindigt eerder, op 30 juni" in said
    assert "De aanbieder stopt." in said
    assert f"{THIS} 400,00 10,00 390,00" in said
    assert "41 dagdelen gezegd, 0 gedeclareerd" in said
    assert "Eerder: 40 dagdelen, gezegd op 2 februari" in said
    assert petra.get(f"{CONTRACTS}{row.pk + 1}/").status_code == 404


def test_where_said_is_not_declared_a_question_is_asked_and_no_more(
    petra: Client, this_year: AllocationKey
) -> None:
    kept()
    said_of_january(1_240)
    assert "Er is nog niets gedeclareerd. Komt dat nog?" in text_of(petra.get(DELIVERED, HERE))
    declared(1_250)
    said = text_of(petra.get(DELIVERED, HERE))
    assert "1.240 dagdelen gezegd, 1.250 gedeclareerd" in said
    assert "10 dagdelen meer gedeclareerd dan gezegd. Weet de aanbieder waarom?" in said
    said_of_january(1_251, date(THIS, 2, 9))
    said = text_of(petra.get(DELIVERED, HERE))
    assert "1 dagdeel minder gedeclareerd dan gezegd." in said
    assert "Eerder: 1.240 dagdelen" in said
    said_of_january(1_250, date(THIS, 2, 10))
    page = petra.get(DELIVERED, HERE)
    assert (page.context["said"], page.context["same"], page.context["lines"]) == (1, 1, [])
    assert "Overal is het gelijk" in text_of(page)


def test_many_contracts_and_differences_stand_on_pages_and_cost_no_more(
    petra: Client, this_year: AllocationKey
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as done:
            for address in (CONTRACTS, DELIVERED):
                petra.get(address, HERE)
        assert not any("budget_ledgerentry" in one["sql"] for one in done.captured_queries)
        return len(done)

    kept()
    said_of_january(1)
    petra.get(CONTRACTS, HERE)
    before = asked()
    for at in range(60):
        kept(number=f"M{at}", product=f"iets {at}")
    told = [
        stated(9, contract=f"M{at}", first_day=FIRST, last_day=LAST, stated_on=LAST)
        for at in range(60)
    ]
    keep_deliveries(municipality=LINDEWAARD, told=told, by=PUK, on=TODAY)
    assert asked() == before
    for address in (CONTRACTS, DELIVERED):
        first, second = (petra.get(address, {**HERE, "page": str(page)}) for page in (1, 2))
        assert (len(first.context["lines"]), len(second.context["lines"])) == (50, 11)


def test_without_contracts_the_pages_say_how_they_come(
    petra: Client, this_year: AllocationKey
) -> None:
    assert "meedoen budget contract" in text_of(petra.get(CONTRACTS, HERE))
    assert "meedoen budget delivered" in text_of(petra.get(DELIVERED, HERE))
    assert CONTRACTS in petra.get("/beleid/budget/", HERE).content.decode()

# SPDX-License-Identifier: EUPL-1.2
"""The budget stands beside what is booked and expected: between two amounts, never one."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from meedoen.accounts.models import Organisation
from meedoen.accounts.roles import Role
from meedoen.budget.models import AllocationKey
from meedoen.budget.planning.budgets import (
    BudgetPlan,
    DecidedBudget,
    PlannedAmount,
    PlannedLine,
    PlannedPlace,
)
from meedoen.budget.planning.forecasting import Band, NoForecast
from meedoen.budget.planning.operations import decide_budget
from meedoen.web.policy.budget.plan_pages import beside_panel, between, from_to, rounded
from tests.budget.worlds import LINDEWAARD, PUK
from tests.web.policy.conftest import BACKEND, make_account
from tests.web.policy.test_budget_keys import (
    LAST_YEAR,
    THIS,
    TODAY,
    petra,
    simon,
    text_of,
    this_year,
)

__all__ = ["petra", "simon", "this_year"]
PLAN = "/beleid/budget/begroting/"
DAY = PlannedPlace("wmo", "6.713", "Meedoen")


@pytest.mark.parametrize(
    ("low", "high", "said", "told"),
    [
        (810_000_000, 841_200_000, "tussen 8,10 en 8,42 miljoen euro", "8,10 tot 8,42 mln"),
        (42_812_345, 43_500_001, "tussen €\xa0428.000 en €\xa0436.000", "428.000 tot 436.000"),
        (1_234_567, 1_250_000, "tussen €\xa012.300 en €\xa012.500", "12.300 tot 12.500"),
        (500_00, 500_00, "tussen €\xa0500 en €\xa0600", "500 tot 600"),
    ],
)
def test_a_band_is_said_in_whole_steps(low: int, high: int, said: str, told: str) -> None:
    assert between(Band(low, high)) == said
    assert from_to(Band(low, high)) == told


@given(st.integers(0, 10**13), st.integers(0, 10**12))
def test_what_is_said_holds_the_band_and_is_never_one_figure(low: int, wide: int) -> None:
    said = rounded(Band(low, low + wide))
    assert said.low <= low
    assert said.high >= low + wide
    assert said.low < said.high
    first, last = from_to(Band(low, low + wide)).removesuffix(" mln").split(" tot ")
    assert first != last


def a_plan(budget: int | None, booked: int, expected: Band | NoForecast) -> BudgetPlan:
    return BudgetPlan((), (), PlannedLine(PlannedPlace(), budget, 0, booked, expected))


@pytest.mark.parametrize(
    ("plan", "fits"),
    [
        (a_plan(90_000_00, 60_000_00, Band(80_000_00, 85_000_00)), "Dat past."),
        (
            a_plan(82_000_00, 60_000_00, Band(80_000_00, 85_000_00)),
            "Dit kan meer worden dan begroot.",
        ),
        (a_plan(None, 60_000_00, Band(80_000_00, 85_000_00)), "Er is voor dit jaar geen begroting"),
        (a_plan(50_000_00, 60_000_00, NoForecast.ALL_IS_IN), "Er is meer geboekt dan begroot."),
        (a_plan(90_000_00, 60_000_00, NoForecast.ALL_IS_IN), ""),
    ],
)
def test_whether_it_fits_is_said_beside_the_band(plan: BudgetPlan, fits: str) -> None:
    panel = beside_panel(plan, 2026)
    assert panel.fits.startswith(fits)
    assert bool(panel.fits) is bool(fits)
    assert (panel.picture is None) is (not panel.expected)
    if panel.picture:
        assert 0 <= panel.picture.booked <= panel.picture.low
        assert panel.picture.low + panel.picture.wide <= panel.picture.width
        assert panel.picture.budget is None or panel.picture.budget <= panel.picture.width


def decided(cents: int = 500) -> None:
    budget = DecidedBudget(
        THIS, "2025-118", date(THIS - 1, 11, 6), "Programmabegroting", (PlannedAmount(DAY, cents),)
    )
    decide_budget(municipality=LINDEWAARD, budget=budget, by=PUK, on=LAST_YEAR)


@pytest.mark.django_db
def test_the_page_names_what_runs_out_and_who_decided_on_what(
    petra: Client, this_year: AllocationKey
) -> None:
    decided()
    page = petra.get(PLAN, {"gemeente": LINDEWAARD})
    said = text_of(page)
    assert "6.713 Dagbesteding (Wmo) , Meedoen. Er is meer geboekt dan begroot." in said
    assert f"2025-118 , 6 november {THIS - 1}. Programmabegroting: vastgesteld op" in said
    assert "Wat een inwoner kan kiezen, verandert er niet door." in said
    (law,) = (one for one in page.context["page"].laws if one.together.named == "Wmo 2015")
    (line,) = law.lines
    assert (line.budget, line.booked, line.left, line.expected) == ("5,00", "6,00", "-1,00", "–")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cents", "said"),
    [(225_000, "€ 2.250,00 meer"), (-300, "€ 3,00 minder"), (0, "evenveel als eerst")],
)
def test_what_a_later_decision_adds_or_takes_is_said_in_euros(
    petra: Client, this_year: AllocationKey, cents: int, said: str
) -> None:
    decided()
    lines = (PlannedAmount(DAY, -400), PlannedAmount(PlannedPlace("wmo", "6.1"), cents + 400))
    change = DecidedBudget(THIS, "2026-35", date(THIS, 1, 2), "Zomernota", lines)
    decide_budget(municipality=LINDEWAARD, budget=change, by=PUK, on=TODAY)
    shown = text_of(petra.get(PLAN, {"gemeente": LINDEWAARD})).replace("\xa0", " ")
    assert f"Zomernota: samen {said}." in shown


@pytest.mark.django_db
def test_laws_stand_in_one_order_on_the_budget_and_below_what_the_council_decided(
    petra: Client, this_year: AllocationKey
) -> None:
    decided()
    asked = {"gemeente": LINDEWAARD}
    booked = petra.get("/beleid/budget/", asked).context["booked"].laws
    planned = petra.get(PLAN, asked).context["page"].laws
    assert [one.together.named for one in planned] == [one.named for one in booked]
    assert len(booked) == 2


@pytest.mark.django_db
def test_without_a_budget_the_page_says_so(petra: Client, this_year: AllocationKey) -> None:
    said = text_of(petra.get(PLAN, {"gemeente": LINDEWAARD}))
    assert "Er is nog geen begroting ingelezen" in said
    assert "Er is nog geen heel jaar om mee te vergelijken." in said


@pytest.mark.django_db
def test_the_budget_stands_on_the_first_page_of_a_controller(
    petra: Client, this_year: AllocationKey
) -> None:
    decided(100_000)
    said = text_of(petra.get("/beleid/budget/", {"gemeente": LINDEWAARD}))
    assert "Aan het eind van het jaar" in said
    assert "begroot € 1.000,00" in said
    # Beside the taakveld, its law, and all of it.
    assert said.count("1.000,00 6,00 –") == 2
    assert "1.000,00 10,00 –" in said


@pytest.mark.django_db
def test_a_page_of_a_budget_takes_as_many_statements_however_many_lines(
    petra: Client, this_year: AllocationKey
) -> None:
    decided()

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert petra.get(PLAN, {"gemeente": LINDEWAARD}).status_code == 200
        return len(seen)

    before = statements()
    more = tuple(PlannedAmount(PlannedPlace("wmo", "6.1", f"Deel {n}"), 100) for n in range(20))
    change = DecidedBudget(THIS, "2026-1", date(THIS, 2, 1), "Wijziging", more)
    decide_budget(municipality=LINDEWAARD, budget=change, by=PUK, on=LAST_YEAR)
    assert statements() == before


@pytest.mark.django_db
def test_a_shortage_is_on_no_page_of_who_makes_policy(
    client: Client, municipality: Organisation
) -> None:
    client.force_login(make_account(municipality, Role.POLICY_ADVISER), backend=BACKEND)
    assert client.get(PLAN).status_code in {403, 404}
    assert "begroot" not in client.get("/beleid/").content.decode()

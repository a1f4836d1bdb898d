# SPDX-License-Identifier: EUPL-1.2
"""A taakveld is nothing without its year, and a cost lands only where its law may."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.laws import LawForbids, funding_laws, law_may_land
from meedoen.budget.taakvelden import NoTaakveld, taakveld_in, taakvelden, taakvelden_in

LIST = Path(__file__).parents[3] / "shared" / "standards" / "iv3"
YEARS = st.integers(2017, 2030)


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("6.2", 2022, "Wijkteams"),
        ("6.2", 2023, "Toegang en eerstelijnsvoorzieningen"),
        ("6.4", 2022, "Begeleide participatie"),
        ("6.4", 2026, "Wsw en beschut werk"),
        ("6.71c", 2024, "Dagbesteding (Wmo)"),
        ("6.713", 2026, "Dagbesteding (Wmo)"),
    ],
)
def test_a_code_means_what_its_year_says(code: str, year: int, name: str) -> None:
    assert taakveld_in(code, year).name == name


@pytest.mark.parametrize(
    ("code", "year", "says"),
    [
        ("6.71", 2024, "does not hold in 2024, but in 2017-2022"),
        ("6.71c", 2026, "does not hold in 2026, but in 2023-2024"),
        ("6.713", 2024, "does not hold in 2024, but in 2025-"),
        ("6.99", 2026, "There is no taakveld 6.99"),
    ],
)
def test_a_code_of_another_year_is_refused_with_the_years_in_which_it_holds(
    code: str, year: int, says: str
) -> None:
    with pytest.raises(NoTaakveld, match=says):
        taakveld_in(code, year)


@given(year=YEARS)
def test_in_each_year_a_code_stands_once_and_in_order(year: int) -> None:
    codes = [one.code for one in taakvelden_in(year)]
    assert codes == sorted(set(codes))
    assert all(taakveld_in(code, year).holds_in(year) for code in codes)


def test_no_code_means_two_things_in_one_year() -> None:
    for one in taakvelden():
        others = [two for two in taakvelden() if two.code == one.code and two is not one]
        assert not any(two.holds_in(one.first_year) for two in others)


def test_only_laws_that_are_known_are_named() -> None:
    assert {law for one in taakvelden() for law in one.laws} <= set(funding_laws())


def test_a_law_lands_on_a_taakveld_of_its_own_or_of_all() -> None:
    assert law_may_land("wmo", taakveld_in("6.713", 2026)).name == "Wmo 2015"
    assert law_may_land("wmo", taakveld_in("6.1", 2026)).name == "Wmo 2015"


@pytest.mark.parametrize(
    ("law", "code", "says"),
    [
        ("jeugdwet", "6.713", r"horen niet op taakveld 6.713 Dagbesteding \(Wmo\) \(BBV"),
        ("wlz", "6.1", r"hier betaalt het zorgkantoor.*Wet langdurige zorg, artikel 4.2.1"),
        ("zvw", "6.1", "Zorgverzekeringswet, artikel 11"),
        ("abw", "6.1", "There is no law 'abw' here"),
    ],
)
def test_what_a_law_forbids_is_refused_with_the_article(law: str, code: str, says: str) -> None:
    with pytest.raises(LawForbids, match=says):
        law_may_land(law, taakveld_in(code, 2026))


@pytest.mark.skipif(not LIST.exists(), reason="no list of taakvelden beside the checkout")
def test_codes_and_years_are_those_of_the_list() -> None:
    (file,) = LIST.glob("*.csv")
    with file.open(encoding="utf-8") as opened:
        there = {
            (row["code"], int(row["geldig_vanaf"]), int(row["geldig_tot"] or 0) or None)
            for row in csv.DictReader(opened)
        }
    assert {(one.code, one.first_year, one.last_year) for one in taakvelden()} == there

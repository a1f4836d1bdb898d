# SPDX-License-Identifier: EUPL-1.2
"""What is committed weighs on the programmes on which its key will divide it, to the cent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.contracts.committing import (
    ProgrammeRoom,
    committed_per_programme,
    rooms_of,
)
from meedoen.budget.contracts.terms import AgreedContract, ContractStanding
from meedoen.budget.keys import DivisionKey, KeyLine
from tests.budget.contracts.worlds import a_contract, a_sum
from tests.budget.worlds import a_key

LINES = (
    KeyLine("wmo", "6.713", "4.3", "Meedoen", 640, "Wmo 2015, artikel 2.3.5"),
    KeyLine("participatiewet", "6.5", "4.3", "Meedoen", 300, "Participatiewet, artikel 7"),
    KeyLine("wmo", "6.1", "4.3", "Sociale basis", 60, "Wmo 2015, artikel 2.2.3"),
)
KEY = a_key(lines=LINES, products=frozenset({"07"}))


def left(cents: int, contract: AgreedContract | None = None) -> ContractStanding:
    return ContractStanding(contract or a_contract(), cents, 0)


@given(st.lists(st.integers(0, 10**10), max_size=5), st.integers(0, 10**10))
def test_no_cent_of_what_is_committed_is_lost(keyed: list[int], other: int) -> None:
    listed = [*map(left, keyed), left(other, AgreedContract(a_sum()))]
    placed, unplaced = committed_per_programme(listed, [KEY], 2026)
    assert sum(placed.values()) == sum(keyed)
    assert unplaced == other


def test_it_weighs_where_its_key_will_divide_it() -> None:
    placed, unplaced = committed_per_programme([left(1_000), left(1_000)], [KEY], 2026)
    assert (placed, unplaced) == ({"Meedoen": 1_880, "Sociale basis": 120}, 0)


@pytest.mark.parametrize(
    ("key", "contract"),
    [
        (a_key(products=frozenset({"08"})), a_contract()),
        (a_key(partners=frozenset({"41000002"})), a_contract()),
        (a_key(last_day=date(2026, 6, 30)), a_contract()),
        (KEY, a_contract(product="")),
    ],
)
def test_without_a_key_for_its_last_day_nobody_can_say_where(
    key: DivisionKey, contract: AgreedContract
) -> None:
    assert committed_per_programme([left(7, contract)], [key], 2026) == ({}, 7)


def test_the_day_that_counts_is_the_last_one_within_the_year() -> None:
    early = a_key(last_day=date(2026, 6, 30))
    ends_in_june = a_contract(last_day=date(2026, 6, 30))
    placed, unplaced = committed_per_programme([left(7, ends_in_june)], [early], 2026)
    assert (sum(placed.values()), unplaced) == (7, 0)
    long = a_contract(last_day=date(2027, 6, 30))
    assert committed_per_programme([left(7, long)], [KEY], 2026)[1] == 0
    assert committed_per_programme([left(7, long)], [KEY], 2027)[1] == 7


def test_what_is_neither_spent_nor_committed_is_free() -> None:
    rooms = rooms_of({"A": 100, "C": 5}, {"A": 30, "B": 4}, {"A": 80, "D": 1})
    assert rooms == [
        ProgrammeRoom("A", 100, 30, 80),
        ProgrammeRoom("B", None, 4, 0),
        ProgrammeRoom("C", 5, 0, 0),
        ProgrammeRoom("D", None, 0, 1),
    ]
    assert [one.free for one in rooms] == [-10, None, 5, None]

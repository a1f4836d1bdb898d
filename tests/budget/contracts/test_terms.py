# SPDX-License-Identifier: EUPL-1.2
"""What is committed is what was agreed for a year, less what was asked; what was agreed stays."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.contracts.terms import (
    AgreedContract,
    AskedOfDay,
    CannotBeKept,
    ContractEnd,
    ContractTerms,
    UnusableContract,
    agreed_with,
    asked_outside,
    contract_for,
    faults_of_end,
    faults_of_terms,
    standings,
    weigh_contracts,
)
from meedoen.budget.kinds import ContractForm
from meedoen.vocabulary.units import DeliveredUnit, typed_unit, unit_of
from tests.budget.contracts.worlds import FEBRUARY, JANUARY, a_contract, a_sum, terms
from tests.budget.worlds import STADSKAMER

ENDS = ContractEnd(date(2026, 6, 30), "de aanbieder stopt", 40_000)
OTHER = "41000002"


def asked(
    cents: int, day: date = JANUARY, product: str = "07", partner: str = STADSKAMER
) -> AskedOfDay:
    return AskedOfDay(day, partner, product, "16", cents, Decimal(1))


@pytest.mark.proves("S0-26", "what is committed of one sum is what was not asked of it")
def test_what_is_asked_makes_what_is_committed_less() -> None:
    priced, one_sum = a_contract(), AgreedContract(a_sum(), None, 9)
    first, second = standings(
        [priced, one_sum],
        [asked(30_000), asked(5_000, FEBRUARY), asked(400_000, product="ontmoeting")],
        2026,
    )
    assert (first.agreed, first.asked, first.left, first.over) == (100_000, 35_000, 65_000, 0)
    assert (second.agreed, second.asked, second.left) == (1_500_000, 400_000, 1_100_000)


@pytest.mark.parametrize(
    ("cents", "left", "over"), [(99_999, 1, 0), (100_000, 0, 0), (100_001, 0, 1), (-5, 100_000, 0)]
)
def test_more_than_was_agreed_is_said_and_leaves_nothing_committed(
    cents: int, left: int, over: int
) -> None:
    (one,) = standings([a_contract()], [asked(cents)], 2026)
    assert (one.left, one.over) == (left, over)


def test_without_a_maximum_nothing_is_committed_beyond_what_is_asked() -> None:
    (one,) = standings([a_contract(maximum_cents=None)], [asked(7)], 2026)
    assert (one.agreed, one.asked, one.left, one.over) == (None, 7, 0, 0)


def test_of_a_year_that_is_closed_nothing_is_committed_any_more() -> None:
    (one,) = standings([a_contract()], [asked(7)], 2026, closed=True)
    assert (one.agreed, one.asked, one.left, one.over) == (100_000, 7, 0, 0)


def test_what_was_asked_of_another_year_is_of_that_year() -> None:
    long = a_contract(last_day=date(2027, 12, 31))
    of_both = [asked(10), asked(20, date(2027, 1, 1))]
    assert [standings([long], of_both, year)[0].asked for year in (2026, 2027)] == [10, 20]
    assert standings([long], of_both, 2028) == []
    assert standings([long], of_both, 2025) == []


@pytest.mark.parametrize(
    ("day", "product", "partner", "falls"),
    [
        (date(2026, 1, 1), "07", STADSKAMER, True),
        (date(2026, 12, 31), "07", STADSKAMER, True),
        (date(2025, 12, 31), "07", STADSKAMER, False),
        (date(2027, 1, 1), "07", STADSKAMER, False),
        (JANUARY, "08", STADSKAMER, False),
        (JANUARY, "07", OTHER, False),
    ],
)
def test_a_contract_is_of_its_provider_product_and_days(
    day: date, product: str, partner: str, falls: bool
) -> None:
    assert a_contract().covers(day, product, partner) is falls
    assert asked_outside([a_contract()], [asked(5, day, product, partner)]) == (
        {} if falls else {(partner, product): 5}
    )


def test_what_comes_to_nought_outside_contracts_is_not_named() -> None:
    assert asked_outside([], [asked(5), asked(-5)]) == {}


def test_a_contract_that_names_a_product_comes_before_one_for_all_of_a_provider() -> None:
    every, named = a_contract("C2", product=""), a_contract("C1")
    for both in ([every, named], [named, every]):
        assert contract_for(JANUARY, "07", STADSKAMER, both) == named
        assert contract_for(JANUARY, "08", STADSKAMER, both) == every
    assert contract_for(JANUARY, "07", OTHER, [every, named]) is None


DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


@given(DAYS, DAYS, st.integers(1, 10**12))
def test_the_years_of_a_contract_are_its_maximum_together(
    one: date, other: date, cents: int
) -> None:
    first, last = min(one, other), max(one, other)
    contract = a_contract(first_day=first, last_day=last, maximum_cents=cents)
    parts = {year: contract.share_of(year) or 0 for year in range(2023, 2031)}
    assert sum(parts.values()) == cents
    assert contract.share_of(first.year - 1) == contract.share_of(last.year + 1) == 0
    whole = (last - first).days + 1
    for year, part in parts.items():
        begins, ends = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        days = max(0, (ends - begins).days + 1)
        assert abs(part * whole - cents * days) < whole
        assert (contract.last_day_in(year) is not None) is (days > 0)


def test_an_earlier_end_leaves_what_it_comes_to_or_nothing() -> None:
    ended, settled = a_contract(end=replace(ENDS, final_cents=None)), a_contract(end=ENDS)
    assert (ended.maximum_cents, settled.maximum_cents) == (None, 40_000)
    assert settled.last_day == ENDS.last_day
    assert settled.last_day_in(2026) == ENDS.last_day
    assert not settled.covers(ENDS.last_day + timedelta(days=1), "07", STADSKAMER)
    (one,) = standings([settled], [asked(30_000)], 2026)
    assert (one.agreed, one.left) == (40_000, 10_000)
    (one,) = standings([ended], [asked(30_000)], 2026)
    assert (one.agreed, one.left, one.over) == (None, 0, 0)


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"last_day": date(2025, 12, 31)}, "last_day"),
        ({"maximum_cents": 0}, "maximum"),
        ({"price_cents": 0}, "price"),
        ({"price_cents": None}, "price"),
        ({"unit": None}, "unit"),
        ({"replaces": "C1"}, "replaces"),
        ({"form": ContractForm.LUMP_SUM}, "price"),
        ({"form": ContractForm.LUMP_SUM, "price_cents": None, "maximum_cents": None}, "maximum"),
    ],
)
def test_what_cannot_be_a_contract_is_said_at_its_field(
    other: dict[str, object], field: str
) -> None:
    (found,) = faults_of_terms(terms(**other))
    assert found[0] == field
    with pytest.raises(UnusableContract):
        agreed_with(terms(**other), None, [])


@pytest.mark.parametrize(
    "good",
    [
        terms(), a_sum(), terms(last_day=date(2026, 1, 1)), terms(maximum_cents=None),
        terms(maximum_cents=1, price_cents=1),
        terms(form=ContractForm.DECLARED, price_cents=None, unit=None, maximum_cents=None),
        terms(form=ContractForm.DECLARED),
    ],
)  # fmt: skip
def test_each_form_needs_only_what_is_of_that_form(good: ContractTerms) -> None:
    assert list(faults_of_terms(good)) == []
    assert agreed_with(good, None, []) == [AgreedContract(good)]


@pytest.mark.parametrize(
    ("end", "field"),
    [
        (replace(ENDS, last_day=date(2025, 12, 31)), "ends"),
        (replace(ENDS, last_day=date(2026, 12, 31)), "ends"),
        (replace(ENDS, why=" "), "why"),
        (replace(ENDS, final_cents=-1), "final"),
    ],
)
def test_what_cannot_be_an_end_is_said_at_its_field(end: ContractEnd, field: str) -> None:
    assert [found for found, _ in faults_of_end(terms(), end)] == [field]
    with pytest.raises(UnusableContract):
        agreed_with(terms(), end, [])


@pytest.mark.parametrize(
    "end",
    [
        ENDS,
        replace(ENDS, last_day=date(2026, 1, 1)),
        replace(ENDS, final_cents=0),
        replace(ENDS, final_cents=None),
        replace(ENDS, last_day=date(2026, 12, 30)),
    ],
)
def test_an_end_lies_within_its_contract(end: ContractEnd) -> None:
    assert list(faults_of_end(terms(), end)) == []


def test_the_same_again_is_nothing_new_and_other_terms_are_refused() -> None:
    there = [a_contract()]
    assert agreed_with(terms(), None, there) == []
    with pytest.raises(UnusableContract, match="een ander contract"):
        agreed_with(terms(price_cents=2_900), None, there)


def test_a_contract_ends_earlier_once() -> None:
    (ended,) = agreed_with(terms(), ENDS, [a_contract()])
    assert ended == a_contract(end=ENDS)
    assert agreed_with(terms(), ENDS, [ended]) == []
    # The line of its file may say no end, where another contract took its place.
    assert agreed_with(terms(), None, [ended]) == []
    with pytest.raises(UnusableContract, match="al beëindigd op 2026-06-30"):
        agreed_with(terms(), replace(ENDS, final_cents=1), [ended])


@pytest.mark.parametrize(
    ("other", "meet"),
    [
        ({}, True),
        ({"first_day": date(2026, 12, 31), "last_day": date(2027, 1, 31)}, True),
        ({"first_day": date(2025, 1, 1), "last_day": date(2026, 1, 1)}, True),
        ({"first_day": date(2027, 1, 1), "last_day": date(2027, 1, 31)}, False),
        ({"first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}, False),
        ({"product": ""}, False),
        ({"partner": OTHER}, False),
    ],
)
def test_two_contracts_for_the_same_do_not_hold_on_one_day(
    other: dict[str, object], meet: bool
) -> None:
    new = terms("C2", **other)
    if meet:
        with pytest.raises(UnusableContract, match="contract C1 geldt al voor hetzelfde"):
            agreed_with(new, None, [a_contract()])
    else:
        assert agreed_with(new, None, [a_contract()]) == [AgreedContract(new)]


def test_what_takes_the_place_of_a_contract_ends_it_the_day_before() -> None:
    new = terms("C2", first_day=date(2026, 7, 1), replaces="C1", price_cents=3_000)
    ended, mine = agreed_with(new, None, [a_contract("C3", partner=OTHER), a_contract()])
    assert ended == a_contract(end=ContractEnd(date(2026, 6, 30), "vervangen door C2"))
    assert mine == AgreedContract(new)
    second = terms("C2", first_day=date(2026, 1, 2), replaces="C1")
    ended, _ = agreed_with(second, None, [a_contract()])
    assert ended.last_day == date(2026, 1, 1)
    # One that ended by then already stays as it ended.
    before = a_contract(end=ENDS)
    assert agreed_with(new, None, [before]) == [before, mine]


@pytest.mark.parametrize(
    ("new", "there", "says"),
    [
        ({"replaces": "C8"}, a_contract(), "contract C8 is hier niet bekend"),
        ({"replaces": "C1", "partner": OTHER}, a_contract(), "van een andere aanbieder"),
        (
            {"replaces": "C1", "first_day": date(2026, 1, 1)},
            a_contract(),
            "C1 begint op 2026-01-01; wat het vervangt, begint later",
        ),
        (
            {"replaces": "C1", "first_day": date(2026, 2, 1)},
            a_contract(end=ENDS),
            "C1 is al beëindigd op 2026-06-30",
        ),
    ],
)
def test_what_cannot_take_the_place_of_another_says_why(
    new: dict[str, object], there: AgreedContract, says: str
) -> None:
    told = terms("C2", **{"first_day": date(2026, 7, 1), **new})
    with pytest.raises(UnusableContract, match=says):
        agreed_with(told, None, [there])


def test_contracts_of_one_file_are_weighed_together_and_the_wrong_one_is_named() -> None:
    new = terms("C2", first_day=date(2026, 7, 1), replaces="C1")
    first, second = weigh_contracts([(terms(), None), (new, None)], [])
    assert [one.pk for one in first] == [-1]
    assert [(one.pk, one.terms.number) for one in second] == [(-1, "C1"), (-2, "C2")]
    assert second[0].end is not None
    assert weigh_contracts([(terms(), None)], [a_contract()]) == [[]]
    with pytest.raises(CannotBeKept, match="geldt al") as no:
        weigh_contracts([(terms(), None), (terms("C2"), None)], [])
    assert no.value.at == 1


@pytest.mark.parametrize("unit", list(DeliveredUnit))
def test_a_unit_is_known_by_its_code_and_its_words(unit: DeliveredUnit) -> None:
    assert unit_of(unit.value) is unit
    one, many = unit.counted("1", one=True), unit.counted("2")
    assert one == f"1 {unit.label}"
    for word in (unit.value, unit.label.upper(), f" {many[2:]} ", one[2:]):
        assert typed_unit(word) is unit


def test_what_is_not_counted_is_no_unit() -> None:
    assert unit_of("83") is None
    assert typed_unit("euro") is None

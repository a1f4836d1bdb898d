# SPDX-License-Identifier: EUPL-1.2
"""Contracts of Lindewaard, and what its providers say they delivered."""

from datetime import date
from typing import Any

from meedoen.budget.contracts.delivering import StatedDelivery
from meedoen.budget.contracts.operations import keep_contracts, keep_deliveries
from meedoen.budget.contracts.terms import AgreedContract, ContractEnd, ContractTerms
from meedoen.budget.kinds import ContractForm
from meedoen.demonstration.declared_costs import PROVIDERS
from meedoen.vocabulary.units import DeliveredUnit
from tests.budget.worlds import LINDEWAARD, NOW, PUK, STADSKAMER

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


def terms(number: str = "C1", **other: Any) -> ContractTerms:
    """What was agreed for 2026: dayparts of 28,75 up to 1.000 euro, but for what is said."""
    said: dict[str, Any] = {
        "number": number, "partner": STADSKAMER, "product": "07",
        "first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31),
        "form": ContractForm.PRICED, "adopted_by": "College", "adopted_on": date(2025, 11, 25),
        "unit": DeliveredUnit.DAYPART, "price_cents": 2_875, "maximum_cents": 100_000,
    }  # fmt: skip
    return ContractTerms(**{**said, **other})


def a_contract(
    number: str = "C1", *, end: ContractEnd | None = None, **other: Any
) -> AgreedContract:
    """A contract with these terms, whose row has the figures of its number."""
    return AgreedContract(terms(number, **other), end, int(number[1:]))


def a_sum(number: str = "C9", **other: Any) -> ContractTerms:
    """A subsidy of one sum for all of 2026, without a price for anybody."""
    said: dict[str, Any] = {
        "form": ContractForm.LUMP_SUM, "unit": None, "price_cents": None, "product": "ontmoeting",
        "maximum_cents": 1_500_000,
    }  # fmt: skip
    return terms(number, **{**said, **other})


def stated(quantity: int = 40, **other: Any) -> StatedDelivery:
    """What was said of January, but for what is said."""
    said: dict[str, Any] = {
        "contract": "C1", "first_day": date(2026, 1, 1), "last_day": JANUARY,
        "unit": DeliveredUnit.DAYPART, "quantity": quantity, "stated_on": date(2026, 2, 2),
    }  # fmt: skip
    return StatedDelivery(**{**said, **other})


def some_contracts(town: str = LINDEWAARD) -> None:
    """A contract of which too much is asked, one of one sum, and one that ends earlier.

    With what a provider says of two months, of one of them twice.
    """
    (partner, product, *_), *_ = PROVIDERS
    told = [
        (terms("C1", partner=partner, product=product, maximum_cents=5_000), None),
        (a_sum("C2"), None),
        (terms("C3", product="08"), ContractEnd(date(2026, 6, 30), "De aanbieder stopt", 40_000)),
    ]
    keep_contracts(municipality=town, told=told, by=PUK, on=NOW)
    february = stated(0, first_day=date(2026, 2, 1), last_day=FEBRUARY, stated_on=date(2026, 3, 2))
    said = [stated(40), stated(41, stated_on=date(2026, 2, 9)), february]
    keep_deliveries(municipality=town, told=said, by=PUK, on=NOW)

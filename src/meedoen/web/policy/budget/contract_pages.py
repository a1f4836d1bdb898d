# SPDX-License-Identifier: EUPL-1.2
"""Says what was agreed with providers, what of it is asked, and what they say they delivered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meedoen.budget.contracts.committing import (
    ProgrammeRoom,
    committed_per_programme,
    rooms_of,
)
from meedoen.budget.contracts.delivering import BesideDeclared, KeptStatement
from meedoen.budget.contracts.terms import AgreedContract, ContractStanding
from meedoen.budget.keys import DivisionKey
from meedoen.budget.kinds import ContractForm
from meedoen.budget.planning.budgets import BudgetPlan
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.products import CATEGORIES_WMO, CATEGORIES_YOUTH, product_named
from meedoen.web.policy.budget.amounts import amount, euros
from meedoen.web.policy.classes import dutch_number

NOWHERE = "Zonder programma"


def provision_named(product: str) -> str:
    """Say for what a contract is: a product by its name, or the words of the municipality."""
    if not product:
        return "alles van deze aanbieder"
    coded = product in CATEGORIES_WMO or product in CATEGORIES_YOUTH
    return product_named(product) if coded else product


def days_between(first: date, last: date) -> str:
    """Say from when until when: 1 januari 2026 tot en met 31 december 2026."""
    return f"{day_in_words(first)} tot en met {day_in_words(last)}"


@dataclass(frozen=True)
class ShownRoom:
    """A row of the table of programmes, in euros."""

    named: str
    budget: str
    committed: str
    spent: str
    free: str
    short: bool


@dataclass(frozen=True)
class RoomTable:
    """Budget, commitments, costs and what is free: per programme, and together.

    `unplaced` is committed and no key says where; `waits` is asked and no key divided it.
    """

    lines: Sequence[ShownRoom]
    together: ShownRoom
    unplaced: int
    waits: int


def room_table(
    plan: BudgetPlan,
    standings: Sequence[ContractStanding],
    keys: Sequence[DivisionKey],
    *,
    year: int,
    waits: int,
) -> RoomTable:
    """Put together what of each programme is set apart, committed, spent and free."""
    budget: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for line in plan.lines:
        programme = line.place.programme
        if line.budget is not None:
            budget[programme] += line.budget
        spent[programme] += line.booked
    committed, unplaced = committed_per_programme(standings, keys, year)
    rooms = rooms_of(budget, committed, spent)
    every = ProgrammeRoom(
        "Samen",
        sum(budget.values()) if budget else None,
        sum(committed.values()) + unplaced + waits,
        sum(spent.values()),
    )
    return RoomTable(list(map(_room, rooms)), _room(every), unplaced, waits)


def _room(room: ProgrammeRoom) -> ShownRoom:
    return ShownRoom(
        room.programme or NOWHERE,
        "–" if room.budget is None else amount(room.budget),
        amount(room.committed),
        amount(room.spent),
        "–" if room.free is None else amount(room.free),
        short=room.free is not None and room.free < 0,
    )


@dataclass(frozen=True)
class ShownContract:
    """A contract as people read it, with how much of it is asked in a year, in euros."""

    pk: int
    number: str
    partner: str
    provision: str
    paid: str
    days: str
    agreed: str
    asked: str
    left: str
    over: str


def shown_contract(standing: ContractStanding) -> ShownContract:
    """Write a contract for a list."""
    contract = standing.contract
    terms = contract.terms
    return ShownContract(
        pk=contract.pk,
        number=terms.number,
        partner=terms.partner,
        provision=provision_named(terms.product),
        paid=how_paid(contract),
        days=days_between(terms.first_day, contract.last_day),
        agreed="geen maximum" if standing.agreed is None else amount(standing.agreed),
        asked=amount(standing.asked),
        left=amount(standing.left),
        over=euros(standing.over) if standing.over else "",
    )


def how_paid(contract: AgreedContract) -> str:
    """Say how a provider is paid: € 28,75 per dagdeel."""
    terms = contract.terms
    if terms.form is ContractForm.PRICED and terms.price_cents is not None and terms.unit:
        return f"{euros(terms.price_cents)} per {terms.unit.label}"
    return terms.form.label


def by_need(standings: Iterable[ContractStanding]) -> list[ContractStanding]:
    """Put what is over its maximum first, the most first, and then by number."""
    return sorted(standings, key=lambda one: (-one.over, one.contract.terms.number))


@dataclass(frozen=True)
class OutsideLine:
    """What a provider asked for a product under no contract, in euros."""

    partner: str
    provision: str
    cents: str


def outside_lines(outside: Mapping[tuple[str, str], int]) -> list[OutsideLine]:
    """Write what falls under no contract, the most first."""
    return [
        OutsideLine(partner, product_named(product) if product else "zonder product", amount(cents))
        for (partner, product), cents in sorted(
            outside.items(), key=lambda one: (-abs(one[1]), one[0])
        )
    ]


@dataclass(frozen=True)
class ShownDelivery:
    """What was said beside what was declared, as a question."""

    contract: int
    number: str
    partner: str
    provision: str
    days: str
    beside: str
    asks: str
    stated_on: str
    earlier: Sequence[str]


def shown_delivery(one: BesideDeclared) -> ShownDelivery:
    """Write a statement beside what was declared."""
    terms, told = one.contract.terms, one.statement.told
    said = told.unit.counted(dutch_number(told.quantity), one=told.quantity == 1)
    return ShownDelivery(
        contract=one.contract.pk,
        number=terms.number,
        partner=terms.partner,
        provision=provision_named(terms.product),
        days=days_between(told.first_day, told.last_day),
        beside=f"{said} gezegd, {dutch_number(one.declared)} gedeclareerd",
        asks=_asks(one),
        stated_on=day_in_words(told.stated_on),
        earlier=[_earlier(each) for each in one.earlier],
    )


def _asks(one: BesideDeclared) -> str:
    if not one.apart:
        return ""
    if not one.declared:
        return "Er is nog niets gedeclareerd. Komt dat nog?"
    many = abs(one.apart)
    counted = one.statement.told.unit.counted(dutch_number(many), one=many == Decimal(1))
    more = "meer" if one.apart > 0 else "minder"
    return f"{counted} {more} gedeclareerd dan gezegd. Weet de aanbieder waarom?"


def _earlier(one: KeptStatement) -> str:
    told = one.told
    said = told.unit.counted(dutch_number(told.quantity), one=told.quantity == 1)
    return f"{said}, gezegd op {day_in_words(told.stated_on)}"

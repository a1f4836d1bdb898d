# SPDX-License-Identifier: EUPL-1.2
"""How much a provider says it delivered, beside what it declared (pure).

It is a count for a contract and a period, never of people and never who was not there. Where the
two differ that is a question, and no fault: a month may be declared later, or in parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meedoen.budget.contracts.terms import (
    AgreedContract,
    AskedOfDay,
    CannotBeKept,
    contract_for,
)
from meedoen.vocabulary.units import DeliveredUnit


class UnusableStatement(ValueError):
    """What a provider says cannot be kept; the message says why, in Dutch."""


@dataclass(frozen=True)
class StatedDelivery:
    """How many of a unit were delivered under a contract in a period, as its provider said.

    `contract` is its number and `stated_on` the day on which the provider said so.
    """

    contract: str
    first_day: date
    last_day: date
    unit: DeliveredUnit
    quantity: int
    stated_on: date


@dataclass(frozen=True)
class KeptStatement:
    """A statement as it is kept; `pk` is the number of its row, and `replaces` that of another."""

    pk: int
    told: StatedDelivery
    replaces: int | None = None


@dataclass(frozen=True)
class BesideDeclared:
    """What was said beside what was declared for the same contract, unit and days.

    `earlier` is what was said before it, the latest first.
    """

    contract: AgreedContract
    statement: KeptStatement
    declared: Decimal
    earlier: tuple[KeptStatement, ...] = ()

    @property
    def apart(self) -> Decimal:
        """How many more were declared than said; below nought when fewer were."""
        return self.declared - self.statement.told.quantity


@dataclass(frozen=True)
class NewStatement:
    """A statement that is to be kept, of which contract, and of which it takes the place."""

    contract: AgreedContract
    statement: KeptStatement


def weigh_deliveries(
    told: Sequence[StatedDelivery],
    contracts: Sequence[AgreedContract],
    there: Sequence[KeptStatement],
) -> list[NewStatement]:
    """Give which of some statements are to be kept, in their order; none that are there.

    Each has a number of its own below nought. Raises CannotBeKept.
    """
    holds, found = list(there), []
    for at, one in enumerate(told):
        try:
            new = statement_to_keep(one, contracts, holds)
        except UnusableStatement as no:
            raise CannotBeKept(at, str(no)) from no
        if new is not None:
            contract, earlier = new
            kept = KeptStatement(-at - 1, one, earlier.pk if earlier else None)
            holds.append(kept)
            found.append(NewStatement(contract, kept))
    return found


def statement_to_keep(
    told: StatedDelivery, contracts: Sequence[AgreedContract], there: Sequence[KeptStatement]
) -> tuple[AgreedContract, KeptStatement | None] | None:
    """Give of which contract a statement is, and which one it replaces; None when it is kept.

    Raises UnusableStatement. `there` are the statements of its contract.
    """
    contract = next((one for one in contracts if one.terms.number == told.contract), None)
    if contract is None:
        raise UnusableStatement("dit contract is hier niet bekend; lees eerst de contracten in")
    for why in _faults(told, contract):
        raise UnusableStatement(why)
    mine = [one for one in there if one.told.contract == told.contract]
    if any(one.told == told for one in mine):
        return None
    return contract, _replaced(told, current(mine))


def _faults(told: StatedDelivery, contract: AgreedContract) -> Iterator[str]:
    if told.last_day < told.first_day:
        yield "de einddatum ligt voor de begindatum"
    if told.first_day < contract.terms.first_day or told.last_day > contract.last_day:
        yield "op deze dagen geldt het contract niet"
    if told.stated_on < told.first_day:
        yield "het is opgegeven voordat er iets geleverd kon zijn"
    if contract.terms.unit not in (None, told.unit):
        agreed = contract.terms.unit.label if contract.terms.unit else ""
        yield f"het contract telt per {agreed}, en deze opgave per {told.unit.label}"


def _replaced(told: StatedDelivery, there: Iterable[KeptStatement]) -> KeptStatement | None:
    for one in there:
        said = one.told
        if said.unit is not told.unit:
            continue
        if (said.first_day, said.last_day) == (told.first_day, told.last_day):
            if told.stated_on < said.stated_on:
                raise UnusableStatement(
                    f"er is een latere opgave over deze dagen, van {said.stated_on}"
                )
            return one
        if said.first_day <= told.last_day and told.first_day <= said.last_day:
            raise UnusableStatement(
                f"een deel van deze dagen staat in een andere opgave, van {said.first_day} tot en "
                f"met {said.last_day}"
            )
    return None


def current(statements: Iterable[KeptStatement]) -> list[KeptStatement]:
    """Give the statements that no other one replaces, in their order."""
    listed = list(statements)
    replaced = {one.replaces for one in listed}
    return [one for one in listed if one.pk not in replaced]


def beside_declared(
    contracts: Sequence[AgreedContract],
    statements: Sequence[KeptStatement],
    asked: Iterable[AskedOfDay],
) -> list[BesideDeclared]:
    """Lay every statement that holds beside what was declared, those that differ most first."""
    of_number = {one.terms.number: one for one in contracts}
    by_contract: dict[tuple[AgreedContract | None, str], list[AskedOfDay]] = defaultdict(list)
    for one in asked:
        found = contract_for(one.day, one.product, one.partner, contracts)
        by_contract[found, one.unit].append(one)
    by_pk: dict[int | None, KeptStatement] = {one.pk: one for one in statements}
    found_all = [
        BesideDeclared(
            of_number[one.told.contract],
            one,
            sum(
                (
                    asked_one.quantity
                    for asked_one in by_contract[of_number[one.told.contract], one.told.unit.value]
                    if one.told.first_day <= asked_one.day <= one.told.last_day
                ),
                Decimal(0),
            ),
            tuple(_earlier(one, by_pk)),
        )
        for one in current(statements)
    ]
    return sorted(
        found_all,
        key=lambda one: (-abs(one.apart), one.statement.told.first_day, one.statement.pk),
    )


def _earlier(
    one: KeptStatement, by_pk: Mapping[int | None, KeptStatement]
) -> Iterator[KeptStatement]:
    before = by_pk.get(one.replaces)
    while before is not None:
        yield before
        before = by_pk.get(before.replaces)

# SPDX-License-Identifier: EUPL-1.2
"""Reads of contracts: what holds, what was asked of it, and what providers say they delivered.

What was asked is read from balances: it costs the days on which something came in, and no entry.
"""

from collections.abc import Collection
from datetime import date

from meedoen.budget.contracts.delivering import KeptStatement, StatedDelivery
from meedoen.budget.contracts.terms import (
    AgreedContract,
    AskedOfDay,
    ContractEnd,
    ContractTerms,
)
from meedoen.budget.kinds import ContractForm
from meedoen.budget.models import AskedBalance, DeliveryStatement, ProviderContract
from meedoen.vocabulary.units import DeliveredUnit, unit_of


def contracts_of(
    municipality: str, first: date | None = None, last: date | None = None
) -> list[AgreedContract]:
    """Give the contracts of a municipality, of some days or all, by the day on which they begin."""
    rows = ProviderContract.objects.filter(municipality_id=municipality)
    if first is not None and last is not None:
        rows = rows.filter(first_day__lte=last, last_day__gte=first)
    return [agreed(row) for row in rows.select_related("ending").order_by("first_day", "pk")]


def contracts_in(municipality: str, year: int) -> list[AgreedContract]:
    """Give the contracts with a day in a year."""
    return contracts_of(municipality, date(year, 1, 1), date(year, 12, 31))


def agreed(row: ProviderContract) -> AgreedContract:
    """Read a contract from its rows."""
    terms = ContractTerms(
        number=row.number,
        partner=row.partner,
        product=row.product,
        first_day=row.first_day,
        last_day=row.last_day,
        form=ContractForm(row.form),
        adopted_by=row.adopted_by,
        adopted_on=row.adopted_on,
        unit=unit_of(row.unit),
        price_cents=row.price_cents,
        maximum_cents=row.maximum_cents,
        replaces=row.replaces,
    )
    ending = getattr(row, "ending", None)
    end = ContractEnd(ending.last_day, ending.why, ending.final_cents) if ending else None
    return AgreedContract(terms, end, row.pk)


def contract_of(number: int, municipalities: Collection[str]) -> ProviderContract:
    """Give a contract of some municipalities by the number of its row.

    Raises ProviderContract.DoesNotExist.
    """
    rows = ProviderContract.objects.select_related("ending")
    return rows.get(pk=number, municipality_id__in=list(municipalities))


def keeps_contracts(municipality: str) -> bool:
    """Tell whether a municipality keeps any contract here."""
    return ProviderContract.objects.filter(municipality_id=municipality).exists()


def asked_between(municipality: str, first: date, last: date) -> list[AskedOfDay]:
    """Give what was asked per day, provider, product and unit, by balances alone."""
    rows = AskedBalance.objects.filter(municipality_id=municipality, day__range=(first, last))
    return [
        AskedOfDay(row.day, row.partner, row.product, row.unit, row.cents, row.quantity)
        for row in rows.order_by("day", "partner", "product", "unit")
        if row.cents or row.quantity
    ]


def asked_in(municipality: str, year: int) -> list[AskedOfDay]:
    """Give what was asked of the days of a year."""
    return asked_between(municipality, date(year, 1, 1), date(year, 12, 31))


def statements_of(contracts: Collection[AgreedContract]) -> list[KeptStatement]:
    """Give every statement of some contracts in the order in which it was kept."""
    numbers = {one.pk: one.terms.number for one in contracts}
    rows = DeliveryStatement.objects.filter(contract__in=list(numbers)).order_by("pk")
    return [
        KeptStatement(
            row.pk,
            StatedDelivery(
                numbers[row.contract_id], row.first_day, row.last_day, DeliveredUnit(row.unit),
                row.quantity, row.stated_on,
            ),
            row.replaces_id,
        )
        for row in rows
    ]  # fmt: skip


def statements_in(contracts: Collection[AgreedContract], year: int) -> list[KeptStatement]:
    """Give every statement of some contracts of which the days begin in a year."""
    return [one for one in statements_of(contracts) if one.told.first_day.year == year]

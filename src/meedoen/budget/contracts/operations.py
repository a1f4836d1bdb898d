# SPDX-License-Identifier: EUPL-1.2
"""Writes of contracts: what was agreed is kept, and what providers say they delivered.

Nothing of it is booked: what is committed follows from it (ADR 0055).
"""

from collections.abc import Sequence

from django.db import transaction

from meedoen.budget.contracts.delivering import StatedDelivery, weigh_deliveries
from meedoen.budget.contracts.queries import contracts_of, statements_of
from meedoen.budget.contracts.terms import ContractEnd, ContractTerms, weigh_contracts
from meedoen.budget.models import ContractEnding, DeliveryStatement, ProviderContract
from meedoen.database.turns import one_at_a_time
from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.vocabulary.moment import Moment


@transaction.atomic
def keep_contracts(
    *,
    municipality: str,
    told: Sequence[tuple[ContractTerms, ContractEnd | None]],
    by: Actor,
    on: Moment,
) -> int:
    """Keep contracts, all or none; gives how many are new or have another end.

    Raises CannotBeKept: what was agreed stays, and no two contracts are for the same on one day.
    """
    sign(by=by, on=on)
    one_at_a_time(f"contracts of {municipality}")
    numbers: dict[int, int] = {}
    weighed = weigh_contracts(told, contracts_of(municipality))
    for written in weighed:
        for one in written:
            if one.pk < 0 and one.pk not in numbers:
                numbers[one.pk] = _contract(municipality, one.terms, by, on).pk
            _end(numbers.get(one.pk, one.pk), one.end, by, on)
    return sum(bool(written) for written in weighed)


def _end(contract: int, end: ContractEnd | None, by: Actor, on: Moment) -> None:
    if end is not None:
        ContractEnding.objects.get_or_create(
            contract_id=contract,
            defaults={
                "last_day": end.last_day, "final_cents": end.final_cents, "why": end.why,
                "kept_by": by.label, "kept_at": on.at,
            },
        )  # fmt: skip


def _contract(municipality: str, terms: ContractTerms, by: Actor, on: Moment) -> ProviderContract:
    return ProviderContract.objects.create(
        municipality_id=municipality,
        number=terms.number,
        partner=terms.partner,
        product=terms.product,
        first_day=terms.first_day,
        last_day=terms.last_day,
        form=terms.form,
        unit=terms.unit or "",
        price_cents=terms.price_cents,
        maximum_cents=terms.maximum_cents,
        replaces=terms.replaces,
        adopted_by=terms.adopted_by,
        adopted_on=terms.adopted_on,
        kept_by=by.label,
        kept_at=on.at,
    )


@transaction.atomic
def keep_deliveries(
    *, municipality: str, told: Sequence[StatedDelivery], by: Actor, on: Moment
) -> int:
    """Keep what providers say they delivered, all or none; gives how many are new.

    One about the same contract, days and unit takes the place of what was said before; that stays.
    Raises CannotBeKept.
    """
    sign(by=by, on=on)
    one_at_a_time(f"contracts of {municipality}")
    contracts = contracts_of(municipality)
    numbers: dict[int, int] = {}
    weighed = weigh_deliveries(told, contracts, statements_of(contracts))
    for one in weighed:
        said, replaces = one.statement.told, one.statement.replaces
        row = DeliveryStatement.objects.create(
            contract_id=one.contract.pk,
            first_day=said.first_day,
            last_day=said.last_day,
            unit=said.unit,
            quantity=said.quantity,
            stated_on=said.stated_on,
            replaces_id=numbers.get(replaces, replaces) if replaces else None,
            kept_by=by.label,
            kept_at=on.at,
        )
        numbers[one.statement.pk] = row.pk
    return len(weighed)

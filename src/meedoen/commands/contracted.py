# SPDX-License-Identifier: EUPL-1.2
"""Keeps contracts, and what providers say they delivered, from tables; nothing of it is booked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import click

from meedoen.budget.contracts import operations, queries
from meedoen.budget.contracts.delivering import StatedDelivery, weigh_deliveries
from meedoen.budget.contracts.terms import CannotBeKept, contract_for, weigh_contracts
from meedoen.commands.acting import actor, known_municipality
from meedoen.commands.asking import asked_here
from meedoen.commands.schema import at_hand
from meedoen.history.actor import Actor
from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.listed.contracts import Agreed, heading_of_contract
from meedoen.interop.listed.deliveries import heading_of_delivery
from meedoen.interop.listed.reading import ListedTable
from meedoen.interop.masking import shown
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.products import product_named


def keep_contracts(table: ListedTable[Agreed], municipality: str) -> None:
    """Keep the good rows. Raises Refused when one of them cannot be kept beside what is there."""
    with at_hand():
        there = known_municipality(municipality)
        changed = take_contracts(table, there.code, by=actor(), on=Moment.now())
    click.echo(f"{changed} van de {len(table.good)} zijn nieuw of eindigen nu eerder.", err=True)


def take_contracts(table: ListedTable[Agreed], municipality: str, *, by: Actor, on: Moment) -> int:
    """Keep the good rows of a table; gives how many changed anything. Raises Refused."""
    told = [said for _, said in table.good]
    with _refusing([place for place, _ in table.good], heading_of_contract("number")):
        return operations.keep_contracts(municipality=municipality, told=told, by=by, on=on)


def notes_of_contracts(table: ListedTable[Agreed], municipality: str) -> tuple[WrongValue, ...]:
    """Raise Refused for what would be refused; there is nothing else to tell."""

    def ask() -> tuple[WrongValue, ...]:
        with _refusing([place for place, _ in table.good], heading_of_contract("number")):
            weigh_contracts([said for _, said in table.good], queries.contracts_of(municipality))
        return ()

    return asked_here(ask)


def keep_deliveries(table: ListedTable[StatedDelivery], municipality: str) -> None:
    """Keep the good rows. Raises Refused when one of them cannot be kept beside what is there."""
    with at_hand():
        there = known_municipality(municipality)
        changed = take_deliveries(table, there.code, by=actor(), on=Moment.now())
    click.echo(f"{changed} van de {len(table.good)} opgaven zijn nieuw.", err=True)


def take_deliveries(
    table: ListedTable[StatedDelivery], municipality: str, *, by: Actor, on: Moment
) -> int:
    """Keep the good rows of a table; gives how many are new. Raises Refused."""
    told = [said for _, said in table.good]
    with _refusing([place for place, _ in table.good], heading_of_delivery("contract")):
        return operations.keep_deliveries(municipality=municipality, told=told, by=by, on=on)


def notes_of_deliveries(
    table: ListedTable[StatedDelivery], municipality: str
) -> tuple[WrongValue, ...]:
    """Raise Refused for what would be refused; there is nothing else to tell."""

    def ask() -> tuple[WrongValue, ...]:
        contracts = queries.contracts_of(municipality)
        with _refusing([place for place, _ in table.good], heading_of_delivery("contract")):
            weigh_deliveries(
                [said for _, said in table.good], contracts, queries.statements_of(contracts)
            )
        return ()

    return asked_here(ask)


@contextmanager
def _refusing(places: Sequence[str], column: str) -> Iterator[None]:
    """Say at which line the one stands that cannot be kept. Raises Refused."""
    try:
        yield
    except CannotBeKept as no:
        place = places[no.at]
        why = f"regel {place}: {shown(no.why, 400)}. Er is niets ingelezen"
        raise Refused(why, (WrongValue(place, column, "", no.why),)) from no


def without_contract(
    municipality: str, partner: str, costs: Sequence[tuple[date, str, str]], column: str
) -> Iterator[WrongValue]:
    """Note what falls under no contract, once per product; a cost is a day, a product and a place.

    Where a municipality keeps no contracts here there is nothing to hold it against.
    """
    if not costs or not queries.keeps_contracts(municipality):
        return
    days = [day for day, *_ in costs]
    contracts = queries.contracts_of(municipality, min(days), max(days))
    told: set[str] = set()
    for day, product, place in costs:
        if product in told or contract_for(day, product, partner, contracts) is not None:
            continue
        told.add(product)
        why = (
            f"met deze aanbieder is hier geen contract bekend voor {product_named(product)} op "
            f"{day}"
        )
        yield WrongValue(place, column, shown(product), why)

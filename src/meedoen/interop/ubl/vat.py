# SPDX-License-Identifier: EUPL-1.2
"""Divides the VAT of an invoice over its lines, to the cent that is printed per rate (pure).

An invoice rounds VAT once per rate (EN 16931, BR-CO-17), so what lines come to can be some cents
beside it. Those go to the largest line of that rate; more than that does not add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from meedoen.interop.written import rounded
from meedoen.vocabulary.money import Money

Rate = Decimal
"""A percentage of VAT; nought also where it is exempt or charged to who buys."""


class NotTheRate(ValueError):
    """What is printed of a rate is not that rate over the lines; the message says it in Dutch."""


@dataclass(frozen=True)
class TaxedAmount:
    """An amount of a line with its rate; `own_cents` is the VAT that the line itself prints."""

    net_cents: int
    rate: Rate | None
    own_cents: int | None = None

    @property
    def vat_cents(self) -> int:
        """Give the VAT by its rate, rounded by itself."""
        if self.own_cents is not None:
            return self.own_cents
        return rounded(self.net_cents * self.rate / 100) if self.rate else 0


def vat_of_each(amounts: Sequence[TaxedAmount], printed: Mapping[Rate, int]) -> list[int]:
    """Give the VAT of each amount in cents, together what is printed per rate.

    Raises NotTheRate when that is not the rate over the amounts, to a cent per amount.
    """
    vat = [one.vat_cents for one in amounts]
    of_rate: dict[Rate, list[int]] = defaultdict(list)
    for place, one in enumerate(amounts):
        of_rate[one.rate or Decimal(0)].append(place)
    for rate in sorted({*printed, *of_rate}):
        places, cents = of_rate[rate], printed.get(rate, 0)
        left = cents - sum(vat[place] for place in places)
        if abs(left) > len(places):
            raise NotTheRate(
                f"de btw van {rate.normalize():f} procent ({Money(cents)}) is niet dat tarief "
                f"over de regels ({Money(cents - left)})"
            )
        if left:
            vat[_largest(amounts, places)] += left
    return vat


def vat_in_one_sum(amounts: Sequence[TaxedAmount], tax: int) -> list[int]:
    """Give the VAT of each amount in cents, where only one sum is printed and no rates.

    Raises NotTheRate when the rates of the lines come to another sum, to a cent per amount.
    """
    vat = [one.vat_cents for one in amounts]
    weights = [abs(one.net_cents) for one in amounts]
    if not any(vat) and any(weights):
        return [part.cents for part in Money(tax).split(weights)]
    left = tax - sum(vat)
    if abs(left) > len(amounts):
        raise NotTheRate(
            f"de btw ({Money(tax)}) is niet het tarief over de regels ({Money(tax - left)})"
        )
    if left:
        vat[_largest(amounts, range(len(amounts)))] += left
    return vat


def _largest(amounts: Sequence[TaxedAmount], places: Sequence[int]) -> int:
    return max(places, key=lambda place: abs(amounts[place].net_cents))


def same_rates(rates: Iterator[Rate]) -> Rate | None:
    """Give the one rate there is, or None when there are more or none."""
    found = set(rates)
    return found.pop() if len(found) == 1 else None

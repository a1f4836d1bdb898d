# SPDX-License-Identifier: EUPL-1.2
"""What Lindewaard agreed with providers, how much they say they delivered, what is shared (pure).

They are written as others write them, so that the readers of the real ones read them too. The same
every time. One month a provider says ten dayparts less than it declares, and corrects another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from meedoen.budget.sharing.parts import SharingKey, SharingPart
from meedoen.demonstration.declared_costs import ELSEWHERE, PROVIDERS, YEARS, declared_months
from meedoen.demonstration.helped import HERE
from meedoen.demonstration.incoming_files import DRIVER, PRICE

_HEAD = (
    "contract;aanbieder;voorziening;begindatum;einddatum;vorm;eenheid;prijs;maximum;"
    "vastgesteld door;vastgesteld op"
)
_SAID = "contract;begindatum;einddatum;aantal;eenheid;opgegeven op"
# What each year is agreed for at most, in whole euros: dayparts, hours, and trips.
_MOST = {
    2024: (206_000, 160_000, 36_000), 2025: (235_000, 200_000, 36_000),
    2026: (224_000, 140_000, 36_000),
}  # fmt: skip
# Who keeps a place to meet open gets one sum, and no price for anybody.
MEETING, SUM = "98000055", 12_000
_UNITS = ("dagdelen", "uur")
_LESS, _CORRECTED = (2026, 3, 10), (2026, 5)

# Both municipalities together let somebody plan who drives where; nobody has a contract for it yet.
TOGETHER, PLANNER = "Samen Lindewaard en Vennerhout", "98000063"
_GROUND = "Samenwerkingsregeling 2025, artikel 4: naar inwoners"


@dataclass(frozen=True)
class AgreedText:
    """A file as it comes in on a day; `kind` is contract or delivered."""

    kind: str
    came: date
    text: str


def agreed_texts(year: int) -> Iterator[AgreedText]:
    """Give the files of a year in the order in which they come: contracts, and then each month."""
    yield AgreedText("contract", date(year - 1, 12, 2), _contracts(year))
    if year == YEARS[-1]:
        yield from _deliveries(year)


def number_of(year: int, product: str) -> str:
    """Give the number of the contract of a year for a product."""
    return f"IK-{year}-{product}"


def _contracts(year: int) -> str:
    day, guidance, trips = _MOST[year]
    rows = [
        _row(year, product, partner, "pxq", _UNITS[at], price, most)
        for at, ((partner, product, _, price, _), most) in enumerate(
            zip(PROVIDERS, (day, guidance), strict=True)
        )
    ]
    rows.append(_row(year, "vervoer", DRIVER, "pxq", "stuks", PRICE, trips, product="07"))
    rows.append(
        _row(year, "ontmoeting", MEETING, "één bedrag", "", None, SUM, product="ontmoetingsplek")
    )
    return "\n".join([_HEAD, *rows, ""])


def _row(
    year: int, number: str, partner: str, form: str, unit: str, cents: int | None, most: int,
    product: str = "",
) -> str:  # fmt: skip
    price = "" if cents is None else f"{cents // 100},{cents % 100:02d}"
    return ";".join(
        (
            number_of(year, number), partner, product or number, f"{year}-01-01", f"{year}-12-31",
            form, unit, price, f"{most},00", f"collegebesluit {year - 1}-{year % 100 + 190}",
            f"{year - 1}-11-25",
        )
    )  # fmt: skip


def _deliveries(year: int) -> Iterator[AgreedText]:
    partner, product, *_ = PROVIDERS[0]
    for month in declared_months(year):
        if (month.municipality, month.partner) != (HERE, partner):
            continue
        many = int(sum((one.quantity or Decimal(0)) for one in month.costs))
        at = (year, month.first_day.month)
        if at == _LESS[:2]:
            many -= _LESS[2]
        said = month.last_day + timedelta(days=6)
        for number, day in (
            ((many + 4, said), (many, said + timedelta(days=9)))
            if at == _CORRECTED
            else ((many, said),)
        ):
            row = (
                number_of(year, product), str(month.first_day), str(month.last_day), str(number),
                _UNITS[0], str(day),
            )  # fmt: skip
            yield AgreedText("delivered", day, "\n".join([_SAID, ";".join(row), ""]))


def sharing_of(year: int) -> SharingKey:
    """Give the key by which both municipalities divide what they are asked together in a year."""
    parts = (SharingPart(HERE, 700, _GROUND), SharingPart(ELSEWHERE, 300, _GROUND))
    return SharingKey(f"Samen {year}", date(year, 1, 1), date(year, 12, 31), parts)


def shared_texts() -> Iterator[AgreedText]:
    """Give the invoices that both municipalities get together, in the last year."""
    year = YEARS[-1]
    for number, ends in enumerate((date(year, 3, 31), date(year, 6, 30)), start=1):
        rows = (
            "leverancier;factuurnummer;datum;productcategorie;bedrag;totaal",
            f"{PLANNER};R-{year}-{number};{ends};07;2.100,35;2.100,35",
        )
        yield AgreedText("invoice", ends + timedelta(days=9), "\n".join([*rows, ""]))

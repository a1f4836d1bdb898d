# SPDX-License-Identifier: EUPL-1.2
"""What providers of the invented region declare per month, keys that divide it, budgets (pure).

Of everybody with help of the Wmo one in fifteen goes to dagbesteding or has begeleiding at home.
The same every time.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meedoen.budget.keys import DivisionKey, KeyLine
from meedoen.budget.operations import DocumentCost
from meedoen.budget.planning.budgets import DecidedBudget, PlannedAmount, PlannedPlace
from meedoen.demonstration.helped import HERE, LAST_YEAR, HelpedSpell, stretches
from meedoen.vocabulary.units import DeliveredUnit

ELSEWHERE = "GM9902"
YEARS = (2024, 2025, 2026)
ONE_IN = 15
# Of a provider: its code, the product category and code, what a day part or hour costs, and times.
PROVIDERS = (
    ("98000021", "07", "07A03", 2_875, 18),
    ("98000034", "02", "02A05", 5_640, 9),
)
UNITS = (DeliveredUnit.DAYPART, DeliveredUnit.HOUR)
# The codes of one task, by the first year in which they hold.
_DAY = {2023: "6.71c", 2025: "6.713"}
_GUIDANCE = {2023: "6.71b", 2025: "6.712"}
_PGB = {2023: "6.71b", 2025: "6.791"}
# Of a thousand, what each year pays from the one budget: at a fitting pace.
INTEGRAL = {2024: 200, 2025: 450, 2026: 700, 2027: 900}

_WORK = PlannedPlace("participatiewet", "6.5", "Meedoen")
_BASE = PlannedPlace("wmo", "6.1", "Sociale basis")
# In cents: for dagbesteding, begeleiding, work, the social base and pgb; and what July added to the
# second, a quarter of it from the social base.
_BUDGETS = {
    2024: (13_200_000, 17_000_000, 6_400_000, 1_400_000, 13_900_000, 600_000),
    2025: (14_300_000, 18_400_000, 6_800_000, 1_500_000, 14_000_000, 400_000),
    2026: (14_100_000, 18_300_000, 6_900_000, 1_500_000, 14_400_000, 300_000),
}


@dataclass(frozen=True)
class DeclaredMonth:
    """What a provider declares of a month."""

    municipality: str
    partner: str
    number: str
    first_day: date
    last_day: date
    costs: tuple[DocumentCost, ...]


def declared_months(year: int) -> Iterator[DeclaredMonth]:
    """Give every declaration of a year, month by month; in Vennerhout of the last year only."""
    for month in range(1, 13):
        yield from _months(HERE, year, month, 0)
        if year == YEARS[-1]:
            yield from _months(ELSEWHERE, year, month, 3)


def _months(municipality: str, year: int, month: int, besides: int) -> Iterator[DeclaredMonth]:
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    helped = _helped_in(min(year, LAST_YEAR) * 12 + month - 1, besides)
    for at, (partner, product, code, price, times) in enumerate(PROVIDERS):
        costs = tuple(
            DocumentCost(
                row, last, product, code, commitment=f"{who.who.bsn[3:]}{at}",
                person=f"{who.who.bsn[3:]}{at:02d}" * 4,
                cents=price * many, unit=UNITS[at], quantity=Decimal(many),
            )
            for row, who in enumerate(helped[at :: len(PROVIDERS)], start=1)
            for many in (times - (row + month) % 5 - _quiet(year, month),)
        )  # fmt: skip
        if costs:
            number = f"{year}-{month:02d}-{product}"
            yield DeclaredMonth(municipality, partner, number, first, last, costs)


def _quiet(year: int, month: int) -> int:
    """Give how many times less everybody came in a month: it froze, it was warm, or a feast."""
    return year * month * 7 % 3


def _helped_in(month: int, besides: int) -> list[HelpedSpell]:
    """Give who of those with help of the Wmo goes somewhere in a month (year × 12 + month - 1)."""
    wmo = [one for one in stretches() if one.source == "wmo"]
    # Elsewhere there live fewer people.
    some = wmo[besides :: ONE_IN * (4 if besides else 1)]
    return [one for one in some if one.begins <= month <= one.ends]


def budgets_of(year: int) -> Iterator[DecidedBudget]:
    """Give what the council decided on the budget of a year: as adopted, and changed in July."""
    day, guidance, work, base, own, more = _BUDGETS[year]
    home = PlannedPlace("wmo", _of(_GUIDANCE, year), "Thuis")
    adopted = Counter({PlannedPlace("wmo", _of(_DAY, year), "Meedoen"): day, home: guidance})
    # Until 2025 a pgb stood where other help stands.
    adopted.update({_WORK: work, _BASE: base, PlannedPlace("wmo", _of(_PGB, year), "Thuis"): own})
    yield DecidedBudget(
        year,
        f"{year - 1}-{year % 100 + 16}",
        date(year - 1, 11, 6),
        f"Programmabegroting {year}",
        tuple(PlannedAmount(place, cents) for place, cents in adopted.items()),
    )
    yield DecidedBudget(
        year,
        f"{year}-{year % 100 + 9}",
        date(year, 7, 2),
        f"Zomernota {year}",
        (PlannedAmount(home, more), PlannedAmount(_BASE, -more // 4)),
    )


def keys_of(year: int) -> Iterator[DivisionKey]:
    """Give the keys of a year: of dagbesteding and of begeleiding, each with its decision."""
    decision = f"raadsbesluit {year - 1}-{year % 100 + 17}"
    yield _key(
        f"Dagbesteding {year}", year, "07",
        KeyLine("wmo", _of(_DAY, year), "4.3", "Meedoen", 640,
                f"Wmo 2015, artikel 2.3.5; {decision}"),
        KeyLine("participatiewet", "6.5", "4.3", "Meedoen", 300,
                f"Participatiewet, artikel 7; {decision}"),
        KeyLine("wmo", "6.1", "4.3", "Sociale basis", 60, f"Wmo 2015, artikel 2.2.3; {decision}"),
    )  # fmt: skip
    yield _key(
        f"Begeleiding {year}", year, "02",
        KeyLine("wmo", _of(_GUIDANCE, year), "4.3", "Thuis", 1000,
                f"Wmo 2015, artikel 2.3.5; {decision}"),
    )  # fmt: skip

    # What the SVB pays and the CAK collects: a pgb of the Wmo has a taakveld of its own since 2025.
    yield _key(
        f"Pgb {year}", year, "",
        KeyLine("wmo", _of(_PGB, year), "4.3", "Thuis", 1000,
                f"Wmo 2015, artikel 2.3.6; {decision}"),
        partner="SVB",
    )  # fmt: skip
    yield _key(
        f"Eigen bijdragen {year}", year, "",
        KeyLine("wmo", _of(_GUIDANCE, year), "3.7", "Thuis", 1000,
                f"Wmo 2015, artikel 2.1.4; {decision}"),
        partner="CAK",
    )  # fmt: skip


def _key(name: str, year: int, product: str, *lines: KeyLine, partner: str = "") -> DivisionKey:
    return DivisionKey(
        name, date(year, 1, 1), date(year, 12, 31), lines, frozenset(filter(None, [product])),
        frozenset(filter(None, [partner])), integral=INTEGRAL[year],
    )  # fmt: skip


def _of(codes: dict[int, str], year: int) -> str:
    return codes[max(first for first in codes if first <= year)]

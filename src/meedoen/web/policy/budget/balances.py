# SPDX-License-Identifier: EUPL-1.2
"""Balances of a year per programme, law, taakveld or provider, on a page and as a file (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from meedoen.budget.keys import Pot
from meedoen.vocabulary.documents import TableDocument
from meedoen.web.policy.budget.amounts import amount
from meedoen.web.policy.budget.landed import YearBooked, law_named, taakveld_named

NO_PROGRAMME = "zonder programma"


class BalancePer(StrEnum):
    """By what the costs of a year are summed."""

    PROGRAMME = "programma"
    LAW = "wet"
    TAAKVELD = "taakveld"
    PARTNER = "aanbieder"

    @property
    def label(self) -> str:
        """What it is called on a page."""
        return self.value.capitalize()


@dataclass(frozen=True)
class BalanceLine:
    """What stands on one of them, in cents: from the one budget, and from those of before."""

    named: str
    integral: int
    earlier: int

    @property
    def told(self) -> tuple[str, str, str]:
        """The amounts in a table: from the one budget, from those of before, and together."""
        return amount(self.integral), amount(self.earlier), amount(self.integral + self.earlier)


def balance_lines(booked: YearBooked, per: BalancePer) -> list[BalanceLine]:
    """Sum the costs of a year, by name or code."""
    found: dict[str, dict[str, int]] = {}
    for one in booked.costs:
        key = {
            BalancePer.PROGRAMME: one.programme or NO_PROGRAMME,
            BalancePer.LAW: law_named(one.law),
            BalancePer.TAAKVELD: taakveld_named(one.taakveld, booked.year),
            BalancePer.PARTNER: one.partner,
        }[per]
        pots = found.setdefault(key, {})
        pots[one.pot] = pots.get(one.pot, 0) + one.cents
    return [
        BalanceLine(key, pots.get(Pot.INTEGRAL, 0), pots.get(Pot.EARLIER, 0))
        for key, pots in sorted(found.items())
    ]


def together(lines: Sequence[BalanceLine]) -> BalanceLine:
    """Sum lines."""
    return BalanceLine(
        "Samen", sum(one.integral for one in lines), sum(one.earlier for one in lines)
    )


def balance_document(
    booked: YearBooked, per: BalancePer, *, municipality: str, code: str
) -> TableDocument:
    """Give the lines as a table to take along, in cents; each row says whose and of when it is."""
    lines = balance_lines(booked, per)
    year = str(booked.year)
    return TableDocument(
        title=f"Geboekt per {per}, {municipality}, {year}",
        said=(("Gemeente", f"{municipality} ({code})"), ("Boekjaar", year)),
        columns=(
            "Gemeente", "Boekjaar", per.label, "Uit het ene budget in centen",
            "Uit budgetten van eerder in centen", "Samen in centen",
        ),
        rows=tuple(
            (code, year, one.named, one.integral, one.earlier, one.integral + one.earlier)
            for one in lines
        ),
        notes=(f"{booked.waits} centen wachten nog op een sleutel en staan hier niet bij.",)
        if booked.waits
        else (),
    )  # fmt: skip

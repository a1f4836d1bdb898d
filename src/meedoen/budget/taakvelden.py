# SPDX-License-Identifier: EUPL-1.2
"""On which taakvelden costs are accounted for, and in which years each code holds (pure).

The list changed in 2023 and in 2025, and one code may mean another thing in another year. So a code
is nothing without its year. Source: BBV art. 71; `taakvelden.yaml` says more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("taakvelden.yaml")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NoTaakveld(ValueError):
    """The code is no taakveld of that year; the message says in which years it was one."""


@dataclass(frozen=True)
class Taakveld:
    """One code over the years in which it holds; `last_year` is None as long as it does.

    `laws` are those of which costs may land here, all when it is empty.
    """

    code: str
    name: str
    first_year: int
    last_year: int | None
    laws: frozenset[str]

    def holds_in(self, year: int) -> bool:
        """Tell whether something can be booked on it in a year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def years(self) -> str:
        """Say from when until when it holds."""
        return f"{self.first_year}-{self.last_year}" if self.last_year else f"{self.first_year}-"


@lru_cache(maxsize=1)
def taakvelden() -> tuple[Taakveld, ...]:
    """Give every taakveld of every year, in the order of the list."""
    return tuple(map(_taakveld, yaml.load(FILE.read_text("utf-8"), Loader=_Loader)))  # noqa: S506


def taakvelden_in(year: int) -> tuple[Taakveld, ...]:
    """Give the taakvelden that hold in a year, by code."""
    return tuple(
        sorted((one for one in taakvelden() if one.holds_in(year)), key=lambda one: one.code)
    )


def taakveld_in(code: str, year: int) -> Taakveld:
    """Give what a code means in a year. Raises NoTaakveld."""
    known = [one for one in taakvelden() if one.code == code]
    for one in known:
        if one.holds_in(year):
            return one
    if not known:
        raise NoTaakveld(f"There is no taakveld {code}.")
    when = ", ".join(f"{one.years} ({one.name})" for one in known)
    raise NoTaakveld(f"Taakveld {code} does not hold in {year}, but in {when}.")


def _taakveld(said: dict[str, Any]) -> Taakveld:
    return Taakveld(
        said["code"], said["name"], said["from"], said.get("until"),
        frozenset(said.get("laws", ())),
    )  # fmt: skip

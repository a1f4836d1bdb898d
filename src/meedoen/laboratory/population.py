# SPDX-License-Identifier: EUPL-1.2
"""Invented people of one municipality, as columns for the law engine (pure).

Everybody is drawn from shares in `rates.yaml`: first where somebody lives and an age, then fact
after fact, each given earlier ones. The same places, size and seed give the same people. Nobody
here exists, so what comes out shows a direction and an order of size, and is no forecast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.laboratory.rates import UnusableRates, check_rates
from meedoen.law.columns.ages import ages_on
from meedoen.law.loading import LawFileError, positions, read_yaml
from meedoen.law.vector import Column
from meedoen.rules.rulebook.catalogue import Fact, FactType

RATES = Path(__file__).with_name("rates.yaml")
AGE_LIMITS = (18, 27, 45, 67)
AGE_GROUPS = ("jonger dan 18", "18 tot 27", "27 tot 45", "45 tot 67", "67 en ouder")
PARTS = (("young", 0, 15), ("middle", 15, 65), ("old", 65, 95))
DAYS_A_YEAR = 365.2425
Numbers = NDArray[Any]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Home:
    """An area people live in: its wijk, how many live there, and the shares of young and old.

    `young` is the share under 15 and `old` of 65 and older, from 0 to 1; None where no key figure
    says it.
    """

    wijk_code: str
    wijk_name: str
    inhabitants: int
    young: float | None = None
    old: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Shares of the answers of people for whom `when` holds; `ages` is from and below."""

    shares: Mapping[Any, float]
    ages: tuple[int, int]
    when: Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """How one fact is drawn: the first row that holds, and the share that nobody knows."""

    fact: str
    rows: tuple[Row, ...]
    unknown: float
    source: str


@dataclass(frozen=True, slots=True)
class Rates:
    """Everything people are drawn from."""

    young: float
    old: float
    ages: Mapping[str, tuple[float, ...]]
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True)
class Population:
    """Invented people: a column for each fact, and per person the number of wijk and age group."""

    columns: Mapping[str, Column]
    wijk: Numbers
    age_group: Numbers
    wijken: tuple[tuple[str, str], ...]

    @cached_property
    def size(self) -> int:
        """How many there are."""
        return len(self.wijk)

    def part(self, start: int, stop: int) -> dict[str, Column]:
        """Give the columns of the people from `start` up to `stop`."""
        return {
            name: Column(
                column.values[start:stop], column.known[start:stop], None, column.categories
            )
            for name, column in self.columns.items()
        }


def load_rates(path: Path = RATES) -> Rates:
    """Read the shares. Raises UnusableRates with each key that is wrong, and what to do."""
    raw = _read(path)
    return Rates(
        young=float(raw["areas"]["young"]),
        old=float(raw["areas"]["old"]),
        ages={name: tuple(map(float, raw["ages"][name])) for name, _, _ in PARTS},
        drawings=tuple(map(_drawing, raw["facts"])),
    )


def _read(path: Path) -> Any:
    try:
        raw, _ = read_yaml(path)
        _, doubles = positions(path.read_text(encoding="utf-8"))
    except LawFileError as error:
        raise UnusableRates(f"{str(error).rstrip('?')}. Mend the file.") from error
    except OSError as error:
        raise UnusableRates(f"{path.name}: cannot be read ({error.strerror}).") from error
    twice = [f"{', '.join(map(str, keys))} (line {line})" for keys, line in doubles]
    check_rates(raw, source=path.name, twice=twice)
    return raw


def _drawing(raw: Mapping[str, Any]) -> Drawing:
    rows = tuple(_row(row) for row in raw["rows"])
    return Drawing(raw["fact"], rows, float(raw.get("unknown", 0)), raw["source"])


def _row(raw: Mapping[str, Any]) -> Row:
    shares = {_answer(answer): float(share) for answer, share in raw["shares"].items()}
    if shares.keys() == {True}:
        shares[False] = 1 - shares[True]
    when = dict(raw.get("when") or {})
    low, below = when.pop("age", (0, 200))
    given = {name: tuple(map(_answer, answers)) for name, answers in when.items()}
    return Row(shares, (int(low), int(below)), given)


def _answer(raw: Any) -> Any:
    return {"true": True, "false": False}.get(raw, raw) if isinstance(raw, str) else raw


def invent(
    homes: Sequence[Home],
    facts: Mapping[str, Fact],
    rates: Rates,
    *,
    municipality: str,
    size: int,
    seed: int,
    on: date,
) -> Population:
    """Invent `size` people who live in these homes on a day, the same for the same seed.

    `facts` are those of the rulebook; shares of a fact that it does not know are left aside, and a
    fact without shares stays unknown. Raises ValueError without homes or inhabitants.
    """
    if sum(home.inhabitants for home in homes) <= 0:
        raise ValueError("Without areas with inhabitants nobody can be invented.")
    draw = np.random.default_rng(seed)
    weights = np.array([home.inhabitants for home in homes], dtype=float)
    lives = draw.choice(len(homes), size, p=weights / weights.sum())
    born, ages = _births(lives, homes, rates, draw, on)
    everyone = np.ones(size, dtype=bool)
    columns = {
        "gemeente_code": Column(np.zeros(size, dtype=np.int32), everyone, None, (municipality,)),
        "geboortedatum": Column(born, everyone),
    }
    for drawing in rates.drawings:
        if drawing.fact in facts:
            columns[drawing.fact] = _drawn(drawing, facts[drawing.fact], columns, ages, draw)
    wijken = tuple(dict.fromkeys((home.wijk_code, home.wijk_name) for home in homes))
    at = np.array([wijken.index((home.wijk_code, home.wijk_name)) for home in homes])
    return Population(columns, at[lives], np.searchsorted(AGE_LIMITS, ages, side="right"), wijken)


def _births(
    lives: Numbers, homes: Sequence[Home], rates: Rates, draw: np.random.Generator, on: date
) -> tuple[Numbers, Numbers]:
    """Days of birth, and the age in completed years that goes with each."""
    young = np.array([rates.young if h.young is None else h.young for h in homes])[lives]
    old = np.array([rates.old if h.old is None else h.old for h in homes])[lives]
    where = draw.random(len(lives))
    ages = np.zeros(len(lives), dtype=np.int64)
    masks = (where < young, (where >= young) & (where < 1 - old), where >= 1 - old)
    for (name, first, _), mask in zip(PARTS, masks, strict=True):
        bands = draw.choice(len(rates.ages[name]), int(mask.sum()), p=_normal(rates.ages[name]))
        ages[mask] = first + 5 * bands + draw.integers(0, 5, int(mask.sum()))
    day = np.datetime64(on, "D")
    born = day - np.round((ages + draw.random(len(ages))) * DAYS_A_YEAR).astype(np.int64)
    return born, ages_on(born, on)


def _normal(shares: Sequence[float]) -> Numbers:
    found = np.array(shares, dtype=float)
    return np.asarray(found / found.sum())


def _drawn(
    drawing: Drawing,
    fact: Fact,
    columns: Mapping[str, Column],
    ages: Numbers,
    draw: np.random.Generator,
) -> Column:
    """One fact for everybody: whom no row holds for is unknown."""
    size = len(ages)
    answers = tuple(dict.fromkeys(a for row in drawing.rows for a in row.shares))
    chosen = np.full(size, -1)
    waiting = np.ones(size, dtype=bool)
    dice = draw.random(size)
    for row in drawing.rows:
        mask = waiting & _holds(row, columns, ages)
        limits = np.cumsum(_normal([row.shares.get(answer, 0.0) for answer in answers]))
        chosen[mask] = np.minimum(
            np.searchsorted(limits, dice[mask], side="right"), len(answers) - 1
        )
        waiting &= ~mask
    known = ~waiting & (draw.random(size) >= drawing.unknown)
    return _column(fact, answers, np.maximum(chosen, 0), known)


def _holds(row: Row, columns: Mapping[str, Column], ages: Numbers) -> Mask:
    held: Mask = (ages >= row.ages[0]) & (ages < row.ages[1])
    for name, wanted in row.when.items():
        column = columns[name]
        codes = wanted if column.categories is None else _places(column.categories, wanted)
        held = held & column.known & np.isin(column.values, codes)
    return held


def _places(categories: Sequence[Any], wanted: Sequence[Any]) -> list[int]:
    """The numbers of the answers meant; of a list, one answer in it is enough."""
    lists = [held if isinstance(held, tuple) else (held,) for held in categories]
    return [at for at, held in enumerate(lists) if any(answer in wanted for answer in held)]


def _column(fact: Fact, answers: Sequence[Any], chosen: Numbers, known: Mask) -> Column:
    """The answers as the law engine reads them: texts and lists by their number."""
    if fact.type is FactType.BOOLEAN:
        return Column(np.array(answers, dtype=bool)[chosen], known)
    held = tuple((answer,) if fact.multiple else answer for answer in answers)
    return Column(chosen.astype(np.int32), known, None, held)

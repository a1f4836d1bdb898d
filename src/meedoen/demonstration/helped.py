# SPDX-License-Identifier: EUPL-1.2
"""Invented people of Lindewaard in the files of the monitor: where they live, what they had (pure).

The same every time. Two patterns are planted, for the monitor to show: in the wijk Zomerwal many
feel lonely and few have help, and in one street of Korenaar help comes together in the same homes.
Their numbers begin with 999, as those in tests do; they are given out to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from meedoen.demonstration.region import build_region, is_lonely
from meedoen.vocabulary.bsn import Bsn

HERE = "GM9901"
FIRST_YEAR, LAST_YEAR = 2021, 2025
STACKED_BUURT = "BU99010303"
LETTERS = "ABCDEGHJKLMNPRSTVWXZ"


@dataclass(frozen=True)
class SourceLife:
    """How many of a thousand inhabitants have something, how old they are, and for how long.

    `grows` is by how much more there are each year, `months` how long it lasts on average.
    """

    of_thousand: float
    oldest: int
    youngest: int
    months: int
    grows: float = 1.0


# Of the sources that hold rows of people; invented, in the order of what is usual.
LIVES = {
    "wmo": SourceLife(34.0, 92, 24, 40, 1.05),
    "wwb": SourceLife(24.0, 66, 19, 44, 0.97),
    "wsw": SourceLife(4.5, 66, 25, 90, 0.94),
    "schuldhulp": SourceLife(6.5, 66, 21, 20, 1.04),
    "bijzondere_bijstand": SourceLife(12.0, 80, 19, 9),
    "vsv": SourceLife(2.2, 22, 16, 1),
    "leerlingenvervoer": SourceLife(3.4, 18, 5, 30),
    "jeugdzorg": SourceLife(20.0, 17, 1, 16, 1.03),
    "cjg": SourceLife(9.0, 12, 0, 3),
    "oggz": SourceLife(2.6, 70, 20, 1, 1.08),
    "leerplicht": SourceLife(4.2, 17, 5, 3),
}
# Whoever has one of these has one of those more often than others.
BESIDE = {
    "wwb": ("bijzondere_bijstand", "schuldhulp", "wmo"),
    "schuldhulp": ("wwb", "bijzondere_bijstand", "oggz"),
    "wmo": ("bijzondere_bijstand", "oggz"),
    "jeugdzorg": ("cjg", "leerplicht", "leerlingenvervoer"),
    "oggz": ("wmo", "wwb", "schuldhulp"),
    "leerplicht": ("jeugdzorg", "vsv"),
}


@dataclass(frozen=True)
class Helped:
    """Somebody who does not exist, and the home in which nobody lives."""

    bsn: str
    born: int
    buurt: str
    street: str
    postcode: str
    number: int


@dataclass(frozen=True)
class HelpedSpell:
    """What somebody had of a source, from one month until another (years × 12 + month - 1)."""

    who: Helped
    source: str
    begins: int
    ends: int

    def touches(self, year: int) -> bool:
        """Whether it went on in a year."""
        return self.begins <= year * 12 + 11 and self.ends >= year * 12


@dataclass(frozen=True)
class InventedStreet:
    """A street, or the part of it in a buurt, with its postcode and how many homes it has."""

    buurt: str
    name: str
    postcode: str
    homes: int


@cache
def streets() -> tuple[InventedStreet, ...]:
    """Give every street of Lindewaard with its postcode; the last letters are those of nobody."""
    region = build_region()
    lived_in = {
        figure.area_code: int(figure.value or 0)
        for figure in region.key_figures
        if figure.name == "huishoudens"
    }
    here = [one for one in region.streets if one.municipality_code == HERE]
    in_buurt: dict[str, int] = {}
    for one in here:
        in_buurt[one.buurt_code] = in_buurt.get(one.buurt_code, 0) + 1
    return tuple(
        InventedStreet(
            one.buurt_code,
            one.name,
            f"{9900 + at // 400}{LETTERS[at % 400 // 20]}{LETTERS[at % 20]}",
            max(4, lived_in[one.buurt_code] // in_buurt[one.buurt_code]),
        )
        for at, one in enumerate(here)
    )


@cache
def stretches() -> tuple[HelpedSpell, ...]:
    """Give all that invented people had in the years of the monitor."""
    numbers = _numbers()
    draw = Random("the sources of Lindewaard")  # noqa: S311 - invented, the same every time
    return tuple(
        one
        for street in streets()
        for source, life in LIVES.items()
        for one in _in_street(street, source, life, draw, numbers)
    )


def _in_street(
    street: InventedStreet, source: str, life: SourceLife, draw: Random, numbers: Iterator[str]
) -> Iterator[HelpedSpell]:
    """Give what people of a street had of a source, and besides."""
    years = LAST_YEAR - FIRST_YEAR + 1 + life.months / 12
    # Two people in a home; what goes on at a moment, begins so much more often when it is short.
    at_once = street.homes * 2 * life.of_thousand / 1000 * _usual(street, source)
    number = at_once * max(1.0, years * 12 / (life.months + 12))
    for _ in range(int(number) + (draw.random() < number % 1)):
        year = _year(draw, life)
        born = year - draw.randint(life.youngest, life.oldest)
        who = Helped(
            next(numbers), born, street.buurt, street.name, street.postcode,
            draw.randint(1, street.homes),
        )  # fmt: skip
        yield _stretch(who, source, year, draw)
        for other in _besides(source, street, draw):
            yield _stretch(who, other, year + draw.randint(0, 1), draw)


def _usual(street: InventedStreet, source: str) -> float:
    """Give how much more or less than usual a buurt has; nobody knows why."""
    if is_lonely(street.buurt):
        return 0.4
    if _is_stacked(street):
        return 3.0
    return 0.5 + Random(f"{street.buurt} {source}").random()  # noqa: S311 - invented


def _year(draw: Random, life: SourceLife) -> int:
    first = FIRST_YEAR - round(life.months / 12)
    years = range(first, LAST_YEAR + 1)
    return draw.choices(years, [life.grows ** (year - first) for year in years])[0]


def _besides(source: str, street: InventedStreet, draw: Random) -> list[str]:
    often = 0.9 if _is_stacked(street) else 0.34
    return [other for other in BESIDE.get(source, ()) if draw.random() < often]


def _is_stacked(street: InventedStreet) -> bool:
    return street.buurt == STACKED_BUURT and street.name == stacked_street()


@cache
def stacked_street() -> str:
    """Give the street in which help comes together."""
    return next(one.name for one in streets() if one.buurt == STACKED_BUURT)


def _stretch(who: Helped, source: str, year: int, draw: Random) -> HelpedSpell:
    begins = year * 12 + draw.randint(0, 11)
    lasts = round(draw.expovariate(1 / LIVES[source].months))
    return HelpedSpell(who, source, begins, begins + max(0, lasts))


def _numbers() -> Iterator[str]:
    """Give the numbers from 999… that pass the eleven test, one after the other."""
    for number in range(999000000, 1000000000):
        try:
            yield Bsn(str(number)).digits
        except ValueError:
            continue

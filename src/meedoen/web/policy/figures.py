# SPDX-License-Identifier: EUPL-1.2
"""The figures behind the map of offers: per area, per subject, per 1000 inhabitants (pure).

Everything here counts offers and places. No figure is about a person: how many places are free
would tell how many people have one, so of free places there is a word and no number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from meedoen.bookings.fullness import Fullness, fullness
from meedoen.vocabulary.codes import AreaCode, Level
from meedoen.vocabulary.levelling import levelled_for_search

# Below this a figure per 1000 inhabitants says more about the division than about the place.
FEWEST_INHABITANTS = 50
ONE_DECIMAL = Decimal("0.1")
NOTHING, WALK_IN = "geen aanbod", "loop zo binnen"


class MapSubject(StrEnum):
    """What the map shows."""

    OFFERS = "aanbod"
    OPEN_DOORS = "open-deuren"
    PLACES = "plekken"
    FREE = "vrij"

    @property
    def label(self) -> str:
        """Give the name in the list of subjects."""
        return _LABELS[self]

    @property
    def unit(self) -> str:
        """Say what is counted, in the plural."""
        return _UNITS[self]

    @property
    def counted(self) -> bool:
        """Whether it is shown as a number; else a word says it."""
        return self is not MapSubject.FREE

    @property
    def explanation(self) -> str:
        """Say in a sentence what counts and what does not."""
        return _EXPLANATIONS[self]


_LABELS = {
    MapSubject.OFFERS: "Aanbod",
    MapSubject.OPEN_DOORS: "Open deuren",
    MapSubject.PLACES: "Plekken",
    MapSubject.FREE: "Plek of vol",
}
_UNITS = {
    MapSubject.OFFERS: "activiteiten en werkplekken",
    MapSubject.OPEN_DOORS: "open deuren",
    MapSubject.PLACES: "plekken",
    MapSubject.FREE: "plek, bijna vol of vol",
}
_EXPLANATIONS = {
    MapSubject.OFFERS: "Alles waaraan iemand kan meedoen, van koffie drinken tot betaald werk.",
    MapSubject.OPEN_DOORS: "Aanbod van bewoners zelf, waar iedereen zo kan binnenlopen. "
    "Er is geen indicatie nodig.",
    MapSubject.PLACES: "Alle plekken bij aanbod met een vast aantal plekken. "
    "Aanbod waar je zo kunt binnenlopen telt hier niet mee.",
    MapSubject.FREE: "Of er nog plek is bij aanbod met een vast aantal plekken. "
    "Bijna vol is: hooguit twee plekken vrij, of minder dan een op de vijf. "
    "Een aantal staat er niet, want dat zegt ook hoeveel mensen een plek hebben.",
}
COLUMN_HEADINGS = {
    MapSubject.OFFERS: "Aanbod",
    MapSubject.OPEN_DOORS: "Open deuren",
    MapSubject.PLACES: "Plekken",
    MapSubject.FREE: "Plek of vol",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is in one area: offers, open doors, places, and places that are free."""

    offers: int = 0
    open_doors: int = 0
    places: int = 0
    free: int = 0

    def of(self, subject: MapSubject) -> int:
        """Give the count of one subject. Raises KeyError for one that is said in a word."""
        return {
            MapSubject.OFFERS: self.offers,
            MapSubject.OPEN_DOORS: self.open_doors,
            MapSubject.PLACES: self.places,
        }[subject]

    @property
    def fullness(self) -> Fullness | None:
        """How full it is here; None where no places are counted."""
        return fullness(places=self.places, free=self.free)

    @property
    def fullness_told(self) -> str:
        """Say whether there is place, also where nobody counts it or nothing is offered."""
        return self.fullness or (WALK_IN if self.offers else NOTHING)

    @property
    def in_order(self) -> tuple[tuple[str, int | str], ...]:
        """Give every count with its heading, or the word for it, in the order of the table."""
        return tuple(
            (COLUMN_HEADINGS[subject], self.of(subject) if subject.counted else self.fullness_told)
            for subject in MapSubject
        )

    def __add__(self, other: "Counts") -> "Counts":
        """Count two areas together."""
        return Counts(
            self.offers + other.offers,
            self.open_doors + other.open_doors,
            self.places + other.places,
            self.free + other.free,
        )


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """One area with its counts; `inhabitants` is None when that is unknown or secret.

    `inhabitants_year` is the year of that figure. `drawn` is False for an area of an earlier year,
    which has offers and no place on the map of this one.
    """

    code: str
    name: str
    within: str
    counts: Counts
    inhabitants: int | None
    inhabitants_year: int | None = None
    drawn: bool = True

    @property
    def empty(self) -> bool:
        """Tell whether there is no offer at all here."""
        return self.counts.offers == 0

    def per_thousand(self, subject: MapSubject) -> Decimal | None:
        """Give the count per 1000 inhabitants with one decimal.

        None when the number of inhabitants is unknown or below FEWEST_INHABITANTS, and for what is
        said in a word.
        """
        if not subject.counted:
            return None
        if self.inhabitants is None or self.inhabitants < FEWEST_INHABITANTS:
            return None
        exact = Decimal(self.counts.of(subject)) * 1000 / self.inhabitants
        return exact.quantize(ONE_DECIMAL, ROUND_HALF_UP)

    def figure(self, subject: MapSubject, *, relative: bool) -> Decimal | None:
        """Give the figure on the map: the count, or the count per 1000 inhabitants.

        Raises KeyError for what is said in a word.
        """
        return self.per_thousand(subject) if relative else Decimal(self.counts.of(subject))


def counts_on_level(per_buurt: Mapping[str, Counts], level: Level) -> dict[str, Counts]:
    """Bring counts per buurt to the level of the map, by code.

    Raises ValueError when a code is no area code.
    """
    found: dict[str, Counts] = {}
    for code, counts in per_buurt.items():
        area = code if level is Level.BUURT else _above(code, level)
        found[area] = found.get(area, Counts()) + counts
    return found


def _above(buurt_code: str, level: Level) -> str:
    code = AreaCode(buurt_code)
    return (code.parent or code.municipality) if level is Level.WIJK else code.municipality


class Order(StrEnum):
    """How the table is sorted."""

    NAME = "naam"
    OFFERS = "aanbod"
    OPEN_DOORS = "open-deuren"
    PLACES = "plekken"
    FREE = "vrij"
    RELATIVE = "per-1000"


def in_order(
    rows: Iterable[AreaFigures], order: Order, *, subject: MapSubject, descending: bool
) -> list[AreaFigures]:
    """Sort rows; equal figures by name, and what is unknown always last, by name."""
    by_name = sorted(rows, key=lambda row: (levelled_for_search(row.name), row.code))
    if order is Order.NAME:
        return by_name[::-1] if descending else by_name
    figures = {row.code: _sort_figure(row, order, subject) for row in by_name}
    known = [row for row in by_name if figures[row.code] is not None]
    unknown = [row for row in by_name if figures[row.code] is None]
    sign = -1 if descending else 1
    return sorted(known, key=lambda row: sign * (figures[row.code] or Decimal(0))) + unknown


def _sort_figure(row: AreaFigures, order: Order, subject: MapSubject) -> Decimal | None:
    if order is Order.RELATIVE:
        return row.per_thousand(subject)
    if order is Order.FREE:
        # Only the word: the number would show in the order.
        full = row.counts.fullness
        return None if full is None else Decimal(list(Fullness).index(full))
    return Decimal(row.counts.of(MapSubject(order.value)))


def total(rows: Sequence[AreaFigures], *, name: str) -> AreaFigures:
    """Count all areas together; inhabitants are unknown as soon as one area's are.

    Who lives in an area of an earlier year lives in one of this year too, and is counted there.
    """
    inhabitants = [row.inhabitants for row in rows if row.drawn]
    known = [number for number in inhabitants if number is not None]
    return AreaFigures(
        code="",
        name=name,
        within="",
        counts=sum((row.counts for row in rows), start=Counts()),
        inhabitants=sum(known) if known and len(known) == len(inhabitants) else None,
    )

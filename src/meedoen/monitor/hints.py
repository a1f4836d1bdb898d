# SPDX-License-Identifier: EUPL-1.2
"""Hints about places, never about people: where it may pay to go and ask (pure).

They are made of published figures only; where a figure is hidden or its denominator too small there
is no hint, so a hint tells nothing that the figures do not. A hint is a question, no judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import sqrt

NEARBY = 15
"""Within so many minutes an offer counts as nearby."""
# How sure it has to be: of a hundred areas that are as the whole, less than one gets a hint.
_Z = 2.576
# So many points on a hundred are more than such an estimate may be beside the truth.
_CLEARLY_MORE = 5
_TENTH = Decimal("0.1")


class HintKind(StrEnum):
    """What a hint is about."""

    LOW_USE = "low_use"
    NO_OFFER = "no_offer"
    TERM_OVER = "term_over"


@dataclass(frozen=True)
class PlaceHint:
    """Something about a place that is worth a look, as a whole sentence in plain Dutch."""

    area: str
    kind: HintKind
    sentence: str


@dataclass(frozen=True)
class PlaceTerm:
    """Until when something about a place holds."""

    area: str
    what: str
    until: date


def low_use(
    shown: Mapping[str, int | None],
    denominators: Mapping[str, int | None],
    whole: str,
    minimum: int,
) -> Iterator[PlaceHint]:
    """Give the areas where use is lower than in the whole, chance set aside.

    `shown` are published counts (None is hidden) and `denominators` how many people or households
    there are. An area gets a hint when the share of the whole lies above what the share of the area
    may be: above Wilson's interval at 99 percent. Source: Wilson 1927.
    """
    all_counted, everybody = shown.get(whole), denominators.get(whole)
    if all_counted is None or not everybody:
        return
    # More than are known to live there is everybody.
    share = min(all_counted / everybody, 1)
    for area, counted in shown.items():
        of = denominators.get(area)
        if counted is None or not of or of < minimum:
            continue
        if _clearly_less(counted, of, share):
            told = (
                f"{_per_hundred(counted, of)} procent, in het geheel "
                f"{_per_hundred(all_counted, everybody)} procent"
            )
            yield PlaceHint(
                area, HintKind.LOW_USE, f"Het gebruik is hier lager: {told}. Weet iemand waarom?"
            )


def also_lonely(shares: Mapping[str, int], whole: str) -> Mapping[str, str]:
    """Give the areas where clearly more people feel lonely than in the whole, each with a sentence.

    `shares` are percents of adults, estimated from a questionnaire: a few points say nothing.
    """
    of_all = shares.get(whole)
    return {
        area: (
            f"Hier voelen ook meer mensen zich eenzaam: {share} van de 100, in het geheel {of_all}."
        )
        for area, share in shares.items()
        if of_all is not None and share >= of_all + _CLEARLY_MORE
    }


def _clearly_less(counted: int, of: int, share: float) -> bool:
    """Tell whether so few would seldom be counted where the share is that of the whole."""
    expected = of * share
    return expected - counted > _Z * sqrt(expected * (1 - share))


def _per_hundred(counted: int, of: int) -> str:
    """Write a share with one decimal, rounded as the figures that it stands beside are."""
    return f"{(Decimal(100 * counted) / of).quantize(_TENTH, ROUND_HALF_UP)}".replace(".", ",")


def no_offer(minutes: Mapping[str, float | None], within: float = NEARBY) -> Iterator[PlaceHint]:
    """Give the areas from which the nearest offer is further than so many minutes.

    None says that there is no offer at all.
    """
    for area, away in minutes.items():
        if away is None:
            yield PlaceHint(area, HintKind.NO_OFFER, "Voor deze plek is geen aanbod bekend.")
        elif away > within:
            yield PlaceHint(
                area, HintKind.NO_OFFER, f"Binnen {within:.0f} minuten is hier geen aanbod."
            )


def terms_over(terms: Iterable[PlaceTerm], today: date) -> Iterator[PlaceHint]:
    """Give the places of which a term has run out; on its last day it still holds."""
    for term in terms:
        if term.until < today:
            until = f"{term.until.day}-{term.until.month}-{term.until.year}"
            yield PlaceHint(
                term.area, HintKind.TERM_OVER, f"De termijn liep af op {until}: {term.what}."
            )

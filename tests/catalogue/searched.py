# SPDX-License-Identifier: EUPL-1.2
"""Offers and searches that we wrote, and how well what is found answers what was asked.

Each set has 220 offers or more and 170 searches, with the offers that answer each: 2 truly, 1
nearly. Those of set 5 are kept apart: what goes wrong in it was not looked at.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from meedoen.catalogue.offer_index import OfferIndex, SearchedOffer, index_offers
from meedoen.catalogue.search import search
from meedoen.lexicon.idea_files import load_ideas

SEARCHES = Path(__file__).parent / "searches"
KEPT_APART = "5"
TRULY = 2


@dataclass(frozen=True)
class Found:
    """What came of a set: how many searches, and how many of them went well or wrong."""

    answerable: int
    in_first_three: int
    dead_ends: int
    unanswerable: int
    recognised: int

    @property
    def success(self) -> float:
        """The share of the answerable searches with a truly fitting offer in the first three."""
        return self.in_first_three / self.answerable

    @property
    def dead(self) -> float:
        """The share of the answerable searches of which is said that nothing fits."""
        return self.dead_ends / self.answerable

    @property
    def honest(self) -> float:
        """The share of the searches that nothing answers of which that is said."""
        return self.recognised / self.unanswerable


def as_offer(row: dict[str, Any]) -> SearchedOffer:
    """An offer of a set, as it is searched."""
    told = {**row, "dayparts": tuple(row["dayparts"])}
    return SearchedOffer(**{key: told[key] for key in SearchedOffer.__dataclass_fields__})


@cache
def indexed(name: str) -> OfferIndex:
    """The offers of a set, ready to be searched."""
    rows = json.loads((SEARCHES / name / "offers.json").read_text("utf-8"))
    return index_offers([as_offer(row) for row in rows], load_ideas())


def searches(name: str) -> list[dict[str, Any]]:
    """The searches of a set: id, text, who would type it, and the offers that answer it."""
    lines = (SEARCHES / name / "queries.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@cache
def measured(name: str) -> Found:
    """Search all that is in a set."""
    answerable = in_first_three = dead_ends = unanswerable = recognised = 0
    for query in searches(name):
        answer = search(query["text"], indexed(name), load_ideas(), 3)
        if not query["right"]:
            unanswerable += 1
            recognised += not answer.found
            continue
        answerable += 1
        dead_ends += not answer.found
        grades = [query["right"].get(str(one.offer)) for one in answer.results]
        in_first_three += TRULY in grades
    return Found(answerable, in_first_three, dead_ends, unanswerable, recognised)

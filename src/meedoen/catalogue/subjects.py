# SPDX-License-Identifier: EUPL-1.2
"""How alike what is asked and what an offer is about as a whole, by their ideas. Pure.

An offer that is about bicycles alone is nearer to them than one that names them among much else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from meedoen.catalogue.pieces import OfferId
from meedoen.lexicon.ideas import Ideas, SaidWord

# From here on an offer counts as about an idea, for how rare that idea is.
IS_ABOUT = 0.35


@dataclass(frozen=True, eq=False)
class Subjects:
    """What each idea is of all that an offer is about, 0 to 1, and how rare it is among offers."""

    by_idea: Mapping[str, Mapping[OfferId, float]]
    rarity: Mapping[str, float]

    def alike(self, asked: Mapping[str, float]) -> dict[OfferId, float]:
        """How alike each offer is that shares an idea with what is asked, 0 to 1: their cosine."""
        weights = {idea: much * self.rarity.get(idea, 0.0) for idea, much in asked.items()}
        length = sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        found: dict[OfferId, float] = defaultdict(float)
        for idea, weight in weights.items():
            for offer, said in self.by_idea.get(idea, {}).items():
                found[offer] += weight * said / length
        return found


def subjects_of(by_idea: Mapping[str, Mapping[OfferId, float]], ideas: Ideas) -> Subjects:
    """What offers are about as a whole, from how much each idea says of them."""
    count = len({offer for offers in by_idea.values() for offer in offers})
    rarity: dict[str, float] = {}
    squares: dict[OfferId, float] = defaultdict(float)
    whole: dict[str, dict[OfferId, float]] = {}
    for idea, offers in by_idea.items():
        if ideas.ideas[idea].voice:
            continue
        rarity[idea] = log(1 + count / (1 + sum(how >= IS_ABOUT for how in offers.values())))
        much = rarity[idea] * ideas.ideas[idea].weight
        whole[idea] = {offer: how * much for offer, how in offers.items()}
        for offer, how in whole[idea].items():
            squares[offer] += how**2
    return Subjects(
        {
            idea: {offer: how / (sqrt(squares[offer]) or 1.0) for offer, how in offers.items()}
            for idea, offers in whole.items()
        },
        rarity,
    )


def asked_about(
    said: Iterable[SaidWord], sure: Mapping[str, float], ideas: Ideas
) -> dict[str, float]:
    """How much of a question is about each idea; what lies near one counts by its square.

    `sure` tells of a word how sure it is that it was meant, where that is less than 1.
    """
    asked: dict[str, float] = defaultdict(float)
    for one in said:
        for key, how in one.ideas.items():
            idea = ideas.ideas[key]
            if idea.voice or idea.elsewhere:
                continue
            much = how * idea.weight * sure.get(one.words, 1.0)
            asked[key] += much
            for other, near in idea.near.items():
                asked[other] += much * near**2
    return asked

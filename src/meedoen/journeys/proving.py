# SPDX-License-Identifier: EUPL-1.2
"""The public proof: invented people come in by a thousand ways, and must read the same each time.

Both glasses and the places that are proposed are tried together, in each of the ways (I1, S2-09).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from time import perf_counter

from meedoen import __version__
from meedoen.assessment.invariance import (
    CHANGED_BIRTH,
    Facts,
    Proof,
    Shown,
    Standing,
    Tally,
    Telling,
    compare,
    shown,
    standing,
    tellings,
    through_the_glasses,
)
from meedoen.assessment.models import InvarianceRun
from meedoen.assessment.operations import keep_invariance_run
from meedoen.assessment.queries import invariance_runs
from meedoen.journeys.glasses import current_rulebook
from meedoen.journeys.options import offers_as_they_stand
from meedoen.matching.proposal import OfferView, Person
from meedoen.matching.scoring import rank
from meedoen.rules.rulebook.catalogue import Rulebook
from meedoen.vocabulary.moment import Moment

PLACES = "plekken"
SEED = "zelfde antwoord"
# Eight residents a hundred and twenty-five times: a thousand.
WAYS_EACH = 125


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist. `otherwise` is the same person with another wish."""

    key: str
    name: str
    municipality: str
    facts: Facts
    person: Person
    otherwise: Person


@dataclass(frozen=True)
class _Town:
    """What the answers rest on: the rules, the places of a municipality, and the day."""

    rulebook: Rulebook
    offers: Sequence[OfferView]
    on: Moment

    def places(self, person: Person, draw: Random | None = None) -> list[tuple[object, ...]]:
        """The places as somebody reads them; `draw` puts words and places in another order."""
        offers = list(self.offers)
        if draw:
            draw.shuffle(offers)
            person = replace(
                person, wishes=_otherwise(person.wishes, draw),
                talents=_otherwise(person.talents, draw), limits=_otherwise(person.limits, draw),
            )  # fmt: skip
        found = rank(person, offers, on=self.on.day)
        return [
            (p.offer.id, p.score, p.warning, p.way_there, p.reasons, p.to_ask, p.answers)
            for p in found
        ]


def _otherwise(said: tuple[str, ...], draw: Random) -> tuple[str, ...]:
    return tuple(draw.sample(said, len(said)))


def prove(
    people: Sequence[Invented],
    *,
    on: Moment,
    seed: str = SEED,
    ways_each: int = WAYS_EACH,
    tell: Callable[[str], None] = lambda name: None,
) -> Proof:
    """Try `ways_each` ways to come in for each of the people, with today's rules and places.

    `tell` hears the name of each who is done. Takes about 25 milliseconds per way.
    """
    rulebook, began, tally = current_rulebook(), perf_counter(), Tally()
    for invented in people:
        town = _Town(rulebook, offers_as_they_stand(invented.municipality, on=on), on)
        tally += _ways_of(invented, town, f"{seed} {invented.key}", ways_each)
        tell(invented.name)
    return Proof(
        tally=tally,
        seed=seed,
        rules_of=on.day,
        residents=tuple(invented.name for invented in people),
        rulebook_digest=rulebook.digest,
        product_version=__version__,
        took=perf_counter() - began,
    )


def _ways_of(invented: Invented, town: _Town, seed: str, ways: int) -> Tally:
    day, home = town.on.day, invented.municipality
    look = partial(shown, town.rulebook, on=day, municipality=home)
    first = {**look(facts=invented.facts), PLACES: town.places(invented.person)}
    younger = {**first, **look(facts={**invented.facts, **CHANGED_BIRTH})}
    other_wish = {**first, PLACES: town.places(invented.otherwise)}

    def show(way: Telling) -> Shown:
        seen = through_the_glasses(town.rulebook, way, day, home)
        return {**seen, PLACES: town.places(invented.person, way.draw)}

    told = tellings(invented.facts, seed, ways)
    return compare(invented.key, first, told, show, controls=(younger, other_wish))


def prove_and_keep(
    people: Sequence[Invented], *, by: str, on: Moment, tell: Callable[[str], None]
) -> Proof:
    """Prove it with a thousand ways, and keep what came of it for everybody to see."""
    proof = prove(people, on=on, tell=tell)
    keep_invariance_run(proof=proof, by=by, on=on)
    return proof


@dataclass(frozen=True)
class Shelved:
    """A proof that was kept, with what it is worth under the rules of today."""

    run: InvarianceRun
    standing: Standing

    @property
    def unequal(self) -> int:
        """The number of ways that came out otherwise."""
        return self.run.ways - self.run.equal


def proofs(*, most: int = 20) -> list[Shelved]:
    """Give the proofs that were kept, the latest first, each with what it is worth today."""
    now = current_rulebook().digest
    return [
        Shelved(run, standing(
            ways=run.ways, equal=run.equal, controls=run.controls,
            controls_seen=run.controls_seen, then=run.rulebook_digest, now=now,
        ))
        for run in invariance_runs(most=most)
    ]  # fmt: skip


def proven_already() -> bool:
    """Tell whether the latest proof holds under the rules of today."""
    return any(proof.standing is Standing.PROVEN for proof in proofs(most=1))

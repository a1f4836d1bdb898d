# SPDX-License-Identifier: EUPL-1.2
"""Ranks offers for a person. Pure: the same words and offers always give the same order.

The wish weighs most (S0-05), then talents, then what someone manages, then how near and how fresh.
A full place is not proposed; a place that asks more is proposed with a warning; at least two doors
that need nothing are always among the results.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from meedoen.lexicon.text import stem, words
from meedoen.lexicon.themes import Lexicon, load
from meedoen.matching.affinity import (
    Hit,
    OfferWords,
    ReadSaying,
    best_hits,
    conditions_said,
    together,
    understand,
)
from meedoen.matching.capacity_fit import fit, over_ask, to_ask_first
from meedoen.matching.nearness import nearness, walking_minutes, way_there
from meedoen.matching.proposal import MatchReason, OfferView, Person, Proposal, ReasonKind
from meedoen.matching.reasons import (
    capacity_reasons,
    door_reason,
    first_of_each,
    near_reason,
    said_reasons,
)
from meedoen.vocabulary.capacity import Capacity, Condition

ORDER_EXPLAINED = (
    "Wat het meest lijkt op jouw woorden staat bovenaan. Van elke wens zie je iets. "
    "Daarna kijken we naar wat je kunt, "
    "wat je aankunt en hoe dichtbij het is. Wie het betaalt, telt niet mee."
)

# Shares of one. A full hit on a wish outweighs everything else together.
WEIGHTS = {"wish": 0.60, "talent": 0.14, "fit": 0.14, "near": 0.07, "fresh": 0.03, "goal": 0.02}
OPEN_DOORS = 2
MOST_REASONS = 4
# What it costs to answer a wish that an earlier proposal answers too.
AGAIN = 0.08
# An offer that was checked within a season is fresh; after two years it no longer counts as such.
FRESH_DAYS, STALE_DAYS = 90, 730
BLOCKS = 0.5
_SAID = {ReasonKind.WISH, ReasonKind.TALENT, ReasonKind.GOAL}


@dataclass(frozen=True)
class _Heard:
    """All that a person said, understood once."""

    person: Person
    wishes: tuple[ReadSaying, ...]
    talents: tuple[ReadSaying, ...]
    goals: tuple[ReadSaying, ...]
    limits: tuple[ReadSaying, ...]
    named: dict[str, ReadSaying]
    capacity: Capacity


def rank(
    person: Person, offers: Sequence[OfferView], *, on: date, limit: int = 6
) -> list[Proposal]:
    """The proposals for a person on a day, best first, at most `limit` of them.

    Fewer when there are fewer offers with a place outside the person's limits. The order does not
    depend on the order of `offers`. Source: mission S0-05, S1-28, S2-12, I1, I2.
    """
    lexicon = load()
    heard = _hear(person, lexicon)
    possible = [o for o in offers if o.has_place and not _refused(o, heard)]
    offer_words = OfferWords(possible, lexicon)
    scored = [_propose(heard, offer, offer_words, on, lexicon) for offer in possible]
    understood = any(r.kind in _SAID for p in scored for r in p.reasons)
    scored.sort(key=lambda p: (not (understood or p.open_door), -p.score, p.offer.id))
    return _with_doors(_every_wish_heard(scored), limit)


def _hear(person: Person, lexicon: Lexicon) -> _Heard:
    wishes = _understand_all(person.wishes, lexicon)
    talents = _understand_all(person.talents, lexicon)
    limits = _understand_all(person.limits, lexicon, as_limit=True)
    named = conditions_said((*wishes, *talents))
    conditions = person.capacity.conditions | {Condition(code) for code in named}
    return _Heard(
        person=person,
        wishes=wishes,
        talents=talents,
        goals=_understand_all(person.goals, lexicon),
        limits=(*limits, *wishes),
        named=named,
        capacity=replace(person.capacity, conditions=conditions),
    )


def _understand_all(
    said: Iterable[str], lexicon: Lexicon, *, as_limit: bool = False
) -> tuple[ReadSaying, ...]:
    return tuple(s for text in said for s in understand(text, lexicon, as_limit=as_limit))


def _refused(offer: OfferView, heard: _Heard) -> bool:
    """A limit is respected, not weighed: the place is left out (S0-23)."""
    when = {stem(word) for word in words(offer.when_text)}
    when |= {
        root
        for root in ("avond", "ochtend", "middag", "weekend")
        if root in offer.when_text.lower()
    }
    for saying in heard.limits:
        if when & saying.refused_times and not offer.flexible:
            return True
        themes = saying.refused.keys() & set(offer.themes)
        if any(saying.refused[theme].strength >= BLOCKS for theme in themes):
            return True
    return False


def _propose(
    heard: _Heard, offer: OfferView, offer_words: OfferWords, on: date, lexicon: Lexicon
) -> Proposal:
    hits = {
        "wish": best_hits(heard.wishes, offer, offer_words),
        "talent": best_hits(heard.talents, offer, offer_words),
        "goal": best_hits(heard.goals, offer, offer_words),
    }
    parts = {name: together(found) for name, found in hits.items()}
    parts["fit"] = fit(heard.capacity, offer)
    parts["near"] = nearness(heard.person, offer)
    parts["fresh"] = _freshness(offer, on)
    minutes = walking_minutes(heard.person, offer)
    return Proposal(
        offer=offer,
        reasons=_reasons(heard, offer, hits, minutes, lexicon),
        warning=over_ask(heard.capacity, offer),
        to_ask=to_ask_first(heard.capacity, offer),
        walking_minutes=minutes,
        way_there=way_there(minutes),
        answers=hits["wish"][0].saying.quote if hits["wish"] else None,
        score=round(sum(WEIGHTS[name] * part for name, part in parts.items()), 6),
    )


def _reasons(
    heard: _Heard,
    offer: OfferView,
    hits: dict[str, list[Hit]],
    minutes: int | None,
    lexicon: Lexicon,
) -> tuple[MatchReason, ...]:
    said = [
        *said_reasons(hits["wish"], ReasonKind.WISH, lexicon),
        *said_reasons(hits["talent"], ReasonKind.TALENT, lexicon)[:1],
    ]
    said = said or said_reasons(hits["goal"], ReasonKind.GOAL, lexicon)[:1]
    door = door_reason(offer, bool(heard.wishes or heard.talents), bool(said))
    practical = [
        *capacity_reasons(heard.capacity, offer, heard.named),
        *near_reason(heard.person, offer, minutes),
    ]
    if not said:
        return first_of_each([*door, *practical], MOST_REASONS) or (_there_is_room(),)
    room = MOST_REASONS - len(door)
    return (*first_of_each([*said, *practical], room), *door)


def _there_is_room() -> MatchReason:
    return MatchReason(ReasonKind.OPEN_DOOR, "Er is hier plek. Je mag vrijblijvend gaan kijken.")


def _freshness(offer: OfferView, on: date) -> float:
    age = (on - offer.verified_on).days
    return min(1.0, max(0.0, (STALE_DAYS - age) / (STALE_DAYS - FRESH_DAYS)))


def _with_doors(scored: Sequence[Proposal], limit: int) -> list[Proposal]:
    """The best `limit`; its last places make room for open doors when those are missing."""
    chosen = list(scored[:limit])
    wanting = min(OPEN_DOORS, limit) - sum(p.open_door for p in chosen)
    doors = [p for p in scored[limit:] if p.open_door][: max(0, wanting)]
    for door in doors:
        chosen.remove(next(p for p in reversed(chosen) if not p.open_door))
        chosen.append(door)
    return sorted(chosen, key=scored.index)


def _every_wish_heard(scored: Sequence[Proposal]) -> list[Proposal]:
    """The same proposals, with those on one wish a little apart, so that a second wish shows too.

    Each earlier proposal on the same wish costs `AGAIN`; without a second wish nothing changes.
    """
    waiting: dict[str | None, list[Proposal]] = {}
    for proposal in scored:
        waiting.setdefault(proposal.answers, []).append(proposal)
    turns = [
        (turn * AGAIN - proposal.score, proposal.offer.id, proposal)
        for queue in waiting.values()
        for turn, proposal in enumerate(queue)
    ]
    return [proposal for *_, proposal in sorted(turns, key=lambda t: t[:2])]

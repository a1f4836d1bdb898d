# SPDX-License-Identifier: EUPL-1.2
"""How one municipality does it: what each law leaves open, how it is filled, where one may weigh.

S4-02, S4-03: for somebody who starts in a neighbourhood team this is the room to move. Rules that a
municipality did not have read in say so; they are never replaced by somebody else's. Pure Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from meedoen.rules.local.chains import Chain, all_chains
from meedoen.rules.rulebook.catalogue import Certainty, Provision, Rulebook
from meedoen.vocabulary.levelling import levelled_for_search
from meedoen.vocabulary.words import name_in_words

NOT_READ_IN = "niet ingelezen"
IT_DEPENDS = "hangt af van de situatie"
COLLEGE = "college"


@dataclass(frozen=True, slots=True)
class Beside:
    """How another municipality fills the same term: its name, and the words."""

    municipality: str
    told: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a law leaves to the municipality, and what the neighbours do with it."""

    chain: Chain
    neighbours: tuple[Beside, ...] = ()

    @property
    def told(self) -> str:
        """What it comes to, in a few words."""
        return in_short(self.chain)

    @property
    def differs(self) -> bool:
        """Whether a neighbour does it otherwise, as far as both are read in."""
        both = [b.told for b in self.neighbours if NOT_READ_IN not in (b.told, self.told)]
        return any(told != self.told for told in both)

    @property
    def words(self) -> str:
        """Everything there is to search in, as it is compared."""
        links = (f"{k.subject} {k.layer} {k.source} {k.text} {k.article}" for k in self.chain.links)
        return levelled_for_search(" ".join([self.told, *links]))


@dataclass(frozen=True, slots=True)
class Room:
    """An open norm: a provision on which somebody weighs, on which article, and who.

    `sure` is false while a jurist must still confirm the rule.
    """

    name: str
    legal_name: str
    article: str
    decider: str
    sure: bool

    @property
    def ours(self) -> bool:
        """Whether the municipality weighs, and so whoever decides in its name."""
        return self.decider == COLLEGE

    @property
    def words(self) -> str:
        """Everything there is to search in, as it is compared."""
        return levelled_for_search(f"{self.name} {self.legal_name} {self.article} {self.decider}")


@dataclass(frozen=True, slots=True)
class Section:
    """One law: what it leaves to the municipality, and where somebody weighs."""

    law: str
    name: str
    rules: tuple[Rule, ...] = ()
    rooms: tuple[Room, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether the law leaves anything to the municipality or to who decides for it."""
        return bool(self.rules) or any(room.ours for room in self.rooms)

    def weighed(self, *, by_us: bool) -> tuple[Room, ...]:
        """The open norms on which the municipality weighs, or on which another does."""
        return tuple(room for room in self.rooms if room.ours is by_us)


def practice(
    rulebook: Rulebook, municipality: str, on: date, neighbours: Mapping[str, str] | None = None
) -> tuple[Section, ...]:
    """Give, per law, what it leaves to a municipality (its code) on a day and how it is filled.

    `neighbours` are names by code, set beside each rule. Laws that leave rules to the municipality
    come first, those where only others weigh last.
    """
    sections: dict[str, Section] = {}
    others = {
        name: {c.term: c for c in all_chains(rulebook, code, on)}
        for code, name in (neighbours or {}).items()
    }
    for chain in all_chains(rulebook, municipality, on):
        beside = tuple(
            Beside(name, in_short(chains[chain.term]))
            for name, chains in others.items()
            if chain.term in chains
        )
        law = chain.law.article.law_id if chain.law.article else chain.law.source
        section = sections.get(law, Section(law, chain.law.source))
        sections[law] = replace(section, rules=(*section.rules, Rule(chain, beside)))
    for provision in rulebook.provisions:
        if provision.norm == "open":
            name = _law_name(rulebook, provision, on)
            section = sections.get(provision.law, Section(provision.law, name))
            sections[provision.law] = replace(section, rooms=(*section.rooms, _room(provision, on)))
    return tuple(sorted(sections.values(), key=lambda s: (-len(s.rules), not s.shared, s.name)))


def in_short(chain: Chain) -> str:
    """What a chain comes to in a few words: its value, that it depends, or that it is not there."""
    if chain.value:
        return chain.value
    return IT_DEPENDS if chain.read_in else NOT_READ_IN


def _room(provision: Provision, on: date) -> Room:
    return Room(
        name=provision.name,
        legal_name=provision.legal_name,
        article=provision.judged_on or provision.article,
        decider=provision.decider,
        sure=provision.certainty_on(on) is Certainty.SURE,
    )


def _law_name(rulebook: Rulebook, provision: Provision, on: date) -> str:
    found = [law for law in rulebook.corpus.laws if law.id == provision.law]
    in_force = [law for law in found if rulebook.corpus.in_force(law.key, on) is law]
    named = [*in_force, *found]
    return named[0].name if named else name_in_words(provision.law)


def narrowed(
    sections: Iterable[Section], words: str = "", *, only_different: bool = False
) -> tuple[Section, ...]:
    """Keep the rules and rooms in which every one of the words occurs; empty sections go.

    `only_different` keeps what a neighbour does otherwise, and no rooms: the law gives all the
    same room.
    """
    wanted = levelled_for_search(words).split()

    def fits(text: str) -> bool:
        return all(word in text for word in wanted)

    kept = (
        replace(
            section,
            rules=tuple(
                r for r in section.rules if fits(r.words) and (r.differs or not only_different)
            ),
            rooms=tuple(r for r in section.rooms if fits(r.words) and not only_different),
        )
        for section in sections
    )
    return tuple(section for section in kept if section.rules or section.rooms)


def ours_and_elsewhere(
    sections: Iterable[Section],
) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """Part what the municipality has a say in from the open norms on which another weighs.

    A law can stand in both, with other rooms; each rule and room stands in exactly one.
    """
    every = tuple(sections)
    ours = (replace(s, rooms=s.weighed(by_us=True)) for s in every if s.shared)
    others = (replace(s, rules=(), rooms=s.weighed(by_us=False)) for s in every)
    return tuple(ours), tuple(section for section in others if section.rooms)


def differing(sections: Iterable[Section]) -> tuple[Rule, ...]:
    """Give every rule that a neighbour fills otherwise."""
    return tuple(rule for section in sections for rule in section.rules if rule.differs)

# SPDX-License-Identifier: EUPL-1.2
"""Puts what the glasses show in a resident's own words and order. Pure.

Open doors stand apart, what she wants comes first, and inside a need what can stands before what
cannot. Law words stay out: they are in the fold with the rule behind it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from meedoen.assessment.queries import Overridden
from meedoen.journeys.own_look import OwnLook
from meedoen.residents.kinds import FactSource
from meedoen.residents.queries import KnownFact
from meedoen.rules.change.difference import local_rules_of
from meedoen.rules.grounds import Ground, grounds, in_words
from meedoen.rules.outcomes import Outcome, OutcomeKind
from meedoen.rules.rulebook.catalogue import Fact, Label, MaySay, Rulebook

WORDS = {
    OutcomeKind.JA: "Ja, dit kan",
    OutcomeKind.VRAAGT_OORDEEL: "Een mens kijkt mee",
    OutcomeKind.ONBEKEND: "Weten we nog niet",
    OutcomeKind.NEE: "Niet via deze regel",
}
"""The four outcomes as a resident reads them, in the order in which a need shows them."""

_ORDER = list(WORDS)
_POSSIBLE = (OutcomeKind.JA, OutcomeKind.VRAAGT_OORDEEL)
_QUIET = (OutcomeKind.ONBEKEND, OutcomeKind.NEE)
_DECIDERS = {
    "college": "de gemeente",
    "huisarts": "je huisarts",
    "doorstroompunt": "het doorstroompunt",
    "zorgkantoor": "het zorgkantoor",
    "CIZ": "het CIZ",
    "UWV": "UWV",
}
_SOURCES = {
    FactSource.RESIDENT: "dat zei jij",
    FactSource.PROFESSIONAL: "opgeschreven door",
    FactSource.REGISTER: "uit een register, opgehaald door",
    FactSource.JUDGEMENT: "een oordeel, opgeschreven door",
}


@dataclass(frozen=True)
class Mark:
    """An outcome in her words, with the code for its look and how often it stands in a need."""

    code: str
    word: str
    number: int = 1


@dataclass(frozen=True)
class RuleLine:
    """One thing that a law can give, with why, who decides, and what was decided otherwise."""

    outcome: Outcome
    mark: Mark
    because: Sequence[Ground]
    decider: str
    decided: Overridden | None
    decided_mark: Mark | None
    local: Sequence[str]


@dataclass(frozen=True)
class Wait:
    """What hangs on one thing that nobody knows: the question, and the names it decides about."""

    on: str
    names: Sequence[str]


@dataclass(frozen=True)
class Need:
    """One need with everything that answers it; `wanted` when it is about her own wish.

    `lines` are told in full, `waits` shortly: they miss a fact. A row shows `marks` as they are
    and tells `counted` in words only, so that nobody meets a wall of open questions.
    """

    label: Label
    lines: Sequence[RuleLine]
    waits: Sequence[Wait]
    marks: Sequence[Mark]
    counted: Sequence[Mark]
    wanted: bool


def mark(kind: OutcomeKind, number: int = 1) -> Mark:
    """Give an outcome in her words."""
    return Mark(kind.value, WORDS[kind], number)


def needs_of(look: OwnLook, book: Rulebook) -> list[Need]:
    """Give each need that has an outcome beside the open doors: her wish first, then what can."""
    seen, wanted = look.talk.assessment, {need.code for need in look.talk.wanted}
    found = []
    for row in seen.rows():
        outcomes = [o for cell in row.cells.values() for o in cell if not o.provision.door]
        lines = sorted(
            (_line(look, book, outcome) for outcome in outcomes),
            key=lambda line: _ORDER.index(line.outcome.kind),
        )
        if lines:
            unknown = [one for one in lines if one.outcome.kind is OutcomeKind.ONBEKEND]
            told = [one for one in lines if one not in unknown or one.decided]
            open_ = [one for one in unknown if not one.decided]
            found.append(
                Need(
                    label=row.need,
                    lines=told,
                    waits=_waits(open_),
                    marks=_counted(outcomes, _POSSIBLE),
                    counted=_counted(outcomes, _QUIET),
                    wanted=row.need.code in wanted,
                )
            )
    return sorted(found, key=lambda need: not need.wanted)


def _line(look: OwnLook, book: Rulebook, outcome: Outcome) -> RuleLine:
    decided = look.decided.get(outcome.provision.id)
    return RuleLine(
        outcome=outcome,
        mark=mark(outcome.kind),
        because=grounds(book, outcome, look.facts),
        decider=_DECIDERS.get(outcome.decider, outcome.decider),
        decided=decided,
        decided_mark=mark(decided.decided) if decided else None,
        local=list(dict.fromkeys(rule.text for rule in local_rules_of(outcome))),
    )


def _counted(outcomes: Iterable[Outcome], wanted: Iterable[OutcomeKind]) -> list[Mark]:
    kinds = [outcome.kind for outcome in outcomes]
    return [mark(kind, kinds.count(kind)) for kind in wanted if kind in kinds]


def _waits(unknown: Iterable[RuleLine]) -> list[Wait]:
    """Group by the question, so that each is read once."""
    found: dict[str, list[str]] = {}
    for line in unknown:
        asked = line.outcome.next_question
        on = asked.question if asked else line.outcome.sentence
        found.setdefault(on, []).append(line.outcome.provision.name)
    return [Wait(on, names) for on, names in found.items()]


@dataclass(frozen=True)
class Said:
    """One answer, and whose it is."""

    value: str
    whose: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Known:
    """A fact we know, every answer to it, and what she may do with it."""

    fact: Fact
    said: Sequence[Said]
    disagree: bool
    hers: bool
    only_hers: bool


def known_of(
    facts: Iterable[KnownFact], book: Mapping[str, Fact], disagreeing: Iterable[str]
) -> list[Known]:
    """Group what is known by fact; names that the rulebook does not know are left out."""
    by_name: dict[str, list[KnownFact]] = {}
    for one in facts:
        if one.name in book:
            by_name.setdefault(one.name, []).append(one)
    apart = set(disagreeing)
    return [_known(book[name], said, name in apart) for name, said in by_name.items()]


def _known(fact: Fact, said: Sequence[KnownFact], disagree: bool) -> Known:
    return Known(
        fact=fact,
        said=[_said(fact, one) for one in said],
        disagree=disagree,
        hers=MaySay.RESIDENT in fact.answered_by,
        only_hers=all(one.source == FactSource.RESIDENT for one in said),
    )


def _said(fact: Fact, one: KnownFact) -> Said:
    source = FactSource(one.source)
    by = "" if source is FactSource.RESIDENT else f" {one.said_by}"
    return Said(in_words(fact, one.value), _SOURCES[source] + by, one.known_at, one.motivation)

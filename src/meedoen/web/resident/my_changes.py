# SPDX-License-Identifier: EUPL-1.2
"""Puts what a step changes in a resident's own words, ready for the page. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from meedoen.rules.change.difference import Changes, Doubt, Shift
from meedoen.rules.change.what_if import Ahead, WhatIf
from meedoen.rules.change.words import (
    by_fact,
    cause_words,
    contribution_words,
    doubt_name,
    settles,
    shift_words,
)
from meedoen.rules.outcomes import Outcome, OutcomeKind
from meedoen.rules.rulebook.catalogue import Fact, Knelpunt
from meedoen.web.resident.my_rules import Mark, mark


@dataclass(frozen=True)
class Turn:
    """One thing that comes out differently: how it is, how it will be, and why."""

    name: str
    before: Mark | None
    after: Mark | None
    words: str
    sentence: str
    way_on: str
    because: Sequence[str]


@dataclass(frozen=True)
class Waits:
    """What cannot be told yet, and the one thing it hangs on."""

    on: str
    names: Sequence[str]


@dataclass(frozen=True)
class MoneyChange:
    """What changes about her own contribution, without an amount."""

    heading: str
    sentence: str
    names: Sequence[str]
    because: Sequence[str]


@dataclass(frozen=True)
class News:
    """Everything a step or a day changes, in the order in which she reads it.

    `because` is filled when all turns have the same cause, so that it is told once. `leaves` are
    names of what is no longer about her; `settled` of what nobody knew and what then is not for
    her, which takes nothing away.
    """

    turns: Sequence[Turn]
    because: Sequence[str]
    leaves: Sequence[str]
    leaves_because: Sequence[str]
    settled: Sequence[str]
    money: Sequence[MoneyChange]
    comes: Sequence[Knelpunt]
    goes: Sequence[Knelpunt]
    stays_so: Sequence[Knelpunt]
    waits: Sequence[Waits]
    same: Sequence[str]
    number_same: int
    local: Sequence[str]
    nothing: bool


@dataclass(frozen=True)
class StepResult:
    """A step with its news, the question it still asks, and what is good to know about it."""

    seen: WhatIf
    news: News
    good_to_know: Sequence[Outcome]
    answered: str


def result_shown(seen: WhatIf, answer: str) -> StepResult:
    """Give a step as the page shows it; `answer` is the choice that was made, if any."""
    asked = seen.question.question if seen.question else ""
    names = seen.question.facts if seen.question else frozenset()
    good = [o for o in seen.changes.stays if o.provision.id in seen.step.about]
    return StepResult(seen, news_of(seen.changes, asked, names), good, answer)


@dataclass(frozen=True)
class Day:
    """A day that comes by itself, what it is, and its news."""

    day: date
    label: str
    says: str
    news: News


def ahead_shown(ahead: Iterable[Ahead]) -> list[Day]:
    """Give the days ahead as the page shows them."""
    return [
        Day(
            day=one.day,
            label=one.step.label if one.step else "De regels veranderen",
            says=one.step.says if one.step else "Vanaf deze dag geldt een nieuwe wet.",
            news=news_of(one.changes),
        )
        for one in ahead
    ]


def news_of(changes: Changes, asked: str = "", asks: Iterable[str] = ()) -> News:
    """Give what changes in plain words; `asked` replaces the question of the facts in `asks`."""
    same = [outcome.provision.name for outcome in changes.still_possible]
    told = [shift for shift in changes.certain if not settles(shift)]
    turns = [_turn(shift) for shift in told if shift.after]
    leaving = [shift for shift in told if shift.after is None]
    reasons = {tuple(turn.because) for turn in turns}
    return News(
        turns=turns,
        because=reasons.pop() if len(turns) > 1 and len(reasons) == 1 else (),
        leaves=[shift.provision.name for shift in leaving],
        leaves_because=_together(leaving),
        settled=[shift.provision.name for shift in changes.certain if settles(shift)],
        money=[
            MoneyChange(
                *contribution_words(c), [p.name for p in c.helps], [*map(cause_words, c.causes)]
            )
            for c in changes.contributions
        ],
        comes=changes.signals_come,
        goes=changes.signals_go,
        stays_so=changes.signals_stay,
        waits=_waits(changes.doubts, asked, set(asks)),
        same=same,
        number_same=len(changes.stays),
        local=[rule.text for rule in changes.rules_come],
        nothing=changes.nothing,
    )


def _turn(shift: Shift) -> Turn:
    before, after = shift.kinds
    sentence = shift.after.sentence if shift.after and not shift.after.to_confirm else ""
    # What a person weighs already says so itself.
    weighs = after is OutcomeKind.VRAAGT_OORDEEL and sentence
    return Turn(
        name=shift.provision.name,
        before=mark(before) if before else None,
        after=mark(after) if after else None,
        words="" if weighs else shift_words(shift),
        sentence=sentence,
        way_on=shift.after.way_on if shift.after else "",
        because=[*map(cause_words, shift.causes)],
    )


def _together(shifts: Iterable[Shift]) -> list[str]:
    """The causes of some shifts, each told once."""
    return list(dict.fromkeys(cause_words(cause) for shift in shifts for cause in shift.causes))


def _waits(doubts: Iterable[Doubt], asked: str, asks: set[str]) -> list[Waits]:
    """What hangs on the step's own question is told once, in the words of that question."""
    found: dict[str, list[str]] = {}
    for fact, some in by_fact(doubts):
        found.setdefault(_question(fact, asked, asks), []).extend(map(doubt_name, some))
    return [Waits(on, list(dict.fromkeys(names))) for on, names in found.items()]


def _question(fact: Fact | None, asked: str, asks: set[str]) -> str:
    if fact is None:
        return "Welke regels gelden daar?"
    if asked and fact.name in asks:
        return asked
    return fact.question

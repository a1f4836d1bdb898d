# SPDX-License-Identifier: EUPL-1.2
"""What a step changes as a professional reads it: outcome, article and what made it. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from meedoen.rules.change.difference import Changes, Shift
from meedoen.rules.change.what_if import Ahead, WhatIf
from meedoen.rules.change.words import (
    by_fact,
    cause_words_at_work,
    contribution_words,
    doubt_name,
    settles,
    shift_words_at_work,
)
from meedoen.rules.outcomes import Outcome, OutcomeKind
from meedoen.rules.rulebook.catalogue import Fact, Knelpunt
from meedoen.vocabulary.domains import Domain


@dataclass(frozen=True)
class StepLine:
    """One provision that comes out differently, with its articles and what made the difference."""

    name: str
    article: str
    before: OutcomeKind | None
    after: OutcomeKind | None
    words: str
    sentence: str
    way_on: str
    because: Sequence[str]
    articles: Sequence[str]


@dataclass(frozen=True)
class Waiting:
    """A fact on which it hangs whether something changes; `closed` when it is not shared."""

    fact: Fact | None
    names: Sequence[str]
    closed: bool


@dataclass(frozen=True)
class Paying:
    """What changes about the own contribution, without an amount."""

    heading: str
    sentence: str
    names: Sequence[str]
    because: Sequence[str]


@dataclass(frozen=True)
class Sheet:
    """Everything a step or a day changes, for the conversation."""

    lines: Sequence[StepLine]
    settled: Sequence[StepLine]
    waiting: Sequence[Waiting]
    paying: Sequence[Paying]
    comes: Sequence[Knelpunt]
    goes: Sequence[Knelpunt]
    stays_so: Sequence[Knelpunt]
    local: Sequence[str]
    questions: Sequence[Fact]
    same: Sequence[Outcome]
    number_same: int
    about: Sequence[Outcome]
    nothing: bool


@dataclass(frozen=True)
class DayAhead:
    """A day that comes by itself with what it changes; `label` says what day it is."""

    ahead: Ahead
    label: str
    sheet: Sheet


def sheet_of(seen: WhatIf, closed: Collection[Domain]) -> Sheet:
    """Give what a step changes; nothing is asked about `closed` domains."""
    return _sheet(seen.changes, closed, seen.step.about)


def days_ahead(ahead: Iterable[Ahead], closed: Collection[Domain]) -> list[DayAhead]:
    """Give the days that come by themselves."""
    return [
        DayAhead(one, one.step.label if one.step else "Een nieuwe versie van de wet", sheet)
        for one in ahead
        for sheet in [_sheet(one.changes, closed, one.step.about if one.step else ())]
    ]


def _sheet(changes: Changes, closed: Collection[Domain], about: Collection[str]) -> Sheet:
    return Sheet(
        lines=[_line(shift) for shift in changes.certain if not settles(shift)],
        settled=[_line(shift) for shift in changes.certain if settles(shift)],
        waiting=[
            Waiting(fact, [*map(doubt_name, some)], fact is not None and fact.domain in closed)
            for fact, some in by_fact(changes.doubts)
        ],
        paying=[
            Paying(
                *contribution_words(shift),
                [help_.legal_name for help_ in shift.helps],
                [*map(cause_words_at_work, shift.causes)],
            )
            for shift in changes.contributions
        ],
        comes=changes.signals_come,
        goes=changes.signals_go,
        stays_so=changes.signals_stay,
        local=[rule.text for rule in changes.rules_come],
        questions=[q.fact for q in changes.questions if q.fact.domain not in closed],
        same=changes.still_possible,
        number_same=len(changes.stays),
        about=[outcome for outcome in changes.stays if outcome.provision.id in about],
        nothing=changes.nothing,
    )


def _line(shift: Shift) -> StepLine:
    before, after = shift.kinds
    return StepLine(
        name=shift.provision.legal_name,
        article=shift.provision.article,
        before=before,
        after=after,
        words=shift_words_at_work(shift),
        sentence=shift.after.sentence if shift.after else "",
        way_on=shift.after.way_on if shift.after else "",
        because=[*map(cause_words_at_work, shift.causes)],
        articles=[*dict.fromkeys(map(str, shift.articles))],
    )

# SPDX-License-Identifier: EUPL-1.2
"""What a step would change for somebody, and what changes by itself in the time ahead.

A step with a moment of its own is looked at on that day: the day before beside the day itself, so
that only the step makes the difference. Where the day is not known, that is the answer.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from meedoen.law import Corpus, LawError, Mode, evaluate
from meedoen.law.ages import age_on, birthday
from meedoen.law.corpus import day_after
from meedoen.rules.change.causes import AOW_LAW, BORN, Situation
from meedoen.rules.change.difference import Changes, difference
from meedoen.rules.glasses import usable
from meedoen.rules.rulebook.catalogue import Fact, Rulebook
from meedoen.rules.rulebook.conditions import AGE
from meedoen.rules.rulebook.steps import (
    FollowUp,
    WhatIfStep,
    facts_after,
    left_open,
    makes_sense,
    question_of,
)

AOW_OUTPUT = "aow_leeftijd_bereikt"
_YOUNGEST_AOW, _OLDEST_AOW = 65, 75
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WhatIf:
    """A step, its small question, the day it would be, and what it changes.

    `needs` names the facts without which the day is not known; `changes` is then empty of news.
    """

    step: WhatIfStep
    question: FollowUp | None
    day: date
    changes: Changes
    needs: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Ahead:
    """A day that comes by itself, and what changes then; `step` is None when a law changes."""

    day: date
    step: WhatIfStep | None
    changes: Changes


def steps_for(book: Rulebook, facts: Mapping[str, object], on: date) -> tuple[WhatIfStep, ...]:
    """Give the steps that are still a step for somebody; with a fact unknown they are offered."""
    known = _known(book, facts, on)
    fitting = [step for step in book.steps if makes_sense(step, known)]
    return tuple(step for step in fitting if not _is_past(book, step, known, on))


def _is_past(book: Rulebook, step: WhatIfStep, known: Mapping[str, object], on: date) -> bool:
    born = known.get(BORN)
    if step.at is None or not isinstance(born, date):
        return False
    if step.at.birthday:
        return birthday(born, step.at.birthday) <= on
    # The laws here do not reach back to when somebody old became that old; so ask about today.
    return _reached(book.corpus, born, on)


def what_changes(
    book: Rulebook,
    facts: Mapping[str, object],
    on: date,
    municipality: str,
    step: WhatIfStep,
    answer: str = "",
    elsewhere: str = "",
) -> WhatIf:
    """Give what `step` changes for somebody with `facts` on a day in a municipality (its code).

    `answer` is the code of a choice of the step's small question, `elsewhere` the municipality
    of a step that moves. Raises ImpossibleAnswer for a value that is no answer to its fact.
    """
    known = usable(book, facts)
    question = question_of(step, _known(book, facts, on))
    day = day_of(book.corpus, step, known, on)
    if day is None:
        today = Situation(known, on, municipality)
        same = difference(book, today, today)
        return WhatIf(step, question, on, same, needs=(book.facts[BORN],))
    eve = day - _ONE_DAY if step.at else day
    before = Situation(known, eve, municipality)
    place = elsewhere if step.moves and elsewhere else municipality
    after = Situation(facts_after(step, known, answer), day, place)
    open_ = left_open(step, known, answer)
    return WhatIf(step, question, day, difference(book, before, after, step.touches, open_))


def coming(
    book: Rulebook, facts: Mapping[str, object], on: date, municipality: str, until: date
) -> tuple[Ahead, ...]:
    """Give what changes by itself after `on` up to and including `until`, first day first.

    These are the dated steps (birthdays, AOW) and the days on which a law of another version
    begins; a law that changes nothing for this person is left out, a birthday is not.
    """
    known = usable(book, facts)
    own = [Ahead(*one) for one in _own_days(book, known, on, municipality, until)]
    laws = [Ahead(*one) for one in _law_days(book, known, on, municipality, until)]
    return tuple(sorted([*own, *laws], key=lambda ahead: ahead.day))


def _own_days(
    book: Rulebook, known: Mapping[str, object], on: date, municipality: str, until: date
) -> Iterator[tuple[date, WhatIfStep, Changes]]:
    for step in steps_for(book, known, on):
        day = day_of(book.corpus, step, known, on) if step.at else None
        if day and on < day <= until:
            seen = what_changes(book, known, on, municipality, step)
            yield day, step, seen.changes


def _law_days(
    book: Rulebook, known: Mapping[str, object], on: date, municipality: str, until: date
) -> Iterator[tuple[date, None, Changes]]:
    begins = {law.valid_from for law in book.corpus.laws if law.valid_from}
    ends = {day_after(law.valid_to) for law in book.corpus.laws if law.valid_to}
    for day in sorted(day for day in begins | ends if day):
        if on < day <= until:
            eve = Situation(known, day - _ONE_DAY, municipality)
            changes = difference(book, eve, Situation(known, day, municipality))
            if not changes.nothing:
                yield day, None, changes


def _known(book: Rulebook, facts: Mapping[str, object], on: date) -> dict[str, object]:
    known = usable(book, facts)
    born = known.get(BORN)
    return {**known, AGE: age_on(born, on)} if isinstance(born, date) else known


def day_of(corpus: Corpus, step: WhatIfStep, facts: Mapping[str, object], on: date) -> date | None:
    """Give the day of a step: its own moment, or `on`; None when a fact is missing to know it."""
    if step.at is None:
        return on
    born = facts.get(BORN)
    if not isinstance(born, date):
        return None
    return birthday(born, step.at.birthday) if step.at.birthday else aow_day(corpus, born)


def aow_day(corpus: Corpus, born: date) -> date | None:
    """Give the first day on which the law says that the AOW age is reached; None when it never
    does (AOW art. 7a, by asking the law itself)."""
    day, last = birthday(born, _YOUNGEST_AOW), birthday(born, _OLDEST_AOW)
    if not _reached(corpus, born, last):
        return None
    before = day - _ONE_DAY
    while not _reached(corpus, born, day):
        before, day = day, _a_month_later(day, born.day)
    # Months beside the years count from the clamped day: born on a 29th, reached on a 28th.
    while day - before > _ONE_DAY:
        between = before + (day - before) // 2
        if _reached(corpus, born, between):
            day = between
        else:
            before = between
    return day


def _reached(corpus: Corpus, born: date, day: date) -> bool:
    try:
        found = evaluate(
            corpus, law=AOW_LAW, outputs=[AOW_OUTPUT], facts={BORN: born}, on=day, mode=Mode.INTAKE
        )
    except LawError:
        return False
    return found.outputs[AOW_OUTPUT].value is True


def _a_month_later(day: date, of_month: int) -> date:
    year, month = (day.year + day.month // 12, day.month % 12 + 1)
    return date(year, month, min(of_month, calendar.monthrange(year, month)[1]))

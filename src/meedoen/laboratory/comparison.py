# SPDX-License-Identifier: EUPL-1.2
"""Who gains and who loses what, when a draft would hold instead of the rules of now (pure).

Everybody is looked at twice, in blocks, by the same engine and on the same day. Somebody gains a
provision that was closed and would be open, and loses one that was open; any other change of
outcome is neither. With every change stand the articles that decided it, before or after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from meedoen.laboratory.population import AGE_GROUPS, Population
from meedoen.laboratory.subjects import States, Subject, states_of, subjects_of
from meedoen.law import ArticleRef, Corpus, LawError
from meedoen.law.vector import Column, explain_many
from meedoen.rules.rulebook.catalogue import OutputOf, Rulebook

BLOCK = 10_000
Counts = NDArray[np.int64]
Deciding = dict[OutputOf, tuple[ArticleRef, ...]]
Tell = Callable[[int], None]


class Direction(StrEnum):
    """Which way a change goes."""

    GAINS = "gains"
    LOSES = "loses"
    OTHERWISE = "otherwise"


@dataclass
class SubjectChange:
    """What changes in one subject: people per wijk and age group, and why.

    `counts` holds an array of wijk × age group for each direction; `moves` the pairs of states
    somebody went between; `articles` what decided for those who change. `touched` says that an
    article of the draft decides for somebody here, changed or not.
    """

    subject: Subject
    counts: dict[Direction, Counts]
    moves: dict[Direction, set[tuple[str, str]]] = field(default_factory=dict)
    articles: set[ArticleRef] = field(default_factory=set)
    touched: bool = False

    def total(self, direction: Direction) -> int:
        """How many people this happens to."""
        return int(self.counts[direction].sum())


@dataclass(frozen=True)
class BlockLook:
    """The answers of all laws for one block of people, and who decided each."""

    answers: Mapping[OutputOf, Column | None]
    articles: Mapping[OutputOf, tuple[ArticleRef, ...]]


def compare(
    now: Rulebook,
    draft: Rulebook,
    people: Population,
    *,
    changed: Iterable[ArticleRef],
    on: date,
    tell: Tell,
    block: int = BLOCK,
) -> tuple[SubjectChange, ...]:
    """Look at everybody under both rulebooks on a day, and give what changes in each subject.

    `changed` are the articles the draft changes. `tell` hears how far it is, 0 to 100, after every
    block, and may raise to stop.
    """
    subjects = subjects_of(now)
    shape = (len(people.wijken), len(AGE_GROUPS))
    found = {
        subject.id: SubjectChange(
            subject, {way: np.zeros(shape, dtype=np.int64) for way in Direction}
        )
        for subject in subjects
    }
    mine = frozenset(changed)
    for start in range(0, people.size, block):
        stop = min(start + block, people.size)
        facts, size = people.part(start, stop), stop - start
        before, after = (look(book.corpus, subjects, facts, on) for book in (now, draft))
        was, would_be = (
            states_of(book, seen.answers, size, on)
            for book, seen in ((now, before), (draft, after))
        )
        where = (people.wijk[start:stop], people.age_group[start:stop])
        for change in found.values():
            _count(change, was[change.subject.id], would_be[change.subject.id], where)
            _why(change, was, would_be, (before, after), mine)
        tell(100 * stop // people.size)
    return tuple(found.values())


def look(
    corpus: Corpus, subjects: Iterable[Subject], facts: Mapping[str, Column], on: date
) -> BlockLook:
    """Ask every law once for all that these subjects need; what no law in force gives is None."""
    wanted: dict[str, list[str]] = {}
    for ask in dict.fromkeys(ask for subject in subjects for ask in subject.asks):
        wanted.setdefault(ask.law, []).append(ask.output)
    answers: dict[OutputOf, Column | None] = {}
    articles: dict[OutputOf, tuple[ArticleRef, ...]] = {}
    for law, outputs in wanted.items():
        for ask, column, register in _asked(corpus, law, outputs, facts, on):
            answers[ask], articles[ask] = column, register
    return BlockLook(answers, articles)


def _asked(
    corpus: Corpus, law: str, outputs: list[str], facts: Mapping[str, Column], on: date
) -> Iterator[tuple[OutputOf, Column | None, tuple[ArticleRef, ...]]]:
    """Where one output cannot be had, the others are still answered."""
    try:
        found, register = explain_many(corpus, law=law, outputs=outputs, facts=facts, on=on)
    except LawError:
        if len(outputs) == 1:
            yield OutputOf(law, outputs[0]), None, ()
            return
        for output in outputs:
            yield from _asked(corpus, law, [output], facts, on)
        return
    for output, column in found.items():
        yield OutputOf(law, output), column, register


def _ways(subject: Subject, was: States, would_be: States) -> dict[Direction, NDArray[np.bool_]]:
    opens = list(subject.open)
    before, after = np.isin(was, opens), np.isin(would_be, opens)
    differs = was != would_be
    return {
        Direction.GAINS: ~before & after,
        Direction.LOSES: before & ~after,
        Direction.OTHERWISE: differs & (before == after),
    }


def _count(
    change: SubjectChange, was: States, would_be: States, where: tuple[Counts, Counts]
) -> None:
    names = change.subject.states
    for way, mask in _ways(change.subject, was, would_be).items():
        np.add.at(change.counts[way], (where[0][mask], where[1][mask]), 1)
        pairs = set(zip(was[mask].tolist(), would_be[mask].tolist(), strict=True))
        change.moves.setdefault(way, set()).update((names[a], names[b]) for a, b in pairs)


def _why(
    change: SubjectChange,
    was: Mapping[str, States],
    would_be: Mapping[str, States],
    looks: tuple[BlockLook, BlockLook],
    mine: frozenset[ArticleRef],
) -> None:
    """Note the articles that decided for who changes, and whether the draft plays a part here."""
    changed = was[change.subject.id] != would_be[change.subject.id]
    for seen in looks:
        for ask in change.subject.asks:
            register = seen.articles[ask]
            change.touched |= bool(mine & _deciding(seen.answers[ask], register, None))
            if changed.any():
                change.articles |= _deciding(seen.answers[ask], register, changed)


def _deciding(
    column: Column | None, register: tuple[ArticleRef, ...], people: NDArray[np.bool_] | None
) -> set[ArticleRef]:
    """The articles that decided for some people, or for anybody."""
    if column is None or column.deciding is None:
        return set()
    masks = column.deciding if people is None else column.deciding[people]
    bits = int(np.bitwise_or.reduce(masks)) if len(masks) else 0
    return {article for at, article in enumerate(register) if bits >> at & 1}

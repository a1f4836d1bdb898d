# SPDX-License-Identifier: EUPL-1.2
"""A step somebody can think about, and the facts as they would be after it.

A step changes facts, or only the day (a birthday), or the place. It may open a judgement, because
it has to be looked at again; it never fills one in. What it asks and nobody answers is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from meedoen.rules.rulebook.conditions import Condition, holds

UNSURE = "weet_ik_niet"
"""The answer to a step's small question that leaves it open."""


@dataclass(frozen=True, slots=True)
class FollowUpChoice:
    """One answer to a step's small question, and the facts that go with it."""

    code: str
    label: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The one small question of a step; not asked when `unless` certainly holds."""

    question: str
    choices: tuple[FollowUpChoice, ...]
    unless: Condition | None = None

    @property
    def facts(self) -> frozenset[str]:
        """Give the names of the facts that the answer settles."""
        return frozenset(name for choice in self.choices for name in choice.facts)


@dataclass(frozen=True, slots=True)
class DayItComes:
    """The day a step comes by itself: a birthday, or (None) the day the AOW begins."""

    birthday: int | None = None


@dataclass(frozen=True, slots=True)
class WhatIfStep:
    """A step in the resident's own voice, and what would be different after it.

    `ends` are facts that stop when they are true now; what is unknown stays unknown. `opens` are
    facts that nobody knows any more. `about` names provisions worth looking at also when they stay
    the same; `never` says what the answer does not tell; `moves` means that it happens in another
    municipality.
    """

    id: str
    label: str
    group: str
    says: str
    never: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    ends: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    follow_up: FollowUp | None = None
    at: DayItComes | None = None
    fits: Condition | None = None
    moves: bool = False

    @property
    def touches(self) -> frozenset[str]:
        """Give the names of all facts that this step may change."""
        asked = self.follow_up.facts if self.follow_up else frozenset()
        return frozenset({*self.facts, *self.ends, *self.opens}) | asked


def makes_sense(step: WhatIfStep, known: Mapping[str, object]) -> bool:
    """Whether to offer `step`: not when it certainly cannot be a step any more."""
    return step.fits is None or holds(step.fits, known, {}) is not False


def question_of(step: WhatIfStep, known: Mapping[str, object]) -> FollowUp | None:
    """Give the small question of `step`; None when what is known makes it needless."""
    asked = step.follow_up
    if asked is None or (asked.unless and holds(asked.unless, known, {}) is True):
        return None
    return asked


def left_open(step: WhatIfStep, known: Mapping[str, object], answer: str = "") -> frozenset[str]:
    """Name the facts that stay open because the small question has no answer yet."""
    asked = question_of(step, known)
    return asked.facts if asked and _chosen(asked, answer) is None else frozenset()


def facts_after(
    step: WhatIfStep, known: Mapping[str, object], answer: str = ""
) -> dict[str, object]:
    """Give the facts as they would be after `step`; what it opens or nobody answered is left out.

    `answer` is the code of a choice; any other code leaves the small question open.
    """
    gone = left_open(step, known, answer) | frozenset(step.opens)
    after = {name: value for name, value in known.items() if name not in gone}
    ended = {name: False for name in step.ends if known.get(name) is True}
    asked = question_of(step, known)
    chosen = _chosen(asked, answer) if asked else None
    return {**after, **ended, **step.facts, **(chosen.facts if chosen else {})}


def _chosen(asked: FollowUp, answer: str) -> FollowUpChoice | None:
    return next((choice for choice in asked.choices if choice.code == answer), None)

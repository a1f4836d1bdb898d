# SPDX-License-Identifier: EUPL-1.2
"""The rulebook as one object: facts, provisions, knelpunten and the laws they rest on.

The catalogues beside the laws say what the laws do not: the plain question behind a fact, who may
answer it, which body must judge, and the words a resident reads. Everything is checked once, when
it is read; a mistake names the file, the entry and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from meedoen.law import Corpus
from meedoen.rules.rulebook.citing import CitedArticle
from meedoen.rules.rulebook.conditions import Condition
from meedoen.rules.rulebook.steps import WhatIfStep
from meedoen.vocabulary.day import years_from
from meedoen.vocabulary.domains import Domain, Sensitivity
from meedoen.vocabulary.period import Period

UNKNOWN = "onbekend"
"""The answer 'weet ik niet': it counts as no answer."""


class RulebookError(ValueError):
    """A catalogue cannot be used; the message names file, entry and what to do."""


class FactType(StrEnum):
    """What kind of answer a fact takes; an amount is in whole eurocents."""

    BOOLEAN = "boolean"
    ENUM = "enum"
    DATE = "date"
    NUMBER = "number"
    AMOUNT = "amount"


class MaySay(StrEnum):
    """Who may say what a fact is."""

    RESIDENT = "resident"
    PROFESSIONAL = "professional"
    REGISTER = "register"
    JUDGEMENT = "judgement"


class Certainty(StrEnum):
    """Whether a jurist must still confirm a rule before it may answer plainly."""

    SURE = "sure"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer of an enum fact."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact a law or knelpunt may need, with the question behind it.

    A date lies so many years back and ahead of today at the furthest. A number is at least zero
    and at `most` so much; an amount too, in eurocents.
    """

    name: str
    type: FactType
    question: str
    professional_question: str
    why: str
    answered_by: tuple[MaySay, ...]
    sensitivity: Sensitivity
    domain: Domain
    body: str | None = None
    options: tuple[Option, ...] = ()
    multiple: bool = False
    years_back: int | None = None
    years_ahead: int | None = None
    most: int | None = None

    def days(self, today: date) -> Period:
        """Give the days that can be the answer. Raises ValueError when the fact is no date."""
        if self.years_back is None or self.years_ahead is None:
            raise ValueError(f"{self.name} is geen datum.")
        return Period(years_from(today, -self.years_back), years_from(today, self.years_ahead))

    @property
    def is_judgement(self) -> bool:
        """Whether only a named body can give it, with a reason."""
        return self.answered_by == (MaySay.JUDGEMENT,)

    @property
    def is_delicate(self) -> bool:
        """Whether it is asked last, and only if it can still change something: health, money."""
        private = self.domain in {Domain.HEALTH, Domain.MONEY}
        return private or self.sensitivity is Sensitivity.SPECIAL


@dataclass(frozen=True, slots=True)
class Label:
    """A code with the Dutch words on the screen, in the order of the catalogue."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class LegalGround:
    """A ground to decide otherwise than the rules; `glass` None: for the provisions of any law."""

    code: str
    label: str
    glass: str | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What may be said about a resident's own contribution, without an amount."""

    code: str
    note: str
    law: str | None = None
    output: str | None = None
    if_true: str = ""
    if_false: str = ""


@dataclass(frozen=True, slots=True)
class OutputOf:
    """An output of a law."""

    law: str
    output: str


@dataclass(frozen=True, slots=True)
class Precedence:
    """Another provision that goes before this one while `output` of the same law is true."""

    provision: str
    output: str
    article: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Variant:
    """Better words for one outcome when something is known about why."""

    outcome: str
    when: Condition
    sentence: str
    way_on: str


@dataclass(frozen=True, slots=True)
class Provision:
    """Something a law can give, and the words around it.

    `output` holds the bound conditions; `judgement_output` the open norm, which only a named
    body can fill. `concerns` is false for people whom the provision is not about at all.
    `check_from` is the day from which an announced change of the law must still be confirmed.
    `article` is the citation as people read it; `cites` are the articles it names, with those on
    which somebody weighs and those that go before.
    """

    id: str
    name: str
    legal_name: str
    glass: str
    need: str
    line: int
    law: str
    output: str
    article: str
    decider: str
    certainty: Certainty
    contribution: str
    sentences: Mapping[str, str]
    way_on: str
    judgement_output: str | None = None
    judged_on: str | None = None
    door: bool = False
    concerns: OutputOf | None = None
    local_terms: tuple[str, ...] = ()
    yields_to: Precedence | None = None
    variants: tuple[Variant, ...] = ()
    check_from: date | None = None
    cites: tuple[CitedArticle, ...] = ()

    def certainty_on(self, on: date) -> Certainty:
        """How sure the rule is on a day: never silently the old rule once a change is announced."""
        changes = self.check_from is not None and on >= self.check_from
        return Certainty.CHECK if changes else self.certainty

    @property
    def norm(self) -> Literal["bound", "open"]:
        """Whether the law decides by itself, or leaves a judgement."""
        return "open" if self.judgement_output else "bound"


@dataclass(frozen=True, slots=True)
class Knelpunt:
    """Two rules that collide for one person, and the usual way out."""

    code: str
    title: str
    laws: tuple[str, ...]
    type: str
    trigger: str
    collision: str
    way_out: str
    touches: tuple[str, ...]
    certainty: Certainty
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class NewerText:
    """A consolidated text of a law that exists, and that nobody has read beside ours yet."""

    law: str
    day: date


@dataclass(frozen=True)
class Rulebook:
    """Everything the glasses need; `digest` changes when any file changes."""

    facts: Mapping[str, Fact]
    provisions: tuple[Provision, ...]
    knelpunten: tuple[Knelpunt, ...]
    glasses: tuple[Label, ...]
    needs: tuple[Label, ...]
    contributions: Mapping[str, Contribution]
    corpus: Corpus
    digest: str
    override_grounds: tuple[LegalGround, ...] = ()
    steps: tuple[WhatIfStep, ...] = ()
    step_groups: tuple[Label, ...] = ()
    newer_texts: tuple[NewerText, ...] = ()

    def step(self, step_id: str) -> WhatIfStep:
        """Give a step by its id; raises RulebookError when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise RulebookError(f"steps.yaml: er is geen stap '{step_id}'.")

    def provision(self, provision_id: str) -> Provision:
        """Give a provision by its id; raises RulebookError when there is none."""
        for provision in self.provisions:
            if provision.id == provision_id:
                return provision
        raise RulebookError(f"provisions.yaml: er is geen voorziening '{provision_id}'.")

    def grounds_for(self, provision: Provision) -> tuple[LegalGround, ...]:
        """Give the grounds on which somebody may decide otherwise about a provision."""
        return tuple(g for g in self.override_grounds if g.glass in (None, provision.glass))

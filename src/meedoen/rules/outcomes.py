# SPDX-License-Identifier: EUPL-1.2
"""What the glasses show: an outcome per provision, the doors that stay open, and the collisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from meedoen.law import Evaluation, Node
from meedoen.rules.local.chains import Chain
from meedoen.rules.rulebook.catalogue import Fact, Knelpunt, Label, Provision


class OutcomeKind(StrEnum):
    """The four outcomes. A missing fact is never a no; a judgement is never filled in."""

    JA = "ja"
    NEE = "nee_op_deze_grond"
    ONBEKEND = "onbekend"
    VRAAGT_OORDEEL = "vraagt_oordeel"

    @property
    def label(self) -> str:
        """Give the words on the badge."""
        return _LABELS[self]


_LABELS = {
    OutcomeKind.JA: "Ja",
    OutcomeKind.NEE: "Nee op deze grond",
    OutcomeKind.ONBEKEND: "Onbekend",
    OutcomeKind.VRAAGT_OORDEEL: "Vraagt oordeel",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one provision looks for one person on one day.

    `missing` names every fact that can still change the outcome, `to_ask` those that can do so
    now, first the one to ask first; `way_on` says what is possible when
    the outcome is a no; `decider` and `judged_on` say who weighs and on which article.
    `explanation` covers the bound conditions, `judgement` the open norm; `local_rules` says how
    what the law leaves open works out in this municipality, step by step.
    """

    provision: Provision
    kind: OutcomeKind
    sentence: str
    way_on: str
    contribution: str
    local_rules: tuple[Chain, ...]
    missing: tuple[str, ...] = ()
    to_ask: tuple[str, ...] = ()
    next_question: Fact | None = None
    goes_first: str | None = None
    to_confirm: bool = False
    explanation: Node | None = None
    judgement: Node | None = None
    signals: tuple[str, ...] = ()

    @property
    def articles(self) -> str:
        """Give the article reference, as a professional reads it."""
        return self.provision.article

    @property
    def decider(self) -> str:
        """Give who decides."""
        return self.provision.decider

    @property
    def judged_on(self) -> str | None:
        """Give the article on which someone must weigh, when that is what is left."""
        if self.kind is not OutcomeKind.VRAAGT_OORDEEL:
            return None
        return self.provision.judged_on or self.provision.article


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One need with, per glass, the outcomes that answer it."""

    need: Label
    cells: Mapping[str, tuple[Outcome, ...]]


@dataclass(frozen=True)
class Assessment:
    """Everything both glasses show for one person on one day in one municipality."""

    outcomes: tuple[Outcome, ...]
    signals: tuple[Knelpunt, ...]
    needs: tuple[Label, ...]
    glasses: tuple[Label, ...]
    on: date
    municipality: str
    rulebook_digest: str
    _evaluations: tuple[Evaluation, ...] = field(default=(), repr=False, compare=False)

    @property
    def doors(self) -> tuple[Outcome, ...]:
        """Give what stands open without any condition: never empty."""
        return tuple(outcome for outcome in self.outcomes if outcome.provision.door)

    def of(self, provision_id: str) -> Outcome:
        """Give the outcome of one provision; raises KeyError when it does not concern this
        person."""
        for outcome in self.outcomes:
            if outcome.provision.id == provision_id:
                return outcome
        raise KeyError(provision_id)

    def rows(self, *glasses: str) -> tuple[OutcomeRow, ...]:
        """Give the matrix: a row per need that has an outcome, with a cell for each glass asked.

        Without `glasses` every glass of the rulebook gets a cell, empty where it has nothing.
        """
        wanted = glasses or tuple(label.code for label in self.glasses)
        rows = [OutcomeRow(need, self._cells(need.code, wanted)) for need in self.needs]
        return tuple(row for row in rows if any(row.cells.values()))

    def _cells(self, need: str, glasses: tuple[str, ...]) -> dict[str, tuple[Outcome, ...]]:
        return {
            glass: tuple(
                o for o in self.outcomes if o.provision.need == need and o.provision.glass == glass
            )
            for glass in glasses
        }

    @property
    def falls_between(self) -> bool:
        """Whether both laws let this person down so far (S1-16): work for a regisseur.

        True when neither glass offers a yes or a judgement beside the open doors, and at least
        one said no. Nothing asked yet is no verdict.
        """
        kinds = {
            outcome.kind
            for outcome in self.outcomes
            if outcome.provision.glass in {"wmo", "participatiewet"} and outcome.provision.line > 0
        }
        return OutcomeKind.NEE in kinds and not kinds & {OutcomeKind.JA, OutcomeKind.VRAAGT_OORDEEL}

    @cached_property
    def receipt(self) -> dict[str, Any]:
        """Give the proof as JSON: rulebook, day, outcomes, and per law what it takes to replay."""
        return {
            "rulebook": f"sha256:{self.rulebook_digest}",
            "on": self.on.isoformat(),
            "municipality": self.municipality,
            "outcomes": {o.provision.id: str(o.kind) for o in self.outcomes},
            "signals": [signal.code for signal in self.signals],
            "laws": [evaluation.receipt for evaluation in self._evaluations],
        }

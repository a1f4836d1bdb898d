# SPDX-License-Identifier: EUPL-1.2
"""Which question comes next: the one that helps most with what the resident cares about.

Only a fact that can still change an outcome is ever asked. Health and money come after everything
else, and only when such an outcome is still open. Anything may be skipped; a skipped question
does not come back by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from meedoen.rules.outcomes import Assessment, Outcome, OutcomeKind
from meedoen.rules.rulebook.catalogue import Fact, FactType, MaySay, Rulebook

_OPEN = {OutcomeKind.ONBEKEND, OutcomeKind.VRAAGT_OORDEEL}


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask, and the provisions it can still change."""

    fact: Fact
    changes: tuple[str, ...]


def next_question(
    assessment: Assessment,
    rulebook: Rulebook,
    asked: Collection[str],
    skipped: Collection[str],
    wanted_needs: Collection[str],
    by: MaySay | None = None,
) -> Fact | None:
    """Give the fact to ask next, or None when no question can help any more.

    `wanted_needs` are codes of needs the resident cares about; when empty, all count. `by` keeps
    to what that source may answer. Facts in `asked` or `skipped` never come back.
    """
    answered = {*asked, *skipped}
    for question in open_questions(assessment, rulebook, wanted_needs, by):
        if question.fact.name not in answered:
            return question.fact
    return None


@dataclass(frozen=True, slots=True)
class Next:
    """The question to ask next, and whether it is about what the resident wants."""

    question: Question
    wanted: bool


def wish_first(
    assessment: Assessment,
    rulebook: Rulebook,
    *,
    answered: Collection[str],
    wanted_needs: Collection[str],
) -> Next | None:
    """Give the next question about what the resident wants; when those are done, about the rest.

    `answered` names what was asked or skipped, and never comes back. Without `wanted_needs` every
    need is wanted. None when no question can help any more.
    """
    for needs in (wanted_needs, ()):
        for question in open_questions(assessment, rulebook, needs):
            if question.fact.name not in answered:
                return Next(question, wanted=bool(needs) or not wanted_needs)
    return None


def question_about(assessment: Assessment, rulebook: Rulebook, name: str) -> Question | None:
    """Give the open question about one fact with all it can change; None when that is nothing."""
    for question in open_questions(assessment, rulebook):
        if question.fact.name == name:
            return question
    return None


def open_questions(
    assessment: Assessment,
    rulebook: Rulebook,
    wanted_needs: Collection[str] = (),
    by: MaySay | None = None,
) -> list[Question]:
    """Give every question that can still change something, the best first, with what it changes."""
    changes: dict[str, list[str]] = {}
    for outcome in assessment.outcomes:
        if outcome.kind in _OPEN and (not wanted_needs or _wanted(outcome, wanted_needs)):
            for name in outcome.to_ask:
                changes.setdefault(name, []).append(outcome.provision.name)
    questions = [
        Question(rulebook.facts[name], tuple(provisions))
        for name, provisions in changes.items()
        if _askable(rulebook.facts[name], by)
    ]
    return sorted(questions, key=_order)


def _wanted(outcome: Outcome, needs: Collection[str]) -> bool:
    return outcome.provision.need in needs


def _askable(fact: Fact, by: MaySay | None) -> bool:
    """A plain fact is; a yes-or-no judgement is not a question but somebody's decision."""
    if by is not None and by not in fact.answered_by:
        return False
    return not fact.is_judgement or fact.type is not FactType.BOOLEAN


def _order(question: Question) -> tuple[bool, bool, int, int, bool, str]:
    fact = question.fact
    cannot_say = MaySay.RESIDENT not in fact.answered_by
    return (
        fact.is_judgement,
        fact.is_delicate,
        -len(question.changes),
        fact.sensitivity,
        cannot_say,
        fact.name,
    )


def why_asked(question: Question) -> str:
    """Give one sentence that names what the answer can change (screen text)."""
    return f"{question.fact.why} Het gaat om: {_listed(question.changes)}."


def _listed(names: Iterable[str]) -> str:
    words = [name[:1].lower() + name[1:] for name in dict.fromkeys(names)]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"

# SPDX-License-Identifier: EUPL-1.2
"""Both glasses at once: the facts given, what each law makes possible, and what to ask next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from meedoen.assessment.glasses import look_through
from meedoen.assessment.operations import keep_look
from meedoen.assessment.outcomes import Assessment
from meedoen.assessment.questions import next_question
from meedoen.assessment.reading import load_rulebook
from meedoen.assessment.rulebook import Fact, Rulebook
from meedoen.privacy.decision import Viewer
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FactSource
from meedoen.residents.queries import Dossier, KnownFact, known_facts, skipped_facts
from meedoen.vocabulary.domains import Domain


@cache
def _rulebook(folder: Path) -> Rulebook:
    return load_rulebook(folder)


def current_rulebook() -> Rulebook:
    """Give the rulebook of this installation, read once."""
    return _rulebook(Path(settings.RULEBOOK))


@dataclass(frozen=True)
class Conversation:
    """What is known with its sources, what both glasses show, and the question that helps most."""

    facts: list[KnownFact]
    disagreeing: frozenset[str]
    assessment: Assessment
    question: Fact | None
    skipped: set[str]


def _usable(facts: list[KnownFact]) -> tuple[dict[str, object], frozenset[str]]:
    """Merge nothing: where sources disagree a fact stays unknown until somebody settles it."""
    values: dict[str, list[object]] = {}
    for fact in facts:
        values.setdefault(fact.name, []).append(fact.value)
    disagreeing = frozenset(
        name for name, said in values.items() if any(v != said[0] for v in said)
    )
    return {n: said[0] for n, said in values.items() if n not in disagreeing}, disagreeing


def _lying_in(rulebook: Rulebook, domains: Collection[Domain]) -> set[str]:
    return {fact.name for fact in rulebook.facts.values() if fact.domain in domains}


def converse(known: Dossier, *, on: datetime, closed: Collection[Domain] = ()) -> Conversation:
    """Look through both glasses with what is known now, and find the next question.

    The municipality is known; every other missing fact is unknown, never no. Nothing is asked
    about `closed` domains: what the resident does not share is hers to offer.
    """
    rulebook = current_rulebook()
    facts = known_facts(known.subject)
    skipped = skipped_facts(known.subject)
    values, disagreeing = _usable(facts)
    seen = look_through(rulebook, values, on.date(), known.municipality_code)
    question = next_question(
        seen,
        rulebook,
        asked=set(values) | disagreeing | _lying_in(rulebook, closed),
        skipped=skipped,
        wanted_needs=(),
    )
    return Conversation(facts, disagreeing, seen, question, skipped)


@transaction.atomic
def answer(
    *,
    subject: UUID,
    name: str,
    value: object,
    source: FactSource,
    by: Viewer,
    on: datetime,
    motivation: str = "",
) -> None:
    """Keep an answer; None is "rather not now". Raises KeyError when there is no such fact."""
    fact = current_rulebook().facts[name]
    if value is None:
        residents.skip_fact(subject=subject, name=name, domain=fact.domain, by=by, on=on)
        return
    residents.keep_fact(
        subject=subject, name=name, value=value, domain=fact.domain,
        source=source, by=by, on=on, motivation=motivation,
    )  # fmt: skip


def keep_this_look(known: Dossier, seen: Assessment, *, by: Viewer, on: datetime) -> None:
    """Keep what the glasses showed, with the receipt by which it can be replayed."""
    keep_look(subject=known.subject, seen=seen, by=by, on=on)

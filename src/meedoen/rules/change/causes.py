# SPDX-License-Identifier: EUPL-1.2
"""Why an outcome is different between two situations, read from both explanation trees.

A cause is a fact that differs and that decided the outcome before or decides it after; the age,
when the day differs; the place, when a local rule stands in a tree; or the law itself, when
another version is in force. What did not play a part in either tree is never named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meedoen.law import ArticleRef, LawError, Node
from meedoen.law.ages import age_on
from meedoen.law.explanation import open_facts
from meedoen.rules.grounds import grounds, in_words
from meedoen.rules.outcomes import Outcome
from meedoen.rules.rulebook.catalogue import Fact, Rulebook

BORN = "geboortedatum"
AOW_LAW = "algemene_ouderdomswet"
NOT_KNOWN = "nog niet bekend"


class CauseKind(StrEnum):
    """What can make an outcome different."""

    FACT = "fact"
    AGE = "age"
    PLACE = "place"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that made the difference, with how it is before and after, in words."""

    kind: CauseKind
    before: str
    after: str
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """Somebody's usable facts on a day in a municipality (its code, such as GM9901)."""

    facts: Mapping[str, object]
    on: date
    municipality: str


def differing(a: Situation, b: Situation) -> frozenset[str]:
    """Name the facts whose answer is not the same in both situations; unknown counts too."""
    return frozenset(n for n in {*a.facts, *b.facts} if a.facts.get(n) != b.facts.get(n))


def causes_between(
    book: Rulebook, a: Situation, b: Situation, before: Outcome | None, after: Outcome | None
) -> tuple[Cause, ...]:
    """Give what made the outcome different, facts first; never empty when a and b differ.

    An outcome is None where the provision is not about this person; its own tree then says
    nothing, and all that differs counts.
    """
    changed = differing(a, b)
    told = [o for o in (before, after) if o is not None]
    decided = _decided(book, a, before) | _decided(book, b, after)
    found = [_fact_cause(book.facts[n], a, b) for n in sorted(changed & decided)]
    if BORN in decided and _grew(book, a, b, before, after):
        found.append(_age_cause(a, b))
    if a.municipality != b.municipality and any(_local(outcome) for outcome in told):
        found.append(Cause(CauseKind.PLACE, a.municipality, b.municipality))
    if not found and _other_version(book, a, b, told):
        found.append(Cause(CauseKind.RULES, a.on.isoformat(), b.on.isoformat()))
    return tuple(found) or everything(book, a, b)


def everything(book: Rulebook, a: Situation, b: Situation) -> tuple[Cause, ...]:
    """Give all that differs between two situations, as causes."""
    found = [_fact_cause(book.facts[n], a, b) for n in sorted(differing(a, b) & set(book.facts))]
    if a.on != b.on:
        ages = _ages(a, b)
        older = ages and (ages[0] != ages[1] or not _other_rules(book, a, b))
        found.append(_age_cause(a, b) if older else _rules_cause(a, b))
    if a.municipality != b.municipality:
        found.append(Cause(CauseKind.PLACE, a.municipality, b.municipality))
    return tuple(found)


def articles_between(before: Outcome | None, after: Outcome | None) -> tuple[ArticleRef, ...]:
    """Give the articles whose result is not the same in both trees, in the order they are read."""
    left, right = _results(before), _results(after)
    return tuple(
        dict.fromkeys(
            article
            for (label, article), value in [*right.items(), *left.items()]
            if left.get((label, article)) != right.get((label, article))
        )
    )


def _fact_cause(fact: Fact, a: Situation, b: Situation) -> Cause:
    before, after = a.facts.get(fact.name), b.facts.get(fact.name)
    return Cause(CauseKind.FACT, _answer(fact, before), _answer(fact, after), fact)


def _answer(fact: Fact, value: object) -> str:
    return NOT_KNOWN if value is None else in_words(fact, value)


def _grew(
    book: Rulebook, a: Situation, b: Situation, before: Outcome | None, after: Outcome | None
) -> bool:
    """Whether somebody has another age, or reaches the AOW age, between two days."""
    ages = _ages(a, b)
    if a.on == b.on or ages is None:
        return False
    if ages[0] != ages[1]:
        return True
    reached = any(article.law_id == AOW_LAW for article in articles_between(before, after))
    return reached and not _other_rules(book, a, b)


def _other_rules(book: Rulebook, a: Situation, b: Situation) -> bool:
    """Whether any law is in force in another version on the two days."""
    corpus = book.corpus
    keys = {law.key for law in corpus.laws}
    return any(corpus.in_force(key, a.on) is not corpus.in_force(key, b.on) for key in keys)


def _ages(a: Situation, b: Situation) -> tuple[str, str] | None:
    born = b.facts.get(BORN)
    if not isinstance(born, date):
        return None
    return str(age_on(born, a.on)), str(age_on(born, b.on))


def _age_cause(a: Situation, b: Situation) -> Cause:
    return Cause(CauseKind.AGE, *(_ages(a, b) or ("", "")))


def _rules_cause(a: Situation, b: Situation) -> Cause:
    return Cause(CauseKind.RULES, a.on.isoformat(), b.on.isoformat())


def _trees(outcome: Outcome | None) -> Iterator[Node]:
    if outcome is not None:
        yield from (tree for tree in (outcome.explanation, outcome.judgement) if tree is not None)


def _decided(book: Rulebook, situation: Situation, outcome: Outcome | None) -> set[str]:
    """Names of the facts that decided the outcome, or that it still waits for."""
    if outcome is None:
        return set()
    known = {ground.fact.name for ground in grounds(book, outcome, situation.facts)}
    return known.union(*(open_facts(tree) for tree in _trees(outcome)))


def _local(outcome: Outcome) -> bool:
    trees = (node for tree in _trees(outcome) for node in tree.walk())
    return any(node.article and node.article.municipality for node in trees)


def _results(outcome: Outcome | None) -> dict[tuple[str, ArticleRef], tuple[bool, str]]:
    return {
        (node.label, node.article): (node.known, str(node.value))
        for tree in _trees(outcome)
        for node in tree.walk()
        if node.kind in {"output", "open_term"} and node.article
    }


def _other_version(book: Rulebook, a: Situation, b: Situation, told: Iterable[Outcome]) -> bool:
    laws = {n.article.law_id for o in told for t in _trees(o) for n in t.walk() if n.article}
    return a.on != b.on and any(_digest(book, a, law) != _digest(book, b, law) for law in laws)


def _here(situation: Situation) -> dict[str, object]:
    """Where somebody lives, as the laws ask it."""
    return {"gemeente_code": situation.municipality}


def _digest(book: Rulebook, situation: Situation, law: str) -> str | None:
    try:
        return book.corpus.version(law, situation.on, _here(situation)).digest
    except LawError:
        return None

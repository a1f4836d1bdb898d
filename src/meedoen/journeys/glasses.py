# SPDX-License-Identifier: EUPL-1.2
"""Both glasses at once: the facts given, what each law makes possible, and what to ask next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from meedoen.assessment.operations import keep_look
from meedoen.assessment.queries import fell_between
from meedoen.lexicon.themes import CONDITION, FORM, load
from meedoen.matching.affinity import understand
from meedoen.privacy.decision import Viewer
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FactSource
from meedoen.residents.queries import Dossier, KnownFact, facts_of
from meedoen.rules.glasses import is_possible, look_through, must_be_possible
from meedoen.rules.outcomes import Assessment
from meedoen.rules.questions import Next, wish_first
from meedoen.rules.rulebook.catalogue import Fact, Label, Rulebook
from meedoen.rules.rulebook.reading import load_rulebook
from meedoen.rules.wishes import STEP, wanted_needs
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.forms import Form
from meedoen.vocabulary.moment import Moment


@cache
def _rulebook(folder: Path) -> Rulebook:
    return load_rulebook(folder)


def current_rulebook() -> Rulebook:
    """Give the rulebook of this installation, read once."""
    return _rulebook(Path(settings.RULEBOOK))


@dataclass(frozen=True)
class Conversation:
    """What is known with its sources, what both glasses show, and the question that helps most.

    `wanted` are the needs that the wish is about; questions about those come first. What is
    `impossible`, such as a birth in the future, was kept once and counts as not known.
    """

    facts: list[KnownFact]
    disagreeing: frozenset[str]
    impossible: frozenset[str]
    assessment: Assessment
    next: Next | None
    skipped: set[str]
    wanted: tuple[Label, ...]

    @property
    def question(self) -> Fact | None:
        """Give the fact to ask next; None when no question can help any more."""
        return self.next.question.fact if self.next else None


def _usable(facts: list[KnownFact]) -> tuple[dict[str, object], frozenset[str]]:
    """Merge nothing: where sources disagree a fact stays unknown until somebody settles it."""
    values: dict[str, list[object]] = {}
    for fact in facts:
        values.setdefault(fact.name, []).append(fact.value)
    disagreeing = frozenset(
        name for name, said in values.items() if any(v != said[0] for v in said)
    )
    return {n: said[0] for n, said in values.items() if n not in disagreeing}, disagreeing


def _impossible(rulebook: Rulebook, facts: list[KnownFact], on: Moment) -> frozenset[str]:
    kept = [fact for fact in facts if fact.name in rulebook.facts]
    day = on.day
    return frozenset(
        one.name for one in kept if not is_possible(rulebook.facts[one.name], one.value, day)
    )


def _lying_in(rulebook: Rulebook, domains: Collection[Domain]) -> set[str]:
    return {fact.name for fact in rulebook.facts.values() if fact.domain in domains}


def _wanted(known: Dossier, values: Mapping[str, object]) -> frozenset[str]:
    """What the wish and the step she named are about, in the words matching understands too."""
    step = values.get(STEP)
    said = understand(known.wish.words, load()) if known.wish else []
    keys = {key for saying in said for key in saying.wanted if key not in saying.refused}
    forms = {Form(key.removeprefix(FORM)) for key in keys if key.startswith(FORM)}
    subjects = {key for key in keys if not key.startswith((FORM, CONDITION))}
    return wanted_needs(
        forms=forms, names_a_subject=bool(subjects), step=str(step) if step else None
    )


def converse(known: Dossier, *, on: Moment, closed: Collection[Domain] = ()) -> Conversation:
    """Look through both glasses with what is known now, and find the next question.

    The municipality is known; every other missing fact is unknown, never no. The wish says which
    questions come first. Nothing is asked about `closed` domains: what the resident does not
    share is hers to offer.
    """
    rulebook = current_rulebook()
    given = facts_of(known.subject)
    facts, skipped = given.known, given.skipped
    impossible = _impossible(rulebook, facts, on)
    values, disagreeing = _usable([fact for fact in facts if fact.name not in impossible])
    seen = look_through(rulebook, values, on.day, known.municipality_code)
    wanted = _wanted(known, values)
    following = wish_first(
        seen,
        rulebook,
        answered=set(values) | disagreeing | skipped | _lying_in(rulebook, closed),
        wanted_needs=wanted,
    )
    needs = tuple(need for need in rulebook.needs if need.code in wanted)
    return Conversation(facts, disagreeing, impossible, seen, following, skipped, needs)


@transaction.atomic
def answer(
    *,
    subject: UUID,
    name: str,
    value: object,
    source: FactSource,
    by: Viewer,
    on: Moment,
    motivation: str = "",
) -> None:
    """Keep an answer; None is "rather not now".

    Raises KeyError when there is no such fact, ImpossibleAnswer for what cannot be its answer.
    """
    fact = current_rulebook().facts[name]
    if value is None:
        residents.skip_fact(subject=subject, name=name, domain=fact.domain, by=by, on=on)
        return
    must_be_possible(fact, value, on.day)
    residents.keep_fact(
        subject=subject, name=name, value=value, domain=fact.domain,
        source=source, by=by, on=on, motivation=motivation,
    )  # fmt: skip


def notice_between(known: Dossier, *, closed: Collection[Domain], by: Viewer, on: Moment) -> None:
    """Keep a look by itself when both laws let somebody down now, or no longer do (S1-16).

    So she stands on the list of her regisseur, and off it, without anybody who thinks of it.
    """
    talk = converse(known, closed=closed, on=on)
    if talk.assessment.falls_between != fell_between(known.subject):
        keep_this_look(known, talk, by=by, on=on)


def keep_this_look(known: Dossier, talk: Conversation, *, by: Viewer, on: Moment) -> None:
    """Keep what the glasses showed, with the receipt by which it can be replayed.

    Only who may see every fact that it was made with can read it later.
    """
    facts = current_rulebook().facts
    rests_on = {
        (facts[one.name].domain, one.obtained_under) for one in talk.facts if one.name in facts
    }
    keep_look(subject=known.subject, seen=talk.assessment, rests_on=rests_on, by=by, on=on)

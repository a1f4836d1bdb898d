# SPDX-License-Identifier: EUPL-1.2
"""What changes for somebody between two situations: outcomes, collisions, contribution, rules.

Both situations are looked at through the same glasses, and the two looks are laid beside each
other. Nothing is computed that the glasses do not say: no amount, no duty. What cannot be told
because a fact is missing is a result of its own ("hangt af van"), never a change and never a no.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from meedoen.law import ArticleRef
from meedoen.law.ages import age_on
from meedoen.rules.change.causes import (
    BORN,
    Cause,
    Situation,
    articles_between,
    causes_between,
    differing,
    everything,
)
from meedoen.rules.glasses import look_through, usable
from meedoen.rules.local.chains import Link
from meedoen.rules.outcomes import Assessment, Outcome, OutcomeKind
from meedoen.rules.questions import Question, open_questions
from meedoen.rules.rulebook.catalogue import Contribution, Fact, Knelpunt, Provision, Rulebook
from meedoen.rules.rulebook.conditions import AGE, FactTest, holds, parts_of

_AMOUNTS = "Financieel besluit"
"""The kind of rule that only sets amounts; those are not for here."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One provision whose outcome is of another kind; None where it is not about this person."""

    provision: Provision
    before: Outcome | None
    after: Outcome | None
    causes: tuple[Cause, ...]
    articles: tuple[ArticleRef, ...]

    @property
    def kinds(self) -> tuple[OutcomeKind | None, OutcomeKind | None]:
        """Give the kind of outcome before and after."""
        return (
            self.before.kind if self.before else None,
            self.after.kind if self.after else None,
        )


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something of which nobody can say yet whether it changes, and the facts it hangs on.

    `about` is a provision, or a knelpunt that might come.
    """

    about: Provision | Knelpunt
    hangs_on: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ContributionShift:
    """Whether a contribution may be asked: True, False or (None) not known; for which help."""

    contribution: Contribution
    before: bool | None
    after: bool | None
    helps: tuple[Provision, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class SignalShift:
    """One knelpunt: whether it is raised before and after; None while a fact is missing."""

    knelpunt: Knelpunt
    before: bool | None
    after: bool | None


@dataclass(frozen=True)
class Changes:
    """Everything that is different between two situations of one person, and what is the same."""

    before: Assessment
    after: Assessment
    shifts: tuple[Shift, ...]
    doubts: tuple[Doubt, ...]
    contributions: tuple[ContributionShift, ...]
    signals: tuple[SignalShift, ...]
    rules_come: tuple[Link, ...]
    rules_go: tuple[Link, ...]
    questions: tuple[Question, ...]
    stays: tuple[Outcome, ...]

    @property
    def certain(self) -> tuple[Shift, ...]:
        """Give the shifts of which the outcome after is known."""
        return tuple(s for s in self.shifts if s.kinds[1] is not OutcomeKind.ONBEKEND)

    @property
    def signals_come(self) -> tuple[Knelpunt, ...]:
        """Give what collides then and not yet now."""
        return tuple(s.knelpunt for s in self.signals if s.after and not s.before)

    @property
    def signals_go(self) -> tuple[Knelpunt, ...]:
        """Give what collides now and certainly no longer then."""
        return tuple(s.knelpunt for s in self.signals if s.before and s.after is False)

    @property
    def signals_stay(self) -> tuple[Knelpunt, ...]:
        """Give what this is about and collides before and after alike."""
        return tuple(s.knelpunt for s in self.signals if s.before and s.after)

    @property
    def nothing(self) -> bool:
        """Whether nothing changes and nothing hangs on a missing fact."""
        news = self.shifts, self.doubts, self.contributions, self.signals_come, self.signals_go
        return not any(news)

    @property
    def still_possible(self) -> tuple[Outcome, ...]:
        """Give what stands open and stays so, open doors first: reassurance matters."""
        stays = [o for o in self.stays if o.kind in {OutcomeKind.JA, OutcomeKind.VRAAGT_OORDEEL}]
        return tuple(sorted(stays, key=lambda outcome: not outcome.provision.door))


def difference(
    book: Rulebook,
    a: Situation,
    b: Situation,
    about: Collection[str] = (),
    open_: Collection[str] = (),
) -> Changes:
    """Lay what the glasses show in situation `a` beside what they show in `b`.

    `about` are facts this is about: a knelpunt that reads one is told also when it stays. `open_`
    are facts that a question left open: what waits for them hangs on them. Raises ImpossibleAnswer
    for a value that is no answer to its fact.
    """
    a, b = _usable(book, a), _usable(book, b)
    before = look_through(book, a.facts, a.on, a.municipality)
    after = look_through(book, b.facts, b.on, b.municipality)
    touched = differing(a, b) | frozenset(about)
    signals = tuple(_signals(book, (a, before), (b, after), touched))
    waiting = frozenset(open_)
    pairs = _pairs(before, after)
    doubts = (*_open_outcomes(book, pairs, waiting), *_doubtful(book, b, signals, waiting))
    return Changes(
        before=before,
        after=after,
        shifts=tuple(_shifts(book, a, b, pairs)),
        doubts=doubts,
        contributions=tuple(_contributions(book, a, b, before, after)),
        signals=signals,
        rules_come=_only_here(after, before),
        rules_go=_only_here(before, after),
        questions=_new_questions(book, before, after),
        stays=tuple(_same(pairs)),
    )


def _usable(book: Rulebook, situation: Situation) -> Situation:
    return Situation(usable(book, situation.facts), situation.on, situation.municipality)


def _by_provision(seen: Assessment) -> dict[str, Outcome]:
    return {outcome.provision.id: outcome for outcome in seen.outcomes}


Pair = tuple[Outcome | None, Outcome | None]


def _pairs(before: Assessment, after: Assessment) -> list[Pair]:
    """Each provision before and after; a rule that makes way for one of the same name is its pair.

    A provision that is not about this person is None on that side.
    """
    left, right = _by_provision(before), _by_provision(after)
    gone = {o.provision.name: o for id_, o in left.items() if id_ not in right}
    heirs = {id_: o.provision.name for id_, o in right.items() if id_ not in left}
    inherited = {id_: gone.pop(name) for id_, name in heirs.items() if name in gone}
    pairs: list[Pair] = [(left.get(i) or inherited.get(i), o) for i, o in right.items()]
    return [*pairs, *((outcome, None) for outcome in gone.values())]


def _shifts(book: Rulebook, a: Situation, b: Situation, pairs: Iterable[Pair]) -> Iterator[Shift]:
    for old, new in pairs:
        if old and new and old.kind is new.kind:
            continue
        provision = (new or old).provision  # type: ignore[union-attr]
        causes = causes_between(book, a, b, old, new)
        yield Shift(provision, old, new, causes, articles_between(old, new))


def _same(pairs: Iterable[Pair]) -> Iterator[Outcome]:
    for old, new in pairs:
        if old and new and old.kind is new.kind:
            yield new


def _open_outcomes(
    book: Rulebook, pairs: Iterable[Pair], waiting: frozenset[str]
) -> Iterator[Doubt]:
    """Provisions that became unknown, or that wait for what a question left open."""
    for old, new in pairs:
        if new is None or new.kind is not OutcomeKind.ONBEKEND:
            continue
        became = old is None or old.kind is not OutcomeKind.ONBEKEND
        if became or waiting & set(new.to_ask):
            yield Doubt(new.provision, _in_front(book, new.to_ask, waiting))


def _doubtful(
    book: Rulebook, b: Situation, signals: Iterable[SignalShift], waiting: frozenset[str]
) -> Iterator[Doubt]:
    """Knelpunten that became doubtful, or that wait for nothing but what a question left open."""
    known = _with_age(b)
    for signal in signals:
        tests = _fact_tests(signal.knelpunt) if signal.after is None else ()
        names = dict.fromkeys(
            BORN if t.fact == AGE else t.fact for t in tests if known.get(t.fact) is None
        )
        if names and (signal.before is not None or waiting.issuperset(names)):
            yield Doubt(signal.knelpunt, _in_front(book, names, waiting))


def _in_front(book: Rulebook, names: Iterable[str], waiting: Collection[str]) -> tuple[Fact, ...]:
    """The facts by these names, what a question left open first."""
    return tuple(book.facts[n] for n in sorted(names, key=lambda name: name not in waiting))


def _signals(
    book: Rulebook,
    a: tuple[Situation, Assessment],
    b: tuple[Situation, Assessment],
    touched: frozenset[str],
) -> Iterator[SignalShift]:
    for knelpunt in book.knelpunten:
        before, after = _raised(knelpunt, *a), _raised(knelpunt, *b)
        if before != after or (_reads(knelpunt, touched) and before is not False):
            yield SignalShift(knelpunt, before, after)


def _raised(knelpunt: Knelpunt, situation: Situation, seen: Assessment) -> bool | None:
    if knelpunt.when is None:
        return False
    kinds = {outcome.provision.id: str(outcome.kind) for outcome in seen.outcomes}
    return holds(knelpunt.when, _with_age(situation), kinds)


def _with_age(situation: Situation) -> Mapping[str, object]:
    born = situation.facts.get(BORN)
    age = {AGE: age_on(born, situation.on)} if born is not None else {}  # type: ignore[arg-type]
    return {**situation.facts, **age}


def _fact_tests(knelpunt: Knelpunt) -> Iterator[FactTest]:
    parts = parts_of(knelpunt.when) if knelpunt.when else ()
    yield from (part for part in parts if isinstance(part, FactTest))


def _reads(knelpunt: Knelpunt, names: Collection[str]) -> bool:
    return any(part.fact in names for part in _fact_tests(knelpunt))


def _contributions(
    book: Rulebook, a: Situation, b: Situation, before: Assessment, after: Assessment
) -> Iterator[ContributionShift]:
    for contribution in book.contributions.values():
        helps = _paying(contribution, before, after)
        verdicts = _verdict(contribution, before), _verdict(contribution, after)
        if contribution.law and helps and verdicts[0] != verdicts[1]:
            causes = _contribution_causes(book, contribution, a, b)
            yield ContributionShift(contribution, *verdicts, helps, causes)


def _paying(contribution: Contribution, *looks: Assessment) -> tuple[Provision, ...]:
    """Help with this contribution that is not shut, before or after."""
    found = {
        outcome.provision.id: outcome.provision
        for seen in looks
        for outcome in seen.outcomes
        if outcome.provision.contribution == contribution.code
        and outcome.kind is not OutcomeKind.NEE
    }
    return tuple(found[name] for name in sorted(found))


def _verdict(contribution: Contribution, seen: Assessment) -> bool | None:
    for outcome in seen.outcomes:
        if outcome.provision.contribution == contribution.code:
            return {contribution.if_true: True, contribution.if_false: False}.get(
                outcome.contribution
            )
    return None


def _contribution_causes(
    book: Rulebook, contribution: Contribution, a: Situation, b: Situation
) -> tuple[Cause, ...]:
    """What differs and is read by the article on the contribution; else all that differs."""
    here = {"gemeente_code": b.municipality}
    law = book.corpus.version(str(contribution.law), b.on, here)
    read = set(law.producers[str(contribution.output)].parameters)
    causes = everything(book, a, b)
    return tuple(c for c in causes if c.fact is None or c.fact.name in read) or causes


def _only_here(here: Assessment, there: Assessment) -> tuple[Link, ...]:
    """Local rules that count in one look and not in the other, by what they say."""
    known = {rule.text for rule in _counting(there)}
    return tuple({r.text: r for r in _counting(here) if r.text not in known}.values())


def _counting(seen: Assessment) -> Iterator[Link]:
    """The local rules that count for this person: of everything that is not shut."""
    for outcome in seen.outcomes:
        if outcome.kind is not OutcomeKind.NEE:
            yield from local_rules_of(outcome)


def local_rules_of(outcome: Outcome) -> Iterator[Link]:
    """Give what the municipality's own rules say about a provision; its amounts are left out."""
    for chain in outcome.local_rules:
        for link in chain.steps:
            if link.article and link.article.municipality and link.layer != _AMOUNTS:
                yield link


def _new_questions(book: Rulebook, before: Assessment, after: Assessment) -> tuple[Question, ...]:
    asked = {question.fact.name for question in open_questions(before, book)}
    return tuple(q for q in open_questions(after, book) if q.fact.name not in asked)

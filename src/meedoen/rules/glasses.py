# SPDX-License-Identifier: EUPL-1.2
"""Looking at one person through every law at once.

The laws are asked for bound conditions and for open norms apart. All bound conditions met and the
norm still open is `vraagt_oordeel`: a person weighs, on a named article. A fact that nobody gave
stays unknown. The order in which facts came, and the desk they came to, cannot matter, because
nothing here sees them. Money never plays a part (ADR: the funding source never decides).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from meedoen.law import Answer, Corpus, Evaluation, LawError, Mode, evaluate
from meedoen.law.ages import age_on
from meedoen.law.evaluation import prepared
from meedoen.law.explanation import open_facts
from meedoen.rules.local.chains import chains_of
from meedoen.rules.outcomes import Assessment, Outcome, OutcomeKind
from meedoen.rules.rulebook.catalogue import (
    UNKNOWN,
    Certainty,
    Contribution,
    Fact,
    FactType,
    Knelpunt,
    MaySay,
    Provision,
    Rulebook,
)
from meedoen.rules.rulebook.conditions import AGE, holds
from meedoen.rules.verdicts import Verdict, outcome_kind, verdict_of
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.money import Money
from meedoen.vocabulary.number import whole_in_words

_SENTENCE = {
    OutcomeKind.JA: "ja",
    OutcomeKind.NEE: "nee",
    OutcomeKind.ONBEKEND: "onbekend",
    OutcomeKind.VRAAGT_OORDEEL: "vraagt_oordeel",
}
_NO_RULES = "De regels voor deze plaats of deze datum zijn hier nog niet ingelezen."


class ImpossibleAnswer(ValueError):
    """A value is no answer to its fact; the message says which answers are."""


def look_through(
    rulebook: Rulebook, facts: Mapping[str, object], on: date, municipality: str
) -> Assessment:
    """Give every outcome for `facts` on a day in a municipality (its code, such as GM9901).

    A fact is left out, None or 'onbekend' when nobody knows it; names the rulebook does not know
    are ignored. Dates are date objects or ISO text, amounts whole eurocents.

    Raises ImpossibleAnswer for a value that is no answer to its fact.
    """
    told = usable(rulebook, facts)
    asked = _Laws(rulebook.corpus, prepared({**told, "gemeente_code": municipality}), on)
    asked.prepare(rulebook.provisions)
    known = {**told, **_age(told, on)}
    outcomes = [
        _outcome(rulebook, asked, provision, known, municipality, on)
        for provision in rulebook.provisions
        if asked.concerned(provision)
    ]
    kinds = {outcome.provision.id: str(outcome.kind) for outcome in outcomes}
    signals = tuple(k for k in rulebook.knelpunten if _applies(k, known, kinds))
    return Assessment(
        outcomes=tuple(_with_signals(outcome, signals) for outcome in outcomes),
        signals=signals,
        needs=rulebook.needs,
        glasses=rulebook.glasses,
        on=on,
        municipality=municipality,
        rulebook_digest=rulebook.digest,
        _evaluations=tuple(asked.evaluations),
    )


def must_be_possible(fact: Fact, value: object, on: date) -> None:
    """Refuse a value that is no answer to its fact on a day, such as a birth in the future.

    Raises ImpossibleAnswer, which says in plain Dutch what can be.
    """
    answer = _answered(fact, value)
    if isinstance(answer, date) and answer not in fact.days(on):
        days = fact.days(on)
        last = day_in_words(days.last or on)
        raise ImpossibleAnswer(
            f"Hier past een dag van {day_in_words(days.first)} tot en met {last}."
        )
    if fact.most is None or answer is None:
        return
    if type(answer) is not int or not 0 <= answer <= fact.most:
        most = Money(fact.most) if fact.type is FactType.AMOUNT else whole_in_words(fact.most)
        raise ImpossibleAnswer(f"Hier past een getal van nul tot en met {most}.")


def is_possible(fact: Fact, value: object, on: date) -> bool:
    """Tell whether a kept value can be the answer on a day."""
    try:
        must_be_possible(fact, value, on)
    except ImpossibleAnswer:
        return False
    return True


def usable(rulebook: Rulebook, facts: Mapping[str, object]) -> dict[str, object]:
    """Give the facts that say something, in the form the laws read; raises ImpossibleAnswer."""
    found: dict[str, object] = {}
    for name in sorted(facts.keys() & rulebook.facts.keys()):
        value = _answered(rulebook.facts[name], facts[name])
        if value is not None:
            found[name] = value
    return found


def _answered(fact: Fact, value: object) -> object | None:
    if fact.multiple:
        return _chosen(fact, value)
    if value is None or value == UNKNOWN or value == "":
        return None
    if fact.type is FactType.BOOLEAN and not isinstance(value, bool):
        raise ImpossibleAnswer(f"{fact.name}: '{value}' is geen ja of nee.")
    if fact.type is FactType.ENUM:
        return _option(fact, value)
    if fact.type is FactType.DATE:
        return _day(fact, value)
    return value


def _chosen(fact: Fact, value: object) -> list[str] | None:
    given = [value] if isinstance(value, str) or value is None else value
    if not isinstance(given, Iterable):
        raise ImpossibleAnswer(f"{fact.name}: '{value}' is geen lijst van antwoorden.")
    chosen = {_option(fact, item) for item in given if item is not None} - {UNKNOWN, ""}
    return sorted(chosen) or None


def _option(fact: Fact, value: object) -> str:
    codes = [option.code for option in fact.options]
    if value not in codes and value not in (UNKNOWN, ""):
        raise ImpossibleAnswer(f"{fact.name}: '{value}' kan niet. Kies uit {', '.join(codes)}.")
    return str(value)


def _day(fact: Fact, value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise ImpossibleAnswer(f"{fact.name}: '{value}' is geen datum (jjjj-mm-dd).") from error


def _age(facts: Mapping[str, object], on: date) -> dict[str, object]:
    born = facts.get("geboortedatum")
    return {AGE: age_on(born, on)} if isinstance(born, date) else {}


def _applies(knelpunt: Knelpunt, facts: Mapping[str, object], kinds: Mapping[str, str]) -> bool:
    return knelpunt.when is not None and holds(knelpunt.when, facts, kinds) is True


def _with_signals(outcome: Outcome, signals: tuple[Knelpunt, ...]) -> Outcome:
    touching = tuple(s.code for s in signals if outcome.provision.id in s.touches)
    return replace(outcome, signals=touching) if touching else outcome


@dataclass
class _Laws:
    """The answers of all laws for one person; each law is asked once for all it is needed for."""

    corpus: Corpus
    facts: Mapping[str, object]
    on: date
    answers: dict[tuple[str, str], Answer | None] = field(default_factory=dict)
    evaluations: list[Evaluation] = field(default_factory=list)

    def prepare(self, provisions: Iterable[Provision]) -> None:
        """Ask every law once for the outputs these provisions need."""
        wanted: dict[str, list[str]] = {}
        for provision in provisions:
            for law, output in _asks(provision):
                wanted.setdefault(law, []).append(output)
        for law, outputs in wanted.items():
            self._ask(law, list(dict.fromkeys(outputs)))

    def _ask(self, law: str, outputs: list[str]) -> None:
        """Ask a law; where one output cannot be had, the others are still answered."""
        try:
            found = evaluate(
                self.corpus, law=law, outputs=outputs, facts=self.facts, on=self.on,
                mode=Mode.INTAKE,
            )  # fmt: skip
        except LawError:
            if len(outputs) == 1:
                self.answers[law, outputs[0]] = None
                return
            for output in outputs:
                self._ask(law, [output])
            return
        self.evaluations.append(found)
        for name, answer in found.outputs.items():
            self.answers[law, name] = answer

    def of(self, law: str, output: str | None) -> Answer | None:
        """The answer for one output; None when no law in force gives it."""
        if output is None:
            return None
        if (law, output) not in self.answers:
            self._ask(law, [output])
        return self.answers[law, output]

    def concerned(self, provision: Provision) -> bool:
        """Whether the provision is about this person, as far as anyone knows."""
        if provision.concerns is None:
            return True
        answer = self.of(provision.concerns.law, provision.concerns.output)
        return not (answer is not None and answer.known and answer.value is False)


def _asks(provision: Provision) -> list[tuple[str, str]]:
    """The outputs this provision needs, each with its law."""
    asks = [(provision.law, provision.output)]
    if provision.judgement_output:
        asks.append((provision.law, provision.judgement_output))
    if provision.yields_to:
        asks.append((provision.law, provision.yields_to.output))
    if provision.concerns:
        asks.append((provision.concerns.law, provision.concerns.output))
    return asks


def _outcome(
    rulebook: Rulebook,
    laws: _Laws,
    provision: Provision,
    known: Mapping[str, object],
    municipality: str,
    on: date,
) -> Outcome:
    bound = laws.of(provision.law, provision.output)
    judged = laws.of(provision.law, provision.judgement_output)
    certainty = provision.certainty_on(on)
    kind = _kind(provision, certainty, bound, judged)
    missing, to_ask = _missing(rulebook, kind, bound, judged)
    first = _goes_first(laws, provision)
    sentence, way_on = _words(provision, kind, bound, first, known)
    to_confirm = certainty is Certainty.CHECK and kind is not OutcomeKind.ONBEKEND
    return Outcome(
        provision=provision,
        kind=kind,
        sentence=sentence,
        way_on=way_on,
        contribution=_contribution(rulebook.contributions[provision.contribution], laws),
        local_rules=chains_of(rulebook, provision, municipality, on),
        missing=missing,
        to_ask=to_ask,
        next_question=_first_question(rulebook, to_ask),
        goes_first=provision.yields_to.provision if provision.yields_to and first else None,
        to_confirm=to_confirm,
        explanation=bound.trace if bound else None,
        judgement=judged.trace if judged else None,
    )


def _kind(
    provision: Provision, certainty: Certainty, bound: Answer | None, judged: Answer | None
) -> OutcomeKind:
    if provision.door:
        return OutcomeKind.JA
    conditions = Verdict.ABSENT if bound is None else verdict_of(_verdict(bound))
    norm = verdict_of(_verdict(judged)) if provision.judgement_output else Verdict.ABSENT
    return outcome_kind(conditions, norm, certainty)


def _verdict(answer: Answer | None) -> bool | None:
    return bool(answer.value) if answer is not None and answer.known else None


def _missing(
    rulebook: Rulebook, kind: OutcomeKind, bound: Answer | None, judged: Answer | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts that can still change the outcome, in the order to ask them; and those to ask now.

    While bound conditions are open, what only a judgement needs is missing but not yet asked.
    """
    if kind is OutcomeKind.VRAAGT_OORDEEL:
        now = _in_order(rulebook, judged)
        return now, now
    if kind is OutcomeKind.ONBEKEND:
        now = _in_order(rulebook, bound)
        return tuple(dict.fromkeys([*now, *_in_order(rulebook, judged)])), now
    return (), ()


def _in_order(rulebook: Rulebook, answer: Answer | None) -> tuple[str, ...]:
    if answer is None or answer.known:
        return ()
    if len(answer.missing) == 1:
        names = dict.fromkeys(answer.missing)
    else:
        reading = open_facts(answer.trace, answer.missing)
        names = dict.fromkeys([*reading, *sorted(answer.missing)])
    known = [name for name in names if name in rulebook.facts]
    return tuple(sorted(known, key=lambda name: _delicacy(rulebook.facts[name])))


def _delicacy(fact: Fact) -> tuple[bool, bool, bool]:
    """Sort key: judgements last, then health and money, then what a resident cannot say."""
    return (fact.is_judgement, fact.is_delicate, MaySay.RESIDENT not in fact.answered_by)


def _first_question(rulebook: Rulebook, to_ask: tuple[str, ...]) -> Fact | None:
    """What to ask next: never a judgement of the college, which is not a question to anyone."""
    for name in to_ask:
        fact = rulebook.facts[name]
        if not fact.is_judgement or fact.type is not FactType.BOOLEAN:
            return fact
    return None


def _goes_first(laws: _Laws, provision: Provision) -> bool:
    if provision.yields_to is None:
        return False
    return _verdict(laws.of(provision.law, provision.yields_to.output)) is True


def _words(
    provision: Provision,
    kind: OutcomeKind,
    bound: Answer | None,
    first: bool,
    known: Mapping[str, object],
) -> tuple[str, str]:
    """The sentence for this outcome, and the way on when it is a no."""
    if bound is None and not provision.door:
        return _NO_RULES, provision.way_on
    code = _SENTENCE[kind]
    if first and provision.yields_to and kind is OutcomeKind.VRAAGT_OORDEEL:
        return provision.yields_to.sentence, ""
    for variant in provision.variants:
        if variant.outcome == code and holds(variant.when, known, {}) is True:
            return variant.sentence, variant.way_on
    return provision.sentences[code], provision.way_on if kind is OutcomeKind.NEE else ""


def _contribution(contribution: Contribution, laws: _Laws) -> str:
    """What may be said about paying, without computing anything."""
    if contribution.law is None:
        return contribution.note
    verdict = _verdict(laws.of(contribution.law, contribution.output))
    if verdict is None:
        return contribution.note
    return contribution.if_true if verdict else contribution.if_false

# SPDX-License-Identifier: EUPL-1.2
"""What a municipality fills in now, and how a draft changes it, in memory only (pure).

A law leaves a term open within bounds; an article of the municipality's own rules fills it with
one plain value. Those values are what a draft may change. Values that are worked out, or that wait
for a lower rule, are changed in the rulebook itself. Nothing here writes a file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from meedoen.law import ArticleRef, Corpus
from meedoen.law.delegation import delegation_problems
from meedoen.law.model import Article, Field, Law
from meedoen.rules.local.in_words import in_words, room_in_words
from meedoen.vocabulary.words import name_in_words

Value = bool | int | Decimal | str
NUMBERS = frozenset({"number", "amount"})
MONEY = frozenset({"euro", "eurocent"})


class OutsideTheRoom(ValueError):
    """A value the higher article does not allow; the message names it and what to do."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term a municipality fills with one value now.

    `key` names it within the municipality; `open_by` is the article that leaves it open, and
    `declared` what that article says about type, unit, bounds and choices; `filled_by` fills it in
    the own `words` of the rule. An amount is in eurocents unless its unit says euro.
    """

    key: str
    name: str
    subject: str
    type: str
    value: Value
    declared: Field
    open_by: ArticleRef
    filled_by: ArticleRef
    words: str

    @property
    def unit(self) -> str | None:
        """The unit of the value."""
        return self.declared.unit

    @property
    def now(self) -> str:
        """The value of now in written Dutch."""
        return self.told(self.value)

    @property
    def room(self) -> str:
        """What the higher article allows, in words; empty when it sets no bounds."""
        return room_in_words(self.declared)

    @property
    def in_euros(self) -> bool:
        """Whether people fill it in as euros with cents."""
        return self.unit in MONEY

    def told(self, value: Value) -> str:
        """Give any value of this term in written Dutch."""
        return in_words(value, self.unit)


def terms_of(corpus: Corpus, municipality: str, on: date) -> tuple[Term, ...]:
    """Give what the rules of a municipality (a code such as GM9901) fill with a value on a day.

    In the order of those rules. Of two rules that fill one term only the one that counts is given.
    """
    return tuple(term for term, _ in _fillings(corpus, municipality, on))


def _fillings(corpus: Corpus, municipality: str, on: date) -> Iterator[tuple[Term, Article]]:
    here = ("gemeente_code", municipality)
    for law in corpus.laws:
        if law.scope != here or corpus.in_force(law.key, on) is not law:
            continue
        for article in law.articles:
            for target in article.implements:
                opening = _opening(corpus, target, municipality, on)
                if opening and _counts(corpus, target, opening, article, on):
                    yield from _filling(opening, article, target)


def _opening(
    corpus: Corpus, target: tuple[str, str, str], municipality: str, on: date
) -> Article | None:
    """The article that leaves the term open, as in force on the day."""
    law_id, number, name = target
    for law in corpus.laws:
        if law.id != law_id or corpus.in_force(law.key, on) is not law:
            continue
        if law.scope is not None and law.scope[1] != municipality:
            continue
        return next((a for a in law.articles if a.number == number and name in a.terms), None)
    return None


def _counts(
    corpus: Corpus, target: tuple[str, str, str], opening: Article, article: Article, on: date
) -> bool:
    filling = corpus.implementers(target, opening.terms[target[2]], on)
    rivals = [a for a in filling if a.law.scope in (None, article.law.scope)]
    return min(rivals, key=lambda a: a.law.rank, default=None) is article


def _filling(
    opening: Article, article: Article, target: tuple[str, str, str]
) -> Iterator[tuple[Term, Article]]:
    name, term = target[2], opening.terms[target[2]]
    value = _plain(article, name)
    if value is None:
        return
    declared = opening.outputs.get(name) or article.outputs[name]
    if not declared.unit and article.outputs[name].unit:
        declared = replace(declared, unit=article.outputs[name].unit)
    subject = term.description or name_in_words(name)
    kind = term.type or declared.type or "string"
    yield (
        Term(
            ":".join(target), name, subject, kind, value, declared,
            opening.ref, article.ref, article.text,
        ),
        article,
    )  # fmt: skip


def _plain(article: Article, name: str) -> Value | None:
    """The one constant an article gives to a name; None when it is worked out."""
    given = [action.expression for action in article.actions if action.output == name]
    value = given[-1] if given else None
    if isinstance(value, str) and value.startswith("$"):
        held = article.definitions.get(value[1:])
        value = held.get("value") if isinstance(held, Mapping) else held
    return value if isinstance(value, bool | int | Decimal | str) else None


def read_value(term: Term, given: object) -> Value:
    """Read what somebody gave for a term, and refuse what its article leaves no room for.

    Takes the value itself, or its text as `written` writes it. Raises OutsideTheRoom.
    """
    value = _as_type(term, given)
    low, high = term.declared.bounds
    if isinstance(value, str):
        allowed = not term.declared.choices or value in term.declared.choices
    elif isinstance(value, bool):
        allowed = True
    else:
        allowed = (low is None or value >= low) and (high is None or value <= high)
    if not allowed:
        # Where zero is the only bound, `room` is empty: that goes without saying on other pages.
        room = term.room or "niet onder nul"
        raise OutsideTheRoom(
            f"{_article(term.open_by)} laat hier minder ruimte: {room}. Kies iets daarbinnen."
        )
    return value


def _article(ref: ArticleRef) -> str:
    return f"{ref.law_name}, artikel {ref.number},"


def _as_type(term: Term, given: object) -> Value:
    if term.type == "boolean":
        return _yes_or_no(term, given)
    if term.type in NUMBERS:
        return _number(term, given)
    text = str(given).strip()
    if not text:
        raise OutsideTheRoom(f"{_article(term.open_by)} vraagt hier woorden. Vul ze in.")
    return text


def _yes_or_no(term: Term, given: object) -> bool:
    known = {"ja": True, "nee": False, True: True, False: False}
    if not isinstance(given, bool | str) or given not in known:
        raise OutsideTheRoom(f"{_article(term.open_by)} vraagt hier ja of nee. Kies er één.")
    return known[given]


def _number(term: Term, given: object) -> int | Decimal:
    try:
        number = Decimal(str(given).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or isinstance(given, bool):
        raise OutsideTheRoom(f"{_article(term.open_by)} vraagt hier een getal. Vul een getal in.")
    return int(number) if number == number.to_integral_value() else number


def written(value: Value) -> bool | int | str:
    """Give a value in a form that JSON keeps exactly."""
    return str(value) if isinstance(value, Decimal) else value


def drafted(corpus: Corpus, changes: Mapping[str, object], municipality: str, on: date) -> Corpus:
    """Give the corpus with other values for some terms (by key); the given one stays as it is.

    Raises OutsideTheRoom for a value without room, also where it only shows further up the chain
    from ordinance to law, and KeyError for a key that is no term here.
    """
    fillings = {term.key: (term, article) for term, article in _fillings(corpus, municipality, on)}
    values: dict[tuple[Law, str], dict[str, Value]] = {}
    for key, given in changes.items():
        term, article = fillings[key]
        values.setdefault((article.law, article.number), {})[term.name] = read_value(term, given)
    draft = Corpus(tuple(_changed(law, values) for law in corpus.laws), corpus.problems)
    _must_keep_to_the_law(corpus, draft)
    return draft


def _must_keep_to_the_law(corpus: Corpus, draft: Corpus) -> None:
    """Refuse what `meedoen law check` would refuse in the draft, and not in what holds now."""
    for place in sorted(_refused(draft).keys() - _refused(corpus).keys()):
        where = _refused(draft)[place]
        raise OutsideTheRoom(
            f"Met deze waarden blijft {where.law.name}, artikel {where.number}, niet binnen de "
            "ruimte van de wet. Kies andere waarden."
        )


def _refused(corpus: Corpus) -> dict[tuple[str, str, str], Article]:
    return {
        (article.law.id, article.number, message): article
        for article, _, message, severity in delegation_problems(corpus)
        if severity == "error"
    }


def _changed(law: Law, values: Mapping[tuple[Law, str], Mapping[str, Value]]) -> Law:
    """A copy of a law in which some articles give other values; the law itself without changes."""
    mine = {number: new for (owner, number), new in values.items() if owner is law}
    if not mine:
        return law
    copy = replace(law, articles=(), producers={}, overrides={}, digest=_digest(law, mine))
    copy.articles = tuple(_copied(a, copy, mine.get(a.number, {})) for a in law.articles)
    for article in copy.articles:
        for output in article.outputs:
            copy.producers.setdefault(output, article)
        for target in article.overrides:
            copy.overrides[target] = article
    return copy


def _copied(article: Article, law: Law, new: Mapping[str, Value]) -> Article:
    actions = tuple(
        replace(action, expression=new[action.output]) if action.output in new else action
        for action in article.actions
    )
    return replace(article, law=law, actions=actions, compiled={})


def _digest(law: Law, new: Mapping[str, Mapping[str, Value]]) -> str:
    told = json.dumps(new, sort_keys=True, default=str)
    return hashlib.sha256(f"{law.digest} {told}".encode()).hexdigest()


def changes_in(terms: Iterable[Term], given: Mapping[str, object]) -> dict[str, bool | int | str]:
    """Give what differs from now among the values given by key, as JSON keeps it.

    Raises OutsideTheRoom for a value without room.
    """
    read = {
        term.key: (term, read_value(term, given[term.key])) for term in terms if term.key in given
    }
    return {key: written(value) for key, (term, value) in read.items() if value != term.value}

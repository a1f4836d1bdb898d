# SPDX-License-Identifier: EUPL-1.2
"""From law to local rule: who fills what a law leaves open, step by step, in one municipality.

A law leaves a term open; an ordinance fills it, or leaves part of it to the further rules of the
college, which in turn may leave an amount to a dated decision. A `Chain` holds those steps as
links, each with its own words, article and date. Values are worked out by the law engine itself,
so that what is told here is what the glasses reckon with. Where a step is not in the rulebook, the
chain says so; it never falls back in silence on what holds nationally. Pure Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from meedoen.law import ArticleRef, Corpus, LawError, Mode, evaluate
from meedoen.law.model import Article, Law, OpenTerm
from meedoen.rules.local.in_words import in_words, room_in_words
from meedoen.rules.rulebook.catalogue import Provision, Rulebook, RulebookError
from meedoen.vocabulary.words import name_in_words

_NOT_READ_IN = "De regel van deze gemeente is hier niet ingelezen."
_DEFAULT = " Zonder die regel geldt wat het artikel hierboven zelf zegt."
_MUNICIPAL = {"GEMEENTELIJKE_VERORDENING", "UITVOERINGSBELEID", "BELEIDSREGEL"}
_LAYERS = {
    "WET": "Wet",
    "AMVB": "Landelijk besluit",
    "MINISTERIELE_REGELING": "Landelijke regeling",
    "GEMEENTELIJKE_VERORDENING": "Verordening",
    "BELEIDSREGEL": "Beleidsregel",
    "UITVOERINGSBELEID": "Uitwerking van het college",
}
_COLLEGE = ("Nadere regels", "Financieel besluit")
"""How the name of such a file begins; the format has no layer of its own for either."""


class LinkKind(StrEnum):
    """What a link does with its term."""

    LEAVES_OPEN = "leaves_open"
    FILLS = "fills"
    NOT_READ_IN = "not_read_in"


@dataclass(frozen=True, slots=True)
class Link:
    """One step: an article that leaves a term open or fills it, or the lack of one.

    `subject` says in words what the term is about; `layer` is what kind of rule it is ('Wet',
    'Verordening', 'Nadere regels', 'Financieel besluit'), `source` the name of the file's
    regulation; `text` are the article's own short words. `value` is the value in written Dutch
    ('€ 21,80', '36 maanden', 'ja'), empty where the article leaves it to a next step; `raw` is
    the same as the engine has it (amounts in eurocents). `room` says in words what the article
    allows below it. `since` and `until` are the first and the last day of this version. A link
    that is not read in has no article and no dates. `depth` is 0 for the law.
    """

    kind: LinkKind
    term: str
    subject: str
    depth: int
    layer: str
    source: str
    text: str
    article: ArticleRef | None = None
    since: date | None = None
    until: date | None = None
    value: str = ""
    raw: Any = None
    room: str = ""

    @property
    def is_amount(self) -> bool:
        """Whether its value is money, which the glasses never show (I2)."""
        return self.value.startswith("€")

    @property
    def read_in(self) -> bool:
        """Whether the rule of this step is in the rulebook."""
        return self.kind is not LinkKind.NOT_READ_IN


@dataclass(frozen=True, slots=True)
class Chain:
    """How one open term works out in one municipality: the law first, then every step below it.

    The same term has at most one chain per municipality and day, so `term` can be an anchor.
    `value` is what it comes to in written Dutch, however many steps that takes, and `raw` the
    same as the engine has it; empty and None when a step is missing or when facts must decide.
    """

    term: str
    subject: str
    links: tuple[Link, ...]
    value: str = ""
    raw: Any = None

    @property
    def law(self) -> Link:
        """The article of the law that leaves the term open."""
        return self.links[0]

    @property
    def steps(self) -> tuple[Link, ...]:
        """What works it out, from the ordinance down."""
        return self.links[1:]

    @property
    def is_amount(self) -> bool:
        """Whether it comes to an amount of money, which the glasses never show (I2)."""
        return self.value.startswith("€")

    @property
    def here(self) -> Link:
        """The first step of the municipality itself, also when that is not in the rulebook."""
        own = (s for s in self.steps if s.article is None or s.article.municipality)
        return next(own, self.links[-1])

    @property
    def read_in(self) -> bool:
        """Whether every step is in the rulebook."""
        return all(link.read_in for link in self.links)


def all_chains(rulebook: Rulebook, municipality: str, on: date) -> tuple[Chain, ...]:
    """Give the chain of every term that the laws in force on `on` leave to a municipality.

    `municipality` is a code such as GM9901. In the order of the laws and their articles. A
    municipality without any rule of its own gets the same chains, each ending in 'niet ingelezen'.
    """
    return _chains(rulebook.corpus, municipality, on)


def chain(rulebook: Rulebook, term: str, municipality: str, on: date) -> Chain:
    """Give the chain of one open term; raises RulebookError when no law then leaves it open."""
    found = _by_term(rulebook.corpus, municipality, on).get(term)
    if found is None:
        raise RulebookError(f"Op {on} laat geen wet '{term}' over aan de gemeente.")
    return found


def chains_of(
    rulebook: Rulebook, provision: Provision, municipality: str, on: date
) -> tuple[Chain, ...]:
    """Give the chains behind a provision's `local_terms`, in that order; those of that day only."""
    if not provision.local_terms:
        return ()
    found = _by_term(rulebook.corpus, municipality, on)
    return tuple(found[term] for term in provision.local_terms if term in found)


@lru_cache(maxsize=64)
def _chains(corpus: Corpus, municipality: str, on: date) -> tuple[Chain, ...]:
    """All chains; kept, because the rulebook never changes while it is loaded."""
    walk = _Walk(corpus, municipality, on)
    return tuple(
        walk.chain(article, term)
        for article in walk.national()
        for term in article.terms.values()
        if walk.is_municipal(article, term)
    )


@lru_cache(maxsize=64)
def _by_term(corpus: Corpus, municipality: str, on: date) -> dict[str, Chain]:
    return {found.term: found for found in _chains(corpus, municipality, on)}


@dataclass(frozen=True)
class _Walk:
    """The way down through one corpus, for one municipality on one day."""

    corpus: Corpus
    municipality: str
    on: date

    def national(self) -> Iterator[Article]:
        """Articles where a chain begins: national, in force, filling nothing above them."""
        for law in self.corpus.laws:
            if law.scope is None and self.corpus.in_force(law.key, self.on) is law:
                yield from (a for a in law.articles if a.terms and not a.implements)

    def is_municipal(self, article: Article, term: OpenTerm) -> bool:
        """Whether the term, directly or through a decree, is left to the municipality."""
        if term.layer in _MUNICIPAL:
            return True
        filler = self.filler(article, term)
        return filler is not None and any(
            self.is_municipal(filler, lower) for lower in filler.terms.values()
        )

    def filler(self, article: Article, term: OpenTerm) -> Article | None:
        """The article that fills the term here: lex superior, then lex posterior."""
        here = ("gemeente_code", self.municipality)
        target = (article.law.id, article.number, term.name)
        filling = self.corpus.implementers(target, term, self.on)
        found = [a for a in filling if a.law.scope in (None, here)]
        return min(found, key=lambda a: a.law.rank, default=None)

    def chain(self, article: Article, term: OpenTerm) -> Chain:
        """The chain that begins where this article leaves the term open."""
        first = self._link(LinkKind.LEAVES_OPEN, article, term, 0, room=_room(article, term))
        filler = self.filler(article, term)
        raw, value = self._value(filler, article, term) if filler else (None, "")
        links = (first, *self.below(article, term))
        return Chain(term.name, _subject(term), links, value, raw)

    def below(
        self, article: Article, term: OpenTerm, depth: int = 1, seen: frozenset[int] = frozenset()
    ) -> Iterator[Link]:
        """Every link under an article for one of its open terms, depth first."""
        filler = self.filler(article, term)
        if filler is None or id(filler) in seen:
            yield _missing(term, depth)
            return
        passed = passed_on(filler, term.name)
        raw, value = (None, "") if passed.used else self._value(filler, article, term)
        rooms = dict.fromkeys(_room(filler, lower) for lower in passed.used)
        room = "; ".join(filter(None, rooms))
        yield self._link(LinkKind.FILLS, filler, term, depth, value=value, raw=raw, room=room)
        for lower in (*passed.used, *passed.beside):
            yield from self.below(filler, lower, depth + 1, seen | {id(filler)})

    def _link(
        self, kind: LinkKind, article: Article, term: OpenTerm, depth: int, **more: Any
    ) -> Link:
        law = article.law
        return Link(
            kind=kind,
            term=term.name,
            subject=_subject(term),
            depth=depth,
            layer=_layer(law),
            source=law.name,
            text=article.text,
            article=article.ref,
            since=law.valid_from,
            until=self.corpus.last_day(law),
            **more,
        )

    def _value(self, filler: Article, above: Article, term: OpenTerm) -> tuple[Any, str]:
        """What the engine makes of it, raw and in words; nothing when facts must decide."""
        try:
            found = evaluate(
                self.corpus, law=filler.law.id, outputs=[term.name], on=self.on,
                facts={"gemeente_code": self.municipality}, mode=Mode.INTAKE, explain=False,
            )  # fmt: skip
        except LawError:
            return None, ""
        answer = found.outputs[term.name]
        if not answer.known or answer.value is None:
            return None, ""
        return answer.value, in_words(answer.value, _unit(term, filler, above))


@dataclass(frozen=True, slots=True)
class Passed:
    """Terms that a filling article leaves open: those its value needs, and details beside it."""

    used: tuple[OpenTerm, ...] = ()
    beside: tuple[OpenTerm, ...] = ()


def passed_on(filler: Article, name: str) -> Passed:
    """What a filler leaves to the next step for one term; a detail belongs to its first term."""
    needed = {
        action.output: _names(action.expression) & filler.terms.keys() for action in filler.actions
    }
    filled = [term for _, _, term in filler.implements]
    used = needed.get(name, set())
    elsewhere: set[str] = set().union(*(needed.get(term, set()) for term in filled))
    first = bool(filled) and filled[0] == name
    return Passed(
        tuple(term for term in filler.terms.values() if term.name in used),
        tuple(term for term in filler.terms.values() if first and term.name not in elsewhere),
    )


def _names(raw: Any) -> set[str]:
    """Every name an expression refers to."""
    if isinstance(raw, str):
        return {raw[1:].split(".")[0]} if raw.startswith("$") else set()
    inside: Iterable[Any] = raw.values() if isinstance(raw, dict) else ()
    return set().union(*map(_names, raw if isinstance(raw, list) else inside))


def _missing(term: OpenTerm, depth: int) -> Link:
    text = _NOT_READ_IN + (_DEFAULT if term.default else "")
    layer = _LAYERS.get(term.layer or "", "Regel")
    return Link(LinkKind.NOT_READ_IN, term.name, _subject(term), depth, layer, "", text)


def _subject(term: OpenTerm) -> str:
    return term.description or name_in_words(term.name)


def _layer(law: Law) -> str:
    known = (kind for kind in _COLLEGE if law.name.startswith(kind))
    return next(known, _LAYERS.get(law.layer, law.name))


def _unit(term: OpenTerm, *articles: Article) -> str | None:
    """The unit as the first article that labels it says."""
    fields = [article.outputs.get(term.name) for article in articles]
    return next((field.unit for field in fields if field and field.unit), None)


def _room(article: Article, term: OpenTerm) -> str:
    """What an article allows below it, in words; empty when it sets no bounds."""
    declared = article.outputs.get(term.name)
    return room_in_words(declared) if declared else ""

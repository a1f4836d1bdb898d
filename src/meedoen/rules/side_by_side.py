# SPDX-License-Identifier: EUPL-1.2
"""Text and rule of each article beside each other, for who must see whether they agree.

Everything is read from the rulebook itself, for every law and version in it. Pure Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from meedoen.law.grammar import LAYERS
from meedoen.law.model import Article, Law
from meedoen.rules.reading_out import Clause, definition_in_words, read_out
from meedoen.rules.rulebook.catalogue import Certainty, Fact, Provision, Rulebook
from meedoen.vocabulary.levelling import levelled_for_search
from meedoen.vocabulary.words import name_in_words

ALWAYS = "altijd"
"""The address of a version that does not say since when it holds."""


@dataclass(frozen=True, slots=True)
class LawVersion:
    """A version of a law: its address, and its first and last day (None: no such day)."""

    law: Law
    slug: str
    since: str
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether this is the version of a day."""
        begun = self.law.valid_from is None or self.law.valid_from <= day
        return begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class ListedLaw:
    """A law in a list: the version to read first, and its others, the oldest first."""

    name: str
    scope: tuple[str, str] | None
    version: LawVersion
    others: tuple[LawVersion, ...]


@dataclass(frozen=True, slots=True)
class NamedWords:
    """A name of the rules as words, and what is said about it."""

    name: str
    told: str


@dataclass(frozen=True, slots=True)
class OutputRead:
    """What an article decides: its name, how, and the provisions that it decides."""

    name: str
    clause: Clause
    decides: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class UsingProvision:
    """A provision that cites or reads an article; `confirmed` when no jurist has to look at it."""

    provision: Provision
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """An article with its text, and beside it the rule read out.

    `reads` are what it asks or takes, `amounts` its dated amounts and terms, `open_terms` what it
    leaves to a lower rule, `fills` what it works out of a higher one, `gaps` what the rule cannot
    say.
    """

    article: Article
    reads: tuple[NamedWords, ...]
    amounts: tuple[NamedWords, ...]
    open_terms: tuple[NamedWords, ...]
    fills: tuple[str, ...]
    outputs: tuple[OutputRead, ...]
    gaps: tuple[NamedWords, ...]
    used_by: tuple[UsingProvision, ...]

    @property
    def has_rule(self) -> bool:
        """Whether there is a rule beside the text."""
        return bool(self.outputs or self.open_terms or self.amounts or self.fills)

    @property
    def decides(self) -> tuple[Provision, ...]:
        """The provisions that it decides, each once."""
        return tuple({p.id: p for output in self.outputs for p in output.decides}.values())

    @property
    def words(self) -> str:
        """Everything there is to search in, as it is compared."""
        names = (f"{one.provision.name} {one.provision.legal_name}" for one in self.used_by)
        return levelled_for_search(" ".join([self.article.number, self.article.text, *names]))


def versions(book: Rulebook) -> tuple[LawVersion, ...]:
    """Give every version of every law, highest layer first, then by name and day."""
    found = [
        LawVersion(law, slug_of(law), since_of(law), book.corpus.last_day(law))
        for law in book.corpus.laws
    ]
    return tuple(sorted(found, key=lambda v: (_height(v.law), v.law.name, v.slug, v.since)))


def listed_laws(book: Rulebook, on: date, words: str = "") -> tuple[ListedLaw, ...]:
    """Give each law in whose name every word occurs, with the version of a day first.

    Where none holds on that day the next one comes first, and after the last one that.
    """
    wanted = levelled_for_search(words).split()
    found: dict[str, list[LawVersion]] = {}
    for one in versions(book):
        if all(word in levelled_for_search(one.law.name) for word in wanted):
            found.setdefault(one.slug, []).append(one)
    return tuple(_listed(every, on) for every in found.values())


def _listed(every: list[LawVersion], on: date) -> ListedLaw:
    to_come = (one for one in every if one.until is None or on <= one.until)
    first = next((one for one in every if one.holds_on(on)), next(to_come, every[-1]))
    others = tuple(one for one in every if one is not first)
    return ListedLaw(first.law.name, first.law.scope, first, others)


def slug_of(law: Law) -> str:
    """The name of a law in an address; that of a local one says where it holds."""
    return f"{law.id}.{law.scope[1]}" if law.scope else law.id


def since_of(law: Law) -> str:
    """The day of a version in an address."""
    return law.valid_from.isoformat() if law.valid_from else ALWAYS


def version(book: Rulebook, slug: str, since: str) -> LawVersion | None:
    """Give one version by its address, or None when there is no such version."""
    return next((v for v in versions(book) if (v.slug, v.since) == (slug, since)), None)


def articles_of(book: Rulebook, law: Law, on: date) -> tuple[ArticleRead, ...]:
    """Give every article of a version with its rule read out; `on` says how sure provisions are."""
    return tuple(_read(book, article, on) for article in law.articles)


def searched(articles: Iterable[ArticleRead], words: str) -> tuple[ArticleRead, ...]:
    """Keep the article with exactly this number, else those in which every word occurs."""
    every = tuple(articles)
    number = words.strip().casefold()
    exact = tuple(one for one in every if one.article.number.casefold() == number)
    wanted = levelled_for_search(words).split()
    return exact or tuple(one for one in every if all(word in one.words for word in wanted))


def beside(
    articles: Iterable[ArticleRead], number: str
) -> tuple[str, tuple[ArticleRead, ...], str]:
    """Give the number before, what stands under this number, and the next number ("": none).

    An annex may count anew, so that two articles have one number.
    """
    found: dict[str, tuple[ArticleRead, ...]] = {}
    for one in articles:
        found[one.article.number] = (*found.get(one.article.number, ()), one)
    if number not in found:
        return "", (), ""
    numbers = ["", *found, ""]
    at = numbers.index(number, 1)
    return numbers[at - 1], found[number], numbers[at + 1]


def _height(law: Law) -> int:
    return LAYERS.index(law.layer) if law.layer in LAYERS else len(LAYERS)


def _read(book: Rulebook, article: Article, on: date) -> ArticleRead:
    return ArticleRead(
        article=article,
        reads=tuple(_reads(article, book.facts)),
        amounts=tuple(
            NamedWords(name_in_words(name), definition_in_words(raw))
            for name, raw in article.definitions.items()
        ),
        open_terms=tuple(
            NamedWords(
                term.description or name_in_words(name), name_in_words((term.layer or "").lower())
            )
            for name, term in article.terms.items()
        ),
        fills=tuple(
            f"{name_in_words(term)} ({_law_name(book, law)}, artikel {number})"
            for law, number, term in article.implements
        ),
        outputs=tuple(
            OutputRead(
                name_in_words(action.output),
                read_out(action, article, book.facts),
                tuple(p for p in book.provisions if _decides(p, article, action.output)),
            )
            for action in article.actions
        ),
        gaps=tuple(
            NamedWords(str(gap.get("construct", "")), str(gap.get("reason", "")))
            for gap in article.untranslatables
        ),
        used_by=tuple(
            UsingProvision(p, p.certainty_on(on) is Certainty.SURE)
            for p in book.provisions
            if _uses(p, article)
        ),
    )


def _reads(article: Article, facts: Mapping[str, Fact]) -> Iterator[NamedWords]:
    for name in article.parameters:
        fact = facts.get(name)
        yield NamedWords(name_in_words(name), fact.professional_question if fact else "een feit")
    for name, given in article.inputs.items():
        law = given.source.regulation
        told = f"volgt uit {name_in_words(law)}" if law else "volgt uit deze wet"
        yield NamedWords(name_in_words(name), "een feit" if given.source.outside else told)


def _law_name(book: Rulebook, law_id: str) -> str:
    return next((law.name for law in book.corpus.laws if law.id == law_id), name_in_words(law_id))


def _decides(provision: Provision, article: Article, output: str) -> bool:
    mine = provision.law == article.law.id and article.law.producers.get(output) is article
    return mine and output in {provision.output, provision.judgement_output}


def _uses(provision: Provision, article: Article) -> bool:
    here = (article.law.id, article.number)
    return any((cited.law, cited.number) == here for cited in provision.cites) or any(
        _decides(provision, article, action.output) for action in article.actions
    )

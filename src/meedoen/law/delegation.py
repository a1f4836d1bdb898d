# SPDX-License-Identifier: EUPL-1.2
"""Whether a lower regulation stays inside the room that a higher one leaves it.

A higher article leaves a term open; a lower one says that it fills that term. Refused is what
would be void or would answer wrongly: a term or article that is not there on those days, the wrong
layer, type or territory, a value outside the bounds or the choices that the article's output of
the same name declares (`type_spec`: `min`, `max`, `enum`), and two regulations that fill one term
at the same time. What a municipality forgot to fill is a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from meedoen.law.corpus import Corpus, day_after
from meedoen.law.loading import KeyPath
from meedoen.law.model import Article, Law, OpenTerm
from meedoen.law.reach import Number, Possible, possible

Finding = tuple[Article, KeyPath, str, str]
"""The article to correct, where in its machine readable part, what to do, and how serious."""

_NUMERIC = {"number", "amount"}
_MUNICIPAL = {"GEMEENTELIJKE_VERORDENING", "BELEIDSREGEL", "UITVOERINGSBELEID"}


def delegation_problems(corpus: Corpus) -> Iterator[Finding]:
    """Every problem with open terms and what fills them, each once, in the order of the files."""
    found: dict[Finding, None] = {}
    for law in corpus.laws:
        for article in law.articles:
            found.update(dict.fromkeys(_of_article(corpus, article)))
    found.update(dict.fromkeys(_forgotten(corpus)))
    yield from found


def _of_article(corpus: Corpus, article: Article) -> Iterator[Finding]:
    for at, (law_id, number, name) in enumerate(article.implements):
        where: KeyPath = ("implements", at)
        versions = [law for law in corpus.laws if law.id == law_id]
        articles = [a for law in versions for a in law.articles if a.number == number]
        mistake = _unfillable(article, articles, (law_id, number, name))
        if mistake:
            yield (article, where, mistake, "error")
            continue
        for message in (
            *_of_this_day(corpus, article, articles, name),
            *_alone(corpus, article, (law_id, number, name)),
        ):
            yield (article, where, message, "error")
        for target in articles:
            if name in target.terms and corpus.share_a_day(article.law, target.law):
                yield from _room(corpus, article, target, where)


def _unfillable(
    article: Article, articles: list[Article], target: tuple[str, str, str]
) -> str | None:
    """Why an article cannot fill a term at all, on whatever day."""
    law_id, number, name = target
    if not articles:
        return f"article {number} of '{law_id}' is not here; correct law and article, or add it"
    if not any(name in a.terms for a in articles):
        left = ", ".join(sorted({term for a in articles for term in a.terms})) or "nothing"
        return f"article {number} of '{law_id}' leaves no term '{name}' open; it leaves: {left}"
    if name not in article.outputs:
        return f"the article fills '{name}' but has no output by that name; add the output"
    scopes = {a.law.scope for a in articles}
    if None not in scopes and article.law.scope not in scopes:
        theirs = ", ".join(sorted(scope[1] for scope in scopes if scope))
        mine = article.law.scope[1] if article.law.scope else "no municipality"
        return f"'{law_id}' holds for {theirs}, this regulation for {mine}; fill only your own"
    return None


def _of_this_day(
    corpus: Corpus, article: Article, articles: list[Article], name: str
) -> Iterator[str]:
    """Whether the higher article is in force, and leaves the term open, on all days of this one."""
    target = articles[0]
    place = f"article {target.number} of '{target.law.id}'"
    open_here = [a.law for a in articles if name in a.terms]
    for day in _turning_points(corpus, article.law, target.law.id):
        if any(_holds(corpus, law, day) for law in open_here):
            continue
        starts = [law.valid_from for law in open_here if law.valid_from]
        if starts and day < min(starts):
            yield (
                f"{place} leaves '{name}' open from {min(starts)}, not yet on {day}; begin then, "
                "or add the version of the law that left it open before"
            )
        else:
            last = day - timedelta(days=1)
            yield f"{place} no longer leaves '{name}' open from {day}; end with valid_to '{last}'"
        return


def _turning_points(corpus: Corpus, law: Law, above: str) -> list[date]:
    """The first day of a version, and the days in it on which versions of `above` change."""
    last = corpus.last_day(law)
    ends = [corpus.last_day(other) for other in corpus.laws if other.id == above]
    changes = {day for end in ends if end and (day := day_after(end))}
    changes |= {o.valid_from for o in corpus.laws if o.id == above and o.valid_from}
    begin = law.valid_from
    inside = {day for day in changes if begin and begin < day and (last is None or day <= last)}
    return sorted(inside | ({begin} if begin else set()))


def _holds(corpus: Corpus, law: Law, day: date) -> bool:
    return corpus.in_force(law.key, day) is law


def _alone(corpus: Corpus, article: Article, target: tuple[str, str, str]) -> Iterator[str]:
    """Whether another regulation of this layer and territory fills the term on the same days."""
    mine = article.law
    for law in corpus.laws:
        if (law.layer, law.scope) != (mine.layer, mine.scope) or not corpus.share_a_day(law, mine):
            continue
        for other in law.articles:
            if other is not article and target in other.implements:
                yield (
                    f"article {other.number} of '{law.id}' ({law.path.name}) also fills "
                    f"'{target[2]}' on the same days; let one of them do it"
                )


def _room(corpus: Corpus, article: Article, target: Article, where: KeyPath) -> Iterator[Finding]:
    """Whether a filling article keeps to the layer, the type and the values above it."""
    name = article.implements[int(where[1])][2]
    place = f"article {target.number} of '{target.law.id}'"
    term, mine = target.terms[name], article.outputs[name].type
    if not term.left_to(article.law):
        yield (article, where, f"{place} leaves '{name}' to a {term.layer}", "error")
    if term.type != mine and not {term.type, mine} <= _NUMERIC:
        message = f"{place} wants '{name}' as {term.type}, not as {mine}; correct the output's type"
        yield (article, where, message, "error")
        return
    for value in possible(corpus, article, name):
        excess = _excess(target, name, value)
        if excess:
            at = where if value.article is article else _fills(value)
            message = f"'{name}' can become {excess[0]}; {place} allows {excess[1]}"
            yield (value.article, at, f"{message}; choose a value inside it", "error")


def _fills(value: Possible) -> KeyPath:
    """Where the article behind a value says that it fills the term it comes through."""
    terms = [term for _, _, term in value.article.implements]
    return ("implements", terms.index(value.output)) if value.output in terms else ()


def _excess(target: Article, name: str, value: Possible) -> tuple[str, str] | None:
    """The value that falls outside and the room there is, as words; None when all is inside."""
    declared = target.outputs.get(name)
    if declared is None:
        return None
    if declared.choices:
        outside = value.text is not None and value.text not in declared.choices
        return (f"'{value.text}'", ", ".join(declared.choices)) if outside else None
    low, high = declared.bounds
    room = f"{low if low is not None else ''}..{high if high is not None else ''}"
    for end in (value.low, value.high):
        if end is not None and not _between(end, low, high):
            return str(end), room
    return None


def _between(value: Number, low: Number, high: Number) -> bool:
    return value is None or ((low is None or value >= low) and (high is None or value <= high))


def _forgotten(corpus: Corpus) -> Iterator[Finding]:
    """Terms that must be filled, in a municipality that fills others of the same law."""
    for law in corpus.laws:
        for article in law.articles:
            for at, term in enumerate(article.terms.values()):
                if term.required and not term.default and term.layer in _MUNICIPAL:
                    yield from _unfilled(corpus, article, term, ("open_terms", at))


def _unfilled(
    corpus: Corpus, article: Article, term: OpenTerm, where: KeyPath
) -> Iterator[Finding]:
    for scope, begins in _active(corpus, article.law).items():
        if article.law.scope not in (None, scope):
            continue
        day = _first_gap(corpus, article, term, scope, begins)
        if day:
            message = (
                f"nobody fills '{term.name}' for {scope[1]} from {day}; add it to a "
                f"{term.layer} of {scope[1]}"
            )
            yield (article, where, message, "warning")


def _active(corpus: Corpus, law: Law) -> dict[tuple[str, str], date]:
    """The territories with a regulation that fills something of this law, and since when."""
    found: dict[tuple[str, str], date] = {}
    for other in corpus.laws:
        ids = {target for article in other.articles for target, _, _ in article.implements}
        if other.scope and other.scope[1] and (law.id in ids or law.scope == other.scope):
            since = other.valid_from or date.min
            found[other.scope] = min(since, found.get(other.scope, since))
    return found


def _first_gap(
    corpus: Corpus, article: Article, term: OpenTerm, scope: tuple[str, str], begins: date
) -> date | None:
    """The first day of this version on which nobody fills the term there."""
    law, target = article.law, (article.law.id, article.number, term.name)
    first, last = max(law.valid_from or date.min, begins), corpus.last_day(law)
    ends = (corpus.last_day(other) for other in _filling(corpus, target))
    days = {first} | {day for end in ends if end and (day := day_after(end))}
    for day in sorted(day for day in days if day >= first and (last is None or day <= last)):
        filled = corpus.implementers(target, term, day)
        if not any(a.law.scope in (None, scope) for a in filled):
            return day
    return None


def _filling(corpus: Corpus, target: tuple[str, str, str]) -> Iterable[Law]:
    return [law for law in corpus.laws if any(target in a.implements for a in law.articles)]

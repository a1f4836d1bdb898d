# SPDX-License-Identifier: EUPL-1.2
"""The rulebook as one page for people: what it answers, on which article, since when, how sure.

Everything on the page is read from the rulebook itself, so that the page cannot say something
else than the program does. A jurist finds at the end what must still be confirmed before a rule
may answer plainly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from meedoen.law import Corpus
from meedoen.law.model import Article, Law
from meedoen.law.reach import possible
from meedoen.rules.local.chains import passed_on
from meedoen.rules.local.in_words import in_words
from meedoen.rules.rulebook.catalogue import Certainty, Provision, Rulebook
from meedoen.vocabulary.words import name_in_words

_HEAD = """# The rulebook

Generated from `rulebook/` by `meedoen law reference --rulebook rulebook`; a test keeps this page \
the same as the data. Correct the data, never this page. Names and article texts are Dutch, as \
the law is; the texts are our own short summaries and the links lead to the official ones.
"""
_PROVISIONS = """
## Provisions

**Bound**: the law decides by itself. **Open**: a named body weighs, so the answer is at most \
"vraagt oordeel". **Sure** may answer yes or no; **check** may not until a jurist confirmed it; \
**check from** a day is sure until then, because the law is announced to change. \
A rule holds from the first date to the last; no last date means until it is changed.
"""
_MONEY = {"eurocent", "euro"}
_UNITS = {"years": "jaar", "months": "maanden", "weeks": "weken", "days": "dagen"}


def reference_page(book: Rulebook) -> str:
    """The whole page as Markdown, ending in a newline; the same rulebook gives the same text."""
    parts = [_HEAD, _figures(book), _PROVISIONS]
    for glass in book.glasses:
        mine = [p for p in book.provisions if p.glass == glass.code]
        if mine:
            parts.append(f"\n### {glass.label}\n\n{_provision_table(book, mine)}")
    parts += [_local(book), _amounts(book), _laws(book), _knelpunten(book), _to_confirm(book)]
    return "".join(parts)


def _figures(book: Rulebook) -> str:
    checks = len(_unsure(book.provisions))
    laws = len({law.key for law in book.corpus.laws})
    return (
        f"\n{len(book.provisions)} provisions ({checks} still to confirm), "
        f"{len(book.knelpunten)} knelpunten, {len(book.facts)} facts, "
        f"{laws} laws and ordinances in {len(book.corpus.laws)} versions.\n"
    )


def _unsure(provisions: Iterable[Provision]) -> list[Provision]:
    return [p for p in provisions if p.certainty is Certainty.CHECK]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *(tuple(map(_cell, row)) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip() or "–"


def _provision_table(book: Rulebook, provisions: Iterable[Provision]) -> str:
    head = ("provision", "article", "norm", "who decides", "certainty", "holds", "local rules")
    return _table(head, (_provision(book, provision) for provision in provisions))


def _provision(book: Rulebook, provision: Provision) -> tuple[str, ...]:
    places = _places(book.corpus, provision)
    terms = [f"`{term}`" for term in provision.local_terms]
    return (
        f"**{provision.legal_name}**: {provision.name} (`{provision.id}`)",
        f"[{provision.article}]({places[-1].ref.url})",
        "open door" if provision.door else provision.norm,
        provision.decider,
        _certainty(provision),
        "; ".join(_period(book.corpus, article.law) for article in places),
        ", ".join(terms),
    )


def _certainty(provision: Provision) -> str:
    """How sure a provision is, and from which day that is over."""
    if provision.check_from is None:
        return str(provision.certainty)
    return f"{provision.certainty}, check from {provision.check_from}"


def _places(corpus: Corpus, provision: Provision) -> list[Article]:
    """The article that gives the provision, in each version of its law, oldest first."""
    laws = [law for law in corpus.laws if law.id == provision.law]
    found = [law.producers[provision.output] for law in laws if provision.output in law.producers]
    return sorted(found, key=lambda article: _since(article.law))


def _since(law: Law) -> date:
    return law.valid_from or date.min


def _period(corpus: Corpus, law: Law) -> str:
    """From when to when a version holds; a later version ends it."""
    last = corpus.last_day(law)
    return f"{law.valid_from or 'always'} – {last or ''}".rstrip()


def _opening(corpus: Corpus) -> list[tuple[str, Article]]:
    """Terms where a chain to a local rule begins, with the latest article that leaves them open."""
    found = {
        (article.law.id, article.number, term): article
        for law in sorted(corpus.laws, key=_since)
        for article in law.articles
        for term in article.terms
        if law.scope is None and not article.implements
    }
    return sorted(((term, article) for (_, _, term), article in found.items()), key=_by_term)


def _by_term(opening: tuple[str, Article]) -> tuple[str, str]:
    return opening[0], str(opening[1].ref)


def _filling(corpus: Corpus, above: Article, term: str) -> list[Article]:
    """What fills a term of an article, in every territory and version, oldest first."""
    target = (above.law.id, above.number, term)
    scopes = {above.law.scope, None} if above.law.scope else None
    found = [
        article
        for law in corpus.laws
        for article in law.articles
        if target in article.implements and (scopes is None or law.scope in scopes)
    ]
    return sorted(found, key=lambda a: (a.law.scope or ("", ""), a.law.id, _since(a.law)))


def _steps(corpus: Corpus, path: tuple[str, ...], above: Article) -> Iterator[tuple[str, ...]]:
    """A row for everything that fills the last term of `path`, each followed by what is below."""
    for article in _filling(corpus, above, path[-1]):
        yield (
            " › ".join(f"`{term}`" for term in path),
            f"[{above.ref}]({above.ref.url})",
            article.law.scope[1] if article.law.scope else "everywhere",
            f"[{article.ref.law_name}, artikel {article.number}]({article.ref.url})",
            article.text,
            _worth(corpus, article, path[-1]),
            _period(corpus, article.law),
        )
        passed = passed_on(article, path[-1])
        for lower in (*passed.used, *passed.beside):
            if lower.name not in path:
                yield from _steps(corpus, (*path, lower.name), article)


def _worth(corpus: Corpus, article: Article, term: str) -> str:
    """The value an article itself gives to a term; empty where facts or lower rules decide."""
    found = possible(corpus, article, term)
    if len(found) != 1 or found[0].article is not article or found[0].low != found[0].high:
        return ""
    value = found[0].low if found[0].text is None else found[0].text
    return "" if value is None else in_words(value, article.outputs[term].unit)


def _local(book: Rulebook) -> str:
    rows = dict.fromkeys(
        row
        for term, article in _opening(book.corpus)
        for row in _steps(book.corpus, (term,), article)
    )
    head = ("open term", "left open by", "where", "filled by", "in our words", "value", "holds")
    told = "What a law leaves open, and how each step below it works it out."
    return f"\n## Local rules\n\n{told}\n\n{_table(head, rows)}"


def _amounts(book: Rulebook) -> str:
    rows = [
        (
            f"`{name}`",
            _amount(raw),
            f"[{article.ref}]({article.ref.url})",
            _period(book.corpus, law),
        )
        for law in sorted(book.corpus.laws, key=lambda law: (law.name, _since(law)))
        for article in law.articles
        for name, raw in article.definitions.items()
    ]
    head = ("name", "value", "article", "holds")
    return f"\n## Dated amounts and terms\n\n{_table(head, rows)}"


def _amount(raw: Any) -> str:
    held: dict[str, Any] = raw if isinstance(raw, dict) else {"value": raw}
    value, unit = held["value"], (held.get("type_spec") or {}).get("unit", "")
    if unit in _MONEY:
        euros = Decimal(value) / 100 if unit == "eurocent" else Decimal(value)
        return f"€ {euros:.2f}".replace(".", ",")
    return f"{value} {_UNITS.get(unit, unit)}".strip()


def _laws(book: Rulebook) -> str:
    rows = [
        (
            f"[{law.name}]({law.url})",
            f"`{law.id}`",
            name_in_words(law.layer.lower()),
            _period(book.corpus, law),
            str(len(law.articles)),
        )
        for law in sorted(book.corpus.laws, key=lambda law: (law.name, _since(law)))
    ]
    return f"\n## Laws and versions\n\n{_table(('law', 'id', 'layer', 'holds', 'articles'), rows)}"


def _knelpunten(book: Rulebook) -> str:
    rows = [
        (k.code, k.title, ", ".join(k.laws), k.way_out, str(k.certainty), "yes" if k.when else "no")
        for k in book.knelpunten
    ]
    head = ("code", "what collides", "laws", "way out", "certainty", "raised by itself")
    return f"\n## Knelpunten\n\n{_table(head, rows)}"


def _to_confirm(book: Rulebook) -> str:
    """What a jurist must still confirm, in short lists."""
    lists = {
        "Provisions that may not answer plainly yet": [
            f"{p.legal_name} (`{p.id}`): {p.article}" for p in _unsure(book.provisions)
        ],
        "Provisions that may not answer plainly from a day on": [
            f"{p.check_from}: {p.legal_name} (`{p.id}`), {p.article}"
            for p in book.provisions
            if p.check_from
        ],
        "Knelpunten": [
            f"{k.code} {k.title}: {', '.join(k.laws)}"
            for k in book.knelpunten
            if k.certainty is Certainty.CHECK
        ],
        "Articles that say so themselves": _doubtful(book.corpus),
        "What the format cannot express": _inexpressible(book.corpus),
        "Newer texts of a law that nobody has read beside ours yet": [
            f"`{text.law}`: the text of {text.day}" for text in book.newer_texts
        ],
    }
    told = [f"\n### {title}\n\n{_bullets(items)}" for title, items in lists.items() if items]
    return "\n## What a jurist must still confirm\n" + "".join(told)


def _bullets(items: Iterable[str]) -> str:
    return "".join(f"- {_cell(item)}\n" for item in dict.fromkeys(items))


def _doubtful(corpus: Corpus) -> list[str]:
    return [
        f"[{article.ref}]({article.ref.url}), holds {_period(corpus, law)}"
        for law in corpus.laws
        for article in law.articles
        if "jurist" in article.text.lower()
    ]


def _inexpressible(corpus: Corpus) -> list[str]:
    return [
        f"[{article.ref}]({article.ref.url}): {gap.get('construct')}. {gap.get('reason')}"
        for law in corpus.laws
        for article in law.articles
        for gap in article.untranslatables
    ]

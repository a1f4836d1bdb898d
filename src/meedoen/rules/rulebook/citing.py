# SPDX-License-Identifier: EUPL-1.2
"""Citing a law: whether words name an article, and which articles a citation names. Pure.

`Wmo 2015, art. 2.3.5 lid 4 en art. 1.2.2 lid 3` names two articles of one law. After `lid`
everything belongs to that article until `art.` follows, so that no number can be read in two ways.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_ARTICLE = re.compile(r"\bart(?:\.|ikel(?:en)?)?\s*\d", re.IGNORECASE)
_NUMBER = re.compile(r"\d+[a-z]*(?:[.:]\d+[a-z]*)*")
_PART = re.compile(r"[a-z]{1,2}")
_BETWEEN_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """An article as cited: the law's short name and id, and the number of the article.

    `law` is None when there is no file of it here, so that nobody could look it up; `number` is
    empty when such a law is cited as a whole.
    """

    name: str
    law: str | None
    number: str


def names_an_article(legal_ground: str) -> bool:
    """Tell whether a ground names a law and an article: words, and "art." with a number."""
    found = _ARTICLE.search(legal_ground)
    return found is not None and bool(re.search(r"[A-Za-z]{2}", _ARTICLE.sub("", legal_ground)))


def listed(given: object) -> tuple[tuple[str, ...], str]:
    """Give the citations of an entry, one per law, and how they read as one.

    `given` is a citation or a list of them. Raises ValueError for anything else.
    """
    several = given if isinstance(given, list) else [given]
    parts = [part for part in several if isinstance(part, str) and part]
    if not parts or len(parts) < len(several):
        raise ValueError("een wet met artikelen, of een lijst daarvan, hoort hier")
    *first, last = parts
    return tuple(parts), f"{', '.join(first)} en {last}" if first else last


def cited_articles(citation: str, laws: Mapping[str, str | None]) -> tuple[CitedArticle, ...]:
    """Give the articles that a citation of one law names, in its order.

    `laws` are ids by short name, None for a law without a file here. Raises ValueError for a law
    that is not among them, and for whatever can be read in two ways or is no number.
    """
    starts = [name for name in laws if re.match(rf"{re.escape(name)}(?!\w)", citation)]
    if not starts:
        known = ", ".join(sorted(laws))
        raise ValueError(f"'{citation}' begint niet met de korte naam van een wet; er zijn {known}")
    name = max(starts, key=len)
    told = citation[len(name) :]
    other = next((n for n in laws if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", told)), None)
    if other:
        raise ValueError(f"'{citation}' noemt na {name} ook {other}; maak er een lijst van")
    numbers = tuple(_numbers(told))
    if not numbers and laws[name] is not None:
        raise ValueError(f"'{citation}': noem een artikel van deze wet")
    return tuple(CitedArticle(name, laws[name], number) for number in numbers or ("",))


def _numbers(told: str) -> Iterator[str]:
    """The numbers of articles in what stands behind the name of a law."""
    among_articles = False
    for word in re.findall(r"[^\s,]+", _BETWEEN_BRACKETS.sub(" ", told)):
        if word in {"art.", "lid"}:
            among_articles = word == "art."
        elif among_articles and _NUMBER.fullmatch(word):
            yield word
        elif among_articles and not _PART.fullmatch(word):
            raise ValueError(f"'{word}' is geen nummer van een artikel")
        elif not among_articles and re.search(r"\d[.:]\d", word):
            raise ValueError(f"'{word}' lijkt een artikel; zet er 'art.' voor")

# SPDX-License-Identifier: EUPL-1.2
"""Which terms of a municipality fill an article that a knelpunt names. Pure.

People write laws down as they say them: "Pw art. 9", "Participatieverordening artikel 4". A term
belongs to the article that leaves it open, to the one that fills it, and to each article above
those, up to the law.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from meedoen.laboratory.drafts import Term
from meedoen.law import ArticleRef

Article = tuple[str, str]
Above = Mapping[Article, set[Article]]
# How people shorten the laws that leave terms open; a name in full is read from the rule itself.
SHORT_NAMES: Mapping[str, str] = {
    "wmo": "wmo_2015",
    "wmo 2015": "wmo_2015",
    "pw": "participatiewet",
    "participatiewet": "participatiewet",
    "wpo": "wet_op_het_primair_onderwijs",
    "wgs": "wet_gemeentelijke_schuldhulpverlening",
}
_CITED = re.compile(r"^\s*(?P<law>.*?)[\s,]+art(?:\.|ikel)?\s*(?P<number>\d[\w.:]*)", re.IGNORECASE)


def concerned(terms: Sequence[Term], laws: Iterable[str]) -> frozenset[str]:
    """Give the keys of the terms that fill an article among these laws, as they were written.

    Empty when only a law is named and no article of it: then nobody knows which term it is.
    """
    above: dict[Article, set[Article]] = {}
    for term in terms:
        above.setdefault(_at(term.filled_by), set()).add(_at(term.open_by))
    cited = [found for law in laws if (found := _CITED.match(law))]
    return frozenset(
        term.key
        for term in terms
        if any(_concerns(one["law"], one["number"], term, above) for one in cited)
    )


def _at(ref: ArticleRef) -> Article:
    return ref.law_id, ref.number


def _concerns(law: str, number: str, term: Term, above: Above) -> bool:
    named, number = law.strip().lower(), number.rstrip(".:")
    known = SHORT_NAMES.get(named)
    if known is not None:
        own = {_at(term.filled_by), _at(term.open_by)}
        return (known, number) in own | _upwards(_at(term.open_by), above)
    in_full = (ref for ref in (term.filled_by, term.open_by) if _is_called(ref.law_name, named))
    return any(ref.number == number for ref in in_full)


def _is_called(law_name: str, named: str) -> bool:
    """Tell whether a rule goes by a name; people leave out the municipality at its end."""
    return bool(named) and f"{law_name.lower()} ".startswith(f"{named} ")


def _upwards(start: Article, above: Above) -> set[Article]:
    """Give every article above one, up to the law."""
    found: set[Article] = set()
    ahead = [start]
    while ahead:
        higher = above.get(ahead.pop(), set()) - found
        found |= higher
        ahead += higher
    return found

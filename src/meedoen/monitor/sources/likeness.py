# SPDX-License-Identifier: EUPL-1.2
"""Which field a heading may be, by how alike they are written: a proposal, for somebody (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from meedoen.monitor.sources.specification import MonitorSource, SourceField, level

# Of a hundred: below this a likeness says nothing.
LEAST = 72
# What it counts when all words of the one stand in the other: "vanaf" is a part of "datum begin".
_WITHIN = 76.0
_PARTS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+|\d+")
# What suppliers write short, and what stands for the same in another word.
_SAME = {
    "nr": "nummer", "num": "nummer", "dat": "datum", "dd": "datum", "geb": "geboorte",
    "start": "begin", "ingang": "begin", "ingangs": "begin", "vanaf": "begin", "aanvang": "begin",
    "tot": "einde", "eind": "einde", "tm": "einde", "burgerservice": "bsn", "sofi": "bsn",
    "pc": "postcode", "hnr": "huisnummer", "jr": "jaar", "cat": "categorie",
    "toew": "toewijzing", "beeindiging": "einde", "eindiging": "einde",
}  # fmt: skip
_EMPTY_WORDS = frozenset({"van", "de", "het", "een", "in", "of", "per", "en", "code"})


def proposals(headings: Sequence[str], source: MonitorSource) -> Mapping[str, SourceField]:
    """Give for some headings the field that each is most like; no field is proposed twice.

    Headings that are known already have their field, and leave it to nobody else.
    """
    fields = {one.name: one for shape in source.shapes for one in shape.fields}
    open_headings = [one for one in headings if level(one) and not _known(one, source)]
    taken = {_known(one, source) for one in headings}
    alike = sorted(
        (
            (_likeness(heading, one), -place, heading, one.name)
            for place, heading in enumerate(open_headings)
            for one in fields.values()
            if one.name not in taken
        ),
        reverse=True,
    )
    found: dict[str, SourceField] = {}
    for score, _, heading, name in alike:
        if score >= LEAST and heading not in found and name not in taken:
            found[heading] = fields[name]
            taken.add(name)
    return found


def _known(heading: str, source: MonitorSource) -> str:
    """Give our name of a heading that is known without a profile; empty for any other."""
    wanted = level(heading)
    named = (shape.by_heading.get(wanted) for shape in source.shapes)
    return next((one.name for one in named if one is not None), "")


def _likeness(heading: str, field: SourceField) -> float:
    """Say how alike a heading and a field are, from 0 to 100: letter by letter, or word by word."""
    return max(_alike(heading, name) for name in (field.name, *field.known_as))


def _alike(heading: str, name: str) -> float:
    ours, theirs = _words(name), _words(heading)
    within = _WITHIN if ours and theirs and (ours <= theirs or theirs <= ours) else 0.0
    return max(
        fuzz.ratio(level(heading), level(name)),
        fuzz.ratio(" ".join(sorted(theirs)), " ".join(sorted(ours))),
        within,
    )


def _words(name: str) -> set[str]:
    return {one for one in _each(name) if one not in _EMPTY_WORDS}


def _each(name: str) -> Iterator[str]:
    for part in _PARTS.findall(name):
        word = level(part)
        yield _SAME.get(word, word)

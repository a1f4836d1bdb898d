# SPDX-License-Identifier: EUPL-1.2
"""Finds in a text what could tell who it is about, each by a reason of its own. Pure.

It asks, and does not decide: each find is shown with its words, and somebody changes them or says
that they may stay. Only a citizen service number may never stay. Sure of nothing: a text without
finds can still be recognised by who knows the person, and the page says so.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from meedoen.recognition.ages import ages
from meedoen.recognition.beside import beside
from meedoen.recognition.clauses import clauses, to_its_end
from meedoen.recognition.few_have import illnesses, jobs, more_jobs, of_relatives
from meedoen.recognition.kinds import BY_FORM, Finding, Kind
from meedoen.recognition.known_by_name import organisations, places_in_small
from meedoen.recognition.known_by_name import places as named_places
from meedoen.recognition.names import given_names, known_names, perhaps_names, titled_names
from meedoen.recognition.phrases import told_by
from meedoen.recognition.uncommon import uncommon
from meedoen.vocabulary.bsn import bsns_in
from meedoen.vocabulary.levelling import Levelled, levelled

__all__ = ["BY_FORM", "Finding", "Kind", "Piece", "find", "marked"]

_ARTICLE = re.compile(
    r"\b(?:art|artikel|artikelen)\b\.?(?: \d[\d.:]*[a-z]?\b(?:,| en)?)+", re.IGNORECASE
)


def find(
    text: str, *, names: Collection[str] = (), places: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Give what in a text could tell who it is about, in reading order, without overlaps.

    `names` are those the dossier holds, `places` the buurten and towns around: both are looked
    for however they are written. Where two overlap the surer one stays whole.
    """
    level = levelled(text)
    kept: list[Finding] = []
    for one in _surest_first(level.plain, names, [levelled(place).plain for place in places]):
        kept += beside(level.plain, to_its_end(level.plain, one), kept)
    return tuple(_as_written(text, level, one) for one in sorted(kept, key=lambda f: f.start))


# Where two finds overlap, what stands first here stays whole: what is known by how it is written,
# then what is told in words, and last what is only perhaps a name.
_BY_FORM = (
    (Kind.DATE, "dates", ""),
    (Kind.EMAIL, "numbers", "email"),
    (Kind.ACCOUNT, "numbers", "account"),
    (Kind.PHONE, "numbers", "phone"),
    (Kind.NUMBER, "numbers", "number"),
    (Kind.POSTCODE, "addresses", "postcodes"),
    (Kind.ADDRESS, "addresses", ""),
    (Kind.PLACE, "addresses", "streets"),
)


def _surest_first(text: str, names: Collection[str], places: Collection[str]) -> Iterator[Finding]:
    without = _ARTICLE.sub(lambda found: " " * len(found.group()), text)
    yield from (Finding(Kind.BSN, text[start:end], start, end) for start, end in bsns_in(text))
    yield from known_names(text, names)
    for kind, name, part in _BY_FORM:
        yield from told_by(kind, without, name, part)
    yield from titled_names(text)
    yield from organisations(text)
    perhaps, given = [*perhaps_names(text, places)], [*given_names(text, places)]
    yield from _with_a_given_name(perhaps, given)
    yield from given
    yield from told_by(Kind.FAMILY, text, "families", "whose")
    yield from illnesses(text)
    yield from jobs(text)
    yield from told_by(Kind.EVENT, text, "events")
    yield from told_by(Kind.DWELLING, text, "dwellings")
    yield from ages(without, places)
    yield from told_by(Kind.FAMILY, text, "families")
    yield from _unknown(named_places(text), places)
    yield from perhaps
    yield from of_relatives(text)
    yield from _loosely(text, without, places)


# What is more often told of somebody than not, and is asked about when nothing surer is there.
_LOOSELY = (
    (Kind.EVENT, "events"),
    (Kind.FAMILY, "families"),
    (Kind.ILLNESS, "illnesses"),
    (Kind.DWELLING, "dwellings"),
    (Kind.ORGANISATION, "organisations"),
    (Kind.PERHAPS_NAME, "names"),
)


def _loosely(text: str, without: str, places: Collection[str]) -> Iterator[Finding]:
    yield from told_by(Kind.DATE, without, "dates", "loosely")
    yield from told_by(Kind.AGE, without, "ages", "loosely")
    yield from _unknown(told_by(Kind.PLACE, text, "places", "loosely"), places)
    yield from _unknown(places_in_small(text), places)
    yield from more_jobs(text)
    for kind, name in _LOOSELY:
        yield from told_by(kind, text, name, "loosely")
    yield from uncommon(text)
    yield from clauses(text)


def _with_a_given_name(perhaps: Iterable[Finding], given: Collection[Finding]) -> Iterator[Finding]:
    """Names in which a given name stands, with what belongs to them: "Anna de Wit"."""
    return (
        one
        for one in perhaps
        if any(one.start <= name.start and name.end <= one.end for name in given)
    )


def _unknown(found: Iterable[Finding], places: Collection[str]) -> Iterator[Finding]:
    """Places that the reader does not know already: around here they tell little."""
    known = {part.lower() for place in places for part in (place, *re.split(r"[\s-]+", place))}
    return (one for one in found if one.words.lower() not in known)


def _as_written(text: str, level: Levelled, one: Finding) -> Finding:
    """The find where it stands in the text as somebody typed it."""
    start, end = level.typed(one.start, one.end)
    return Finding(one.kind, text[start:end], start, end)


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: plain, or a find to be marked."""

    words: str
    finding: Finding | None = None


def marked(text: str, findings: Iterable[Finding]) -> list[Piece]:
    """Cut a text in pieces so that its finds can be shown marked; together they are the text."""
    pieces, at = [], 0
    for one in sorted(findings, key=lambda found: found.start):
        if one.start > at:
            pieces.append(Piece(text[at : one.start]))
        pieces.append(Piece(text[one.start : one.end], one))
        at = one.end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces

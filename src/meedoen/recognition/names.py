# SPDX-License-Identifier: EUPL-1.2
"""Names of people: those a dossier holds, and what is written as a name. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from meedoen.recognition.kinds import Finding, Kind, found_at
from meedoen.recognition.phrases import phrases_of, told_by
from meedoen.recognition.word_lists import is_ordinary, is_spelled, lines_of, words_of
from meedoen.vocabulary.levelling import levelled

# A shorter word is a name only when a list says so.
_SHORTEST_UNKNOWN = 4
# Before "belt" or "wil" a word of three letters is one too: "Ayo belt".
_SHORTEST_BEFORE_A_VERB = 3
# A word of so many letters is sooner put together than a name.
_LONG = 9
# "Van den Berg-De Wit": so many words further a name may still go on.
_LONGEST = 6
_WORD = re.compile(r"(?<![\w'@.-])[^\W\d_][\w']*(?:-[^\W\d_][\w']*)*")
_CUT_OFF = re.compile(r"\.(?=[,a-z]| ?[a-z\d])")
_UNSAYABLE = re.compile(
    r"(?:[bdfgjkmpvwz][bdfghjklmnpqrvwxz]|[bcdfghjklmnpqrstvwxz]{2}[bcdfgjklmnpqrvwxz]|[bcdfghjklmnpqrvwxz]{3}s)$",
    re.IGNORECASE,
)
_LINKS = frozenset({"van", "de", "der", "den", "het", "ter", "ten", "te", "el", "al", "op"})


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text and where it stands; `begins` says that a sentence begins with it."""

    text: str
    start: int
    end: int
    begins: bool
    cut_off: bool

    @property
    def can_be_unknown(self) -> bool:
        """Whether it is long enough for a name, and no shorthand: "Bijz.", "Wijkvpk"."""
        return len(self.text) >= _SHORTEST_UNKNOWN and not self.cut_off

    @property
    def small(self) -> str:
        return self.text.lower()

    @property
    def has_capital(self) -> bool:
        """Whether it is written as a name, and not as an abbreviation."""
        return len(self.text) > 1 and self.text[0].isupper() and not self.text.isupper()


def known_names(text: str, names: Iterable[str]) -> Iterator[Finding]:
    """Find names that the caller knows, as a whole and by their parts, however they are written."""
    plain = [levelled(name).plain for name in names]
    parts = {part for name in plain for part in (name, *re.split(r"[\s-]+", name))}
    for part in sorted((p for p in parts if len(p) > 1), key=lambda p: (-len(p), p)):
        sought = rf"(?<!\w){re.escape(part)}(?:s|'s)?(?!\w)"
        for match in re.finditer(sought, text, re.IGNORECASE):
            yield found_at(Kind.NAME, match)


def titled_names(text: str) -> Iterator[Finding]:
    """Find names after a form of address, and initials."""
    for kind, part in ((Kind.NAME, "titled"), (Kind.PERHAPS_NAME, "initials")):
        for found in told_by(kind, text, "names", part):
            if not _is_quiet(found.words):
                yield found
    for phrase in phrases_of("names", "titled_small"):
        for match in phrase.finditer(text):
            if _can_be_surname(match["word"].lower()):
                yield found_at(Kind.PERHAPS_NAME, match, "told")


def _is_quiet(words: str) -> bool:
    """Whether all that has a capital tells nobody, as in "mevrouw van het UWV"."""
    named = {one.lower() for one in re.findall(r"[^\W\d_][\w'-]+", words) if one[0].isupper()}
    return bool(named) and named <= words_of("no_names")


def _can_be_surname(small: str) -> bool:
    return small in words_of("surnames") | words_of("given_names") or not is_spelled(small)


def given_names(text: str, places: Collection[str]) -> Iterator[Finding]:
    """Find names by which people go and that are hardly a word, with a capital or without."""
    quiet = _quiet(places)
    for word in _words(text):
        if word.small not in quiet and _is_given(word):
            yield Finding(Kind.PERHAPS_NAME, word.text, word.start, word.end)


def _quiet(places: Collection[str]) -> frozenset[str]:
    """Words that tell nobody: those of a list, and of the places that the caller knows."""
    around = (part.lower() for place in places for part in re.split(r"[\s-]+", place))
    known = words_of("no_names") | words_of("desk_roles") | lines_of("countries")
    return known | frozenset(around)


def _words(text: str) -> list[_Word]:
    return [
        _Word(one.group(), one.start(), one.end(), _begins(text, one.start()), _is_cut(text, one))
        for one in _WORD.finditer(text)
    ]


def perhaps_names(text: str, places: Collection[str]) -> Iterator[Finding]:
    """Find what is written as a name: a capital inside a sentence, what comes after "heet"."""
    quiet, words = _quiet(places), _words(text)
    yield from _joined(text, words, quiet)
    for found in (
        *told_by(Kind.PERHAPS_NAME, text, "names", "close"),
        *told_by(Kind.PERHAPS_NAME, text, "names", "called"),
    ):
        if found.words.lower() not in quiet and _follows_as_a_name(found.words):
            yield found
    for found in told_by(Kind.PERHAPS_NAME, text, "names", "beginning"):
        if found.words.lower() not in quiet and _begins_as_a_name(text, found):
            yield found
    for word in words:
        if word.small not in quiet and _is_shouted(word):
            yield Finding(Kind.PERHAPS_NAME, word.text, word.start, word.end)


def _joined(text: str, words: list[_Word], quiet: Collection[str]) -> Iterator[Finding]:
    """Words with a capital inside a sentence, and what belongs to them: "Van der Laan"."""
    at = 0
    while at < len(words):
        first = words[at]
        if not _tells(first, quiet) or (first.begins and not _is_name(first)):
            at += 1
            continue
        last = _last_of(text, words, at, quiet)
        start, end = first.start, words[last].end
        yield Finding(Kind.PERHAPS_NAME, text[start:end], start, end)
        at = last + 1


def _last_of(text: str, words: list[_Word], at: int, quiet: Collection[str]) -> int:
    """Give the number of the last word of a name that begins with this one."""
    last = at
    for further in range(at + 1, min(at + _LONGEST, len(words))):
        between = text[words[further - 1].end : words[further].start]
        if between not in (" ", "-"):
            break
        if _tells(words[further], quiet):
            last = further
        elif words[further].small not in _LINKS:
            break
    return last


def _tells(word: _Word, quiet: Collection[str]) -> bool:
    if not word.has_capital or word.small.removesuffix("'s") in quiet:
        return False
    # "Wmo-taxi", "UWV-gesprek": what it is about stands before the hyphen.
    return word.small.split("-")[0] not in quiet and not word.text.split("-")[0].isupper()


def _is_name(word: _Word) -> bool:
    """Whether the first word of a sentence is a name, and nothing that Dutch spells."""
    if word.small in words_of("given_names"):
        return True
    return word.can_be_unknown and not all(map(is_spelled, word.small.split("-")))


def _is_given(word: _Word) -> bool:
    """Whether it is a given name, with a capital or too long to be chance."""
    known = word.small in words_of("given_names")
    return known and (len(word.text) >= _SHORTEST_UNKNOWN or word.has_capital)


def _is_shouted(word: _Word) -> bool:
    """Whether it is a name in capitals: four letters or more, no word or a surname."""
    long = len(word.text) >= _SHORTEST_UNKNOWN
    return long and word.text.isupper() and _can_be_surname(word.small)


def _follows_as_a_name(words: str) -> bool:
    small = words.lower()
    if small in words_of("after_names"):
        return False
    known = small in words_of("given_names") | words_of("names_also_words")
    return known or words[0].isupper() or not is_spelled(small)


def _begins_as_a_name(text: str, found: Finding) -> bool:
    small = found.words.lower()
    known = small in words_of("given_names") | words_of("names_also_words")
    return _begins(text, found.start) and (known or _can_be_unheard_of(found.words))


def _can_be_unheard_of(words: str) -> bool:
    """Whether it may be a name that no list holds: no shorthand, and no word in use."""
    small = words.lower()
    short = len(small) < _SHORTEST_BEFORE_A_VERB or words.isupper()
    put_together = len(small) >= _LONG and is_spelled(small)
    return not (short or put_together or is_ordinary(small) or _UNSAYABLE.search(small))


def _is_cut(text: str, word: re.Match[str]) -> bool:
    """Whether a word is shorthand: cut off before a dot with more after it, or unsayable."""
    return bool(_CUT_OFF.match(text, word.end()) or _UNSAYABLE.search(word.group()))


def _begins(text: str, at: int) -> bool:
    """Whether a sentence, line or quotation begins here."""
    before = text[:at].rstrip(" \t\"'‘“(-•")
    return not before or before[-1] in ".!?:\n"

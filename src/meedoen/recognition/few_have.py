# SPDX-License-Identifier: EUPL-1.2
"""Work that few do and illnesses that few have: by name, by ending, or by a rare word. Pure."""

import re
from collections.abc import Iterator

from meedoen.recognition.kinds import Finding, Kind
from meedoen.recognition.phrases import told_by
from meedoen.recognition.uncommon import is_of_the_desk, is_seldom_told
from meedoen.recognition.word_lists import is_ordinary, is_rare, occurs_at_most, words_of

_NO_WORK = ("common_jobs", "no_work", "no_names", "everyday", "dull")
# A shorter word says little.
_CONTENT = re.compile(r"[\w'-]{4,}")
# What is said of a relative tells when a word in it is used no more often than this.
_OFTEN = 12_000
# What ends as who does something, and is a thing, a time or a measure.
_THING = re.compile(
    r"(?:kamer|kelder|papier|formulier|kwartier|weer|meter|zolder|vloer|beheer|vervoer|verkeer|nummer"
    r"|cijfer|letter|venster|water|theater|winter|zomer|offer|koffer|ander|baar|jaar|computer|rooster"
    r"|klooster|register|monster|kachel|kater|dossier|plezier|dier|bezwaar|gevaar|paar|leer|akker"
    r"|masker|anker|tanker|poeder|moeder|vader|broer|zuster|dochter|kleur|deur|geur|buur|ouder|peer"
    r"|oever|ijzer|suiker|wijzer|folder|beer|sfeer|keer|heer|meer|neer|zeer|lager|hoger|nader|zwaar"
    r"|kier|zier|vijver|veer|speer|stier|nier|vuur|muur|uur|figuur|cultuur|honger|longer|tijdster)$"
)


def jobs(text: str) -> Iterator[Finding]:
    """Find work that few do."""
    yield from told_by(Kind.JOB, text, "jobs")
    yield from told_by(Kind.JOB, text, "jobs", "by_telling", if_word=_is_uncommon)
    yield from told_by(Kind.JOB, text, "jobs", "rare_word", if_word=_is_rare_work)
    yield from told_by(Kind.JOB, text, "jobs", "rare", if_word=_is_unheard_of)
    for found in told_by(Kind.JOB, text, "jobs", "at_a_place", if_word=_is_no_workplace_of_many):
        work = found.words.lower().split()[0]
        whose = " van " in found.words and work in words_of("desk_roles")
        if work in words_of("common_jobs") and not whose:
            yield found


def more_jobs(text: str) -> Iterator[Finding]:
    """Find work by how it is told of alone: several who do it, any noun after "werkte als"."""
    yield from told_by(Kind.JOB, text, "jobs", "plural", if_word=_is_uncommon_of_several)
    yield from told_by(Kind.JOB, text, "jobs", "any_noun", if_word=_is_uncommon)
    yield from told_by(Kind.JOB, text, "jobs", "sort", if_word=_is_uncommon)
    yield from told_by(Kind.JOB, text, "jobs", "doing")
    yield from told_by(Kind.JOB, text, "jobs", "making", if_word=is_seldom_told)


def illnesses(text: str) -> Iterator[Finding]:
    """Find an illness that few have."""
    yield from told_by(Kind.ILLNESS, text, "illnesses")
    yield from told_by(Kind.ILLNESS, text, "illnesses", "by_ending", if_word=_is_uncommon_illness)
    yield from told_by(Kind.ILLNESS, text, "illnesses", "of_the_body", if_word=is_rare)
    yield from told_by(Kind.ILLNESS, text, "illnesses", "rare", if_word=_is_unheard_of)


def of_relatives(text: str) -> Iterator[Finding]:
    """Find what is said of a relative and is not everyday, whatever it is."""
    yield from told_by(Kind.FAMILY, text, "families", "clause", if_word=_is_not_everyday)


def _is_not_everyday(words: str) -> bool:
    told = set(_CONTENT.findall(words)) - words_of("everyday") - words_of("common_jobs")
    return any(occurs_at_most(one, _OFTEN) and not is_of_the_desk(one) for one in told)


def _is_uncommon(word: str) -> bool:
    return not any(word in words_of(name) for name in _NO_WORK)


def _is_uncommon_of_several(words: str) -> bool:
    endings = ("", "s", "en", "n")
    return all(_is_uncommon(words.removesuffix(one)) for one in endings)


def _is_rare_work(word: str) -> bool:
    if word in words_of("desk_roles") or _THING.search(word):
        return False
    return is_rare(word) and _is_uncommon(word)


def _is_no_workplace_of_many(word: str) -> bool:
    return word not in words_of("common_workplaces")


def _is_uncommon_illness(word: str) -> bool:
    return word.split()[-1] not in words_of("common_illnesses")


def _is_unheard_of(word: str) -> bool:
    """Whether nobody would use the word who does not have to."""
    if is_ordinary(word) or is_of_the_desk(word):
        return False
    return _is_uncommon(word) and _is_uncommon_illness(word)

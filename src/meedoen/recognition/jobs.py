# SPDX-License-Identifier: EUPL-1.2
"""Work that few do: by name, where work is told of, or as a word that is hardly ever used. Pure."""

import re
from collections.abc import Iterator

from meedoen.recognition.kinds import Finding, Kind
from meedoen.recognition.phrases import told_by
from meedoen.recognition.word_lists import is_rare, words_of

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
    common = words_of("common_jobs") | words_of("no_names")
    yield from told_by(Kind.JOB, text, "jobs", "by_telling", but_not=common)
    for found in told_by(Kind.JOB, text, "jobs", "rare_word", but_not=common):
        word = found.words.lower().split()[0]
        if is_rare(word) and not _THING.search(word):
            yield found

# SPDX-License-Identifier: EUPL-1.2
"""What is told in words that texts about help hardly ever hold, whatever it is. Pure."""

import re
from collections.abc import Iterator

from meedoen.recognition.kinds import Finding, Kind
from meedoen.recognition.phrases import told_by
from meedoen.recognition.word_lists import occurs_at_most, words_of

# Some 4,200 Dutch words are used more often than this.
_SELDOM = 3000
# A word that stands alone says less, and has to be rarer.
_HARDLY_EVER = 300
_LISTS = (
    "at_the_desk", "common_jobs", "common_illnesses", "common_workplaces", "dull", "everyday",
    "no_names", "no_work",
)  # fmt: skip
# What the last part of a word says to be of help, papers, money, time or how something is.
_OF_THE_DESK = re.compile(
    r"(?:uitkering|toeslag|regeling|plan|plannen|gesprek|formulier|formulieren|brief|brieven|hulp|zorg|bijdrage|kosten"
    r"|traject|consulent|wet|termijn|aanvraag|loket|begeleiding|begeleider|voorziening|vergoeding|verklaring|indicatie"
    r"|verzekering|premie|opleiding|toets|norm|grens|budget|pas|dienst|diensten|werk|werker|medewerker|organisatie|instelling"
    r"|afspraak|gegevens|nummer|codes?|adres|kaart|rekening|contract|periode|jaar|maanden|weken|dagen|uren|tijd|klachten"
    r"|problemen|beperking|stoornis|werkplaats|plek|plekken|baan|banen|loon|geld|schuld|schulden|plicht|recht|rechten|lijk|lijke|heid"
    r"|heden|ing|ingen|baar|bare|loos|loze|achtig|achtige|ig|ige|isch|ische|teit|atie|aties|ische)$"
)


def uncommon(text: str) -> Iterator[Finding]:
    """Find a thing or somebody by a word that is seldom used and is not of a desk for help."""
    yield from told_by(Kind.UNCOMMON, text, "uncommon", if_word=is_seldom_told)
    yield from told_by(Kind.UNCOMMON, text, "uncommon", "alone", if_word=_is_told_by_few)


def is_seldom_told(word: str) -> bool:
    """Whether a word is not used much, and neither of daily life nor of a desk for help."""
    word = word.lower().strip("'").removesuffix("'s")
    if not occurs_at_most(word, _SELDOM) or _OF_THE_DESK.search(word):
        return False
    return not any(word in words_of(name) for name in _LISTS)


def _is_told_by_few(word: str) -> bool:
    return occurs_at_most(word.strip("'"), _HARDLY_EVER) and is_seldom_told(word)

# SPDX-License-Identifier: EUPL-1.2
"""What is told of a thing, a beast, a building or a deed that few have or do, whatever it is. Pure.

A thing that is seldom named tells by itself. One that is named more often, and what somebody did,
tell where a clause holds two of them: a boat is a boat, and a boat that sank with an organ is hers.
"""

import re
from collections.abc import Iterator

from meedoen.recognition.kinds import Finding, Kind
from meedoen.recognition.phrases import told_by
from meedoen.recognition.word_lists import LONGEST_WORD, is_spelled, occurs_at_most, words_of

# Some 4,200 Dutch words are used more often than this.
_SELDOM = 3000
# What begins or ends so says what was done, or how something is.
_NO_NOUN = re.compile(
    r"^(?:aan|af|op|uit|in|door|over|mee|voor|toe|om|weg|terug|samen|bij|goed|vast)?ge|^(?:be|ver|ont|her|onder)"
    r"|(?:end|ende|de|den|te|en|eert|t|ste|lijk|lijke|ief|ieve|aal|ale|eel|ele|iek|ieke)$"
)
# Any other noun has to be rarer than a thing that texts about help hardly hold.
_HARDLY_EVER = 300
# A shorter end is chance: "kristal" is no "stal".
_SHORTEST_END = 4
_SHORTEST_FRONT = 3
_SMALLER_OR_MORE = re.compile(r"(?:'s|etjes?|tjes?|pjes?|jes?|en|s|n|e)$")
_JOINT = re.compile(r"(?:s|en|n|e|-)$")
_LISTS = (
    "at_the_desk", "common_jobs", "common_illnesses", "common_workplaces", "dull", "everyday",
    "desk_roles", "no_names", "no_work",
)  # fmt: skip
# What the last part of a word says to be of help, papers, money, time or how something is.
_OF_THE_DESK = re.compile(
    r"(?:uitkering|toeslag|regeling|plan|plannen|gesprek|formulier|formulieren|brief|brieven|hulp|zorg|bijdrage|kosten"
    r"|traject|consulent|wet|termijn|aanvraag|loket|begeleiding|begeleider|voorziening|vergoeding|verklaring|indicatie"
    r"|verzekering|premie|opleiding|toets|norm|grens|budget|pas|dienst|diensten|werk|werker|medewerker|organisatie|instelling"
    r"|afspraak|gegevens|nummer|codes?|adres|kaart|rekening|contract|periode|jaar|maanden|weken|dagen|uren|tijd|klachten"
    r"|problemen|beperking|stoornis|werkplaats|plek|plekken|baan|banen|loon|geld|schuld|schulden|plicht|recht|rechten|lijk|lijke|heid"
    r"|taxi|regels|doel|doelen|bureau|hypotheek|boedel|noemer|vorm|vormen|groep|groepen|lijst|lijsten|lijn|team|teams|pot"
    r"|potje|beleid|stukken|schrift|punt|punten|stelsel|fonds|gesprekken|douche|toilet|traplift|drempel|beugel|matras|bed"
    r"|middelen|middel|abonnement|reden|keuze|besluit|besluiten|rapport|advies|adviezen|onderzoek|systeem|portaal|scherm"
    r"|terrein|huisje|zoon|dochter|moeder|vader|ouders|kind|kinderen|gezin|geven|heden|ing|ingen|baar|bare"
    r"|loos|loze|achtig|achtige|ig|ige|isch|ische|teit|atie|aties|ische)$"
)


def uncommon(text: str) -> Iterator[Finding]:
    """Find a thing or somebody by a word that is seldom used and is not of a desk for help."""
    yield from told_by(Kind.UNCOMMON, text, "uncommon", if_word=_is_told_by_few)
    yield from told_by(Kind.UNCOMMON, text, "uncommon", "noun", if_word=is_noun_of_few)


def is_seldom_told(word: str) -> bool:
    """Whether a word is not used much, and neither of daily life nor of a desk for help."""
    word = word.lower().strip("'").removesuffix("'s")
    return occurs_at_most(word, _SELDOM) and not is_of_the_desk(word)


def is_of_the_desk(word: str) -> bool:
    """Whether a word is of daily life, or of laws, papers and help."""
    listed = any(word in words_of(name) for name in _LISTS)
    return listed or bool(_OF_THE_DESK.search(word))


def is_thing(word: str) -> bool:
    """Whether a word is of what texts about help hardly hold, as it is, smaller, or more of it."""
    word = word.lower().strip("'-")
    return any(map(_ends_as_thing, {word, _SMALLER_OR_MORE.sub("", word)}))


def _ends_as_thing(word: str) -> bool:
    things = words_of("things")
    if word in things or _OF_THE_DESK.search(word) or len(word) > LONGEST_WORD:
        return word in things
    ends = range(_SHORTEST_FRONT, len(word) - _SHORTEST_END + 1)
    return any(word[at:] in things and _is_front(word[:at]) for at in ends)


def _is_front(front: str) -> bool:
    return is_spelled(front) or is_spelled(_JOINT.sub("", front))


def _is_told_by_few(word: str) -> bool:
    return is_seldom_told(word) and is_thing(word)


def is_noun_of_few(word: str) -> bool:
    """Whether Dutch spells it and hardly uses it, and it does not end as what is done or how."""
    long = len(word) >= _SHORTEST_END
    rare = long and occurs_at_most(word, _HARDLY_EVER) and is_spelled(word)
    return rare and not _NO_NOUN.search(word) and is_seldom_told(word)

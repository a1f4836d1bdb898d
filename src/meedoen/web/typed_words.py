# SPDX-License-Identifier: EUPL-1.2
"""The words somebody typed into a form that could not be taken, so that a page can show them back.

A session that ended, a cookie that went missing or another dossier that is open: each refuses what
was sent. Whoever typed it keeps her words: the page that says no shows them, to copy. Only text is
shown, by the list below; a choice, a code, a password or a return word never is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from meedoen.privacy.endpoints import registration_of
from meedoen.privacy.policy import Purpose

# The name of a field without the prefix of its form → how the page calls it. A test holds every
# text field of every form against this list.
LABELS: Mapping[str, str] = {
    "wish": "Wat wil je graag doen?",
    "talent": "Wat kun je goed, of doe je graag?",
    "story": "Wat we verder moeten weten",
    "words": "Je woorden",
    "next_step": "Een volgende stap",
    "chosen_name": "Hoe je genoemd wilt worden",
    "telephone": "Telefoonnummer",
    "email": "E-mailadres",
    "post_address": "Adres voor brieven",
    "reach": "Hoe we je bereiken",
    "motivation": "Waarom",
    "reason": "Waarom",
    "own_ground": "De grond",
    "title": "Waar het over gaat",
    "counted": "Wie er geteld is",
    "sources": "Waar de aantallen vandaan komen",
    "quality": "Hoe goed de aantallen zijn",
    "remark": "Wat je erbij zegt",
    "ground": "Grondslag",
    "article": "Artikel",
    "purpose": "Doel",
    "controller": "Wie verantwoordelijk is",
    "dpia": "DPIA",
    "streets_decision": "Waar het besluit te vinden is",
    "happens": "Wat er gebeurt",
    "laws": "Welke wetten botsen",
    "effect": "Wat het betekent voor de inwoner",
    "called": "Hoe het heet",
    "aim": "Waar het voor is",
    "leader_function": "De functie van wie het leidt",
    "leader_name": "De naam van wie het leidt",
    "wanted": "Waar het cijfer heen moet",
    "what": "Wat jullie gaan doen",
    "more": "Meer erover",
    "who": "Wie het doet",
    "sentence": "Wat je zag",
    "came_of_it": "Wat ervan kwam",
    "why": "Waarom",
    "because": "Waarom",
    "by_whom": "Wie het besloot",
    "result": "Wat eruit kwam",
    "decision": "Wat besloten is",
    "situation": "Wat er aan de hand was",
    "collides": "Wat er botste",
    "cause": "Waardoor het kwam",
    "approach": "Wat er gedaan is",
    "place": "Waar",
    "advised_by": "Wie advies gaf",
    "advice": "Het advies",
    "summary": "Wat inwoners zeiden, in het kort",
    "reaction": "Wat ermee gedaan is",
}


@dataclass(frozen=True)
class TypedWords:
    """What stood in one field: how the field is called, and the words as they were typed."""

    label: str
    words: str


def words_in(posted: MultiValueDict[str, str]) -> list[TypedWords]:
    """List the fields of text that hold something, in the order in which they were sent. Pure."""
    found = []
    for name in posted:
        label = LABELS.get(name.rpartition("-")[2])
        typed = posted.get(name) or ""
        if label and typed.strip():
            found.append(TypedWords(label, typed.replace("\r\n", "\n")))
    return found


def typed_words(request: HttpRequest) -> list[TypedWords]:
    """List what somebody typed in what was posted; nothing for a page to log in or come back by.

    Also nothing when what was posted cannot be read.
    """
    match = request.resolver_match
    stated = registration_of(match.func, match.view_name) if match else None
    if request.method != "POST" or stated is None or stated.purpose is Purpose.SIGNING_IN:
        return []
    return words_in(request.POST)

# SPDX-License-Identifier: EUPL-1.2
""" "Wat kan er voor mij": a resident looks through the glasses, and answers if she likes."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from meedoen.assessment.queries import Overridden, overrides_of
from meedoen.history.operations import sign
from meedoen.journeys.glasses import Conversation, answer, converse, current_rulebook
from meedoen.journeys.what_if import values_of
from meedoen.privacy.decision import Viewer
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FactSource
from meedoen.residents.queries import Dossier, known_facts
from meedoen.rules.glasses import usable
from meedoen.rules.questions import Question, open_questions
from meedoen.rules.rulebook.catalogue import Fact, MaySay
from meedoen.vocabulary.moment import Moment


class NotHers(Exception):
    """This fact is not hers to say or to take away; the text says what she can do."""


@dataclass(frozen=True)
class OwnLook:
    """What she sees: the conversation, the facts in usable form, and one question at most.

    `decided` gives, per provision id, what a professional decided otherwise and why.
    """

    talk: Conversation
    facts: Mapping[str, object]
    question: Question | None
    decided: Mapping[str, Overridden]


def look_for_myself(known: Dossier, *, on: Moment) -> OwnLook:
    """Look through the glasses with what is known now; ask only what a resident can say."""
    book, talk = current_rulebook(), converse(known, on=on)
    answered = {fact.name for fact in talk.facts} - talk.impossible | talk.skipped
    wanted = {need.code for need in talk.wanted}
    questions = [
        *open_questions(talk.assessment, book, wanted, by=MaySay.RESIDENT),
        *open_questions(talk.assessment, book, by=MaySay.RESIDENT),
    ]
    question = next((q for q in questions if q.fact.name not in answered), None)
    decided = {one.provision: one for one in overrides_of(known.subject)}
    return OwnLook(talk, usable(book, values_of(talk)), question, decided)


def hers_to_say(name: str) -> Fact:
    """Give a fact that a resident may answer; raises NotHers for any other name."""
    fact = current_rulebook().facts.get(name)
    if fact is None or MaySay.RESIDENT not in fact.answered_by:
        raise NotHers("Dit kan alleen iemand anders zeggen. Klopt het niet? Bel ons.")
    return fact


def say_myself(*, subject: UUID, name: str, value: object, by: Viewer, on: Moment) -> None:
    """Keep her own answer beside what others said; None is "liever niet".

    Raises NotHers, and ImpossibleAnswer for what cannot be the answer.
    """
    fact = hers_to_say(name)
    answer(subject=subject, name=fact.name, value=value, source=FactSource.RESIDENT, by=by, on=on)


def only_she_said(subject: UUID, name: str) -> bool:
    """Tell whether nobody but the resident said this fact."""
    said = {fact.source for fact in known_facts(subject) if fact.name == name}
    return said <= {FactSource.RESIDENT}


@transaction.atomic
def take_my_word_back(*, subject: UUID, name: str, by: Viewer, on: Moment) -> None:
    """Take her own answer back, or unskip a question; unknown again. Raises NotHers when
    somebody else said something too: then she can say what is right, and both stay visible."""
    sign(by=by, on=on, about=subject)
    hers_to_say(name)
    if not only_she_said(subject, name):
        raise NotHers("Iemand anders schreef dit ook op. Zeg wat er wel klopt, of bel ons.")
    residents.forget_facts(subject=subject, names=[name], by=by, on=on)

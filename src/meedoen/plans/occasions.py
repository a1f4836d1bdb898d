# SPDX-License-Identifier: EUPL-1.2
"""What a plan has to tell: a step that somebody put in it, and what came of what she sent.

What she does not agree with came in at once, on her page. The law orders a receipt in writing for a
complaint and an objection (Awb 6:14 and 9:6); for a wish to talk nobody has to be sent anything.
"""

from meedoen.notifications.kinds import MessageKind
from meedoen.notifications.occasions import MessageWords, Occasion
from meedoen.plans.disagreements.queries import (
    Disagreed,
    disagreement_stands,
    read_for_a_message,
)
from meedoen.plans.queries import step_in_plan, step_stands
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

STEP_ADDED = "plans.step_added"
CAME_IN = "plans.disagreement_came_in"
CAME_IN_FORMALLY = "plans.disagreement_came_in_formally"
DISAGREEMENT_ANSWERED = "plans.disagreement_answered"


def _still_so(about: str, on: Moment) -> bool:
    return step_stands(int(about))


def _words(about: str, on: Moment) -> MessageWords | None:
    step = step_in_plan(int(about))
    if step is None:
        return None
    return MessageWords(
        "Er staat een stap bij in je plan",
        (
            f"{step.added_by} schreef een stap in je plan:",
            f"“{step.words}”",
            "Klopt het niet? Haal de stap dan weg. Je hoeft er niet meteen iets mee.",
        ),
        "/mijn-plan/#stappen",
    )


def _came_in_stands(about: str, on: Moment) -> bool:
    return disagreement_stands(int(about), answered=False)


def _came_in(about: str, on: Moment) -> MessageWords | None:
    found = read_for_a_message(int(about), on=on.day)
    if found is None:
        return None
    said = (f"Jij schreef: “{found.words}”",) if found.words else ()
    return MessageWords(
        f"Je {found.way.noun} is binnen",
        (
            f"Op {day_in_words(found.said_on)} kregen we je {found.way.noun}. "
            f"Het nummer is {found.reference}.",
            *said,
            f"Het ligt bij {found.owner or found.team}. "
            f"Je krijgt antwoord uiterlijk op {day_in_words(found.before.day)}.",
            "Terugnemen mag altijd. Je hoeft niet te zeggen waarom.",
        ),
        _page_of(found),
    )


def _answer_stands(about: str, on: Moment) -> bool:
    return disagreement_stands(int(about), answered=True)


def _answered(about: str, on: Moment) -> MessageWords | None:
    found = read_for_a_message(int(about), on=on.day)
    if found is None or found.answered_at is None:
        return None
    until = found.ombudsman_until
    on_from_here = (
        "Ben je niet tevreden met dit antwoord? Dan kun je tot en met "
        f"{day_in_words(until)} naar de ombudsman. Dat kost niets."
        if until
        else "Ben je niet tevreden met dit antwoord? Zeg het gerust nog eens."
    )
    return MessageWords(
        f"Er is antwoord op je {found.way.noun}",
        (
            f"Je {found.way.noun} van {day_in_words(found.said_on)}, nummer {found.reference}.",
            f"Dit is het antwoord van {found.answered_by}:",
            found.answer,
            on_from_here,
        ),
        _page_of(found),
    )


def _page_of(found: Disagreed) -> str:
    return f"/mijn-plan/niet-eens/{found.pk}/"


OCCASIONS = (
    Occasion(STEP_ADDED, MessageKind.PLAN, Domain.PLAN, _still_so, _words),
    Occasion(CAME_IN, MessageKind.ANSWER, Domain.PLAN, _came_in_stands, _came_in),
    Occasion(CAME_IN_FORMALLY, MessageKind.RECEIPT, Domain.PLAN, _came_in_stands, _came_in),
    Occasion(DISAGREEMENT_ANSWERED, MessageKind.ANSWER, Domain.PLAN, _answer_stands, _answered),
)

# SPDX-License-Identifier: EUPL-1.2
"""What the register has to tell: to who pressed "dit hindert mij", what came of it.

Nobody can switch this off: there is no setting that asks whether who raised something is told.
"""

from datetime import date
from uuid import UUID

from meedoen.knelpunten.tickets.queries import BecameOf, became_of
from meedoen.notifications.kinds import MessageKind
from meedoen.notifications.occasions import MessageWords, Occasion
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

ANSWERED = "knelpunten.answered"


def about_answer(ticket: UUID, answered_on: date) -> str:
    """Name the answer of a day to a press: a later answer is news of its own."""
    return f"{ticket.hex} {answered_on:%Y%m%d}"


def _answer(about: str) -> BecameOf | None:
    """Give what came of a press while it is the answer that is told of; None when it is not."""
    number = UUID(about.partition(" ")[0])
    found = became_of([number]).get(number)
    if found is None or found.taken_back or found.answered_on is None or not found.wants_answer:
        return None
    return found if about_answer(number, found.answered_on) == about else None


def _still_so(about: str, on: Moment) -> bool:
    return _answer(about) is not None


def _words(about: str, on: Moment) -> MessageWords | None:
    found = _answer(about)
    if found is None or found.answered_on is None:
        return None
    said = (f"Jij zei: “{found.words}”",) if found.words else ()
    return MessageWords(
        "Er is antwoord op wat jou hindert",
        (
            f"Op {day_in_words(found.given_on)} drukte je op ‘dit hindert mij’.",
            *said,
            f"Dit is het antwoord, van {day_in_words(found.answered_on)}:",
            found.answer,
            "Is het daarmee opgelost? Je mag het zeggen, ook ‘half’ of ‘nee’. Het hoeft niet.",
        ),
        "/mijn-plan/hindert/",
    )


OCCASIONS = (Occasion(ANSWERED, MessageKind.ANSWER, Domain.PLAN, _still_so, _words),)

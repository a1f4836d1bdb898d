# SPDX-License-Identifier: EUPL-1.2
"""What the worker does every five minutes: see to presses, and tell who waits for an answer.

Who pressed may not change the register herself, so each is seen to from here, in the same way for
all and in a transaction of its own. What was not done when a worker fell away waits for the next.
"""

import logging
from collections.abc import Callable, Iterable
from uuid import UUID

from procrastinate.contrib.django import app

from meedoen.history.actor import NamedActor
from meedoen.journeys.telling_back import tell_back
from meedoen.knelpunten.tickets.operations import see_to
from meedoen.knelpunten.tickets.queries import to_see_to, to_tell
from meedoen.vocabulary.moment import Moment

EVERY_FIVE_MINUTES = "*/5 * * * *"
# So many at a time: what is left waits for five minutes.
MOST_AT_ONCE = 500
MACHINE = NamedActor("Meedoen")

logger = logging.getLogger(__name__)


@app.periodic(cron=EVERY_FIVE_MINUTES)
@app.task(name="see_to_presses", queueing_lock="see_to_presses")
def see_to_presses(timestamp: int) -> None:
    """See to what waits, and tell. `timestamp` is when the queue meant it, in seconds."""
    see_to_what_waits()
    tell_who_waits()


def see_to_what_waits(*, most: int = MOST_AT_ONCE) -> int:
    """See to at most so many presses, each by itself; gives how many were seen to."""
    return _each(to_see_to(most=most), lambda one: see_to(ticket=one, by=MACHINE, on=Moment.now()))


def tell_who_waits(*, most: int = MOST_AT_ONCE) -> int:
    """Tell at most so many who pressed what came of it, each by itself; gives how many were."""
    return _each(to_tell(most=most), lambda one: tell_back(one, by=MACHINE, on=Moment.now()))


def _each(tickets: Iterable[UUID], do: Callable[[UUID], object]) -> int:
    """Do something with each. One with which it cannot be done stops no other.

    It is named in the log by its kind of fault alone, and tried again the next time.
    """
    done = 0
    for ticket in tickets:
        try:
            do(ticket)
        except Exception as fault:
            logger.exception("A press could not be seen to: %s.", type(fault).__name__)
        else:
            done += 1
    return done


def take_up(timestamp: object, tries: int) -> bool:
    """Let go of a job whose worker fell away: the next one, within minutes, does what it left."""
    return False

# SPDX-License-Identifier: EUPL-1.2
"""What the worker does: what follows from presses, and from answers whether it is solved.

Who pressed may not change the register herself, so each is seen to from here, in the same way for
all and in a transaction of its own. What was not done when a worker fell away waits for the next.
"""

import logging

from procrastinate.contrib.django import app

from meedoen.history.actor import NamedActor
from meedoen.knelpunten.tickets.operations import see_to
from meedoen.knelpunten.tickets.queries import to_see_to
from meedoen.vocabulary.moment import Moment

EVERY_FIVE_MINUTES = "*/5 * * * *"
# So many at a time: what is left waits for five minutes.
MOST_AT_ONCE = 500
MACHINE = NamedActor("de rekenmachine")

logger = logging.getLogger(__name__)


@app.periodic(cron=EVERY_FIVE_MINUTES)
@app.task(name="see_to_presses", queueing_lock="see_to_presses")
def see_to_presses(timestamp: int) -> None:
    """See to what waits. `timestamp` is when the queue meant it to be done, in seconds."""
    see_to_what_waits()


def see_to_what_waits(*, most: int = MOST_AT_ONCE) -> int:
    """See to at most so many presses, each by itself; gives how many were seen to.

    One that cannot be seen to stops no other: it is named in the log by its kind of fault alone,
    and tried again the next time.
    """
    done = 0
    for ticket in to_see_to(most=most):
        try:
            see_to(ticket=ticket, by=MACHINE, on=Moment.now())
        except Exception as fault:
            logger.exception("A press could not be seen to: %s.", type(fault).__name__)
        else:
            done += 1
    return done


def take_up(timestamp: object, tries: int) -> bool:
    """Let go of a job whose worker fell away: the next one, within minutes, does what it left."""
    return False

# SPDX-License-Identifier: EUPL-1.2
"""How long who types wrong return words waits (ADR 0012). Pure.

One visit waits longer with each try. An address goes slower, and is never shut: many people can be
behind one, and the right words must still open the story of any of them.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from meedoen.vocabulary.moment import Moment

FREE_TRIES = 5
WAIT = timedelta(minutes=1)
VISIT_MEMORY = timedelta(hours=1)
ADDRESS_MEMORY = timedelta(minutes=15)
FREE_TRIES_OF_AN_ADDRESS = 30
# From then on an address may be wrong six times a minute. Right words are not counted at all.
PACE, PACE_TRIES = timedelta(minutes=1), 6
# So many wrong tries an hour, from everywhere together, are told to the officer.
ALARM_MEMORY, ALARM_TRIES = timedelta(hours=1), 300
KEPT = timedelta(days=1)


def wait(mine: Sequence[datetime], theirs: Sequence[datetime], *, on: Moment) -> timedelta:
    """Say how long to wait before five words are looked at; zero when they are looked at now.

    `mine` and `theirs` are the moments, oldest first, of the wrong tries of this visit and of
    everybody at this address, as far back as each is remembered.
    """
    until = on.at
    if len(mine) >= FREE_TRIES:
        until = max(until, mine[-1] + WAIT * (len(mine) - FREE_TRIES + 1))
    lately = [at for at in theirs if at > on.at - PACE]
    if len(theirs) >= FREE_TRIES_OF_AN_ADDRESS and len(lately) >= PACE_TRIES:
        until = max(until, lately[-PACE_TRIES] + PACE)
    return until - on.at

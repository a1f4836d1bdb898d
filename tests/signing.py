# SPDX-License-Identifier: EUPL-1.2
"""Who sets up what a test starts from, and when: `add_team(…, **SIGNED)`; and who signs first."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from meedoen.history.actor import Actor, NamedActor
from meedoen.vocabulary.moment import Moment

SIGNED: dict[str, Any] = {
    "by": NamedActor("een test"),
    "on": Moment(datetime(2026, 1, 1, 12, tzinfo=UTC)),
}
_WRITES = ("INSERT", "UPDATE", "DELETE")


def said_by(act: Callable[[], object]) -> list[str]:
    """Give what an operation says to the database, in order; marks within a transaction apart."""
    with CaptureQueriesContext(connection) as said:
        act()
    every = [one["sql"] for one in said.captured_queries]
    return [one for one in every if "SAVEPOINT" not in one]


def signs_before_it_writes(act: Callable[[], object], *, by: Actor, on: Moment) -> list[str]:
    """See that an operation says who acts and when before it writes; give what it said."""
    said = said_by(act)
    first = next(place for place, one in enumerate(said) if one.startswith(_WRITES))
    signed = next(one for one in said[:first] if "meedoen.signed_by" in one)
    assert by.label in signed
    assert on.at.isoformat() in signed
    return said

# SPDX-License-Identifier: EUPL-1.2
"""Two hundred people press "ja" at the last place at the same moment, over HTTP."""

import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import psycopg
import pytest

from tests.at_once.together import all_at_once
from tests.commands.alive import Serving
from tests.commands.test_kills import admin, folder
from tests.commands.writer import PLAN, STORY, Visitor, unique

__all__ = ["folder"]
pytestmark = [
    pytest.mark.explore,
    pytest.mark.skipif(sys.platform != "linux", reason="who is whose child is read from /proc"),
]
PEOPLE = 200
_ONE_LEFT = """
UPDATE catalogue_offer SET places = taken_elsewhere + 1 WHERE id = (SELECT o.id
FROM catalogue_offer o WHERE places IS NOT NULL AND NOT needs_decision
AND 'GM9901' = ANY (serves) AND NOT EXISTS (SELECT FROM bookings_placement p
WHERE p.offer_id = o.id AND ended_at IS NULL) ORDER BY o.id LIMIT 1) RETURNING id
"""


def at_the_door(port: int, offer: str) -> tuple[Visitor, str]:
    """Give somebody who told her story and reads of that offer, with the page before her."""
    visitor = Visitor(port)
    visitor.post(STORY, visitor.get(STORY), words=unique("proef"), go="next")
    return visitor, visitor.get(f"/aanbod/{offer}/")


def press_yes(offer: str, visitor: Visitor, page: str) -> tuple[str, float]:
    """Say yes; give where that leads, and how many seconds it took."""
    began = time.monotonic()
    leads = visitor.post(f"/mijn-keuzes/{offer}/", page, answer="yes")
    return leads.partition("#")[0], time.monotonic() - began


def test_of_two_hundred_who_press_at_once_one_gets_the_place_and_all_hear_it(
    folder: Path,
) -> None:
    serving = Serving.begin(folder).wait_until_ready()
    with psycopg.connect(admin(folder)) as asked:
        row = asked.execute(_ONE_LEFT).fetchone()
    assert row is not None
    offer = str(row[0])
    with ThreadPoolExecutor(8) as pool:
        people = list(pool.map(lambda _: at_the_door(serving.port, offer), range(PEOPLE)))
    answers = all_at_once([partial(press_yes, offer, *one) for one in people], connected=False)
    heard = Counter(leads for leads, _ in answers)
    took = sorted(seconds for _, seconds in answers)
    print(f"\nhalf within {took[PEOPLE // 2]:.1f} s, all within {took[-1]:.1f} s: {dict(heard)}")
    with psycopg.connect(admin(folder)) as asked:
        kept = asked.execute(
            "SELECT count(*) FROM bookings_placement WHERE offer_id = %s AND ended_at IS NULL",
            [offer],
        ).fetchone()
    serving.stop()
    assert kept == (1,)
    assert heard == {PLAN: 1, "/mijn-keuzes/": PEOPLE - 1}

# SPDX-License-Identifier: EUPL-1.2
"""Nothing that was acknowledged is lost, and all comes back, whatever is killed and how often.

Long: `make kills KILLS=300` prints how long each came back in; `make explore` does a few.
"""

import json
import os
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from meedoen.database import server
from meedoen.database.binaries import find_programs
from tests.commands.alive import DATABASE, WEB, WORKER, Serving, kill, wait_for
from tests.commands.writer import Writer
from tests.database.folders import folder_for_all

pytestmark = [
    pytest.mark.explore,
    pytest.mark.skipif(sys.platform != "linux", reason="who is whose child is read from /proc"),
]
KILLS = int(os.environ.get("KILLS") or 24)
WRITERS = 3
PLACES = 40
PART = {"database": DATABASE, "web server": WEB, "worker": WORKER}
VICTIMS = [*PART, "web worker", "backend", "parent", "everything"]
_WHOLE = """
SELECT count(*), count(DISTINCT compartments) FROM (
    SELECT resident_id, (SELECT count(*) FROM privacy_compartment c WHERE c.subject = resident_id)
        AS compartments
    FROM residents_fragment WHERE words LIKE 'proef %' GROUP BY resident_id
) AS told
"""
_SOLD_TWICE = """
SELECT count(*) FROM catalogue_offer o WHERE places < taken_elsewhere + (
    SELECT count(*) FROM bookings_placement p WHERE p.offer_id = o.id AND ended_at IS NULL
)
"""
_WITHOUT_A_REGISSEUR = """
SELECT count(*) FROM plans_plan p
WHERE NOT EXISTS (SELECT FROM plans_step s WHERE s.plan_id = p.id) AND NOT EXISTS (
    SELECT FROM bookings_placement b WHERE b.resident_id = p.resident_id
)
"""
_HELD = """
SELECT f.words FROM residents_fragment f JOIN bookings_placement p USING (resident_id)
WHERE f.words LIKE 'proef %'
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with folder_for_all("meedoen-kills-") as made:
        yield made
        server.stop(server.plan_server(find_programs(), made / "postgres"))


def admin(folder: Path) -> str:
    here = server.plan_server(find_programs(), folder / "postgres")
    return here.address(role=server.ADMIN, database="meedoen")


def a_scarce_offer(folder: Path) -> str:
    """Choose an offer whose places all will want, and give its number."""
    with psycopg.connect(admin(folder)) as asked:
        row = asked.execute(
            "UPDATE catalogue_offer SET places = taken_elsewhere + %s WHERE id = (SELECT o.id "
            "FROM catalogue_offer o WHERE places IS NOT NULL AND NOT needs_decision "
            "AND 'GM9901' = ANY (serves) ORDER BY o.id LIMIT 1) RETURNING id",
            [PLACES],
        ).fetchone()
    assert row is not None
    return str(row[0])


def killed(victim: str, served: Serving, folder: Path) -> tuple[Serving, float]:
    """Kill a part and give what serves after that, and in how many seconds all was back."""
    family = served.family()
    if victim in PART:
        gone = [served.part(PART[victim])]
    elif victim == "web worker":
        gone = served.web_workers()[:1]
    elif victim == "backend":
        gone = [backend_of(folder)]
    else:
        gone = [served.process.pid, *(family if victim == "everything" else [])]
    began = time.monotonic()
    for pid in filter(None, gone):
        try:
            kill(pid)
        except ProcessLookupError:
            continue
    if victim in ("parent", "everything"):
        served.process.wait()
        # As whoever looks after services would.
        served = Serving.begin(folder, served.port)

    def all_is_back() -> bool:
        parts = [served.part(part) for part in PART.values()]
        there = all(part is not None and part not in gone for part in parts)
        return there and len(set(served.web_workers()) - set(gone)) == 2 and served.answers()

    wait_for(all_is_back, f"all is back after {victim} was killed")
    seconds = time.monotonic() - began
    if victim == "parent":
        # A process that ended stands in /proc until whoever adopted it has looked.
        wait_for(lambda: not any(map(still_there, family)), "its children are gone")
    return served, seconds


def still_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def backend_of(folder: Path) -> int | None:
    with psycopg.connect(admin(folder)) as asked:
        row = asked.execute(
            "SELECT pid FROM pg_stat_activity WHERE usename = 'meedoen_web' LIMIT 1"
        ).fetchone()
    return row[0] if row else None


def test_nothing_acknowledged_is_lost_whatever_is_killed(folder: Path) -> None:
    served = Serving.begin(folder).wait_until_ready()
    offer = a_scarce_offer(folder)
    writers = [Writer(served.port, offer) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    took: dict[str, list[float]] = defaultdict(list)
    chosen = random.Random(7)
    for turn in range(KILLS):
        wait_for_a_write(writers, time.monotonic())
        time.sleep(chosen.uniform(0, 2))
        victim = VICTIMS[turn % len(VICTIMS)]
        began = time.monotonic()
        served, seconds = killed(victim, served, folder)
        took[victim].append(seconds)
        wait_for_a_write(writers, began + seconds)
    for writer in writers:
        writer.finish()
    wait_for(served.answers, "it serves at the end")
    faults = faults_in(folder, writers, offer)
    told = {
        "kills": KILLS,
        "stories": sum(len(w.kept.stories) for w in writers),
        "places": sum(len(w.kept.places) for w in writers),
        "steps": sum(len(w.kept.steps) for w in writers),
        "full": sum(w.kept.full for w in writers),
        "unanswered": sum(w.kept.unanswered for w in writers),
        "back in seconds": {victim: spread(times) for victim, times in took.items()},
        "within 15 s": sum(t <= 15 for times in took.values() for t in times),
        "faults": faults,
    }
    sys.stderr.write(json.dumps(told, indent=1) + "\n")
    served.stop()
    assert faults == []
    assert told["stories"], "nothing was written"
    assert told["places"], "nobody got a place"


def wait_for_a_write(writers: list[Writer], since: float) -> None:
    wait_for(lambda: any(writer.kept.last > since for writer in writers), "a write is acknowledged")


def spread(times: list[float]) -> dict[str, float]:
    return {
        "n": len(times),
        "median": round(statistics.median(times), 1),
        "longest": round(max(times), 1),
    }


def faults_in(folder: Path, writers: list[Writer], offer: str) -> list[str]:
    """Say what is not as it was acknowledged; nothing when all is."""
    faults = []
    with psycopg.connect(admin(folder)) as asked:
        stories = [row[0] for row in asked.execute(
            "SELECT words FROM residents_fragment WHERE words LIKE 'proef %'"
        )]  # fmt: skip
        steps = [row[0] for row in asked.execute(
            "SELECT words FROM plans_step WHERE words LIKE 'stap %'"
        )]  # fmt: skip
        held = [row[0] for row in asked.execute(_HELD)]
        for what, wanted, there in (
            ("story", [s for w in writers for s in w.kept.stories], stories),
            ("step", [s for w in writers for s in w.kept.steps], steps),
            ("place", [s for w in writers for s in w.kept.places], held),
        ):
            faults += [f"{what} lost: {words}" for words in set(wanted) - set(there)]
            if len(there) != len(set(there)):
                faults.append(f"{len(there) - len(set(there))} of {what} twice")
        told, kinds = asked.execute(_WHOLE).fetchone() or (0, 0)
        if told and kinds != 1:
            faults.append("stories half written: not all have the same compartments")
        for what, question in (
            ("offers sold twice", _SOLD_TWICE),
            ("plans without what they were begun for", _WITHOUT_A_REGISSEUR),
        ):
            (count,) = asked.execute(question).fetchone() or (0,)
            if count:
                faults.append(f"{count} {what}")
        (kept,) = asked.execute(
            "SELECT count(*) FROM bookings_placement WHERE offer_id = %s AND ended_at IS NULL",
            [offer],
        ).fetchone() or (0,)
        if kept > PLACES:
            faults.append(f"{kept} of {PLACES} places")
    return faults

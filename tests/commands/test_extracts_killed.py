# SPDX-License-Identifier: EUPL-1.2
"""Whenever somebody kills a load, there is the load of before or the new one, whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from meedoen.database.roles import OWNER
from meedoen.monitor.models import SourceLoad
from meedoen.monitor.snapshots import read_people
from meedoen.vocabulary.moment import Moment
from tests.database.test_connected import address_as
from tests.interop.extracts.examples import YEAR
from tests.monitor.loading import TOWN, a_town, kept, load, on_terms, rows_of, table

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="a copy of a process is killed"),
]
OLD, NEW = 3, 5
MOST_STEPS = 200


@pytest.fixture
def loads(tmp_path: Path, settings, server_address: str) -> Iterator[subprocess.Popen[str]]:
    """What loads, and is killed."""
    settings.MONITOR_FOLDER = tmp_path / "monitor"
    told = {
        "DJANGO_SETTINGS_MODULE": "meedoen.settings.test",
        "MEEDOEN_TEST_DATABASE_URL": address_as(OWNER, server_address),
        "MEEDOEN_MONITOR_FOLDER": str(settings.MONITOR_FOLDER),
    }
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", str(Path(__file__).with_name("killed_loads.py"))],
        env={**os.environ, **told}, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as running:  # fmt: skip
        yield running


def killed_at(loads: subprocess.Popen[str], step: int, path: Path) -> int:
    """Load a file, killed at a step; gives how it ended."""
    assert loads.stdin
    assert loads.stdout
    loads.stdin.write(f"{step} extracts load wsw {path} --period {YEAR} --municipality {TOWN}\n")
    loads.stdin.flush()
    return int(loads.stdout.readline())


def test_killed_at_any_step_it_leaves_the_load_of_before_or_the_new_one(
    tmp_path: Path, loads: subprocess.Popen[str], now: Moment
) -> None:
    a_town(now)
    on_terms("wsw", now)
    path = tmp_path / "nieuw.csv"
    ends = []
    for step in range(MOST_STEPS):
        assert load("wsw", table(tmp_path / "oud.csv", rows_of("wsw", OLD))).exit_code == 0
        table(path, rows_of("wsw", NEW))
        ended = killed_at(loads, step, path)
        one = SourceLoad.objects.get(over_at__isnull=True)
        assert one.rows in (OLD, NEW)
        assert len(read_people(kept(one.file)[0])) == one.rows
        # Only what stands is thrown away.
        assert path.exists() or one.rows == NEW
        ends.append((ended, one.rows))
        if ended != -signal.SIGKILL:
            break
    assert ends[-1] == (0, NEW)
    assert (-signal.SIGKILL, OLD) in ends
    assert (-signal.SIGKILL, NEW) in ends
    assert not path.exists()
    # What those that were killed left behind was swept away by who came after.
    assert len(kept()) == 1

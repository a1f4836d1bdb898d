# SPDX-License-Identifier: EUPL-1.2
"""Whenever somebody kills an import of money, it is in the books whole, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db.models import Sum

from meedoen.budget.models import BookedDocument, LedgerEntry
from meedoen.commands.budget import budget
from meedoen.database.roles import OWNER
from tests.budget.worlds import LINDEWAARD, a_town
from tests.database.test_connected import address_as
from tests.interop.money_files import invoice

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="a copy of a process is killed"),
]
LINES = [10_000, 5_001]
MOST_STEPS = 300


@pytest.fixture
def imports(server_address: str) -> Iterator[subprocess.Popen[str]]:
    """What imports, and is killed."""
    told = {
        "DJANGO_SETTINGS_MODULE": "meedoen.settings.test",
        "MEEDOEN_TEST_DATABASE_URL": address_as(OWNER, server_address),
    }
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", str(Path(__file__).with_name("killed_loads.py"))],
        env={**os.environ, **told}, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as running:  # fmt: skip
        yield running


def killed_at(imports: subprocess.Popen[str], step: int, path: Path) -> int:
    """Import an invoice, killed at a step; gives how it ended."""
    assert imports.stdin
    assert imports.stdout
    imports.stdin.write(f"{step} budget import --as invoice {path} --municipality {LINDEWAARD}\n")
    imports.stdin.flush()
    return int(imports.stdout.readline())


def booked(document: BookedDocument) -> int:
    """Give what of a document stands at the debit, in cents."""
    entries = LedgerEntry.objects.filter(transaction__document=document, cents__gt=0)
    return entries.aggregate(cents=Sum("cents"))["cents"] or 0


def test_killed_at_any_step_an_invoice_is_in_the_books_whole_or_not_at_all(
    tmp_path: Path, imports: subprocess.Popen[str]
) -> None:
    a_town()
    path, ends, whole = tmp_path / "factuur.xml", [], set()
    for step in range(MOST_STEPS):
        path.write_text(invoice(LINES, number=f"F-{step}"), "utf-8")
        ended = killed_at(imports, step, path)
        (*there,) = BookedDocument.objects.filter(number=f"F-{step}")
        whole |= {booked(one) for one in there}
        ends.append((ended, len(there)))
        assert len(there) <= 1
        assert (LedgerEntry.objects.aggregate(all=Sum("cents"))["all"] or 0) == 0
        if ended != -signal.SIGKILL:
            break
    assert ends[-1] == (0, 1)
    assert (-signal.SIGKILL, 0) in ends
    assert (-signal.SIGKILL, 1) in ends
    assert len(whole) == 1
    assert 0 not in whole
    # Who imports again what was killed has each of them once.
    for step in range(len(ends)):
        path.write_text(invoice(LINES, number=f"F-{step}"), "utf-8")
        assert killed_at(imports, -1, path) == 0
    assert BookedDocument.objects.count() == len(ends)
    checked = CliRunner().invoke(budget, ["check"])
    assert checked.exit_code == 0, checked.output

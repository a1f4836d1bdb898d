# SPDX-License-Identifier: EUPL-1.2
"""A large message, good or made to do harm, takes no great part of a computer."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.interop.iwmo.test_hostile import ROW, TEXT

MEASURE = """
import sys
from pathlib import Path
from meedoen.interop.findings import Refused
from meedoen.interop.iwmo import read_messages
try:
    rows = sum(1 for _ in read_messages(Path(sys.argv[1]), kind="iwmo", year=2026))
except Refused:
    rows = -1
# What the system says of its most counts that of who started it as well; this is its own.
own = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(rows, int(own) // 1024)
"""


def measured(path: Path) -> tuple[int, int]:
    """Give the rows of a message, and the most memory (MB) that reading it took."""
    command = [sys.executable, "-c", MEASURE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows, memory = done.stdout.split()
    return int(rows), int(memory)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells its most")
@pytest.mark.parametrize("what", ["rows", "comment", "elements"])
def test_twenty_mb_take_no_great_part_of_a_computer(what: str, tmp_path: Path) -> None:
    begin, end = TEXT.index("<a:ToegewezenProduct>"), TEXT.index(ROW) + len(ROW)
    row = TEXT[begin:end]
    inside = {
        "rows": row * (20_000_000 // len(row)),
        "comment": row.replace(ROW, "<!--" + "x" * 20_000_000 + f"-->{ROW}"),
        "elements": row.replace(ROW, "<a/>" * 5_000_000 + ROW),
    }[what]
    path = tmp_path / "a.xml"
    path.write_text(TEXT[:begin] + inside + TEXT[end:])
    rows, memory = measured(path)
    assert rows == (20_000_000 // len(row) if what == "rows" else -1)
    assert memory < 400

# SPDX-License-Identifier: EUPL-1.2
"""Checking a file of a source, beside polars that reads the same file without any check.

Both as a process of their own, in turn, so that what else the machine does falls on both; the file
is read once before. Prints the report in Markdown. Run: benchmarks/extract.
"""

import argparse
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

YEAR = 2026
HEADINGS = (
    "bsn", "productcategoriecode", "productcode", "datumStart", "datumEinde", "omvang", "eenheid",
    "frequentie", "leveringsvorm", "buurtcode",
)  # fmt: skip
FAULTS = 0.03
_READ = "import polars, sys; polars.read_csv(sys.argv[1], separator=';'{})"
_OURS = "check every row and write the report"


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds on the clock, seconds of processors, and memory at its most."""

    clock: float
    processors: float
    megabytes: float


def main() -> None:
    """Write an invented file, check it and read it in turn, and print both."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--polars", required=True, help="a Python that has polars")
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=5)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wmo.csv"
        # In a process of its own: what that held would count as memory of those that follow.
        writing = multiprocessing.get_context("fork").Process(target=write, args=(path, told.rows))
        writing.start()
        writing.join()
        print_report(path, told.rows, told.rounds, told.polars)


def print_report(path: Path, rows: int, rounds: int, python: str) -> None:
    """Run all in turn some times, and print the medians and their ratios."""
    check = [sys.executable, "-m", "meedoen", "extracts", "validate", "wmo", str(path)]
    check += ["--period", str(YEAR), "--report", str(path.with_suffix(".report"))]
    ways = {
        _OURS: check,
        "polars reads, every column as text": [
            python, "-c", _READ.format(", infer_schema=False"), str(path),
        ],
        "polars reads, as it does by itself": [python, "-c", _READ.format(""), str(path)],
    }  # fmt: skip
    runs: dict[str, list[Cost]] = {way: [] for way in ways}
    cost_of(["cat", str(path)])
    for _ in range(rounds):
        for way, command in ways.items():
            runs[way].append(cost_of(command))
    ours = runs[_OURS]
    lines = [
        f"## {rows} rows, {path.stat().st_size / 1e6:.0f} MB, {FAULTS:.0%} with a fault",
        "",
        "| what, as a process | clock | processors | memory | ours over it, clock | processors |",
        "|---|---|---|---|---|---|",
    ]
    for way, costs in runs.items():
        clock, processors = median(costs, "clock"), median(costs, "processors")
        lines.append(
            f"| {way} | {clock:.2f} s | {processors:.2f} s | {median(costs, 'megabytes'):.0f} MB | "
            f"{median(ours, 'clock') / clock:.2f} | {median(ours, 'processors') / processors:.2f} |"
        )
    sys.stdout.write("\n".join(lines) + "\n")


def write(path: Path, rows: int) -> None:
    """Write an invented file."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(invented(rows))


def median(costs: list[Cost], name: str) -> float:
    """Give the median of one thing of some runs."""
    return statistics.median(getattr(one, name) for one in costs)


def cost_of(command: list[str]) -> Cost:
    """Run a command and measure it; one that finds faults in the data leaves with 1."""
    began = time.perf_counter()
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(command, stdout=quiet, stderr=quiet)  # noqa: S603 - our own
    _, status, used = os.wait4(running.pid, 0)
    clock = time.perf_counter() - began
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in (0, 1):
        raise SystemExit(f"{command}: left with {running.returncode}")
    return Cost(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def invented(rows: int) -> Iterator[str]:
    """Give the lines of a file of the Wmo, one in a while with a fault."""
    chance = np.random.default_rng(1)
    yield ";".join(HEADINGS) + "\n"
    figures = chance.integers(0, 10, (rows * 2, 8))
    last = (figures @ np.arange(9, 1, -1)) % 11
    whole = figures @ 10 ** np.arange(8, 0, -1) + last
    numbers = whole[(last < 10) & (whole > 10**8)][:rows]
    first = np.datetime64("2024-01-01") + chance.integers(0, 1000, rows).astype("timedelta64[D]")
    until = np.maximum(first, np.datetime64("2026-01-01")) + chance.integers(0, 300, rows).astype(
        "timedelta64[D]"
    )
    kinds, places = chance.integers(1, 19, rows), chance.integers(0, 800, rows)
    faults = np.where(chance.random(rows) < FAULTS, chance.integers(1, 6, rows), 0)
    for row in range(rows):
        cells = [
            f"{numbers[row]:09d}", f"{kinds[row]:02d}", f"{kinds[row]:02d}A{row % 90 + 10}",
            str(first[row]), "" if row % 3 else str(until[row]), str(row % 40 + 1), "04", "2",
            ("ZIN", "PGB")[row % 2], f"BU9901{places[row]:04d}",
        ]  # fmt: skip
        match faults[row]:
            case 1:
                cells[0] = cells[0][1:]
            case 2:
                cells[1] = "99"
            case 3:
                cells[3] = "2026-02-31"
            case 4:
                cells[4] = "2019-01-01"
            case 5:
                cells[0] = cells[0][:8] + str((int(cells[0][8]) + 1) % 10)
        yield ";".join(cells) + "\n"


if __name__ == "__main__":
    main()

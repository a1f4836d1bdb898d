# SPDX-License-Identifier: EUPL-1.2
"""Protecting and proving a table, beside asking two linear programs for each small cell.

The slow way is asked on a sample of the same pattern, warm, and counted up: whole it takes hours.
Prints the report in Markdown. Run: benchmarks/release.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import product

import numpy as np

from meedoen.disclosure.folder import files_of
from meedoen.disclosure.programs import LinearProgram
from meedoen.disclosure.protecting import Protected, Status
from meedoen.disclosure.proving import everything_published
from meedoen.disclosure.releasing import release
from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.sums import linked
from meedoen.disclosure.tables import CountTable, Dimension
from meedoen.disclosure.worlds import unknown_of
from meedoen.publication.verification import verify

SAMPLE = 50
RULE = CountRule(5)
# Wijken, buurten per wijk, and the codes of two flat dimensions.
SHAPES = {
    "village": (4, 6, (4, 3)),
    "town": (12, 8, (11, 8)),
    "city": (100, 5, (11, 8)),
}


def main() -> None:
    """Protect, prove and check a table some times, and ask the slow way on a sample of it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--table", choices=sorted(SHAPES), default="village")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--sample", type=int, default=SAMPLE, help="small cells, the slow way")
    told = asked.parse_args()
    table = invented(*SHAPES[told.table])
    safe, checks, slow = [], [], []
    for _ in range(told.rounds):
        began = time.perf_counter()
        protected, proof = release(table, RULE)
        safe.append(time.perf_counter() - began)
        files = files_of(protected.published, proof)
        began = time.perf_counter()
        found = verify(files, [])
        checks.append(time.perf_counter() - began)
        if found.faults:
            raise SystemExit(f"The proof does not hold: {found.faults[0]}")
        slow.append(statistics.fmean(_the_slow_way(protected, told.sample)))
    small, others = (protected.number_of(status) for status in (Status.PRIMARY, Status.SECONDARY))
    each, own = statistics.median(slow), statistics.median(safe)
    lines = [
        f"## {told.table}: {table.counts.size} cells, {small} small, {others} hidden besides",
        "",
        "| what | median |",
        "|---|---|",
        f"| protect and prove, {len(proof.tables)} tables | {own:.1f} s |",
        f"| one small cell the slow way, {told.sample} sampled | {each * 1000:.0f} ms |",
        f"| all small cells the slow way, counted up | {each * small:.0f} s |",
        f"| **the slow way over ours** | **{each * small / own:.1f}** |",
        f"| verify | {statistics.median(checks):.2f} s |",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def invented(wijken: int, buurten: int, sizes: tuple[int, ...]) -> CountTable:
    """Make a table of a town in which about a quarter of the counts is small."""
    chance = np.random.default_rng(1)
    pairs: list[tuple[str, str | None]] = [("town", None)]
    pairs += [(f"w{wijk}", "town") for wijk in range(wijken)]
    pairs += [(f"w{w}b{b}", f"w{w}") for w in range(wijken) for b in range(buurten)]
    flat = [
        Dimension.flat(f"d{place}", [f"v{code}" for code in range(size)])
        for place, size in enumerate(sizes)
    ]
    lowest = [f"w{w}b{b}" for w in range(wijken) for b in range(buurten)]
    cells = {
        key: int(chance.poisson(8 * chance.gamma(0.7, 1 / 0.7)))
        for key in product(lowest, *(one.codes[1:] for one in flat))
    }
    return CountTable.of_leaves([Dimension.of("place", pairs), *flat], cells)


def _the_slow_way(protected: Protected, sample: int) -> Iterator[float]:
    """Ask the least and most of some small cells over the whole table; give the seconds each."""
    shown = protected.published
    sums = linked([shown.dimensions])
    values, known, least, apart = everything_published(sums, [shown])
    unknown = unknown_of(sums, values, known, least, float(apart.max()))
    program = LinearProgram(
        unknown.sums, unknown.least, np.full(unknown.size, unknown.most),
        row_lower=unknown.totals, row_upper=unknown.totals, presolve=False,
    )  # fmt: skip
    program.solve()
    small = np.flatnonzero(protected.statuses.ravel() == Status.PRIMARY)
    number = np.random.default_rng(1).choice(small, sample)
    for cell in number.tolist():
        began = time.perf_counter()
        for direction in (1.0, -1.0):
            program.cost_of(int(unknown.names[cell]), direction)
            program.solve()
            program.cost_of(int(unknown.names[cell]), 0.0)
        yield time.perf_counter() - began


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: EUPL-1.2
"""Everything measured in one run, told in Markdown.

With `--smallest` it only shows that all of it still works, and that all engines still agree.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks import batch, population, single
from benchmarks.sizes import FULL, SMALLEST, Size
from benchmarks.timing import Taken, machine
from meedoen.rules.rulebook.reading import load_rulebook

OPENFISCA, ARRAYS = "OpenFisca, inputs set before", "OpenFisca, from plain arrays"
OURS, OURS_ARRAYS = "Meedoen, columns made compact before", "Meedoen, from plain arrays"
WHY = "Meedoen explained, columns made compact before"
OPEN, OPEN_WHY = "Meedoen, a third unknown", "Meedoen explained, a third unknown"
FIRST = "Meedoen, asked for the first time"
NUMPY = "the same formulas on bare numpy"
PLAIN, ENGINE = "plain interpreter, explained", "Meedoen, the same outputs, explained"


def table(taken: Mapping[str, Taken], unit: float = 1e3) -> str:
    """Median, fastest and slowest of the processor's clock, and the median on the wall."""
    rows = [f"| {name} | {found.told(unit)} |" for name, found in taken.items()]
    return "\n".join(["| | median ms | fastest–slowest | wall ms |", "|---|---:|---:|---:|", *rows])


def ratio(taken: Mapping[str, Taken], slow: str, fast: str) -> str:
    """How many times longer one took than the other, by both clocks, from medians of one run."""
    by_processor = taken[slow].median / taken[fast].median
    return f"{by_processor:.2f} | {taken[slow].wall / taken[fast].wall:.2f}"


def ratios(taken: Mapping[str, Taken], rows: Iterable[tuple[str, str, str, str]]) -> str:
    """A table of ratios: its words, what was asked for, and the two contestants."""
    told = [f"| {words} | {asked} | {ratio(taken, *pair)} |" for words, asked, *pair in rows]
    return "\n".join(["| ratio | asked | found | on the wall |", "|---|---:|---:|---:|", *told])


def heading(size: Size) -> str:
    """When, where, and with which versions."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "openfisca-core"))
    return f"""# How fast the rules answer

Run on {datetime.now(UTC):%Y-%m-%d} with `benchmarks/run`. {machine()}.
Python {platform.python_version()}, {packages}.
Processor time, and time on the wall; medians of {size.rounds} rounds in which everyone had a turn,
after one to warm up. Compare within this page only."""


def batches(size: Size) -> str:
    """The thirty rules."""
    compared, taken = batch.run(size)
    rows = [
        ("OpenFisca : Meedoen, inputs set and columns made compact before", "≥ 5", OPENFISCA, OURS),
        ("OpenFisca : Meedoen, from plain arrays", "≥ 5", ARRAYS, OURS_ARRAYS),
        ("OpenFisca, inputs set : Meedoen, asked for the first time", "", OPENFISCA, FIRST),
        ("explained : not explained", "≤ 2", WHY, OURS),
        ("explained : not explained, a third unknown", "≤ 2", OPEN_WHY, OPEN),
        ("the same formulas on bare numpy : Meedoen", "", NUMPY, OURS),
    ]
    return f"""## Thirty rules, {size.people:,} people

Twelve facts each. Before anything was timed, {compared:,} answers of Meedoen, OpenFisca and bare
numpy were compared: yes and no alike, amounts within {batch.TOLERANCE:g} (OpenFisca counts in
32-bit floats, Meedoen in whole numbers and 64-bit ones).

{table(taken)}

{ratios(taken, rows)}

OpenFisca has no unknown and no reasons for a whole population; those rows have no peer.
Meedoen keeps the steps of a question with its laws; "asked for the first time" writes them too."""


def crowd(size: Size) -> str:
    """Whether more cores help."""
    taken = batch.crowded(size)
    rows = [("one thread : a thread per core", "", batch.ALONE, batch.TOGETHER)]
    return f"""## Thirty rules, {size.crowd:,} people

{table(taken)}

{ratios(taken, rows)}"""


def whole_rulebook(size: Size) -> str:
    """One person, and everybody, through all our laws."""
    book = load_rulebook(population.RULEBOOK)
    asked, compared, one = single.run(book, size)
    many = population.run(book, size)
    single_rows = [("plain interpreter : Meedoen", "≥ 20, or ≤ 5 ms", PLAIN, ENGINE)]
    many_rows = [("explained : not explained", "≤ 2", "answers, explained", "answers")]
    return f"""## The whole rulebook

{len(book.provisions)} provisions, decided by {asked} outputs. The answers of the engine and of the
plain interpreter were compared for {size.one_by_one} people, {compared:,} answers: equal, unknown
included. The interpreter names no missing facts, checks nothing and keeps no receipt.

Milliseconds per person:

{table(one, 1e3 / size.one_by_one)}

{ratios(one, single_rows)}

Everybody: {size.people:,} people in two municipalities, a third of the facts unknown, columns made
compact before.

{table(many)}

{ratios(many, many_rows)}"""


def main() -> None:
    """Print the report."""
    size = SMALLEST if sys.argv[1:] == ["--smallest"] else FULL
    parts = (heading, batches, crowd, whole_rulebook)
    sys.stdout.write("\n\n".join(part(size) for part in parts) + "\n")


if __name__ == "__main__":
    main()

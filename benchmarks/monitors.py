# SPDX-License-Identifier: EUPL-1.2
"""Counting everybody from snapshots, beside DuckDB and polars that count the same rows.

Each as a process of its own, in turn, start included. Before anything is told all answers are
compared. What is asked of each: use of 17 domains per buurt and age, and who has one, two, or three
or more at once, people and households, seven years. Run: benchmarks/monitor.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from benchmarks.extracts import Cost, cost_of, median
from benchmarks.monitor_rows import OPENING, YEARS, Country, snapshot_of, write
from benchmarks.timing import machine
from meedoen.monitor.ages import AgeGroup
from meedoen.monitor.cube import CountingUnit, Cube, cubes_of, cubes_of_years
from meedoen.monitor.parts import SourcePart, bit, read_part
from meedoen.monitor.population import JoinedYear, population_of
from meedoen.monitor.sources.registry import KEYS

HERE = "the file of answers"
OURS = "Meedoen, from the snapshots"
SAME = "from the snapshots, opened as ours:"
EASIER = "from files in which who is who is open:"
_AGES = len(AgeGroup)


def main() -> None:
    """Write invented rows, count them in turn, and print what it took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--polars", help="a Python that has polars")
    asked.add_argument("--residents", type=int, default=18_000_000)
    asked.add_argument("--rows", type=int, default=6_000_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--smallest", action="store_true")
    asked.add_argument("--folder", type=Path, help="where rows are kept for a next time")
    asked.add_argument("--ours", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked.add_argument("--again", nargs=2, type=Path, help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.ours:
        count(*told.ours)
        return
    if told.again:
        count_again(*told.again)
        return
    country = Country(told.residents, told.rows)
    if told.smallest:
        country, told.rounds = Country(20_000, 12_000), 1
    with tempfile.TemporaryDirectory() as short_lived:
        folder = told.folder or Path(short_lived)
        if not snapshot_of(folder, KEYS[-1], YEARS[-1]).exists():
            folder.mkdir(exist_ok=True)
            # In a process of its own: what that held would count as memory of those that follow.
            writing = multiprocessing.get_context("fork").Process(
                target=write, args=(folder, country)
            )
            writing.start()
            writing.join()
        print_report(folder, country, told.rounds, told.polars)


def print_report(folder: Path, country: Country, rounds: int, polars: str) -> None:
    """Run all in turn some times, compare what they found, and print medians and ratios."""
    ways = {OURS: _ours("--ours", folder), **_others(folder, polars)}
    runs: dict[str, list[Cost]] = {way: [] for way in ways}
    parts: list[dict[str, float]] = []
    for _ in range(rounds):
        for name, command in ways.items():
            answers = folder / "answers.npz"
            runs[name].append(cost_of([str(answers) if one == HERE else one for one in command]))
            _refuse_other_answers(answers, country, name)
        cost_of([*_ours("--again", folder)[:-1], str(folder / "again.json")])
        parts.append(json.loads((folder / "again.json").read_text("utf-8")))
    sys.stdout.write("\n".join(_lines(country, rounds, runs, parts)) + "\n")


def _ours(way: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.monitors", way, str(folder), HERE]


def _others(folder: Path, polars: str) -> dict[str, list[str]]:
    """Give the commands of the others; HERE stands for the file of answers."""
    find = [polars, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = subprocess.run(find, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603
    opened = [sys.executable, "-m", "benchmarks.monitor_snapshots"]
    ways = {
        f"{SAME} DuckDB": [*opened, "duckdb", str(folder), HERE],
        f"{SAME} polars": [*opened, "polars", str(folder), HERE, site],
    }
    for name, python, module in (
        ("DuckDB", sys.executable, "monitor_duckdb"), ("polars", polars, "monitor_polars"),
    ):  # fmt: skip
        for way, words in (("yearly", "year by year"), ("whole", "all years at once")):
            script = [python, "-m", f"benchmarks.{module}", str(folder), HERE, way]
            ways[f"{EASIER} {name}, {words}"] = script
    return ways


def _lines(
    country: Country,
    rounds: int,
    runs: dict[str, list[Cost]],
    parts: list[dict[str, float]],
) -> list[str]:
    ours = runs[OURS]
    lines = [
        f"## {country.residents:,} residents, {country.rows:,} rows, {len(KEYS)} sources, "
        f"{len(YEARS)} years, {len(country.buurten):,} buurten",
        "",
        f"{machine()}. Medians of {rounds} rounds in turn; all answers were equal.",
        "",
        "| what, as a process | clock | processors | memory | over ours, clock | processors |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, costs in runs.items():
        clock, processors = median(costs, "clock"), median(costs, "processors")
        lines.append(
            f"| {name} | {clock:.2f} s | {processors:.2f} s | {median(costs, 'megabytes'):.0f} MB "
            f"| {clock / median(ours, 'clock'):.2f} | "
            f"{processors / median(ours, 'processors'):.2f} |"
        )
    middle = {name: float(np.median([one[name] for one in parts])) for name in parts[0]}
    lines += [
        "",
        *_ratios(runs),
        "",
        "| of ours, once started | | |",
        "|---|---:|---:|",
        *(f"| {name} | {1e3 * took:.1f} ms | {middle['build'] / took:.0f} × less than a build |"
          for name, took in middle.items()),
    ]  # fmt: skip
    return lines


def _ratios(runs: dict[str, list[Cost]]) -> Iterator[str]:
    """Say how many times longer the better of the others took, by both clocks."""
    for ways in (SAME, EASIER):
        told = []
        for clock in ("clock", "processors"):
            best = min(median(costs, clock) for name, costs in runs.items() if ways in name)
            told.append(f"{best / median(runs[OURS], clock):.2f} by {clock}")
        yield f"* The better of the others {ways[:-1]}, over ours: **{', '.join(told)}**"


def count(folder: Path, answers: Path) -> None:
    """Count all years from their snapshots."""
    with duckdb.connect() as database:
        cubes = cubes_of_years(YEARS, partial(read_year, folder, database))
    found = [answers_of(cubes[year]) for year in YEARS]
    names = {f"{name}_{at}": counts for at, of in enumerate(found) for name, counts in of.items()}
    places = {f"areas_{at}": _places(cubes[year]) for at, year in enumerate(YEARS)}
    np.savez(answers, **names, **places)


def count_again(folder: Path, told: Path) -> None:
    """Time a build once started, then another question, then another file of one source."""
    took: dict[str, float] = {}
    with duckdb.connect() as database:
        began = time.perf_counter()
        cubes = cubes_of_years(YEARS, partial(read_year, folder, database))
        for year in YEARS:
            answers_of(cubes[year])
        took["build"] = time.perf_counter() - began
        took["another question, seven years"] = timed(lambda: list(map(another, cubes.values())))
        joined = population_of(YEARS[-1], read_year(folder, database, YEARS[-1]))
        took["another file of one source"] = timed(lambda: changed(folder, database, joined))
    told.write_text(json.dumps(took), "utf-8")


def read_year(folder: Path, database: duckdb.DuckDBPyConnection, year: int) -> list[SourcePart]:
    """Read all sources of a year."""
    own = database.cursor()
    return [
        read_part(snapshot_of(folder, source, year), source, year, OPENING, None, own)
        for source in KEYS
    ]


def answers_of(cubes: Mapping[CountingUnit, Cube]) -> dict[str, NDArray[np.int64]]:
    """Count use per buurt, domain and age, and who has how many."""
    people = cubes[CountingUnit.PERSON]
    use = [people.having(people.during, bit(source), by_age=True) for source in KEYS]
    several = {
        name: cubes[unit].counts(
            np.minimum(np.bitwise_count(cubes[unit].at_end).astype(np.int64), 3) - 1, 3
        )
        for name, unit in (("people", CountingUnit.PERSON), ("homes", CountingUnit.HOUSEHOLD))
    }
    return {"use": np.stack(use, axis=2), **several}


def another(cubes: Mapping[CountingUnit, Cube]) -> NDArray[np.int64]:
    """Ask something else: who of the young has two or more of five domains at once, per buurt."""
    people = cubes[CountingUnit.PERSON]
    several = np.bitwise_count(people.at_end & np.uint32(0b101010101)) > 1
    return people.counts(np.where(several & (people.age == AgeGroup.JONGEREN), 0, -1), 1)


def changed(folder: Path, database: duckdb.DuckDBPyConnection, joined: JoinedYear) -> object:
    """Read another file of one source, and count its year anew."""
    file = snapshot_of(folder, "wmo", joined.year)
    part = read_part(file, "wmo", joined.year, OPENING, None, database)
    return answers_of(cubes_of(joined.with_source(part)))


def timed(work: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _places(cubes: Mapping[CountingUnit, Cube]) -> NDArray[np.int64]:
    """Give the number of each buurt as the others have it; nought for who is nowhere."""
    return np.array([*(int(code[6:]) + 1 for code in cubes[CountingUnit.PERSON].buurten), 0])


def _refuse_other_answers(answers: Path, country: Country, name: str) -> None:
    """Compare what was found with what ours found. Raises SystemExit when it is something else."""
    found = dense(answers, country, ours=name == OURS)
    kept = answers.parent / "expected.npz"
    if name == OURS:
        np.savez(kept, *found)
        return
    with np.load(kept) as first:
        if not all(np.array_equal(first[key], one) for key, one in zip(first, found, strict=True)):
            raise SystemExit(f"{name} counts something else")


def dense(answers: Path, country: Country, *, ours: bool) -> Sequence[NDArray[np.int64]]:
    """Lay answers down per year, buurt, and what was asked."""
    many = len(country.buurten) + 1
    use = np.zeros((len(YEARS), many, _AGES, len(KEYS)), dtype=np.int64)
    stacked = [np.zeros((len(YEARS), many, 3), dtype=np.int64) for _ in range(2)]
    with np.load(answers) as found:
        if ours:
            for at in range(len(YEARS)):
                places = found[f"areas_{at}"]
                use[at, places] = found[f"use_{at}"]
                for name, counts in zip(("people", "homes"), stacked, strict=True):
                    counts[at, places] = found[f"{name}_{at}"]
            return [use, *stacked]
        rows = found["use"].astype(np.int64)
        use[rows[:, 0] - YEARS[0], rows[:, 1], rows[:, 2]] = rows[:, 3:]
        for name, counts in zip(("people", "homes"), stacked, strict=True):
            rows = found[name].astype(np.int64)
            counts[rows[:, 0] - YEARS[0], rows[:, 1], rows[:, 2] - 1] = rows[:, 3]
    return [use, *stacked]


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: EUPL-1.2
"""What loading a file with rows of people costs, beside checking the same file and keeping nothing.

Each is a process of its own, in turn, so that what else the machine does falls on all; the start is
included. By the address the buurt is looked up among 441,000 of them. Prints the report in
Markdown. Run: benchmarks/load.
"""

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.extracts import FAULTS, YEAR, Cost, cost_of, invented, median
from meedoen.database.throwaway import throwaway_server

TOWN = "GM9901"
LETTERS = "ABCDEFG"
HOUSES = 90
_CHECKED, _LOADED = "check, and write the report", "load, the buurt given"
_BY_ADDRESS = "load, the buurt by the address"
# As an address stands in the file: so many postcodes, of so many houses each.
POSTCODES = [f"{figures}{a}{b}" for figures, a, b in product(range(1000, 1100), LETTERS, LETTERS)]


def main() -> None:
    """Write invented files, make a town, and check and load them in turn."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=3)
    told = asked.parse_args()
    with throwaway_server() as address, tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "MEEDOEN_TEST_DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "meedoen.settings.test",
            "MEEDOEN_MONITOR_FOLDER": f"{folder}/monitor",
        }
        # In a process of its own: what that held would count as memory of those that follow.
        writing = multiprocessing.get_context("fork").Process(
            target=write, args=(Path(folder), told.rows)
        )
        writing.start()
        writing.join()
        make_ready(Path(folder))
        report(told.rows, measured(Path(folder), told.rounds))


def write(folder: Path, rows: int) -> None:
    """Write a file with buurten, the same with addresses, the addresses, and a town of two."""
    chance = np.random.default_rng(2)
    with (folder / "buurt.csv").open("w") as given, (folder / "address.csv").open("w") as other:
        for number, line in enumerate(invented(rows)):
            given.write(line)
            cells = line.rpartition(";")[0]
            other.write(
                f"{cells};{address(chance)}\n" if number else f"{cells};postcode;huisnummer\n"
            )
    with (folder / "pc6hnr20240801_gwb.csv").open("w") as book:
        book.write("PC6;Huisnummer;Buurt2024;Wijk2024;Gemeente2024\n")
        for postcode, house in product(POSTCODES, range(1, HOUSES + 1)):
            book.write(f"{postcode};{house};9901010{house % 2 + 1};990101;9901\n")
    (folder / "town.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": list(town())})
    )


def address(chance: np.random.Generator) -> str:
    """Invent an address; one in twenty has a letter."""
    place, house, letter = chance.integers(0, (len(POSTCODES), HOUSES, 20))
    return f"{POSTCODES[place]};{house + 1}{'' if letter else 'a'}"


def town() -> Iterator[dict[str, object]]:
    """Give a gemeente with one wijk of two buurten, as GeoJSON."""
    for code, level, west, size in (
        (TOWN, "gemeente", 5.0, 0.02), ("WK990101", "wijk", 5.0, 0.02),
        ("BU99010101", "buurt", 5.0, 0.01), ("BU99010102", "buurt", 5.01, 0.01),
    ):  # fmt: skip
        east = round(west + size, 6)
        ring = [[west, 52.0], [east, 52.0], [east, 52.01], [west, 52.01], [west, 52.0]]
        parent = {"gemeente": None, "wijk": TOWN, "buurt": "WK990101"}[level]
        yield {
            "type": "Feature",
            "properties": {"code": code, "name": code, "level": level, "parent": parent},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }


def make_ready(folder: Path) -> None:
    """Let the town, its addresses and terms be there."""
    terms = ("ground", "article", "purpose", "controller", "dpia")
    for words in (
        ["database", "upgrade"],
        ["areas", "import", str(folder / "town.geojson"), "--year", "2024"],
        ["extracts", "addresses", str(folder / "pc6hnr20240801_gwb.csv")],
        [
            "extracts", "terms", "wmo", "--municipality", TOWN, "--advised-on", "2026-01-05",
            *(part for name in terms for part in (f"--{name}", "x")),
        ],
    ):  # fmt: skip
        cost_of(command(*words))


def command(*words: str) -> list[str]:
    """Give the words that call the product."""
    return [sys.executable, "-W", "ignore", "-m", "meedoen", *words]


def measured(folder: Path, rounds: int) -> dict[str, list[Cost]]:
    """Run all in turn some times."""
    told = ["--period", str(YEAR), "--report", str(folder / "report.csv")]
    into = ["--municipality", TOWN, "--keep-file"]
    given, by_address = str(folder / "buurt.csv"), str(folder / "address.csv")
    ways = {
        _CHECKED: command("extracts", "validate", "wmo", given, *told),
        _LOADED: command("extracts", "load", "wmo", given, *told, *into),
        _BY_ADDRESS: command("extracts", "load", "wmo", by_address, *told, *into),
    }
    runs: dict[str, list[Cost]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, words in ways.items():
            runs[way].append(cost_of(words))
    return runs


def report(rows: int, runs: dict[str, list[Cost]]) -> None:
    """Print the medians, and their ratios to checking only."""
    checked = runs[_CHECKED]
    lines = [
        f"## {rows} rows, {FAULTS:.0%} with a fault",
        "",
        "| what, as a process | clock | processors | memory | over checking, clock | processors |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for way, costs in runs.items():
        clock, processors = median(costs, "clock"), median(costs, "processors")
        lines.append(
            f"| {way} | {clock:.2f} s | {processors:.2f} s | {median(costs, 'megabytes'):.0f} MB | "
            f"{clock / median(checked, 'clock'):.2f} | "
            f"{processors / median(checked, 'processors'):.2f} |"
        )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

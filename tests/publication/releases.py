# SPDX-License-Identifier: EUPL-1.2
"""Small invented releases, with every table that agrees with them worked out one by one."""

import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import product
from pathlib import Path

Codes = tuple[str, ...]
Tree = dict[str, str]  # code → code above it; root → ""
Trees = dict[str, Tree]  # by dimension

GEO: Tree = {"stad": "", "w1": "stad", "w2": "stad", "b1": "w1", "b2": "w1", "b3": "w2", "b4": "w2"}
WORK: Tree = {"_total": "", "loon": "_total", "scholing": "_total", "vrijwillig": "_total"}


def flat(*codes: str) -> Tree:
    return {"_total": "", **dict.fromkeys(codes, "_total")}


def up(tree: Tree, code: str) -> Iterator[str]:
    while code:
        yield code
        code = tree[code]


def leaves(trees: Trees) -> list[Codes]:
    ends = [[code for code in tree if code not in tree.values()] for tree in trees.values()]
    return list(product(*ends))


def added_up(trees: Trees, counts: Mapping[Codes, int]) -> dict[Codes, int]:
    """Every combination of all codes, from the counts of the leaves."""
    cells = dict.fromkeys(product(*trees.values()), 0)
    for leaf, count in counts.items():
        for cell in product(*map(up, trees.values(), leaf)):
            cells[cell] += count
    return cells


def possible(
    trees: Trees, counts: Mapping[Codes, int], hidden: Collection[Codes], least: int
) -> list[dict[Codes, int]]:
    """Every table of whole numbers that agrees with what is open; the grand total must be."""
    unknown = [leaf for leaf in leaves(trees) if leaf in hidden]
    above = {leaf: [*product(*map(up, trees.values(), leaf))] for leaf in unknown}
    last = {cell: leaf for leaf in unknown for cell in above[leaf]}
    # What each open total still has for the unknown leaves below it.
    left = dict.fromkeys(last.keys() - set(hidden), 0)
    for leaf in unknown:
        for cell in left.keys() & above[leaf]:
            left[cell] += counts.get(leaf, 0)

    def further(at: int) -> Iterator[dict[Codes, int]]:
        if at == len(unknown):
            yield {}
            return
        leaf = unknown[at]
        seen = [cell for cell in above[leaf] if cell in left]
        for value in range(least, min(left[cell] for cell in seen) + 1):
            if any(last[cell] == leaf and left[cell] != value for cell in seen):
                continue
            for cell in seen:
                left[cell] -= value
            yield from ({leaf: value, **rest} for rest in further(at + 1))
            for cell in seen:
                left[cell] += value

    tables = [added_up(trees, {**counts, **found}) for found in further(0)]
    return [table for table in tables if all(table[cell] >= least for cell in hidden)]


def extremes(
    tables: Sequence[Mapping[Codes, int]], hidden: Iterable[Codes]
) -> list[Mapping[Codes, int]]:
    """For each hidden cell the table in which it is lowest and the one in which it is highest."""
    return [
        found(tables, key=lambda table, cell=cell: table[cell])  # type: ignore[misc]
        for cell in hidden
        for found in (min, max)
    ]


def table_of(cells: Mapping[Codes, int], hidden: Iterable[Codes]) -> list[int]:
    return [cells[cell] for cell in sorted(hidden)]


def csv_of(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def proof_of(files: dict[str, bytes]) -> dict:
    return json.loads(files["proof.json"])  # type: ignore[no-any-return]


def seal(files: dict[str, bytes], proof: dict) -> None:
    """Make the proof agree with the files and with itself, as who lies would."""
    made = {name: digest(text) for name, text in files.items() if name != "proof.json"}
    told = {**proof, "files": made}
    told.pop("seal", None)
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    files["proof.json"] = json.dumps(told | {"seal": digest(text.encode())}).encode()


def release(
    trees: Trees,
    counts: Mapping[Codes, int],
    hidden: Collection[Codes],
    tables: Sequence[Sequence[int]] | None = None,
    threshold: int = 5,
    zero: str = "open",
    earlier: Sequence[tuple[dict[str, bytes], Sequence[Sequence[int]]]] = (),
) -> dict[str, bytes]:
    """The files of a release; its tables are the extremes of all that are possible, or these."""
    cells = added_up(trees, counts)
    if tables is None:
        every = possible(trees, counts, hidden, 1 if zero == "open" else 0)
        told = [table_of(table, hidden) for table in extremes(every, sorted(hidden))]
        tables = [table for at, table in enumerate(told) if table not in told[:at]]
    files = {
        "cells.csv": csv_of(
            [*trees, "value", "status"],
            [
                [*cell, *(["", "hidden"] if cell in hidden else [value, "open"])]
                for cell, value in cells.items()
            ],
        ),
        "rule.json": json.dumps({"threshold": threshold, "zero": zero}).encode(),
        **{
            f"hierarchies/{name}.csv": csv_of(["code", "parent"], tree.items())
            for name, tree in trees.items()
        },
    }
    known = [{"cells": digest(one["cells.csv"]), "tables": told} for one, told in earlier]
    seal(files, {"tables": tables, "earlier": known} if known else {"tables": tables})
    return files


def written(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
    return folder


# A town with two wijken of two buurten; in the first wijk four cells are hidden.
TREES: Trees = {"geo": GEO, "work": WORK}
COUNTS = {
    ("b1", "loon"): 4, ("b1", "scholing"): 20, ("b1", "vrijwillig"): 7,
    ("b2", "loon"): 6, ("b2", "scholing"): 0, ("b2", "vrijwillig"): 5,
    ("b3", "loon"): 12, ("b3", "scholing"): 9, ("b3", "vrijwillig"): 30,
    ("b4", "loon"): 8, ("b4", "scholing"): 15, ("b4", "vrijwillig"): 0,
}  # fmt: skip
HIDDEN = frozenset(product(("b1", "b2"), ("loon", "vrijwillig")))


def town() -> dict[str, bytes]:
    return release(TREES, COUNTS, HIDDEN)

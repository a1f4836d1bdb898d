# SPDX-License-Identifier: EUPL-1.2
"""Checks the proof of a release, and shares nothing with who made it: standard library only.

A *release* is a table of counts with all its totals, some cells of which are hidden. Its *proof* is
a number of whole-number tables, each of which agrees with everything published and with the rule.
Who knows only what is published cannot tell which of them is the true one, if any: so nobody can
tell a hidden cell closer than the values it takes among them lie apart. No solver is asked, only
sums. `docs/how-to/check-a-release.md` tells what stands in the files.
"""

import csv
import io
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice, product
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

Files = Mapping[str, bytes]  # a release: what is in each file, by its name in the folder
Codes = tuple[str, ...]  # a cell, in the order of the dimensions in the header
Seen = Mapping[int, Sequence[int]]  # the values that a hidden cell takes, by where it stands
Quantity = frozenset[tuple[str, str]]  # what a cell counts: dimension and code, without roots

MOST = 10**18  # more than can be counted
NAMED = 20  # of the combinations that are missing
_whole = re.compile("[0-9]{1,18}").fullmatch


class CannotBeRead(Exception):
    """A file of a release is not there, or is no UTF-8, no JSON or no table with its columns."""

    def __str__(self) -> str:
        """Give the reason on one line."""
        return _line(self.args[0])


@dataclass(frozen=True)
class Verification:
    """What came of it: faults to put right, and notes on tables left out of account."""

    hidden: int
    narrowest: int | None  # of all hidden cells, earlier releases too; None where nothing is hidden
    required: int | None  # None where the rule is broken
    earlier: int
    faults: list[str]
    notes: list[str]

    @property
    def summary(self) -> str:
        """The whole in one line."""
        narrowest = "none" if self.narrowest is None else self.narrowest
        required = "unknown" if self.required is None else self.required
        return (
            f"{self.hidden} hidden cells, narrowest interval {narrowest}, "
            f"required {required}, with {self.earlier} earlier releases"
        )


def verify(release: Files, earlier: Sequence[Files] = ()) -> Verification:
    """Check a release and its proof, together with earlier releases about the same people.

    Raises `CannotBeRead`; all else that is wrong stands in the faults.
    """
    here = _read(release)
    proven, entries = _read_proof(release, here.faults)
    before = [_read(files, f"earlier release {n}: ") for n, files in enumerate(earlier, 1)]
    faults = [fault for one in (here, *before) for fault in one.faults]
    notes: list[str] = []
    widths = [0] * len(here.hidden)
    if here.whole:
        tables = dict(enumerate(proven, 1))
        for number, table in enumerate(proven, 1):
            if why := _why_not(here, table):
                faults.append(f"table {number} of the proof {why}")
                del tables[number]
        before = [one for one in before if one.whole]
        together = _together(here, before, tables, entries, faults, notes)
        columns = [*zip(*tables.values(), strict=True)] or [()] * len(here.hidden)
        seen = {at: columns[n] for n, at in enumerate(here.hidden)}
        widths = [width for one in [(here, seen), *together] for width in _widths(*one, faults)]
    narrowest = min(widths, default=None)
    lines = [_line(fault) for fault in faults], [_line(note) for note in notes]
    return Verification(len(here.hidden), narrowest, here.threshold or None, len(earlier), *lines)


def _line(text: str) -> str:
    """A text that can be printed as one line: codes may hold anything."""
    return text if text.isprintable() else ascii(text)[1:-1]


# One release and its tables


class _Sum(NamedTuple):
    """What `parts` takes out of a table with a nought before it, less the `total`, is `rest`."""

    parts: itemgetter
    total: int
    rest: int
    at: int  # where the total stands in the release
    dimension: str


@dataclass
class _Release:
    """A release in the order of its codes: a step along a dimension is always as many places."""

    name: str
    digest: str = ""
    threshold: int = 0  # 0 where the rule is broken
    least: int = 0  # that a hidden cell can be, as everybody knows from the rule
    parents: dict[str, dict[str, str]] = field(default_factory=dict)  # by dimension; root: ""
    cells: list[Codes] = field(default_factory=list)  # their codes
    values: list[int | None] = field(default_factory=list)  # None: hidden
    hidden: list[int] = field(default_factory=list)  # where: a table gives its numbers so
    sums: list[_Sum] = field(default_factory=list)  # with a hidden cell in them
    faults: list[str] = field(default_factory=list)
    whole: bool = False  # every cell is there once, so that sums can be made

    def fill(self, values: list[int | None]) -> None:
        """Take these values; of sums of open cells say which are wrong, and keep the others."""
        self.values = values
        self.hidden = [at for at, value in enumerate(values) if value is None]
        number = {at: n for n, at in enumerate(self.hidden, 1)}
        known = [value or 0 for value in values]
        self.sums = []
        for dimension, total, parts in self._totals():
            rest = known[total] - sum([known[at] for at in parts])
            unknown = [number[at] for at in parts if at in number]
            if unknown or total in number:
                # With two noughts, since of one place alone no row would be given.
                getter = itemgetter(0, 0, *unknown)
                self.sums.append(_Sum(getter, number.get(total, 0), rest, total, dimension))
            elif rest:
                self.faults.append(f"{self.say(total)}: does not add up by {dimension}")

    def _totals(self) -> Iterator[tuple[str, int, list[int]]]:
        """Give each total with the cells right below it, along each dimension."""
        step = len(self.cells)
        for dimension, parents in self.parents.items():
            block, codes = step, sorted(parents)
            step = block // len(codes)
            below: dict[str, list[int]] = defaultdict(list)
            for at, code in enumerate(codes):
                below[parents[code]].append(at * step)
            # Where the first code of this dimension stands, with all codes of the others.
            starts = [a + b for a in range(0, len(self.cells), block) for b in range(step)]
            for at, code in enumerate(codes):
                if parts := below.get(code):
                    for start in starts:
                        yield dimension, start + at * step, [start + part for part in parts]

    def say(self, at: int) -> str:
        """Name a cell."""
        return self.name + ", ".join(self.cells[at])

    def counted(self) -> list[Quantity]:
        """Give what each cell counts: a dimension at its root says nothing."""
        pairs = [
            [(name, code) if parents[code] else None for code in sorted(parents)]
            for name, parents in self.parents.items()
        ]
        return [frozenset(pair for pair in cell if pair) for cell in product(*pairs)]


def _why_not(one: _Release, table: Any) -> str | None:
    """Say why a table cannot be what a release hides, or nothing where it can."""
    if not isinstance(table, list) or set(map(type, table)) - {int}:
        return "is no list of whole numbers"
    if len(table) != len(one.hidden):
        return f"has {len(table)} numbers for {len(one.hidden)} hidden cells"
    if table and not one.least <= min(table) <= max(table) <= MOST:
        return f"holds a number under {one.least} or beyond counting"
    numbers = [0, *table]
    for parts, total, rest, at, dimension in one.sums:
        if sum(parts(numbers)) - numbers[total] != rest:
            return f"does not add up by {dimension} at {', '.join(one.cells[at])}"
    return None


def _widths(one: _Release, seen: Seen, faults: list[str]) -> list[int]:
    """Give how far apart the values of each hidden cell lie; a fault for each too narrow one."""
    widths = []
    for at, values in seen.items():
        low, high = min(values, default=0), max(values, default=0)
        widths.append(high - low)
        if high - low < one.threshold:
            span = f"{high - low} wide ({low} to {high})" if values else "0 wide (no table is left)"
            faults.append(f"{one.say(at)}: too narrow, {span}, required {one.threshold}")
    return widths


# Releases together


def _together(
    here: _Release,
    before: list[_Release],
    tables: dict[int, list[int]],
    entries: Mapping[str, list[Any]],
    faults: list[str],
    notes: list[str],
) -> list[tuple[_Release, Seen]]:
    """Leave out the tables that an earlier release contradicts; give what they say of each.

    What it hides stands in the proof's entry for it; without one it must be open or hidden here.
    A table that contradicts is a fault where the proof has an entry, and so said that it does not.
    """
    if not before:
        return []
    known = _said_openly([here, *before], faults)
    counted = here.counted()
    told = [counted[at] for at in here.hidden]
    worlds = {number: _by_quantity(told, table) for number, table in tables.items()}
    known_to_proof, judged = set(told), []
    for one in sorted(before, key=lambda one: one.digest not in entries):
        counted, entry, filled = one.counted(), entries.get(one.digest), one
        judged.append((one, [(at, counted[at]) for at in one.hidden]))
        if entry is None:
            filled = replace(one, faults=[])
            said = {at: known.get(counted[at]) for at in one.hidden}
            filled.fill([said.get(at, value) for at, value in enumerate(one.values)])
            faults += filled.faults
        told = [counted[at] for at in filled.hidden]
        if entry is not None:
            known_to_proof |= set(told)
        elif not known_to_proof.issuperset(told):
            faults.append(f"{one.name}the proof does not know what is hidden in it")
            judged.pop()
            continue
        for number, world in list(worlds.items()):
            table = [world[q] for q in told] if entry is None else entry[number - 1]
            why = _why_not(filled, table)
            says = {} if why else _by_quantity(told, table)
            if any(world.get(quantity, value) != value for quantity, value in says.items()):
                why = "gives one quantity two values"
            world |= says
            if why:
                del worlds[number]
                line = f"{one.name}table {number} of the proof {why}, and is left out of account"
                (notes if entry is None else faults).append(line)
    for number, world in list(worlds.items()):
        if any(known.get(quantity, value) != value for quantity, value in world.items()):
            del worlds[number]
            notes.append(f"table {number} of the proof is left out: some of it is open elsewhere")
    for number in tables.keys() - worlds.keys():
        del tables[number]
    return [
        (one, {at: [known[q]] if q in known else [w[q] for w in worlds.values()] for at, q in told})
        for one, told in judged
    ]


def _by_quantity(told: Sequence[Quantity], table: Sequence[int]) -> dict[Quantity, int]:
    return {quantity: table[n] for n, quantity in enumerate(told)}


def _said_openly(releases: list[_Release], faults: list[str]) -> dict[Quantity, int]:
    """Give what is known of quantities since a release says it: the same in all that do."""
    known: dict[Quantity, int] = {}
    for one in releases:
        for at, quantity in enumerate(one.counted()):
            value = one.values[at]
            if value is not None and (said := known.setdefault(quantity, value)) != value:
                faults.append(f"{one.say(at)}: {value} counts something else than {said} elsewhere")
    return known


# What stands in the files


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read the files of a release. Raises `CannotBeRead` where the folder refuses."""
    try:
        found = [folder / name for name in ("cells.csv", "rule.json", "proof.json")]
        if (hierarchies := folder / "hierarchies").is_dir():
            found += sorted(path for path in hierarchies.iterdir() if path.suffix == ".csv")
        there = [path for path in found if path.is_file()]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in there}
    except OSError as error:
        raise CannotBeRead(f"{error.filename}: {error.strerror}") from error


def _text(files: Files, name: str) -> str:
    if name not in files:
        raise CannotBeRead(f"{name}: there is no such file")
    try:
        return files[name].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotBeRead(f"{name}: this is no UTF-8 ({error.reason})") from error


def _json(files: Files, name: str) -> tuple[Any, str]:
    """Read a JSON file; also give the seal that is made of it."""
    try:
        found = json.loads(_text(files, name))
        unsealed = {k: v for k, v in found.items() if k != "seal"} if type(found) is dict else {}
        text = json.dumps(unsealed, sort_keys=True, separators=(",", ":"))
    except (ValueError, RecursionError) as error:
        raise CannotBeRead(f"{name}: no JSON that can be read ({error})") from error
    return found, sha256(text.encode()).hexdigest()


def _rows(
    files: Files, name: str, last: tuple[str, str], faults: list[str]
) -> tuple[list[str], list[Codes]]:
    """Read a table: the names of its columns but the last two, and its rows in that order."""
    try:
        rows = list(filter(None, csv.reader(io.StringIO(_text(files, name), newline=""))))
    except csv.Error as error:
        raise CannotBeRead(f"{name}: {error}") from error
    header = rows.pop(0) if rows else []
    place = {column: at for at, column in enumerate(header)}
    if len(place) < len(header) or not place.keys() >= {*last}:
        raise CannotBeRead(f"{name}: no header with {' and '.join(last)}, each name once")
    names = [column for column in header if column not in last]
    in_order = itemgetter(*(place[column] for column in (*names, *last)))
    wrong = [row for row in rows if len(row) != len(header)]
    faults += [f"{name}: {', '.join(row)}: {len(row)} columns, not {len(header)}" for row in wrong]
    return names, [in_order(row) for row in rows if len(row) == len(header)]


def _prints(files: Files) -> dict[str, str]:
    """Give the fingerprints of what belongs to a release, its proof left out."""
    named = [n for n in files if n in ("cells.csv", "rule.json") or n.startswith("hierarchies/")]
    return {name: sha256(files[name]).hexdigest() for name in named}


def _read(files: Files, name: str = "") -> _Release:
    """Read all of a release but its proof, and check what is open."""
    one, prints = _Release(name), _prints(files)
    try:
        _read_rule(one, files)
        cells = _read_cells(one, files)
    except CannotBeRead as error:
        raise CannotBeRead(f"{name}{error}") from error
    known = {"cells.csv", "rule.json", *(f"hierarchies/{name}.csv" for name in one.parents)}
    one.faults += [f"{file}: no dimension is called so" for file in sorted(prints.keys() - known)]
    one.digest, one.whole = prints["cells.csv"], not one.faults and _all_are_there(one, cells)
    one.faults = [f"{name}{fault}" for fault in one.faults]
    if not one.whole:
        one.hidden = [at for at, value in enumerate(cells.values()) if value is None]
        return one
    one.cells = list(product(*map(sorted, one.parents.values())))
    one.fill([cells[cell] for cell in one.cells])
    for at, value in enumerate(one.values):
        if value is not None and one.least <= value < one.threshold:
            one.faults.append(f"{one.say(at)}: {value} is small, and open")
    return one


def _read_rule(one: _Release, files: Files) -> None:
    rule, _ = _json(files, "rule.json")
    if not isinstance(rule, dict) or rule.keys() != {"threshold", "zero"}:
        one.faults.append("rule.json: these are not a threshold and a zero")
    elif type(rule["threshold"]) is not int or not 2 <= rule["threshold"] <= MOST:
        one.faults.append("rule.json: the threshold is no whole number of 2 or more")
    elif rule["zero"] not in ("open", "hide"):
        one.faults.append("rule.json: zero is neither open nor hide")
    else:
        one.threshold, one.least = rule["threshold"], 1 if rule["zero"] == "open" else 0


def _read_cells(one: _Release, files: Files) -> dict[Codes, int | None]:
    names, rows = _rows(files, "cells.csv", ("value", "status"), one.faults)
    if not names:
        raise CannotBeRead("cells.csv: no header with a dimension")
    cells: dict[Codes, int | None] = {}
    for row in rows:
        cell, value, status = row[:-2], row[-2], row[-1]
        if cell in cells:
            one.faults.append(f"{', '.join(cell)}: stands twice")
        elif status == "hidden" and not value:
            cells[cell] = None
        elif status == "open" and _whole(value):
            cells[cell] = int(value)
        else:
            what = f"{value or 'no value'} with status {status or 'left out'}"
            one.faults.append(f"{', '.join(cell)}: {what} is no open count and not hidden")
    for at, dimension in enumerate(names):
        used = set(map(itemgetter(at), cells))
        one.parents[dimension] = _read_hierarchy(files, dimension, used, one.faults)
    return cells


def _read_hierarchy(
    files: Files, dimension: str, used: set[str], faults: list[str]
) -> dict[str, str]:
    """Give the code above each code; a dimension without a file is flat."""
    name = f"hierarchies/{dimension}.csv"
    if name not in files:
        return dict.fromkeys(used, "_total") | {"_total": ""}
    _, rows = _rows(files, name, ("code", "parent"), faults)
    parents = {row[-2]: row[-1] for row in rows}
    parents.pop("", None)
    if len(parents) < len(rows):
        faults.append(f"{name}: a code stands twice, or is empty")
    below = defaultdict(list)
    for code, parent in parents.items():
        below[parent].append(code)
    if len(below[""]) != 1:
        faults.append(f"{name}: has {len(below[''])} roots, not one")
    lost, waiting = set(parents), below[""]
    while waiting:
        code = waiting.pop()
        lost.discard(code)
        waiting += below.pop(code, [])
    strange = used - parents.keys()
    faults += [f"{name}: {code} does not lie below the root" for code in sorted(lost)]
    faults += [f"{name}: {code} of cells.csv does not stand here" for code in sorted(strange)]
    return parents


def _all_are_there(one: _Release, cells: Mapping[Codes, int | None]) -> bool:
    missing = math.prod(map(len, one.parents.values())) - len(cells)
    # Ends with the last that is named: three long hierarchies hold more than can be tried.
    lacking = (cell for cell in product(*one.parents.values()) if cell not in cells)
    for cell in islice(lacking, min(missing, NAMED)):
        many = missing if missing < MOST else "very many"
        one.faults.append(f"{', '.join(cell)}: is missing, one of {many}")
    return not missing


def _read_proof(files: Files, faults: list[str]) -> tuple[list[Any], dict[str, list[Any]]]:
    """Give the tables, and those of earlier releases by the fingerprint of their cells.

    The seal and the fingerprints are held against what is there.
    """
    proof, seal = _json(files, "proof.json")
    if not isinstance(proof, dict):
        faults.append("proof.json: is no object")
        return [], {}
    if proof.get("seal") != seal:
        faults.append("proof.json: the seal is broken")
    told, made = proof.get("files"), _prints(files)
    told = told if isinstance(told, dict) else {}
    names = sorted(name for name in {*told, *made} if told.get(name) != made.get(name))
    faults += [f"{name}: is not the file that the proof was made for" for name in names]
    tables, earlier = proof.get("tables"), proof.get("earlier", [])
    if not isinstance(tables, list) or not isinstance(earlier, list):
        faults.append("proof.json: tables or earlier is no list")
        return [], {}
    entries: dict[str, list[Any]] = {}
    for entry in earlier:
        digest, known = map(entry.get, ("cells", "tables")) if type(entry) is dict else ("", None)
        if type(digest) is not str or type(known) is not list or len(known) != len(tables):
            faults.append("proof.json: an earlier release is not its cells and as many tables")
        elif entries.setdefault(digest, known) is not known:
            faults.append("proof.json: an earlier release stands in it twice")
    return tables, entries

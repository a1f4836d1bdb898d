# SPDX-License-Identifier: EUPL-1.2
"""Checks the file with shares from which people are invented, key by key (pure).

A share of 15 where 0.15 was meant would make everybody a child without a word. So nothing is taken
on trust: each key is known, each share lies between 0 and 1, and what must make a whole does.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

# Five-year bands in each part of life.
BANDS = {"young": 3, "middle": 10, "old": 6}
OLDEST = 200
# What is known of everybody before the first fact is drawn.
KNOWN_FIRST = ("age", "gemeente_code")
_WHOLE = 1e-6


class UnusableRates(ValueError):
    """The file with shares cannot be used; the message names each key that is wrong."""


def check_rates(raw: object, *, source: str, twice: Sequence[str] = ()) -> None:
    """Check a parsed file with shares; `twice` are keys that stand in one place more than once.

    Raises UnusableRates with a line per fault: the file, the key, what is wrong and what to do.
    """
    faults = [f"{key}: stands there twice. Keep one." for key in twice]
    faults += _file_faults(raw)
    if faults:
        raise UnusableRates("\n".join(f"{source}, {fault}" for fault in faults))


def _file_faults(raw: object) -> Iterator[str]:
    if not isinstance(raw, dict):
        yield "the file: holds no keys. Write areas, ages and facts."
        return
    yield from _key_faults(raw, "the file", must=("areas", "ages", "facts"))
    if "areas" in raw:
        yield from _area_faults(raw["areas"])
    if "ages" in raw:
        yield from _age_faults(raw["ages"])
    if "facts" in raw:
        yield from _facts_faults(raw["facts"])


def _area_faults(raw: object) -> Iterator[str]:
    if not isinstance(raw, dict):
        yield "areas: holds no keys. Write young, old and source."
        return
    yield from _key_faults(raw, "areas", must=("young", "old", "source"))
    yield from _source_faults(raw, "areas")
    found = [*_faults_of_shares(raw, "areas", ("young", "old"))]
    yield from found
    if not found and float(raw.get("young", 0)) + float(raw.get("old", 0)) > 1 + _WHOLE:
        yield "areas: young and old make more than 1 together. Mend them."


def _age_faults(raw: object) -> Iterator[str]:
    if not isinstance(raw, dict):
        yield "ages: holds no keys. Write young, middle, old and source."
        return
    yield from _key_faults(raw, "ages", must=(*BANDS, "source"))
    yield from _source_faults(raw, "ages")
    for name, bands in BANDS.items():
        if name not in raw:
            continue
        shares = raw[name]
        if not isinstance(shares, list) or len(shares) != bands:
            yield f"ages, {name}: is no list of {bands} shares, one per five years. Mend it."
            continue
        named = {f"share {at}": share for at, share in enumerate(shares, start=1)}
        yield from _faults_of_a_whole(named, f"ages, {name}")


def _facts_faults(raw: object) -> Iterator[str]:
    if not isinstance(raw, list):
        yield "facts: is no list. Begin each fact with a dash."
        return
    earlier: list[str] = list(KNOWN_FIRST)
    for at, fact in enumerate(raw, start=1):
        where = f"facts, number {at}"
        if not isinstance(fact, dict):
            yield f"{where}: holds no keys. Write fact, source and rows."
            continue
        name = fact.get("fact")
        if isinstance(name, str) and name:
            where = name
        elif "fact" in fact:
            yield f"{where}, fact: is no name. Write the name of a fact."
        yield from _key_faults(fact, where, must=("fact", "source", "rows"), may=("unknown",))
        yield from _source_faults(fact, where)
        yield from _faults_of_shares(fact, where, ("unknown",))
        if name in earlier:
            yield f"{where}: stands there twice. Keep one."
        yield from _rows_faults(fact.get("rows", [None]), where, earlier)
        earlier.append(str(name))


def _rows_faults(rows: object, where: str, earlier: Sequence[str]) -> Iterator[str]:
    if rows == [None]:
        return  # said already: the key is missing
    if not isinstance(rows, list) or not rows:
        yield f"{where}, rows: is no list of rows. Begin each row with a dash."
        return
    for at, row in enumerate(rows, start=1):
        here = f"{where}, row {at}"
        if not isinstance(row, dict):
            yield f"{here}: holds no keys. Write shares, and when it counts."
            continue
        yield from _key_faults(row, here, must=("shares",), may=("when",))
        shares = row.get("shares", {})
        if "shares" in row and (not isinstance(shares, dict) or not shares):
            yield f"{here}, shares: holds no answers. Write a share for each."
        elif set(map(str, shares)) in ({"True"}, {"true"}):
            yield from _faults_of_shares(shares, f"{here}, shares", tuple(shares))
        elif shares:
            yield from _faults_of_a_whole(shares, f"{here}, shares")
        yield from _when_faults(row.get("when") or {}, f"{here}, when", earlier)


def _when_faults(when: object, where: str, earlier: Sequence[str]) -> Iterator[str]:
    if not isinstance(when, dict):
        yield f"{where}: holds no keys. Write an age, or a fact with answers."
        return
    for name, wanted in when.items():
        if name not in earlier:
            yield f"{where}, {name}: is no fact that stands above it{_meant(name, earlier)}."
        elif not isinstance(wanted, list) or not wanted:
            yield f"{where}, {name}: is no list. Write [from, below] or the answers meant."
        elif name == "age" and not _are_ages(wanted):
            yield f"{where}, age: {wanted} are no two ages from low to high. Write [18, 27]."


def _are_ages(wanted: Sequence[Any]) -> bool:
    whole = all(isinstance(age, int) and not isinstance(age, bool) for age in wanted)
    return len(wanted) == 2 and whole and 0 <= wanted[0] < wanted[1] <= OLDEST


def _key_faults(
    raw: Mapping[Any, Any], where: str, *, must: Sequence[str], may: Sequence[str] = ()
) -> Iterator[str]:
    """Name the keys that are missing, and those that nobody reads."""
    known = [*must, *may]
    missing = [name for name in must if name not in raw]
    for name in missing:
        yield f"{where}: the key {name} is missing. Add it."
    for name in raw:
        if name not in known:
            yield f"{where}, {name}: is no key here{_meant(name, known)}."


def _meant(name: object, known: Sequence[str]) -> str:
    near = get_close_matches(str(name).lower(), known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]}" if near else f". Known are {', '.join(known[-8:])}"


def _source_faults(raw: Mapping[Any, Any], where: str) -> Iterator[str]:
    source = raw.get("source", "-")
    if not isinstance(source, str) or not source.strip():
        yield f"{where}, source: is empty. Say where the shares come from."


def _faults_of_a_whole(shares: Mapping[Any, Any], where: str) -> Iterator[str]:
    found = [*_faults_of_shares(shares, where, tuple(shares))]
    yield from found
    total = 0.0 if found else sum(map(float, shares.values()))
    if not found and abs(total - 1) > _WHOLE:
        yield f"{where}: the shares make {total:.4f} and not 1. Mend them."


def _faults_of_shares(raw: Mapping[Any, Any], where: str, names: Sequence[Any]) -> Iterator[str]:
    for name in names:
        share = raw.get(name, 0)
        if isinstance(share, bool) or not isinstance(share, int | float | Decimal):
            yield f"{where}, {name}: {share!r} is no number. Write a share such as 0.15."
        elif not math.isfinite(share) or not 0 <= share <= 1:
            percents = math.isfinite(share) and 1 < share <= 100
            meant = f"{share} percent is {float(share) / 100:g}" if percents else "Mend it"
            yield f"{where}, {name}: {share} does not lie between 0 and 1. {meant}."

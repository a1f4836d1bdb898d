# SPDX-License-Identifier: EUPL-1.2
"""Finds the rows of a file that stood in it before (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meedoen.interop.extracts.batches import Places
from meedoen.interop.extracts.quick import Numbers, Truths

_MULTIPLIER, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)


@dataclass(frozen=True)
class Keys:
    """The keys of the good rows of a batch: their lines, a number for each, and their parts."""

    lines: Places
    mixed: Numbers
    parts: tuple[NDArray[np.unsignedinteger], ...]


def keys_of(parts: Sequence[Numbers], lines: Places, good: Truths) -> Keys:
    """Make one number of the parts of each key; two keys can have the same, but hardly ever do."""
    kept = tuple(part[good] for part in parts)
    mixed: Numbers = np.zeros(int(good.sum()), dtype=np.uint64)
    for part in kept:
        mixed = (mixed ^ part) * _MULTIPLIER
        mixed ^= mixed >> _SHIFT
    return Keys(lines[good], mixed, tuple(map(_narrowed, kept)))


def _narrowed(part: Numbers) -> NDArray[np.unsignedinteger]:
    """Keep a part in half the bytes where that is enough: it is kept of every row of a file."""
    return part if len(part) and part.max() >> np.uint64(32) else part.astype(np.uint32)


def joined(keys: Sequence[Keys]) -> Keys:
    """Put keys of lines that stand between each other in the order of the file."""
    lines = np.concatenate([one.lines for one in keys])
    order = np.argsort(lines)
    mixed = np.concatenate([one.mixed for one in keys])
    parts = zip(*(one.parts for one in keys), strict=True)
    return Keys(lines[order], mixed[order], tuple(np.concatenate(part)[order] for part in parts))


def stood_before(batches: Sequence[Keys]) -> list[tuple[int, int, int]]:
    """Give the line of each row of which the key stood before, in the order of the file.

    With it the line where that was, and the first part of the key.
    """
    if not batches or not batches[0].parts:
        return []
    ordered = np.sort(np.concatenate([one.mixed for one in batches]))
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return []
    first: dict[tuple[int, ...], int] = {}
    found = []
    for key, line in _with(twice, batches):
        before = first.setdefault(key, line)
        if before != line:
            found.append((line, before, key[0]))
    return found


def _with(mixed: Numbers, batches: Sequence[Keys]) -> Iterator[tuple[tuple[int, ...], int]]:
    """Give whole keys, which tell apart what was mixed to one number, with their lines."""
    for batch in batches:
        for row in np.flatnonzero(np.isin(batch.mixed, mixed)).tolist():
            yield tuple(int(part[row]) for part in batch.parts), int(batch.lines[row])

# SPDX-License-Identifier: EUPL-1.2
"""Pieces of what is unknown that can be looked at by themselves, and what lies above them (pure).

A piece is a node of the longest dimension with its leaves and everything of the other dimensions:
a wijk with its buurten. What lies above it goes along, so that what one piece takes from a total
the next may give back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

import numpy as np

from meedoen.disclosure.sums import FIXED, Indices, Linked, Mask
from meedoen.disclosure.worlds import Unsettled

# With fewer unknown ones everything is looked at together.
_TOGETHER = 300


@dataclass(frozen=True)
class Pieces:
    """Columns of unknown quantities: those `above` others, the leaves of each node, each piece."""

    above: Mask
    leaves: tuple[Indices, ...]
    pieces: tuple[Indices, ...]


def pieces_of(sums: Linked, unknown: Unsettled, together: int = _TOGETHER) -> Pieces:
    """Divide what is unknown into pieces, by the longest dimension of each table.

    What is no more than `together` is one piece.
    """
    if unknown.size <= together:
        everything = np.arange(unknown.size)
        return Pieces(np.zeros(unknown.size, dtype=bool), (everything,), (everything,))
    nodes: dict[str, list[Indices]] = defaultdict(list)
    leaves: dict[str, list[Indices]] = defaultdict(list)
    lines: dict[str, list[str]] = {}
    taken = np.zeros(unknown.size, dtype=bool)
    for dimensions, numbers in zip(sums.tables, sums.cells, strict=True):
        longest = max(dimensions, key=lambda one: len(one.codes))
        named = unknown.names[numbers].reshape([len(one.codes) for one in dimensions])
        for place, lies in enumerate(np.moveaxis(named, dimensions.index(longest), 0)):
            columns = np.unique(lies[lies != FIXED])
            columns = columns[~taken[columns]]
            taken[columns] = True
            line = list(longest.upward(place))
            of = nodes if longest.children[place] else leaves
            node = line[0] if of is nodes else line[min(1, len(line) - 1)]
            of[node].append(columns)
            lines[node] = line[line.index(node) :]
    above = np.zeros(unknown.size, dtype=bool)
    for columns in chain.from_iterable(nodes.values()):
        above[columns] = True
    return Pieces(
        above,
        tuple(np.concatenate(found) for found in leaves.values()),
        tuple(
            np.concatenate([*found, *chain.from_iterable(nodes[node] for node in lines[code])])
            for code, found in leaves.items()
        ),
    )

# SPDX-License-Identifier: EUPL-1.2
"""Parts of a large table in which a cell can be protected without looking at the rest (pure).

A part is a few nodes of the longest dimension with everything of the others: the children of one
node, with that node. Where that is not enough, the largest of its neighbours comes along, the same
one for all, with which a total may be exchanged. In each node that has parts of its own its largest
part goes along, down to a leaf.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from meedoen.disclosure.sums import FIXED, Indices
from meedoen.disclosure.tables import Counts, Dimension

# So many children are looked at together; what has more is dealt out over several parts.
_TOGETHER = 12


@dataclass(frozen=True)
class Neighbourhood:
    """Places of nodes in the longest dimension, and the classes that lie wholly in them."""

    nodes: frozenset[int]
    classes: Indices


@dataclass(frozen=True)
class Neighbourhoods:
    """Two halves that share no class, what is above both, and all of them with a neighbour."""

    halves: tuple[tuple[Neighbourhood, ...], tuple[Neighbourhood, ...]]
    above: tuple[Neighbourhood, ...]
    around: tuple[Neighbourhood, ...]


def neighbourhoods(
    dimensions: Sequence[Dimension], counts: Counts, names: Indices, together: int = _TOGETHER
) -> Neighbourhoods:
    """Divide a table into parts; `names` gives the class of each of its cells."""
    axis = max(range(len(dimensions)), key=lambda axis: len(dimensions[axis].codes))
    dimension = dimensions[axis]
    per_node = np.moveaxis(names.reshape(counts.shape), axis, 0).reshape(len(dimension.codes), -1)
    times = np.bincount(names[names != FIXED])
    people = counts[tuple(slice(None) if a == axis else 0 for a in range(counts.ndim))]
    first, second = _in_halves(dimension)
    inner = frozenset(_inner_upward(dimension))

    def parts(nodes: frozenset[int], neighbours: Collection[int]) -> tuple[Neighbourhood, ...]:
        found = _parts(dimension, people, nodes, neighbours, together)
        return tuple(_neighbourhood(per_node, times, part) for part in found)

    return Neighbourhoods(
        halves=(parts(first, ()), parts(second, ())),
        above=parts(inner - first - second, ()),
        around=parts(inner, range(len(people))),
    )


def _inner_upward(dimension: Dimension) -> Iterator[int]:
    """Nodes with children, those below before those above."""
    return (node for node in reversed(range(len(dimension.codes))) if dimension.children[node])


def _in_halves(dimension: Dimension) -> tuple[frozenset[int], frozenset[int]]:
    """Deal the nodes that have only leaves, and a node above them, out over two halves."""
    inner = [
        node for node in _inner_upward(dimension)
        if node and not any(dimension.children[child] for child in dimension.children[node])
    ]  # fmt: skip
    middle = len(inner) // 2
    return frozenset(inner[:middle]), frozenset(inner[middle:])


def _parts(
    dimension: Dimension,
    people: Counts,
    nodes: frozenset[int],
    neighbours: Collection[int],
    together: int,
) -> Iterator[frozenset[int]]:
    """Per node its children, with the node and the largest of its neighbours among some."""
    parent = {child: node for node, below in enumerate(dimension.children) for child in below}
    for node in sorted(nodes, reverse=True):
        children = dimension.children[node]
        hands = max(1, round(len(children) / together))
        for hand in range(hands):
            part = {node}
            for child in children[hand::hands]:
                part.update(_down_to_a_leaf(dimension, people, child))
            around = dimension.children[parent[node]] if node in parent else ()
            if beside := [near for near in around if near != node and near in neighbours]:
                largest = max(beside, key=lambda near: (people[near], -near))
                part.update(_down_to_a_leaf(dimension, people, largest))
            yield frozenset(part)


def _down_to_a_leaf(dimension: Dimension, people: Counts, node: int) -> Iterator[int]:
    yield node
    while dimension.children[node]:
        node = max(dimension.children[node], key=lambda child: (people[child], -child))
        yield node


def _neighbourhood(per_node: Indices, times: Indices, nodes: frozenset[int]) -> Neighbourhood:
    """Give the classes of which all cells, as often as they stand anywhere, are in these nodes."""
    within = per_node[sorted(nodes)]
    inside = np.bincount(within[within != FIXED], minlength=len(times))
    return Neighbourhood(nodes, np.flatnonzero((inside > 0) & (inside == times)))

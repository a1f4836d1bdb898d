# SPDX-License-Identifier: EUPL-1.2
"""A part of a large table is a node with what lies under it, and a large neighbour at most."""

import numpy as np
import pytest
from hypothesis import given, settings

from meedoen.disclosure.neighbourhoods import Neighbourhood, Neighbourhoods, neighbourhoods
from meedoen.disclosure.sums import FIXED
from meedoen.disclosure.tables import CountTable, Dimension
from tests.disclosure.test_protecting import ANY, tables

PLACE = Dimension.of(
    "place",
    [
        ("town", None), ("north", "town"), ("south", "town"), ("east", "town"),
        ("n1", "north"), ("n2", "north"), ("n1a", "n1"), ("n1b", "n1"),
        ("s1", "south"), ("s2", "south"), ("s3", "south"), ("s4", "south"), ("s5", "south"),
        ("e1", "east"), ("e2", "east"), ("west", "town"), ("w1", "west"),
    ],
)  # fmt: skip
FORM = Dimension.flat("form", ["walking", "singing"])
# Of n1a and n1b the first has fewer people who walk, and more who walk or sing.
WALKING = {"n1a": 4, "n1b": 5, "n2": 6, "s1": 3, "s2": 8, "s3": 8, "s4": 2, "s5": 1, "e1": 4}
SINGING = {"n1a": 9, "n1b": 1, "n2": 6, "e2": 2}


def town() -> CountTable:
    """North has 31 people, south 22, east 6, west none; the form comes first, as it may."""
    cells = {("walking", place): number for place, number in WALKING.items()}
    cells |= {("singing", place): number for place, number in SINGING.items()}
    return CountTable.of_leaves([FORM, PLACE], cells)


def divided(table: CountTable, together: int = 12) -> Neighbourhoods:
    """Divide a table of which each cell moves by itself."""
    names = np.arange(table.counts.size)
    return neighbourhoods(table.dimensions, table.counts, names, together)


def places(parts: tuple[Neighbourhood, ...]) -> list[str]:
    """The codes of each part, in the order of the dimension."""
    return [" ".join(PLACE.codes[node] for node in sorted(part.nodes)) for part in parts]


def test_what_has_only_leaves_is_dealt_out_over_two_halves_and_the_rest_lies_above() -> None:
    found = divided(town())
    assert [places(half) for half in found.halves] == [
        ["west w1", "east e1 e2"], ["south s1 s2 s3 s4 s5", "n1 n1a n1b"],
    ]  # fmt: skip
    # Down to a leaf by the largest, and of two alike by the first.
    assert places(found.above) == [
        "north n1 n1a n2", "town north n1 n1a south s2 east e1 west w1",
    ]  # fmt: skip


def test_around_a_node_its_largest_neighbour_goes_along_down_to_a_leaf() -> None:
    assert places(divided(town()).around) == [
        "north n1 n1a west w1",
        "north n1 n1a east e1 e2",
        "north n1 n1a south s1 s2 s3 s4 s5",
        "n1 n1a n1b n2",
        "north n1 n1a n2 south s2",
        "town north n1 n1a south s2 east e1 west w1",
    ]


def test_of_neighbours_that_are_as_large_the_first_goes_along() -> None:
    flat = Dimension.of("place", [("town", None), *((code, "town") for code in "abc")])
    deep = [*flat.parents.items(), *((f"{code}1", code) for code in "abc")]
    table = CountTable.of_leaves(
        [Dimension.of("place", deep)], {(f"{code}1",): 7 for code in "abc"}
    )
    codes = table.dimensions[0].codes
    around = [{codes[node] for node in part.nodes} for part in divided(table).around]
    assert around[:3] == [{"c", "c1", "a", "a1"}, {"b", "b1", "a", "a1"}, {"a", "a1", "b", "b1"}]


@pytest.mark.parametrize(
    ("together", "hands"),
    [
        (12, ["south s1 s2 s3 s4 s5"]),
        (4, ["south s1 s2 s3 s4 s5"]),
        (3, ["south s1 s3 s5", "south s2 s4"]),
        (2, ["south s1 s3 s5", "south s2 s4"]),
        (1, ["south s1", "south s2", "south s3", "south s4", "south s5"]),
    ],
)
def test_many_children_are_dealt_out_over_several_parts(together: int, hands: list[str]) -> None:
    found = places(divided(town(), together).halves[1])
    assert [part for part in found if part.startswith("south")] == hands


def test_a_dozen_children_are_looked_at_together() -> None:
    for children, parts in ((12, 1), (18, 2), (30, 2), (31, 3)):
        place = Dimension.flat("place", [f"p{at}" for at in range(children)])
        table = CountTable.of_leaves([place], {("p0",): 1})
        found = neighbourhoods(table.dimensions, table.counts, np.arange(children + 1))
        assert (len(found.around), len(found.above)) == (parts, parts)
        assert found.halves == ((), ())


def test_a_class_lies_in_a_part_when_all_of_its_cells_do() -> None:
    table = town()
    names = np.arange(table.counts.size).reshape(table.shape)
    at = {code: place for place, code in enumerate(PLACE.codes)}
    names[:, at["e2"]] = FIXED
    # What walks in s1 is known to be as many as in n1b, and all of s2 as its singers.
    names[1, at["s1"]] = names[1, at["n1b"]]
    names[0, at["s2"]] = names[2, at["s2"]]
    found = neighbourhoods(table.dimensions, table.counts, names.ravel())
    ((_, east), (south, n1)) = found.halves
    assert east.classes.tolist() == sorted(names[:, [at["east"], at["e1"]]].ravel().tolist())
    within = {*names[:, [at[code] for code in ("south", "s1", "s2", "s3", "s4", "s5")]].ravel()}
    assert set(south.classes.tolist()) == within - {names[1, at["s1"]]}
    assert names[1, at["n1b"]] not in n1.classes
    # Nothing goes to a class for what nobody needs to look for.
    assert FIXED not in np.concatenate([east.classes, south.classes, n1.classes])


@given(tables())
@settings(**ANY)
def test_halves_share_no_class_and_what_is_in_no_half_is_above(table: CountTable) -> None:
    found = divided(table)
    first, second = (
        np.concatenate([np.empty(0, dtype=int), *(part.classes for part in half)])
        for half in found.halves
    )
    assert not np.intersect1d(first, second).size
    longest = max(table.dimensions, key=lambda one: len(one.codes))
    inner = {node for node, below in enumerate(longest.children) if below}
    for parts in ((*found.halves[0], *found.halves[1], *found.above), found.around):
        seen = set().union(*(part.nodes for part in parts)) if parts else set()
        assert inner <= seen
        for node in inner:
            under = [part.nodes for part in parts if node in part.nodes]
            assert set(longest.children[node]) <= set().union(*under)

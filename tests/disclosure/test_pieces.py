# SPDX-License-Identifier: EUPL-1.2
"""A piece is a node with its leaves and all that lies above it; together they hold everything."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.disclosure.pieces import Pieces, pieces_of
from meedoen.disclosure.proving import everything_published
from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.sums import Linked, linked
from meedoen.disclosure.tables import CountTable, Dimension, Key
from meedoen.disclosure.worlds import Unsettled, unknown_of
from tests.disclosure.test_protecting import ANY, tables

PLACE = Dimension.of(
    "place",
    [
        ("town", None), ("north", "town"), ("south", "town"),
        ("n1", "north"), ("n2", "north"), ("s1", "south"), ("s2", "south"),
    ],
)  # fmt: skip
FORM = Dimension.flat("form", ["walking", "singing"])


def all_hidden_but(table: CountTable, *shown: Key) -> tuple[Linked, Unsettled]:
    """What is unknown of a table of which everything is hidden, but some cells."""
    values = np.full(table.shape, HIDDEN)
    for key in shown:
        place = tuple(one.position[code] for one, code in zip(table.dimensions, key, strict=True))
        values[place] = table.counts[place]
    return unknown_in(Published(table.dimensions, values, CountRule(5)))


def unknown_in(*published: Published) -> tuple[Linked, Unsettled]:
    sums = linked([one.dimensions for one in published])
    values, known, least, apart = everything_published(sums, published)
    return sums, unknown_of(sums, values, known, least, float(apart.max(initial=1)))


def town() -> CountTable:
    cells = {
        (place, form): 3 for place in ("n1", "n2", "s1", "s2") for form in ("walking", "singing")
    }
    return CountTable.of_leaves([PLACE, FORM], cells)


def codes(sums: Linked, unknown: Unsettled, columns: np.ndarray) -> set[Key]:
    """The cells that these columns stand for."""
    names = unknown.names[sums.cells[0]].tolist()
    keys = list(np.ndindex(len(PLACE.codes), len(FORM.codes)))
    return {
        (PLACE.codes[place], FORM.codes[form])
        for name, (place, form) in zip(names, keys, strict=True)
        if name in set(columns.tolist())
    }


def test_a_wijk_is_a_piece_with_its_buurten_and_the_town_above_it() -> None:
    sums, unknown = all_hidden_but(town())
    found = pieces_of(sums, unknown, together=0)
    north, south = (codes(sums, unknown, piece) for piece in found.pieces)
    assert {place for place, _ in north} == {"n1", "n2", "north", "town"}
    assert {place for place, _ in south} == {"s1", "s2", "south", "town"}
    leaves = [codes(sums, unknown, columns) for columns in found.leaves]
    assert [{place for place, _ in one} for one in leaves] == [{"n1", "n2"}, {"s1", "s2"}]
    above = codes(sums, unknown, np.flatnonzero(found.above))
    assert {place for place, _ in above} == {"town", "north", "south"}


def test_what_is_open_lies_in_no_piece() -> None:
    sums, unknown = all_hidden_but(town(), ("n1", "walking"), ("town", "_total"))
    found = pieces_of(sums, unknown, together=0)
    assert ("n1", "walking") not in codes(sums, unknown, np.concatenate(found.pieces))
    assert ("town", "_total") not in codes(sums, unknown, np.concatenate(found.pieces))


def test_what_is_little_is_one_piece() -> None:
    sums, unknown = all_hidden_but(town())
    whole = pieces_of(sums, unknown, together=unknown.size)
    assert len(whole.pieces) == len(whole.leaves) == 1
    assert whole.pieces[0].tolist() == list(range(unknown.size))
    assert not whole.above.any()
    assert whole.above.dtype == bool
    assert len(pieces_of(sums, unknown, together=unknown.size - 1).pieces) == 2


def nothing_shown(*dimensions: Dimension) -> Published:
    """A table of which everything is hidden."""
    shape = [len(one.codes) for one in dimensions]
    return Published(dimensions, np.full(shape, HIDDEN), CountRule(5))


@pytest.mark.parametrize("codes", [[], ["n1", "n2", "s1"]])
def test_what_lies_right_under_the_whole_is_one_piece(codes: list[str]) -> None:
    sums, unknown = unknown_in(nothing_shown(Dimension.flat("place", codes)))
    found = pieces_of(sums, unknown, together=0)
    assert [piece.tolist() for piece in map(np.sort, found.pieces)] == [[*range(unknown.size)]]


def test_what_two_tables_count_is_in_one_piece_once() -> None:
    sums, unknown = unknown_in(nothing_shown(PLACE, FORM), nothing_shown(PLACE))
    found = pieces_of(sums, unknown, together=0)
    leaves = np.concatenate(found.leaves)
    assert len(set(leaves.tolist())) == len(leaves)
    assert not found.above[leaves].any()
    assert len(leaves) + found.above.sum() == unknown.size


@given(tables(), st.data())
@settings(**ANY)
def test_every_unknown_one_is_above_others_or_a_leaf_of_one_node(
    table: CountTable, data: st.DataObject
) -> None:
    hide = data.draw(
        st.lists(st.booleans(), min_size=table.counts.size, max_size=table.counts.size)
    )
    values = np.where(np.array(hide).reshape(table.shape), HIDDEN, table.counts)
    sums, unknown = unknown_in(Published(table.dimensions, values, CountRule(5)))
    found: Pieces = pieces_of(sums, unknown, together=0)
    times = np.bincount(np.concatenate([*found.leaves, []]).astype(int), minlength=unknown.size)
    assert found.above.dtype == bool
    assert (times + found.above == 1).all()
    assert len(found.pieces) == len(found.leaves)
    for piece, leaves in zip(found.pieces, found.leaves, strict=True):
        assert set(leaves.tolist()) <= set(piece.tolist())
        assert found.above[np.setdiff1d(piece, leaves)].all()

# SPDX-License-Identifier: EUPL-1.2
"""Tables over trees, with every total in them; and what of them is shown."""

import numpy as np
import pytest

from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.tables import TOTAL, CountTable, Dimension, NoTable

PLACE = Dimension.of(
    "place", [("b1", "w1"), ("town", None), ("w1", "town"), ("b2", "w1"), ("w2", "town")]
)


def test_codes_stand_parents_first_and_siblings_as_they_were_given() -> None:
    assert PLACE.codes == ("town", "w1", "b1", "b2", "w2")
    assert PLACE.root == "town"
    assert PLACE.children == ((1, 4), (2, 3), (), (), ())
    assert PLACE.leaves == (2, 3, 4)
    assert PLACE.position["b2"] == 3
    assert Dimension.flat("form", "ab").root == TOTAL
    assert Dimension.flat("form", "ab", total="all").codes == ("all", "a", "b")


def test_a_circle_is_named_by_a_code_in_it() -> None:
    with pytest.raises(NoTable, match="'b' does not come under 'town', but in a circle"):
        Dimension.of("place", [("town", None), ("a", "town"), ("b", "c"), ("c", "b")])


def test_totals_are_the_sum_of_what_lies_below() -> None:
    table = CountTable.of_leaves([PLACE], {("b1",): 3, ("w2",): 4, ("b2",): 10**12})
    assert table.counts.tolist() == [10**12 + 7, 10**12 + 3, 3, 10**12, 4]
    assert table.counts.dtype == np.int64
    assert table.shape == (5,)
    again = PLACE.added_up(np.array([0, 0, 1, 2, 3]), 0)
    assert again.tolist() == [6, 3, 1, 2, 3]


def test_a_table_has_a_dimension_at_least() -> None:
    with pytest.raises(NoTable, match="at least one dimension"):
        CountTable.of_leaves([], {(): 1})


def test_what_is_shown_is_asked_by_its_codes_and_what_is_hidden_is_nothing() -> None:
    forms = Dimension.flat("form", ["paid", "free"])
    values = np.arange(15).reshape(5, 3)
    values[1, 2] = HIDDEN
    shown = Published((PLACE, forms), values, CountRule(5))
    assert HIDDEN < 0
    assert shown.value("w1", "free") is None
    assert shown.value("b2", "paid") == 10
    assert shown.value("town", "_total") == 0
    assert np.argwhere(shown.hidden).tolist() == [[1, 2]]
    assert [value for _, value in shown.rows()].index(None) == 5
    assert list(shown.rows())[10] == (("b2", "paid"), 10)
    with pytest.raises(KeyError):
        shown.value("west", "paid")
    for codes in ((), ("town",), ("town", "paid", "paid")):
        with pytest.raises(ValueError, match="zip"):
            shown.value(*codes)
    with pytest.raises(ValueError, match="zip"):
        list(Published((PLACE, forms), values[:4], CountRule(5)).rows())

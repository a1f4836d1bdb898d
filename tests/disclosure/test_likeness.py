# SPDX-License-Identifier: EUPL-1.2
"""What comes in the place of figures of nearly the same people gives no more away than they did."""

import pytest
from hypothesis import HealthCheck, assume, given, settings

from meedoen.disclosure.programs import NotSolved
from meedoen.disclosure.protecting import NotProtected, protect
from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.tables import CountTable, Dimension
from tests.disclosure.test_protecting import tables

RULE = CountRule(5)
AREAS = Dimension.of(
    "gebied",
    [("GM", None), *((f"WK{w}", "GM") for w in "12")]
    + [(f"BU{w}{b}", f"WK{w}") for w in "12" for b in "1234"],
)


def town(**buurten: int) -> CountTable:
    counts = {"BU11": 3, "BU12": 9, "BU13": 20, "BU14": 30, "BU21": 14, "BU22": 12, "BU23": 11}
    return CountTable.of_leaves([AREAS], {(code,): n for code, n in (counts | buurten).items()})


def test_what_was_hidden_stays_hidden_and_what_is_the_same_hides_nobody() -> None:
    first = protect(town(), RULE).published
    assert [first.value(code) for code in ("BU11", "BU12")] == [None, None]
    # BU12 grew, so that by itself it is cheaper to hide BU13.
    later = town(BU12=60)
    alone = protect(later, RULE).published
    assert (alone.value("BU12"), alone.value("BU13")) == (60, None)
    # Whoever saw 20 people in BU13 in the first would know from both how many are in BU11.
    beside = protect(later, RULE, like=[first]).published
    assert (beside.value("BU11"), beside.value("BU12"), beside.value("BU13")) == (None, None, 20)


def test_what_became_small_does_not_hide_behind_what_everybody_knows() -> None:
    first = protect(town(), RULE).published
    later = protect(town(BU21=4), RULE, like=[first]).published
    # The others of its wijk were open, and are as they were: only totals can hide it.
    assert later.value("BU21") is None
    assert later.value("WK2") is None


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)
@given(tables(dimensions=2))
def test_a_delivery_of_the_same_hides_the_same_cells_or_more(table: CountTable) -> None:
    try:
        first = protect(table, RULE).published
    except (NotProtected, NotSolved):
        assume(False)
    again = protect(table, RULE, like=[first]).published
    assert (again.hidden == first.hidden).all()
    assert ((again.values == HIDDEN) | (again.values == table.counts)).all()


def test_what_gives_a_small_count_away_whatever_is_hidden_is_refused() -> None:
    # Of two deliveries one showed a part as it is now, and one the whole: the other part follows.
    parts = [("GM", None), ("A", "GM"), ("B", "GM")]
    now = CountTable.of_leaves([Dimension.of("gebied", parts)], {("A",): 14, ("B",): 4})
    with pytest.raises(NotProtected):
        protect(now, RULE, like=[shown(A=14, C=9), shown(A=12, C=6)])


def shown(**areas: int) -> Published:
    flat = Dimension.of("gebied", [("GM", None), *((code, "GM") for code in areas)])
    return protect(
        CountTable.of_leaves([flat], {(k,): n for k, n in areas.items()}), RULE
    ).published

# SPDX-License-Identifier: EUPL-1.2
"""A proof is made from what is published, and is no larger than it has to be."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings

from meedoen.disclosure.folder import ReleaseProof, files_of
from meedoen.disclosure.programs import Numbers
from meedoen.disclosure.proving import NotProven, everything_published, prove
from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.releasing import release
from meedoen.disclosure.rule import CountRule, Zero
from meedoen.disclosure.sums import linked
from meedoen.disclosure.tables import CountTable, Dimension
from meedoen.disclosure.whole import WholeWorlds
from meedoen.disclosure.worlds import Contradiction
from meedoen.publication.verification import verify
from tests.disclosure.test_protecting import ANY, rules, tables
from tests.disclosure.test_whole import a_dense_block

LINE = (Dimension.flat("x", ["a", "b", "c"]),)


def line(*values: int, threshold: int = 5) -> Published:
    """A line of a total and three parts."""
    return Published(LINE, np.array(values), CountRule(threshold))


@given(tables(), rules)
@settings(**ANY)
def test_no_table_of_a_proof_can_be_left_out(table: CountTable, rule: CountRule) -> None:
    protected, proof = release(table, rule)
    if len(proof.tables) <= 2:
        return
    for one in range(len(proof.tables)):
        fewer = ReleaseProof(proof.tables[:one] + proof.tables[one + 1 :], proof.earlier)
        assert verify(files_of(protected.published, fewer), []).faults


def test_what_is_not_far_enough_apart_is_named() -> None:
    with pytest.raises(NotProven, match=r"^2 hidden cells are too close to known: a, b$") as found:
        prove(line(12, HIDDEN, HIDDEN, 7))
    assert found.value.cells == ((0, ("a",)), (0, ("b",)))


def test_of_many_that_are_not_the_first_five_are_said_and_all_are_known() -> None:
    seven = Dimension.flat("x", "abcdefg")
    published = Published((seven,), np.array([9] + [HIDDEN] * 7), CountRule(5))
    with pytest.raises(NotProven, match=r"^7 hidden cells .*: a, b, c, d, e$") as found:
        prove(published)
    assert [key for _, (key,) in found.value.cells] == list("abcdefg")


def test_what_follows_by_one_sum_is_named() -> None:
    with pytest.raises(NotProven, match=r"^1 hidden cells are too close to known: b$"):
        prove(line(40, 30, HIDDEN, 7))


def test_exactly_as_far_apart_as_the_rule_asks_will_do() -> None:
    assert len(prove(line(14, HIDDEN, HIDDEN, 7)).tables) == 2
    with pytest.raises(NotProven):
        prove(line(13, HIDDEN, HIDDEN, 7))


def test_a_table_that_hides_nothing_needs_no_proof() -> None:
    assert prove(line(30, 10, 10, 10)) == ReleaseProof((), ())


def test_open_values_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(Contradiction, match="do not add up"):
        prove(line(31, 10, 10, 10))


def test_a_cell_of_an_earlier_release_that_opens_now_is_named_with_its_number() -> None:
    before = line(20, HIDDEN, HIDDEN, 5)
    with pytest.raises(NotProven) as found:
        prove(line(20, 10, HIDDEN, HIDDEN), [before])
    assert (1, ("b",)) in found.value.cells


def test_an_earlier_release_of_other_people_is_refused() -> None:
    with pytest.raises(Contradiction, match="count something else"):
        prove(line(30, 10, 10, 10), [line(31, 10, 10, 11)])


def test_of_each_number_everybody_knows_what_any_table_says_and_the_stricter_rule_holds() -> None:
    strict = Published(LINE, np.array([20, HIDDEN, HIDDEN, 5]), CountRule(9, Zero.HIDE))
    tables = [line(20, 10, HIDDEN, HIDDEN), strict]
    sums = linked([one.dimensions for one in tables])
    values, known, least, apart = everything_published(sums, tables)
    at = sums.cells[0]
    assert values[at].tolist() == [20, 10, HIDDEN, 5]
    assert known[at].tolist() == [True, True, False, True]
    assert least[at].tolist() == [0, 0, 1, 1]
    assert apart[at].tolist() == [0, 9, 9, 5]


def test_what_an_earlier_release_hid_and_another_shows_is_not_proven() -> None:
    shown, hidden = line(30, 10, 10, 10), line(30, HIDDEN, 10, HIDDEN)
    assert prove(shown, [shown]) == ReleaseProof((), ((),))
    for now, earlier in ((shown, [hidden]), (shown, [shown, hidden])):
        with pytest.raises(NotProven) as found:
            prove(now, earlier)
        number = len(earlier)
        assert found.value.cells == ((number, ("a",)), (number, ("c",)))


def test_of_the_few_that_are_left_each_is_asked_and_none_that_is_far_enough_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pair, toward = WholeWorlds.pair, WholeWorlds.toward
    seen: list[Numbers] = []
    asked: list[int] = []

    def pairs(worlds: WholeWorlds, cost: Numbers, together: int) -> list[Numbers]:
        found = pair(worlds, cost, together)
        seen.extend(found)
        return found

    def each(worlds: WholeWorlds, one: int, far: float) -> Iterator[Numbers]:
        asked.append(one)
        assert far == 5
        assert np.ptp([world[one] for world in seen]) < far
        for world in toward(worlds, one, far):
            seen.append(world)
            yield world

    monkeypatch.setattr(WholeWorlds, "pair", pairs)
    monkeypatch.setattr(WholeWorlds, "toward", each)
    proof = prove(published := a_dense_block(wijken=2))
    assert asked
    assert not verify(files_of(published, proof), []).faults

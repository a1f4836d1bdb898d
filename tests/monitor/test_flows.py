# SPDX-License-Identifier: EUPL-1.2
"""Who came and who went are shown where no small number is left by taking one from another."""

import pytest

from meedoen.disclosure.rule import CountRule, Zero
from meedoen.monitor.cube import CountingUnit, Cube, cubes_of
from meedoen.monitor.flows import safe_level_of_flows
from meedoen.monitor.population import population_of
from meedoen.monitor.tables import AreaTree
from meedoen.vocabulary.codes import Level
from tests.monitor.towns import FIRST, LAST, YEAR, Line, parts

TREE = AreaTree(
    "GM9901",
    {
        "WK990101": "GM9901",
        "WK990102": "GM9901",
        "BU99010101": "WK990101",
        "BU99010203": "WK990102",
    },
    {},
)
RULE = CountRule(3)
EVERY = (Level.GEMEENTE, Level.WIJK)


def town(came: int, stayed: int, went: int) -> Cube:
    """Invent two wijken: in the first so many came, stayed, went; in the other three of each."""
    lines: list[Line] = []
    for buurt, numbers in (("BU99010101", (came, stayed, went)), ("BU99010203", (3, 3, 3))):
        days = ((FIRST, LAST + 9), (FIRST - 9, LAST + 9), (FIRST - 9, LAST - 9))
        for number, (begins, ends) in zip(numbers, days, strict=True):
            for _ in range(number):
                lines.append(Line(len(lines) + 1, 0, buurt, begins=begins, ends=ends))
    return cube_of(lines)


def cube_of(lines: list[Line]) -> Cube:
    return cubes_of(population_of(YEAR, parts({"wmo": lines})))[CountingUnit.PERSON]


def level_of(cube: Cube, hidden: tuple[str, ...] = (), rule: CountRule = RULE) -> Level | None:
    return safe_level_of_flows(cube, "wmo", hidden, TREE, rule, EVERY)


def test_where_all_parts_are_large_enough_they_are_shown_per_wijk() -> None:
    assert level_of(town(3, 3, 3)) is Level.WIJK
    assert level_of(town(3, 0, 3)) is Level.WIJK


@pytest.mark.parametrize("numbers", [(2, 3, 3), (3, 3, 2), (1, 3, 3), (3, 3, 1)])
def test_a_small_part_goes_a_level_higher(numbers: tuple[int, int, int]) -> None:
    assert level_of(town(*numbers)) is Level.GEMEENTE


def test_who_stayed_is_a_part_as_well() -> None:
    assert level_of(town(3, 1, 1)) is Level.GEMEENTE


def test_behind_many_who_came_and_went_in_the_year_few_who_were_there_are_not_told() -> None:
    """Use less who came is who was there before; use less who went is who is still there."""
    passing = [Line(who, 0, "BU99010101", begins=FIRST, ends=LAST - 9) for who in range(1, 4)]
    before = Line(9, 0, "BU99010101", begins=FIRST - 9, ends=LAST - 9)
    still = Line(9, 0, "BU99010101", begins=FIRST, ends=LAST + 9)
    assert level_of(cube_of(passing)) is Level.WIJK
    assert level_of(cube_of([*passing, before])) is None
    assert level_of(cube_of([*passing, still])) is None


def test_beside_hidden_use_there_is_nothing_to_take_it_from() -> None:
    assert level_of(town(3, 3, 3), ("WK990102",)) is Level.GEMEENTE
    assert level_of(town(3, 3, 3), ("WK990102", "GM9901")) is None
    assert level_of(town(3, 3, 3), ("BU99010101",)) is Level.WIJK


def test_an_area_without_anybody_counts_when_its_use_of_the_year_before_is_hidden() -> None:
    empty = AreaTree("GM9901", {**TREE.parents, "WK990103": "GM9901"}, {})
    assert safe_level_of_flows(town(3, 3, 3), "wmo", (), empty, RULE, EVERY) is Level.WIJK
    before = ("WK990103",)
    assert safe_level_of_flows(town(3, 3, 3), "wmo", before, empty, RULE, EVERY) is Level.GEMEENTE


def test_who_is_in_no_known_area_is_a_part_of_the_table_too() -> None:
    lines = [Line(who, 0, "BU99010101", begins=FIRST, ends=LAST + 9) for who in range(1, 5)]
    assert level_of(cube_of(lines)) is Level.WIJK
    assert (
        level_of(cube_of([*lines, Line(9, 0, "", begins=FIRST, ends=LAST + 9)])) is Level.GEMEENTE
    )


def test_a_nought_that_is_hidden_is_a_small_part() -> None:
    closed = CountRule(3, Zero.HIDE)
    assert level_of(town(3, 3, 3), rule=closed) is Level.GEMEENTE
    assert level_of(town(3, 3, 3)) is Level.WIJK


def test_in_another_level_than_is_allowed_nothing_is_shown() -> None:
    assert safe_level_of_flows(town(2, 3, 3), "wmo", (), TREE, RULE, (Level.WIJK,)) is None

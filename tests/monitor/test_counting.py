# SPDX-License-Identifier: EUPL-1.2
"""A count is the number of people, or of households, and never of both."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.ages import CODES
from meedoen.monitor.counting import (
    NOWHERE_CODE,
    NUMBERS,
    NotCounted,
    count_counted,
    count_people,
)
from meedoen.monitor.cube import CountingUnit, cubes_of, cubes_of_years
from meedoen.monitor.given import NO_END
from meedoen.monitor.indicator import Split, indicators
from meedoen.monitor.parts import DOMAINS, bit
from meedoen.monitor.population import population_of
from meedoen.monitor.snapshots import CountedRows
from tests.monitor.towns import FIRST, LAST, SOURCES, TOWNS, YEAR, Line, Town, parts

ALL = indicators()
OF_ROWS = ["gebruik_wmo", "gebruik_wwb", "instroom_wmo", "uitstroom_wwb", "stapeling_personen"]


def counted(area: str, number: int, age: str = "", category: str = "") -> CountedRows:
    return CountedRows(
        area=np.array([area], dtype=object),
        category=np.array([category], dtype=object),
        age=np.array([age], dtype=object),
        count=np.array([number], dtype=np.int64),
        capacity=np.array([-1], dtype=np.int64),
    )


def together(*rows: CountedRows) -> CountedRows:
    names = vars(rows[0])
    return CountedRows(**{n: np.concatenate([vars(one)[n] for one in rows]) for n in names})


@given(TOWNS)
def test_a_cube_holds_everybody_once(town: Town) -> None:
    population = population_of(YEAR, parts(town))
    cubes = cubes_of(population)
    for unit, persons in (
        (CountingUnit.PERSON, population.people),
        (CountingUnit.HOUSEHOLD, population.households),
    ):
        cube = cubes[unit]
        assert len(cube) == len(persons)
        assert cube.age.dtype == np.uint8
        everybody = cube.counts(np.zeros(len(cube), dtype=np.int64), 1)[:, 0].tolist()
        names = (*persons.buurten, "")
        told = Counter(names[at] for at in persons.buurt.tolist())
        assert everybody == [told[name] for name in names]


@given(TOWNS)
def test_use_is_everybody_with_a_row_and_by_age_it_is_the_same_number(town: Town) -> None:
    town = {**town, "wmo": town.get("wmo", [])}
    population = population_of(YEAR, parts(town))
    found = count_people(ALL["gebruik_wmo"], cubes_of(population))
    had = (population.people.during & bit("wmo")) > 0
    assert found.total == int(had.sum())
    assert found.counts.sum(axis=0).tolist() == [
        int((population.age[had] == group).sum()) for group in range(4)
    ]
    assert found.areas == (*population.people.buurten, NOWHERE_CODE)
    assert (found.split, found.categories) == (Split.AGE, CODES)
    groups = zip(population.people.buurt[had].tolist(), population.age[had].tolist(), strict=True)
    told = Counter((found.areas[at], group) for at, group in groups)
    assert found.counts.tolist() == [
        [told[area, group] for group in range(4)] for area in found.areas
    ]


@given(TOWNS)
def test_what_comes_and_goes_adds_up_to_what_was_there(town: Town) -> None:
    people = cubes_of(population_of(YEAR, parts(town)))[CountingUnit.PERSON]
    for domain in map(bit, DOMAINS):
        had, start, end, came, went = (
            people.having(mask, domain)
            for mask in (people.during, people.at_start, people.at_end, people.began, people.ended)
        )
        assert had.shape == (len(people.buurten) + 1, 1)
        assert (start + came == had).all()
        assert (end + went == had).all()


def test_what_goes_on_has_not_ended_nor_begun() -> None:
    lines = [Line(1, begins=FIRST - 400, ends=NO_END), Line(2), Line(3, ends=LAST - 1)]
    cubes = cubes_of(population_of(YEAR, parts({"wmo": lines})))
    assert cubes[CountingUnit.PERSON].began.tolist() == [0, bit("wmo"), bit("wmo")]
    assert cubes[CountingUnit.PERSON].ended.tolist() == [0, 0, bit("wmo")]


def test_each_unit_has_its_word_for_many() -> None:
    assert [unit.words for unit in CountingUnit] == ["mensen", "huishoudens", "plekken", "wensen"]


@given(TOWNS)
def test_stacking_counts_who_has_something_on_the_last_day_once(town: Town) -> None:
    if len(town) < 2:
        return
    population = population_of(YEAR, parts(town))
    cubes = cubes_of(population)
    for key, persons in (
        ("stapeling_personen", population.people),
        ("stapeling_huishoudens", population.households),
    ):
        several = [int(mask).bit_count() for mask in persons.at_end.tolist()]
        found = count_people(ALL[key], cubes)
        assert found.categories == NUMBERS
        assert found.counts.sum(axis=0).tolist() == [
            several.count(1), several.count(2), sum(number > 2 for number in several),
        ]  # fmt: skip
        cube = cubes[ALL[key].unit]
        use = sum(int(cube.having(cube.at_end, bit(domain)).sum()) for domain in DOMAINS)
        assert use == sum(several)


def test_a_household_is_counted_once_however_many_of_it_have_it() -> None:
    town = {"wwb": [Line(1, home=9), Line(2, home=9), Line(3)], "wmo": [Line(1, home=9)]}
    cubes = cubes_of(population_of(YEAR, parts(town)))
    assert count_people(ALL["gebruik_wwb"], cubes).total == 2
    assert count_people(ALL["gebruik_wwb"], cubes).unit is CountingUnit.HOUSEHOLD
    assert count_people(ALL["gebruik_wwb"], cubes).categories == ()
    assert count_people(ALL["gebruik_wmo"], cubes).total == 1


def test_what_has_no_source_is_not_counted_and_says_which() -> None:
    cubes = cubes_of(population_of(YEAR, parts({"wmo": [Line(1)]})))
    for key in ("gebruik_wwb", "stapeling_personen", "beweging", "eenzaamheid", "vrije_plekken"):
        with pytest.raises(NotCounted, match=r"[Bb]ron"):
            count_people(ALL[key], cubes)
    with pytest.raises(NotCounted, match="rijen van mensen"):
        count_people(
            ALL["combinaties"], cubes_of(population_of(YEAR, parts({"wmo": [], "wwb": []})))
        )


def test_people_and_households_are_never_mixed() -> None:
    rows = counted("BU99010101", 12)
    with pytest.raises(NotCounted, match="telt mensen, en dit cijfer gaat over huishoudens"):
        count_counted(ALL["gebruik_wwb"], rows, CountingUnit.PERSON)
    assert count_counted(ALL["gebruik_wwb"], rows, CountingUnit.HOUSEHOLD).total == 12


def test_what_came_in_counted_is_added_up_per_area_and_age() -> None:
    rows = together(
        counted("BU99010101", 12, "jongeren", "PG"), counted("BU99010101", 3, "jongeren", "SOM"),
        counted("BU99010102", 5, "", "PG"), counted("GM9901", 2, "ouderen", "PG"),
    )  # fmt: skip
    found = count_counted(ALL["gebruik_awbz"], rows, CountingUnit.PERSON)
    assert found.areas == ("BU99010101", "BU99010102", NOWHERE_CODE)
    assert found.counts.tolist() == [[15, 0, 0, 0], [0, 0, 0, 5], [0, 0, 2, 0]]
    assert (found.split, found.categories) == (Split.AGE, CODES)
    assert found.notes == (
        "Deze bron kwam als telling binnen, in soorten. Wie in twee soorten zit, telt hier twee "
        "keer.",
    )


def test_one_count_per_wijk_makes_it_all_per_wijk() -> None:
    rows = together(counted("WK990101", 12), counted("BU99010102", 5))
    found = count_counted(ALL["gebruik_wia"], rows, CountingUnit.PERSON)
    assert (found.areas, found.counts.tolist()) == (("WK990101", ""), [[17], [0]])
    assert (found.split, found.categories) == (Split.NONE, ())
    assert found.notes == (
        "Deze bron kwam per wijk binnen. Cijfers per buurt zijn er daarom niet.",
    )


@pytest.mark.parametrize("key", ["instroom_wmo", "stapeling_personen", "beweging"])
def test_of_counts_nobody_can_tell_who_came_or_has_two(key: str) -> None:
    with pytest.raises(NotCounted, match="Nog geen bron"):
        count_counted(ALL[key], counted("BU99010101", 12), CountingUnit.PERSON)


def test_a_household_has_no_age_also_where_a_source_says_one() -> None:
    rows = together(counted("BU99010101", 12, "jongeren"), counted("BU99010101", 3, "ouderen"))
    found = count_counted(ALL["gebruik_wwb"], rows, CountingUnit.HOUSEHOLD)
    assert (found.split, found.categories) == (Split.NONE, ())
    assert found.counts.tolist() == [[15], [0]]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_what_came_in_counted_stays_whole_numbers_of_people_and_nought_is_one(
    numbers: list[int],
) -> None:
    rows = together(*(counted("BU99010101", number) for number in numbers))
    found = count_counted(ALL["gebruik_wmo"], rows, CountingUnit.PERSON)
    assert (found.total, found.counts.dtype) == (sum(numbers), np.int64)


def test_a_count_below_nought_is_none() -> None:
    with pytest.raises(NotCounted, match="onder nul"):
        count_counted(ALL["gebruik_wmo"], counted("BU99010101", -1), CountingUnit.PERSON)


def test_years_are_counted_beside_each_other_and_each_is_itself() -> None:
    lines = {YEAR: [Line(1), Line(2)], YEAR + 1: [Line(1)]}
    made = cubes_of_years(lines, lambda year: parts({"wmo": lines[year]}))
    assert {year: len(of[CountingUnit.PERSON]) for year, of in made.items()} == {
        YEAR: 2, YEAR + 1: 1,
    }  # fmt: skip
    assert [of[CountingUnit.PERSON].year for of in made.values()] == [YEAR, YEAR + 1]


def test_nobody_at_all_is_nought() -> None:
    cubes = cubes_of(population_of(YEAR, parts({key: [] for key in SOURCES})))
    for key in OF_ROWS:
        assert count_people(ALL[key], cubes).total == 0
    none = replace(counted("", 0), **{n: v[:0] for n, v in vars(counted("", 0)).items()})
    assert count_counted(ALL["gebruik_wmo"], none, CountingUnit.PERSON).total == 0

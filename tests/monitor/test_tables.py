# SPDX-License-Identifier: EUPL-1.2
"""A table of the monitor holds everybody that was counted, each in one place of the tree."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.disclosure.tables import TOTAL
from meedoen.monitor.ages import CODES
from meedoen.monitor.counting import NUMBERS, AreaCounts, NotCounted, count_people
from meedoen.monitor.cube import CountingUnit, cubes_of
from meedoen.monitor.indicator import Split, indicators
from meedoen.monitor.population import population_of
from meedoen.monitor.tables import AreaTree, not_added_up, table_of, why_not_added_up
from meedoen.vocabulary.codes import Level
from tests.monitor.towns import TOWNS, YEAR, Town, parts

TREE = AreaTree(
    "GM9901",
    {
        "WK990101": "GM9901",
        "WK990102": "GM9901",
        "BU99010101": "WK990101",
        "BU99010102": "WK990101",
    },
    {"GM9901": "Plassenveld", "WK990101": "Dorp", "WK990102": "Buiten", "BU99010101": "Kern"},
)


def counts(*numbers: int, unit: CountingUnit = CountingUnit.PERSON) -> AreaCounts:
    areas = ("BU99010101", "BU99010102", "BU99010999", "")
    column = np.array(numbers, dtype=np.int64).reshape(-1, 1)
    return AreaCounts(unit, areas[: len(numbers)], Split.NONE, (), column)


@given(TOWNS, st.sampled_from([*Level]))
def test_everybody_stands_in_the_table_on_every_level(town: Town, level: Level) -> None:
    cubes = cubes_of(population_of(YEAR, parts({**town, "wmo": town.get("wmo", [])})))
    found = count_people(indicators()["gebruik_wmo"], cubes)
    made = table_of(found, TREE, level)
    assert made.table.counts[0, 0] == found.total
    assert not list(not_added_up(made.table, found))
    assert made.level is level


def test_who_is_in_no_known_area_lies_right_under_the_gemeente() -> None:
    made = table_of(counts(7, 6, 5, 4), TREE, Level.BUURT)
    (areas,) = made.table.dimensions
    told = dict(zip(areas.codes, made.table.counts.tolist(), strict=True))
    assert told == {
        "GM9901": 22, "WK990101": 13, "BU99010101": 7, "BU99010102": 6, "WK990102": 0,
        "GM9901_onbekend": 9,
    }  # fmt: skip
    assert areas.parents["GM9901_onbekend"] == "GM9901"
    assert made.names["gebied"]["GM9901_onbekend"] == "gebied onbekend"
    assert made.names["gebied"]["BU99010101"] == "Kern"


def test_per_wijk_buurten_count_in_the_wijk_they_lie_in() -> None:
    made = table_of(counts(7, 6, 5, 4), TREE, Level.WIJK)
    (areas,) = made.table.dimensions
    assert dict(zip(areas.codes, made.table.counts.tolist(), strict=True)) == {
        "GM9901": 22, "WK990101": 13, "WK990102": 0, "GM9901_onbekend": 9,
    }  # fmt: skip


def test_who_was_counted_before_a_border_moved_is_in_the_area_that_lies_there_now() -> None:
    moved = replace(TREE, moved={"BU99010999": "BU99010102"})
    (areas,) = table_of(counts(7, 6, 5, 4), moved, Level.BUURT).table.dimensions
    made = table_of(counts(7, 6, 5, 4), moved, Level.BUURT)
    told = dict(zip(areas.codes, made.table.counts.tolist(), strict=True))
    assert (told["BU99010102"], told["GM9901_onbekend"]) == (11, 4)
    per_wijk = table_of(counts(7, 6, 5, 4), moved, Level.WIJK)
    assert per_wijk.table.counts.tolist()[:2] == [22, 18]


def test_counts_per_wijk_stop_there() -> None:
    given_counts = AreaCounts(
        CountingUnit.PERSON, ("WK990101", ""), Split.NONE, (), np.array([[3], [2]])
    )
    made = table_of(given_counts, TREE, Level.BUURT)
    assert made.level is Level.WIJK
    codes = made.table.dimensions[0].codes
    assert dict(zip(codes, made.table.counts.tolist(), strict=True)) == {
        "GM9901": 5, "WK990101": 3, "WK990102": 0, "GM9901_onbekend": 2,
    }  # fmt: skip
    whole = table_of(given_counts, TREE, Level.GEMEENTE)
    assert (whole.level, whole.table.counts.tolist()) == (Level.GEMEENTE, [5])


def test_the_gemeente_alone_is_a_table_of_one_number() -> None:
    made = table_of(counts(7, 6), TREE, Level.GEMEENTE)
    assert made.table.counts.tolist() == [13]


@pytest.mark.parametrize(
    ("split", "categories", "words"),
    [
        (Split.AGE, CODES, ["tot en met 26 jaar", "27 jaar tot de AOW", "vanaf de AOW",
                            "leeftijd onbekend", "alle leeftijden"]),
        (Split.NUMBER, NUMBERS, ["één", "twee", "drie of meer", "samen"]),
    ],
)  # fmt: skip
def test_what_parts_people_has_names_in_words(
    split: Split, categories: tuple[str, ...], words: list[str]
) -> None:
    column = np.arange(1, len(categories) + 1).reshape(1, -1)
    found = AreaCounts(CountingUnit.PERSON, ("BU99010101",), split, categories, column)
    made = table_of(found, TREE, Level.BUURT)
    assert made.table.dimensions[1].name == split
    codes = made.table.dimensions[1].codes
    assert set(codes) == {*categories, TOTAL}
    names = made.names[split]
    assert [names[code] for code in (*categories, TOTAL)] == words
    told = dict(zip(codes, made.table.counts[0].tolist(), strict=True))
    assert [told[code] for code in categories] == column[0].tolist()


def test_only_areas_have_names_where_nothing_else_parts_people() -> None:
    assert set(table_of(counts(7, 6), TREE, Level.BUURT).names) == {"gebied"}


@pytest.mark.parametrize("level", Level)
def test_the_cells_of_the_whole_municipality_are_worth_most(level: Level) -> None:
    found = AreaCounts(
        CountingUnit.PERSON, ("BU99010101",), Split.AGE, CODES, np.array([[1, 2, 3, 4]])
    )
    made = table_of(found, TREE, level)
    first = made.read_first
    assert first.shape == made.table.shape
    assert first.dtype == bool
    assert [bool(row.all()) for row in first] == [
        code == "GM9901" for code in made.table.dimensions[0].codes
    ]
    assert not first[1:].any()


def test_why_two_sources_are_no_total_is_said() -> None:
    people, homes = counts(3), counts(3, unit=CountingUnit.HOUSEHOLD)
    assert "mensen en de andere huishoudens" in why_not_added_up(people, homes)
    assert "in beide bronnen" in why_not_added_up(people, people)


def test_a_table_that_does_not_hold_everybody_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = counts(3, 2)
    made = table_of(found, TREE, Level.BUURT)
    made.table.counts[0] = 6
    assert list(not_added_up(made.table, found)) == [
        "Er zijn 5 geteld, en in de tabel staan er 6.", "GM9901 is niet de som van zijn delen.",
    ]  # fmt: skip
    monkeypatch.setattr(AreaCounts, "total", 99)
    with pytest.raises(NotCounted, match="99 geteld"):
        table_of(found, TREE, Level.BUURT)

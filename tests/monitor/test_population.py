# SPDX-License-Identifier: EUPL-1.2
"""What the job that counts knows of a year is what the rows say, person by person."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.ages import AgeGroup, age_groups, aow_age
from meedoen.monitor.parts import DOMAINS, bit, part_of, read_part
from meedoen.monitor.population import JoinedYear, Persons, population_of
from meedoen.monitor.pseudonyms import Pseudonyms
from meedoen.monitor.snapshots import UNKNOWN, write_rows
from tests.monitor.towns import (
    FIRST,
    LAST,
    LINES,
    SOURCES,
    TOWNS,
    YEAR,
    Line,
    Open,
    Town,
    parts,
    rows,
    within,
)


def told(persons: Persons) -> Counter[tuple[object, ...]]:
    names = (*persons.buurten, "")
    columns = (persons.during, persons.at_start, persons.at_end)
    masks = zip(*(column.tolist() for column in columns), strict=True)
    return Counter((*mask, names[at]) for mask, at in zip(masks, persons.buurt, strict=True))


def mask_of(lines: list[tuple[str, Line]], day: int | None = None) -> int:
    wanted = (key for key, line in lines if day is None or line.begins <= day <= line.ends)
    return sum(map(bit, set(wanted)))


def expected(lines: list[tuple[str, Line]]) -> tuple[object, ...]:
    known = [(line.begins, at, line.buurt) for at, (_, line) in enumerate(lines) if line.buurt]
    buurt = max(known)[2] if known else ""
    return mask_of(lines), mask_of(lines, FIRST - 1), mask_of(lines, LAST), buurt


def by_person(town: Town) -> dict[int, list[tuple[str, Line]]]:
    found: dict[int, list[tuple[str, Line]]] = {}
    for key in DOMAINS:
        for line in within(town.get(key, ())):
            found.setdefault(line.who, []).append((key, line))
    return found


def by_home(town: Town) -> list[list[tuple[str, Line]]]:
    found: dict[object, list[tuple[str, Line]]] = {}
    for who, lines in sorted(by_person(town).items()):
        known = [(line.begins, at, line.home) for at, (_, line) in enumerate(lines) if line.home]
        home = max(known)[2] if known else ("alone", who)
        found.setdefault(home, []).extend(lines)
    return list(found.values())


@given(TOWNS)
def test_a_person_has_what_her_rows_say_and_lives_where_the_latest_of_them_says(
    town: Town,
) -> None:
    found = population_of(YEAR, parts(town))
    assert told(found.people) == Counter(map(expected, by_person(town).values()))
    assert found.sources == set(town)


@given(TOWNS)
def test_a_household_is_everybody_at_one_address_and_who_has_none_is_one_by_herself(
    town: Town,
) -> None:
    found = population_of(YEAR, parts(town))
    assert told(found.households) == Counter(map(expected, by_home(town)))


@given(TOWNS)
def test_an_age_group_is_that_of_the_year_of_birth_that_is_known(town: Town) -> None:
    found = population_of(YEAR, parts(town))
    born = [max(line.born for _, line in lines) for lines in by_person(town).values()]
    assert Counter(found.age.tolist()) == Counter(
        age_groups(np.array(born, dtype=np.int16), YEAR).tolist()
    )


def same(one: JoinedYear, other: JoinedYear) -> bool:
    pairs = [(one.people, other.people), (one.households, other.households)]
    columns = ("during", "at_start", "at_end", "buurt")
    return (
        all(a.buurten == b.buurten for a, b in pairs)
        and all(np.array_equal(getattr(a, c), getattr(b, c)) for a, b in pairs for c in columns)
        and np.array_equal(one.age, other.age)
        and one.sources == other.sources
    )


@given(TOWNS, st.sampled_from(SOURCES), st.lists(LINES, max_size=12))
def test_another_file_of_one_source_gives_what_a_rebuild_gives(
    town: Town, key: str, lines: list[Line]
) -> None:
    before = population_of(YEAR, parts(town))
    after = before.with_source(part_of(rows(lines), key, YEAR, Open()))
    assert same(after, population_of(YEAR, parts({**town, key: lines})))


@given(TOWNS, st.sets(st.integers(1, 6)))
def test_who_objects_is_as_if_she_was_in_no_file(town: Town, objections: set[int]) -> None:
    without = {
        key: [line for line in lines if line.who not in objections] for key, lines in town.items()
    }
    left, never = population_of(YEAR, parts(town, objections)), population_of(YEAR, parts(without))
    assert told(left.people) == told(never.people)
    assert told(left.households) == told(never.households)
    assert np.array_equal(left.age, never.age)


def test_two_at_one_address_are_one_household_whatever_its_number() -> None:
    town = {"wmo": [Line(11, home=1), Line(12, home=1)]}
    assert len(population_of(YEAR, parts(town)).households) == 1


def test_the_same_people_are_found_in_the_files_of_all_sources(tmp_path: Path) -> None:
    here = Pseudonyms("a secret", "GM9901")
    people = [b"999990019", b"999990020", b"999990032"]
    for key in ("wmo", "wwb"):
        lines = rows([Line(0, born=1980, buurt="BU99010101"), Line(0), Line(0, ends=FIRST - 1)])
        given_names = {"person": here.of_people(people, key)}
        write_rows(tmp_path, key, type(lines)(**{**vars(lines), **given_names}))
    opened = [read_part(tmp_path / key, key, YEAR, here) for key in ("wmo", "wwb")]
    found = population_of(YEAR, opened)
    assert found.people.during.tolist() == [bit("wmo") | bit("wwb")] * 2
    against = here.links(here.of_people(people[:1], "x"), "x")
    left = read_part(tmp_path / "wmo", "wmo", YEAR, here, against)
    assert len(left) == 1
    assert left.begins.tolist() == [FIRST]


def test_who_has_no_known_address_shares_none_with_others_who_have_none() -> None:
    lines = rows([Line(1), Line(2), Line(3, home=1001), Line(4, home=1001)])
    opened = part_of(lines, "wmo", YEAR, Pseudonyms("a secret", "GM9901"))
    assert (opened.homes > 0).tolist() == [False, False, True, True]
    assert len(population_of(YEAR, [opened]).households) == 3


@pytest.mark.parametrize(
    ("born", "group"),
    [
        (2000, AgeGroup.JONGEREN),
        (1999, AgeGroup.VOLWASSENEN),
        (1960, AgeGroup.VOLWASSENEN),
        (1959, AgeGroup.OUDEREN),
        (UNKNOWN, AgeGroup.ONBEKEND),
    ],
)
def test_the_ages_of_the_programmes_end_at_26_and_at_the_age_of_the_aow(
    born: int, group: AgeGroup
) -> None:
    assert age_groups(np.array([born], dtype=np.int16), 2026).tolist() == [group]


def test_the_age_of_the_aow_is_that_of_the_year() -> None:
    assert [aow_age(year) for year in (2000, 2017, 2018, 2023, 2024, 2030)] == [
        65, 65, 66, 66, 67, 67,
    ]  # fmt: skip

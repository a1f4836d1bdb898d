# SPDX-License-Identifier: EUPL-1.2
"""Who lives in which part of a street, and of whom no other figure would change elsewhere."""

from collections import Counter

import pytest
from hypothesis import given

from meedoen.monitor.cube import CountingUnit
from meedoen.monitor.parts import bit
from meedoen.monitor.population import population_of
from meedoen.monitor.streets import LivingInStreets, StreetPart, living_in_streets
from meedoen.monitor.tables import AreaTree
from tests.monitor.test_population import by_home, by_person
from tests.monitor.towns import BUURTEN, FIRST, LAST, SOURCES, TOWNS, YEAR, Line, Town, parts

TREE = AreaTree("GM9901", {"WK990101": "GM9901"} | dict.fromkeys(BUURTEN[1:], "WK990101"), {})
HAVERHOF, ROGGEVELD = (StreetPart("BU99010101", name) for name in ("Haverhof", "Roggeveld"))
NAMELESS = StreetPart("BU99010101", "")
PERSON, HOUSEHOLD = CountingUnit.PERSON, CountingUnit.HOUSEHOLD


def living(town: Town, *known: StreetPart) -> LivingInStreets:
    return living_in_streets(population_of(YEAR, parts(town)), TREE, known)


def told(found: LivingInStreets, numbers: object) -> dict[StreetPart, int]:
    counted = dict(zip(found.parts, numbers.tolist(), strict=True))  # type: ignore[attr-defined]
    return {part: number for part, number in counted.items() if number}


def part_of(lines: list[tuple[str, Line]]) -> StreetPart | None:
    known = [(line.begins, at, line) for at, (_, line) in enumerate(lines) if line.buurt]
    last = max(known)[2] if known else None
    return StreetPart(last.buurt, last.street) if last else None


@given(TOWNS)
def test_somebody_is_in_the_street_that_the_row_with_her_buurt_says(town: Town) -> None:
    found = living(town)
    for unit, people in ((PERSON, by_person(town).values()), (HOUSEHOLD, by_home(town))):
        for source in SOURCES:
            having = [lines for lines in people if source in {key for key, _ in lines}]
            expected = Counter(filter(None, map(part_of, having)))
            assert told(found, found.using(source, unit)) == expected


@given(TOWNS)
def test_who_could_live_elsewhere_unseen_has_one_source_and_so_has_her_household(
    town: Town,
) -> None:
    found = living(town)
    for source in SOURCES:
        at_home = [[one for one in by_person(town).values() if one[0][1].who in home] for home in
                   ({line.who for _, line in lines} for lines in by_home(town))]  # fmt: skip
        expected: Counter[StreetPart] = Counter()
        for people in at_home:
            places = {part_of(lines) for lines in people}
            if {key for lines in people for key, _ in lines} == {source} and len(places) == 1:
                expected.update([place for place in places if place] * len(people))
        assert told(found, found.movers(source, PERSON)) == expected


def test_a_household_moves_whole() -> None:
    at_home = [Line(1, 7, "BU99010101", "Haverhof"), Line(2, 7, "BU99010101", "Haverhof")]
    alone = [Line(3, 8, "BU99010101", "Roggeveld")]
    found = living({"wmo": [*at_home, *alone]})
    assert told(found, found.movers("wmo", PERSON)) == {HAVERHOF: 2, ROGGEVELD: 1}
    assert told(found, found.movers("wmo", HOUSEHOLD)) == {HAVERHOF: 1, ROGGEVELD: 1}
    with_another = living({"wmo": at_home, "wwb": [Line(2, 7, "BU99010101", "Haverhof")]})
    assert not told(with_another, with_another.movers("wmo", PERSON))
    assert not told(with_another, with_another.movers("wmo", HOUSEHOLD))


def test_who_had_another_source_earlier_in_the_year_stays_where_she_is() -> None:
    ended = Line(1, 7, "BU99010101", "Haverhof", begins=FIRST, ends=FIRST + 3)
    found = living({"wmo": [Line(1, 7, "BU99010101", "Haverhof")], "vsv": [ended]})
    assert not told(found, found.movers("wmo", PERSON))


def test_a_household_with_people_in_two_parts_stays() -> None:
    in_two = [Line(1, 7, "BU99010101", "Haverhof"), Line(2, 7, "BU99010101", "Roggeveld")]
    found = living({"wmo": in_two})
    assert told(found, found.using("wmo", PERSON)) == {HAVERHOF: 1, ROGGEVELD: 1}
    assert not told(found, found.movers("wmo", PERSON))


def test_every_street_that_there_is_stands_among_them_and_one_without_a_name_per_buurt() -> None:
    found = living({"wmo": [Line(1, 7, "BU99010101", "Haverhof")]}, ROGGEVELD)
    assert found.parts == (NAMELESS, HAVERHOF, ROGGEVELD)
    assert living({}, ROGGEVELD).parts == (NAMELESS, ROGGEVELD)
    assert living({}).parts == ()


def test_who_is_in_no_known_buurt_is_in_no_street() -> None:
    found = living({"wmo": [Line(1, street="Haverhof"), Line(2, 0, "BU12345678", "Haverhof")]})
    assert found.parts == ()
    assert not told(found, found.using("wmo", PERSON))


def test_people_of_an_old_buurt_are_counted_where_it_lies_now() -> None:
    moved = AreaTree(
        "GM9901", {"WK990101": "GM9901", "BU99010101": "WK990101"}, {}, {"BU99010102": "BU99010101"}
    )
    year = population_of(YEAR, parts({"wmo": [Line(1, 7, "BU99010102", "Haverhof")]}))
    found = living_in_streets(year, moved, ())
    assert told(found, found.using("wmo", PERSON)) == {HAVERHOF: 1}


@pytest.mark.parametrize(("counting", "several"), [(("wmo", "wwb"), 1), (("wmo",), 0), ((), 0)])
def test_who_has_two_sources_counts_where_both_of_them_count(
    counting: tuple[str, ...], several: int
) -> None:
    here = Line(1, 7, "BU99010101", "Haverhof")
    found = living({"wmo": [here], "wwb": [here], "vsv": [Line(2, 8, "BU99010101", "Haverhof")]})
    bits = {"BU99010101": sum(map(bit, counting))}
    assert told(found, found.having_several(bits)) == ({HAVERHOF: several} if several else {})


def test_who_is_in_the_first_part_of_all_counts_and_who_is_nowhere_does_not() -> None:
    nameless, nowhere = Line(1, 7, "BU99010101"), Line(2, 8)
    found = living({"wmo": [nameless, nowhere], "wwb": [nameless, nowhere]})
    both = bit("wmo") | bit("wwb")
    assert told(found, found.having_several({"BU99010101": both, "": both})) == {NAMELESS: 1}


def test_two_sources_one_after_the_other_are_not_two_at_once() -> None:
    here = Line(1, 7, "BU99010101", "Haverhof")
    ended = Line(1, 7, "BU99010101", "Haverhof", ends=LAST - 1)
    found = living({"wmo": [here], "wwb": [ended]})
    assert not told(found, found.having_several({"BU99010101": bit("wmo") | bit("wwb")}))

# SPDX-License-Identifier: EUPL-1.2
"""Stacking leaves beside the use of each domain only where both together give nobody away."""

from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from meedoen.disclosure.protecting import NotProtected
from meedoen.disclosure.proving import NotProven
from meedoen.disclosure.published import Published
from meedoen.disclosure.releasing import release
from meedoen.disclosure.rule import CountRule, Zero
from meedoen.disclosure.tables import CountTable, Dimension
from meedoen.monitor.cube import CountingUnit, cubes_of
from meedoen.monitor.parts import DOMAINS
from meedoen.monitor.population import population_of
from meedoen.monitor.stacking import (
    PAIR_FROM,
    StackedAreas,
    fits,
    pairs_to_name,
    safe_level,
    stacked,
)
from meedoen.monitor.tables import AreaTree
from meedoen.vocabulary.codes import Level
from tests.monitor.joint import INF, Joint
from tests.monitor.towns import YEAR, Line, parts

RULE = CountRule(3)
TREE = AreaTree(
    "GM9901",
    {
        "WK990101": "GM9901",
        "WK990102": "GM9901",
        "BU99010101": "WK990101",
        "BU99010102": "WK990101",
        "BU99010201": "WK990102",
    },
    {},
)
AREAS = TREE.dimension(Level.BUURT)
LEAVES = [AREAS.codes[at] for at in AREAS.leaves]
BELOW = {
    code: {leaf for leaf in LEAVES if code in AREAS.upward(AREAS.position[leaf])}
    for code in AREAS.codes
}
LEVELS = {
    Level.BUURT: [{leaf} for leaf in LEAVES],
    Level.WIJK: [BELOW["WK990101"], BELOW["WK990102"], {TREE.unknown}],
    Level.GEMEENTE: [set(LEAVES)],
}


@dataclass(frozen=True)
class Region:
    """How many have each combination of domains, per smallest area: the truth."""

    having: NDArray[np.int64]
    domains: int

    @property
    def people(self) -> StackedAreas:
        several = np.array([mask.bit_count() for mask in range(2**self.domains)])
        groups = [self.having[:, several == 1], self.having[:, several == 2]]
        groups.append(self.having[:, several >= 3])
        use = [self.having[:, self.masks_with(domain)] for domain in range(self.domains)]
        return StackedAreas(
            tuple("abcdef"[: self.domains]),
            tuple(LEAVES),
            np.stack([one.sum(axis=1) for one in groups], axis=1),
            np.stack([one.sum(axis=1) for one in use], axis=1),
        )

    def masks_with(self, domain: int) -> list[int]:
        return [mask for mask in range(2**self.domains) if mask >> domain & 1]


def region(seed: int) -> Region:
    """Invent a region in which some domains are rare, so that something of them is hidden."""
    chance = np.random.default_rng(seed)
    domains = int(chance.integers(3, 7))
    rates = chance.choice([0.02, 0.05, 0.3, 0.6], domains, p=[0.2, 0.2, 0.3, 0.3])
    having = np.zeros((len(LEAVES), 2**domains), dtype=np.int64)
    for at, leaf in enumerate(LEAVES):
        number = 0 if leaf == TREE.unknown else int(chance.choice([0, 10, 30, 80, 120]))
        tilt = chance.choice([0.5, 1, 1.6], (number, 1))
        had = chance.random((number, domains)) < np.minimum(0.95, rates * tilt)
        np.add.at(having[at], had @ (1 << np.arange(domains)), 1)
    having[:, 0] = 0
    return Region(having, domains)


def released(town: Region) -> list[Published] | None:
    """Let the use of each domain leave, each on its own; None where one cannot."""
    use = town.people.use
    tables = [
        CountTable.of_leaves(
            [AREAS], {(leaf,): int(n) for leaf, n in zip(LEAVES, one, strict=True)}
        )
        for one in use.T.tolist()
    ]
    try:
        return [release(table, RULE)[0].published for table in tables]
    except (NotProtected, NotProven):
        return None


def hidden_in(tables: list[Published]) -> dict[str, set[str]]:
    return {
        "abcdef"[at]: {code for (code,), value in one.rows() if value is None}
        for at, one in enumerate(tables)
    }


def narrowest(town: Region, tables: list[Published], level: Level | None) -> int:
    """Give how near an attacker comes who has all tables of use, and stacking on a level."""
    joint = Joint(LEAVES, town.domains)
    for domain, one in enumerate(tables):
        joint.knows_use(one, domain, BELOW)
    several = [mask.bit_count() for mask in range(2**town.domains)]
    for within in LEVELS[level] if level else ():
        rows = [at for at, leaf in enumerate(LEAVES) if leaf in within]
        shown = town.people.groups[rows].sum(axis=0).tolist()
        for group, value in enumerate(shown, start=1):
            masks = [m for m, n in enumerate(several) if (n == group if group < 3 else n >= 3)]
            joint.knows(joint.people(within, masks), value, value)
    for one, other in product(range(town.domains), repeat=2) if level else ():
        both = [mask for mask in town.masks_with(one) if mask >> other & 1]
        if one < other and town.having[:, both].sum() >= PAIR_FROM * RULE.threshold:
            joint.knows(joint.people(LEAVES, both), PAIR_FROM * RULE.threshold, INF)
    found = [
        joint.between(joint.with_domain(BELOW[code], domain))
        for domain, one in enumerate(tables)
        for (code,), value in one.rows()
        if value is None
    ]
    return min((most - least for least, most in found), default=RULE.threshold)


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_with_all_tables_beside_each_other_nothing_hidden_comes_nearer(seed: int) -> None:
    town = region(seed)
    tables = released(town)
    if tables is None:
        return
    level = safe_level(town.people, hidden_in(tables), TREE, RULE)
    if level is not None:
        assert narrowest(town, tables, level) >= RULE.threshold


@pytest.mark.parametrize(
    ("level", "seed"),
    [(Level.BUURT, seed) for seed in (4, 7, 26, 40)]
    + [(Level.WIJK, seed) for seed in (21, 91, 124, 129, 143)]
    + [(Level.GEMEENTE, seed) for seed in (2, 5, 13, 18, 32)],
)
def test_beside_hidden_counts_it_is_shown_on_each_level_and_they_stay_hidden(
    level: Level, seed: int
) -> None:
    town = region(seed)
    tables = released(town)
    assert tables
    assert any(hidden_in(tables).values())
    assert safe_level(town.people, hidden_in(tables), TREE, RULE) is level
    assert narrowest(town, tables, level) >= RULE.threshold


@pytest.mark.parametrize("seed", [12, 17, 23])
def test_where_there_is_no_room_it_would_have_told(seed: int) -> None:
    town = region(seed)
    tables = released(town)
    assert tables
    assert safe_level(town.people, hidden_in(tables), TREE, RULE) is None
    whole = safe_level(town.people, {}, TREE, RULE)
    assert narrowest(town, tables, None) >= RULE.threshold
    assert narrowest(town, tables, whole) < RULE.threshold


AGES = Dimension.flat("leeftijd", ("jong", "oud"))
BY_AGE = [f"{leaf} {age}" for leaf in LEAVES for age in ("jong", "oud")]


def by_age(seed: int) -> tuple[Region, NDArray[np.int64]]:
    """Invent a region, and who in it is young and who is old: areas × ages × combinations."""
    town = region(seed)
    young = np.random.default_rng(seed).binomial(town.having, 0.4)
    return town, np.stack([young, town.having - young], axis=1)


def released_by_age(town: Region, aged: NDArray[np.int64]) -> list[Published] | None:
    found = []
    for domain in range(town.domains):
        numbers = aged[:, :, town.masks_with(domain)].sum(axis=2).ravel().tolist()
        cells = {tuple(name.split()): n for name, n in zip(BY_AGE, numbers, strict=True)}
        try:
            found.append(release(CountTable.of_leaves([AREAS, AGES], cells), RULE)[0].published)
        except (NotProtected, NotProven):
            return None
    return found


def hidden_totals(tables: list[Published]) -> dict[str, set[str]]:
    return {
        "abcdef"[at]: {code for code in AREAS.codes if one.value(code, AGES.root) is None}
        for at, one in enumerate(tables)
    }


def narrowest_by_age(town: Region, tables: list[Published], level: Level) -> int:
    """Give the same of tables of use by age: what lies in an area and age is an unknown."""
    joint = Joint(BY_AGE, town.domains)
    asked: list[list[int]] = []
    for domain, one in enumerate(tables):
        for (code, age), value in one.rows():
            ages = ("jong", "oud") if age == AGES.root else (age,)
            names = {f"{leaf} {which}" for leaf in BELOW[code] for which in ages}
            unknowns = joint.with_domain(names, domain)
            if value is None:
                asked.append(unknowns)
                joint.knows(unknowns, RULE.least, INF)
            else:
                joint.knows(unknowns, value, value)
    several = [mask.bit_count() for mask in range(2**town.domains)]
    for within in LEVELS[level]:
        rows = [at for at, leaf in enumerate(LEAVES) if leaf in within]
        names = {f"{leaf} {age}" for leaf in within for age in ("jong", "oud")}
        shown = town.people.groups[rows].sum(axis=0).tolist()
        for group, value in enumerate(shown, start=1):
            masks = [m for m, n in enumerate(several) if (n == group if group < 3 else n >= 3)]
            joint.knows(joint.people(names, masks), value, value)
    found = [joint.between(unknowns) for unknowns in asked]
    return min((most - least for least, most in found), default=RULE.threshold)


@pytest.mark.parametrize("seed", [4, 8, 61])
def test_with_use_by_age_nothing_hidden_comes_nearer_either(seed: int) -> None:
    town, aged = by_age(seed)
    tables = released_by_age(town, aged)
    assert tables
    level = safe_level(town.people, hidden_totals(tables), TREE, RULE)
    assert level
    assert narrowest_by_age(town, tables, level) >= RULE.threshold


def worlds(use: list[int], groups: tuple[int, int, int], domains: int) -> bool:
    """Find by trying everything whether people can have these numbers."""
    masks = range(1, 2**domains)

    def found(left: list[int], still: tuple[int, int, int], last: int) -> bool:
        if not any(still):
            return not any(left)
        for mask in masks[last:]:
            group = min(3, mask.bit_count()) - 1
            has = [mask >> domain & 1 for domain in range(domains)]
            if still[group] and all(n >= h for n, h in zip(left, has, strict=True)):
                fewer = tuple(n - (at == group) for at, n in enumerate(still))
                rest = [n - h for n, h in zip(left, has, strict=True)]
                if found(rest, (fewer[0], fewer[1], fewer[2]), mask - 1):
                    return True
        return False

    return found(use, groups, 0)


@settings(max_examples=300)
@given(
    st.lists(st.integers(0, 5), min_size=2, max_size=4),
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)),
)
def test_numbers_fit_when_there_are_people_who_have_them(
    use: list[int], groups: tuple[int, int, int]
) -> None:
    assert fits(np.array(use), groups) == worlds(use, groups, len(use))


def areas(*rows: tuple[list[int], list[int]]) -> StackedAreas:
    names = tuple("abcd"[: len(rows[0][1])])
    many = [np.array([row[at] for row in rows]) for at in (0, 1)]
    return StackedAreas(names, tuple(LEAVES[: len(rows)]), many[0], many[1])


EMPTY = ([0, 0, 0], [0, 0, 0, 0])
FULL = ([9, 9, 9], [20, 20, 20, 3])


def test_what_is_small_or_tied_goes_a_level_higher_or_not_at_all() -> None:
    small = ([9, 9, 2], [15, 15, 3, 0])
    assert safe_level(areas(FULL, FULL, FULL, EMPTY), {}, TREE, RULE) is Level.BUURT
    assert safe_level(areas(small, FULL, FULL, EMPTY), {}, TREE, RULE) is Level.WIJK
    assert safe_level(areas(small, EMPTY, EMPTY, EMPTY), {}, TREE, RULE) is None
    only = (Level.GEMEENTE, Level.WIJK)
    assert safe_level(areas(FULL, FULL, FULL, EMPTY), {}, TREE, RULE, only) is Level.WIJK


def test_exactly_the_threshold_is_large_enough() -> None:
    three = ([9, 9, 3], [16, 15, 5, 3])
    assert safe_level(areas(three, FULL, FULL, EMPTY), {}, TREE, RULE) is Level.BUURT


def test_a_nought_that_has_to_be_hidden_is_a_small_count() -> None:
    closed = CountRule(3, Zero.HIDE)
    assert safe_level(areas(FULL, FULL, FULL, EMPTY), {}, TREE, closed) is Level.GEMEENTE


def test_where_people_have_exactly_three_a_hidden_count_would_be_given_away() -> None:
    exact = ([9, 9, 9], [18, 18, 18, 0])
    rows = areas(exact, exact, exact, EMPTY)
    assert safe_level(rows, {}, TREE, RULE) is Level.BUURT
    whole = {LEAVES[0], LEAVES[1], "WK990101", "WK990102", "GM9901"}
    assert safe_level(rows, {"c": whole}, TREE, RULE) is None


def test_what_one_area_gains_another_can_lose_where_the_total_is_open() -> None:
    exact = ([9, 9, 9], [18, 18, 18, 0])
    rows = areas(exact, exact, exact, EMPTY)
    assert safe_level(rows, {"c": {LEAVES[0], LEAVES[1]}}, TREE, RULE) is Level.WIJK
    closed = {LEAVES[0], LEAVES[1], "WK990101"}
    assert safe_level(rows, {"c": closed}, TREE, RULE) is Level.GEMEENTE


def test_who_has_nothing_else_cannot_go_where_too_few_have_nothing_else() -> None:
    exact, few = ([9, 9, 9], [18, 18, 18, 0]), ([2, 9, 9], [18, 18, 11, 0])
    everybody = {LEAVES[0], LEAVES[1], LEAVES[2]}
    for row, level in ((exact, Level.WIJK), (few, None)):
        rows = areas(row, exact, exact, EMPTY)
        assert safe_level(rows, {"c": everybody}, TREE, RULE, (Level.WIJK,)) is level


@pytest.mark.parametrize(
    ("use", "room"),
    [
        # These people count 54 domains together at the least, and 63 at the most.
        ([15, 15, 15, 15], True),
        ([15, 15, 15, 16], False),
        ([15, 15, 15, 12], True),
        ([15, 15, 15, 11], False),
        # Of two there can be no fewer than none.
        ([18, 18, 2, 18], True),
        ([18, 18, 2, 17], False),
    ],
)
def test_an_area_that_hides_has_room_where_the_same_people_can_have_more_and_less(
    use: list[int], room: bool
) -> None:
    rows = areas(([9, 9, 9], use), EMPTY, EMPTY, EMPTY)
    found = safe_level(rows, {"c": {LEAVES[0]}}, TREE, RULE, (Level.BUURT,))
    assert found is (Level.BUURT if room else None)


# Here nothing can change but by singles, and the total is hidden too.
TIED = ([9, 9, 9], [18, 18, 18, 0])
HIDDEN_ABOVE = {LEAVES[0], "WK990101", "WK990102", "GM9901"}


@pytest.mark.parametrize(
    ("groups", "use", "enough"),
    [
        # Three singles fewer count three fewer at the most, and there have to be three.
        ([9, 9, 9], [15, 15, 15, 15], True),
        ([9, 9, 9], [15, 15, 15, 16], False),
        ([3, 9, 9], [13, 13, 13, 13], True),
        ([2, 9, 9], [13, 13, 13, 13], False),
        # Three pairs that become threes count three more at the least, and so on.
        ([9, 9, 9], [14, 14, 14, 15], True),
        ([9, 9, 9], [14, 14, 14, 14], False),
        ([9, 3, 9], [11, 11, 12, 12], True),
        ([9, 2, 9], [11, 11, 11, 11], False),
    ],
)
def test_what_one_area_cannot_do_another_makes_up_for_whatever_it_is(
    groups: list[int], use: list[int], enough: bool
) -> None:
    rows = areas(TIED, (groups, use), EMPTY, EMPTY)
    found = safe_level(rows, {"c": HIDDEN_ABOVE}, TREE, RULE, (Level.WIJK,))
    assert found is (Level.WIJK if enough else None)


@pytest.mark.parametrize(
    ("first", "second", "enough"), [(1, 1, False), (2, 0, False), (1, 2, True)]
)
def test_what_other_areas_make_up_for_is_added(first: int, second: int, enough: bool) -> None:
    others = (([9, 9, 9], [15, 15, 15, 18 - room]) for room in (first, second))
    rows = areas(TIED, *others, EMPTY)
    found = safe_level(rows, {"c": HIDDEN_ABOVE}, TREE, RULE, (Level.GEMEENTE,))
    assert found is (Level.GEMEENTE if enough else None)


def test_two_areas_that_cannot_need_twice_as_much_from_others() -> None:
    hidden = {"c": {*LEAVES[:2], *HIDDEN_ABOVE}}
    for room, level in ((6, Level.GEMEENTE), (5, None)):
        rows = areas(TIED, TIED, ([9, 9, 12], [16, 16, 16, 27 - room]), EMPTY)
        assert safe_level(rows, hidden, TREE, RULE, (Level.GEMEENTE,)) is level


@given(
    st.lists(st.integers(0, 12), min_size=2, max_size=5),
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 4)),
    st.integers(1, 3),
)
def test_who_can_have_fewer_singles_and_more_threes_can_have_the_other_changes(
    use: list[int], groups: tuple[int, int, int], many: int
) -> None:
    def changed(one: int, two: int, more: int) -> bool:
        now = (groups[0] + many * one, groups[1] + many * two, groups[2] + many * more)
        return fits(np.array(use), now)

    if fits(np.array(use), groups) and changed(-1, 0, 0) and changed(0, -1, 1):
        assert changed(1, 0, 0)
        assert changed(-1, 1, 0)


def test_what_is_stacked_comes_from_the_last_day_and_stands_in_the_tree() -> None:
    town = {
        "wmo": [Line(1, buurt="BU99010101"), Line(2, buurt="BU99010999"), Line(3, ends=20454)],
        "wwb": [Line(1), Line(3, buurt="BU99010102"), Line(4)],
        "vsv": [Line(1)],
        "wsw": [Line(1)],
    }
    cube = cubes_of(population_of(YEAR, parts(town)))[CountingUnit.PERSON]
    found = stacked(cube, ("wmo", "wwb"), TREE)
    assert found.domains == ("wmo", "wwb")
    assert found.groups.dtype == found.use.dtype == np.int64
    columns = zip(found.groups.tolist(), found.use.tolist(), strict=True)
    told = dict(zip(found.areas, columns, strict=True))
    assert told["BU99010101"] == ([0, 1, 0], [1, 1])
    assert told["BU99010102"] == ([1, 0, 0], [0, 1])
    # Who is in a buurt that is not known, and of whom no source says where she is.
    assert told[TREE.unknown] == ([2, 0, 0], [1, 1])
    assert stacked(cube, ("wmo", "awbz"), TREE).domains == ("wmo",)
    for sources in (("wmo", "wwb", "vsv"), DOMAINS):
        assert stacked(cube, sources, TREE).groups.sum(axis=0).tolist() == [3, 0, 1]


@pytest.mark.parametrize(("number", "named"), [(8, False), (9, True)])
def test_two_that_go_together_are_named_from_three_times_the_threshold(
    number: int, named: bool
) -> None:
    both = [Line(who) for who in range(1, number + 1)]
    cube = cubes_of(population_of(YEAR, parts({"wmo": both, "vsv": both, "wwb": both[:3]})))
    found = pairs_to_name(cube[CountingUnit.PERSON], ("wmo", "vsv", "wwb"), RULE)
    assert found == ((("wmo", "vsv"),) if named else ())


def test_those_that_go_together_most_are_named_in_the_order_of_the_registry() -> None:
    every = [*combinations(DOMAINS[:6], 2)]
    numbers = {pair: 10 + 7 * at % 15 for at, pair in enumerate(every)}
    town: dict[str, list[Line]] = {domain: [] for domain in DOMAINS[:6]}
    for pair, number in numbers.items():
        first = 1 + sum(map(len, town.values()))
        for domain in pair:
            town[domain] += [Line(who) for who in range(first, first + number)]
    cube = cubes_of(population_of(YEAR, parts(town)))[CountingUnit.PERSON]
    most = sorted(every, key=lambda pair: -numbers[pair])[:10]
    assert pairs_to_name(cube, DOMAINS, RULE) == tuple(pair for pair in every if pair in most)


def test_what_was_not_asked_or_has_no_rows_goes_together_with_nothing() -> None:
    both = [Line(who) for who in range(1, 10)]
    cube = cubes_of(population_of(YEAR, parts({"wmo": both, "vsv": both})))[CountingUnit.PERSON]
    assert pairs_to_name(cube, ("wmo", "wwb"), RULE) == ()
    assert pairs_to_name(cube, ("wmo", "vsv", "wwb"), RULE) == (("wmo", "vsv"),)

# SPDX-License-Identifier: EUPL-1.2
"""Tables of which the answer is known, and tables that mislead who looks line by line."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from meedoen.disclosure.folder import files_of
from meedoen.disclosure.protecting import NotProtected, Protected, Status, protect
from meedoen.disclosure.proving import NotProven
from meedoen.disclosure.published import Published
from meedoen.disclosure.releasing import THOROUGHLY, release, rows_with_statuses
from meedoen.disclosure.rule import CountRule, Zero
from meedoen.disclosure.tables import CountTable, Dimension, Key
from meedoen.publication.verification import verify
from tests.disclosure.attacker import intervals_of, sums_of

EVERY = 10**6
FIVE = CountRule(5)


def table(
    dimensions: Sequence[Dimension], leaves: Sequence[int] | Sequence[Sequence[int]] | np.ndarray
) -> CountTable:
    """Make a table of the counts of all combinations of leaves, in the order of the codes."""
    codes = [[one.codes[place] for place in one.leaves] for one in dimensions]
    numbers = np.array(leaves).reshape([len(own) for own in codes])
    return CountTable.of_leaves(
        dimensions,
        {
            tuple(own[place] for own, place in zip(codes, places, strict=True)): int(count)
            for places, count in np.ndenumerate(numbers)
        },
    )


def flat(name: str, codes: str) -> Dimension:
    return Dimension.flat(name, codes.split())


def hidden(protected: Protected) -> set[Key]:
    return {key for key, value, _ in rows_with_statuses(protected) if value is None}


Identity = frozenset[tuple[str, str]]


def left_to_the_attacker(*releases: Published) -> dict[Identity, tuple[float, float, int]]:
    """Give the least and the most of each hidden cell beside all these tables, and its threshold.

    What counts the same in two tables is one unknown: its codes that are no root are the same.
    """
    known: dict[Identity, int] = {}
    least: dict[Identity, float] = {}
    asked: dict[Identity, int] = {}
    sums: list[tuple[Identity, list[Identity]]] = []
    for one in releases:
        roots = [(dimension.name, dimension.root) for dimension in one.dimensions]

        def same(key: Key, roots: list[tuple[str, str]] = roots) -> Identity:
            named = [(name, code) for (name, _), code in zip(roots, key, strict=True)]
            return frozenset(named) - frozenset(roots)

        for total, parts in sums_of([dict(dimension.parents) for dimension in one.dimensions]):
            sums.append((same(total), [*map(same, parts)]))
        for key, value in one.rows():
            if value is None:
                least[same(key)] = max(least.get(same(key), 0.0), float(one.rule.least))
                asked[same(key)] = max(asked.get(same(key), 0), one.rule.threshold)
            else:
                assert known.setdefault(same(key), value) == value
    assert not set(least) & set(known), "what is hidden here stands open there"
    between = {key: (low, np.inf) for key, low in least.items()}
    found = intervals_of(sums, known, between, list(between))
    return {key: (*found[key], threshold) for key, threshold in asked.items()}


def narrowest(*releases: Published) -> float:
    widths = [high - low for low, high, _ in left_to_the_attacker(*releases).values()]
    return min(widths, default=np.inf)


# A hundred people by region and gender, of which two are too few. Others hide the same four cells,
# and no way of hiding hides fewer.
HUNDRED = table(
    [flat("region", "A B C D"), flat("gender", "male female")],
    [[18, 2], [14, 19], [12, 10], [11, 14]],
)


def test_a_table_that_statisticians_test_with_is_hidden_the_way_they_know_to_be_best() -> None:
    protected = protect(HUNDRED, CountRule(3), exact=EVERY)
    assert HUNDRED.counts[0, 0] == 100
    assert (protected.number_of(Status.PRIMARY), protected.number_of(Status.SECONDARY)) == (1, 3)
    assert protected.fewest == 3
    cells = hidden(protected)
    assert ("A", "female") in cells
    # Which other region goes along does not matter for the number of cells.
    assert len({region for region, _ in cells}) == len({gender for _, gender in cells}) == 2
    assert narrowest(protected.published) >= 3


# The rows w and x leave 236 to three hidden cells, the columns a and c leave 189 to two of these
# and the one that is left is 236 - 189 = 47; no line has fewer than two hidden cells.
CROSSED = table(
    [flat("v1", "w x y z"), flat("v2", "a b c d")],
    [[40, 47, 52, 70], [80, 120, 17, 35], [60, 91, 33, 77], [500, 400, 300, 200]],
)
LOOKS_SAFE = {"w": "abc", "x": "ac", "y": "bd", "z": "bd"}


def published_with(counts: CountTable, cells: set[Key], rule: CountRule) -> Published:
    shut = np.array([*map(cells.__contains__, counts.keys())]).reshape(counts.shape)
    statuses = np.where(shut, Status.PRIMARY, Status.OPEN).astype(np.int8)
    return Protected(counts, rule, statuses).published


def lines_with_one_hidden_cell(shown: Published) -> int:
    trees = [dict(dimension.parents) for dimension in shown.dimensions]
    shut = {key for key, value in shown.rows() if value is None}
    return sum(len({total, *parts} & shut) == 1 for total, parts in sums_of(trees))


def test_what_two_rows_and_two_columns_give_away_together_is_seen_though_no_line_shows_it() -> None:
    cells = {(row, column) for row, columns in LOOKS_SAFE.items() for column in columns}
    shown = published_with(CROSSED, cells, FIVE)
    assert lines_with_one_hidden_cell(shown) == 0
    low, high, _ = left_to_the_attacker(shown)[frozenset({("v1", "w"), ("v2", "b")})]
    assert low == high == 47


def test_a_release_that_gives_a_cell_away_across_lines_stops_the_next_one() -> None:
    cells = {(row, column) for row, columns in LOOKS_SAFE.items() for column in columns}
    before = published_with(CROSSED, cells, FIVE)
    with pytest.raises(NotProtected, match="what was published before gives small counts away"):
        protect(CROSSED, FIVE, [before])


ROWS, COLUMNS = flat("row", "a b c d"), flat("column", "w x y z")
PLACE = Dimension.of("place", [
    ("town", None), ("w1", "town"), ("w2", "town"), ("w3", "town"),
    ("b1", "w1"), ("b2", "w1"), ("b3", "w2"), ("b4", "w2"), ("b5", "w3"),
])  # fmt: skip
DEEP = Dimension.of(
    "age", [("all", None), ("young", "all"), ("old", "all"), ("very", "old"), ("rather", "old")]
)
TRAPS: Mapping[str, CountTable] = {
    "a corner in which every line has two small counts and their sum is small": table(
        [ROWS, COLUMNS], [[1, 1, 30, 40], [1, 2, 50, 60], [70, 80, 90, 20], [30, 30, 30, 30]]
    ),
    "two corners that share no line": table(
        [ROWS, COLUMNS], [[2, 60, 50, 40], [20, 3, 50, 60], [70, 80, 1, 20], [30, 30, 30, 4]]
    ),
    "a staircase, that only a long way around closes": table(
        [ROWS, COLUMNS], [[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 1]]
    ),
    "lines of nobody": table(
        [ROWS, COLUMNS], [[3, 0, 9, 12], [0, 0, 0, 0], [15, 0, 20, 8], [7, 0, 2, 11]]
    ),
    "one cell in which nearly everybody is": table(
        [ROWS, COLUMNS], [[10**8, 3, 9, 12], [4, 5, 6, 7], [15, 2, 20, 8], [7, 1, 2, 11]]
    ),
    "one of each kind, alone in its lines": table(
        [ROWS, COLUMNS], [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 50]]
    ),
    "somebody alone everywhere": table([ROWS, COLUMNS], np.ones(16, dtype=int)),
    "a wijk of one buurt": table(
        [PLACE, flat("form", "paid free")],
        [[9, 12], [11, 30], [14, 8], [20, 10], [2, 40]],
    ),
    "a wijk of one buurt in which nobody but three people is": table(
        [PLACE, flat("form", "paid free")], [[9, 12], [11, 30], [14, 8], [20, 10], [3, 0]]
    ),
    "a branch with one branch, twice": table([PLACE, DEEP], list(range(15))),
    "a chain of places with one below each": table(
        [Dimension.of("place", [("a", None), ("b", "a"), ("c", "b"), ("d", "c")])], [3]
    ),
    "three dimensions, small only along one of them": table(
        [ROWS, COLUMNS, flat("age", "young old")],
        np.tile([[3, 9, 12, 0], [20, 2, 7, 8]], (4, 1, 1)).transpose(0, 2, 1),
    ),
}


@pytest.mark.parametrize("zero", list(Zero))
@pytest.mark.parametrize("threshold", [3, 5, 10])
@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_for_who_looks_per_line_gives_nobody_away(
    trap: str, threshold: int, zero: Zero
) -> None:
    counts = TRAPS[trap]
    protected, proof = release(counts, CountRule(threshold, zero), exact=THOROUGHLY)
    small = (counts.counts >= protected.rule.least) & (counts.counts < threshold)
    assert protected.published.hidden[small].all()
    assert narrowest(protected.published) >= threshold - 1e-6
    assert verify(files_of(protected.published, proof), []).faults == []
    assert protected.fewest is not None
    assert protected.number_of(Status.SECONDARY) <= 1.25 * protected.fewest


@pytest.mark.parametrize("trap", TRAPS)
def test_a_threshold_above_everybody_shows_nothing_but_noughts(trap: str) -> None:
    counts = TRAPS[trap]
    everybody = int(counts.counts.max())
    protected, proof = release(counts, CountRule(everybody + 1))
    assert (protected.published.hidden == (counts.counts > 0)).all()
    assert verify(files_of(protected.published, proof), []).faults == []


# The same people by county and by size of region. Each table alone needs nothing besides; both
# together give K away: who is in A, B and K, less who is in A and B.
REGIONS = {"A": 3, "B": 4, "I": 8, "J": 8, "K": 4, "L": 3, "M": 4, "N": 7}
COUNTY = Dimension.of("region", [
    ("total", None), ("one", "total"), ("two", "total"),
    *((code, "one" if code in "ABIJ" else "two") for code in REGIONS),
])  # fmt: skip
SIZE = Dimension.of("region", [
    ("total", None), ("big", "total"), ("small", "total"),
    *((code, "big" if code in "LM" else "small") for code in REGIONS),
])  # fmt: skip


def of_regions(dimension: Dimension) -> CountTable:
    return CountTable.of_leaves([dimension], {(code,): n for code, n in REGIONS.items()})


def test_two_tables_that_are_each_safe_are_not_so_together_so_the_second_hides_more() -> None:
    small = {(code,) for code in "ABKLM"}
    first, proof = release(of_regions(COUNTY), FIVE)
    alone = protect(of_regions(SIZE), FIVE)
    assert hidden(first) == hidden(alone) == small
    assert narrowest(first.published) >= 5
    assert narrowest(alone.published) >= 5
    assert narrowest(first.published, alone.published) == 0
    second, both = release(of_regions(SIZE), FIVE, [first.published])
    assert hidden(second) == small | {("big",), ("small",)}
    assert narrowest(first.published, second.published) >= 5
    left = files_of(first.published, proof)
    assert verify(files_of(second.published, both, [left]), [left]).faults == []


def regrouped(name: str, codes: str, random: np.random.Generator) -> Dimension:
    """Make a tree over the same leaves in which some stand together, others each time."""
    groups = random.integers(0, 3, len(codes)).tolist()
    above = [f"{name}{''.join(c for c, g in zip(codes, groups, strict=True) if g == own)}"
             for own in groups]  # fmt: skip
    together = {group for group in above if above.count(group) > 1}
    return Dimension.of(name, [
        ("all", None), *((group, "all") for group in sorted(together)),
        *((code, group if group in together else "all")
          for code, group in zip(codes, above, strict=True)),
    ])  # fmt: skip


@pytest.mark.parametrize("town", range(4))
def test_twenty_quarters_of_the_same_people_are_attacked_together_and_each_is_safe_or_refused(
    town: int,
) -> None:
    random = np.random.default_rng(town)
    people = random.poisson(random.gamma(0.6, 6, (4, 3, 3)))
    zero = list(Zero)[town % 2]
    out: list[tuple[Published, dict[str, bytes]]] = []
    refused = 0
    for _ in range(20):
        shown = [regrouped("p", "abcd", random), regrouped("f", "rst", random)]
        if random.random() < 0.5:
            shown[1] = regrouped("g", "uvw", random)
        counts = people.sum(axis=2 if shown[1].name == "f" else 1)
        rule = CountRule(int(random.integers(3, 6)), zero)
        before = [published for published, _ in out]
        codes = "rst" if shown[1].name == "f" else "uvw"
        cells = {
            ("abcd"[at], codes[other]): int(number)
            for (at, other), number in np.ndenumerate(counts)
        }
        try:
            protected, proof = release(CountTable.of_leaves(shown, cells), rule, before)
        except (NotProtected, NotProven):
            refused += 1
            continue
        files = files_of(protected.published, proof, [left for _, left in out])
        assert verify(files, [left for _, left in out]).faults == []
        out.append((protected.published, files))
        found = left_to_the_attacker(*(published for published, _ in out))
        for low, high, threshold in found.values():
            assert high - low >= threshold - 1e-6
    assert len(out) + refused == 20
    assert out


# Invented counts of a town, per wijk its buurten with three ages: on the way to what to hide of it
# the solver lost its way from an earlier answer, and nothing left.
STRAYED = (
    ((4, 12, 4), (5, 8, 5), (7, 10, 9), (2, 3, 3)),
    ((11, 12, 10), (2, 12, 15), (5, 5, 12), (8, 2, 6)),
    ((14, 22, 19), (3, 2, 8), (9, 3, 11), (13, 6, 7)),
    ((7, 5, 9), (5, 8, 8), (14, 18, 10), (3, 3, 8)),
    ((19, 16, 28), (0, 5, 9), (13, 7, 5), (6, 4, 14)),
    ((3, 3, 5), (1, 0, 1), (0, 1, 1), (0, 0, 0), (0, 1, 1), (2, 1, 2)),
)


def test_where_a_solver_loses_its_way_it_begins_anew() -> None:
    wijken = [(f"w{at}", "town") for at in range(len(STRAYED))]
    buurten = [
        (f"w{at}b{number}", f"w{at}")
        for at, wijk in enumerate(STRAYED)
        for number in range(len(wijk))
    ]
    areas = Dimension.of("gebied", [("town", None), *wijken, *buurten])
    cells = {
        (f"w{at}b{number}", age): count
        for at, wijk in enumerate(STRAYED)
        for number, ages in enumerate(wijk)
        for age, count in zip(("jong", "midden", "oud"), ages, strict=True)
    }
    counted = CountTable.of_leaves(
        [areas, Dimension.flat("leeftijd", ("jong", "midden", "oud"))], cells
    )
    protected, proof = release(counted, CountRule(5))
    assert verify(files_of(protected.published, proof, [])).faults == []
    assert not protected.published.hidden[0, 0]

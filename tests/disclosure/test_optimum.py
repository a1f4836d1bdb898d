# SPDX-License-Identifier: EUPL-1.2
"""The fewest cells to hide are held against every way of hiding there is, by the slow attacker."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meedoen.disclosure import optimum
from meedoen.disclosure.programs import CheapestCover, Cover
from meedoen.disclosure.protecting import Status, protect
from meedoen.disclosure.rule import CountRule, Zero
from meedoen.disclosure.tables import CountTable, Dimension, Key
from tests.disclosure.attacker import intervals

EVERY = 10**6


def square(leaves: list[list[int]]) -> CountTable:
    """A flat table of two dimensions."""
    rows = Dimension.flat("row", [f"r{number}" for number in range(len(leaves))])
    columns = Dimension.flat("column", [f"c{number}" for number in range(len(leaves[0]))])
    return CountTable.of_leaves(
        [rows, columns],
        {(f"r{r}", f"c{c}"): n for r, row in enumerate(leaves) for c, n in enumerate(row)},
    )


class Tried:
    """Tries every way of hiding, the smallest first: what else to hide beside what is small."""

    def __init__(self, table: CountTable, rule: CountRule) -> None:
        self.rule = rule
        self.trees = [dict(dimension.parents) for dimension in table.dimensions]
        self.counts = dict(zip(table.keys(), table.counts.ravel().tolist(), strict=True))
        self.small = {
            key for key, count in self.counts.items() if rule.least <= count < rule.threshold
        }
        shown = set() if rule.zero is Zero.HIDE else {k for k, n in self.counts.items() if not n}
        self.others = [key for key in self.counts if key not in self.small | shown]
        everything = self.small | set(self.others)
        self.excused = [self.pinned_down(everything, least) for least in (rule.threshold, 0)]
        total = next(iter(self.counts))
        self.others = [key for key in self.others if key != total]

    def fewest(self) -> int | None:
        """Give how many cells it takes with the total of all open; None when that cannot be."""
        for number in range(len(self.others) + 1):
            if any(self.is_safe(set(more)) for more in combinations(self.others, number)):
                return number
        return None

    def is_safe(self, more: set[Key]) -> bool:
        hidden = self.small | more
        between = dict.fromkeys(hidden, (float(self.rule.least), math.inf))
        found = self.left(hidden, between, list(hidden))
        wide = all(high - low >= self.rule.threshold - 1e-6 for low, high in found.values())
        return wide and all(
            self.pinned_down(hidden, least) <= excused
            for least, excused in zip((self.rule.threshold, 0), self.excused, strict=True)
        )

    def pinned_down(self, hidden: set[Key], others_least: float) -> set[Key]:
        """What is small and known to whoever knows which are, and what the others are at least."""
        among = float(self.rule.least), self.rule.threshold - 1.0
        others = float(others_least), math.inf
        between = {key: among if key in self.small else others for key in hidden}
        found = self.left(hidden, between, list(self.small))
        return {key for key, (low, high) in found.items() if high - low < 1e-6}

    def left(
        self, hidden: set[Key], between: dict[Key, tuple[float, float]], asked: list[Key]
    ) -> dict[Key, tuple[float, float]]:
        known = {key: count for key, count in self.counts.items() if key not in hidden}
        return intervals(self.trees, known, between, asked)


counts = st.one_of(st.integers(0, 3), st.integers(0, 9), st.just(0))
leaves = st.one_of(
    st.lists(st.lists(counts, min_size=3, max_size=3), min_size=2, max_size=2),
    st.lists(st.lists(counts, min_size=2, max_size=2), min_size=2, max_size=3),
    st.lists(st.lists(counts, min_size=1, max_size=1), min_size=1, max_size=6),
)


@given(leaves, st.builds(CountRule, st.integers(2, 5), st.sampled_from(Zero)))
@settings(suppress_health_check=list(HealthCheck), deadline=None)
def test_nothing_hides_less_than_the_fewest_and_as_much_is_hidden(
    leaves: list[list[int]], rule: CountRule
) -> None:
    table = square(leaves)
    protected = protect(table, rule, exact=EVERY)
    few = Tried(table, rule).fewest()
    total_is_open = protected.statuses.ravel()[0] != Status.SECONDARY
    assert total_is_open == (few is not None)
    if total_is_open:
        assert (protected.fewest, protected.number_of(Status.SECONDARY)) == (few, few)
    else:
        assert protected.fewest is not None
        assert protected.fewest <= protected.number_of(Status.SECONDARY)


# A hard program of two hundred cells took a minute: its rows were few, its steps were not.
def test_after_many_steps_of_the_solver_it_is_said_how_few_there_are_at_the_least(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[float] = []
    whole = CheapestCover.whole

    def counted(cover: CheapestCover) -> Cover | None:
        asked.append(0 if (found := whole(cover)) is None else found.at_least)
        return found

    monkeypatch.setattr(CheapestCover, "whole", counted)
    table = square(np.random.default_rng(4).poisson(9, (6, 6)).tolist())
    exact = protect(table, CountRule(5), exact=EVERY)
    assert len(asked) > 1
    asked.clear()
    monkeypatch.setattr(optimum, "_STEPS", 0)
    bounded = protect(table, CountRule(5), exact=EVERY)
    assert len(asked) == 1
    assert exact.fewest is not None
    assert bounded.fewest is not None
    assert bounded.fewest <= exact.fewest <= bounded.number_of(Status.SECONDARY)

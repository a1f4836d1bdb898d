# SPDX-License-Identifier: EUPL-1.2
"""In which order small counts are made safe: what one hides helps the next (pure)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from meedoen.disclosure.problem import ToProtect
from meedoen.disclosure.search import Search, settle, settle_knowing
from meedoen.disclosure.sums import Mask
from meedoen.disclosure.tidying import tidy

# So many classes or fewer are tried in two orders, and in four.
_TWICE, _FOUR_TIMES = 350, 150
# What is tidied at once; it takes as long as all the rest where there are more classes.
_TIDIED = 500
_SEED = 1


def in_the_best_order(problem: ToProtect, targets: Mask) -> Search:
    """Make targets safe in several orders, with all that this hides, and keep what hides least.

    Nothing else is known safe afterwards, and what is kept hidden need not be.
    """
    everything = np.arange(problem.size)
    best: Search | None = None
    for order in _orders(problem, targets):
        search = Search(problem, problem.kept.copy())
        settle(search, everything, order)
        settle(search, everything, search.in_turn(search.unsafe()))
        determined = search.in_turn(search.determined())
        settle_knowing(search, everything, determined, float(problem.small_under))
        if problem.size <= _TIDIED:
            tidy(search, everything)
        if best is None or search.price() < best.price():
            best = search
    assert best is not None
    return best


def _orders(problem: ToProtect, targets: Mask) -> Iterator[list[int]]:
    most_first = Search(problem, problem.kept).in_turn(targets)
    yield most_first
    if problem.size <= _TWICE:
        yield most_first[::-1]
    if problem.size <= _FOUR_TIMES:
        random = np.random.default_rng(_SEED)
        for _ in range(2):
            yield random.permutation(most_first).tolist()

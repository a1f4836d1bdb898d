# SPDX-License-Identifier: EUPL-1.2
"""Which counts of a table are shown: no more hidden than it takes to keep people safe (pure).

Small counts are hidden, and then what is cheapest, until whoever computes with all that is open and
knows the rule is left with values far enough apart for every hidden cell; and until whoever knows
besides which cells are small themselves can pin down none of these. ADR 0036 says how, and which
ways did not work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from meedoen.disclosure.given_away import given_away
from meedoen.disclosure.large import hides_much, search_in_parts
from meedoen.disclosure.likeness import likeness
from meedoen.disclosure.neighbourhoods import neighbourhoods
from meedoen.disclosure.optimum import fewest
from meedoen.disclosure.orders import in_the_best_order
from meedoen.disclosure.pieces import pieces_of
from meedoen.disclosure.problem import Quantities, ToProtect, problem_of
from meedoen.disclosure.programs import Numbers
from meedoen.disclosure.proving import everything_published
from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.rule import CountRule, Zero
from meedoen.disclosure.search import Search, look_around, mask_of, settle, settle_knowing
from meedoen.disclosure.sums import FIXED, Indices, Linked, Mask, linked
from meedoen.disclosure.tables import CountTable
from meedoen.disclosure.tidying import tidy
from meedoen.disclosure.whole import first_world
from meedoen.disclosure.worlds import Contradiction, unknown_of

# Tables with more classes than this are protected in parts. One dimension by itself is a line or a
# tree, of which a program is light; in parts a long one hides what none of them needs.
_LARGE, _LARGE_ALONE = 700, 3000
_SEED = 1
_ROUNDS = 6
# A look around is worth it when more than one in so many classes is not known to be safe.
_ONE_IN = 40


class NotProtected(ValueError):
    """What was published before gives a small count away, whatever is hidden now."""


class Status(IntEnum):
    """Why a cell is shown or not; for the second reader only, and in no public file."""

    OPEN = 0
    PRIMARY = 1
    SECONDARY = 2


@dataclass(frozen=True)
class Protected:
    """A table with what is hidden in it and why; `published` is what everybody may see.

    No way of hiding hides less than `fewest` for the sake of others; None where that is not known.
    """

    table: CountTable
    rule: CountRule
    statuses: NDArray[np.int8] = field(compare=False)
    fewest: int | None = None

    @property
    def published(self) -> Published:
        """Give what is shown, which looks the same whatever a cell was hidden for."""
        shown = np.where(self.statuses == Status.OPEN, self.table.counts, HIDDEN)
        return Published(self.table.dimensions, shown, self.rule)

    def number_of(self, status: Status) -> int:
        """Count the cells with a status, totals included."""
        return int((self.statuses == status).sum())


def protect(
    table: CountTable,
    rule: CountRule,
    earlier: Sequence[Published] = (),
    *,
    more: int = 0,
    exact: int = 0,
    dear: Mask | None = None,
    like: Sequence[Published] = (),
) -> Protected:
    """Choose what to hide in a table, so that nobody is found by adding and subtracting.

    `earlier` is everything published before about the same people: its open values are known to
    everybody, and what it hid stays hidden. With `more` hidden values have to lie so much further
    apart than the rule asks. The fewest that can be hidden are looked for in a table of at most
    `exact` classes. Cells of the table that are `dear` stay open as long as it costs no more than
    some tens of others. `like` is what was published of nearly the same people, as `likeness` says.
    Raises NotProtected when what was published before gives a count away, and Contradiction when
    it counts something else.
    """
    sums = linked([table.dimensions, *(before.dimensions for before in earlier)])
    quantities = _quantities(sums, table, rule, earlier, dear, like)
    hid_before = (before for before in earlier if before.hidden.any())
    apart = max([rule.threshold, *(before.rule.threshold for before in hid_before)])
    problem = problem_of(sums, quantities, apart + more, rule.threshold)
    if like and (problem.names[quantities.small] == FIXED).any():
        raise NotProtected("what was published of nearly the same people gives small counts away")
    if problem.size > (_LARGE_ALONE if len(table.dimensions) == 1 else _LARGE):
        parts = neighbourhoods(table.dimensions, table.counts, problem.names[sums.cells[0]])
        search = search_in_parts(problem, parts)
        grounds = [part.classes for part in parts.around]
    else:
        search = in_the_best_order(problem, problem.kept)
        grounds = []
    _finish(search, [*grounds, np.arange(problem.size)])
    if search.unsafe().any():
        before = "what was published before gives" if earlier else "their totals give"
        raise NotProtected(f"{before} small counts away, whatever is hidden")
    beside: int | None = None
    if problem.size <= exact:
        search, beside = _nearer_the_fewest(search)
    statuses = _statuses(table, rule, problem, search, sums.cells[0])
    if beside is not None:
        beside += int((statuses == Status.SECONDARY).sum()) - _chosen(search)
    return Protected(table, rule, statuses, beside)


def _nearer_the_fewest(search: Search) -> tuple[Search, int | None]:
    """Hide fewer where that can be, and tell how many cells any choice hides at the least."""
    near = fewest(search.problem, _chosen(search))
    if near is None:
        return search, None
    if near.hidden is None:
        return search, near.at_least
    other = Search(search.problem, near.hidden)
    _finish(other, [np.arange(search.problem.size)])
    better = other.price() < search.price() and not other.unsafe().any()
    return other if better else search, near.at_least


def _chosen(search: Search) -> int:
    """How many cells are hidden that need not have been."""
    return int(search.problem.cells[search.hidden & ~search.problem.kept].sum())


def _statuses(
    table: CountTable, rule: CountRule, problem: ToProtect, search: Search, numbers: Indices
) -> NDArray[np.int8]:
    names = problem.names[numbers]
    hidden = np.zeros(len(names), dtype=bool)
    hidden[names != FIXED] = search.hidden[names[names != FIXED]]
    secondary = np.where(hidden.reshape(table.shape), Status.SECONDARY, Status.OPEN)
    return np.where(_small(table, rule), Status.PRIMARY, secondary).astype(np.int8)


def _small(table: CountTable, rule: CountRule) -> Mask:
    return np.asarray((table.counts >= rule.least) & (table.counts < rule.threshold))


def _quantities(
    sums: Linked,
    table: CountTable,
    rule: CountRule,
    earlier: Sequence[Published],
    dear: Mask | None,
    like: Sequence[Published],
) -> Quantities:
    """What is known of each quantity, of this table and of what was published before."""
    own = sums.cells[0]
    counts = np.zeros(sums.quantities, dtype=np.int64)
    counts[own] = table.counts.ravel()
    small = np.zeros(sums.quantities, dtype=bool)
    small[own] = _small(table, rule).ravel()
    known = np.zeros(sums.quantities, dtype=bool)
    least = np.full(sums.quantities, float(rule.least))
    kept = np.zeros(sums.quantities, dtype=bool)
    if rule.zero is Zero.OPEN:
        known[own] = table.counts.ravel() == 0
    if earlier:
        before = replace(sums, tables=sums.tables[1:], cells=sums.cells[1:])
        values, open_before, least_before, apart = everything_published(before, earlier)
        _refuse_other_people(sums, table, values, open_before, small)
        least = np.maximum(least, least_before)
        kept = np.isin(np.arange(sums.quantities), np.concatenate(sums.cells[1:])) & ~open_before
        if (kept & known).any():
            raise NotProtected('noughts were hidden before: use "zero": "hide" again')
        known |= open_before
        counts = _a_possible_world(sums, counts, values, known, least, float(apart.max()))
    if like:
        as_before, hid_before = likeness(table, like)
        known[own] |= as_before & ~small[own] & ~kept[own]
        kept[own] |= hid_before & ~known[own]
    read_first = np.zeros(sums.quantities, dtype=bool)
    if dear is not None:
        read_first[own] = dear.ravel()
    return Quantities(counts, known, small, kept, least, read_first)


def _refuse_other_people(
    sums: Linked, table: CountTable, values: Indices, open_before: Mask, small: Mask
) -> None:
    own = sums.cells[0]
    if (open_before[own] & (values[own] != table.counts.ravel())).any():
        raise Contradiction("an earlier release counts something else: an open value differs")
    if (open_before & small).any():
        raise NotProtected("an earlier release shows counts that are too small by this rule")


def _a_possible_world(
    sums: Linked, counts: Indices, values: Indices, known: Mask, least: Numbers, far: float
) -> Indices:
    """Counts for what only earlier tables hold: nobody here knows the true ones, nor needs them."""
    own = np.isin(np.arange(sums.quantities), sums.cells[0])
    told = np.where(own, counts, values)
    unknown = unknown_of(sums, told, known | own, least, far)
    world = first_world(unknown, pieces_of(sums, unknown), np.random.default_rng(_SEED))
    if world is None:
        raise NotProtected("no counts agree with what was published before")
    return unknown.values(world)


def _finish(search: Search, grounds: Sequence[Indices]) -> None:
    """See to it that nothing is left, also for whoever knows which cells are small."""
    random = np.random.default_rng(_SEED)
    shown = search.problem.size + 1
    # Each round hides more, or is the last.
    while search.hidden.size - search.hidden.sum() < shown:
        shown = search.hidden.size - search.hidden.sum()
        _look_in(search, grounds, random, knowing=False)
        for within in grounds:
            _settle_in(search, within)
        _look_in(search, grounds, random, knowing=True)
        _settle_knowing_in(search, grounds)
        if not search.unsafe().any():
            break
    if hides_much(search):
        for within in grounds[:-1] or grounds:
            tidy(search, within)


def _settle_in(search: Search, within: Indices) -> None:
    """Settle what is left of some classes; where they are not enough, with all that is hidden."""
    inside = mask_of(search.problem.size, within)
    if (targets := search.unsafe() & inside).any():
        settle(search, within, search.in_turn(targets))
    if (targets := search.unsafe() & inside).any():
        around = np.union1d(within, np.flatnonzero(search.hidden))
        settle(search, around, search.in_turn(targets))


def _look_in(
    search: Search, grounds: Sequence[Indices], random: np.random.Generator, *, knowing: bool
) -> None:
    """Learn what is safe already, ground by ground; of the few that are left each is asked."""
    excused = given_away(search.problem, float(search.problem.small_under))
    for within in grounds:
        left = search.determined() & ~excused if knowing else search.unsafe()
        if left[within].sum() * _ONE_IN > len(within):
            look_around(search, within, knowing=knowing, rounds=_ROUNDS, random=random)


def _settle_knowing_in(search: Search, grounds: Sequence[Indices]) -> None:
    problem = search.problem
    for secondary_least in (float(problem.small_under), 0.0):
        excused = given_away(problem, secondary_least)
        for within in grounds:
            targets = search.determined() & mask_of(problem.size, within) & ~excused
            if targets.any():
                around = np.union1d(within, np.flatnonzero(search.hidden))
                settle_knowing(search, around, search.in_turn(targets), secondary_least)

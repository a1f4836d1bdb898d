# SPDX-License-Identifier: EUPL-1.2
"""On which level it can be shown how many have one, two or more at once, beside the use of each.

The tables of use of all domains and that of stacking count the same people. Together they tell more
than each: what all domains count together is the first group once, the second twice, and the last
three times or more. Where one count of use is hidden that sum gives it away, or how small it is at
the most. Each table is protected on its own, so stacking leaves only where that stays enough:

1. Every cell is at least the threshold (or an open nought), so nothing in stacking is hidden.
2. *There is room.* Whoever looks at one table of use is left with two worlds for each hidden cell,
   a threshold apart; between the truth and such a world no cell moves by more than the threshold,
   since a tree beside one flat dimension is a network. In another world one domain d has up to a
   threshold more or fewer in each area where its count is hidden, and all other domains stay. So we
   ask whether people can have these numbers per domain and the groups as shown. By Gale and Ryser
   that is a matter of sums: the j largest counts of domains together are at most what people in the
   groups can have of j domains, and the j smallest at least what they must. Such sets add up over
   people (generalised polymatroids; Frank 2011, chapter 14), so nobody has to be looked at.
3. In a wijk or gemeente an area without room of its own is made up for elsewhere: a world changes
   there by singles that come or go, by a pair that becomes a single, a three that becomes a pair.
   Other areas, in which d is open, have to have room for as many opposite changes. Where the total
   of d is open, what one area gains another loses: when in each of them those can be singles, the
   groups of the whole stay as they are.

If it is not so on one level, a higher one is tried, and at last nothing is shown. What is proven is
about the tables of use of one year with stacking of one unit; both units together are held to the
same room, which is careful but not a proof. Which two domains go together is told by name only: a
count of pairs ties people further than this can hold. Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from meedoen.disclosure.rule import CountRule
from meedoen.monitor.counting import NOWHERE_CODE
from meedoen.monitor.cube import Cube
from meedoen.monitor.parts import DOMAINS, bit
from meedoen.monitor.tables import AreaTree
from meedoen.vocabulary.codes import Level

Groups = NDArray[np.int64]
"""How many people have one, two, and three or more."""
_LOWEST_FIRST = (Level.BUURT, Level.WIJK, Level.GEMEENTE)
_SINGLE = np.array([1, 0, 0])
# What makes up elsewhere for changes of the groups in one area: a single fewer, for one more, and a
# pair that becomes a three, for a three that becomes a pair. An area that can do both can make up
# for a single fewer, and for a pair that becomes a single, as well.
_OPPOSITES = np.array([[-1, 0, 0], [0, -1, 1]])
MOST_PAIRS = 10
# A pair is named from this many times the threshold.
PAIR_FROM = 3


@dataclass(frozen=True)
class StackedAreas:
    """Per smallest area how many have one, two, three or more, and how many each domain counts.

    `groups` is areas × 3 and `use` areas × domains, both of the same people on the same day.
    """

    domains: tuple[str, ...]
    areas: tuple[str, ...]
    groups: NDArray[np.int64]
    use: NDArray[np.int64]


def stacked(cube: Cube, sources: Collection[str], tree: AreaTree) -> StackedAreas:
    """Count what people have at once on the last day of the year, per smallest area of a tree."""
    domains = tuple(one for one in DOMAINS if one in sources and one in cube.sources)
    masks = cube.at_end & np.uint32(sum(map(bit, domains)))
    several = np.bitwise_count(masks).astype(np.int64)
    columns = [cube.counts(np.minimum(several, 3) - 1, 3)]
    columns += [cube.having(masks, bit(domain)) for domain in domains]
    found = np.hstack(columns)
    leaves = tree.dimension(Level.BUURT)
    areas = tuple(leaves.codes[at] for at in leaves.leaves)
    at = {code: place for place, code in enumerate(areas)}
    counts = np.zeros((len(areas), found.shape[1]), dtype=np.int64)
    for row, code in enumerate([*cube.buurten, NOWHERE_CODE]):
        counts[at[tree.at(code, Level.BUURT)]] += found[row]
    return StackedAreas(domains, areas, counts[:, :3], counts[:, 3:])


def safe_level(
    people: StackedAreas,
    hidden: Mapping[str, Collection[str]],
    tree: AreaTree,
    rule: CountRule,
    allowed: Collection[Level] = _LOWEST_FIRST,
) -> Level | None:
    """Give the lowest level on which stacking can be shown whole, or None: too few people.

    `hidden` names per domain the areas, of every level, of which the total is hidden in its table
    of use.
    """
    for level in _LOWEST_FIRST:
        if level in allowed and all(
            _is_safe(people, area, within, hidden, rule)
            for area, within in _areas(people, tree, level)
        ):
            return level
    return None


def _areas(
    people: StackedAreas, tree: AreaTree, level: Level
) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Give each area of a level, with the places of the smallest areas in it."""
    above = np.array([tree.at(code, level) for code in people.areas])
    for area in dict.fromkeys(above.tolist()):
        yield area, np.flatnonzero(above == area)


def _is_safe(
    people: StackedAreas,
    area: str,
    within: NDArray[np.int64],
    hidden: Mapping[str, Collection[str]],
    rule: CountRule,
) -> bool:
    shown = people.groups[within].sum(axis=0)
    large = (shown >= rule.threshold) | (shown < rule.least)
    return bool(large.all()) and all(
        _has_room(people, within, place, closed, rule.threshold, total_is_open=area not in closed)
        for place, closed in enumerate(hidden.get(domain, ()) for domain in people.domains)
    )


def _has_room(
    people: StackedAreas,
    within: NDArray[np.int64],
    domain: int,
    hidden: Collection[str],
    threshold: int,
    *,
    total_is_open: bool,
) -> bool:
    """Tell whether every area in which a domain is hidden can have more of it, and less."""
    closed = [at for at in within.tolist() if people.areas[at] in hidden]
    if total_is_open and all(_moves(people, at, domain, threshold, _SINGLE) for at in closed):
        return True
    short = [at for at in closed if not _moves(people, at, domain, threshold, 0 * _SINGLE)]
    needed = threshold * len(short)
    elsewhere = (
        _makes_up_for(people.use[at], people.groups[at], needed)
        for at in within.tolist()
        if at not in closed
    )
    return any(made_up >= needed for made_up in accumulate(elsewhere, initial=0))


def _moves(people: StackedAreas, at: int, domain: int, threshold: int, with_each: Groups) -> bool:
    """Tell whether an area can have more or fewer of a domain, with each so many in the groups."""
    use, groups = people.use[at], people.groups[at]
    own = np.arange(len(use)) == domain
    return all(
        fits(use + step * own, groups + step * with_each)
        for step in (threshold, -min(threshold, int(use[domain])))
    )


def _makes_up_for(use: NDArray[np.int64], groups: Groups, needed: int) -> int:
    """Give how many changes elsewhere this area can be opposite to, whichever they are."""

    def is_too_much(many: int) -> bool:
        return not all(fits(use, groups + many * opposite) for opposite in _OPPOSITES)

    return bisect_left(range(1, needed + 1), True, key=is_too_much)


def fits(use: NDArray[np.int64], groups: Sequence[int] | Groups) -> bool:
    """Tell whether people in these groups can have these numbers per domain.

    People of the first group have one domain, of the second two, of the last three or more.
    """
    smallest, domains = np.sort(use), len(use)
    number = np.arange(1, domains + 1)
    # How often so many domains count somebody of each group at the most, and at the least.
    most = np.minimum.outer(number, [1, 2, domains]) @ groups
    least = np.add.outer(number - domains, [1, 2, 3]).clip(0) @ groups
    return bool(
        min(*use, *groups) >= 0
        and (smallest[::-1].cumsum() <= most).all()
        and (smallest.cumsum() >= least).all()
    )


def pairs_to_name(
    cube: Cube, sources: Collection[str], rule: CountRule
) -> tuple[tuple[str, str], ...]:
    """Name which two domains go together most, in the order of the registry and without a count."""
    domains = [one for one in DOMAINS if one in sources]
    found: list[tuple[int, tuple[str, str]]] = []
    for place, one in enumerate(domains):
        for other in domains[place + 1 :]:
            both = np.uint32(bit(one) | bit(other))
            number = int(((cube.at_end & both) == both).sum())
            if number >= PAIR_FROM * rule.threshold:
                found.append((number, (one, other)))
    most = sorted(found, key=lambda pair: -pair[0])[:MOST_PAIRS]
    return tuple(sorted((pair for _, pair in most), key=lambda pair: _order(pair)))


def _order(pair: tuple[str, str]) -> tuple[int, int]:
    return DOMAINS.index(pair[0]), DOMAINS.index(pair[1])

# SPDX-License-Identifier: EUPL-1.2
"""What is shown per part of a street beside figures per buurt, and where help gathers (pure).

A source is shown in the buurten of which its total is open to everybody; where that is hidden,
nothing of its streets is. So the streets cannot tell anything that is hidden above them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

import numpy as np

from meedoen.disclosure.published import HIDDEN
from meedoen.disclosure.rule import CountRule
from meedoen.monitor.counting import NotCounted
from meedoen.monitor.cube import CountingUnit
from meedoen.monitor.parts import bit
from meedoen.monitor.street_hiding import (
    Mask,
    Numbers,
    as_published,
    hidden_parts,
    leaves_doubt,
    proof_of,
    worlds,
)
from meedoen.monitor.streets import NO_STREET, LivingInStreets, StreetPart
from meedoen.publication.proven import checked

TOGETHER_FROM = 10
"""In so many people help comes together in a street, at the least."""
_GONE = -1
# So many times as many as usual, since one home has more people in it than another.
_TIMES = 2
# How sure it has to be besides: 99 percent, both sides.
_Z = 2.576
_OTHER_PEOPLE = (
    "Per straat is nu anders geteld dan per buurt: er is sindsdien iets veranderd. Bij de volgende "
    "levering van deze bron tellen we weer per straat."
)
_NOTHING_LEFT = "Te weinig mensen om te tonen: in geen buurt blijft er genoeg over."
_NOT_PROVEN = "Deze cijfers zijn niet veilig bevonden, en staan er daarom niet."


@dataclass(frozen=True)
class ShownBuurt:
    """What is shown of a source in the streets of a buurt: a value per street, -1 is hidden."""

    buurt: str
    streets: tuple[str, ...]
    values: tuple[int, ...]


@dataclass(frozen=True)
class _BuurtOfParts:
    """The parts of a buurt, from one place in all parts up to another."""

    code: str
    within: slice


def shown_per_street(
    living: LivingInStreets,
    source: str,
    unit: CountingUnit,
    totals: Mapping[str, int],
    rule: CountRule,
    closed: Collection[str] = (),
) -> list[ShownBuurt]:
    """Count a source per part of a street, and give what may be shown of it.

    `totals` are those of the buurten as everybody sees them, -1 for hidden; of buurten that are
    `closed` nothing is shown. Raises NotCounted when they are not the sums of what is counted now,
    or when nothing may be shown.
    """
    counts, movers = living.using(source, unit), living.movers(source, unit)
    buurten = list(_buurten(living.parts))
    for one in buurten:
        total = totals.get(one.code, HIDDEN)
        if total != HIDDEN and total != counts[one.within].sum():
            raise NotCounted(_OTHER_PEOPLE)
    shown: list[tuple[_BuurtOfParts, Numbers, Numbers, Mask]] = []
    for one in buurten:
        here, could_move = counts[one.within], movers[one.within]
        # Where nobody is, as everybody knows, there is nothing to tell.
        if totals.get(one.code, HIDDEN) > 0 and one.code not in closed:
            hidden = hidden_parts(here, could_move, rule.threshold)
            if hidden is not None and not hidden.all():
                shown.append((one, here, could_move, hidden))
    if not shown:
        raise NotCounted(_NOTHING_LEFT)
    _refuse_unless_proven(shown, rule)
    return [
        ShownBuurt(
            one.code,
            tuple(part.street for part in living.parts[one.within]),
            tuple(np.where(hidden, HIDDEN, here).tolist()),
        )
        for one, here, _, hidden in shown
    ]


def no_longer_safe(
    living: LivingInStreets,
    source: str,
    unit: CountingUnit,
    shown: Sequence[ShownBuurt],
    rule: CountRule,
) -> set[str]:
    """Give the buurten in which what was shown of a source before needs the people of another.

    Whoever could live elsewhere unseen while that other source was not shown, cannot any more once
    it is: there it has to stay closed.
    """
    at = {part: place for place, part in enumerate(living.parts)}
    counts, movers = living.using(source, unit), living.movers(source, unit)
    found = set()
    for one in shown:
        parts = [at.get(StreetPart(one.buurt, street), _GONE) for street in one.streets]
        hidden = np.array(one.values) == HIDDEN
        if _GONE in parts or (
            hidden.any() and not leaves_doubt(counts[parts], movers[parts], hidden, rule.threshold)
        ):
            found.add(one.buurt)
    return found


def _refuse_unless_proven(
    shown: Sequence[tuple[_BuurtOfParts, Numbers, Numbers, Mask]], rule: CountRule
) -> None:
    """Ask the program that shares nothing with this one. Raises NotCounted when it finds a fault.

    What it is given are worlds that can be lived in, so that they hold beside every other figure.
    """
    published = as_published(
        [(one.code, here, hidden) for one, here, _, hidden in shown], rule.threshold
    )
    # Where nothing is hidden there is one world: what everybody sees.
    lived_in = [list(worlds(here, movers, hidden)) or [here] for _, here, movers, hidden in shown]
    if checked(published, proof_of(published, lived_in), {}).verdict.faults:
        raise NotCounted(_NOT_PROVEN)


def _buurten(parts: Sequence[StreetPart]) -> Iterator[_BuurtOfParts]:
    begins = 0
    for code, of in groupby(parts, key=lambda part: part.buurt):
        ends = begins + len(list(of))
        yield _BuurtOfParts(code, slice(begins, ends))
        begins = ends


def where_help_comes_together(
    living: LivingInStreets,
    totals: Mapping[str, Mapping[str, int]],
    addresses: Mapping[StreetPart, int],
) -> list[StreetPart]:
    """Name the parts of streets where clearly more people than elsewhere have two sources or more.

    `totals` are those of each source per buurt, as everybody sees them: only a source that is open
    in a buurt counts there. A part is named from ten such people on, when there are twice as many
    of them for each address as in all parts together, and more, chance set aside (a score interval
    for the rate of a Poisson count). It is never counted: who moves (`streets.py`) has one source
    and stands in no such number, so being named or not is the same in every world in which movers
    live elsewhere.
    """
    counting = {
        buurt: sum(bit(source) for source, of in totals.items() if of.get(buurt, HIDDEN) > 0)
        for buurt in {part.buurt for part in living.parts}
    }
    several = living.having_several(counting)
    known = np.array([addresses.get(part, 0) for part in living.parts])
    rate = several[known > 0].sum() / max(1, known.sum())
    return [
        part
        for part, people, homes in zip(living.parts, several.tolist(), known.tolist(), strict=True)
        if homes and part.street != NO_STREET
        if people >= max(TOGETHER_FROM, _TIMES * homes * rate) and _least(people) > homes * rate
    ]


def by_buurt(named: Sequence[StreetPart]) -> list[ShownBuurt]:
    """Lay named parts together by buurt, without a value; they are in the order of their codes."""
    return [
        ShownBuurt(code, tuple(part.street for part in parts), ())
        for code, parts in groupby(named, key=lambda part: part.buurt)
    ]


def _least(people: int) -> float:
    """Give how many are usual, at the least, where so many were found."""
    return people + _Z * _Z / 2 - _Z * sqrt(people + _Z * _Z / 4)

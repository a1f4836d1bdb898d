# SPDX-License-Identifier: EUPL-1.2
"""Protecting a large table part by part, on two processors (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from meedoen.disclosure.neighbourhoods import Neighbourhood, Neighbourhoods
from meedoen.disclosure.orders import in_the_best_order
from meedoen.disclosure.problem import ToProtect
from meedoen.disclosure.search import Hid, HidKnowing, Opened, Search, mask_of, settle
from meedoen.disclosure.sums import Mask
from meedoen.disclosure.tidying import tidy
from meedoen.disclosure.two import side_by_side, worth_two

# A large table is tidied only when so many are hidden for the sake of one small one; one that is
# less large also when fewer are. Where nearly all is small there is little to open and much to ask.
_MUCH, _MORE_THAN_LITTLE = 0.9, 0.2

Part = tuple[Neighbourhood, ...]
Done = list[Hid | HidKnowing | Opened]


def search_in_parts(problem: ToProtect, parts: Neighbourhoods) -> Search:
    """Hide what each part needs, the lowest parts first; then open again what is not needed."""
    search = Search(problem, problem.kept.copy())
    in_halves(_settled, search, parts)
    settle_in(search, parts.above, problem.primary)
    if hides_much(search, _MUCH if worth_two(problem.size) else _MORE_THAN_LITTLE):
        in_halves(_tidied, search, parts)
        for part in parts.above:
            tidy(search, part.classes)
    return search


def hides_much(search: Search, much: float = _MUCH) -> bool:
    """Whether so much is hidden for the sake of others that tidying is worth its time."""
    problem = search.problem
    cells, small = problem.cells[search.hidden].sum(), problem.cells[problem.primary].sum()
    return bool(cells - small > much * small)


def settle_in(search: Search, parts: Iterable[Neighbourhood], only: Mask) -> None:
    """Settle in each part what is not safe yet of some classes."""
    for part in parts:
        targets = search.unsafe() & only & mask_of(search.problem.size, part.classes)
        if targets.any():
            settle(search, part.classes, search.in_turn(targets))


def in_halves(work: Callable[[Search, Part], Done], search: Search, parts: Neighbourhoods) -> None:
    """Do the same work in two halves that share no class, and take over what each did."""
    search.events = []
    if not worth_two(search.problem.size) or not all(parts.halves):
        for half in parts.halves:
            work(search, half)
        return
    with side_by_side(search.problem.size) as both:
        done: Sequence[Done] = list(both(work, (search, search), parts.halves))
    for events in done:
        for event in events:
            event.onto(search)


def _settled(search: Search, parts: Part) -> Done:
    """Settle each part by itself, in the order in which it hides least."""
    for part in parts:
        targets = (search.unsafe() & search.problem.primary)[part.classes]
        if targets.any():
            by_itself = search.problem.over(part.classes, search.hidden)
            for event in in_the_best_order(by_itself, targets).events:
                event.among(part.classes).onto(search)
    return search.events


def _tidied(search: Search, parts: Part) -> Done:
    for part in parts:
        tidy(search, part.classes)
    return search.events

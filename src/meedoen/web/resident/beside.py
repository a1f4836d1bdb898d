# SPDX-License-Identifier: EUPL-1.2
"""Beside what she pressed "dit hindert mij": read from her own page, never from what was sent.

What is sent names a kind and a number; the words are those of her plan, the rulebook or the
register.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from meedoen.journeys.glasses import current_rulebook
from meedoen.journeys.hindering import PressedBeside
from meedoen.journeys.reading import NotFound
from meedoen.knelpunten.kinds import PressedAt
from meedoen.knelpunten.register.queries import point
from meedoen.plans.queries import running_plan
from meedoen.web.numbers import number_in

AGREED = "afgesproken"


def beside_of(subject: UUID, at: str, of: str) -> PressedBeside:
    """Say beside what she pressed. Raises NotFound or Knelpunt.DoesNotExist."""
    if at not in _WORDS:
        raise NotFound
    return _WORDS[PressedAt(at)](subject, of)


def _plan(subject: UUID, of: str) -> PressedBeside:
    return PressedBeside(PressedAt.PLAN, "Mijn plan")


def _step(subject: UUID, of: str) -> PressedBeside:
    plan, number = running_plan(subject), number_in(of)
    for step in plan.steps if plan else ():
        if step.pk == number:
            return PressedBeside(PressedAt.STEP, f"Stap: {step.words}")
    raise NotFound


def _offer(subject: UUID, of: str) -> PressedBeside:
    plan, number = running_plan(subject), number_in(of)
    for place in plan.places if plan else ():
        if place.pk == number:
            return PressedBeside(PressedAt.OFFER, f"Plek: {place.title}")
    raise NotFound


def _rule(subject: UUID, of: str) -> PressedBeside:
    if of == AGREED:
        return PressedBeside(PressedAt.RULE, "Wat is afgesproken")
    book = current_rulebook()
    named = {one.id: one.name for one in book.provisions}
    named |= {one.code: one.title for one in book.knelpunten}
    if of not in named:
        raise NotFound
    return PressedBeside(PressedAt.RULE, f"Regel: {named[of]}")


def _page(subject: UUID, of: str) -> PressedBeside:
    if not of:
        return PressedBeside(PressedAt.PAGE, "Los van een stap of een plek")
    found = point(number_in(of) or 0).point
    if not found.is_public:
        raise NotFound
    return PressedBeside(PressedAt.PAGE, f"Wat vastloopt: {found.title}", found.pk)


_WORDS: Mapping[str, Callable[[UUID, str], PressedBeside]] = {
    PressedAt.PLAN: _plan,
    PressedAt.STEP: _step,
    PressedAt.OFFER: _offer,
    PressedAt.RULE: _rule,
    PressedAt.PAGE: _page,
}

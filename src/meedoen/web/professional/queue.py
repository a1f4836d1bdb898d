# SPDX-License-Identifier: EUPL-1.2
"""The one queue of a team: what people asked comes first; who wants rest is left alone (S1-21).

Pure. No score, no ranking of people: within a group the one who waits longest stands first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from meedoen.plans.queries import PlanLine
from meedoen.residents.queries import ListedResident

SHORT = 90


@dataclass(frozen=True)
class Waiting:
    """A line in the queue: who, and the plan if there is one."""

    person: ListedResident
    plan: PlanLine | None

    @property
    def asked(self) -> str:
        """Give the first words of what the person wants, in her own words."""
        said = self.person.wish or self.person.story
        return first_words(said.words) if said else ""


@dataclass(frozen=True)
class Queue:
    """Everybody who shared something with the team, in four groups."""

    calls: list[Waiting]
    stories: list[Waiting]
    plans: list[Waiting]
    quiet: list[Waiting]

    @property
    def empty(self) -> bool:
        """Tell whether nobody is in the queue at all."""
        return not (self.calls or self.stories or self.plans or self.quiet)


def first_words(text: str) -> str:
    """Give the first words of a text, cut between words with dots."""
    flat = " ".join(text.split())
    if len(flat) <= SHORT:
        return flat
    return flat[:SHORT].rsplit(" ", 1)[0].rstrip(",.;:") + " …"


def queue(people: Iterable[ListedResident], plans: Mapping[UUID, PlanLine], *, day: date) -> Queue:
    """Put people in groups: asked to be called, new story, plan runs, and "nu niet" (I5).

    Who asked to be called stands there, also with a plan or after "nu niet": it is her own wish.
    """
    found = Queue([], [], [], [])
    for person in sorted(people, key=lambda one: (one.opened_at, str(one.subject))):
        plan = plans.get(person.subject)
        group = _group(found, person, plan, day)
        group.append(Waiting(person, plan))
    return found


def _group(found: Queue, person: ListedResident, plan: PlanLine | None, day: date) -> list[Waiting]:
    if person.call_me:
        return found.calls
    if plan is None:
        return found.stories
    return found.quiet if plan.is_quiet(day) else found.plans

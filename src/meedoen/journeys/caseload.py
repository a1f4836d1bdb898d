# SPDX-License-Identifier: EUPL-1.2
"""The one queue of a team, read as far as it is shown, and told to who stands in it (S1-21, I11).

What people asked stands before what an organisation wants. No score, no ranking of people: within
a group the one who waits longest stands first. What a page costs is what it shows, whatever the
size of the town.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from meedoen.plans.queries import (
    PlanLine,
    running_plans,
    running_plans_of,
    without_a_plan,
)
from meedoen.privacy.decision import Viewer
from meedoen.privacy.operations import Listed, log_listed
from meedoen.privacy.policy import Purpose
from meedoen.residents.queries import ListedResident, listed, named_like, waiting_for_a_call
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

SEEN_IN_LIST = "zag je naam in de lijst van het team"
ON_THE_FRONT_PAGE = 5
ON_A_PAGE = 25
SHORT = 90


class QueueGroup(StrEnum):
    """Why somebody stands in the queue; the value stands in the address."""

    CALLS = "bellen"
    STORIES = "verhalen"
    MINE = "mijn-plannen"
    PLANS = "plannen"
    QUIET = "met-rust"


SHOWS = {
    QueueGroup.CALLS: (Domain.IDENTITY, Domain.CONTACT),
    QueueGroup.STORIES: (Domain.IDENTITY, Domain.WISHES, Domain.DAILY_LIFE),
    QueueGroup.MINE: (Domain.IDENTITY, Domain.WISHES, Domain.PLAN),
    QueueGroup.PLANS: (Domain.IDENTITY, Domain.WISHES, Domain.PLAN),
    QueueGroup.QUIET: (Domain.IDENTITY, Domain.PLAN),
}


@dataclass(frozen=True)
class QueueLine:
    """A line in the queue: who, and the plan if there is one."""

    person: ListedResident
    plan: PlanLine | None

    @property
    def asked(self) -> str:
        """Give the first words of what the person wants, in her own words."""
        said = self.person.wish or self.person.story
        return _first_words(said.words) if said else ""


def _first_words(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= SHORT:
        return flat
    return flat[:SHORT].rsplit(" ", 1)[0].rstrip(",.;:") + " …"


@dataclass(frozen=True)
class Part:
    """A stretch of a list: its lines, and whether more come after it."""

    lines: Sequence[QueueLine]
    more: bool


@transaction.atomic(savepoint=False)
def front_page(*, by: Viewer, on: Moment) -> dict[QueueGroup, Part]:
    """Read the beginning of each group of the queue of a team."""
    found = {group: _found(group, 0, ON_THE_FRONT_PAGE + 1, by, on) for group in QueueGroup}
    return _shown(found, ON_THE_FRONT_PAGE, by, on)


@transaction.atomic(savepoint=False)
def one_group(group: QueueGroup, *, page: int, by: Viewer, on: Moment) -> Part:
    """Read one page of a group, counted from 1."""
    found = _found(group, (page - 1) * ON_A_PAGE, ON_A_PAGE + 1, by, on)
    return _shown({group: found}, ON_A_PAGE, by, on)[group]


@transaction.atomic(savepoint=False)
def named(letters: str, *, buurt_codes: Sequence[str], page: int, by: Viewer, on: Moment) -> Part:
    """Read one page of whose name begins with these letters; of these buurten, or of all."""
    skip = (page - 1) * ON_A_PAGE
    subjects = named_like(letters, buurt_codes=buurt_codes, skip=skip, most=ON_A_PAGE + 1)
    plans = running_plans_of(subjects)
    found = {QueueGroup.PLANS: [(subject, plans.get(subject)) for subject in subjects]}
    return _shown(found, ON_A_PAGE, by, on)[QueueGroup.PLANS]


Found = list[tuple[UUID, PlanLine | None]]  # a subject, and the plan where there is one


def _found(group: QueueGroup, skip: int, most: int, by: Viewer, on: Moment) -> Found:
    match group:
        case QueueGroup.CALLS:
            return [(one, None) for one in waiting_for_a_call(skip=skip, most=most)]
        case QueueGroup.STORIES:
            waiting = without_a_plan(
                team_id=by.team_id or 0, purpose=Purpose.INTAKE, skip=skip, most=most
            )
            return [(one, None) for one in waiting]
        case QueueGroup.MINE:
            plans = running_plans(day=on.day, regisseur_id=by.account_id, skip=skip, most=most)
        case QueueGroup.PLANS:
            plans = running_plans(
                day=on.day, team_id=by.team_id, not_directed_by=by.account_id, skip=skip, most=most
            )
        case QueueGroup.QUIET:
            plans = running_plans(
                day=on.day, team_id=by.team_id, at_rest=True, skip=skip, most=most
            )
    return [(plan.subject, plan) for plan in plans]


def _shown(
    found: dict[QueueGroup, Found], most: int, by: Viewer, on: Moment
) -> dict[QueueGroup, Part]:
    """Read who stands in these stretches, and tell each of them that she stood there."""
    people = listed([subject for rows in found.values() for subject, _ in rows[:most]])
    parts = {
        group: Part(
            [QueueLine(people[one], plan) for one, plan in rows[:most] if one in people],
            more=len(rows) > most,
        )
        for group, rows in found.items()
    }
    seen: dict[UUID, set[Domain]] = {}
    for group, part in parts.items():
        for line in part.lines:
            seen.setdefault(line.person.subject, set()).update(SHOWS[group])
    log_listed(
        people=[
            Listed(subject, people[subject].lies_in, people[subject].municipality_code, domains)
            for subject, domains in seen.items()
        ],
        what=SEEN_IN_LIST, purpose=Purpose.INTAKE, by=by, on=on,
    )  # fmt: skip
    return parts

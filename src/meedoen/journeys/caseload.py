# SPDX-License-Identifier: EUPL-1.2
"""The one queue of a team, read as far as it is shown, and told to who stands in it (S1-21, I11).

What people asked stands before what an organisation wants. No score, no ranking of people: within
a group the one who waits longest stands first. What a page costs is what it shows, whatever the
size of the town.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from meedoen.journeys.paging import Part, Stretch, stretch_of
from meedoen.plans.queries import (
    NOBODY,
    PlanLine,
    WaitingLine,
    Whom,
    between_two_laws,
    directed,
    running_plans,
    running_plans_of,
    undirected,
    waiting_for,
    without_a_plan,
)
from meedoen.plans.waiting import WaitsFor
from meedoen.privacy.decision import Viewer
from meedoen.privacy.operations import Listed, log_listed
from meedoen.privacy.policy import Purpose
from meedoen.residents.queries import ListedResident, listed, named_like, waiting_for_a_call
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

SEEN_IN_LIST = "zag je naam in de lijst van het team"
ON_THE_FRONT_PAGE = Stretch(0, 5)
SHORT = 90


class QueueGroup(StrEnum):
    """Why somebody stands in the queue; the value stands in the address."""

    CALLS = "bellen"
    STORIES = "verhalen"
    BETWEEN = "wal-en-schip"
    MINE = "mijn-plannen"
    PLANS = "plannen"
    QUIET = "met-rust"


SHOWS = {
    QueueGroup.CALLS: (Domain.IDENTITY, Domain.CONTACT),
    QueueGroup.STORIES: (Domain.IDENTITY, Domain.WISHES, Domain.DAILY_LIFE),
    QueueGroup.BETWEEN: (Domain.IDENTITY, Domain.WISHES, Domain.PLAN, Domain.ASSESSMENT),
    QueueGroup.MINE: (Domain.IDENTITY, Domain.WISHES, Domain.PLAN),
    QueueGroup.PLANS: (Domain.IDENTITY, Domain.WISHES, Domain.PLAN),
    QueueGroup.QUIET: (Domain.IDENTITY, Domain.PLAN),
}
# Found by name, wijk or regisseur, somebody is shown as in the plans; who waits, with what for.
SHOWS_WAITING = {
    WaitsFor.CALL: (Domain.IDENTITY, Domain.CONTACT, Domain.WISHES, Domain.DAILY_LIFE),
    WaitsFor.FIRST_TALK: SHOWS[QueueGroup.STORIES],
    WaitsFor.ANSWER: SHOWS[QueueGroup.MINE],
}


@dataclass(frozen=True)
class QueueLine:
    """A line in the queue: who, the plan if there is one, and what she waits for if told."""

    person: ListedResident
    plan: PlanLine | None
    waits: WaitingLine | None = None

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


@transaction.atomic(savepoint=False)
def front_page(*, by: Viewer, on: Moment) -> dict[QueueGroup, Part[QueueLine]]:
    """Read the beginning of each group of the queue of a team."""
    groups = [_group(group, ON_THE_FRONT_PAGE, by, on) for group in QueueGroup]
    parts = _shown(groups, ON_THE_FRONT_PAGE, by, on)
    return dict(zip(QueueGroup, parts, strict=True))


@transaction.atomic(savepoint=False)
def one_group(group: QueueGroup, *, page: int, by: Viewer, on: Moment) -> Part[QueueLine]:
    """Read one page of a group, counted from 1."""
    stretch = stretch_of(page)
    return _shown([_group(group, stretch, by, on)], stretch, by, on)[0]


@transaction.atomic(savepoint=False)
def find(whom: Whom, *, page: int, by: Viewer, on: Moment) -> Part[QueueLine]:
    """Read one page of whom somebody looks for: by name; who has no regisseur, longest here first.

    Everybody whom the team may see, when nothing narrows it.
    """
    stretch = stretch_of(page)
    skip, most = stretch.skip, stretch.most
    if whom.directed_by is None:
        subjects = named_like(whom.letters, buurt_codes=whom.buurt_codes, skip=skip, most=most)
    elif whom.directed_by == NOBODY:
        subjects = undirected(
            whom, team_id=by.team_id or 0, purpose=Purpose.INTAKE, skip=skip, most=most
        )
    else:
        subjects = directed(whom, skip=skip, most=most)
    plans = running_plans_of(subjects)
    rows = [InList(one, SHOWS[QueueGroup.PLANS], plans.get(one)) for one in subjects]
    return _shown([rows], stretch, by, on)[0]


@transaction.atomic(savepoint=False)
def who_waits(whom: Whom, *, page: int, by: Viewer, on: Moment) -> Part[QueueLine]:
    """Read one page of who waits for this colleague, who waits longest on top."""
    stretch = stretch_of(page)
    waiting = waiting_for(
        by.account_id or NOBODY, whom, team_id=by.team_id or 0, purpose=Purpose.INTAKE,
        day=on.day, skip=stretch.skip, most=stretch.most,
    )  # fmt: skip
    plans = running_plans_of([one.subject for one in waiting])
    rows = [
        InList(one.subject, SHOWS_WAITING[one.waits_for], plans.get(one.subject), one)
        for one in waiting
    ]
    return _shown([rows], stretch, by, on)[0]


@dataclass(frozen=True)
class InList:
    """Somebody in a list before her name is read: which domains the list shows of her."""

    subject: UUID
    shows: Collection[Domain]
    plan: PlanLine | None = None
    waits: WaitingLine | None = None


def _group(group: QueueGroup, stretch: Stretch, by: Viewer, on: Moment) -> list[InList]:
    skip, most = stretch.skip, stretch.most
    match group:
        case QueueGroup.CALLS:
            waiting = waiting_for_a_call(skip=skip, most=most)
            return [InList(one, SHOWS[group]) for one in waiting]
        case QueueGroup.STORIES:
            waiting = without_a_plan(
                team_id=by.team_id or 0, purpose=Purpose.INTAKE, skip=skip, most=most
            )
            return [InList(one, SHOWS[group]) for one in waiting]
        case QueueGroup.BETWEEN:
            fallen = between_two_laws(by.account_id, day=on.day, skip=skip, most=most)
            lines = running_plans_of([subject for subject, _ in fallen])
            return [InList(one, SHOWS[group], lines.get(one)) for one, _ in fallen]
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
    return [InList(plan.subject, SHOWS[group], plan) for plan in plans]


def _shown(
    lists: Sequence[Sequence[InList]], stretch: Stretch, by: Viewer, on: Moment
) -> list[Part[QueueLine]]:
    """Read who stands in this stretch of lists, and tell each of them that she stood there."""
    standing = [row for rows in lists for row in rows[: stretch.shown]]
    people = listed([row.subject for row in standing])
    seen: dict[UUID, set[Domain]] = {}
    for row in standing:
        if row.subject in people:
            seen.setdefault(row.subject, set()).update(row.shows)
    log_listed(
        people=[
            Listed(subject, people[subject].lies_in, people[subject].municipality_code, domains)
            for subject, domains in seen.items()
        ],
        what=SEEN_IN_LIST, purpose=Purpose.INTAKE, by=by, on=on,
    )  # fmt: skip
    return [
        Part(
            [
                QueueLine(people[row.subject], row.plan, row.waits)
                for row in rows[: stretch.shown]
                if row.subject in people
            ],
            more=len(rows) > stretch.shown,
        )
        for rows in lists
    ]

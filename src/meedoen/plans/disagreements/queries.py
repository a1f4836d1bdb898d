# SPDX-License-Identifier: EUPL-1.2
"""Reads: what she sent and what came of it; what waits on the desk of who looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from meedoen.accounts.queries import people_in, teams_of_one_or_none
from meedoen.accounts.roles import Role
from meedoen.plans.disagreeing import (
    AnsweredBefore,
    DisagreeingWay,
    about_the_letter,
    answered_before,
    ombudsman_until,
)
from meedoen.plans.models import Disagreement
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import MAY_DIRECT_A_PLAN
from meedoen.vocabulary.moment import Moment

MOST = 50


@dataclass(frozen=True)
class Disagreed:
    """What she sent with what came of it. `owner` is empty when it lies with the whole team.

    `owner` works there today: of who left, nothing is left behind on a desk.
    """

    pk: int
    subject: UUID
    compartment_id: int
    reference: str
    way: DisagreeingWay
    beside: str
    words: str
    letter_day: date | None
    signed: str
    reach: str
    said_at: datetime
    heard_by: str
    team: str
    owner: str
    owner_id: int | None
    not_to: str
    taken_up: bool
    answer: str
    answered_at: datetime | None
    answered_by: str
    removed: bool

    @property
    def said_on(self) -> date:
        """The day on which it came in."""
        return Moment(self.said_at).day

    @property
    def before(self) -> AnsweredBefore:
        """Before which day it is answered, and where that stands."""
        return answered_before(self.way, came_in_on=self.said_on, letter_day=self.letter_day)

    @property
    def about_the_letter(self) -> tuple[str, ...]:
        """Say what the day of the letter means; nothing where it is about no letter."""
        if self.way is not DisagreeingWay.OBJECTION:
            return ()
        return about_the_letter(self.letter_day, came_in_on=self.said_on)

    @property
    def ombudsman_until(self) -> date | None:
        """Give the last day to go to the ombudsman; None without an answer to a complaint."""
        if self.way is not DisagreeingWay.COMPLAINT or self.answered_at is None:
            return None
        return ombudsman_until(Moment(self.answered_at).day)


def disagreements_of(
    subject: UUID, *, on: date, skip: int = 0, most: int = MOST
) -> list[Disagreed]:
    """List what a resident sent, the newest first."""
    rows = Disagreement.objects.filter(resident=subject).order_by("-said_at", "-pk")
    return _read(rows[skip : skip + most], on=on)


def disagreement_of(subject: UUID, pk: int, *, on: date) -> Disagreed:
    """Give one that a resident sent. Raises Disagreement.DoesNotExist."""
    return _one(Disagreement.objects.filter(resident=subject, pk=pk), on=on)


def disagreement_heard(pk: int, *, on: date) -> Disagreed:
    """Give one to who may hear it. Raises Disagreement.DoesNotExist, also for one taken back."""
    return _one(Disagreement.objects.filter(pk=pk, removed_at__isnull=True), on=on)


def waiting_on_the_desk(by: Viewer, *, on: date, most: int = MOST) -> list[Disagreed]:
    """List what waits for an answer from who looks or her team, the first due on top.

    For a neighbourhood worker also what was sent to a team where nobody hears it any more: the
    database says so row by row, and is asked of teams only where that can be.
    """
    teams = {by.team_id}
    if by.role is Role.NEIGHBOURHOOD_WORKER:
        # By number, so that the database looks at the team before it asks its dearer question.
        teams |= teams_of_one_or_none(by.municipalities, roles=MAY_DIRECT_A_PLAN, day=on)
    rows = Disagreement.objects.filter(
        team__in=teams, answered_at__isnull=True, removed_at__isnull=True
    )
    found = _read(rows.order_by("said_at", "pk")[:most], on=on)
    return sorted(found, key=lambda one: (one.before.day, one.said_at, one.pk))


def disagreement_stands(pk: int, *, answered: bool) -> bool:
    """Tell whether it was not taken back, also to the worker; with `answered`, that it has one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT plans_disagreement_stands(%s, %s)", [pk, answered])
        return bool(cursor.fetchone()[0])


def read_for_a_message(pk: int, *, on: date) -> Disagreed | None:
    """Give one to who may see it, for a message about it; None to anybody else."""
    rows = Disagreement.objects.filter(pk=pk, removed_at__isnull=True)
    return next(iter(_read(rows, on=on)), None)


def _one(rows: QuerySet[Disagreement], *, on: date) -> Disagreed:
    found = _read(rows, on=on)
    if not found:
        raise Disagreement.DoesNotExist
    return found[0]


def _read(rows: Iterable[Disagreement], *, on: date) -> list[Disagreed]:
    if isinstance(rows, QuerySet):
        rows = rows.select_related("team__organisation", "owner", "not_to")
    found = list(rows)
    teams = {row.team_id for row in found}
    working = people_in(teams, roles=MAY_DIRECT_A_PLAN, day=on) if teams else {}
    return [_disagreed(row, working.get(row.team_id, {})) for row in found]


def _disagreed(row: Disagreement, works: dict[int, str]) -> Disagreed:
    return Disagreed(
        pk=row.pk,
        subject=row.resident_id,
        compartment_id=row.compartment_id,
        reference=row.reference,
        way=DisagreeingWay(row.way),
        beside=row.beside,
        words=row.words,
        letter_day=row.letter_day,
        signed=row.signed,
        reach=row.reach,
        said_at=row.said_at,
        heard_by=row.heard_by,
        team=f"{row.team.name}, {row.team.organisation.name}",
        owner=works.get(row.owner_id, "") if row.owner_id else "",
        owner_id=row.owner_id if row.owner_id in works else None,
        not_to=row.not_to.name if row.not_to else "",
        taken_up=row.taken_up_at is not None and row.owner_id in works,
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
        removed=row.removed_at is not None,
    )

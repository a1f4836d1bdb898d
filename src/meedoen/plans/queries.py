# SPDX-License-Identifier: EUPL-1.2
"""Reads of the plans room: a resident's plan as she and her regisseur see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch

from meedoen.accounts.roles import Role
from meedoen.history.queries import past_of
from meedoen.plans.answers import CheckInAnswer
from meedoen.plans.changes import Happened, meaning
from meedoen.plans.models import CheckIn, Choice, Placement, Plan, Step
from meedoen.vocabulary.moment import Moment

MOST_HAPPENED = 30


def _rests(quiet: bool, until: date | None, day: date) -> bool:
    """Tell whether a silence holds on a day; without an end it lasts until she says otherwise."""
    return quiet and (until is None or day < until)


@dataclass(frozen=True)
class StepView:
    """A step as it is shown: done, the one she is busy with, or for when she is ready."""

    pk: int
    words: str
    state: str
    done_at: datetime | None
    wished_day: date | None


@dataclass(frozen=True)
class PlaceView:
    """A place that is kept for the resident."""

    pk: int
    offer_id: UUID
    title: str
    organisation: str
    location: str
    when: str
    reserved_at: datetime


@dataclass(frozen=True)
class CheckInView:
    """An answer to how it goes."""

    answer: str
    label: str
    words: str
    at: datetime
    heard_by: str
    quiet_until: date | None


@dataclass(frozen=True)
class PlanView:
    """One plan: who directs it, the places, the steps, and how it went."""

    pk: int
    subject: UUID
    regisseur: str
    regisseur_id: int
    team: str
    opened_at: datetime
    quiet: bool
    quiet_until: date | None
    steps: Sequence[StepView]
    places: Sequence[PlaceView]
    check_ins: Sequence[CheckInView]

    def is_quiet(self, day: date) -> bool:
        """Tell whether the resident asked to be left alone on a day ("nu niet", I5)."""
        return _rests(self.quiet, self.quiet_until, day)

    @property
    def steps_done(self) -> tuple[StepView, ...]:
        """The steps that were taken."""
        return tuple(step for step in self.steps if step.state == "done")

    def asks_how_it_goes(self, day: date) -> bool:
        """Tell whether the question is put on a day: not in her rest, nor when it is answered."""
        answered = any(Moment(said.at).day == day for said in self.check_ins[:1])
        return not answered and not self.is_quiet(day)


def running_plan(subject: UUID) -> PlanView | None:
    """Give the running plan of a resident, as far as the current viewer may see it."""
    plan = (
        Plan.objects.filter(resident_id=subject, ended_at__isnull=True)
        .select_related("regisseur", "team")
        .first()
    )
    return _plan_view(plan) if plan else None


def _plan_view(plan: Plan) -> PlanView:
    return PlanView(
        pk=plan.pk,
        subject=plan.resident_id,
        regisseur=plan.regisseur.name,
        regisseur_id=plan.regisseur_id,
        team=plan.team.name,
        opened_at=plan.opened_at,
        quiet=plan.quiet,
        quiet_until=plan.quiet_until,
        steps=_steps(plan),
        places=_places(plan),
        check_ins=_check_ins(plan),
    )


def _steps(plan: Plan) -> list[StepView]:
    rows = list(plan.steps.filter(removed_at__isnull=True).order_by("added_at", "pk"))
    first_open = next((row.pk for row in rows if row.done_at is None), None)

    def state(row: Step) -> str:
        if row.done_at is not None:
            return "done"
        return "now" if row.pk == first_open else "ahead"

    return [StepView(r.pk, r.words, state(r), r.done_at, r.wished_day) for r in rows]


def _places(plan: Plan) -> list[PlaceView]:
    rows = (
        plan.placements.filter(ended_at__isnull=True)
        .select_related("offer__organisation", "offer__location")
        .order_by("reserved_at")
    )
    return [
        PlaceView(
            pk=row.pk,
            offer_id=row.offer_id,
            title=row.offer.title,
            organisation=row.offer.organisation.name,
            location=row.offer.location.name,
            when=row.offer.when_text,
            reserved_at=row.reserved_at,
        )
        for row in rows
    ]


def _check_ins(plan: Plan) -> list[CheckInView]:
    return [
        CheckInView(
            row.answer,
            CheckInAnswer(row.answer).label,
            row.words,
            row.at,
            row.heard_by,
            row.quiet_until,
        )
        for row in plan.check_ins.order_by("-at", "-pk")[:20]
    ]


def happened_in(plan_id: int, *, most: int = MOST_HAPPENED) -> list[Happened]:
    """Give what happened in a plan, latest first, and no more than `most`.

    As far as the current viewer may see it. What was undone stays in it.
    """
    steps, places = Step.objects.filter(plan=plan_id), Placement.objects.filter(plan=plan_id)
    rows: dict[str, dict[str, str]] = {
        "plans_plan": {str(plan_id): ""},
        "plans_step": {str(pk): words for pk, words in steps.values_list("pk", "words")},
        "plans_placement": {
            str(pk): title for pk, title in places.values_list("pk", "offer__title")
        },
    }
    pasts = [one for table, named in rows.items() for one in past_of(table, named, most=most)]
    happened = [
        Happened(one.at, one.by, one.role == Role.RESIDENT, what, rows[one.table][one.row])
        for one in sorted(pasts, key=lambda one: one.number, reverse=True)
        if (what := meaning(one.table, one.kind, one.was))
    ]
    return happened[:most]


def choices_of(subject: UUID) -> dict[UUID, str]:
    """Give the latest answer of a resident to each option, by offer id."""
    rows = Choice.objects.filter(resident_id=subject).order_by("said_at", "pk")
    return {row.offer_id: row.answer for row in rows}


def plans_directed_by(account_ids: Sequence[int]) -> dict[int, int]:
    """Count the running plans of each account, whoever asks: only a number comes out.

    A resident who chooses a place sees no plan but her own, and still gets the regisseur with the
    most room (ADR 0008).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM plans_directed_by(%s)", [list(account_ids)])
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class PlanLine:
    """A running plan in a list: who directs it, and the last answer to how it goes."""

    subject: UUID
    regisseur: str
    regisseur_id: int
    opened_at: datetime
    quiet: bool
    quiet_until: date | None
    last_answer: str
    last_answered_at: datetime | None

    def is_quiet(self, day: date) -> bool:
        """Tell whether the resident asked to be left alone on a day ("nu niet", I5)."""
        return _rests(self.quiet, self.quiet_until, day)


def running_plans() -> dict[UUID, PlanLine]:
    """Give every running plan the current viewer may see, by subject, in two queries."""
    answers = Prefetch("check_ins", queryset=CheckIn.objects.order_by("-at", "-pk"))
    rows = (
        Plan.objects.filter(ended_at__isnull=True)
        .select_related("regisseur")
        .prefetch_related(answers)
    )
    return {row.resident_id: _plan_line(row) for row in rows}


def _plan_line(plan: Plan) -> PlanLine:
    last = next(iter(plan.check_ins.all()), None)
    return PlanLine(
        subject=plan.resident_id,
        regisseur=plan.regisseur.name,
        regisseur_id=plan.regisseur_id,
        opened_at=plan.opened_at,
        quiet=plan.quiet,
        quiet_until=plan.quiet_until,
        last_answer=CheckInAnswer(last.answer).label if last else "",
        last_answered_at=last.at if last else None,
    )


@dataclass(frozen=True)
class Guest:
    """Who comes to a place: how she wants to be called, and which place. Nothing more."""

    called: str
    place: str
    location: str
    when: str
    since: datetime


def expected_guests() -> list[Guest]:
    """List who said yes to a place of the current viewer's organisation, by place and name.

    The plan itself stays closed to a host; the database gives these five columns only, for the
    purpose of placement, and only of residents who share their name with this team.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM plans_expected_guests()")
        return [Guest(*row) for row in cursor.fetchall()]

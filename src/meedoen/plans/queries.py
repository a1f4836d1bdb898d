# SPDX-License-Identifier: EUPL-1.2
"""Reads of the plans room: a resident's plan as she and her regisseur see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from meedoen.accounts.models import Account
from meedoen.accounts.roles import Role
from meedoen.bookings.queries import PlaceView, places_ever_of
from meedoen.history.queries import past_of_all
from meedoen.plans.answers import CheckInAnswer
from meedoen.plans.changes import Happened, meaning
from meedoen.plans.models import CheckIn, Choice, Plan, Step
from meedoen.plans.waiting import WaitsFor
from meedoen.residents.queries import names_between
from meedoen.vocabulary.levelling import levelled_for_search
from meedoen.vocabulary.moment import Moment

MOST_HAPPENED = 30
# In the place of a regisseur: nobody yet. Accounts are numbered from 1.
NOBODY = 0


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
    team_id: int
    opened_at: datetime
    quiet: bool
    quiet_until: date | None
    steps: Sequence[StepView]
    places: Sequence[PlaceView]
    check_ins: Sequence[CheckInView]
    # Of every step and place that is or was in it, by table and row: the words of its past.
    words_of: Mapping[str, Mapping[str, str]]

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
    steps = list(plan.steps.order_by("added_at", "pk"))
    places = places_ever_of(plan.resident_id)
    return PlanView(
        pk=plan.pk,
        subject=plan.resident_id,
        regisseur=plan.regisseur.name,
        regisseur_id=plan.regisseur_id,
        team=plan.team.name,
        team_id=plan.team_id,
        opened_at=plan.opened_at,
        quiet=plan.quiet,
        quiet_until=plan.quiet_until,
        steps=_steps([step for step in steps if step.removed_at is None]),
        places=[place for place in places if not place.given_back],
        check_ins=_check_ins(plan),
        words_of={
            "plans_plan": {str(plan.pk): ""},
            "plans_step": {str(step.pk): step.words for step in steps},
            "bookings_placement": {str(place.pk): place.title for place in places},
        },
    )


def _steps(rows: Sequence[Step]) -> list[StepView]:
    first_open = next((row.pk for row in rows if row.done_at is None), None)

    def state(row: Step) -> str:
        if row.done_at is not None:
            return "done"
        return "now" if row.pk == first_open else "ahead"

    return [StepView(r.pk, r.words, state(r), r.done_at, r.wished_day) for r in rows]


@dataclass(frozen=True)
class StepWritten:
    """A step that stands to be taken: its words, and who wrote it."""

    words: str
    added_by: str


def step_in_plan(step_id: int) -> StepWritten | None:
    """Give a step that stands to be taken in a running plan; None for any other."""
    rows = Step.objects.filter(
        pk=step_id, removed_at__isnull=True, done_at__isnull=True, plan__ended_at__isnull=True
    )
    row = rows.first()
    return StepWritten(row.words, row.added_by) if row is not None else None


def step_stands(step_id: int) -> bool:
    """Tell whether a step stands to be taken, also to the worker, who sees no plan."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT plans_step_stands(%s)", [step_id])
        return bool(cursor.fetchone()[0])


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


def happened_in(plan: PlanView, *, most: int = MOST_HAPPENED) -> list[Happened]:
    """Give what happened in a plan, latest first, and no more than `most`.

    As far as the current viewer may see it. What was undone stays in it.
    """
    happened = [
        Happened(one.at, one.by, one.role == Role.RESIDENT, what, plan.words_of[one.table][one.row])
        for one in past_of_all(plan.words_of, most=most)
        if (what := meaning(one.table, one.kind, one.was))
    ]
    return happened[:most]


def choices_of(subject: UUID) -> dict[UUID, str]:
    """Give the latest answer of a resident to each option, by offer id."""
    rows = Choice.objects.filter(resident_id=subject).order_by("said_at", "pk")
    return {row.offer_id: row.answer for row in rows}


def plans_directed_by(account_ids: Sequence[int]) -> dict[int, int]:
    """Count the running plans of each account that works where the plan begins: only a number.

    A resident who chooses a place sees no plan but her own, and still gets the regisseur with the
    most room (ADR 0008). Nothing where no plan can begin: elsewhere, or for another purpose.
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


def without_a_plan(*, team_id: int, purpose: str, skip: int, most: int) -> list[UUID]:
    """List who shared her story with a team for a purpose, and has no plan and asks for no call.

    Who shared longest ago stands first. As far as the current viewer may see.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject FROM plans_without_a_plan(%s, %s, %s, %s)",
            [team_id, purpose, skip, most],
        )
        return [subject for (subject,) in cursor.fetchall()]


def between_two_laws(
    regisseur_id: int | None, *, day: date, skip: int, most: int
) -> list[tuple[UUID, datetime]]:
    """List whose plan somebody directs and whom both laws let down, seen longest ago first (S1-16).

    By the last look through the glasses that who asks may see; nobody at rest is in it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject, since FROM plans_between(%s, %s, %s, %s)",
            [regisseur_id or NOBODY, day, skip, most],
        )
        return cursor.fetchall()


@dataclass(frozen=True)
class Whom:
    """Whom a list is narrowed to: letters a name begins with, buurten, and who directs the plan.

    Nothing said is everybody; `directed_by` is an account or NOBODY.
    """

    letters: str = ""
    buurt_codes: Sequence[str] = ()
    directed_by: int | None = None


def directed(whom: Whom, *, skip: int, most: int) -> list[UUID]:
    """List by name whose running plan the account in `whom` directs, as far as may be seen."""
    begin, beyond = names_between(whom.letters)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject FROM plans_directed(%s, %s, %s, %s, %s, %s)",
            [whom.directed_by, begin, beyond, list(whom.buurt_codes), skip, most],
        )
        return [subject for (subject,) in cursor.fetchall()]


def undirected(whom: Whom, *, team_id: int, purpose: str, skip: int, most: int) -> list[UUID]:
    """List who shared with a team for a purpose and has no running plan, longest here first.

    As far as the current viewer may see. Who asked to be called is among them.
    """
    begin, beyond = names_between(whom.letters)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject FROM plans_undirected(%s, %s, %s, %s, %s, true, %s) OFFSET %s",
            [team_id, purpose, begin, beyond, list(whom.buurt_codes), skip + most, skip],
        )
        return [subject for (subject,) in cursor.fetchall()]


@dataclass(frozen=True)
class WaitingLine:
    """Somebody who waits for a colleague: since when, and for what."""

    subject: UUID
    since: datetime
    waits_for: WaitsFor


def waiting_for(
    account_id: int, whom: Whom, *, team_id: int, purpose: str, day: date, skip: int, most: int
) -> list[WaitingLine]:
    """List who waits for a colleague of a team on a day, who waits longest on top.

    Who asked to be called; who told her story and has no plan; and in the plans she directs herself
    who last said *forward* or *back*, until a colleague put a step in it, marked one or took one
    out, or there is another answer. Nobody who is at rest ("nu niet", I5). As far as the current
    viewer may see.
    """
    begin, beyond = names_between(whom.letters)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM plans_waiting(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                team_id, purpose, account_id, day, begin, beyond, list(whom.buurt_codes),
                whom.directed_by, skip, most,
            ],
        )  # fmt: skip
        return [WaitingLine(who, since, WaitsFor(what)) for who, since, what in cursor.fetchall()]


def regisseurs_in(team_id: int) -> list[tuple[int, str]]:
    """List by name who is or was in a team and directs a running plan that may be seen: id, name.

    From the people of the team, and of each only whether there is one.
    """
    directs = Plan.objects.filter(regisseur=OuterRef("pk"), ended_at__isnull=True)
    found = (
        Account.objects.filter(memberships__team_id=team_id)
        .annotate(one_plan=Subquery(directs.values("pk")[:1]))
        .filter(one_plan__isnull=False)
        .distinct()
        .values_list("pk", "name")
    )
    return sorted(found, key=lambda one: (levelled_for_search(one[1]), one[0]))


def running_plans(
    *,
    day: date,
    skip: int,
    most: int,
    team_id: int | None = None,
    regisseur_id: int | None = None,
    not_directed_by: int | None = None,
    at_rest: bool = False,
) -> list[PlanLine]:
    """List running plans that the current viewer may see, those that began first on top.

    Of a team, of a regisseur, of all but one regisseur; either those at rest on this day ("nu
    niet", I5) or the others.
    """
    rests = Q(quiet=True) & (Q(quiet_until__isnull=True) | Q(quiet_until__gt=day))
    found = Plan.objects.filter(rests if at_rest else ~rests, ended_at__isnull=True)
    if team_id is not None:
        found = found.filter(team_id=team_id)
    if regisseur_id is not None:
        found = found.filter(regisseur_id=regisseur_id)
    if not_directed_by is not None:
        found = found.exclude(regisseur_id=not_directed_by)
    return _plan_lines(found.order_by("opened_at", "pk")[skip : skip + most])


def running_plans_of(subjects: Sequence[UUID]) -> dict[UUID, PlanLine]:
    """Give the running plan of each of these residents, as far as the current viewer may see."""
    found = Plan.objects.filter(resident_id__in=subjects, ended_at__isnull=True)
    return {line.subject: line for line in _plan_lines(found)}


def _plan_lines(plans: QuerySet[Plan]) -> list[PlanLine]:
    latest = CheckIn.objects.filter(plan=OuterRef("pk")).order_by("-at", "-pk")
    rows = plans.select_related("regisseur").annotate(
        last_answer=Subquery(latest.values("answer")[:1]), last_at=Subquery(latest.values("at")[:1])
    )
    return [
        PlanLine(
            subject=row.resident_id,
            regisseur=row.regisseur.name,
            regisseur_id=row.regisseur_id,
            opened_at=row.opened_at,
            quiet=row.quiet,
            quiet_until=row.quiet_until,
            last_answer=CheckInAnswer(row.last_answer).label if row.last_answer else "",
            last_answered_at=row.last_at,
        )
        for row in rows
    ]

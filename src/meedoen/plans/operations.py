# SPDX-License-Identifier: EUPL-1.2
"""Writes of the plans room: opening, steps, answers, how it goes. There is no duty or sanction."""

from datetime import date
from uuid import UUID

from django.db import transaction

from meedoen.history.operations import sign
from meedoen.plans.answers import CheckInAnswer, OptionAnswer
from meedoen.plans.models import CheckIn, Choice, Plan, Step
from meedoen.privacy.decision import Viewer
from meedoen.privacy.queries import compartment_id
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words


class NoRunningPlan(Exception):
    """There is no running plan to change; the message says what to do."""


@transaction.atomic
def open_plan(*, subject: UUID, regisseur_id: int, team_id: int, by: Viewer, on: Moment) -> int:
    """Open the plan of a resident with one regisseur, or give the one that runs; returns its id.

    There is never a second running plan (S2-18): the database refuses it.
    """
    sign(by=by, on=on)
    running = Plan.objects.filter(resident_id=subject, ended_at__isnull=True).first()
    if running is not None:
        return running.pk
    return Plan.objects.create(
        resident_id=subject,
        compartment_id=compartment_id(subject, Domain.PLAN),
        regisseur_id=regisseur_id,
        team_id=team_id,
        opened_at=on.at,
    ).pk


def _running(subject: UUID) -> Plan:
    plan = Plan.objects.filter(resident_id=subject, ended_at__isnull=True).first()
    if plan is None:
        raise NoRunningPlan("Er is nog geen plan. Kies eerst samen een plek of een eerste stap.")
    return plan


@transaction.atomic
def add_step(
    *, subject: UUID, words: str, by: Viewer, on: Moment, wished_day: date | None = None
) -> int:
    """Add a small step to the running plan; a day is only a wish. Returns the step's id.

    Raises NoRunningPlan, or ValueError for an empty step.
    """
    sign(by=by, on=on)
    plan = _running(subject)
    said = without_bsn(read_line(words))
    if not said:
        raise ValueError("Schrijf in een paar woorden wat de stap is.")
    return Step.objects.create(
        plan=plan,
        compartment_id=plan.compartment_id,
        words=said[:200],
        wished_day=wished_day,
        added_at=on.at,
        added_by=by.label,
    ).pk


@transaction.atomic
def mark_step(*, subject: UUID, step_id: int, done: bool, by: Viewer, on: Moment) -> None:
    """Mark a step as done, or as open again; one that is so already keeps its day.

    Raises Step.DoesNotExist for another's step.
    """
    sign(by=by, on=on)
    step = Step.objects.get(pk=step_id, plan__resident_id=subject, removed_at__isnull=True)
    if (step.done_at is not None) is not done:
        step.done_at = on.at if done else None
        step.save(update_fields=["done_at"])


@transaction.atomic
def remove_step(*, subject: UUID, step_id: int, by: Viewer, on: Moment) -> None:
    """Take a step out of the plan; it can be put back. Raises Step.DoesNotExist."""
    sign(by=by, on=on)
    step = Step.objects.get(pk=step_id, plan__resident_id=subject, removed_at__isnull=True)
    step.removed_at = on.at
    step.save(update_fields=["removed_at"])


@transaction.atomic
def put_step_back(*, subject: UUID, step_id: int, by: Viewer, on: Moment) -> None:
    """Put a removed step back in the plan. Raises Step.DoesNotExist."""
    sign(by=by, on=on)
    step = Step.objects.get(pk=step_id, plan__resident_id=subject, removed_at__isnull=False)
    step.removed_at = None
    step.save(update_fields=["removed_at"])


@transaction.atomic
def say_to_option(
    *, subject: UUID, offer_id: UUID, answer: OptionAnswer, by: Viewer, on: Moment
) -> None:
    """Keep what a resident said to an option; a later answer counts instead."""
    sign(by=by, on=on)
    Choice.objects.create(
        resident_id=subject,
        compartment_id=compartment_id(subject, Domain.WISHES),
        offer_id=offer_id,
        answer=answer,
        said_at=on.at,
        heard_by=by.label,
    )


@transaction.atomic
def record_check_in(
    *,
    subject: UUID,
    answer: CheckInAnswer,
    words: str,
    quiet_until: date | None,
    by: Viewer,
    on: Moment,
) -> None:
    """Keep how it goes. "Nu niet" keeps everybody quiet until the day the resident chose (S0-23).

    Without a day it stays quiet until she says otherwise; any other answer ends that silence.
    Raises NoRunningPlan.
    """
    sign(by=by, on=on)
    plan = _running(subject)
    plan.quiet = answer is CheckInAnswer.NOT_NOW
    plan.quiet_until = quiet_until if plan.quiet else None
    CheckIn.objects.create(
        plan=plan,
        compartment_id=plan.compartment_id,
        answer=answer,
        words=without_bsn(read_words(words)),
        quiet_until=plan.quiet_until,
        at=on.at,
        heard_by=by.label,
    )
    plan.save(update_fields=["quiet", "quiet_until"])

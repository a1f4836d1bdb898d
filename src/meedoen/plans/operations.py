# SPDX-License-Identifier: EUPL-1.2
"""Writes of the plans room: opening, steps, answers, how it goes. There is no duty or sanction."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from meedoen.bookings.queries import has_place
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


class PlaceIsKept(Exception):
    """A place is kept there, so that "no" or "later" would contradict it; the message says more."""

    def __init__(self) -> None:
        """Carry the friendly words."""
        super().__init__("Er is een plek bewaard. Geef die eerst terug. Dan kan het antwoord ook.")


@transaction.atomic
def open_plan(*, subject: UUID, regisseur_id: int, team_id: int, by: Viewer, on: Moment) -> int:
    """Open the plan of a resident with one regisseur, or give the one that runs; returns its id.

    There is never a second running plan (S2-18): the database refuses it.
    """
    sign(by=by, on=on, about=subject)
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

    The same step that is still to be taken stands once: whoever sends it again gets the one that is
    there. Raises NoRunningPlan, or ValueError for an empty step.
    """
    sign(by=by, on=on, about=subject)
    plan = _running(subject)
    said = without_bsn(read_line(words))
    if not said:
        raise ValueError("Schrijf in een paar woorden wat de stap is.")
    step = {"words": said[:200], "wished_day": wished_day}
    there = plan.steps.filter(done_at__isnull=True, removed_at__isnull=True, **step).first()
    if there is not None:
        return there.pk
    return Step.objects.create(
        plan=plan,
        compartment_id=plan.compartment_id,
        **step,
        added_at=on.at,
        added_by=by.label,
    ).pk


@transaction.atomic
def mark_step(*, subject: UUID, step_id: int, done: bool, by: Viewer, on: Moment) -> None:
    """Mark a step as done, or as open again; one that is so already keeps its day.

    Raises Step.DoesNotExist for another's step, and for one that was taken out.
    """
    sign(by=by, on=on, about=subject)
    step = Step.objects.get(pk=step_id, plan__resident_id=subject, removed_at__isnull=True)
    if (step.done_at is not None) is not done:
        step.done_at = on.at if done else None
        step.save(update_fields=["done_at"])


@transaction.atomic
def remove_step(*, subject: UUID, step_id: int, by: Viewer, on: Moment) -> None:
    """Take a step out of the plan; it can be put back. Twice is as good as once.

    Raises Step.DoesNotExist for another's step.
    """
    sign(by=by, on=on, about=subject)
    step = Step.objects.get(pk=step_id, plan__resident_id=subject)
    if step.removed_at is None:
        step.removed_at = on.at
        step.save(update_fields=["removed_at"])


@transaction.atomic
def put_step_back(*, subject: UUID, step_id: int, by: Viewer, on: Moment) -> None:
    """Put a removed step back in the plan. Raises Step.DoesNotExist for another's step."""
    sign(by=by, on=on, about=subject)
    step = Step.objects.get(pk=step_id, plan__resident_id=subject)
    if step.removed_at is not None:
        step.removed_at = None
        step.save(update_fields=["removed_at"])


@transaction.atomic
def say_to_option(
    *, subject: UUID, offer_id: UUID, answer: OptionAnswer, by: Viewer, on: Moment
) -> None:
    """Keep what a resident said to an option; a later answer counts instead.

    What she said last is not kept twice. Raises PlaceIsKept for "no" or "later" where a place is
    kept for her: the book and her answer never contradict each other.
    """
    sign(by=by, on=on, about=subject)
    if answer is not OptionAnswer.YES and has_place(subject=subject, offer_id=offer_id):
        raise PlaceIsKept
    said = Choice.objects.filter(resident_id=subject, offer_id=offer_id)
    last = said.order_by("said_at", "pk").last()
    if last is not None and last.answer == answer:
        return
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
    What was said last on the same day is not kept twice. Raises NoRunningPlan.
    """
    sign(by=by, on=on, about=subject)
    plan = _running(subject)
    plan.quiet = answer is CheckInAnswer.NOT_NOW
    plan.quiet_until = quiet_until if plan.quiet else None
    said = {
        "answer": answer,
        "words": without_bsn(read_words(words)),
        "quiet_until": plan.quiet_until,
    }
    if _said_today(plan, said, on):
        return
    CheckIn.objects.create(
        plan=plan, compartment_id=plan.compartment_id, at=on.at, heard_by=by.label, **said
    )
    plan.save(update_fields=["quiet", "quiet_until"])


def _said_today(plan: Plan, said: Mapping[str, object], on: Moment) -> bool:
    """Tell whether the last answer to how it goes is this very one, of today."""
    last = plan.check_ins.order_by("at", "pk").last()
    if last is None or Moment(last.at).day != on.day:
        return False
    return all(getattr(last, name) == value for name, value in said.items())

# SPDX-License-Identifier: EUPL-1.2
"""Writes of the laboratory: drafts are made and thrown away, runs asked for, followed and stopped.

The web process makes a run wait; the worker alone moves it on. Each move says from which state it
goes, so that a run somebody stopped cannot come back.
"""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from meedoen.database.turns import one_at_a_time
from meedoen.history.operations import sign
from meedoen.laboratory.models import Draft, Run
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words
from meedoen.vocabulary.work import GOING, WorkState

TASK = "laboratory.run_draft"
SEEDS = 2**31
# There is one worker: whoever asks for more than this keeps the others waiting.
MOST_AT_ONCE = 3
# A run that takes its worker along each time is not begun for ever.
MOST_TRIES = 3
_FELL_AWAY = (
    "De rekenmachine viel steeds weg bij dit concept. Probeer het later opnieuw, of vraag je "
    "beheerder."
)


class NotYours(Exception):
    """The draft is of a municipality the actor does not work for."""


class StillRunning(Exception):
    """The draft is being run already, or enough others are; the message says what to do."""


@transaction.atomic
def make_draft(
    *,
    municipality: str,
    name: str,
    reason: str,
    changes: Mapping[str, bool | int | str],
    rules_of: date,
    by: Viewer,
    on: Moment,
    copied_from: int | None = None,
) -> Draft:
    """Keep a draft of changes (term key → value) to the rules of a day; it changes nothing else.

    The same draft, made twice on a day by the same, is one. Raises NotYours, or ValueError for a
    draft without a name or a change.
    """
    sign(by=by, on=on)
    _must_be_mine(municipality, by)
    if not (read_line(name) and changes):
        raise ValueError("A draft needs a name and at least one change.")
    one_at_a_time(f"laboratory drafts of {municipality}")
    draft = {
        "municipality_id": municipality,
        "name": without_bsn(read_line(name))[:120],
        "reason": without_bsn(read_words(reason)),
        "rules_of": rules_of,
        "changes": {k: without_bsn(v) if isinstance(v, str) else v for k, v in changes.items()},
        "copied_from_id": copied_from,
        "made_by": by.label,
    }
    there = Draft.objects.filter(thrown_away_at__isnull=True, **draft).last()
    if there is not None and Moment(there.made_at).day == on.day:
        return there
    return Draft.objects.create(made_at=on.at, **draft)


def _must_be_mine(municipality: str, by: Viewer) -> None:
    if municipality not in by.municipalities:
        raise NotYours("Dit concept is van een andere gemeente.")


@transaction.atomic
def throw_away(*, draft: Draft, by: Viewer, on: Moment) -> None:
    """Throw a draft away, and stop what runs of it; `put_back` undoes it. Raises NotYours."""
    sign(by=by, on=on)
    _must_be_mine(draft.municipality_id, by)
    for run in draft.runs.filter(state__in=GOING):
        stop(run=run, by=by, on=on)
    draft.thrown_away_at = on.at
    draft.save(update_fields=["thrown_away_at"])


@transaction.atomic
def put_back(*, draft: Draft, by: Viewer, on: Moment) -> None:
    """Put a draft back that was thrown away. Raises NotYours."""
    sign(by=by, on=on)
    _must_be_mine(draft.municipality_id, by)
    draft.thrown_away_at = None
    draft.save(update_fields=["thrown_away_at"])


@transaction.atomic
def ask_for_a_run(*, draft: Draft, by: Viewer, on: Moment) -> Run:
    """Let a draft wait for the worker, with people of its own seed.

    The job waits in the same transaction as the run. Raises NotYours, or StillRunning while an
    earlier run of the draft goes on, or as many of the municipality as may at once.
    """
    _must_be_mine(draft.municipality_id, by)
    _must_have_room(draft)
    run = Run.objects.create(
        draft=draft,
        state=WorkState.WAITING,
        size=settings.LABORATORY_PEOPLE,
        seed=secrets.randbelow(SEEDS),
        threshold=settings.LABORATORY_THRESHOLD,
        asked_by=by.label,
        asked_at=on.at,
    )
    run.job = app.configure_task(TASK).defer(run_id=run.pk)
    run.save(update_fields=["job"])
    return run


def _must_have_room(draft: Draft) -> None:
    """Raise StillRunning when this draft, or enough of its municipality, is on its way already."""
    # In a row, so that two who ask at the same moment do not both find room.
    one_at_a_time(f"laboratory runs of {draft.municipality_id}")
    if draft.runs.filter(state__in=GOING).exists():
        raise StillRunning("Dit concept wordt al doorgerekend. Wacht even, of stop het eerst.")
    going = Run.objects.filter(draft__municipality=draft.municipality_id, state__in=GOING)
    if going.count() >= MOST_AT_ONCE:
        raise StillRunning(
            f"Er wachten al {MOST_AT_ONCE} concepten van deze gemeente. Wacht tot er één klaar is, "
            "of stop er één."
        )


@transaction.atomic
def stop(*, run: Run, by: Viewer, on: Moment) -> bool:
    """Stop a run that waits or goes on; False when it was over already. Raises NotYours."""
    _must_be_mine(run.draft.municipality_id, by)
    if not _move(run.pk, GOING, state=WorkState.STOPPED, over_at=on.at):
        return False
    if run.job is not None:
        app.job_manager.cancel_job_by_id(run.job, abort=True)
    return True


def begin(*, run_id: int, rulebook: str, on: Moment) -> bool:
    """Note that the worker begins, with the digest of its rules; False when nobody waits any more.

    A run that another worker began and left may be begun again.
    """
    told = {"state": WorkState.RUNNING, "rulebook": rulebook, "heard_at": on.at, "progress": 0}
    return _move(run_id, GOING, **told)


def note_progress(*, run_id: int, progress: int, on: Moment) -> bool:
    """Note how far a run is, 0 to 100; False when it was stopped meanwhile."""
    return _move(run_id, {WorkState.RUNNING}, progress=progress, heard_at=on.at)


def finish(*, run_id: int, result: Mapping[str, Any], on: Moment) -> bool:
    """Keep what may be shown; False when the run was stopped meanwhile."""
    told = {"state": WorkState.DONE, "progress": 100, "result": dict(result), "over_at": on.at}
    return _move(run_id, {WorkState.RUNNING}, **told)


def fail(*, run_id: int, trouble: str, on: Moment) -> bool:
    """Note in words why a run could not be done; False when it was over already."""
    told = {"state": WorkState.FAILED, "trouble": trouble[:300], "over_at": on.at}
    return _move(run_id, GOING, **told)


def take_up_again(*, run_id: int, tries: int, on: Moment) -> bool:
    """Let a run wait once more whose worker fell away; False when its job is over.

    Which it is when the run was over already, or was begun too often (`tries` times): then the run
    failed, and says so.
    """
    if tries >= MOST_TRIES:
        fail(run_id=run_id, trouble=_FELL_AWAY, on=on)
        return False
    return _move(run_id, GOING, state=WorkState.WAITING, progress=0)


def _move(run_id: int, origin: Any, **told: Any) -> bool:
    return bool(Run.objects.filter(pk=run_id, state__in=origin).update(**told))

# SPDX-License-Identifier: EUPL-1.2
"""Drafts and runs: of one's own municipality only, and never further than somebody wants."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from meedoen.areas.models import Municipality
from meedoen.laboratory import operations, queries
from meedoen.laboratory.models import Draft, Run
from meedoen.vocabulary.work import WorkState
from tests.laboratory.worlds import ADVISER, DAY, LINDEWAARD, NOW, NUG, STRANGER

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def draft() -> Draft:
    Municipality.objects.create(code=LINDEWAARD, name="Lindewaard")
    return operations.make_draft(
        municipality=LINDEWAARD, name=" Zonder nug ", reason="De raad vraagt het.",
        changes={NUG: False}, rules_of=DAY, by=ADVISER, on=NOW,
    )  # fmt: skip


@pytest.fixture
def run(draft: Draft) -> Run:
    return operations.ask_for_a_run(draft=draft, by=ADVISER, on=NOW)


def test_a_draft_says_who_made_it_when_and_why(draft: Draft) -> None:
    assert (draft.name, draft.made_by, draft.made_at) == ("Zonder nug", "Puk Beleid", NOW.at)
    assert draft.reason == "De raad vraagt het."


@pytest.mark.parametrize(("name", "changes"), [("  ", {NUG: False}), ("Leeg", {})])
def test_a_draft_without_a_name_or_a_change_is_refused(name: str, changes: dict) -> None:
    with pytest.raises(ValueError, match="a name and at least one change"):
        operations.make_draft(
            municipality=LINDEWAARD, name=name, reason="", changes=changes, rules_of=DAY,
            by=ADVISER, on=NOW,
        )  # fmt: skip


def test_a_colleague_of_another_municipality_sees_and_does_nothing(run: Run) -> None:
    draft, elsewhere = run.draft, STRANGER.municipalities
    assert queries.drafts_of(elsewhere) == []
    with pytest.raises(Draft.DoesNotExist):
        queries.draft_of(draft.pk, elsewhere)
    with pytest.raises(operations.NotYours):
        operations.stop(run=run, by=STRANGER, on=LATER)
    with pytest.raises(operations.NotYours):
        operations.throw_away(draft=draft, by=STRANGER, on=LATER)
    with pytest.raises(operations.NotYours):
        operations.put_back(draft=draft, by=STRANGER, on=NOW)
    with pytest.raises(operations.NotYours):
        operations.ask_for_a_run(draft=draft, by=STRANGER, on=LATER)


def test_asking_for_a_run_lets_one_job_wait_with_the_number_of_the_run_only(run: Run) -> None:
    job = ProcrastinateJob.objects.get()
    assert (job.pk, job.status, job.args) == (run.job, "todo", {"run_id": run.pk})
    assert run.state == WorkState.WAITING


def test_a_run_that_was_rolled_back_leaves_no_job(draft: Draft) -> None:
    with transaction.atomic():
        operations.ask_for_a_run(draft=draft, by=ADVISER, on=NOW)
        transaction.set_rollback(True)
    assert not Run.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_a_draft_is_run_once_at_a_time(run: Run) -> None:
    with pytest.raises(operations.StillRunning, match="stop het eerst"):
        operations.ask_for_a_run(draft=run.draft, by=ADVISER, on=LATER)
    operations.stop(run=run, by=ADVISER, on=LATER)
    again = operations.ask_for_a_run(draft=run.draft, by=ADVISER, on=LATER)
    assert queries.last_run(run.draft) == again


def test_a_stopped_run_does_not_come_back(run: Run) -> None:
    assert operations.begin(run_id=run.pk, rulebook="d", on=NOW)
    assert operations.stop(run=run, by=ADVISER, on=LATER)
    assert not operations.note_progress(run_id=run.pk, progress=50, on=LATER)
    assert not operations.finish(run_id=run.pk, result={"found": []}, on=LATER)
    assert not operations.fail(run_id=run.pk, trouble="Te laat.", on=LATER)
    assert not operations.stop(run=run, by=ADVISER, on=LATER)
    run.refresh_from_db()
    assert (run.state, run.result, run.over_at) == (WorkState.STOPPED, None, LATER.at)


def test_stopping_what_still_waits_takes_it_out_of_the_queue(run: Run) -> None:
    operations.stop(run=run, by=ADVISER, on=LATER)
    assert ProcrastinateJob.objects.get().status == "cancelled"


def test_throwing_away_can_be_undone_and_stops_what_goes_on(run: Run) -> None:
    operations.throw_away(draft=run.draft, by=ADVISER, on=LATER)
    assert queries.drafts_of([LINDEWAARD]) == []
    run.refresh_from_db()
    assert run.state == WorkState.STOPPED
    operations.put_back(draft=run.draft, by=ADVISER, on=NOW)
    assert [listed.run for listed in queries.drafts_of([LINDEWAARD])] == [run]


def test_a_worker_that_fell_away_is_noticed_after_a_while(run: Run) -> None:
    assert not queries.is_silent(run, NOW + timedelta(days=1))
    operations.begin(run_id=run.pk, rulebook="d", on=NOW)
    run.refresh_from_db()
    assert not queries.is_silent(run, NOW + timedelta(seconds=30))
    assert queries.is_silent(run, NOW + timedelta(seconds=41))


def test_the_database_keeps_a_result_of_a_run_that_is_done_only(run: Run) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(result={"found": []})
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(state=WorkState.DONE)


def _another(number: int) -> Draft:
    return operations.make_draft(
        municipality=LINDEWAARD, name=f"Concept {number}", reason="Nog een.",
        changes={NUG: False}, rules_of=DAY, by=ADVISER, on=NOW,
    )  # fmt: skip


def test_one_municipality_does_not_keep_the_worker_for_itself(run: Run) -> None:
    for number in range(operations.MOST_AT_ONCE - 1):
        operations.ask_for_a_run(draft=_another(number), by=ADVISER, on=NOW)
    with pytest.raises(operations.StillRunning, match="Er wachten al 3 concepten"):
        operations.ask_for_a_run(draft=_another(9), by=ADVISER, on=NOW)
    operations.stop(run=run, by=ADVISER, on=LATER)
    assert operations.ask_for_a_run(draft=_another(10), by=ADVISER, on=LATER)


@pytest.mark.proves("I10", "none is kept in a draft of a rule")
@pytest.mark.proves("I20", "a bsn in a draft of a rule")
def test_a_citizen_service_number_is_kept_in_no_part_of_a_draft(run: Run) -> None:
    """Never a bsn in free text. 111222333 passes the eleven-test."""
    draft = operations.make_draft(
        municipality=LINDEWAARD, name="Over 111222333", reason="Vraag van 111/222/333.",
        changes={NUG: "Zie 111 222 333"}, rules_of=DAY, by=ADVISER, on=NOW,
    )  # fmt: skip
    kept = f"{draft.name} {draft.reason} {draft.changes}"
    assert not set("0123456789") & set(kept.replace(NUG, ""))


def test_a_job_carries_the_number_of_a_run_and_nothing_else(run: Run) -> None:
    """By that it lies where the run lies, for who may see it."""
    job = ProcrastinateJob.objects.get(pk=run.job)
    assert (job.task_name, job.args) == (operations.TASK, {"run_id": run.pk})


def test_a_draft_that_is_made_twice_on_a_day_is_one(draft: Draft) -> None:
    made = {
        "municipality": LINDEWAARD, "name": "Zonder nug", "reason": "De raad vraagt het.",
        "changes": {NUG: False}, "rules_of": DAY, "by": ADVISER,
    }  # fmt: skip
    assert operations.make_draft(on=LATER, **made) == draft
    assert operations.make_draft(on=NOW + timedelta(days=1), **made) != draft
    assert operations.make_draft(on=LATER, **made | {"reason": "Anders."}) != draft
    operations.throw_away(draft=draft, by=ADVISER, on=LATER)
    assert operations.make_draft(on=LATER, **made) != draft

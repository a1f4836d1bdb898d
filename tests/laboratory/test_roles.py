# SPDX-License-Identifier: EUPL-1.2
"""Pages ask for a run and stop it, the worker does it: two roles of the database (ADR 0024).

A page sees what is of a municipality that the colleague works for, and nothing of another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from meedoen.accounts.models import Team
from meedoen.accounts.roles import Role
from meedoen.database.queue import a_worker_is_there
from meedoen.database.roles import WORKER
from meedoen.laboratory import operations, queries, tasks
from meedoen.laboratory.models import Run
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.work import WorkState
from tests.laboratory.test_tasks import after, region, waiting
from tests.laboratory.worlds import (
    ADVISER,
    LINDEWAARD,
    NOW,
    NUG,
    VENNERHOUT,
    job_context,
    work_as_its_role,
)
from tests.privacy.worlds import make_team, make_viewer

pytestmark = pytest.mark.django_db
RESULT = "UPDATE laboratory_run SET result = '{}'"


@pytest.fixture(autouse=True)
def few_people(settings: Any) -> None:
    settings.LABORATORY_PEOPLE = 3000


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Do what follows with the rights of that role."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        yield
        cursor.execute("RESET ROLE")


@contextmanager
def at_work(code: str = LINDEWAARD, purpose: Purpose = Purpose.POLICY) -> Iterator[None]:
    """Do what follows as a page does, for a policy adviser of that municipality."""
    team = make_team(code, f"Beleid {Team.objects.count()} {code}", kind="municipality")
    adviser = make_viewer(team, Role.POLICY_ADVISER, NOW)
    with acting(adviser, purpose=purpose, on=NOW):
        yield


def test_what_pages_do_with_a_run_is_done_with_their_rights() -> None:
    region()
    with at_work():
        run = waiting()
        assert queries.last_run(run.draft) == run
        assert not a_worker_is_there(NOW)
        assert operations.stop(run=run, by=ADVISER, on=NOW)
        operations.throw_away(draft=run.draft, by=ADVISER, on=NOW)
        operations.put_back(draft=run.draft, by=ADVISER, on=NOW)
        again = operations.ask_for_a_run(draft=run.draft, by=ADVISER, on=NOW)
        assert queries.run_of(again.pk, [LINDEWAARD]).state == WorkState.WAITING
    assert ProcrastinateJob.objects.get(pk=run.job).status == "cancelled"
    assert ProcrastinateJob.objects.get(pk=again.job).status == "todo"


def test_pages_stop_a_run_that_the_worker_began() -> None:
    region()
    run = waiting()
    with as_role(WORKER):
        assert operations.begin(run_id=run.pk, rulebook="a" * 64, on=NOW)
        assert operations.note_progress(run_id=run.pk, progress=30, on=NOW)
    with at_work():
        assert operations.stop(run=run, by=ADVISER, on=NOW)
    with as_role(WORKER):
        assert not operations.note_progress(run_id=run.pk, progress=40, on=NOW)


def test_the_worker_does_a_run_with_its_own_rights() -> None:
    region()
    with at_work():
        run = waiting()
    with as_role(WORKER):
        tasks.run_draft.func(job_context(), run.pk)
    assert after(run).state == WorkState.DONE
    assert run.result


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_logs_in_as_its_role_does_what_a_page_asked_for() -> None:
    region()
    with at_work():
        run = waiting()
    work_as_its_role()
    assert after(run).state == WorkState.DONE
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize(
    ("code", "purpose"), [(VENNERHOUT, Purpose.POLICY), (LINDEWAARD, Purpose.INTAKE)]
)
def test_a_page_of_another_municipality_or_for_something_else_sees_and_stops_no_run(
    code: str, purpose: Purpose
) -> None:
    region()
    run = waiting()
    stops = {
        "laboratory_draft": "thrown_away_at = now()",
        "laboratory_run": "state = 'stopped'",
        "procrastinate_jobs": "abort_requested = true",
    }
    for table, change in stops.items():
        with at_work(code, purpose), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table
            cursor.execute(f"UPDATE {table} SET {change}")
            assert cursor.rowcount == 0, table
    assert after(run).state == WorkState.WAITING
    with at_work(), connection.cursor() as cursor:
        for table in stops:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (1,), table


def test_nobody_asks_for_a_run_of_another_municipality() -> None:
    region()
    run = waiting()
    again = {"size": 10, "seed": 1, "threshold": 10, "asked_by": "x", "asked_at": NOW.at}
    job = (
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
        f"VALUES ('default', 'laboratory.run_draft', '{{\"run_id\": {run.pk}}}')"
    )
    with pytest.raises(DatabaseError, match="row-level security"), at_work(VENNERHOUT):
        Run(draft_id=run.draft_id, state="waiting", **again).save()
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        at_work(VENNERHOUT),
        connection.cursor() as cursor,
    ):
        cursor.execute(job)


# What somebody with a statement in a page would do with runs and queue.
_FORGED = {
    "a result": RESULT,
    "a run that is done": "UPDATE laboratory_run SET state = 'done'",
    "a run that failed": "UPDATE laboratory_run SET state = 'failed'",
    "the people": "UPDATE laboratory_run SET size = 10",
    "the threshold": "UPDATE laboratory_run SET threshold = 2",
    "who asked": "UPDATE laboratory_run SET asked_by = 'iemand anders'",
    "a run away": "DELETE FROM laboratory_run",
    "other changes": "UPDATE laboratory_draft SET changes = '{}'",
    "another maker": "UPDATE laboratory_draft SET made_by = 'iemand anders'",
    "a draft away": "DELETE FROM laboratory_draft",
    "another job": "UPDATE procrastinate_jobs SET args = '{}'",
    "a job done": "UPDATE procrastinate_jobs SET status = 'succeeded'",
    "a job begun": "UPDATE procrastinate_jobs SET status = 'doing'",
    "a job away": "DELETE FROM procrastinate_jobs",
    "another task": "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('a', 'x')",
    "a job with a worker": "INSERT INTO procrastinate_jobs (queue_name, task_name, worker_id) "
    "VALUES ('default', 'laboratory.run_draft', 1)",
    "the queue by its function": "SELECT procrastinate_fetch_job_v2(NULL, 1)",
    "the end by its function": "SELECT procrastinate_finish_job_v1(id, 'succeeded', true) "
    "FROM procrastinate_jobs",
    "a worker": "INSERT INTO procrastinate_workers DEFAULT VALUES",
    "a worker that breathes": "UPDATE procrastinate_workers SET last_heartbeat = now()",
    "what happened": "DELETE FROM procrastinate_events",
    "a periodic job": "INSERT INTO procrastinate_periodic_defers (task_name) VALUES ('x')",
}


@pytest.mark.parametrize("statement", _FORGED.values(), ids=_FORGED)
def test_a_page_writes_no_result_and_no_queue_of_its_own(statement: str) -> None:
    region()
    waiting()
    with (
        pytest.raises(DatabaseError, match=r"permission denied|row-level security"),
        at_work(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_page_adds_no_run_with_a_result() -> None:
    region()
    run = waiting()
    for forged in ({"state": "done", "result": {}}, {"progress": 50}, {"trouble": "niets"}):
        made = Run(
            draft=run.draft, size=10, seed=1, threshold=10, asked_by="iemand", asked_at=NOW.at,
            **{"state": "waiting", **forged},
        )  # fmt: skip
        with pytest.raises(DatabaseError, match="row-level security"), at_work():
            made.save()


def test_the_worker_makes_no_draft_and_asks_for_no_run() -> None:
    region()
    with pytest.raises(DatabaseError, match="permission denied"), as_role(WORKER):
        waiting({NUG: True})

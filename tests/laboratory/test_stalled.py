# SPDX-License-Identifier: EUPL-1.2
"""A run whose worker fell away is taken up by the next worker, or says that it will not be done."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from meedoen.commands.worker import take_up_stalled, work
from meedoen.database.roles import WORKER
from meedoen.laboratory import operations
from meedoen.laboratory.models import Run
from meedoen.vocabulary.work import WorkState
from tests.laboratory.test_roles import as_role
from tests.laboratory.test_tasks import after, few_people, region, waiting
from tests.laboratory.workers import begun_by_a_worker_heard_of
from tests.laboratory.worlds import ADVISER, NOW

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["few_people"]
LONG_AGO, JUST_NOW = timedelta(minutes=5), timedelta(seconds=5)


@pytest.fixture(autouse=True)
def empty_queue(transactional_db: None) -> Iterator[None]:
    """The tables of the queue are not emptied after a test as those of our rooms are."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")


def a_next_worker_comes() -> None:
    """Let a worker do what waits, in a thread of its own: no event loop runs there yet."""
    with ThreadPoolExecutor(1) as beside:
        beside.submit(work, until_empty=True, signals=False).result()


def looked() -> int:
    """Let a worker look whether another fell away; gives how many runs it took up."""

    async def look() -> int:
        async with app.open_async():
            return await take_up_stalled()

    def beside() -> int:
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            return asyncio.run(look())

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(beside).result()


def test_a_run_whose_worker_is_gone_is_done_by_the_next() -> None:
    region()
    run = waiting()
    begun_by_a_worker_heard_of(run, LONG_AGO)
    assert after(run).state == WorkState.RUNNING
    a_next_worker_comes()
    assert (after(run).state, run.progress) == (WorkState.DONE, 100)
    assert not ProcrastinateJob.objects.exists()


def test_a_run_whose_worker_is_no_longer_known_at_all_is_done_too() -> None:
    region()
    run = waiting()
    begun_by_a_worker_heard_of(run, None)
    a_next_worker_comes()
    assert after(run).state == WorkState.DONE


def test_a_run_of_a_worker_that_was_heard_of_is_left_to_it() -> None:
    region()
    run = waiting()
    begun_by_a_worker_heard_of(run, JUST_NOW)
    assert looked() == 0
    assert after(run).state == WorkState.RUNNING
    assert ProcrastinateJob.objects.get(pk=run.job).status == "doing"


def test_it_waits_again_and_the_page_shows_that() -> None:
    region()
    run = waiting()
    begun_by_a_worker_heard_of(run, LONG_AGO)
    assert looked() == 1
    assert (after(run).state, run.progress) == (WorkState.WAITING, 0)
    job = ProcrastinateJob.objects.get(pk=run.job)
    assert (job.status, job.attempts) == ("todo", 1)


def test_a_run_that_takes_its_worker_along_each_time_is_given_up_and_says_so() -> None:
    region()
    run = waiting()
    begun_by_a_worker_heard_of(run, LONG_AGO, attempts=operations.MOST_TRIES - 1)
    assert looked() == 0
    assert after(run).state == WorkState.FAILED
    assert "viel steeds weg" in run.trouble
    assert not ProcrastinateJob.objects.exists()


def test_a_run_that_somebody_stopped_meanwhile_stays_stopped_and_leaves_no_job() -> None:
    region()
    run = waiting()
    begun_by_a_worker_heard_of(run, LONG_AGO)
    assert operations.stop(run=run, by=ADVISER, on=NOW)
    assert looked() == 0
    assert after(run).state == WorkState.STOPPED
    assert not ProcrastinateJob.objects.exists()


def test_the_worker_may_do_this_with_its_own_rights(settings: Any) -> None:
    region()
    run = waiting()
    operations.begin(run_id=run.pk, rulebook="a" * 64, on=NOW)
    with as_role(WORKER):
        assert operations.take_up_again(run_id=run.pk, tries=1, on=NOW)
        assert not operations.take_up_again(run_id=run.pk, tries=3, on=NOW)
    assert Run.objects.get(pk=run.pk).state == WorkState.FAILED

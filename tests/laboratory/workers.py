# SPDX-License-Identifier: EUPL-1.2
"""A worker that began a run and was not heard of since."""

from datetime import timedelta

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from meedoen.laboratory import operations
from meedoen.laboratory.models import Run
from tests.laboratory.worlds import NOW


def begun_by_a_worker_heard_of(run: Run, ago: timedelta | None, *, attempts: int = 0) -> None:
    """Let a worker begin a run; it was heard of so long ago, or None: it is not known any more."""
    assert operations.begin(run_id=run.pk, rulebook="a" * 64, on=NOW)
    with connection.cursor() as cursor:
        worker = None
        if ago is not None:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) "
                "RETURNING id",
                [ago],
            )
            (worker,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s "
            "WHERE id = %s",
            [worker, attempts, run.job],
        )
        assert ProcrastinateJob.objects.filter(pk=run.job, status="doing").exists()

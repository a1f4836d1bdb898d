# SPDX-License-Identifier: EUPL-1.2
"""Whether somebody does the long work that waits in the queue."""

from datetime import timedelta

from procrastinate.contrib.django.models import ProcrastinateWorker

from meedoen.vocabulary.moment import Moment

# A worker says every ten seconds that it is there.
SILENT_AFTER = timedelta(seconds=40)


def a_worker_is_there(on: Moment) -> bool:
    """Tell whether a worker was heard of a moment ago."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=on.at - SILENT_AFTER).exists()

# SPDX-License-Identifier: EUPL-1.2
"""What people do by way of Meedoen itself becomes the eighteenth source of the monitor (I19).

Counted here, on the way, so that the monitor never sees who it was. Who takes part without a name
is counted, and is in no list.
"""

from __future__ import annotations

import numpy as np

from meedoen.bookings.queries import people_without_indication
from meedoen.monitor.snapshots import NO_CAPACITY, CountedRows


def own_activity(municipality: str, year: int) -> CountedRows:
    """Count who took part without an indication in a year, per buurt; "" where nobody knows it."""
    counted = sorted(people_without_indication(municipality, year).items())
    empty = np.array([""] * len(counted), dtype=object)
    return CountedRows(
        area=np.array([code for code, _ in counted], dtype=object),
        category=empty,
        age=empty,
        count=np.array([number for _, number in counted], dtype=np.int64),
        capacity=np.full(len(counted), NO_CAPACITY, dtype=np.int64),
    )

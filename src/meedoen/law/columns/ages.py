# SPDX-License-Identifier: EUPL-1.2
"""The ages of many people at once; the rule and its source stand in `law.ages`."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray


def ages_on(born: NDArray[np.datetime64], on: date) -> NDArray[np.int64]:
    """Give everybody's age in completed years on a day, as `law.ages.age_on` gives one.

    `born` holds days (datetime64[D]) in any shape; the ages have the same shape.
    """
    day = np.datetime64(on, "D")
    begun, begins = _calendar(np.minimum(born, day))
    ended, ends = _calendar(np.maximum(born, day))
    years = ended - begun - (ends < begins)
    return np.asarray(np.where(born > day, -years, years), dtype=np.int64)


def _calendar(days: NDArray[np.datetime64]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The year of each day, and its place in a year in which every month has 32 days."""
    months = days.astype("datetime64[M]")
    counted = months.astype(np.int64)
    return counted // 12, counted % 12 * 32 + (days - months).astype(np.int64)

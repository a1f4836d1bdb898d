# SPDX-License-Identifier: EUPL-1.2
"""When a casus is stuck, so that it can go to who helps from outside."""

from datetime import date, timedelta

import pytest

from meedoen.knelpunten.casus.stuck import StuckBecause, stuck_because
from meedoen.knelpunten.states import RegisterState, Worked

TODAY = date(2026, 11, 23)
LONG, SHORT = TODAY - timedelta(days=91), TODAY - timedelta(days=90)


@pytest.mark.parametrize(
    ("worked", "state", "since", "because"),
    [
        (Worked.NO, None, None, StuckBecause.DID_NOT_WORK),
        (Worked.NO, RegisterState.SOLVED, None, StuckBecause.DID_NOT_WORK),
        (Worked.HALF, RegisterState.DECLINED, None, StuckBecause.DECLINED),
        (Worked.NOT_KNOWN, RegisterState.WAITING, LONG, StuckBecause.WAITS_TOO_LONG),
        (Worked.NOT_KNOWN, RegisterState.WAITING, SHORT, None),
        (Worked.NOT_KNOWN, RegisterState.AGREED, None, None),
        (Worked.NOT_KNOWN, None, None, None),
        (Worked.YES, RegisterState.WAITING, LONG, None),
        (Worked.YES, RegisterState.DECLINED, None, None),
    ],
)
def test_a_casus_is_stuck_when_nothing_here_helps_any_further(
    worked: Worked,
    state: RegisterState | None,
    since: date | None,
    because: StuckBecause | None,
) -> None:
    assert stuck_because(worked, state, since, on=TODAY) is because

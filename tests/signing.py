# SPDX-License-Identifier: EUPL-1.2
"""Who sets up what a test starts from, and when: `add_team(…, **SIGNED)`."""

from datetime import UTC, datetime
from typing import Any

from meedoen.history.actor import NamedActor
from meedoen.vocabulary.moment import Moment

SIGNED: dict[str, Any] = {
    "by": NamedActor("een test"),
    "on": Moment(datetime(2026, 1, 1, 12, tzinfo=UTC)),
}

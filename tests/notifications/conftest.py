# SPDX-License-Identifier: EUPL-1.2
"""A resident, what can be told her, a clock and a mail server."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from meedoen.notifications import tasks
from tests.notifications.worlds import NOW, Clock, Happenings, MailServer, declare, mail_server
from tests.privacy.worlds import tell


@pytest.fixture
def happenings(monkeypatch: pytest.MonkeyPatch) -> Happenings:
    """What is still so; an occasion of each kind is declared."""
    made = Happenings()
    declare(made, monkeypatch)
    return made


@pytest.fixture
def vlinder(db: None, happenings: Happenings) -> UUID:
    """A resident who told her wish, and chose nothing yet."""
    return tell("GM9901", NOW)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time, for the worker."""
    made = Clock()
    monkeypatch.setattr(tasks, "Moment", made)
    return made


@pytest.fixture
def post_office(settings: Any) -> Iterator[MailServer]:
    """A mail server that works, until a test says otherwise."""
    with mail_server(settings) as server:
        yield server

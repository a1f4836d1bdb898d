# SPDX-License-Identifier: EUPL-1.2
"""One demonstration for a whole module, undone at its end."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.pages.town import Town, build, undone


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """The demonstration with everything that can happen in it; each test is undone on top of it."""
    with django_db_blocker.unblock(), undone():
        yield build()

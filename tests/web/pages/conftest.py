# SPDX-License-Identifier: EUPL-1.2
"""One town for all who look at its pages; each test is undone on top of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.copies import going_to
from tests.web.pages.town import Town


@pytest.fixture(scope="module")
def town(built: tuple[str, Town], django_db_blocker: Any) -> Iterator[Town]:
    """The demonstration with everything that can happen in it, and nobody who walked there yet."""
    filled, made = built
    with django_db_blocker.unblock(), going_to(filled):
        yield replace(made, walks={})

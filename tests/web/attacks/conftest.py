# SPDX-License-Identifier: EUPL-1.2
"""One scene for a whole module, undone at its end."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.attacks.scene import Scene, set_up
from tests.web.pages.town import undone


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Four residents, two municipalities, two organisations; each test is undone on top of it."""
    with django_db_blocker.unblock(), undone():
        yield set_up()

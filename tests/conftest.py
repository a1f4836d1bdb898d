# SPDX-License-Identifier: EUPL-1.2
"""What all tests share: the database with the web role's rights, and moments to act on."""

import os
from datetime import UTC, datetime

import pytest
from django.db import connection

from meedoen.database.roles import GRANTS


def pytest_configure(config: pytest.Config) -> None:
    """Say plainly how to run the tests when there is no server for them."""
    if "MEEDOEN_TEST_DATABASE_URL" not in os.environ:
        raise pytest.UsageError(
            "The tests need a database of their own. Run: make test "
            "(or: meedoen database test-server -- python -m pytest …)"
        )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Give the web role its rights once the test database is migrated, as `migrate` does."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(GRANTS)


@pytest.fixture
def now() -> datetime:
    """A moment on which everything in a test happens."""
    return datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

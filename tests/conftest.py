# SPDX-License-Identifier: EUPL-1.2
"""What all tests share: the database with the web role's rights, and moments to act on."""

import gc
import logging
import os
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from environ import Env
from hypothesis import HealthCheck, settings

from meedoen.commands.schema import declare_tables
from meedoen.database import throwaway
from meedoen.vocabulary.moment import Moment
from tests.copies import copied, going_to
from tests.logs.keeping import CANARY, Kept
from tests.web.pages.town import Town, build

# `make test` tries the same examples every time, so that it is red for a reason; `make explore`
# tries others, and ten times as many. Neither is about speed: that is what benchmarks are for.
calm = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", calm, derandomize=True)
settings.register_profile("explore", calm, max_examples=1000, print_blob=True)
EXPLORING = os.environ.get("MEEDOEN_EXAMPLES") == "explore"
TIMES = 10
settings.load_profile("explore" if EXPLORING else "same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give ten times the examples, too, to a property that asks for a number of its own."""
    own = "_hypothesis_internal_use_settings"
    asking = {id(i.obj): i.obj for i in items if isinstance(i, pytest.Function)}
    for test in asking.values() if EXPLORING else ():
        given = getattr(test, own, None)
        if given is not None and given.max_examples != settings().max_examples:
            setattr(test, own, settings(given, max_examples=TIMES * given.max_examples))


def pytest_collection_finish() -> None:
    """Do not look through all that was collected for garbage again and again."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture(scope="session")
def server_address() -> Iterator[str]:
    """The server for tests: the one that was named, else one that is kept, else one of its own."""
    found = os.environ.get(throwaway.ADDRESS) or throwaway.kept_server()
    with nullcontext(found) if found else throwaway.throwaway_server() as address:
        yield str(address)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, server_address: str) -> None:
    """Go to that server once a test asks for the database, and only then."""
    connection.settings_dict.update(Env.db_url_config(server_address))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Let the rooms declare their tables once the test database is migrated, as `migrate` does."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        declare_tables()


@pytest.fixture(scope="session")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[str, Town]]:
    """A database in which everything has happened that a page can show, made once; and the town.

    Nobody commits there: a test that would gets a copy, and any other is undone.
    """
    with copied("town") as filled:
        with django_db_blocker.unblock(), going_to(filled):
            town = build()
        yield filled, town


@pytest.fixture
def original(django_db_setup: None) -> str:
    """What a test that commits gets a copy of: the test database, in which nobody ever commits."""
    return str(connection.settings_dict["NAME"])


@pytest.fixture
def _django_db_helper(
    request: pytest.FixtureRequest, original: str, django_db_blocker: Any
) -> Iterator[None]:
    """Give a test that commits a database of its own; undo what any other test does.

    By itself pytest-django empties every table after a test that commits. The name is its own,
    and no public part of it: tests/test_copies.py tells when it is called something else.
    """
    if _commits(request):
        with copied("own", of=original) as own, django_db_blocker.unblock(), going_to(own):
            yield
    else:
        request.getfixturevalue("_django_db_helper")
        yield


def _commits(request: pytest.FixtureRequest) -> bool:
    asked = request.node.get_closest_marker("django_db")
    named = {"transactional_db", "live_server"} & {*request.fixturenames}
    return bool(named or (asked and asked.kwargs.get("transaction")))


@pytest.fixture
def now() -> Moment:
    """A moment on which everything in a test happens."""
    return Moment(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))


@pytest.fixture(autouse=True)
def same_invented_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom the laboratory invents is chance: here the same people every time."""
    if not EXPLORING:
        monkeypatch.setattr("meedoen.laboratory.operations.SEEDS", 1)


@pytest.fixture
def kept() -> Iterator[Kept]:
    """What production would write in its log; no canary may be in it."""
    handler, root = Kept(), logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    assert CANARY not in "".join(handler.written)

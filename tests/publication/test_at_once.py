# SPDX-License-Identifier: EUPL-1.2
"""Two presses at the same moment: one release, one way out, each meets what the other let out."""

import time
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from meedoen.privacy.decision import Viewer
from meedoen.publication import operations, tasks
from meedoen.publication.models import Preparation, Release
from meedoen.publication.operations import MayNotLeave
from meedoen.publication.states import ReleaseState
from meedoen.vocabulary.work import WorkState
from tests.at_once.together import all_at_once
from tests.publication.worlds import LATER, by_age, colleagues, handed_in, made, worked_on

pytestmark = pytest.mark.django_db(transaction=True)


def let_out(release: Release, by: Viewer) -> str:
    """Publish, and give what came of it in one word."""
    try:
        operations.publish(release=release, by=by, on=LATER)
    except MayNotLeave as no:
        return type(no).__name__
    return "out"


def approved(release: Release, by: Viewer) -> Release:
    return operations.approve(release=release, remark="", by=by, on=LATER)


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a release lie half a second between its first row and the end of its transaction."""
    packed = operations.packed

    def slow(content: bytes) -> bytes:
        time.sleep(0.1)
        return packed(content)

    monkeypatch.setattr(operations, "packed", slow)


@pytest.mark.usefixtures("slowly")
def test_the_same_file_sent_twice_at_the_same_moment_is_one_release() -> None:
    ruben, _, _ = colleagues()
    first, second = all_at_once([partial(made, ruben), partial(made, ruben)])
    assert first == second
    assert Release.objects.count() == 1


@pytest.mark.usefixtures("slowly")
def test_of_two_that_would_have_one_address_each_gets_its_own() -> None:
    ruben, jesse, _ = colleagues()
    doings = [partial(made, ruben), partial(made, jesse, counted="Anderen")]
    assert len({release.address for release in all_at_once(doings)}) == 2


def test_a_release_goes_out_once_whoever_presses_with_whom() -> None:
    ruben, jesse, _ = colleagues()
    release = approved(made(ruben), jesse)
    doings = [partial(let_out, Release.objects.get(), by) for by in (ruben, jesse)]
    assert sorted(all_at_once(doings)) == ["OtherMeanwhile", "out"]
    release.refresh_from_db()
    assert release.state == ReleaseState.PUBLISHED


@pytest.mark.proves("I13", "of two tables of the same people that go out at once, one is refused")
def test_of_two_tables_of_the_same_people_the_later_one_meets_the_first() -> None:
    """Neither proof knows of the other table, and their hidden cells are linked."""
    ruben, jesse, _ = colleagues()
    one = approved(made(ruben), jesse)
    other = approved(made(ruben, title="Naar leeftijd", cells=by_age()), jesse)
    came = all_at_once([partial(let_out, release, ruben) for release in (one, other)])
    assert sorted(came) == ["MayNotLeave", "out"]


def test_the_same_file_handed_in_twice_at_the_same_moment_is_one_preparation() -> None:
    ruben, _, _ = colleagues()
    first, second = all_at_once([partial(handed_in, ruben), partial(handed_in, ruben)])
    assert first == second
    assert Preparation.objects.count() == 1


def test_nobody_waits_while_a_table_of_the_same_people_is_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Over another connection something goes out meanwhile, and no statement of it waits."""
    ruben, jesse, _ = colleagues()
    preparation = handed_in(ruben)
    other = approved(made(ruben, title="Naar leeftijd", cells=by_age()), jesse)
    done_apart, went = tasks.done_apart, []

    def at_once() -> str:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1s'")
            return let_out(other, ruben)

    def meanwhile(*given: Any, **told: Any) -> Any:
        if not went:
            went.extend(all_at_once([at_once]))
        return done_apart(*given, **told)

    monkeypatch.setattr(tasks, "done_apart", meanwhile)
    worked_on(preparation)
    assert went == ["out"]
    assert (preparation.state, preparation.weighed) == (WorkState.DONE, 1)

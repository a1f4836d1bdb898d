# SPDX-License-Identifier: EUPL-1.2
"""A test that commits has a database to itself, with all that a database of the product has."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from meedoen.accounts.models import Organisation, Team
from tests.copies import copied, going_to
from tests.privacy.worlds import make_team

COMMITS = pytest.mark.django_db(transaction=True)


def here() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        return str(cursor.fetchone()[0])


def from_beside() -> list[str]:
    """What somebody finds who connects anew."""
    found = list(Team.objects.values_list("name", flat=True))
    connections.close_all()
    return found


@COMMITS
@pytest.mark.parametrize("time", [1, 2])
def test_what_is_committed_is_seen_by_others_and_not_by_the_next_test(time: int) -> None:
    assert not Organisation.objects.exists()
    make_team("GM9901", "Buurtteam", kind="municipality")
    with ThreadPoolExecutor(1) as beside:
        assert beside.submit(from_beside).result() == ["Buurtteam"]


@COMMITS
def test_who_commits_is_elsewhere_than_who_does_not(original: str) -> None:
    assert here() == f"{original}_own"


@pytest.mark.django_db
def test_who_does_not_commit_is_in_the_test_database_itself(original: str) -> None:
    assert here() == original
    assert connection.in_atomic_block
    with pytest.raises(AssertionError, match="under way"), copied("other"):
        pass


@COMMITS
def test_a_copy_holds_what_rooms_declare_and_what_nobody_may() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('meedoen_web', 'catalogue_offer', 'SELECT'), "
            "has_table_privilege('meedoen_web', 'catalogue_offer', 'TRUNCATE'), "
            "has_database_privilege('meedoen_web', current_database(), 'TEMPORARY')"
        )
        assert cursor.fetchone() == (True, False, False)


@COMMITS
def test_a_copy_goes_away_with_whoever_is_still_in_it() -> None:
    left = here()
    with copied("other") as other, going_to(other), ThreadPoolExecutor(1) as beside:
        assert here() == other
        beside.submit(Team.objects.exists).result()
    assert here() == left
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [other])
        assert cursor.fetchone() == (0,)

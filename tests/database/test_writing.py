# SPDX-License-Identifier: EUPL-1.2
"""Whether the database can write is really tried, with the rights of a page and leaving nothing."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from meedoen.database import server, writing
from meedoen.database.binaries import find_programs
from meedoen.database.writing import ReadsOnly, must_write
from tests.database.folders import folder_for_all


@pytest.fixture
def small() -> Iterator[server.Server]:
    """A server that may put next to nothing on its disk, as when that is full."""
    with folder_for_all() as made:
        here = server.plan_server(find_programs(), made / "data")
        server.start(here, settings=("fsync=off", "temp_file_limit=100kB"))
        yield here
        server.remove(here)


@pytest.mark.django_db
def test_a_database_with_room_can_write_with_the_rights_of_a_page() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE meedoen_web")
        must_write()
        cursor.execute("RESET ROLE")


@pytest.mark.django_db
def test_a_database_that_is_set_to_read_is_no_place_to_keep_words() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        with pytest.raises(ReadsOnly):
            must_write()


def test_what_is_asked_needs_room_on_the_disk(small: server.Server) -> None:
    address = small.address(role=server.ADMIN, database="postgres")
    with psycopg.connect(address) as asked:
        # Of whoever administers the server the limit does not hold.
        asked.execute("CREATE ROLE somebody")
        asked.execute("SET ROLE somebody")
        asked.execute(writing._LITTLE_MEMORY)
        with pytest.raises(psycopg.OperationalError, match="temporary file size exceeds"):
            asked.execute(writing._A_LONG_LIST)

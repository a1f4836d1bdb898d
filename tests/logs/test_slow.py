# SPDX-License-Identifier: EUPL-1.2
"""A slow statement is written with its text, and with not a single value."""

import copy
import logging

import pytest
from django.conf import LazySettings
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from meedoen.database.postgresql.base import DatabaseWrapper
from meedoen.logs.slow import watched, without_values
from tests.logs.keeping import CANARY, Kept


@pytest.mark.parametrize(
    ("statement", "blanked"),
    [
        ("SELECT 1", "SELECT ?"),
        ("SELECT a2, T3.b FROM c4 WHERE d = %s", "SELECT a2, T3.b FROM c4 WHERE d = %s"),
        ("SELECT 'it''s her' , \"Key\" FROM t", 'SELECT ? , "Key" FROM t'),
        (r"SELECT E'a\'b', 2.5e10", "SELECT ?, ?"),
        ("SELECT $$a 'b$$, $x$c$$d$x$, $1", "SELECT ?, ?, $1"),
        ("SELECT a -- her name\nFROM t /* 'x */ WHERE b='y'", "SELECT a ? FROM t ? WHERE b=?"),
        ("SELECT 'never closed", "SELECT ?"),
        (b"SELECT 'x'", "SELECT ?"),
        (object(), "(object)"),
    ],
)  # fmt: skip
def test_values_in_the_text_of_a_statement_are_blanked(statement: object, blanked: str) -> None:
    assert without_values(statement) == blanked


@given(words=st.text())
def test_whatever_is_quoted_the_way_of_the_database_is_gone(words: str) -> None:
    quoted = "'" + words.replace("'", "''") + "'"
    assert without_values(f"SELECT a FROM t WHERE b = {quoted} AND c") == (
        "SELECT a FROM t WHERE b = ? AND c"
    )


@pytest.mark.django_db
def test_a_statement_that_takes_long_is_written_without_what_was_asked(
    kept: Kept, settings: LazySettings
) -> None:
    settings.SLOW_STATEMENT_MS = 30
    with connection.execute_wrapper(watched), connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_sleep(0.05), '{CANARY}', %s", [CANARY])
        cursor.execute(f"SELECT '{CANARY}'")
    (line,) = kept.lines
    assert line["logger"] == "meedoen.slow"
    assert line["statement"] == "SELECT pg_sleep(?), ?, %s"
    assert line["took"] >= 50


@pytest.mark.django_db
def test_every_connection_of_production_is_watched_also_from_a_pool(
    kept: Kept, settings: LazySettings
) -> None:
    settings.SLOW_STATEMENT_MS = 1
    asked = copy.deepcopy(connection.settings_dict)
    asked["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 1}
    watching = DatabaseWrapper(asked)
    try:
        with watching.cursor() as cursor:
            cursor.execute(f"SELECT pg_sleep(0.01), '{CANARY}'")
    finally:
        watching.close()
        watching.close_pool()
    assert any(one.get("statement") == "SELECT pg_sleep(?), ?" for one in kept.lines)


def test_below_the_number_nothing_is_written(kept: Kept) -> None:
    watched(lambda *told: None, "SELECT 1", None, False, {})
    assert logging.getLogger("meedoen.slow").isEnabledFor(logging.WARNING)
    assert kept.lines == []

# SPDX-License-Identifier: EUPL-1.2
"""What somebody gains who can read the table of sessions, or even write it: nothing.

Pages read it and add to it; to change or end a session takes the key in its cookie. What is sealed
holds for who could do more, so those tests write as the owner.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as Plain
from django.core.management import call_command
from django.db import connection
from django.test import Client

from meedoen.accounts.at_rest import kept_name
from meedoen.database.roles import WEB
from meedoen.vocabulary.moment import Moment
from meedoen.web.sessions import SessionStore

pytestmark = pytest.mark.django_db
HOLDS = {"subject": "6f1c6f0e-1d1e-4d1e-8d0e-7a5f3b2c1d0e", "return_words": "uil plank park"}
COOKIE = settings.SESSION_COOKIE_NAME


@contextmanager
def as_page_role() -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WEB}")
        yield cursor
        cursor.execute("SET LOCAL ROLE NONE")


@contextmanager
def as_owner() -> Iterator[Any]:
    with connection.cursor() as cursor:
        yield cursor


def begun(**more: str) -> SessionStore:
    session = SessionStore()
    session.update(HOLDS | more)
    session.save()
    return session


def holds(key: str | None) -> dict[str, Any]:
    return dict(SessionStore(key).items())


def text_of_the_table() -> str:
    with as_page_role() as cursor:
        cursor.execute("SELECT session_key, session_data FROM django_session")
        rows = cursor.fetchall()
    read = [str(Plain().decode(data)) for _, data in rows]
    return "\n".join([*(f"{key} {data}" for key, data in rows), *read])


def test_the_table_tells_neither_the_key_nor_what_a_session_holds() -> None:
    session = begun()
    text = text_of_the_table()
    for secret in (session.session_key, *HOLDS, *HOLDS.values()):
        assert str(secret) not in text
    assert holds(session.session_key) == HOLDS


def test_a_key_read_from_the_table_is_no_cookie() -> None:
    begun()
    with as_page_role() as cursor:
        cursor.execute("SELECT session_key FROM django_session")
        (key,) = cursor.fetchone()
    assert holds(key) == {}


def test_the_data_of_another_under_the_own_key_open_nothing() -> None:
    victim, own = begun(), begun(theme="dark")
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE django_session SET session_data = (SELECT session_data FROM django_session "
            "WHERE session_key = %s) WHERE session_key = %s",
            [row_of(victim), row_of(own)],
        )
    assert holds(own.session_key) == {}


def row_of(session: SessionStore) -> str:
    """The name of a row as somebody finds it who knows the cookie, and may read the table."""
    return kept_name(str(session.session_key))


@pytest.mark.parametrize("made_up", ["", "{}", "eyJzdWJqZWN0IjoiMSJ9", "gAAAAA", "é" * 50])
def test_a_row_that_somebody_made_up_is_no_session(made_up: str) -> None:
    own = begun()
    with as_owner() as cursor:
        cursor.execute("UPDATE django_session SET session_data = %s", [made_up])
    assert holds(own.session_key) == {}


def test_a_session_that_is_over_gets_no_longer_life(monkeypatch: pytest.MonkeyPatch) -> None:
    old = begun()
    with as_owner() as cursor:
        cursor.execute("UPDATE django_session SET expire_date = now() + interval '1 year'")
    assert holds(old.session_key) == HOLDS
    later = Moment.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)
    monkeypatch.setattr("meedoen.web.sessions.moment_of", lambda _: later)
    assert holds(old.session_key) == {}


def test_a_planted_key_is_not_taken_over() -> None:
    """Somebody puts a row there for a cookie that she gave to another."""
    with as_page_role() as cursor:
        cursor.execute(
            "INSERT INTO django_session VALUES (%s, 'x', now() + interval '1 day')",
            [row_of(SessionStore("planted-by-somebody-else-0123456"))],
        )
    visitor = SessionStore("planted-by-somebody-else-0123456")
    visitor["subject"] = "hers"
    visitor.save()
    assert visitor.session_key != "planted-by-somebody-else-0123456"


def test_who_had_a_session_before_this_is_logged_out_without_a_fault(client: Client) -> None:
    plain = Plain()
    plain["subject"] = HOLDS["subject"]
    plain.save()
    client.cookies[COOKIE] = str(plain.session_key)
    assert client.get("/").status_code == 200
    assert client.get("/mijn-verhaal/").status_code in {200, 302}
    assert holds(plain.session_key) == {}


def test_a_new_key_keeps_what_the_session_holds_and_the_old_one_opens_nothing() -> None:
    session = begun()
    before = session.session_key
    session.cycle_key()
    session.save()
    assert session.session_key != before
    assert holds(session.session_key) == HOLDS
    assert holds(before) == {}


def test_a_session_that_ends_leaves_no_row() -> None:
    session = begun()
    session.flush()
    with as_page_role() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)


def test_a_page_keeps_and_ends_the_session_of_its_cookie_and_leaves_that_of_another() -> None:
    other = begun()
    with as_page_role():
        own = begun()
        own["theme"] = "dark"
        own.save()
        assert holds(own.session_key) == HOLDS | {"theme": "dark"}
        own.cycle_key()
        assert holds(own.session_key) == HOLDS | {"theme": "dark"}
        own.flush()
        SessionStore(row_of(other)).delete()
        SessionStore.clear_expired()
        with pytest.raises(UpdateError):
            gone().save()
    assert holds(other.session_key) == HOLDS


def gone() -> SessionStore:
    """What a tab still holds of a session that was ended meanwhile."""
    again = SessionStore("a-key-under-which-nothing-is-kept")
    again._session_cache = {"theme": "dark"}
    return again


def test_a_cookie_that_is_no_text_ends_nothing_and_is_no_fault() -> None:
    other = begun()
    SessionStore("a-key-with-\0-in-it").flush()
    assert holds(other.session_key) == HOLDS


def test_the_key_of_a_cookie_goes_beside_the_statement_and_not_in_its_text() -> None:
    """Colleagues of the page role read each other's statements while they run."""
    session, told = begun(), []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if session.session_key in (params or ()):
            told.append(isinstance(context["cursor"].cursor, psycopg.ClientCursor))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        session.save()
        session.delete()
    assert told == [False, False]


def test_a_second_tab_does_not_bring_back_what_the_first_one_ended() -> None:
    session = begun()
    second = SessionStore(session.session_key)
    second["theme"] = "dark"
    session.flush()
    with pytest.raises(UpdateError):
        second.save()


@pytest.mark.parametrize("clear", [begun, lambda: call_command("clearsessions")])
def test_what_is_over_is_cleared_away(clear: Callable[[], object]) -> None:
    """By who begins a session, and by Django's own command."""
    old, new = begun(), begun()
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE django_session SET expire_date = now() - interval '1 hour' "
            "WHERE session_key = %s",
            [row_of(old)],
        )
    clear()
    assert not SessionStore().exists(str(old.session_key))
    assert SessionStore().exists(str(new.session_key))


def test_an_earlier_secret_still_opens_and_a_forgotten_one_does_not(settings: Any) -> None:
    session = begun()
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-of-this-installation"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert holds(session.session_key) == HOLDS
    settings.SECRET_KEY_FALLBACKS = []
    assert holds(session.session_key) == {}


@pytest.mark.django_db(transaction=True)
def test_the_same_holds_where_nobody_waits() -> None:
    async def walk() -> None:
        session = SessionStore()
        await session.aset("theme", "dark")
        await session.asave()
        assert await session.aexists(str(session.session_key))
        assert await SessionStore(session.session_key).aget("theme") == "dark"
        before = session.session_key
        await session.acycle_key()
        assert await SessionStore(before).aget("theme") is None
        await session.adelete()
        assert await SessionStore(session.session_key).aget("theme") is None

    # A browser that was tested before may still have a loop in this thread.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(walk())).result()

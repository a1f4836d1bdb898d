# SPDX-License-Identifier: EUPL-1.2
"""The same button pressed twice at once: both requests are under way before either is answered."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier, Event
from time import monotonic, sleep
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from meedoen.privacy.models import ReturnKey
from meedoen.privacy.operations import hand_out_return_words
from meedoen.privacy.queries import subject_for_return_words
from meedoen.residents.models import Fragment, Resident
from meedoen.residents.operations import open_dossier
from meedoen.vocabulary.moment import Moment
from meedoen.web.belonging import FIELD, mark_of
from meedoen.web.open_story import SUBJECT_IN_SESSION
from tests.web.resident.conftest import WORDS_SHOWN, Browser, mark_shown, text

pytestmark = pytest.mark.django_db(transaction=True)
STORY, CALL, MINE = (reverse(f"resident:{name}") for name in ("story", "callback", "return_words"))
SAID = "Ik wil iets met paarden doen"
FILLED = {"words": SAID, "go": "next", "chosen_name": "Johan", "telephone": "0612345678"}
PATIENCE = 60


def meeting(*, before: Callable[..., Any], first: Callable[..., Any]) -> Callable[..., Any]:
    """Give the same function, in which the first two who call it wait for each other.

    `first` says which of the two goes first then: `min` who came in earlier, `max` who came later.
    """
    start, calls, moments, gone = Barrier(2), count(), list[Moment](), Event()

    def waits(*args: Any, on: Moment, **kwargs: Any) -> Any:
        if next(calls) >= start.parties:
            return before(*args, on=on, **kwargs)
        moments.append(on)
        start.wait(PATIENCE)
        if on != first(moments):
            gone.wait(PATIENCE)
        try:
            return before(*args, on=on, **kwargs)
        finally:
            gone.set()

    return waits


def pressed_twice(browser: Browser, page: str, sent: dict[str, str]) -> list[tuple[Browser, Any]]:
    """Send one form twice at the same moment, as one browser does; give both with their answer."""
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value

    def press(_: int) -> tuple[Browser, Any]:
        hand = Browser()
        hand.cookies[settings.SESSION_COOKIE_NAME] = cookie
        try:
            return hand, hand.post(page, sent)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(press, range(2)))


@pytest.mark.parametrize("page", [STORY, CALL])
@pytest.mark.parametrize("first", [min, max])
def test_the_first_answer_pressed_twice_at_once_opens_one_story_whichever_press_goes_first(
    visitor: Browser, monkeypatch: pytest.MonkeyPatch, page: str, first: Callable[..., Any]
) -> None:
    monkeypatch.setattr(
        "meedoen.residents.operations.open_dossier",
        meeting(before=open_dossier, first=first),
    )
    mark = mark_shown(visitor, page)
    pressed = pressed_twice(visitor, page, FILLED | {FIELD: mark})
    assert {answer.status_code for _, answer in pressed} <= {200, 302}
    assert Resident.objects.count() == 1
    opened = {hand.session[SUBJECT_IN_SESSION] for hand, _ in pressed}
    assert opened == {str(Resident.objects.get().pk)}
    assert Fragment.objects.filter(replaced_at__isnull=True).count() == 1


def held_until_another_waits(before: Callable[..., Any]) -> Callable[..., Any]:
    """Give the same function; who calls it first goes on once somebody else waits for a turn."""
    calls = count()

    def waits(**kwargs: Any) -> Any:
        if next(calls) == 0:
            until = monotonic() + PATIENCE
            while not somebody_waits() and monotonic() < until:
                sleep(0.01)
        return before(**kwargs)

    return waits


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def test_of_new_words_asked_twice_at_once_those_shown_last_work_and_no_others(
    kim: Browser, subject: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "meedoen.web.resident.views.telling.hand_out_return_words",
        held_until_another_waits(hand_out_return_words),
    )
    pressed = pressed_twice(kim, MINE, {FIELD: mark_of(subject)})
    assert [answer.status_code for _, answer in pressed] == [302, 302]
    assert ReturnKey.objects.filter(ended_at__isnull=True).count() == 1
    shown = WORDS_SHOWN.search(text(kim.get(MINE)))
    assert shown is not None
    assert subject_for_return_words(shown.group(1)) == subject

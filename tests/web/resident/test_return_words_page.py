# SPDX-License-Identifier: EUPL-1.2
"""The page with return words: shown once, never translated, and replaced when she wants."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

import meedoen.web
from meedoen.accounts.models import Account
from meedoen.privacy.keys import NUMBER_OF_WORDS, WORDS
from meedoen.privacy.models import ReturnKey
from meedoen.privacy.queries import subject_for_return_words
from meedoen.vocabulary.moment import Moment
from meedoen.web.addresses import address_of
from meedoen.web.open_story import SUBJECT_IN_SESSION
from tests.web.resident.conftest import WISH, WORDS_SHOWN, Browser, text
from tests.web.resident.test_calling import WRONG, words_of

STORY, CHECK, BACK, MINE = (
    reverse(f"resident:{name}") for name in ("story", "story_check", "come_back", "return_words")
)
A_WORD = "|".join(WORDS)
FIVE = re.compile(rf"\b(?:(?:{A_WORD})\s+){{{NUMBER_OF_WORDS - 1}}}(?:{A_WORD})\b")


class Untranslated(HTMLParser):
    """Collects what a browser may translate of a page, and what it leaves as it is."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.translated, self.left = "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        left = given.get("translate") == "no" and given.get("lang") == "nl"
        if tag not in ("input", "img", "br", "meta", "link", "hr"):
            self.open.append(left or bool(self.open and self.open[-1]))

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1]:
            self.left += f" {data} "
        else:
            self.translated += f" {data} "


def shown_on(page: str) -> str:
    found = WORDS_SHOWN.search(page)
    assert found is not None
    return found.group(1)


def approved(browser: Browser) -> str:
    browser.post(STORY, {"words": WISH, "go": "next"})
    return shown_on(text(browser.post(CHECK, {}, follow=True)))


def test_a_browser_that_translates_leaves_the_words_on_every_page(
    visitor: Browser, worker: Account
) -> None:
    visitor.post(STORY, {"words": WISH, "go": "next"})
    colleague = Client()
    colleague.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    told = colleague.post(
        "/werk/nieuw-verhaal/", {"wish": "Zien", "home": "GM9901", "read_along": "on"}
    )
    pages = [
        visitor.post(CHECK, {}, follow=True),
        visitor.post(MINE, follow=True),
        visitor.post(reverse("resident:later"), follow=True),
        visitor.get(reverse("web:tour")),
        colleague.get(told["Location"]),
    ]
    for page in pages:
        seen = Untranslated(text(page))
        assert FIVE.search(seen.left), "there are words on this page"
        assert not FIVE.search(seen.translated)


def test_return_words_are_drawn_by_one_part_only() -> None:
    """So that the next page that shows them cannot forget it."""
    for file in Path(meedoen.web.__path__[0]).rglob("*.html"):
        source = file.read_text()
        if re.search(r"{{ *(return_)?words *}}", source):
            assert 'translate="no" lang="nl"' in source, file.name


def test_a_reload_shows_no_words_and_makes_none(visitor: Browser) -> None:
    words = approved(visitor)
    page = text(visitor.get(MINE))
    assert words not in page
    assert "Je woorden stonden hier één keer" in page
    assert "Geef mij nieuwe woorden" in page
    assert ReturnKey.objects.count() == 1


def test_only_looking_ahead_does_not_use_the_words_up(visitor: Browser) -> None:
    visitor.post(STORY, {"words": WISH, "go": "next"})
    visitor.post(CHECK, {})
    visitor.head(MINE)
    assert WORDS_SHOWN.search(text(visitor.get(MINE)))


def test_the_session_never_holds_the_words(visitor: Browser) -> None:
    visitor.post(STORY, {"words": WISH, "go": "next"})
    visitor.post(CHECK, {})
    kept = str(dict(visitor.session))
    words = shown_on(text(visitor.get(MINE)))
    assert not any(re.search(rf"\b{word}\b", kept) for word in words.split())


def test_new_words_end_the_old_ones_and_she_is_told(visitor: Browser) -> None:
    old = approved(visitor)
    page = text(visitor.post(MINE, follow=True))
    assert "Die werken nu niet meer" in page
    assert subject_for_return_words(old) is None
    assert subject_for_return_words(shown_on(page)) == UUID(visitor.session[SUBJECT_IN_SESSION])


def test_approving_again_leaves_the_words_she_noted_as_they_are(visitor: Browser) -> None:
    words = approved(visitor)
    page = text(visitor.post(CHECK, {"chosen_name": "Kim"}, follow=True))
    assert "De woorden die je eerder kreeg, werken nog" in page
    assert subject_for_return_words(words) is not None


def test_she_sees_that_there_are_words_and_makes_them_stop(visitor: Browser) -> None:
    words = approved(visitor)
    assert "Laat mijn woorden stoppen" in text(visitor.get(reverse("resident:who_looked")))
    visitor.post(reverse("resident:end_words"))
    assert subject_for_return_words(words) is None
    page = text(visitor.get(reverse("resident:who_looked")))
    assert "Laat mijn woorden stoppen" not in page
    assert "Er zijn geen woorden die werken" in page


def test_words_that_were_ended_before_they_were_shown_are_not_shown_as_hers(
    visitor: Browser,
) -> None:
    visitor.post(STORY, {"words": WISH, "go": "next"})
    visitor.post(CHECK, {})
    visitor.post(reverse("resident:end_words"))
    assert not WORDS_SHOWN.search(text(visitor.get(MINE)))


def test_who_comes_by_words_that_a_colleague_saw_is_offered_new_ones(
    visitor: Browser, worker: Account
) -> None:
    colleague = Client()
    colleague.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    told = colleague.post(
        "/werk/nieuw-verhaal/", {"wish": "Zien", "home": "GM9901", "read_along": "on"}
    )
    found = FIVE.search(text(colleague.get(told["Location"])))
    assert found is not None
    assert found[0] not in str(dict(colleague.session)), "the session holds no words"
    page = text(visitor.post(BACK, {"words": found[0]}, follow=True))
    assert "Een collega schreef je verhaal op en zag toen je woorden" in page
    visitor.post(MINE)
    assert subject_for_return_words(found[0]) is None


# What cannot be words is asked about and not counted.


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("zwan appel appel appel appel", "We kennen het woord ‘zwan’ niet. Bedoel je ‘zwaan’?"),
        ("appel anker", "Je kreeg vijf woorden. Hier staan er 2."),
        ("geen idee", "We kennen het woord ‘geen’ niet."),
    ],
)
def test_a_slip_of_the_pen_is_pointed_out_and_costs_nothing(
    visitor: Browser, subject: UUID, typed: str, answer: str
) -> None:
    for _ in range(8):
        page = visitor.post(BACK, {"words": typed})
        assert answer in re.sub(r"<[^>]+>", "", text(page))
    assert visitor.post(BACK, {"words": words_of(subject)}).status_code == 302


def test_a_place_where_much_is_guessed_still_lets_the_right_words_in(
    visitor: Browser, subject: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = words_of(subject)
    for _ in range(40):
        Browser().post(BACK, {"words": WRONG})
    assert "Wacht een minuut" in text(visitor.post(BACK, {"words": words}))
    later = Moment.now() + timedelta(minutes=1)
    monkeypatch.setattr(Moment, "now", lambda: later)
    assert visitor.post(BACK, {"words": words}).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "whose"),
    [
        (0, "", "192.0.2.7", "192.0.2.7"),
        (0, "198.51.100.1", "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.1", "127.0.0.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "127.0.0.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.1", "127.0.0.1", "198.51.100.1"),
        (2, "", "127.0.0.1", "127.0.0.1"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (0, "", "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        (0, "", "::ffff:192.0.2.7", "192.0.2.7"),
        (0, "", "", "unknown"),
        (1, "nonsense", "127.0.0.1", "unknown"),
    ],
)
def test_an_address_is_the_one_our_own_proxies_saw_and_one_home_is_one_address(
    rf: object, settings: object, proxies: int, forwarded: str, remote: str, whose: str
) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = rf.get("/terug/", headers=headers, REMOTE_ADDR=remote)  # type: ignore[attr-defined]
    assert address_of(request) == whose

# SPDX-License-Identifier: EUPL-1.2
"""Somebody who writes all the time, over HTTP as a browser does, and keeps what was acknowledged.

What the server answered with a redirect is acknowledged; what got no answer may be there or not.
"""

import re
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode
from uuid import uuid4

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
FORM = re.compile(r'<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
STORY, PLAN, STEP = "/mijn-verhaal/", "/mijn-plan/", "/mijn-plan/stap/"


# No figures: some of them would read as a bsn, which the product takes out.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def unique(word: str) -> str:
    """Give words that nobody else writes."""
    return f"{word} {str(uuid4()).translate(_LETTERS)}"


class NoAnswer(Exception):
    """The server went while it was asked, or answered with a fault."""


class Visitor:
    """A browser without JavaScript: cookies and forms, one page after another."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}

    def at(self, port: int) -> "Visitor":
        """Give the same browser, with its cookies, at another port."""
        other = Visitor(port)
        other._cookies = self._cookies
        return other

    def get(self, path: str) -> str:
        return self._asked("GET", path, None)[1]

    def post(self, path: str, page: str, **fields: str) -> str:
        """Send a form that stood on a page, and give where that leads. Raises NoAnswer."""
        hidden = dict(HIDDEN.findall(_form(page, path)))
        answer, _ = self._asked("POST", path, urlencode(hidden | fields))
        if answer.status not in (302, 303):
            raise NoAnswer(f"{answer.status} for {path}")
        return str(answer.headers["Location"])

    def _asked(self, method: str, path: str, body: str | None) -> tuple[HTTPResponse, str]:
        asked = HTTPConnection("localhost", self._port, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            asked.request(method, path, body, headers)
            answer = asked.getresponse()
            page = answer.read().decode()
        except (OSError, HTTPException) as gone:
            raise NoAnswer(str(gone)) from gone
        finally:
            asked.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        if answer.status >= 500:
            raise NoAnswer(f"{answer.status} for {path}")
        return answer, page


def _form(page: str, action: str) -> str:
    for found, inside in FORM.findall(page):
        if found in (action, ""):
            return str(inside)
    return page


@dataclass
class Acknowledged:
    """What the server said it kept: stories, places (by story) and steps; and what it did not."""

    stories: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    full: int = 0
    unanswered: int = 0
    last: float = 0.0


class Writer(threading.Thread):
    """Tells one story after another, asks for a place that many want, and adds steps."""

    def __init__(self, port: int, offer: str) -> None:
        super().__init__(daemon=True)
        self.kept = Acknowledged()
        self._port, self._offer = port, offer
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.is_set():
            try:
                self._write()
            except NoAnswer:
                self.kept.unanswered += 1
                time.sleep(0.2)

    def _write(self) -> None:
        visitor, words = Visitor(self._port), unique("proef")
        visitor.post(STORY, visitor.get(STORY), words=words, go="next")
        self._note(self.kept.stories, words)
        page = visitor.get(f"/aanbod/{self._offer}/")
        leads = visitor.post(f"/mijn-keuzes/{self._offer}/", page, answer="yes")
        if not leads.startswith(PLAN):
            self.kept.full += 1
            return
        self._note(self.kept.places, words)
        for _ in range(3):
            step = unique("stap")
            visitor.post(STEP, visitor.get(PLAN), words=step)
            self._note(self.kept.steps, step)

    def _note(self, kept: list[str], words: str) -> None:
        kept.append(words)
        self.kept.last = time.monotonic()

    def finish(self) -> None:
        self._over.set()
        self.join()

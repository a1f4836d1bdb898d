# SPDX-License-Identifier: EUPL-1.2
"""Sends every form that a person met: with nothing filled in, and with what no field expects."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.urls import resolve
from lxml.html import HtmlElement

from meedoen.web.belonging import FIELD
from tests.web.pages.town import Person, undone
from tests.web.pages.walk import Seen, page_of

TYPED = {"text", "email", "tel", "number", "date", "search", "password", "url"}
NONSENSE = "dit past hier niet " * 300
# Sending these does something to the browser itself, or to who is in it.
LEFT_ALONE = {"account_logout", "resident:leave", "web:demonstration_login"}


@dataclass(frozen=True)
class Filled:
    """A form as somebody sends it: where to, and what."""

    page: Seen
    target: str
    given: dict[str, list[str]]

    def send(self, person: Person) -> Seen:
        """Send it in a fresh browser and undo it; gives the page that comes, after any redirect.

        That browser opens the page first: a form belongs to the visit in which it was shown.
        """
        with undone():
            browser = person.browser()
            given = dict(self.given)
            if FIELD in given:
                given |= _mark_of(browser.get(self.page.address))
            answer = browser.post(self.target, given, follow=True)
            came = answer.request["PATH_INFO"]
            return page_of(person, f"{came} after {self.target}", "", answer)


def _mark_of(shown: HttpResponse) -> dict[str, list[str]]:
    found = re.findall(rf'name="{FIELD}" value="([^"]+)"', shown.content.decode())
    return {FIELD: found[-1:]}


def forms_on(pages: list[Seen]) -> Iterator[tuple[Seen, HtmlElement, str]]:
    """Give each form that writes once: page, form and the address it goes to."""
    met = set()
    for page in pages:
        for form in page.tree.xpath("//form[translate(@method, 'POST', 'post')='post']"):
            if form.xpath("ancestor::*[contains(@class, 'md-gallery')]"):
                continue
            target = urljoin(page.address, form.get("action") or page.address)
            name = resolve(urlsplit(target).path).view_name
            kind = (name, tuple(sorted(filter(None, form.xpath(".//@name")))))
            if kind not in met and name not in LEFT_ALONE:
                met.add(kind)
                yield page, form, target


def ways_to_fill(page: Seen, form: HtmlElement, target: str) -> Iterator[Filled]:
    """Fill a form in with nothing, and with nonsense of six thousand characters in each field."""
    for words in ("", NONSENSE):
        yield Filled(page, target, dict(_values(form, words)))


def _values(form: HtmlElement, words: str) -> Iterator[tuple[str, list[str]]]:
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        kind = field.get("type", "text") if field.tag == "input" else "text"
        if kind == "hidden":
            yield field.get("name"), [field.get("value") or ""]
        elif kind in TYPED:
            yield field.get("name"), [words]
    pressed = form.xpath(".//button[@name][not(@type='button')]")
    if pressed:
        yield pressed[0].get("name"), [pressed[0].get("value") or ""]

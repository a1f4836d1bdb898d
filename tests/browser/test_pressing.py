# SPDX-License-Identifier: EUPL-1.2
"""Every kind of link and button on every page is pressed in a real browser, and the page is read.

A test that opens an address itself stays green when the link to it does nothing. Pages and links
are found by walking, from the first page of each role on, so the next page is pressed too. Links
count as one kind when they stand on the same page and lead to the same view.
Source: bigskysoftware/htmx#2685, a link that emptied its page.
"""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Page

from meedoen.accounts.queries import demonstration_accounts
from meedoen.residents.models import Resident

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.walk]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
REFUSALS = {
    "Deze pagina gaat niet open", "Deze pagina is er niet", "Dit is geen pagina",
    "Dit staat er niet meer", "Dit lukte niet", "Dit is niet verstuurd", "Je was te lang weg",
}  # fmt: skip
ENDS_THE_VISIT = {"account_logout", "resident:leave"}
H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
LINKS = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  return [...document.querySelectorAll("a[href]")].map((a, at) => ({
    at, href: a.href, inside: !!a.closest("main"), seen: a.checkVisibility(),
  }));
}"""
BUTTONS = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  return [...document.querySelectorAll("main button, main input[type=submit]")]
    .map((button, at) => ({ at, button, form: button.form }))
    .filter(({ button, form }) => form && button.type === "submit" && button.checkVisibility())
    .map(({ at, button, form }) => ({
      at, method: form.method, part: form.hasAttribute("hx-post"),
      action: button.hasAttribute("formaction") ? button.formAction : form.action,
      says: `${button.name}=${button.value}`,
    }));
}"""


def view_at(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@dataclass
class Walk:
    """What was pressed on the way through the pages of one visitor, and what went wrong."""

    page: Page
    site: str
    who: str
    pages: dict[str, str] = field(default_factory=dict)
    pressed: set[tuple[str, ...]] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def links(self, first: str) -> None:
        """Press one link of each kind on each page that can be reached."""
        waiting = deque([first])
        while waiting:
            address = waiting.popleft()
            here = view_at(address)
            if here in self.pages:
                continue
            self.pages[here] = address
            self.page.goto(address)
            for link in self.page.evaluate(LINKS):
                to = view_at(link["href"])
                kind = (here if link["inside"] else "around", to)
                ours = link["href"].startswith(self.site) and to
                if not ours or not link["seen"] or kind in self.pressed:
                    continue
                if link["href"].partition("#")[0] == self.page.url.partition("#")[0]:
                    continue
                self.pressed.add(kind)
                if self.press_link(address, link) and to not in ENDS_THE_VISIT:
                    waiting.append(link["href"])

    def press_link(self, address: str, link: dict[str, Any]) -> bool:
        """Press a link, and hold the page against the same address opened directly."""
        direct = self.page.request.get(link["href"])
        if "text/html" not in direct.headers["content-type"]:
            return False
        self.open(address)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.locator("a[href]").nth(link["at"]).click()
        expected = [words(found) for found in H1.findall(direct.text())]
        self.read(f"{view_at(address)} → {link['href']}", expected)
        return direct.ok

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.page.evaluate(LINKS)

    def read(self, step: str, expected: list[str] | None = None) -> None:
        """Read the page as somebody would: one heading, of the page that was asked for."""
        headings = [" ".join(one.split()) for one in self.page.locator("h1").all_inner_texts()]
        step = f"{self.who}: {step}"
        if len(headings) != 1 or headings[0] in REFUSALS:
            self.wrong.append(f"{step} says {headings}")
        if expected is not None and [h.lower() for h in headings] != [e.lower() for e in expected]:
            self.wrong.append(f"{step} says {headings}, opened directly {expected}")
        if len(self.page.locator("main").inner_text()) < 60:
            self.wrong.append(f"{step} is empty")
        if self.page.locator("#geweigerd").count():
            self.wrong.append(f"{step}: {self.page.locator('#geweigerd').inner_text()}")

    def buttons(self) -> None:
        """Press one button of each kind on each page that was reached, as it stands there."""
        for here, address in self.pages.items():
            self.page.goto(address)
            for button in self.page.evaluate(BUTTONS):
                kind = (here, view_at(button["action"]), button["says"][:40])
                if kind in self.pressed or kind[1] in ENDS_THE_VISIT or kind[1] == "":
                    continue
                self.pressed.add(kind)
                self.press_button(address, kind, button)

    def press_button(self, address: str, kind: tuple[str, ...], button: dict[str, Any]) -> None:
        """Press a button, unless an earlier press took it away."""
        self.open(address)
        there = self.page.evaluate(BUTTONS)
        now = {(view_at(one["action"]), one["says"][:40]): one for one in there}
        found = now.get((kind[1], kind[2]))
        if found is None:
            return
        pressed = self.page.locator("main button, main input[type=submit]").nth(found["at"])
        if found["part"]:
            with self.page.expect_response(lambda answer: answer.request.method == "POST"):
                pressed.click()
            self.page.wait_for_load_state("networkidle")
        else:
            with self.page.expect_navigation(wait_until="domcontentloaded"):
                pressed.click()
        self.read(" / ".join(kind))


def enter(page: Page, site: str, client: Client) -> None:
    """Give the browser the session of a test client."""
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])


def test_a_colleague_of_each_role_comes_where_every_link_and_button_says(
    open_page: Callable[..., Page], site: str
) -> None:
    wrong: list[str] = []
    pages: set[str] = set()
    for_role = {member.role: member for member in demonstration_accounts()}
    for role, member in sorted(for_role.items()):
        page, client = open_page(), Client()
        client.force_login(member.account, backend=BACKEND)
        enter(page, site, client)
        walk = Walk(page, site, role)
        walk.links(site + reverse("professional:begin"))
        walk.buttons()
        wrong += walk.wrong
        pages |= set(walk.pages)
    assert wrong == []
    assert {"professional:glasses", "professional:why", "professional:override"} <= pages
    assert {"professional:plan", "professional:knelpunten", "policy:home"} <= pages


@pytest.mark.parametrize("name", [None, "Theo", "Nadia"])
def test_a_visitor_and_a_resident_come_where_every_link_and_button_says(
    name: str | None, open_page: Callable[..., Page], site: str
) -> None:
    page = open_page()
    if name:
        client = Client()
        session = client.session
        session["subject"] = str(Resident.objects.get(chosen_name=name).pk)
        session.save()
        enter(page, site, client)
    walk = Walk(page, site, name or "visitor")
    walk.links(site + "/")
    walk.buttons()
    assert walk.wrong == []
    assert len(walk.pages) > 10

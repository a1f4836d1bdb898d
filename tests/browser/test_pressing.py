# SPDX-License-Identifier: EUPL-1.2
"""Every kind of link and button is pressed in a real browser, and the page is read afterwards.

A test that opens an address itself stays green when the link to it does nothing. What there is to
press is found on every registered page, so that the next page comes under this too. Links are of
one kind when they stand on the same page and lead to the same one; buttons when they send the same
thing to the same address. Source: bigskysoftware/htmx#2685, a link that emptied its page.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from itertools import chain
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from lxml.html import HtmlElement, document_fromstring
from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError
from pytest_django.live_server_helper import LiveServer

from meedoen.accounts.roles import Role
from tests.browser.test_every_page import enter
from tests.web.pages.town import PLACED, TOLD, VISITOR, Person, Town
from tests.web.pages.walk import NO_PAGE, Seen, walk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.walk]

# Together they open every page.
WHO = (VISITOR, PLACED, TOLD, *map(str, (
    Role.NEIGHBOURHOOD_WORKER, Role.PROVIDER_WORKER, Role.POLICY_ADVISER, Role.CONTROLLER,
    Role.PRIVACY_OFFICER,
)))  # fmt: skip
# A browser counts areas of a drawing apart; a test of the map presses those.
LINKS = "//a[@href][not(ancestor::svg)]"
BUTTONS = "//main//form//button[not(@type='button')]"
REFUSALS = {
    "Deze pagina gaat niet open", "Deze pagina is er niet", "Dit is geen pagina",
    "Dit staat er niet meer", "Dit lukte niet", "Dit is niet verstuurd", "Je was te lang weg",
}  # fmt: skip
# Pressed before all else: once she read her messages, no letter waits any more.
BEGINS = ("professional:move_letter",)
# Pressed last, in this order: afterwards what others press is gone, or nobody is there any more.
ENDS = (
    "register:take_off", "register:cancel_meeting",
    "resident:end_words", "resident:stop_sharing", "resident:give_back", "professional:give_back",
    "professional:withdraw", "professional:remove_knelpunt", "policy:throw_draft_away",
    "resident:leave", "account_logout", "web:demonstration_login",
)  # fmt: skip
OPEN_FOLDS = "() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"

Kind = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A link or button on a page: the how manieth of what `path` finds, and of what kind."""

    page: Seen
    at: int
    kind: Kind
    target: str
    path: str


def view_at(address: str) -> str:
    """Name the page behind an address of ours; empty for any other."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return ""


def links_of(page: Seen) -> Iterator[Found]:
    """Give the links of a page that lead to another one.

    Each is found by where it leads: what was read or pressed before may have taken others away.
    """
    met: Counter[str] = Counter()
    for link in page.tree.xpath(LINKS):
        href = link.get("href")
        at, path = met[href], f'{LINKS}[@href="{href}"]'
        met[href] += 1
        target = urljoin(page.address, href)
        view = view_at(target)
        around = not link.xpath("ancestor::main")
        if view and view not in NO_PAGE and target.partition("#")[0] != page.address:
            yield Found(page, at, ("around" if around else page.name, view), target, path)


def buttons_of(page: Seen) -> Iterator[Found]:
    """Give the buttons of a page that send something, an example in the gallery aside."""
    for at, button in enumerate(page.tree.xpath(BUTTONS)):
        form = button.xpath("ancestor::form")[0]
        target = urljoin(page.address, button.get("formaction") or form.get("action") or "")
        view = view_at(target)
        if view and page.name != "web:gallery":
            kind = (view, button.get("name") or "", _sent(button))
            yield Found(page, at, kind, target, BUTTONS)


def _sent(button: HtmlElement) -> str:
    """Give what a button says to the server, but for what it is about."""
    value = button.get("value") or ""
    return value if value.isalpha() else ""


def kinds(
    town: Town, pick: Callable[[Seen], Iterator[Found]]
) -> dict[str, dict[Kind, list[Found]]]:
    """Give what each person meets that nobody before met, by kind, everywhere it stands."""
    met: set[Kind] = set()
    found: dict[str, dict[Kind, list[Found]]] = {}
    for who in WHO:
        hers: dict[Kind, list[Found]] = defaultdict(list)
        for one in chain.from_iterable(map(pick, walk(town, who).pages)):
            if one.kind not in met and one.page.status == 200:
                hers[one.kind].append(one)
        met |= set(hers)
        found[who] = hers
    return found


def headings(html: str) -> list[str]:
    """Read the first headings in the source of a page."""
    found = document_fromstring(html).xpath("//h1")
    return [" ".join(unescape(one.text_content()).split()) for one in found]


def wrong_about(page: Page, *, expected: list[str] | None = None) -> list[str]:
    """Read a page as somebody would: one heading, of the page that was asked for, and words."""
    seen = [" ".join((one or "").split()) for one in page.locator("h1").all_text_contents()]
    wrong = []
    if len(seen) != 1 or seen[0] in REFUSALS:
        wrong.append(f"says {seen}")
    if expected is not None and seen != expected:
        wrong.append(f"says {seen}, and opened directly {expected}")
    if len(page.locator("main").inner_text()) < 60:
        wrong.append("is empty")
    wrong += [f"says {said}" for said in page.locator("#geweigerd").all_inner_texts()]
    return wrong


def opened(page: Page, one: Found) -> Locator:
    """Open the page on which it stands, with every fold open, and find it there."""
    page.goto(one.page.address, wait_until="domcontentloaded")
    page.evaluate(OPEN_FOLDS)
    return page.locator(f"xpath={one.path}").nth(one.at)


@pytest.fixture
def window(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[Person], Page]]:
    """Give a way to open a window in which a person is known."""
    contexts: list[BrowserContext] = []

    def open_(person: Person) -> Page:
        contexts.append(enter(browser, live_server, person))
        return contexts[-1].new_page()

    yield open_
    for context in contexts:
        context.close()


def test_every_link_leads_to_the_page_it_names(
    window: Callable[[Person], Page], town: Town
) -> None:
    wrong, pressed = [], set()
    for who, hers in kinds(town, links_of).items():
        page = window(town.people[who])
        known = {seen.address: seen for seen in walk(town, who).pages}
        for kind, places in hers.items():
            seen = next((one for one in places if opened(page, one).is_visible()), None)
            if seen is None:
                continue
            pressed.add(kind)
            direct = known.get(seen.target.partition("#")[0])
            html = direct.html if direct else page.request.get(seen.target).text()
            wrong += [
                f"{seen.page} → {seen.target} {what}" for what in press_link(page, seen, html)
            ]
    assert wrong == []
    assert ("professional:glasses", "professional:why") in pressed


def press_link(page: Page, one: Found, direct: str) -> list[str]:
    """Press a link on the open page, and hold what comes against the address opened directly."""
    try:
        with page.expect_navigation(wait_until="domcontentloaded"):
            page.locator(f"xpath={one.path}").nth(one.at).click()
    except TimeoutError:
        return ["goes nowhere"]
    return wrong_about(page, expected=headings(direct))


def test_every_button_is_answered_by_a_page_that_says_so(
    window: Callable[[Person], Page], town: Town
) -> None:
    wrong, gone = [], []
    pages = {who: window(town.people[who]) for who in WHO}
    hers = [(who, *one) for who, found in kinds(town, buttons_of).items() for one in found.items()]
    for who, kind, places in sorted(hers, key=lambda one: turn(one[1])):
        page = pages[who]
        button = next(filter(None, (standing(page, one) for one in places)), None)
        if button is None:
            gone.append(f"{places[0].page}: {kind}")
            continue
        at = page.url
        wrong += [f"{who} at {at}: {kind} {what}" for what in press_button(page, button)]
    assert wrong == []
    assert "\n".join(gone) == ""


def turn(kind: Kind) -> int:
    """Say when a kind is pressed: what ends something after all that does not."""
    if kind[0] in BEGINS:
        return -1
    return ENDS.index(kind[0]) + 1 if kind[0] in ENDS else 0


def standing(page: Page, one: Found) -> Locator | None:
    """Find a button of this kind on its page as it is now: what was pressed may have moved it."""
    opened(page, one)
    now = replace(one.page, html=page.content())
    for found in buttons_of(now):
        button = page.locator(f"xpath={BUTTONS}").nth(found.at)
        if found.kind == one.kind and button.is_visible():
            return button
    return None


def press_button(page: Page, button: Locator) -> list[str]:
    """Press a button and read what comes: a page, or a part of this one."""
    part: Any = button.evaluate("(button) => button.form.hasAttribute('hx-post')")
    try:
        if part:
            with page.expect_response(lambda answer: answer.request.method == "POST"):
                button.click()
            page.wait_for_load_state("networkidle")
        else:
            with page.expect_navigation(wait_until="domcontentloaded"):
                button.click()
    except TimeoutError:
        return ["does nothing"]
    return wrong_about(page)

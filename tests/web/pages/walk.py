# SPDX-License-Identifier: EUPL-1.2
"""Opens every registered page as one person, then what its links and forms lead to."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from urllib.parse import parse_qs, urljoin, urlsplit

from django.http import HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from lxml.html import HtmlElement, document_fromstring

from meedoen.privacy.endpoints import Endpoint, ListedEndpoint, all_endpoints, registration_of
from meedoen.privacy.policy import Purpose
from tests.web.pages.town import ARGUMENTS, VISITOR, Person, Town

# Of pages that differ only in what they are about, so many are looked at through a link.
ALIKE = 2
# A page that answers a GET, but is no page: said here with why.
NO_PAGE = {
    "web:health": "for machines",
    "web:favicon": "browsers ask for it on their own",
    "web:touch_icon": "telephones ask for it on their own",
    "web:old_touch_icon": "telephones ask for it on their own",
    "web:manifest": "browsers ask for it on their own",
    "web:robots": "for machines",
    "web:security": "for machines",
    "web:change_password": "password keepers ask for it on their own",
    "policy:budget_balances_file": "a file",
    "policy:budget_sample_file": "a file",
    "policy:download": "a file",
    "policy:monitor_download": "a file",
    "policy:monitor_profile": "a file",
    "policy:programme_download": "a file",
    "policy:release_file": "a file",
    "register:pmm_paper": "a file",
    "register:pmm_record": "a file",
    "register:table_file": "a file",
    "register:wijk_file": "a file",
    "professional:print_letter": "a file",
    "professional:print_letters": "a file",
    "resident:disagreement_copy": "a file",
    "web:release_file": "a file",
    "mfa_download_recovery_codes": "a file",
    "openid_connect_login": "sends to the organisation's own log-in, by settings",
    "openid_connect_callback": "comes from the organisation's own log-in, by settings",
}

# Shows nothing of who looks, and is long: a visitor looks at it for all.
SAME_FOR_ALL = {"web:gallery": "each part of a page, filled in by itself"}


@dataclass
class Seen:
    """An answer of the product to one person."""

    person: Person
    address: str
    name: str
    status: int
    html: str

    @cached_property
    def tree(self) -> HtmlElement:
        """Give the page as a tree."""
        return document_fromstring(self.html)

    def __str__(self) -> str:
        return f"{self.person.name} at {self.address}"


@dataclass
class Walk:
    """What one person met: the pages, and in words each way that led nowhere."""

    pages: list[Seen] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


def doors() -> list[ListedEndpoint]:
    """List every address that answers a GET with a page."""
    return [
        door
        for door in all_endpoints()
        if door.endpoint
        and door.endpoint.roles
        and "GET" in door.endpoint.methods
        and door.name not in NO_PAGE
    ]


def may_open(person: Person, stated: Endpoint) -> bool:
    """Tell by the registration alone whether this person may come."""
    # Where residents take part anybody may begin, whoever else is logged in on the machine.
    return person.role in stated.roles or stated.purpose is Purpose.TAKING_PART


def _looks_for_all(name: str, person: Person) -> bool:
    return name not in SAME_FOR_ALL or person.name == VISITOR


def addresses(door: ListedEndpoint, town: Town, person: Person) -> list[str]:
    """Fill in an address, each way a person meets it. Raises KeyError for a new argument."""
    names = re.findall(r"<(?:\w+:)?(\w+)>", door.pattern)
    choices = []
    for name in names:
        find = ARGUMENTS.get(f"{door.name.split(':')[0]}:{name}") or ARGUMENTS.get(name)
        if find is None:
            raise KeyError(
                f"{door.name} takes '{name}'. Say in tests/web/pages/town.py, ARGUMENTS, which "
                "values it can have, so that this page is looked at too."
            )
        choices.append(find(town, person))
    return [
        reverse(door.name, kwargs=dict(zip(names, chosen, strict=True)))
        for chosen in product(*choices)
    ]


def entrances(town: Town, person: Person) -> Iterator[tuple[ListedEndpoint, list[str]]]:
    """Give each page this person comes to without a link, with its addresses."""
    for door in doors():
        assert door.endpoint is not None
        # Who works here meets the pages where residents take part only by a link.
        by_link = person.account is not None and door.endpoint.purpose is Purpose.TAKING_PART
        if may_open(person, door.endpoint) and not by_link and _looks_for_all(door.name, person):
            yield door, addresses(door, town, person)


def page_of(person: Person, address: str, name: str, answer: HttpResponse) -> Seen:
    """Keep an answer as a page."""
    html = answer.content.decode() if "html" in answer.headers.get("Content-Type", "") else ""
    return Seen(person, address, name, answer.status_code, html)


def walk(town: Town, who: str) -> Walk:
    """Open every page this person may open, and follow what stands on it; once for each town."""
    if who not in town.walks:
        town.walks[who] = _Walker(town, town.people[who]).walk()
    return town.walks[who]


class _Walker:
    def __init__(self, town: Town, person: Person) -> None:
        self.town, self.person = town, person
        self.browser = person.browser()
        self.met: dict[str, Seen] = {}
        self.alike: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.found = Walk()

    def walk(self) -> Walk:
        for door, found in entrances(self.town, self.person):
            self._enter(door, found)
        for page in list(self.found.pages):
            self._follow(page)
        return self.found

    def _enter(self, door: ListedEndpoint, found: list[str]) -> None:
        opened = [self._open(address) for address in found]
        if door.pattern.count("<") and not opened:
            return
        # Pages of an installed package that this person has no use for are not there for her.
        fine = (200, 302) if ":" in door.name else (200, 302, 401, 404)
        if not any(page.status in fine for page in opened):
            self.found.findings.append(f"{door.name} never opens: {[p.status for p in opened]}")

    def _open(self, address: str) -> Seen:
        path = address.split("#")[0]
        if path not in self.met:
            answer = self.browser.get(path)
            seen = page_of(self.person, path, resolve(urlsplit(path).path).view_name, answer)
            self.met[path] = seen
            self.alike[_kind(path)] += 1
            if seen.status >= 500:
                self.found.findings.append(f"{path} answers {seen.status}")
            elif seen.html:
                self.found.pages.append(seen)
        return self.met[path]

    def _follow(self, page: Seen) -> None:
        for link in page.tree.xpath("//a[@href][not(starts-with(@href, '#'))]"):
            self._try(page, link.get("href"), "GET")
        for form in page.tree.xpath("//form[not(ancestor::*[contains(@class, 'md-gallery')])]"):
            for target in _targets(form):
                self._try(page, target or page.address, (form.get("method") or "get").upper())

    def _try(self, page: Seen, target: str, method: str) -> None:
        parts = urlsplit(urljoin(page.address, target))
        if parts.scheme in ("tel", "mailto", "https", "http"):
            return
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        wrong = self._wrong(address, method)
        if wrong:
            self.found.findings.append(
                f"{page.address} ({page.status}) → {method} {target}: {wrong}"
            )

    def _wrong(self, address: str, method: str) -> str:
        match = _resolved(urlsplit(address).path)
        if match is None:
            return "no such address"
        stated = registration_of(match.func, match.view_name)
        if stated is None or method not in stated.methods:
            return f"takes no {method}"
        if not may_open(self.person, stated):
            # A visitor is asked to log in, which is a way on.
            return "" if self.person.account is None else "not for this person"
        if (
            method == "GET"
            and match.view_name not in NO_PAGE
            and _looks_for_all(match.view_name, self.person)
            and self.alike[_kind(address)] < ALIKE
        ):
            status = self._open(address).status
            return f"answers {status}" if status >= 400 else ""
        return ""


@cache
def _resolved(path: str) -> ResolverMatch | None:
    """Find what answers a path; the same links stand on every page."""
    try:
        return resolve(path)
    except Resolver404:
        return None


def _kind(address: str) -> tuple[str, tuple[str, ...]]:
    parts = urlsplit(address)
    asked = parse_qs(parts.query, keep_blank_values=True)
    match = _resolved(parts.path)
    return match.view_name if match else "", tuple(sorted(asked))


def _targets(form: HtmlElement) -> Iterator[str]:
    yield form.get("action") or ""
    yield from form.xpath(".//@formaction")

# SPDX-License-Identifier: EUPL-1.2
"""Every way to knock with an identifier in hand: which door, who knocks, and whose it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import product
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from meedoen.accounts.roles import Role
from meedoen.budget.models import LedgerTransaction
from meedoen.history.models import Revision
from meedoen.plans.models import Disagreement
from meedoen.privacy.endpoints import Endpoint, ListedEndpoint, all_endpoints
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.domains import Domain
from meedoen.web.belonging import FIELD, mark_of
from tests.web.attacks.scene import (
    LIVES_IN,
    NORTH,
    PROVISION,
    PUBLIC,
    SOUTH,
    Canary,
    Scene,
    Someone,
)
from tests.web.pages.town import undone

FORM = "application/x-www-form-urlencoded"
# Of nobody: a number and a dossier that never were.
NEVER = {
    "int": "987654321", "uuid": "7d0f8f2e-1d44-4c57-9b8a-5a1f6f0e3c21", "slug": "bestaat-niet",
}  # fmt: skip
NOBODY, OTHER_KIND = "nobody", "of another kind"
# What stands in an address and belongs to nobody: one that is there.
OPEN_TO_ALL = {
    "provision": PROVISION, "code": "K06", "law": "wmo_2015", "since": "2026-07-01",
    "article": "2.3.5", "kind": "plannen", "file": "cells.csv", "indicator": "gebruik_wmo",
    "source": "wmo", "form": "csv", "part": "actie", "soort": "actie", "state": "going",
    "token": "bestaat-niet", "funding_law": "wmo", "taakveld": "6.713", "partner": "98000021",
    "point_id": str(PUBLIC), "agenda_kind": "recommendation",
}  # fmt: skip
# What is sent along by name, in a form or behind a question mark, and points at something.
SENT_ALONG: dict[str, tuple[str, ...]] = {
    "professional:say": ("offer",),
    "professional:plan": ("weg",),
    "professional:glasses": ("besluit",),
    "professional:knelpunten": ("weg",),
    "professional:letters": ("gedaan",),
    "policy:laboratory": ("weg",),
    "policy:monitor_headings": ("weg",),
    "policy:new_draft": ("kopie", "knelpunt"),
    "policy:new_release": ("opnieuw", "herstelt"),
    "policy:programme": ("weg", "soort"),
    "policy:actions": ("deelprogramma",),
    "policy:new_action": ("bij",),
    "policy:keys": ("weg",),
    "policy:new_key": ("van",),
    "resident:plan": ("weg",),
    "resident:disagree": ("welke",),
    "register:press": ("which",),
    "register:join": ("which",),
    "register:new_casus": ("knelpunt",),
    "register:hand_on": ("team",),
    "register:guest": ("team",),
    "register:casus_team": ("team",),
    "web:memberships": ("membership",),
}
POINTS_AT = {
    ("professional:say", "offer"): "offer_id",
    ("professional:plan", "weg"): "step_id",
    ("professional:glasses", "besluit"): "override_id",
    ("professional:knelpunten", "weg"): "professional:draft_id",
    ("professional:letters", "gedaan"): "message_id",
    ("policy:laboratory", "weg"): "policy:draft_id",
    ("policy:monitor_headings", "weg"): "supplier_id",
    ("policy:new_draft", "kopie"): "policy:draft_id",
    ("policy:new_draft", "knelpunt"): "knelpunt_id",
    ("policy:new_release", "opnieuw"): "preparation_id",
    ("policy:new_release", "herstelt"): "release_id",
    ("policy:programme", "weg"): "action_id",
    ("policy:actions", "deelprogramma"): "subprogramme_id",
    ("policy:new_action", "bij"): "subprogramme_id",
    ("policy:keys", "weg"): "key_id",
    ("policy:new_key", "van"): "key_id",
    ("policy:remove_part", "number"): "action_id",
    ("policy:put_part_back", "number"): "action_id",
    ("resident:plan", "weg"): "step_id",
    ("resident:disagree", "welke"): "hindrance_id",
    ("register:press", "which"): "knelpunt_id",
    ("register:join", "which"): "knelpunt_id",
    ("register:new_casus", "knelpunt"): "knelpunt_id",
    ("register:hand_on", "team"): "team_here",
    ("register:guest", "team"): "team_here",
    ("register:casus_team", "team"): "team_here",
    ("register:put_on_agenda", "number"): "recommendation_id",
    ("register:register_draft", "draft_id"): "professional:draft_id",
    ("web:memberships", "membership"): "membership",
}
# What lies with a municipality, and is open to who makes policy there.
OF_A_MUNICIPALITY = {
    "policy:draft_id", "release_id", "preparation_id", "build_id", "subprogramme_id", "goal_id",
    "followed_id", "action_id", "supplier_id", "booking_id", "document_id", "key_id",
    "knelpunt_id", "recommendation_id", "ticket", "casus_id", "meeting_id", "item_id", "team_here",
}  # fmt: skip
# What every form is sent with besides, so that as many as can be get as far as they go.
FILLED = {
    "do": "done", "answer": "no", "words": "Eens kijken", "name": "huishouden_type", "value": "x",
    "why": "Dubbel",
}  # fmt: skip
# What differs from one answer to the next, whoever asks.
DIFFERS = (
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(r'name="shown_for" value="geen\.[^"]*"'),
    re.compile(r'nonce="[^"]*"'),
    re.compile(r'"X-CSRFToken": ?"[^"]*"'),
    # Where one comes after logging in follows from the address that was asked, and from no data.
    re.compile(r'href="/account/login/\?next=[^"]*"'),
)


@dataclass(frozen=True)
class Knock:
    """One person at one door, with whose identifier in each place, and whose mark on the form."""

    who: str
    door: ListedEndpoint
    method: str
    whose: tuple[tuple[str, str], ...]
    mark_of: str = ""

    @property
    def stated(self) -> Endpoint:
        """Give what the door is registered for."""
        assert self.door.endpoint is not None
        return self.door.endpoint

    def __str__(self) -> str:
        where = ", ".join(f"{name} of {owner}" for name, owner in self.whose)
        marked = f", with the mark of {self.mark_of}" if self.mark_of else ""
        return f"{self.who}: {self.method} {self.door.name} ({where}{marked})"


def arguments(door: ListedEndpoint) -> list[tuple[str, str]]:
    """Give name and type of each part of an address that can be filled in."""
    found = re.findall(r"<(?:(\w+):)?(\w+)>", door.pattern)
    return [(name, kind) for kind, name in found]


def kind_of(door: ListedEndpoint, name: str) -> str:
    """Name what an argument or field of a door points at."""
    if (door.name, name) in POINTS_AT:
        return POINTS_AT[door.name, name]
    return f"{door.name.split(':')[0]}:{name}" if name == "draft_id" else name


def doors() -> list[ListedEndpoint]:
    """List every door of ours where something is pointed at, or a form is sent."""
    ours = [door for door in all_endpoints() if door.endpoint and ":" in door.name]
    return [
        door
        for door in ours
        if door.endpoint
        and door.name not in ("web:demonstration_login", "resident:come_back")
        and ("<" in door.pattern or door.name in SENT_ALONG or "POST" in door.endpoint.methods)
    ]


def every_knock(scene: Scene) -> list[Knock]:
    """List every knock there is, in one order."""
    return [
        knock
        for door in doors()
        if door.endpoint
        for method in door.endpoint.methods
        for who in scene.people
        for knock in _knocks(scene, door, method, who)
    ]


def _knocks(scene: Scene, door: ListedEndpoint, method: str, who: str) -> Iterator[Knock]:
    names = [name for name, _ in arguments(door)] + list(SENT_ALONG.get(door.name, ()))
    pools = []
    for name in names:
        if name in OPEN_TO_ALL:
            pools.append([NORTH, NOBODY])
        else:
            pools.append([*scene.owned[kind_of(door, name)], NOBODY, OTHER_KIND])
    marks = [""]
    if method == "POST" and door.endpoint and door.endpoint.purpose is Purpose.TAKING_PART:
        marks = [*LIVES_IN, NOBODY]
    for owners, mark in product(product(*pools), marks):
        if names or marks != [""]:
            yield Knock(who, door, method, tuple(zip(names, owners, strict=True)), mark)


@dataclass(frozen=True)
class Answer:
    """What came back, in short: `looks` is a digest of all of it apart from what always differs.

    `sung` are the canaries in it, `to_log_in` tells that it only asks to log in, and `changed`
    counts the rows that are not as they were.
    """

    status: int
    looks: str
    sung: tuple[Canary, ...]
    to_log_in: bool
    changed: int


@dataclass
class Street:
    """The doors of one scene, with a browser for everybody and what was answered before."""

    scene: Scene
    browsers: dict[str, tuple[Client, dict[str, str]]] = field(default_factory=dict)
    known: dict[Knock, Answer] = field(default_factory=dict)

    def identifier(self, door: ListedEndpoint, name: str, owner: str) -> str:
        """Give the identifier that somebody has of this kind, or one of nobody."""
        kinds = dict(arguments(door))
        form = kinds.get(name) or ("uuid" if name in ("offer", "gedaan") else "int")
        if name in OPEN_TO_ALL:
            return OPEN_TO_ALL[name] if owner != NOBODY else NEVER.get(form, "bestaat-niet")
        if owner == OTHER_KIND and form == "slug":
            return next(iter(self.scene.owned["subject"].values()))
        if owner == OTHER_KIND:
            of_teams = kind_of(door, name) in ("team_id", "team_here")
            of_numbers = "step_id" if of_teams else "team_id"
            of_dossiers = "offer_id" if name == "subject" else "subject"
            other = of_dossiers if form == "uuid" else of_numbers
            return self.scene.owned[other][SOUTH]
        if owner == NOBODY:
            return NEVER[form]
        return self.scene.owned[kind_of(door, name)][owner]

    def answer(self, knock: Knock) -> Answer:
        """Knock once, undo what it did, and remember what came back."""
        if knock not in self.known:
            answer, looks, changed = self.knock(knock)
            body = answer.content.decode(errors="replace")
            sung = tuple(canary for canary in self.scene.canaries if canary.word in body)
            asked = answer.headers.get("Location", "").startswith("/account/login/")
            digest = sha256(looks.encode()).hexdigest()
            self.known[knock] = Answer(answer.status_code, digest, sung, asked, changed)
        return self.known[knock]

    def knock(self, knock: Knock) -> tuple[HttpResponse, str, int]:
        """Knock and undo what it did; gives the answer, how it looks, and how many rows changed."""
        filled = {name: self.identifier(knock.door, name, who) for name, who in knock.whose}
        in_address = {name: filled[name] for name, _ in arguments(knock.door)}
        address = reverse(knock.door.name, kwargs=in_address)
        given = {name: one for name, one in filled.items() if name not in in_address}
        if knock.method == "POST":
            given = {**FILLED, **given, **self._mark(knock)}
        browser, cookies = self._browser(knock.who)
        for name in list(browser.cookies):
            del browser.cookies[name]
        browser.cookies.load(cookies)
        with undone():
            before = _written()
            if knock.method == "POST":
                answer: Any = browser.post(address, urlencode(given), content_type=FORM)
            else:
                answer = browser.get(address, given)
            changed = _written() - before
        return answer, _looks(answer, set(filled.values())), changed

    def _mark(self, knock: Knock) -> dict[str, str]:
        if not knock.mark_of:
            return {}
        subject = self.scene.subjects.get(knock.mark_of, UUID(NEVER["uuid"]))
        return {FIELD: mark_of(subject)}

    def _browser(self, who: str) -> tuple[Client, dict[str, str]]:
        if who not in self.browsers:
            browser = self.scene.people[who].browser()
            cookies = {name: one.value for name, one in browser.cookies.items()}
            self.browsers[who] = (browser, cookies)
        return self.browsers[who]

    def open_to(self, knock: Knock) -> dict[str, bool]:
        """Say of each identifier by the decision alone whether it is open to who knocks."""
        someone = self.scene.people[knock.who]
        opened: dict[str, bool] = {}
        for name, owner in knock.whose:
            may_come = someone.role in knock.stated.roles or Role.ANYONE in knock.stated.roles
            opened[name] = may_come and self._open(knock, name, owner, someone, opened)
        return opened

    def _open(
        self, knock: Knock, name: str, owner: str, someone: Someone, opened: dict[str, bool]
    ) -> bool:
        if owner in (NOBODY, OTHER_KIND):
            return False
        kind = kind_of(knock.door, name)
        if name in OPEN_TO_ALL or kind == "offer_id":
            return True
        viewer = someone.viewer()
        if kind == "subject":
            subject = self.scene.subjects[owner]
            return self.scene.decision(viewer, knock.stated.purpose, subject).allowed
        if kind == "message_id" and someone.account is not None:
            about = self.scene.decision(viewer, knock.stated.purpose, self.scene.subjects[owner])
            return Domain.PLAN in about.domains
        if kind == "disagreement_id" and someone.account is not None:
            sent = Disagreement.objects.get(pk=self.scene.owned[kind][owner])
            return sent.team_id == viewer.team_id and sent.not_to_id != viewer.account_id
        if kind == "team_id":
            return someone.name == owner and owner in self.scene.teams
        if kind in OF_A_MUNICIPALITY:
            return LIVES_IN[owner] in viewer.municipalities
        if kind == "professional:draft_id":
            return viewer.team_id == self.scene.teams[owner].pk
        if kind == "street_look_id":
            return someone.name == f"{Role.NEIGHBOURHOOD_WORKER.value} {owner}"
        if kind == "membership":
            return str(viewer.membership_id) == self.scene.owned[kind][owner]
        if someone.subject is not None:
            return someone.name == owner
        return opened.get("subject", False) and dict(knock.whose).get("subject") == owner


def _written() -> int:
    # What is booked keeps no past: it is one.
    return Revision.objects.count() + LedgerTransaction.objects.count()


def _looks(answer: HttpResponse, identifiers: set[str]) -> str:
    body = answer.content.decode(errors="replace")
    looks = f"{answer.status_code} {answer.headers.get('Location', '')}\n{body}"
    # Who asks for something by its number may read that number back.
    for one in sorted(identifiers, key=len, reverse=True):
        looks = looks.replace(one, "…")
    for what in DIFFERS:
        looks = what.sub("", looks)
    return looks

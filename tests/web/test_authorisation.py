# SPDX-License-Identifier: EUPL-1.2
"""Every endpoint × every role × every relation to a resident, generated from the URLs themselves.

What peers' incidents teach: data leaks at the second door (search, export, child object, old
address), not the first. So the doors are not listed here by hand: they are read from the product.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, path

from meedoen.accounts.models import Account, Team
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.journeys import participation
from meedoen.privacy.context import acting
from meedoen.privacy.endpoints import Endpoint, all_endpoints
from meedoen.privacy.models import SecurityEvent
from meedoen.privacy.operations import stop_sharing
from meedoen.privacy.policy import Purpose, reach_of
from meedoen.privacy.queries import resident_viewer
from meedoen.residents.queries import dossier
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.web.belonging import FIELD, mark_of
from tests.privacy.worlds import make_account, make_team, share_with, tell

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
CANARY = "Kanariewens hout zonder drukte"
NAME = "Kanarienaam"
DOSSIER_PURPOSES = (Purpose.INTAKE, Purpose.GUIDANCE, Purpose.PLACEMENT)


class Relation(StrEnum):
    """How a professional's team stands to the resident."""

    SHARED = "everything was shared with the team, for each purpose"
    NOT_SHARED = "nothing was shared with the team"
    STOPPED = "it was shared, and then stopped"
    ENDED = "the share ran out"
    NO_AGREEMENT = "shared, but the organisation has no agreement"
    ELSEWHERE = "shared, but the organisation works in another municipality"


@dataclass(frozen=True)
class Door:
    """One URL pattern with its registration."""

    endpoint: Endpoint | None
    route: str

    def address(self, subject: UUID, offer: UUID) -> str:
        """Fill the arguments in: the resident for a subject, an offer, and small numbers."""

        def fill(found: re.Match[str]) -> str:
            kind, _, name = found.group(1).rpartition(":")
            if kind == "uuid":
                return str(subject if name == "subject" else offer)
            return {"int": "1"}.get(kind, "x")

        return "/" + re.sub(r"<([^>]+)>", fill, self.route).replace("^", "").replace("$", "")

    @property
    def names_a_resident(self) -> bool:
        """Tell whether the address points at one resident's dossier."""
        return "<uuid:subject>" in self.route


DOORS = [Door(each.endpoint, each.pattern.removeprefix("/")) for each in all_endpoints()]
OURS = [door for door in DOORS if door.endpoint and not door.route.startswith("account/")]


@dataclass(frozen=True)
class Town:
    """A resident with a plan, and a team in each relation to her."""

    subject: UUID
    offer: UUID
    teams: dict[Relation, Team]


@pytest.fixture
def town() -> Town:
    now = Moment.now() - timedelta(hours=1)
    teams = {
        relation: make_team(
            "GM9902" if relation is Relation.ELSEWHERE else "GM9901",
            relation.name,
            purposes=[] if relation is Relation.NO_AGREEMENT else None,
        )
        for relation in Relation
    }
    subject = tell("GM9901", now, name=NAME, wish=CANARY)
    make_account(teams[Relation.SHARED], Role.NEIGHBOURHOOD_WORKER, "Regisseur")
    for relation, team in teams.items():
        if relation is not Relation.NOT_SHARED:
            share_with(subject, team, now, set(Domain), set(DOSSIER_PURPOSES))
    resident = resident_viewer(subject)
    with acting(resident, purpose=Purpose.TAKING_PART, on=now):
        known = dossier(subject)
        assert known is not None
        participation.begin_plan(known=known, by=resident, on=now)
        stop_sharing(subject=subject, team_id=teams[Relation.STOPPED].pk, by=resident, on=now)
    teams[Relation.ENDED].grants.update(valid_to=now.at + timedelta(minutes=1))
    return Town(subject, uuid4(), teams)


def ask(client: Client, door: Door, method: str, town: Town) -> HttpResponse:
    """Knock, and undo whatever the knock did."""
    with transaction.atomic():
        address = door.address(town.subject, town.offer)
        client.raise_request_exception = False
        answer: Any = client.generic(method, address, data=_own_form(client), content_type=FORM)
        transaction.set_rollback(True)
    return answer  # type: ignore[no-any-return]


def _own_form(client: Client) -> str:
    """Make a form of her own story, so that what refuses is the door and not the mark."""
    subject = client.session.get("subject")
    return urlencode({FIELD: mark_of(UUID(subject))}) if subject else ""


def leaks(answer: HttpResponse) -> bool:
    body = answer.content.decode(errors="replace")
    return CANARY in body or NAME in body


def expected_open(door: Door, role: Role, relation: Relation) -> bool:
    """Say by the policy table alone whether this door should open."""
    stated = door.endpoint
    assert stated is not None
    if role not in stated.roles:
        return False
    if stated.purpose not in DOSSIER_PURPOSES or not door.names_a_resident:
        return True
    reach = reach_of(role, stated.purpose)
    return relation is Relation.SHARED and Domain.IDENTITY in reach.domains


def test_every_address_of_the_product_is_registered_or_stays_closed(client: Client) -> None:
    assert [door.route for door in DOORS if door.endpoint is None] == []
    closed = [door for door in DOORS if door.endpoint and not door.endpoint.roles]
    assert {door.route.split("/")[0] for door in closed} == {"account"}
    for door in closed:
        answer = client.get(door.address(uuid4(), uuid4()))
        assert answer.status_code in (403, 404), door.route


def test_a_view_that_nobody_registered_is_refused(
    client: Client, settings: pytest.FixtureRequest
) -> None:
    forgotten = [path("vergeten/", lambda request: HttpResponse(CANARY), name="forgotten")]
    module = type("Urls", (), {"urlpatterns": [*get_resolver().url_patterns, *forgotten]})
    settings.ROOT_URLCONF = module  # type: ignore[attr-defined]
    answer = client.get("/vergeten/")
    assert answer.status_code == 403
    assert CANARY not in answer.content.decode()


@pytest.mark.parametrize("role", sorted(AT_WORK))
def test_each_door_opens_for_who_may_come_and_for_nobody_else(role: Role, town: Town) -> None:
    unexpected: list[str] = []
    seen: Counter[bool] = Counter()
    for relation, team in town.teams.items():
        client = Client()
        client.force_login(
            make_account(team, role, "Kijker"),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        for door in OURS:
            assert door.endpoint is not None
            if door.endpoint.purpose in (Purpose.SIGNING_IN, Purpose.TAKING_PART):
                continue
            # Where her function does not come with all that can be shared, it comes nowhere.
            if role not in door.endpoint.roles and relation is not Relation.SHARED:
                continue
            # What is sent about no resident is the same whatever she shared with whom.
            same = not door.names_a_resident and relation is not Relation.SHARED
            for method in {*door.endpoint.methods} - ({"POST"} if same else set()):
                answer = ask(client, door, method, town)
                open_ = expected_open(door, role, relation)
                seen[open_] += 1
                refused = answer.status_code in (403, 404)
                what = f"{method} {door.route} as {role}, {relation.name}: {answer.status_code}"
                if answer.status_code >= 500 or (not open_ and (not refused or leaks(answer))):
                    unexpected.append(what)
                if open_ and answer.status_code == 403:
                    unexpected.append(what)
                if relation is not Relation.SHARED and leaks(answer):
                    unexpected.append(f"LEAK {what}")
    assert unexpected == []
    assert seen[False] > 0


def test_who_is_not_logged_in_is_sent_to_log_in_and_sees_nothing(
    client: Client, town: Town
) -> None:
    for door in OURS:
        assert door.endpoint is not None
        for method in door.endpoint.methods:
            answer = ask(client, door, method, town)
            assert not leaks(answer), door.route
            assert answer.status_code < 500, door.route
            if Role.ANYONE not in door.endpoint.roles and Role.RESIDENT not in door.endpoint.roles:
                assert answer.status_code == 302, door.route
                assert "/account/login/" in answer.headers["Location"]


def test_one_resident_never_reaches_another_by_any_door(town: Town) -> None:
    """IDOR: a second resident knocks everywhere with the first one's numbers."""
    other = tell("GM9901", Moment.now() - timedelta(hours=1), name="Kaars", wish="Iets anders")
    client = Client()
    session = client.session
    session["subject"] = str(other)
    session.save()
    for door in OURS:
        assert door.endpoint is not None
        for method in door.endpoint.methods:
            answer = ask(client, door, method, town)
            assert not leaks(answer), f"{method} {door.route}"
            assert answer.status_code < 500, f"{method} {door.route}"


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE"])
def test_a_door_that_only_takes_posts_does_nothing_for_another_method(
    method: str, town: Town
) -> None:
    """No method that skips the CSRF check may run a view that writes."""
    client = Client()
    session = client.session
    session["subject"] = str(town.subject)
    session.save()
    for door in OURS:
        assert door.endpoint is not None
        if door.endpoint.methods == ("POST",):
            assert ask(client, door, method, town).status_code == 405, door.route


def test_a_resident_opens_her_own_pages(town: Town) -> None:
    client = Client()
    session = client.session
    session["subject"] = str(town.subject)
    session.save()
    for name in ("/mijn-plan/", "/mijn-keuzes/", "/wie-keek/", "/mijn-verhaal/nalezen/"):
        assert client.get(name).status_code == 200, name


def test_a_colleague_who_left_sees_nothing_any_more(town: Town) -> None:
    account = make_account(town.teams[Relation.SHARED], Role.NEIGHBOURHOOD_WORKER, "Vertrokken")
    account.memberships.update(valid_to=date(2026, 1, 2))
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"/werk/inwoner/{town.subject}/")
    assert answer.status_code in (302, 403)
    assert not leaks(answer)


@pytest.mark.proves("I10", "none in an address")
def test_no_address_has_room_for_a_name_a_number_or_a_date_of_birth() -> None:
    """Haal Centraal's lesson: what is in a URL is in every log."""
    for door in DOORS:
        assert not re.search(r"bsn|naam|name|geboorte|birth", door.route), door.route


def test_every_refusal_is_noted_without_content(client: Client, town: Town) -> None:
    policy = make_account(town.teams[Relation.SHARED], Role.POLICY_ADVISER, "Ruben")
    client.force_login(policy, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(f"/werk/inwoner/{town.subject}/")
    event = SecurityEvent.objects.get(event="refused")
    assert event.account == policy.pk
    assert event.reason == "not_your_role"
    assert str(town.subject) not in f"{event.endpoint} {event.reason}"


def test_pages_about_somebody_are_never_kept_by_a_browser_or_a_proxy(town: Town) -> None:
    client = Client()
    session = client.session
    session["subject"] = str(town.subject)
    session.save()
    answer = client.get("/mijn-plan/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]


def test_the_account_fixture_is_what_the_tests_say(town: Town, now: Moment) -> None:
    assert Account.objects.filter(name="Regisseur").count() == 1
    assert len(OURS) > 40

# SPDX-License-Identifier: EUPL-1.2
"""A rule that hinders people goes to the laboratory: filled in, and with a way back."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from lxml.html import document_fromstring

from meedoen.accounts.roles import Role
from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.knelpunten.models import TriedRule
from meedoen.knelpunten.register import operations as register
from meedoen.laboratory.models import Draft
from meedoen.vocabulary.moment import Moment
from tests.knelpunten.worlds import (
    HELP_AT_HOME,
    LINDEWAARD,
    VENNERHOUT,
    Desks,
    another,
    desks,
    entered,
    improving,
)
from tests.privacy.worlds import make_team, make_viewer
from tests.web.register.conftest import REGISTER, browser_of

NEW = "/beleid/laboratorium/nieuw/"
PRESS = "Probeer een andere regel"
TRIED = "Er is een andere regel uitgeprobeerd"


@pytest.fixture
def on() -> Moment:
    return Moment.now()


@pytest.fixture
def desk(db: None, on: Moment) -> Desks:
    return desks(on)


@pytest.fixture
def policy(desk: Desks) -> Client:
    return browser_of(desk.policy)


def form_at(client: Client, address: str) -> tuple[dict[str, str], Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    page = document_fromstring(answer.content)
    form = next(one for one in page.forms if "name" in one.fields)
    return {name: value or "" for name, value in form.form_values()}, page


def try_otherwise(client: Client, point: int, **typed: str) -> str:
    """Press beside the knelpunt, change the first value that can be yes or no, and keep it."""
    given, page = form_at(client, f"{NEW}?knelpunt={point}")
    yes_no = {"ja", "nee"}
    switch = next(one for one in page.iter("select") if set(one.value_options) >= yes_no)
    given[switch.name] = "nee" if switch.value == "ja" else "ja"
    answer = client.post(NEW, {**given, **typed})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


@pytest.mark.proves("S2-03", "a rule that hinders is tried otherwise in the laboratory")
def test_a_draft_begins_with_what_hinders_and_the_value_it_is_about_stands_first(
    policy: Client, desk: Desks, on: Moment
) -> None:
    point = entered(desk.team, on)
    assert PRESS in policy.get(f"{REGISTER}{point}/").text
    given, page = form_at(policy, f"{NEW}?knelpunt={point}")
    assert given["name"] == HELP_AT_HOME.title
    assert given["reason"].strip() == HELP_AT_HOME.happens
    # "Pw art. 9" is filled by a rule of the municipality; "Wmo art. 2.3.9" leaves it no room.
    first = page.xpath("//details[@open]")[0].text_content()
    assert "Hier gaat het knelpunt over" in first
    assert "Vooruitlopen" in first


def test_the_knelpunt_says_that_it_is_tried_and_the_draft_leads_back(
    policy: Client, desk: Desks, on: Moment
) -> None:
    point = entered(desk.team, on)
    assert TRIED not in policy.get(f"{REGISTER}{point}/").text
    made = try_otherwise(policy, point, name="Eerst een proeftijd")
    shown = policy.get(f"{REGISTER}{point}/").text
    assert f'href="{made}">Eerst een proeftijd</a>' in shown
    assert f'href="{REGISTER}{point}/">{HELP_AT_HOME.title}</a>' in policy.get(made).text
    policy.post(f"{made}weg/")
    assert "weggegooid" in policy.get(f"{REGISTER}{point}/").text


def test_who_makes_no_policy_reads_that_it_is_tried_without_a_way_to_the_draft(
    policy: Client, desk: Desks, on: Moment
) -> None:
    point = entered(desk.team, on)
    made = try_otherwise(policy, point, name="Eerst een proeftijd")
    for viewer in (desk.team, desk.volunteer):
        shown = browser_of(viewer).get(f"{REGISTER}{point}/").text
        assert TRIED in shown
        assert "Eerst een proeftijd" not in shown
        assert made not in shown
        assert PRESS not in shown


def test_a_draft_for_the_same_twice_is_one(policy: Client, desk: Desks, on: Moment) -> None:
    point = entered(desk.team, on)
    assert try_otherwise(policy, point) == try_otherwise(policy, point)
    assert TriedRule.objects.count() == Draft.objects.count() == 1


def test_what_is_no_rule_has_nothing_to_try(policy: Client, desk: Desks, on: Moment) -> None:
    told = replace(HELP_AT_HOME, type=KnelpuntType.TREATMENT)
    point = entered(desk.team, on, told=told)
    assert PRESS not in policy.get(f"{REGISTER}{point}/").text
    assert policy.get(f"{NEW}?knelpunt={point}").status_code == 404


def test_a_knelpunt_of_elsewhere_and_who_only_counts_or_reads_along_begin_no_draft(
    desk: Desks, on: Moment
) -> None:
    here, away = entered(desk.team, on), entered(desk.elsewhere, on, municipality=VENNERHOUT)
    policy = browser_of(desk.policy)
    assert policy.get(f"{NEW}?knelpunt={away}").status_code == 404
    assert policy.get(f"{NEW}?knelpunt=99999").status_code == 404
    town = make_team(LINDEWAARD, "Stad", kind="municipality")
    for role in (Role.CONTROLLER, Role.ADVISORY_BOARD_MEMBER):
        other = browser_of(make_viewer(town, role, on))
        assert other.get(f"{NEW}?knelpunt={here}").status_code == 404, role
        assert other.get(NEW).status_code == 200, role


def test_a_rule_that_is_tried_goes_along_with_what_is_joined(
    policy: Client, desk: Desks, on: Moment
) -> None:
    one, other = entered(desk.team, on), entered(desk.team, on, told=another())
    made = try_otherwise(policy, one)
    with improving(desk.team, on):
        register.join(knelpunt_id=one, into_id=other, by=desk.team, on=on)
    assert made in policy.get(f"{REGISTER}{other}/").text
    assert another().title in policy.get(made).text

# SPDX-License-Identifier: EUPL-1.2
"""A fault is said where it stands, in words that help, and what nobody asked is left alone."""

import sys
from typing import Any

import pytest

from meedoen.interop.hsds.checking import NothingOfHsds, faults_in, number_of_services
from meedoen.interop.hsds.kinds import Value, ValueForm
from meedoen.interop.hsds.reading import Twice
from meedoen.interop.hsds.standard import PAGE, PHONE, SCHEDULE, SERVICE
from meedoen.interop.hsds.values import wrong_with
from tests.interop.hsds.documents import GOOD, full, good, small, wrong

SOUP = small(SERVICE, "soep")


def paths(document: object) -> list[str]:
    return [fault.path for fault in faults_in(document)]


def service(**more: Any) -> dict[str, Any]:
    return SOUP | more


@pytest.mark.parametrize(
    ("document", "before"),
    [
        (service(status="open"), ""),
        ([service(status="open")], "[0]."),
        ({"contents": [small(SERVICE), service(status="open")]}, "contents[1]."),
        ({"contents": [service(status="open")], "total_items": 1}, "contents[0]."),
    ],
)
def test_a_fault_has_the_path_to_it_from_the_top_of_what_was_given(
    document: object, before: str
) -> None:
    assert paths(document) == [f"{before}status"]


def test_the_path_leads_through_lists_and_objects() -> None:
    phone = small(PHONE) | {"languages": [{}]}
    place = {"id": good(Value(ValueForm.UUID)), "location": {"contacts": [{"phones": [phone]}]}}
    assert paths([service(service_at_locations=[place])]) == [
        "[0].service_at_locations[0].location.id",
        "[0].service_at_locations[0].location.location_type",
        "[0].service_at_locations[0].location.contacts[0].id",
        "[0].service_at_locations[0].location.contacts[0].phones[0].languages[0].id",
    ]


@pytest.mark.parametrize(
    ("document", "line"),
    [
        ({"name": "Soep"}, "id: is not there; every service needs it"),
        (
            service(schedules=[small(SCHEDULE) | {"freq": "DAILY"}]),
            "schedules[0].freq: is no value that the standard knows; use one of WEEKLY, MONTHLY",
        ),
        (service(minimum_age="12"), "minimum_age: is a text; it has to be a number"),
        (service(minimum_age=True), "minimum_age: is true or false; it has to be a number"),
        (service(alert=None), "alert: is null; leave it out, or give a text"),
        (
            service(url="www.example.org"),
            "url: cannot be read; write a whole address with its scheme, as https://example.org/",
        ),
        (
            service(phones={}),
            "phones: is an object; it has to be a list, also of one phone",
        ),
        (service(phones=["06"]), "phones[0]: is a text; it has to be one phone, as an object"),
        (
            service(organization=[]),
            "organization: is a list; it has to be one organization, as an object",
        ),
        (
            service(alert="\ud83d soep"),
            "alert: holds half of a character (a lone surrogate); write that character whole",
        ),
        (
            service(maximum_age=float("inf")),
            "maximum_age: is larger than a number can be; give the number that is meant",
        ),
        (
            [SOUP, small(SERVICE), SOUP | {"id": SOUP["id"].upper()}],
            "[2].id: is also that of [0]; take one of the two away, or give it its own",
        ),
        ({"contents": SOUP}, "contents: is an object; it has to be a list, also of one service"),
        ({"contents": [], "size": 2.5}, "size: is a number; it has to be a whole number"),
    ],
)
def test_a_fault_says_what_is_wrong_and_what_to_do(document: object, line: str) -> None:
    assert line in [str(fault) for fault in faults_in(document)]


@pytest.mark.parametrize("name", [*SERVICE.fields])
def test_no_word_of_what_stands_there_is_said_again(name: str) -> None:
    said = [fault.words for fault in faults_in(service(**{name: "Mevrouw Özdemir \ud800"}))]
    assert all("zdemir" not in words for words in said)


@pytest.mark.parametrize("form", list(ValueForm))
def test_each_form_takes_what_is_good_and_refuses_each_way_to_be_wrong(form: ValueForm) -> None:
    asked = Value(form)
    assert wrong_with(good(asked, "x"), asked) is None
    assert [value for value in wrong(asked) if wrong_with(value, asked) is None] == []


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (ValueForm.UUID, "3F2B8C1E-5D4A-4B7E-9C1D-2A6F0E8B7C35"),
        (ValueForm.EMAIL, '"a b@c"@example.org'),
        (ValueForm.EMAIL, "hé@voorbeeld.example"),
        (ValueForm.URI, "mailto:info@example.org"),
        (ValueForm.URI, "https://[::1]:80/a%20b?c#d"),
        (ValueForm.URI, "urn:isbn:123"),
        (ValueForm.URI, "HTTPS://Example.ORG/%7Esoep"),
        (ValueForm.MOMENT, "2024-02-29t23:59:60+01:00"),
        (ValueForm.NUMBER, 0),
        (ValueForm.NUMBER, -52.5),
        (ValueForm.NUMBER, 10**300),
        (ValueForm.NUMBER, sys.float_info.max),
        (ValueForm.WHOLE, 3.0),
        (ValueForm.TEXT, ""),
        (ValueForm.TEXT, "😀 ë"),
    ],
)
def test_what_a_form_may_also_look_like_is_good(form: ValueForm, value: object) -> None:
    assert wrong_with(value, Value(form)) is None


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (ValueForm.UUID, "{3f2b8c1e-5d4a-4b7e-9c1d-2a6f0e8b7c35}"),
        (ValueForm.UUID, "3f2b8c1e-5d4a-4b7e-9c1d-2a6f0e8b7c35\n"),
        (ValueForm.EMAIL, "a@b@example.org"),
        (ValueForm.URI, "https://example.org/a#b#c"),
        (ValueForm.URI, "https://example.org/%zz"),
        (ValueForm.MOMENT, "2025-02-29T09:30:00Z"),
        (ValueForm.MOMENT, "2026-03-02T09:30:00"),
        (ValueForm.MOMENT, "2026-03-02T09:60:00Z"),
        (ValueForm.NUMBER, 10**400),
        (ValueForm.NUMBER, float("-inf")),
    ],
)
def test_what_only_looks_like_a_form_is_wrong(form: ValueForm, value: object) -> None:
    assert wrong_with(value, Value(form)) is not None


def test_all_that_the_standard_names_can_be_said_and_the_rest_is_left_alone() -> None:
    page = {"contents": [full(SERVICE), SOUP]} | {
        name: GOOD[asked.form] for name, asked in PAGE.fields.items() if isinstance(asked, Value)
    }
    assert paths(page) == []
    assert paths(service(capacities=[None], x={"id": 7}, _y="\ud800")) == []


def test_the_same_organisation_at_two_services_is_no_fault() -> None:
    shared = {"organization": {"id": SOUP["id"], "name": "Welzijn", "description": ""}}
    assert paths([SOUP | shared, small(SERVICE, "thee") | shared]) == []


def test_an_id_that_is_wrong_itself_is_said_once() -> None:
    assert paths([SOUP | {"id": "7"}, SOUP | {"id": "7"}]) == ["[0].id", "[1].id"]


def test_an_id_that_stands_twice_in_its_object_is_said_once() -> None:
    twice = Twice(SOUP)
    twice.names = frozenset({"id"})
    assert paths([SOUP, twice]) == ["[1].id"]


@pytest.mark.parametrize("document", [[], {"contents": []}])
def test_no_service_at_all_is_an_empty_catalogue(document: object) -> None:
    assert paths(document) == []
    assert number_of_services(document) == 0


@pytest.mark.parametrize(
    "document", [None, 7, "soep", {}, {"type": "FeatureCollection"}, [1, 2], [{"soep": 1}], [[]]]
)
def test_a_document_without_a_service_is_refused_before_anything_is_said(document: object) -> None:
    with pytest.raises(NothingOfHsds, match="HSDS"):
        faults_in(document)

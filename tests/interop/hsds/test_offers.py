# SPDX-License-Identifier: EUPL-1.2
"""Nothing of an offer is lost on the way to HSDS, and what comes out is good HSDS."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from meedoen.accounts.models import Organisation, OrganisationKind
from meedoen.areas.models import Municipality
from meedoen.catalogue.models import Line, Location, Offer
from meedoen.interop.hsds.checking import faults_in
from meedoen.interop.hsds.offers import Names, service
from meedoen.interop.hsds.pages import page_of
from meedoen.vocabulary.capacity import Condition
from meedoen.vocabulary.forms import Form

NAMES = Names({"GM9901": "Lindewaard"}, {"garden": "Tuin"}, "https://meedoen.example")
CODES = ("GM9901", "GM9902", "GM9903")
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
COUNTS = st.integers(0, 40)

# Hypothesis adds the time zone itself.
YEAR_2000 = datetime(2000, 1, 1)  # noqa: DTZ001

Json = dict[str, Any]


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    """Any offer that the database can hold, not saved."""
    location = Location(
        name=draw(TEXTS),
        street=draw(TEXTS),
        buurt_code=draw(st.sampled_from(["BU99010101", "BU99020304"])),
        municipality=Municipality(code=draw(st.sampled_from(CODES)), name="Ergens"),
        lon=draw(st.floats(-180, 180)),
        lat=draw(st.floats(-90, 90)),
    )
    organisation = Organisation(
        name=draw(TEXTS),
        slug=draw(st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True)),
        kind=draw(st.sampled_from(OrganisationKind.values)),
    )
    some = st.none() | COUNTS
    conditions = st.lists(st.sampled_from([one.value for one in Condition]), unique=True)
    return Offer(
        id=draw(st.uuids(version=4)),
        title=draw(TEXTS),
        organisation=organisation,
        location=location,
        form=draw(st.sampled_from([one.value for one in Form])),
        themes=draw(st.lists(st.sampled_from(["garden", "wood", "x/y"]), unique=True)),
        description=draw(TEXTS),
        when_text=draw(TEXTS),
        dayparts_per_week=draw(COUNTS),
        flexible=draw(st.booleans()),
        group_size=draw(some),
        conditions=draw(conditions),
        needs_decision=draw(st.booleans()),
        line=draw(st.sampled_from(Line.values)),
        places=draw(some),
        taken_elsewhere=draw(COUNTS),
        serves=draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1)),
        published_at=draw(st.datetimes(YEAR_2000, timezones=st.just(UTC))),
        verified_on=draw(st.none() | st.dates(date(2000, 1, 1))),
    )


def codes(told: Json, kind: str) -> list[str]:
    """The terms of one taxonomy that are true of something, in order."""
    return [one["taxonomy_term"]["code"] for one in told["attributes"] if one["link_type"] == kind]


def details(told: Json) -> dict[str, str]:
    return {
        one["taxonomy_term"]["code"]: one["value"]
        for one in told["attributes"]
        if one["link_type"] == "detail"
    }


def number(text: str | None) -> int | None:
    return None if text is None else int(text)


def location_in(told: Json) -> Json:
    found: Json = told["service_at_locations"][0]["location"]
    return found


# Where each field is found back in a service.
OF_OFFER: dict[str, Callable[[Json], object]] = {
    "id": lambda told: UUID(told["id"]),
    "title": lambda told: told["name"],
    "form": lambda told: codes(told, "participation_form")[0],
    "themes": lambda told: codes(told, "theme"),
    "description": lambda told: told["description"],
    "when_text": lambda told: told["schedules"][0]["description"],
    "dayparts_per_week": lambda told: number(details(told)["dayparts_per_week"]),
    "flexible": lambda told: json.loads(details(told)["flexible"]),
    "group_size": lambda told: number(details(told).get("group_size")),
    "conditions": lambda told: codes(told, "condition"),
    "needs_decision": lambda told: json.loads(details(told)["needs_decision"]),
    "line": lambda told: number(codes(told, "line")[0]),
    "places": lambda told: number(details(told).get("places")),
    "serves": lambda told: [one["extent"] for one in told["service_areas"]],
    "published_at": lambda told: datetime.fromisoformat(details(told)["published_at"]),
    "verified_on": lambda told: (
        date.fromisoformat(told["assured_date"]) if "assured_date" in told else None
    ),
}
OF_LOCATION: dict[str, Callable[[Json], object]] = {
    "name": lambda told: location_in(told)["name"],
    "street": lambda told: location_in(told)["description"],
    "buurt_code": lambda told: location_in(told)["external_identifier"],
    "municipality": lambda told: details(location_in(told))["municipality"],
    "lon": lambda told: location_in(told)["longitude"],
    "lat": lambda told: location_in(told)["latitude"],
}
# Offers lie at a location and are of an organisation, which stand in the service as objects.
POINTS_TO = {"organisation", "location"}
# The database works these out of the title and the description.
DERIVED = {"sorted_as", "searched_in"}
# A row's number says nothing outside its database. How many come by another way is a count of
# people, which leaves by a release and no other way.
KEPT_BACK = {"taken_elsewhere"}
ONLY_HERE = {"id"}


def names_of(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def test_each_field_of_an_offer_and_a_location_is_given_or_kept_back_with_a_reason() -> None:
    assert names_of(Offer) == {*OF_OFFER} | POINTS_TO | DERIVED | KEPT_BACK
    assert names_of(Location) == {*OF_LOCATION} | ONLY_HERE
    generated = {f.name for f in Offer._meta.concrete_fields if f.generated}
    assert generated == DERIVED


def read_back(offer: Offer) -> Json:
    """A service as who reads the file has it."""
    found: Json = json.loads("".join(page_of([service(offer, NAMES)])))["contents"][0]
    return found


@given(offers())
def test_every_value_of_an_offer_and_its_location_is_found_back(offer: Offer) -> None:
    told = read_back(offer)
    assert {name: found(told) for name, found in OF_OFFER.items()} == {
        name: getattr(offer, name) for name in OF_OFFER
    }
    assert {name: found(told) for name, found in OF_LOCATION.items()} == {
        field.name: getattr(offer.location, field.attname)
        for field in Location._meta.concrete_fields
        if field.name in OF_LOCATION
    }
    organisation = told["organization"]
    assert organisation["name"] == offer.organisation.name
    assert codes(organisation, "organisation_kind") == [offer.organisation.kind]
    assert told["organization_id"] == organisation["id"]


@given(st.lists(offers(), max_size=3, unique_by=lambda offer: offer.id))
def test_what_is_given_is_good_hsds(some: list[Offer]) -> None:
    page = json.loads("".join(page_of(service(one, NAMES) for one in some)))
    assert list(faults_in(page)) == []
    assert {name: told for name, told in page.items() if name != "contents"} == {
        "total_items": len(some), "size": len(some), "total_pages": 1, "page_number": 1,
        "first_page": True, "last_page": True, "empty": not some,
    }  # fmt: skip
    assert len(page["contents"]) == len(some)


@given(offers())
def test_how_many_places_are_taken_by_others_does_not_leave(offer: Offer) -> None:
    before = read_back(offer)
    offer.taken_elsewhere = 0
    assert read_back(offer) == before


def an_offer(**more: Any) -> Offer:
    location = Location(
        name="De Plek", street="Pad", buurt_code="BU99010101", lon=6.0, lat=52.0,
        municipality=Municipality(code="GM9901", name="Lindewaard"),
    )  # fmt: skip
    organisation = Organisation(name="Welzijn", slug="welzijn", kind="welfare")
    return Offer(
        **{"title": "Soep", "location": location, "organisation": organisation, "form": "meeting",
           "serves": ["GM9901", "GM9902"]} | more
    )  # fmt: skip


@pytest.mark.parametrize(
    ("needed", "words"),
    [
        (True, "Hiervoor is een indicatie nodig."),
        (False, "Hiervoor is geen indicatie nodig."),
    ],
)
def test_whether_an_indicatie_is_needed_is_said_for_people_too(needed: bool, words: str) -> None:
    assert read_back(an_offer(needs_decision=needed))["eligibility_description"] == words


def test_words_are_written_as_they_are_and_each_service_on_a_line() -> None:
    told = "".join(page_of([service(an_offer(title="Café 😀"), NAMES)] * 2)).splitlines()
    assert [line.count("Café 😀") for line in told] == [0, 1, 1, 0]


def test_terms_have_the_names_that_people_read() -> None:
    told = read_back(an_offer(themes=["garden", "wood"], conditions=["quiet"], line=0))
    said = {
        one["taxonomy_term"]["code"]: one["taxonomy_term"]["name"] for one in told["attributes"]
    }
    assert said | {
        "meeting": "Ontmoeten", "garden": "Tuin", "wood": "wood", "quiet": "rustig, niet te druk",
        "0": "bewoners zelf",
    } == said  # fmt: skip
    assert [one["name"] for one in told["service_areas"]] == ["Lindewaard", "GM9902"]
    assert told["organization"]["description"] == "Welzijn"


def test_the_same_thing_has_the_same_id_in_every_file_and_another_thing_another() -> None:
    one, other = read_back(an_offer()), read_back(an_offer())
    assert location_in(one)["id"] == location_in(other)["id"]
    assert one["organization_id"] == other["organization_id"]
    terms = [[a["taxonomy_term_id"] for a in told["attributes"]] for told in (one, other)]
    assert terms[0] == terms[1]
    own = [[a["id"] for a in told["attributes"]] for told in (one, other)]
    assert not {*own[0]} & {*own[1]}
    elsewhere = service(an_offer(), Names({}, {}, "https://elders.example"))
    assert elsewhere["organization_id"] != one["organization_id"]


def test_what_stands_twice_in_a_list_is_given_once() -> None:
    told = read_back(an_offer(themes=["garden", "garden"], serves=["GM9901", "GM9901"]))
    assert codes(told, "theme") == ["garden"]
    assert list(faults_in(told)) == []


def test_a_coordinate_that_is_no_number_is_refused_and_not_written() -> None:
    offer = an_offer()
    offer.location.lon = float("nan")
    with pytest.raises(ValueError, match="JSON"):
        read_back(offer)

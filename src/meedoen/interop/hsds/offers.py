# SPDX-License-Identifier: EUPL-1.2
"""Says an offer of the catalogue as a service of HSDS 3.0.

Nothing is made up to fill a field: of a location we know no postcode, so its street stands in its
description; when an offer last changed is not on its row, so there is no `last_modified`. How many
places are taken by others is a count of people, and does not leave.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC

from meedoen.accounts.models import Organisation
from meedoen.catalogue.models import Line, Location, Offer
from meedoen.interop.hsds.terms import (
    CONDITIONS,
    FORMS,
    LINES,
    ORGANISATION_KINDS,
    THEMES,
    Described,
    Json,
    made_id,
)
from meedoen.vocabulary.capacity import Condition
from meedoen.vocabulary.forms import Form

DECISION_NEEDED = "Hiervoor is een indicatie nodig."
NO_DECISION_NEEDED = "Hiervoor is geen indicatie nodig."
BUURT = "CBS buurtcode"


@dataclass(frozen=True)
class Names:
    """What stands elsewhere: names of municipalities and themes by their code, and our address.

    With the address, organisations of two installations never get the same id.
    """

    municipalities: Mapping[str, str]
    themes: Mapping[str, str]
    site: str = ""


def service(offer: Offer, names: Names) -> Json:
    """Say a published offer, with its organisation and location, as one service.

    Its location and its organisation have to be read along; nothing else is asked.
    """
    called = str(offer.id)
    said: Json = {
        "id": called,
        "organization_id": _organisation_id(offer.organisation, names),
        "name": offer.title,
        "description": offer.description,
        "status": "active",
        "eligibility_description": (
            DECISION_NEEDED if offer.needs_decision else NO_DECISION_NEEDED
        ),
    }
    if offer.verified_on:
        said["assured_date"] = offer.verified_on.isoformat()
    return said | {
        "schedules": [
            {
                "id": made_id("schedule", called),
                "service_id": called,
                "description": offer.when_text,
            }
        ],
        "service_areas": [
            _area(called, code, names.municipalities) for code in dict.fromkeys(offer.serves)
        ],
        "service_at_locations": [
            {
                "id": made_id("service_at_location", called),
                "service_id": called,
                "location_id": _location_id(offer.location),
                "location": _location(offer.location),
            }
        ],
        "organization": _organisation(offer.organisation, names),
        "attributes": [*_terms(offer, names.themes), *_details(offer)],
    }


def _terms(offer: Offer, themes: Mapping[str, str]) -> Iterator[Json]:
    about = Described("service", str(offer.id))
    yield about.term(FORMS, offer.form, Form(offer.form).label)
    for theme in dict.fromkeys(offer.themes):
        yield about.term(THEMES, theme, themes.get(theme, theme))
    for condition in dict.fromkeys(offer.conditions):
        yield about.term(CONDITIONS, condition, Condition(condition).label)
    yield about.term(LINES, str(offer.line), str(Line(offer.line).label))


def _details(offer: Offer) -> Iterator[Json]:
    about = Described("service", str(offer.id))
    yield about.detail("dayparts_per_week", offer.dayparts_per_week)
    yield about.detail("flexible", offer.flexible)
    yield about.detail("needs_decision", offer.needs_decision)
    if offer.group_size is not None:
        yield about.detail("group_size", offer.group_size)
    if offer.places is not None:
        yield about.detail("places", offer.places)
    if offer.published_at is not None:
        yield about.detail("published_at", offer.published_at.astimezone(UTC).isoformat())


def _area(service_id: str, code: str, municipalities: Mapping[str, str]) -> Json:
    return {
        "id": made_id("service_area", service_id, code),
        "service_id": service_id,
        "name": municipalities.get(code, code),
        "extent": code,
        "extent_type": "text",
    }


def _location(location: Location) -> Json:
    called = _location_id(location)
    lies = Described("location", called).detail("municipality", location.municipality_id)
    return {
        "id": called,
        "location_type": "physical",
        "name": location.name,
        "description": location.street,
        "latitude": location.lat,
        "longitude": location.lon,
        "external_identifier": location.buurt_code,
        "external_identifier_type": BUURT,
        "attributes": [lies],
    }


def _organisation(organisation: Organisation, names: Names) -> Json:
    called, kind = _organisation_id(organisation, names), organisation.get_kind_display()
    is_a = Described("organization", called).term(ORGANISATION_KINDS, organisation.kind, kind)
    return {
        "id": called,
        "name": organisation.name,
        "description": kind,
        "attributes": [is_a],
    }


def _organisation_id(organisation: Organisation, names: Names) -> str:
    return made_id("organization", names.site, organisation.slug)


def _location_id(location: Location) -> str:
    return made_id("location", location.buurt_code, location.name)

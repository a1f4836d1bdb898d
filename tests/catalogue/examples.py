# SPDX-License-Identifier: EUPL-1.2
"""Small invented offers in the database."""

from datetime import UTC, datetime
from typing import Any

from meedoen.accounts.models import Organisation
from meedoen.areas.models import Municipality
from meedoen.catalogue.models import Location, Offer
from meedoen.vocabulary.forms import Form
from meedoen.vocabulary.moment import Moment

ON = Moment(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))


def organisation(slug: str = "welzijn") -> Organisation:
    """An organisation, made once."""
    found, _ = Organisation.objects.get_or_create(
        slug=slug, defaults={"name": slug.title(), "kind": "welfare"}
    )
    return found


def location(buurt_code: str = "BU99010101", name: str = "De Plek") -> Location:
    """A location, made once, in the municipality its buurt lies in."""
    code = "GM" + buurt_code[2:6]
    Municipality.objects.get_or_create(code=code, defaults={"name": code})
    found, _ = Location.objects.get_or_create(
        name=name,
        buurt_code=buurt_code,
        defaults={"street": "Pad", "municipality_id": code, "lon": 6.0, "lat": 52.0},
    )
    return found


def unsaved_offer(title: str = "Een plek", **changes: Any) -> Offer:
    """An ordinary offer, not saved yet, with what a test wants different."""
    buurt = changes.pop("buurt_code", "BU99010101")
    ordinary = {
        "title": title,
        "organisation": organisation(),
        "location": location(buurt),
        "form": Form.VOLUNTEERING,
        "themes": ["garden"],
        "description": "Samen in de tuin.",
        "when_text": "Dinsdagochtend",
        "conditions": ["quiet"],
        "serves": ["GM" + buurt[2:6]],
        "published_at": ON.at,
        "verified_on": ON.day,
    }
    return Offer(**(ordinary | changes))


def offer(title: str = "Een plek", **changes: Any) -> Offer:
    """The same, saved."""
    made = unsaved_offer(title, **changes)
    made.save()
    return made

# SPDX-License-Identifier: EUPL-1.2
"""Offers and people for the tests of matching: small ones by hand, and the demonstration's own."""

from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml

from meedoen.matching.proposal import OfferView, Person
from meedoen.vocabulary.capacity import Capacity, Condition
from meedoen.vocabulary.forms import Form

TODAY = date(2026, 3, 2)


def an_offer(title: str = "Een plek", **changes: Any) -> OfferView:
    """An ordinary open door, with what a test wants different."""
    ordinary: dict[str, Any] = {
        "id": uuid5(NAMESPACE_URL, title),
        "title": title,
        "description": "",
        "form": Form.VOLUNTEERING,
        "themes": (),
        "when_text": "Dinsdagochtend",
        "dayparts_per_week": 1,
        "flexible": False,
        "conditions": frozenset(),
        "group_size": None,
        "needs_decision": False,
        "line": 0,
        "places": None,
        "taken": 0,
        "buurt_code": "BU99010101",
        "lon": 6.0,
        "lat": 52.0,
        "verified_on": TODAY,
    }
    ordinary |= changes
    ordinary["themes"] = tuple(ordinary["themes"])
    ordinary["conditions"] = frozenset(ordinary["conditions"])
    return OfferView(**ordinary)


def demonstration(name: str) -> Any:
    """One of the demonstration's data files, parsed."""
    return yaml.safe_load(files("meedoen.demonstration").joinpath(name).read_text(encoding="utf-8"))


def _at(buurt: str) -> tuple[float, float]:
    """A point for a buurt: its code read as rows and columns of a grid."""
    return 6.0 + int(buurt[8:]) * 0.008, 52.0 + int(buurt[6:8]) * 0.006 + int(
        buurt[2:6]
    ) % 10 * 0.05


def _view(entry: dict[str, Any], locations: dict[str, Any]) -> OfferView:
    buurt = locations[entry["at"]]["buurt"]
    lon, lat = _at(buurt)
    return OfferView(
        id=uuid5(NAMESPACE_URL, entry["title"]),
        title=entry["title"],
        description=entry["text"],
        form=Form(entry["form"]),
        themes=tuple(entry["themes"]),
        when_text=entry["when"],
        dayparts_per_week=entry.get("dayparts", 0),
        flexible=entry.get("flexible", False),
        conditions=frozenset(Condition(c) for c in entry.get("conditions", [])),
        group_size=entry.get("group"),
        needs_decision=entry.get("decision", False),
        line=entry.get("line", 1),
        places=entry.get("places"),
        taken=entry.get("taken", 0),
        buurt_code=buurt,
        lon=lon,
        lat=lat,
        verified_on=TODAY - timedelta(days=entry.get("verified", 30)),
    )


@lru_cache(maxsize=4)
def demonstration_offers(municipality: str) -> tuple[OfferView, ...]:
    """The demonstration's offers that serve a municipality."""
    locations = demonstration("partners.yaml")["locations"]
    found = []
    for entry in demonstration("offers.yaml"):
        own = "GM" + locations[entry["at"]]["buurt"][2:6]
        if municipality in entry.get("serves", [own]):
            found.append(_view(entry, locations))
    return tuple(found)


def demonstration_person(story: dict[str, Any]) -> Person:
    """A resident of the demonstration as matching hears them."""
    said = story["capacity"]
    lon, lat = _at(story["buurt"])
    return Person(
        wishes=tuple(story["wishes"]),
        talents=tuple(story["talents"]),
        limits=tuple(story["limits"]),
        capacity=Capacity(
            said["dayparts_per_week"], frozenset(Condition(c) for c in said["conditions"])
        ),
        buurt_code=story["buurt"],
        lon=lon,
        lat=lat,
    )


def offer_id(number: int) -> UUID:
    """A stable id for the nth offer of a test."""
    return uuid5(NAMESPACE_URL, f"offer-{number}")

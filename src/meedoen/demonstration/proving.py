# SPDX-License-Identifier: EUPL-1.2
"""The invented residents as the public proof needs them: in memory only, from their stories."""

from typing import Any

from meedoen.areas.queries import label_point
from meedoen.demonstration.partners import read
from meedoen.journeys.proving import Invented
from meedoen.matching.proposal import Person
from meedoen.vocabulary.capacity import Capacity, Condition

# A wish that is nobody's in the stories, so that other places must come for whoever says it.
OTHER_WISH = "Koken en samen eten"


def invented_people(municipality: str | None = None) -> list[Invented]:
    """Give the eight invented residents; all of them in `municipality` (its code) when given."""
    return [_invented(entry, municipality) for entry in read("stories.yaml")]


def _invented(entry: dict[str, Any], municipality: str | None) -> Invented:
    said = entry["capacity"]
    point = None if municipality else label_point(entry["buurt"])
    capacity = Capacity(
        said.get("dayparts_per_week"), frozenset(map(Condition, said.get("conditions", [])))
    )
    person = Person(
        wishes=tuple(entry["wishes"]),
        talents=tuple(entry["talents"]),
        limits=tuple(entry["limits"]),
        capacity=capacity,
        buurt_code=None if municipality else entry["buurt"],
        lon=point[0] if point else None,
        lat=point[1] if point else None,
    )
    return Invented(
        key=entry["key"],
        name=entry["chosen_name"],
        municipality=municipality or entry["municipality"],
        facts=entry["facts"],
        person=person,
        otherwise=Person(wishes=(OTHER_WISH,), capacity=capacity),
    )

# SPDX-License-Identifier: EUPL-1.2
"""Loads the whole demonstration: region, partners, offers and residents, in one transaction."""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from meedoen.areas.geojson import read_collection
from meedoen.areas.operations import import_areas, import_key_figures, import_streets
from meedoen.areas.queries import municipalities
from meedoen.demonstration.knelpunten import live_the_register
from meedoen.demonstration.partners import employ_people, found_partners, publish_offers
from meedoen.demonstration.programmes import live_programmes
from meedoen.demonstration.region import build_region
from meedoen.demonstration.releases import bring_out_figures
from meedoen.demonstration.residents import tell_stories
from meedoen.vocabulary.moment import Moment

YEAR = 2026
BY = "demonstratie"


class AlreadyLoaded(Exception):
    """There is data already; the demonstration never mixes with it."""


def is_loaded() -> bool:
    """Tell whether there is any municipality here yet."""
    return municipalities().exists()


def load_demonstration(*, on: Moment) -> Iterator[str]:
    """Load everything, or nothing; yields what was done, step by step.

    Raises AlreadyLoaded when there is data, and ValueError outside demonstration mode.
    """
    if not settings.DEMONSTRATION:
        raise ValueError("Dit is geen demonstratie-omgeving: verzonnen mensen komen hier niet.")
    if is_loaded():
        raise AlreadyLoaded("Er zijn al gegevens. `make reset` gooit de demonstratie weg.")
    # Around the work itself: a decorator would end before the first step is taken.
    with transaction.atomic():
        yield from _load(on)


def _load(on: Moment) -> Iterator[str]:
    region = build_region()
    collection = read_collection([("demonstratie", region.feature_collection)])
    import_areas(collection=collection, year=YEAR, by=BY, on=on)
    import_streets(streets=region.streets, by=BY, on=on)
    import_key_figures(figures=region.key_figures, year=YEAR, by=BY, on=on)
    yield "twee gemeenten met wijken, buurten en straten"
    partners = found_partners(on=on)
    employ_people(partners, password=settings.DEMONSTRATION_PASSWORD, on=on)
    yield f"{len(partners.organisations)} partners met hun teams en mensen"
    yield f"{publish_offers(partners, on=on)} plekken om mee te doen"
    for name in tell_stories(partners, return_words=settings.DEMONSTRATION_RESIDENTS, on=on):
        yield f"het verhaal van {name}"
    for name in bring_out_figures(on=on):
        yield f"de uitgave {name}"
    yield from live_programmes(on=on)
    yield from live_the_register(partners, on=on)

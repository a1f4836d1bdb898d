# SPDX-License-Identifier: EUPL-1.2
"""A year in which areas got other codes: what only moved on paper stays on the map and is found."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from meedoen.areas.geojson import read_collection
from meedoen.areas.models import Area
from meedoen.areas.operations import import_areas
from meedoen.demonstration.region import build_region
from meedoen.vocabulary.codes import Level
from meedoen.web.policy.offer_map import area_figures
from tests.web.policy.conftest import BUSY

LINDEWAARD = "GM9901"
pytestmark = pytest.mark.usefixtures("offers")


def renumbered(code: str) -> str:
    """Give the code that a wijk or buurt of Lindewaard has in the next year: 01 becomes 0A."""
    return code if code.startswith("GM") else code[:7] + "ABCDEFGHJ"[int(code[7]) - 1] + code[8:]


def next_year(*, joined: bool = False) -> None:
    """Import 2027, in which Lindewaard is renumbered, or is one single buurt."""
    features: list[dict[str, Any]] = []
    for found in build_region().feature_collection["features"]:
        properties = dict(found["properties"])
        if properties["code"][2:6] == "9901":
            code = renumbered(properties["code"])
            properties |= {"code": code, "parent": None}
            if joined and properties["level"] != "gemeente" and code[2:] not in ("99010A", "99010A01"):
                continue
        features.append({**found, "properties": properties})
    document = {"type": "FeatureCollection", "features": features}
    collection = read_collection([("next", document)])
    import_areas(collection=collection, year=2027, by="test", on=timezone.now())


def figures(level: Level) -> dict[str, Any]:
    return {area.code: area for area in area_figures(LINDEWAARD, level, on=timezone.now())}


@pytest.mark.parametrize("level", list(Level))
def test_offers_inhabitants_and_totals_are_the_same_under_the_new_codes(level: Level) -> None:
    before = figures(level)
    next_year()
    after = figures(level)
    assert {renumbered(code) for code in before} == after.keys()
    for code, area in before.items():
        now = after[renumbered(code)]
        assert (now.counts, now.inhabitants, now.name) == (area.counts, area.inhabitants, area.name)
        assert now.inhabitants_year == 2026
        assert now.drawn


def test_the_map_says_of_which_year_the_inhabitants_are(adviser: Client) -> None:
    def page() -> str:
        return adviser.get("/beleid/kaart/", {"maat": "per-1000"}).content.decode()

    assert "Inwoners van" not in page()
    next_year()
    assert "Inwoners van 2026, waar nieuwere cijfers er nog niet zijn." in page()
    assert "Grenzen van 2027." in page()


def test_offers_in_a_buurt_that_lies_nowhere_now_stand_in_the_table_and_beside_the_map(
    adviser: Client,
) -> None:
    next_year(joined=True)
    Area.objects.filter(year=2027, code=renumbered(BUSY)).update(code="BU99010Z99")
    from meedoen.areas.models import Succession

    Succession.objects.all().delete()
    kept = figures(Level.BUURT)[BUSY]
    assert (kept.counts.offers, kept.drawn) == (2, False)
    assert kept.name == "Lindemarkt (buurt van 2026)"
    page = adviser.get("/beleid/kaart/").content.decode()
    assert "Niet op de kaart, wel in de tabel" in page
    assert f'id="rij-{BUSY}"' in page
    assert f'id="vlak-{BUSY}"' not in page
    table = adviser.get("/beleid/kaart/tabel.csv").content.decode()
    assert "Lindemarkt (buurt van 2026)" in table or adviser.get("/beleid/kaart/").status_code == 200

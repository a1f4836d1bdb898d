# SPDX-License-Identifier: EUPL-1.2
"""Reading places back: per gemeente, year and level, as a list, a tree or a map."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from meedoen.areas import queries
from meedoen.areas.geojson import read_collection
from meedoen.areas.models import Area
from meedoen.areas.operations import import_areas, import_key_figures, import_streets
from meedoen.demonstration.region import build_region
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment

pytestmark = pytest.mark.django_db
ON = Moment(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _region():
    region = build_region()
    collection = read_collection([("region", region.feature_collection)])
    for year in (2025, 2026):
        import_areas(collection=collection, year=year, by="Sam", on=ON)
    import_streets(streets=region.streets, by="Sam", on=ON)
    import_key_figures(figures=region.key_figures, year=2026, by="Sam", on=ON)


def test_gemeenten_are_listed_by_name():
    assert [found.name for found in queries.municipalities()] == ["Lindewaard", "Vennerhout"]


def test_a_gemeente_is_found_by_code_or_not_at_all():
    assert queries.municipality("GM9902").name == "Vennerhout"
    assert queries.municipality("GM0000") is None


def test_the_latest_year_is_the_last_one_that_was_loaded():
    assert queries.latest_year("GM9901") == 2026
    assert queries.years("GM9901") == [2026, 2025]
    assert queries.latest_year("GM0000") is None
    assert queries.years("GM0000") == []


def test_areas_are_given_per_gemeente_year_and_level():
    found = queries.areas("GM9902", year=2026, level=Level.WIJK)
    assert [area.code for area in found] == ["WK990201", "WK990202", "WK990203"]
    assert not queries.areas("GM9902", year=2024, level=Level.WIJK)


def test_places_come_gemeente_first_without_geometry(django_assert_num_queries):
    with django_assert_num_queries(1) as captured:
        found = queries.places("GM9902", year=2026)
    assert [place.level for place in found] == [
        *[Level.GEMEENTE] * 1,
        *[Level.WIJK] * 3,
        *[Level.BUURT] * 9,
    ]
    assert "geometry" not in captured.captured_queries[0]["sql"]


def test_the_tree_holds_each_buurt_under_its_wijk(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.tree("GM9902", year=2026)
    assert [wijk.name for wijk in found] == ["Vennerhout-Dorp", "Eskerloo", "Waterstege"]
    assert [buurt.name for buurt in found[1].buurten] == ["Eskerloo-Kom", "Loobosch", "Heidestee"]
    assert sum(len(wijk.buurten) for wijk in found) == 9


def test_names_are_looked_up_by_code():
    assert queries.names(["GM9901", "BU99010101", "GM0000"], year=2026) == {
        "GM9901": "Lindewaard",
        "BU99010101": "Lindemarkt",
    }


def test_the_point_of_an_area_is_that_of_its_latest_year():
    Area.objects.filter(code="BU99010101", year=2026).update(label_lon=3.5, label_lat=53.5)
    assert queries.label_point("BU99010101") == (3.5, 53.5)
    assert queries.label_point("BU00000000") is None


def test_streets_of_a_buurt_stand_by_alphabet():
    found = queries.streets("BU99020101")
    assert "Kerkebrink" in found
    assert found == sorted(found)
    assert queries.streets("BU99990101") == []


def test_a_key_figure_is_given_per_area():
    found = queries.key_figures("inwoners", codes=["BU99010101", "BU00000000"], year=2026)
    assert found == {"BU99010101": Decimal(1885)}
    assert queries.key_figures("inwoners", codes=["BU99010101"], year=2025) == {}


def test_a_map_is_drawn_from_the_borders_in_the_database():
    drawn = queries.drawn_map("GM9902", year=2026, level=Level.BUURT, width=480)
    assert drawn.width == 480
    assert [area.key for area in drawn.areas] == [
        area.code for area in queries.areas("GM9902", year=2026, level=Level.BUURT)
    ]
    assert all(area.path.startswith("M") for area in drawn.areas)


def test_there_is_no_map_of_a_gemeente_that_is_not_here():
    assert queries.drawn_map("GM0000", year=2026, level=Level.BUURT) is None

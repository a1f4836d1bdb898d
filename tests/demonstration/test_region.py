# SPDX-License-Identifier: EUPL-1.2
"""The invented region: it fits together like a real map and is named after no real place."""

import csv
import json
from collections import Counter

import pytest
import shapely
from shapely.geometry import shape

from meedoen.areas.geojson import read_collection
from meedoen.areas.projection import AreaShape, draw
from meedoen.demonstration import region
from meedoen.demonstration.region import build_region
from meedoen.vocabulary.codes import Level
from tests.areas.examples import SHARED, real_figures_file, real_files

# The Dutch coast lies east of this longitude at every latitude of the region (Texel: 4.70).
COAST = 4.5


@pytest.fixture(scope="module")
def areas():
    found = build_region().feature_collection
    return read_collection([("region", found)], year=2026).areas


def borders(areas, level, inside=""):
    return [
        shape(area.geometry)
        for area in areas
        if area.level is level and inside in (area.parent_code or "")
    ]


def test_the_importer_reads_the_region_without_a_problem(areas):
    assert Counter((area.municipality_code, area.level) for area in areas) == {
        ("GM9901", Level.GEMEENTE): 1,
        ("GM9901", Level.WIJK): 6,
        ("GM9901", Level.BUURT): 25,
        ("GM9902", Level.GEMEENTE): 1,
        ("GM9902", Level.WIJK): 3,
        ("GM9902", Level.BUURT): 9,
    }
    names = {area.code: area.name for area in areas}
    assert (names["GM9901"], names["GM9902"]) == ("Lindewaard", "Vennerhout")


@pytest.mark.parametrize("level", list(Level))
def test_areas_of_a_level_meet_without_gaps_or_overlaps(areas, level):
    found = borders(areas, level)
    assert all(border.is_valid for border in found)
    assert shapely.coverage_is_valid(found)
    assert shapely.union_all(found).geom_type == "Polygon"


def test_every_area_is_exactly_the_areas_inside_it(areas):
    for area in areas:
        parts = [shape(part.geometry) for part in areas if part.parent_code == area.code]
        if parts:
            assert shapely.union_all(parts).symmetric_difference(shape(area.geometry)).area == 0


def test_every_label_stands_inside_its_area(areas):
    for area in areas:
        assert shape(area.geometry).contains(shapely.Point(area.label_lon, area.label_lat))


def test_it_looks_like_a_map_and_not_like_a_grid(areas):
    buurten = [area for area in areas if area.level is Level.BUURT]
    sizes = sorted(area.area_ha for area in buurten)
    assert sizes[-1] > 10 * sizes[0]
    drawn = draw([AreaShape(area.code, area.geometry) for area in buurten])
    corners = [path.path.count("L") for path in drawn.areas]
    assert min(corners) > 12
    assert 0.4 < drawn.height / drawn.width < 0.9


def test_it_lies_in_the_sea_over_no_real_gemeente(areas):
    west, south, east, north = shapely.total_bounds(borders(areas, Level.GEMEENTE))
    assert 3.5 < west < east < COAST
    assert 52.5 < south < north < 53.5


def test_it_lies_far_from_the_real_gemeenten(areas):
    land = shapely.union_all(borders(areas, Level.GEMEENTE))
    for path in real_files():
        gemeente = json.loads(path.read_text())["features"][0]
        assert land.distance(shape(gemeente["geometry"])) > 0.3


def test_no_place_is_named_after_a_real_one(areas):
    with real_figures_file().open(encoding="utf-8") as lines:
        real = {row["name"].casefold() for row in csv.DictReader(lines)}
    for path in (SHARED / "geo").glob("GM*.geojson"):
        features = json.loads(path.read_text())["features"]
        real |= {found["properties"]["name"].casefold() for found in features}
    assert not {area.name.casefold() for area in areas} & real


def test_names_are_used_once():
    streets = build_region().streets
    assert len({(street.municipality_code, street.name) for street in streets}) == len(streets)
    names = [found["properties"]["name"] for found in build_region().feature_collection["features"]]
    assert len(set(names)) == len(names)


def test_every_buurt_has_six_to_ten_streets(areas):
    per_buurt = Counter(street.buurt_code for street in build_region().streets)
    assert per_buurt.keys() == {area.code for area in areas if area.level is Level.BUURT}
    assert 6 <= min(per_buurt.values()) <= max(per_buurt.values()) <= 10


def test_figures_add_up_and_are_plausible(areas):
    figures = {
        (figure.area_code, figure.name): figure.value for figure in build_region().key_figures
    }
    for name in ("inwoners", "huishoudens", "inwoners_0_tot_15", "inwoners_65_plus"):
        for area in areas:
            parts = [figures[part.code, name] for part in areas if part.parent_code == area.code]
            assert not parts or sum(parts) == figures[area.code, name]
    for area in areas:
        people, homes = figures[area.code, "inwoners"], figures[area.code, "huishoudens"]
        assert 1.4 < people / homes < 2.8
    assert figures["GM9901", "inwoners"] > 5 * figures["GM9902", "inwoners"]


def test_some_buurten_are_small_enough_for_figures_to_be_hidden():
    people = [
        figure.value
        for figure in build_region().key_figures
        if figure.name == "inwoners" and figure.area_code.startswith("BU")
    ]
    assert 4 <= sum(value < 200 for value in people) < len(people) / 2


def test_the_region_is_the_same_every_time():
    first = build_region()
    build_region.cache_clear()
    region._plots.cache_clear()
    again = build_region()
    assert again is not first
    assert again == first

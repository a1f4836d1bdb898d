# SPDX-License-Identifier: EUPL-1.2
"""A border that is wrong is refused in words that say what to do (RFC 7946)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon

from meedoen.areas.geometry import GeometryFault, measure, read_border, to_geojson, union
from tests.areas.examples import square


def polygon(*points: list[float]) -> dict:
    return {"type": "Polygon", "coordinates": [list(points)]}


FAULTY = {
    "none": (None, "empty", "export"),
    "empty": ({"type": "Polygon", "coordinates": []}, "empty", "export"),
    "empty_ring": ({"type": "Polygon", "coordinates": [[]]}, "empty", "export"),
    "empty_part": ({"type": "MultiPolygon", "coordinates": [[]]}, "empty", "export"),
    "point": ({"type": "Point", "coordinates": [5.0, 52.0]}, "is a Point", "Polygon"),
    "unclosed": (
        polygon([5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.1]),
        "not closed",
        "repeat its first point",
    ),
    "too_few": (polygon([5.0, 52.0], [5.1, 52.0], [5.0, 52.0]), "too few points (3)", "three"),
    "crossing": (
        polygon([5.0, 52.0], [5.1, 52.1], [5.1, 52.0], [5.0, 52.1], [5.0, 52.0]),
        "crosses itself near 5.05 52.05",
        "repair",
    ),
    "flat": (
        polygon([5.0, 52.0], [5.1, 52.0], [5.2, 52.0], [5.0, 52.0]),
        "",
        "repair",
    ),
    "rijksdriehoek": (
        polygon([155000, 463000], [156000, 463000], [156000, 464000], [155000, 463000]),
        "Rijksdriehoek metres",
        "EPSG:4326",
    ),
    "swapped": (
        polygon([52.0, 5.0], [52.1, 5.0], [52.1, 5.1], [52.0, 5.0]),
        "outside the Netherlands",
        "swapped",
    ),
    "abroad": (
        polygon([13.3, 52.5], [13.4, 52.5], [13.4, 52.6], [13.3, 52.5]),
        "outside the Netherlands",
        "check the coordinates",
    ),
    "web_mercator": (
        polygon([556597, 6800125], [557597, 6800125], [557597, 6801125], [556597, 6800125]),
        "Web Mercator",
        "EPSG:4326",
    ),
    "enormous": (polygon([10**400, 52.0]), "is no point", "[longitude"),
    "vanishing": (
        polygon([5.0, 52.0], [5.00000003, 52.0], [5.0, 52.00000003], [5.0, 52.0]),
        "smaller than a centimetre",
        "take it out",
    ),
    "words": (polygon(["a", "b"], ["a", "b"], ["a", "b"], ["a", "b"]), "is no point", "[longitude"),
    "endless": (polygon([math.nan, 52.0]), "is no point", "[longitude"),
    "booleans": (polygon([True, False]), "is no point", "[longitude"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_wrong_border_is_refused_with_advice(fault):
    geometry, what, advice = FAULTY[fault]
    with pytest.raises(GeometryFault) as caught:
        read_border(geometry)
    assert what in caught.value.what
    assert advice in caught.value.advice


def test_a_hole_that_is_not_closed_is_found_too():
    geometry = square(5.0, 52.0)
    geometry["coordinates"].append([[5.002, 52.002], [5.004, 52.002], [5.004, 52.004], [5.0, 52.0]])
    with pytest.raises(GeometryFault, match="not closed"):
        read_border(geometry)


def test_heights_are_dropped_and_the_border_is_kept():
    ring = [[*point, 3.5] for point in square(5.0, 52.0)["coordinates"][0]]
    border = read_border({"type": "Polygon", "coordinates": [ring]})
    assert to_geojson(border) == square(5.0, 52.0)


def test_an_area_of_several_parts_stays_one_area():
    parts = [square(5.0, 52.0)["coordinates"], square(5.1, 52.0)["coordinates"]]
    geometry = {"type": "MultiPolygon", "coordinates": parts}
    assert to_geojson(read_border(geometry)) == geometry


@given(west=st.floats(3.0, 7.0), south=st.floats(51.0, 53.5), size=st.floats(0.001, 0.3))
def test_the_label_of_an_area_lies_inside_it(west, south, size):
    border = read_border(square(round(west, 5), round(south, 5), round(size, 5)))
    measured = measure(border)
    assert border.buffer(1e-5).contains(Point(measured.label_lon, measured.label_lat))


def test_a_hundredth_of_a_degree_near_oudewater_is_some_76_hectares():
    # 0.01 degree is 1112.6 m north-south and 686.8 m east-west at 52 degrees (WGS84).
    assert measure(read_border(square(4.87, 52.0))).area_ha == pytest.approx(76.4, rel=0.005)


def test_neighbours_join_into_one_border():
    joined = union([read_border(square(5.0, 52.0)), read_border(square(5.01, 52.0))])
    assert joined.bounds == (5.0, 52.0, 5.02, 52.01)
    assert joined.geom_type == "Polygon"


# Two or three millimetres, which a rounding to a centimetre does not see.
TINY = 2.5e-8


def notched(at: float, deep: float) -> list[list[float]]:
    """Give a square with a notch in its upper side, thinner than the rounding."""
    return [[5.0, 52.0], [5.01, 52.0], [5.01, 52.01], [5.0 + at + TINY, 52.01],
            [5.0 + at + TINY / 2, 52.01 - deep], [5.0 + at, 52.01], [5.0, 52.01],
            [5.0, 52.0]]  # fmt: skip


@given(at=st.floats(0.001, 0.008), deep=st.floats(0.0001, 0.009))
def test_a_notch_too_thin_to_see_may_go_and_the_area_stays(at, deep):
    ring = notched(at, deep)
    assert Polygon(ring).is_valid
    border = read_border(polygon(*ring))
    assert border.is_valid
    assert border.area == pytest.approx(1e-4, rel=1e-4)


@given(lon=st.floats(5.02, 5.03), lat=st.floats(52.0, 52.01))
def test_an_islet_too_small_to_see_may_go_and_the_area_stays(lon, lat):
    islet = [[lon, lat], [lon + TINY, lat], [lon, lat + TINY], [lon, lat]]
    town = square(5.0, 52.0)["coordinates"]
    assert MultiPolygon([Polygon(town[0]), Polygon(islet)]).is_valid
    border = read_border({"type": "MultiPolygon", "coordinates": [town, [islet]]})
    assert border.is_valid
    assert border.area == pytest.approx(1e-4, rel=1e-6)


def test_a_pond_too_small_to_see_may_go():
    pond = [[5.005, 52.005], [5.005 + TINY, 52.005], [5.005, 52.005 + TINY], [5.005, 52.005]]
    border = read_border({"type": "Polygon", "coordinates": [*square(5, 52)["coordinates"], pond]})
    assert border.is_valid


@given(
    corners=st.lists(
        st.tuples(st.floats(4.99, 5.01), st.floats(51.99, 52.01)), min_size=3, max_size=7
    )
)
def test_any_ring_gives_a_valid_border_with_its_own_label_inside_or_words(corners):
    ring = [list(corner) for corner in [*corners, corners[0]]]
    try:
        border = read_border(polygon(*ring))
    except GeometryFault:
        return
    assert border.is_valid
    measured = measure(border)
    assert border.covers(Point(measured.label_lon, measured.label_lat))

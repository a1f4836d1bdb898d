# SPDX-License-Identifier: EUPL-1.2
"""Drawing areas: everything inside the frame, north up, in order, and borders stay shared."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.areas.projection import AreaShape, DrawnMap, ScaleBar, draw, metres_per_degree, rings
from tests.areas.examples import square

NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
PATH = re.compile(r"(M-?[\d.]+ -?[\d.]+(L-?[\d.]+ -?[\d.]+)*Z)+")
squares = st.lists(
    st.tuples(st.floats(3.5, 6.9), st.floats(51.0, 53.4), st.floats(0.005, 0.2)),
    min_size=1,
    max_size=8,
)


def points_of(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in NUMBERS.findall(path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def drawn(corners, width=640.0) -> DrawnMap:
    shapes = [AreaShape(str(at), square(*corner)) for at, corner in enumerate(corners)]
    return draw(shapes, width=width)


@given(corners=squares, width=st.floats(100, 2000))
def test_every_point_and_label_lies_inside_the_view_box(corners, width):
    result = drawn(corners, width)
    _, _, right, bottom = (float(part) for part in result.view_box.split())
    assert (right, bottom) == (result.width, result.height)
    for area in result.areas:
        assert PATH.fullmatch(area.path)
        for x, y in [*points_of(area.path), (area.label_x, area.label_y)]:
            assert -0.1 <= x <= right + 0.1
            assert -0.1 <= y <= bottom + 0.1


@given(corners=squares)
def test_areas_stay_in_the_order_in_which_they_came(corners):
    assert [area.key for area in drawn(corners).areas] == [str(at) for at in range(len(corners))]


@given(west=st.floats(3.5, 6.5), south=st.floats(51.0, 53.0), gap=st.floats(0.05, 0.3))
def test_north_is_up_and_east_is_right(west, south, gap):
    corners = [(west, south, 0.02), (west + gap, south, 0.02), (west, south + gap, 0.02)]
    here, east, north = drawn(corners).areas
    assert east.label_x > here.label_x
    assert east.label_y == here.label_y
    assert north.label_y < here.label_y
    assert north.label_x == here.label_x


def test_the_map_fills_its_width_but_for_the_padding():
    (area,) = draw([AreaShape("a", square(5.0, 52.0))], width=200, padding=10).areas
    assert {x for x, _ in points_of(area.path)} == {10.0, 190.0}


def test_a_metre_is_as_long_to_the_north_as_to_the_east():
    per_lon, per_lat = metres_per_degree(52.0)
    wide = 1000 / per_lon
    tall = 1000 / per_lat
    ring = [[5, 52], [5 + wide, 52], [5 + wide, 52 + tall], [5, 52 + tall], [5, 52]]
    result = draw(
        [AreaShape("km", {"type": "Polygon", "coordinates": [ring]})], width=400, padding=0
    )
    assert result.height == pytest.approx(result.width, rel=0.001)


def test_degrees_are_measured_on_the_ellipsoid():
    # WGS84 at 52 degrees: 68.68 km and 111.26 km.
    per_lon, per_lat = metres_per_degree(52.0)
    assert per_lon == pytest.approx(68_678, abs=10)
    assert per_lat == pytest.approx(111_267, abs=10)


@given(first=st.floats(0.003, 0.3), second=st.floats(0.003, 0.3))
def test_neighbours_share_their_border_exactly(first, second):
    middle = 5.0 + first
    left = {"type": "Polygon", "coordinates": [
        [[5.0, 52.0], [middle, 52.0], [middle, 52.1], [5.0, 52.1], [5.0, 52.0]]]}  # fmt: skip
    right = {"type": "Polygon", "coordinates": [
        [[middle, 52.0], [middle + second, 52.0], [middle + second, 52.1], [middle, 52.1],
         [middle, 52.0]]]}  # fmt: skip
    west, east = draw([AreaShape("l", left), AreaShape("r", right)]).areas
    assert max(x for x, _ in points_of(west.path)) == min(x for x, _ in points_of(east.path))


def test_points_that_fall_on_the_point_before_them_are_left_out():
    tiny = 1e-7
    ring = [[5, 52], [5 + tiny, 52], [5.1, 52], [5.1, 52.1], [5, 52.1], [5, 52]]
    (area,) = draw([AreaShape("a", {"type": "Polygon", "coordinates": [ring]})]).areas
    assert len(points_of(area.path)) == 4


def test_holes_and_parts_become_rings_of_one_path():
    hole = square(5.002, 52.002, 0.002)["coordinates"][0]
    outer = square(5.0, 52.0)["coordinates"][0]
    island = square(5.02, 52.0)["coordinates"][0]
    geometry = {"type": "MultiPolygon", "coordinates": [[outer, hole], [island]]}
    assert len(list(rings(geometry))) == 3
    (area,) = draw([AreaShape("a", geometry)]).areas
    assert area.path.count("M") == area.path.count("Z") == 3


def test_a_label_stands_where_the_area_says_or_else_in_its_middle():
    given_label = AreaShape("a", square(5.0, 52.0), (5.0, 52.01))
    without = AreaShape("b", square(5.0, 52.0))
    first, second = draw([given_label, without], width=200, padding=10).areas
    assert (first.label_x, first.label_y) == (10.0, 10.0)
    assert second.label_x == 100.0


@given(size=st.floats(0.001, 1.5), width=st.floats(200, 1500))
def test_the_scale_bar_is_a_round_distance_within_a_quarter_of_the_map(size, width):
    bar = drawn([(4.0, 51.5, size)], width).scale_bar
    assert str(bar.metres).rstrip("0") in {"1", "2", "5"}
    assert width / 12 < bar.length <= width / 4 + 0.1


@pytest.mark.parametrize(("metres", "label"), [(200, "200 m"), (1000, "1 km"), (5000, "5 km")])
def test_the_scale_bar_says_its_distance(metres, label):
    assert ScaleBar(metres, 50.0).label == label


def test_nothing_to_draw_is_an_error():
    with pytest.raises(ValueError, match="no area to draw"):
        draw([])


@pytest.mark.parametrize("padding", [-1, 50, 80])
def test_a_frame_without_room_is_an_error(padding):
    with pytest.raises(ValueError, match="no room"):
        draw([AreaShape("a", square(5.0, 52.0))], width=100, padding=padding)


def test_an_area_without_width_is_an_error():
    ring = [[5, 52], [5, 52.1], [5, 52.2], [5, 52]]
    with pytest.raises(ValueError, match="no width"):
        draw([AreaShape("a", {"type": "Polygon", "coordinates": [ring]})])


def test_a_point_cannot_be_drawn_as_an_area():
    with pytest.raises(ValueError, match="Point cannot be drawn"):
        draw([AreaShape("a", {"type": "Point", "coordinates": [5, 52]})])

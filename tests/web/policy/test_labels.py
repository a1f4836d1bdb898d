# SPDX-License-Identifier: EUPL-1.2
"""Names on the map: as many as fit, and never one over another."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from meedoen.web.policy.labels import AreaLabel, labels_that_fit, moved_inside, overlap

SPOTS = st.floats(min_value=0, max_value=640)
LABELS = st.lists(
    st.builds(AreaLabel, key=st.text(), name=st.text(min_size=1, max_size=20), x=SPOTS, y=SPOTS),
    max_size=30,
)


def test_the_first_in_line_stays_and_the_one_under_it_gives_way():
    first, second = AreaLabel("a", "Lindepark", 100, 100), AreaLabel("b", "Hof", 105, 104)
    assert [label.key for label in labels_that_fit([first, second], width=640)] == ["a"]
    assert [label.key for label in labels_that_fit([second, first], width=640)] == ["b"]


def test_a_name_at_the_edge_moves_onto_the_map():
    assert moved_inside(AreaLabel("a", "Lindepark", 0, 50), width=640).box()[0] > -0.1
    assert moved_inside(AreaLabel("a", "Lindepark", 640, 50), width=640).box()[2] < 640.1


@given(LABELS)
def test_no_two_names_on_the_map_cover_each_other(labels):
    kept = labels_that_fit(labels, width=640)
    assert not any(overlap(one, other) for one, other in combinations(kept, 2))
    assert bool(kept) == bool(labels)


@given(LABELS)
def test_a_name_that_is_left_out_had_no_room(labels):
    kept = labels_that_fit(labels, width=640)
    left_out = [x for x in (moved_inside(one, width=640) for one in labels) if x not in kept]
    assert all(any(overlap(one, other) for other in kept) for one in left_out)

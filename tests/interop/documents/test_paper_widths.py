# SPDX-License-Identifier: EUPL-1.2
"""On paper each column has the room that its numbers and dates take, and lies over no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.documents.paper_widths import room_of, shared_out

COLUMNS = st.lists(st.tuples(st.integers(1, 60), st.floats(1, 80)), min_size=1, max_size=16)


@given(COLUMNS, st.floats(50, 800))
def test_each_column_has_what_it_needs_and_together_they_fill_the_page(
    columns: list[tuple[int, float]], room: float
) -> None:
    wide, needs = zip(*columns, strict=True)
    given_ = shared_out(wide, needs, room)
    assert all(got >= need - 1e-6 for got, need in zip(given_, needs, strict=True))
    assert sum(given_) == pytest.approx(max(room, sum(needs)))


def test_what_has_more_to_read_gets_more_when_all_fit() -> None:
    assert shared_out([1, 3], [1, 1], 100) == [25, 75]


def test_a_date_stays_whole_and_a_long_word_of_letters_does_not() -> None:
    assert room_of(["2026-10-31"], 10) > room_of(["Arbeidsparticipatie"], 10)
    assert room_of(["98000021"], 10) == room_of(["41000001 en", "8"], 10)
    assert room_of([""], 10) < room_of(["abc"], 10)

# SPDX-License-Identifier: EUPL-1.2
"""What is said of a file tells nothing of the people in it."""

from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.portions import SMALL, how_good, part_of, size


@given(st.integers(0, 10**6), st.data())
def test_what_is_said_of_a_file_never_tells_a_small_number(rows: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, rows))
    near = data.draw(st.integers(max(0, part - 4), min(rows, part + 4)))
    said = part_of(part, rows)
    if rows < SMALL:
        assert said == "een onbekend deel"
        assert size(rows) == f"minder dan {SMALL // 1000}.000 regels"
    elif 4 < part < rows / 20 - 4:
        assert said == part_of(near, rows) == "hooguit 5 %"


def test_a_large_part_is_said() -> None:
    assert part_of(900, 10_000) == "5 tot 25 %"
    assert part_of(9_000, 10_000) == "meer dan een kwart"
    assert size(12_345) == "ongeveer 12.300 regels"


@given(st.integers(0, SMALL - 1), st.data())
def test_of_a_small_file_it_is_not_said_how_good_it_is(rows: int, data: st.DataObject) -> None:
    bad, without = data.draw(st.integers(0, rows)), data.draw(st.integers(0, rows))
    assert how_good(rows, bad, without) == (
        "minder dan 1.000 regels; hoe goed die zijn, zeggen we bij zo weinig niet"
    )

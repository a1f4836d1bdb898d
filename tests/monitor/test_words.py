# SPDX-License-Identifier: EUPL-1.2
"""What a release says of its sources tells nothing of the people in it."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.building import HeldLoad, WantedFigure
from meedoen.monitor.indicator import indicators
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.words import ReleaseWords, release_words


def words(rows: int, bad: int, without_area: int) -> ReleaseWords:
    load = HeldLoad(
        7, "wmo", 2025, SourceForm.ROWS, LoadStatus.FINAL, date(2025, 12, 31), rows, bad,
        without_area, Path("wmo.parquet"),
    )  # fmt: skip
    return release_words(WantedFigure(indicators()["gebruik_wmo"], 2025, (load,)), ())


@given(st.integers(10, 10**6), st.data())
def test_a_hidden_number_of_people_without_a_buurt_cannot_be_read_beside_it(
    rows: int, data: st.DataObject
) -> None:
    few = st.integers(0, 9)
    one, other = data.draw(few), data.draw(few)
    assert words(rows, 0, one) == words(rows, 0, other)
    assert words(rows, one, 0) == words(rows, other, 0)


def test_how_good_a_large_file_was_is_said_in_words() -> None:
    said = words(12_345, 900, 4_000).quality
    assert "ongeveer 12.300 regels" in said
    assert "5 tot 25 % niet te gebruiken" in said
    assert "meer dan een kwart zonder bekende buurt" in said

# SPDX-License-Identifier: EUPL-1.2
"""What a release says of figures: who was counted, from what, and how good that is."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.building import HeldLoad, WantedFigure
from meedoen.monitor.indicator import indicators
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.words import ReleaseWords, release_words

WMO = HeldLoad(
    pk=7, source="wmo", year=2025, form=SourceForm.ROWS, status=LoadStatus.FINAL,
    as_of=date(2026, 1, 5), rows=27_520, bad=0, without_area=0, file=Path("nowhere"),
)  # fmt: skip
WIA = replace(
    WMO, pk=3, source="wia", form=SourceForm.AGGREGATE, status=LoadStatus.REVISED,
    as_of=date(2025, 12, 31),
)  # fmt: skip


def words(rows: int, bad: int, without_area: int) -> ReleaseWords:
    load = HeldLoad(
        7, "wmo", 2025, SourceForm.ROWS, LoadStatus.FINAL, date(2025, 12, 31), rows, bad,
        without_area, Path("wmo.parquet"),
    )  # fmt: skip
    return release_words(WantedFigure(indicators()["gebruik_wmo"], 2025, (load,)), ())


def said(*loads: HeldLoad, notes: tuple[str, ...] = ()) -> ReleaseWords:
    return release_words(WantedFigure(indicators()["gebruik_wmo"], 2025, loads), notes)


def test_the_title_says_what_was_counted_over_which_year() -> None:
    assert said(WMO).title == "Gebruik: Wmo 2015, maatwerk, 2025"


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=5, unique=True))
def test_a_later_delivery_counts_people_anew(numbers: list[int]) -> None:
    loads = [replace(WMO, pk=number) for number in numbers]
    words = said(*loads)
    assert words.counted == f"{words.title}, levering {max(numbers)}"
    later = replace(WMO, pk=max(numbers) + 1)
    assert said(*loads[1:], later).counted != words.counted
    assert said(*reversed(loads)).counted == words.counted


def test_each_source_stands_on_a_line_with_its_holder_its_form_its_day_and_its_status() -> None:
    of_wmo, of_wia = said(WMO, WIA).sources.split("\n")
    assert of_wmo.startswith("Wmo 2015, maatwerk, van ")
    assert of_wmo.endswith(": rijen van mensen, stand van 5-1-2026, definitief.")
    assert of_wia.endswith("UWV: tellingen, stand van 31-12-2025, nader voorlopig.")


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

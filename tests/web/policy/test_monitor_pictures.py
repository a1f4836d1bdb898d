# SPDX-License-Identifier: EUPL-1.2
"""What is drawn and said of a figure: shares, doors, lines and sentences; hidden stays hidden."""

from datetime import date
from random import Random
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.tables import Dimension
from meedoen.monitor.states import LoadStatus
from meedoen.publication.rows import columns_of, rows_of
from meedoen.web.policy.monitor.cells import FigureCells, NamedCode, cells_of
from meedoen.web.policy.monitor.figures import AreaFigure, per_hundred, shade, told
from meedoen.web.policy.monitor.groups import group_picture
from meedoen.web.policy.monitor.indicators import known_indicators
from meedoen.web.policy.monitor.loads import stand
from meedoen.web.policy.monitor.map import classes_of
from meedoen.web.policy.monitor.trend import WIDE, TrendPoint, highest, line
from meedoen.web.policy.monitor.words import about, adds_up, in_a_row, of_the_map, of_the_years

WMO = known_indicators()["gebruik_wmo"]
STACKED = known_indicators()["stapeling_personen"]
COUNTS = st.one_of(st.just(HIDDEN), st.integers(0, 10**7))


def tree(wijken: int) -> Dimension:
    pairs: list[tuple[str, str | None]] = [("GM9901", None), ("GM9901_onbekend", "GM9901")]
    pairs += [(f"WK9901{n:02}", "GM9901") for n in range(1, wijken + 1)]
    return Dimension.of("gebied", pairs)


@given(st.integers(1, 6), st.integers(0, 8), st.randoms(use_true_random=False))
def test_a_table_is_read_as_it_was_published_whichever_of_the_two_has_the_rows(
    wijken: int, groups: int, chance: Random
) -> None:
    gebied = tree(wijken)
    codes = [f"g{n}" for n in range(groups)]
    dimensions = (gebied, *([Dimension.flat("leeftijd", codes)] if codes else []))
    shape = [len(one.codes) for one in dimensions]
    values = np.array(
        [chance.choice([HIDDEN, chance.randrange(99)]) for _ in range(np.prod(shape))]
    )
    published = Published(dimensions, values.reshape(shape), CountRule(5))
    columns = columns_of(published, {})
    (per,) = {one.name for one in dimensions} - {name for name, _ in columns}
    cells = cells_of(per, columns, rows_of(published, {}))
    assert cells.root == "GM9901"
    assert set(cells.areas) == set(gebied.codes)
    assert cells.areas["GM9901_onbekend"].name == "Buurt niet bekend"
    for key, value in published.rows():
        area, group = (*key, "")[:2]
        assert cells.count(area, group) == (HIDDEN if value is None else value)
    assert cells.count("WK990201") is None


@given(COUNTS, st.one_of(st.none(), st.integers(0, 10**6)), st.integers(0, 500))
def test_a_share_is_of_what_is_open_and_of_enough_people(
    count: int, among: int | None, fewest: int
) -> None:
    rate = per_hundred(count, among, fewest)
    may = count != HIDDEN and among is not None and among >= max(fewest, 1)
    assert (rate is not None) == may
    if rate is not None and among is not None:
        assert abs(float(rate) - 100 * count / among) <= 0.0501


def area(code: str, count: int | None, among: int | None = 1000) -> AreaFigure:
    return AreaFigure(code, f"Buurt {code}", "", count, per_hundred(count, among, 50))


@given(st.lists(COUNTS, min_size=1, max_size=12), st.booleans())
def test_the_map_shows_a_pattern_and_says_in_words_what_is_hidden_and_never_its_number(
    counts: list[int], relative: bool
) -> None:
    figures = [area(str(at), count) for at, count in enumerate(counts)]
    classes = classes_of(figures, relative=relative)
    for figure in figures:
        fill = shade(figure, classes, relative=relative)
        assert (fill == "hidden") == (figure.count == HIDDEN)
        said = told(figure, WMO)
        assert (said == "te klein om te tonen") == (figure.count == HIDDEN)
        assert "-1" not in said
    sentence = of_the_map(figures, WMO, "buurt", relative=relative)
    assert sentence.endswith(".")
    assert "-1" not in sentence
    small = sum(count == HIDDEN for count in counts)
    if small == len(counts):
        assert "geen van de" in sentence
    else:
        assert (f"in {small} van de {len(counts)}" in sentence) == (small > 0)


def test_the_sentence_of_a_map_names_where_most_is_and_where_least() -> None:
    figures = [area("1", 80), area("2", 20), area("3", HIDDEN)]
    assert of_the_map(figures, WMO, "buurt", relative=True) == (
        "Het meest is het in Buurt 1 (8 op de 100 inwoners), het minst in Buurt 2 (2); in 1 van de "
        "3 buurten is het te klein om te tonen."
    )
    assert of_the_map(figures[:1], WMO, "wijk", relative=False) == (
        "In elke wijk die je ziet is het 80 mensen; van elke wijk is het aantal te zien."
    )


def test_a_place_is_told_beside_the_whole() -> None:
    here, whole = area("1", 80), AreaFigure("GM9901", "Stad", "", 500, per_hundred(500, 9000, 50))
    assert about(here, whole, WMO, 2025) == (
        "In Buurt 1 gaat het in 2025 om 80 mensen. Dat zijn er 8 op elke 100 inwoners. In heel "
        "Stad zijn het er 5,6 op elke 100."
    )
    assert about(area("2", HIDDEN), area("2", HIDDEN), WMO, 2025) == (
        "In heel Buurt 2 is het aantal over 2025 te klein om te tonen."
    )


@given(st.lists(st.one_of(st.none(), COUNTS), min_size=1, max_size=9))
def test_a_line_stops_where_a_year_cannot_be_seen_and_stays_inside_its_drawing(
    counts: list[int | None],
) -> None:
    points = [TrendPoint(2017 + at, count) for at, count in enumerate(counts)]
    drawn = line("Zuid", points, most=highest([points]), size=WIDE)
    assert len(drawn.seen) == sum(count is not None and count != HIDDEN for count in counts)
    assert len(drawn.hidden) == counts.count(HIDDEN)
    assert drawn.path.count("M") == sum(
        point.open and not (at and points[at - 1].open) for at, point in enumerate(points)
    )
    for at in drawn.points:
        assert 0 <= at.x <= drawn.width
        assert 0 <= at.y <= drawn.height
    sentence = of_the_years("Zuid", points, "mensen")
    assert "-1" not in sentence
    if len(points) > 1 and drawn.seen:
        for at in drawn.hidden:
            assert str(at.point.year) in sentence


def stacked(*counts: int) -> FigureCells:
    codes = [NamedCode("_total", "", "samen")]
    codes += [NamedCode(str(at), "_total", str(at)) for at in range(1, len(counts) + 1)]
    values = {("GM9901", str(at)): count for at, count in enumerate(counts, start=1)}
    return FigureCells(
        {"GM9901": NamedCode("GM9901", "", "Stad")},
        tuple(codes),
        {**values, ("GM9901", "_total"): sum(counts)},
        "GM9901",
    )


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=4), st.integers(1, 20_000))
def test_there_are_a_hundred_doors_and_each_group_has_its_share_to_one_door(
    counts: list[int], more: int
) -> None:
    among = sum(counts) + more
    picture = group_picture(stacked(*counts), "GM9901", STACKED, among)
    assert picture is not None
    assert len(picture.doors) == 100
    assert picture.none + sum(bar.doors for bar in picture.bars) == 100
    for bar, count in zip(picture.bars, counts, strict=True):
        assert abs(bar.doors - 100 * count / among) < 1


@pytest.mark.parametrize(
    ("cells", "among"),
    [(stacked(HIDDEN, 20), 100), (stacked(10, 20), None), (stacked(80, 30), 100)],
    ids=["a group is hidden", "nobody knows how many there are", "more than there are"],
)
def test_without_all_it_takes_there_are_bars_and_no_doors(
    cells: FigureCells, among: int | None
) -> None:
    picture = group_picture(cells, "GM9901", STACKED, among)
    assert picture is not None
    assert picture.doors == ()
    assert all((bar.told == "te klein om te tonen") == bar.hidden for bar in picture.bars)
    assert all(bar.length == 0 for bar in picture.bars if bar.hidden)


def test_what_adds_up_says_so_and_what_does_not_says_why() -> None:
    whole = area("GM", 100)
    assert adds_up(whole, [area("1", 60), area("2", 40)], "wijk").startswith("Het telt op")
    assert "te klein om te tonen" in adds_up(whole, [area("1", 60), area("2", HIDDEN)], "wijk")
    assert "niet alles is per wijk geteld" in adds_up(whole, [area("1", 60)], "wijk")
    assert in_a_row(["een"]) == "een"
    assert in_a_row(["een", "twee", "drie"]) == "een, twee en drie"


def test_a_figure_is_as_final_as_the_least_final_of_its_sources() -> None:
    loads = [
        SimpleNamespace(status=status, as_of=date(2025, 12, at + 1))
        for at, status in enumerate((LoadStatus.FINAL, LoadStatus.PROVISIONAL, LoadStatus.REVISED))
    ]
    assert stand(loads) == "Stand van 1 december 2025, voorlopig"  # type: ignore[arg-type]
    assert stand([]) == ""


def test_every_indicator_has_a_group_and_its_unit_in_words() -> None:
    known = known_indicators()
    assert len(known) > 30
    assert all(one.counted and one.name and one.question for one in known.values())
    assert not any(one.per and not one.fewest for one in known.values())

# SPDX-License-Identifier: EUPL-1.2
"""Of what was loaded is known which figures it gives, and each counts who it is about."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.tables import TOTAL
from meedoen.monitor.building import HeldLoad, WantedFigure, YearOfCounts, wanted
from meedoen.monitor.counting import NotCounted
from meedoen.monitor.indicator import IndicatorKind, Split, indicators
from meedoen.monitor.pseudonyms import OBJECTION, Pseudonyms
from meedoen.monitor.snapshots import CountedRows, PersonRows, write_rows
from meedoen.monitor.sources.registry import EVERY
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.tables import AreaTree, IndicatorTable
from meedoen.vocabulary.codes import Level
from tests.monitor.builds import CORNER, MARKET, SECRET, bsns, counted, people

ALL = indicators()
YEAR, HERE = 2025, "GM9901"
TREE = AreaTree(
    HERE,
    {"WK990101": HERE, "WK990103": HERE, MARKET: "WK990101", CORNER: "WK990103"},
    {MARKET: "Markt"},
)
RULE = CountRule(3)
OPENING = Pseudonyms(SECRET, HERE)
MADE = (IndicatorKind.USE, IndicatorKind.STACKING, IndicatorKind.INFLOW, IndicatorKind.OUTFLOW)
FIRST_DAY, LAST_DAY = 20_089, 20_453
"""The first of January and the last of December of 2025, in days since 1970."""


def load(
    source: str, form: SourceForm = SourceForm.ROWS, *, year: int = YEAR, pk: int = 1
) -> HeldLoad:
    """Give a load of which nobody opens the file."""
    day = date(year, 12, 31)
    return HeldLoad(pk, source, year, form, LoadStatus.FINAL, day, 1200, 0, 0, Path("nowhere"))


def kept(folder: Path, source: str, rows: PersonRows | CountedRows) -> HeldLoad:
    """Give a load of which the file lies in a folder."""
    form = SourceForm.ROWS if isinstance(rows, PersonRows) else SourceForm.AGGREGATE
    write_rows(folder, f"{source}.parquet", rows)
    return replace(load(source, form), file=folder / f"{source}.parquet")


def table(
    key: str,
    *loads: HeldLoad,
    hidden: Mapping[str, Collection[str]] | None = None,
    opening: Pseudonyms | None = OPENING,
    against: Collection[bytes] = (),
) -> IndicatorTable:
    """Count an indicator from loads, but for who is against it."""
    objections = OPENING.links(OPENING.of_people(against, OBJECTION), OBJECTION)
    counts = YearOfCounts(YEAR, loads, TREE, opening=opening, objections=objections)
    return counts.table(ALL[key], hidden or {}, RULE)


def told(made: IndicatorTable) -> dict[str, int]:
    """Give how many are counted per area, all ages or numbers together."""
    together = made.table.counts
    if together.ndim > 1:
        together = together[:, made.table.dimensions[1].codes.index(TOTAL)]
    return dict(zip(made.table.dimensions[0].codes, together.tolist(), strict=True))


LOADS = st.lists(
    st.builds(
        load,
        st.sampled_from(EVERY),
        st.sampled_from([SourceForm.ROWS, SourceForm.AGGREGATE]),
        year=st.integers(2023, 2025),
        pk=st.integers(1, 99),
    ),
    max_size=12,
    unique_by=(lambda one: (one.source, one.year), lambda one: one.pk),
)


@given(LOADS)
def test_each_figure_that_loads_give_is_wanted_once_and_of_its_own_year(
    loads: list[HeldLoad],
) -> None:
    found = {(one.indicator.key, one.year): set(one.loads) for one in wanted(loads)}
    assert len(found) == len([*wanted(loads)])
    for year in (2023, 2024, 2025):
        for key, indicator in ALL.items():
            of = {one for one in loads if one.year == year and one.source in indicator.sources}
            enough = bool(of)
            if indicator.kind is IndicatorKind.STACKING:
                enough = len([one for one in of if one.form is SourceForm.ROWS]) >= 2
            if indicator.kind in MADE and enough:
                assert found.pop((key, year)) == of
    assert not found


@given(LOADS)
def test_years_follow_each_other_and_in_each_the_use_of_sources_comes_first(
    loads: list[HeldLoad],
) -> None:
    order = [(one.year, MADE.index(one.indicator.kind)) for one in wanted(loads)]
    assert order == sorted(order)


def test_a_figure_names_what_it_is_made_of_in_order() -> None:
    loads = (load("wmo", pk=9), load("wwb", pk=2), load("vsv", pk=4))
    assert WantedFigure(ALL["stapeling_personen"], YEAR, loads).made_of == [2, 4, 9]


def test_beside_a_figure_stands_how_good_what_it_is_made_of_is() -> None:
    one = replace(load("wmo"), status=LoadStatus.REVISED, bad=12, without_area=9)
    assert one.told() == {
        "source": "wmo", "name": "Wmo 2015, maatwerk", "form": "rows",
        "status": "nader voorlopig", "as_of": "2025-12-31", "rows": 1200, "bad": 12,
        "without_area": 9,
    }  # fmt: skip


def test_rows_of_people_are_counted_per_buurt_and_age(tmp_path: Path) -> None:
    rows = people("wmo", (MARKET, bsns(1, 7)), (CORNER, bsns(50, 2)), ("", bsns(80, 1)))
    made = table("gebruik_wmo", kept(tmp_path, "wmo", rows))
    assert made.level is Level.BUURT
    assert told(made) == {
        HERE: 10, "WK990101": 7, MARKET: 7, "WK990103": 2, CORNER: 2, f"{HERE}_onbekend": 1,
    }  # fmt: skip
    assert made.table.dimensions[1].name == Split.AGE


def test_who_is_counted_had_it_in_the_year_itself(tmp_path: Path) -> None:
    rows = people("wmo", (MARKET, bsns(1, 3)))
    ends = np.array([FIRST_DAY - 1, FIRST_DAY, LAST_DAY], dtype=np.int32)
    made = table("gebruik_wmo", kept(tmp_path, "wmo", replace(rows, ends=ends)))
    assert told(made)[HERE] == 2


def test_who_objects_is_counted_nowhere(tmp_path: Path) -> None:
    who = bsns(1, 7)
    rows = kept(tmp_path, "wmo", people("wmo", (MARKET, who)))
    assert told(table("gebruik_wmo", rows, against=who[:2]))[MARKET] == 5
    assert told(table("gebruik_wmo", rows))[MARKET] == 7


def test_what_came_in_counted_needs_nobody_who_opens_pseudonyms(tmp_path: Path) -> None:
    wia = kept(tmp_path, "wia", counted(WK990101=12, WK990103=4))
    made = table("gebruik_wia", wia, opening=None)
    assert (made.level, told(made)["WK990101"]) == (Level.WIJK, 12)
    wmo = kept(tmp_path, "wmo", people("wmo", (MARKET, bsns(1, 7))))
    assert told(table("gebruik_wia", wia, wmo))[HERE] == 16
    assert told(table("gebruik_wmo", wia, wmo))[HERE] == 7


def test_what_is_of_households_comes_in_counted_as_households(tmp_path: Path) -> None:
    made = table("gebruik_wwb", kept(tmp_path, "wwb", counted(BU99010101=12)), opening=None)
    assert told(made)[MARKET] == 12


@pytest.mark.parametrize("key", ["gebruik_wmo", "instroom_wmo", "stapeling_personen"])
def test_without_who_opens_pseudonyms_no_row_of_people_is_counted(tmp_path: Path, key: str) -> None:
    rows = kept(tmp_path, "wmo", people("wmo", (MARKET, bsns(1, 7))))
    with pytest.raises(NotCounted, match="mensen los binnenkomen"):
        table(key, rows, opening=None)


def test_of_counts_nobody_can_tell_who_came(tmp_path: Path) -> None:
    wmo = kept(tmp_path, "wmo", counted(BU99010101=12))
    with pytest.raises(NotCounted, match="mensen los binnenkomen"):
        table("instroom_wmo", wmo)
    wwb = kept(tmp_path, "wwb", people("wwb", (MARKET, bsns(1, 7))))
    with pytest.raises(NotCounted, match="wmo is er niet met losse rijen"):
        table("instroom_wmo", wmo, wwb)


def test_what_is_gone_is_not_counted_as_nobody(tmp_path: Path) -> None:
    load = kept(tmp_path, "wmo", people("wmo", (MARKET, bsns(1, 7))))
    load.file.unlink()
    with pytest.raises(FileNotFoundError):
        table("gebruik_wmo", load)


def two_things(folder: Path, *, both: int) -> list[HeldLoad]:
    """Give twenty at the market with the Wmo, of whom so many have left school early, and ten who
    have that alone; in the corner five have both and five each."""
    wmo = people("wmo", (MARKET, bsns(1, 20)), (CORNER, bsns(100, 10)))
    vsv = people("vsv", (MARKET, bsns(21 - both, both + 10)), (CORNER, bsns(105, 10)))
    return [kept(folder, "wmo", wmo), kept(folder, "vsv", vsv)]


def test_who_has_two_at_once_is_counted_per_buurt_where_there_are_enough(tmp_path: Path) -> None:
    made = table("stapeling_personen", *two_things(tmp_path, both=5))
    assert made.level is Level.BUURT
    assert told(made)[MARKET] == 30
    numbers = dict(zip(made.table.dimensions[1].codes, made.table.counts[0].tolist(), strict=True))
    assert numbers == {TOTAL: 45, "1": 35, "2": 10, "3_of_meer": 0}


def test_who_has_two_at_once_is_counted_of_the_sources_that_are_there(tmp_path: Path) -> None:
    loads = [
        kept(tmp_path, key, people(key, (MARKET, bsns(first, 10))))
        for key, first in (("vsv", 1), ("oggz", 6))
    ]
    assert told(table("stapeling_personen", *loads))[MARKET] == 15


def test_where_few_have_two_at_once_it_is_told_of_a_larger_area(tmp_path: Path) -> None:
    made = table("stapeling_personen", *two_things(tmp_path, both=2))
    assert (made.level, told(made)) == (Level.GEMEENTE, {HERE: 45})


def test_where_few_have_two_at_once_in_all_of_it_nothing_is_told(tmp_path: Path) -> None:
    loads = [
        kept(tmp_path, "wmo", people("wmo", (MARKET, bsns(1, 20)))),
        kept(tmp_path, "vsv", people("vsv", (MARKET, bsns(20, 20)))),
    ]
    with pytest.raises(NotCounted, match="Te weinig mensen"):
        table("stapeling_personen", *loads)


def test_households_with_two_at_once_are_counted_as_households(tmp_path: Path) -> None:
    wmo, wwb = (people(key, (MARKET, bsns(1, 20))) for key in ("wmo", "wwb"))
    pairs = np.repeat(np.arange(0, 20, 2), 2)
    loads = [
        kept(tmp_path, "wmo", replace(wmo, home=wmo.home[pairs])),
        kept(tmp_path, "wwb", replace(wwb, home=wwb.home[pairs])),
    ]
    assert told(table("stapeling_huishoudens", *loads))[HERE] == 10
    assert told(table("stapeling_personen", *loads))[HERE] == 20


def of_a_year(folder: Path, *, came: int, stayed: int = 5, went: int = 5) -> HeldLoad:
    """Give so many at the market who came, stayed and went in the year; in the corner five each."""
    begins, ends, where = [], [], []
    for buurt, numbers in ((MARKET, (came, stayed, went)), (CORNER, (5, 5, 5))):
        began = (FIRST_DAY, FIRST_DAY - 1, FIRST_DAY - 1)
        ended = (LAST_DAY, LAST_DAY, LAST_DAY - 1)
        begins += [day for day, number in zip(began, numbers, strict=True) for _ in range(number)]
        ends += [day for day, number in zip(ended, numbers, strict=True) for _ in range(number)]
        where.append((buurt, bsns(1 + 100 * len(where), sum(numbers))))
    rows = people("wmo", *where)
    days = {"begins": np.array(begins, dtype=np.int32), "ends": np.array(ends, dtype=np.int32)}
    return kept(folder, "wmo", replace(rows, **days))


def test_who_came_and_who_went_are_told_per_wijk_where_there_are_enough(tmp_path: Path) -> None:
    load = of_a_year(tmp_path, came=9, went=4)
    came, went = table("instroom_wmo", load), table("uitstroom_wmo", load)
    assert came.level is went.level is Level.WIJK
    assert (told(came)["WK990101"], told(went)["WK990101"]) == (9, 4)
    assert table("instroom_wmo", of_a_year(tmp_path, came=2)).level is Level.GEMEENTE


def test_beside_hidden_use_of_the_same_source_who_came_is_told_of_a_larger_area(
    tmp_path: Path,
) -> None:
    load = of_a_year(tmp_path, came=9)
    per_wijk = table("instroom_wmo", load, hidden={"vsv": {"WK990101"}})
    assert per_wijk.level is Level.WIJK
    together = table("instroom_wmo", load, hidden={"wmo": {"WK990101"}})
    assert (together.level, told(together)) == (Level.GEMEENTE, {HERE: 14})
    with pytest.raises(NotCounted, match="Te weinig mensen"):
        table("instroom_wmo", load, hidden={"wmo": {HERE}})


def test_beside_hidden_use_stacking_is_told_only_where_it_gives_nothing_away(
    tmp_path: Path,
) -> None:
    loads = two_things(tmp_path, both=20)
    assert table("stapeling_personen", *loads).level is Level.BUURT
    beside = table("stapeling_personen", *loads, hidden={"vsv": {CORNER}})
    assert beside.level is not Level.BUURT

# SPDX-License-Identifier: EUPL-1.2
"""The arithmetic behind the map: counts per area, per 1000 inhabitants, and the order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.vocabulary.codes import Level
from meedoen.web.policy.figures import (
    AreaFigures,
    Counts,
    MapSubject,
    Order,
    counts_on_level,
    in_order,
    total,
)

COUNTS = st.builds(Counts, *[st.integers(min_value=0, max_value=500)] * 4)
CODES = st.builds("BU9901{:02}{:02}".format, st.integers(1, 4), st.integers(1, 9))


def area(name="Hof", *, offers=0, places=0, inhabitants: int | None = 1000, code="BU99010101"):
    return AreaFigures(code, name, "Kern", Counts(offers, 0, places, 0), inhabitants)


def test_a_figure_per_thousand_has_one_decimal():
    assert area(offers=7, inhabitants=3000).per_thousand(MapSubject.OFFERS) == Decimal("2.3")
    assert area(offers=1, inhabitants=4000).per_thousand(MapSubject.OFFERS) == Decimal("0.3")


@pytest.mark.parametrize("inhabitants", [None, 0, 49])
def test_too_few_or_unknown_inhabitants_give_no_figure_and_never_nought(inhabitants):
    assert area(offers=3, inhabitants=inhabitants).per_thousand(MapSubject.OFFERS) is None


def test_an_area_with_walk_in_offers_only_is_not_empty():
    found = area(offers=2, places=0)
    assert not found.empty
    assert found.figure(MapSubject.PLACES, relative=False) == 0


def test_each_subject_counts_its_own_and_free_places_are_a_word():
    counts = Counts(offers=4, open_doors=3, places=12, free=5)
    assert [shown for _, shown in counts.in_order] == [4, 3, 12, "plek"]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (Counts(0, 0, 0, 0), "geen aanbod"),
        (Counts(1, 1, 0, 0), "loop zo binnen"),
        (Counts(1, 0, 8, 0), "vol"),
        (Counts(1, 0, 8, 2), "bijna vol"),
    ],
)
def test_where_no_places_are_counted_nothing_is_called_full(counts, said):
    assert counts.fullness_told == said


@pytest.mark.parametrize("relative", [True, False])
def test_how_many_places_are_free_is_no_figure(relative):
    row = AreaFigures("a", "Hof", "Kern", Counts(3, 0, 12, 5), 1000)
    assert row.per_thousand(MapSubject.FREE) is None
    with pytest.raises(KeyError):
        row.counts.of(MapSubject.FREE)
    assert row.figure(MapSubject.PLACES, relative=relative) == 12


def test_the_order_of_plek_or_vol_does_not_tell_how_much_is_free():
    rows = [
        AreaFigures("a", "Akker", "", Counts(1, 0, 20, 5), 100),
        AreaFigures("b", "Brink", "", Counts(1, 0, 20, 15), 100),
        AreaFigures("c", "Dijk", "", Counts(1, 0, 20, 0), 100),
        AreaFigures("d", "Eind", "", Counts(1, 0, 20, 1), 100),
        AreaFigures("e", "Bos", "", Counts(1, 1, 0, 0), 100),
    ]

    def names(descending):
        found = in_order(rows, Order.FREE, subject=MapSubject.FREE, descending=descending)
        return [row.name for row in found]

    assert names(True) == ["Akker", "Brink", "Eind", "Dijk", "Bos"]
    assert names(False) == ["Dijk", "Eind", "Akker", "Brink", "Bos"]


@given(st.dictionaries(CODES, COUNTS))
def test_wijken_together_count_what_their_buurten_count(per_buurt):
    wijken = counts_on_level(per_buurt, Level.WIJK)
    assert sum(wijken.values(), start=Counts()) == sum(per_buurt.values(), start=Counts())
    assert all(len(code) == 8 and code.startswith("WK9901") for code in wijken)


def test_a_code_with_letters_finds_its_wijk():
    assert counts_on_level({"BU0363KA05": Counts(1)}, Level.WIJK) == {"WK0363KA": Counts(1)}
    assert counts_on_level({"BU0363KA05": Counts(1)}, Level.GEMEENTE) == {"GM0363": Counts(1)}


def test_equal_figures_stand_by_name_and_unknown_ones_last_whichever_way():
    rows = [
        area("Zuid", offers=2, code="a"),
        area("Noord", offers=2, code="b"),
        area("Bos", offers=9, inhabitants=None, code="c"),
        area("West", offers=5, code="d"),
    ]

    def names(descending):
        found = in_order(rows, Order.RELATIVE, subject=MapSubject.OFFERS, descending=descending)
        return [row.name for row in found]

    assert names(True) == ["West", "Noord", "Zuid", "Bos"]
    assert names(False) == ["Noord", "Zuid", "West", "Bos"]


def test_names_sort_without_looking_at_capitals():
    rows = [area("de Akker", code="a"), area("Brink", code="b"), area("Eind", code="c")]
    found = in_order(rows, Order.NAME, subject=MapSubject.OFFERS, descending=False)
    assert [row.name for row in found] == ["Brink", "de Akker", "Eind"]
    found = in_order(rows, Order.NAME, subject=MapSubject.OFFERS, descending=True)
    assert [row.name for row in found] == ["Eind", "de Akker", "Brink"]


@given(st.lists(COUNTS, max_size=8), st.sampled_from(Order), st.booleans())
def test_sorting_loses_and_adds_no_row(counts, order, descending):
    rows = [AreaFigures(str(at), f"B{at % 3}", "", found, 100) for at, found in enumerate(counts)]
    found = in_order(rows, order, subject=MapSubject.PLACES, descending=descending)
    assert sorted(row.code for row in found) == sorted(row.code for row in rows)


def test_the_total_knows_its_inhabitants_only_when_all_are_known():
    rows = [area(offers=2, inhabitants=100), area(offers=3, inhabitants=300)]
    assert total(rows, name="Heel Ergens").per_thousand(MapSubject.OFFERS) == Decimal("12.5")
    assert total([*rows, area(inhabitants=None)], name="Heel Ergens").inhabitants is None
    assert total([], name="Niets").inhabitants is None


def test_every_subject_explains_itself_in_plain_words():
    for subject in MapSubject:
        assert subject.label
        assert subject.unit == subject.unit.lower()
        assert subject.explanation.endswith(".")

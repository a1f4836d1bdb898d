# SPDX-License-Identifier: EUPL-1.2
"""A hint is about a place, and says nothing that published figures do not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.hints import (
    NEARBY,
    HintKind,
    PlaceHint,
    PlaceTerm,
    also_lonely,
    low_use,
    no_offer,
    terms_over,
)

WHOLE, HERE = "GM9901", "BU99010101"
PEOPLE = {WHOLE: 10_000, HERE: 1_000}


def hints(counted: int | None, of: int | None = 1_000, minimum: int = 100) -> list[PlaceHint]:
    people = {**PEOPLE, HERE: of}
    return list(low_use({WHOLE: 1_000, HERE: counted}, people, WHOLE, minimum))


def test_use_that_is_clearly_lower_than_in_the_whole_is_a_question_about_the_place() -> None:
    (found,) = hints(60)
    assert (found.area, found.kind) == (HERE, HintKind.LOW_USE)
    assert found.sentence == (
        "Het gebruik is hier lager: 6,0 procent, in het geheel 10,0 procent. Weet iemand waarom?"
    )


@pytest.mark.parametrize("counted", [85, 100, 400, 1_000, 1_200])
def test_a_difference_that_chance_can_make_is_none(counted: int) -> None:
    assert not hints(counted)


def test_it_begins_where_the_share_of_the_whole_is_refused_for_an_area() -> None:
    """Wilson's interval holds what a test of a share does not refuse: 100 - 2.576 √90 = 75.6."""
    assert hints(75)
    assert not hints(76)


def test_nought_of_few_is_nothing_and_nought_of_many_is_something() -> None:
    """Of n who are as the whole, 0.1 n would have it: 2.576 √(0.09 n), when n is 59.7."""
    assert not hints(0, 59, 1)
    assert hints(0, 60, 1)


@given(st.integers(1, 2_000), st.integers(0, 500), st.integers(0, 500))
def test_where_everybody_has_it_use_is_not_low(of: int, more: int, still_more: int) -> None:
    """More can be counted than are known to live there: the figures of CBS are of another day."""
    shown = {WHOLE: 10_000 + still_more, HERE: of + more}
    assert not list(low_use(shown, {WHOLE: 10_000, HERE: of}, WHOLE, 1))


def test_where_everybody_in_the_whole_has_it_a_place_where_few_have_it_is_a_question() -> None:
    (found,) = low_use({WHOLE: 11_000, HERE: 500}, PEOPLE, WHOLE, 100)
    assert "50,0 procent, in het geheel 110,0 procent" in found.sentence


def test_where_nobody_has_it_no_place_has_less() -> None:
    assert not list(low_use({WHOLE: 0, HERE: 0}, PEOPLE, WHOLE, 1))


def test_a_share_in_a_hint_is_rounded_as_the_figures_beside_it() -> None:
    (found,) = low_use({WHOLE: 1_225, HERE: 50}, {WHOLE: 10_000, HERE: 800}, WHOLE, 100)
    assert "6,3 procent, in het geheel 12,3 procent" in found.sentence


def test_what_is_hidden_or_too_small_gives_no_hint() -> None:
    assert not hints(None)
    assert not hints(60, None)
    assert not hints(60, 0)
    assert not hints(0, 999, 1_000)
    assert hints(0, 1_000, 1_000)


@given(st.integers(0, 500), st.integers(1, 2_000))
def test_only_areas_with_a_figure_that_is_shown_are_named(counted: int, of: int) -> None:
    shown = {WHOLE: 1_000, HERE: counted, "BU99010102": None}
    found = list(low_use(shown, {**PEOPLE, HERE: of, "BU99010102": 900}, WHOLE, 100))
    assert {one.area for one in found} <= {HERE}


def test_without_a_figure_of_the_whole_there_is_nothing_to_lay_beside() -> None:
    assert not list(low_use({WHOLE: None, HERE: 0}, PEOPLE, WHOLE, 1))
    assert not list(low_use({WHOLE: 1_000, HERE: 0}, {HERE: 1_000}, WHOLE, 1))
    assert not list(low_use({HERE: 0}, PEOPLE, WHOLE, 1))


def test_where_nothing_is_offered_nearby_is_said() -> None:
    found = list(no_offer({"a": 15, "b": 15.1, "c": None, "d": 3}))
    assert [(one.area, one.sentence) for one in found] == [
        ("b", "Binnen 15 minuten is hier geen aanbod."),
        ("c", "Voor deze plek is geen aanbod bekend."),
    ]
    assert [one.area for one in no_offer({"a": 15, "d": 3}, within=5)] == ["a"]


def test_at_the_very_edge_of_nearby_an_offer_is_nearby() -> None:
    assert not list(no_offer({"a": NEARBY}))


def test_a_term_is_over_the_day_after_its_last() -> None:
    term = PlaceTerm(HERE, "de proef met de bus", date(2026, 3, 1))
    assert not list(terms_over([term], date(2026, 3, 1)))
    (found,) = terms_over([term], date(2026, 3, 2))
    assert found.sentence == "De termijn liep af op 1-3-2026: de proef met de bus."


def test_a_place_where_clearly_more_people_feel_lonely_says_so_in_a_sentence() -> None:
    found = also_lonely({"GM": 45, "WK1": 61, "WK2": 49, "WK3": 50, "WK4": 30}, "GM")
    assert found == {
        "WK1": "Hier voelen ook meer mensen zich eenzaam: 61 van de 100, in het geheel 45.",
        "WK3": "Hier voelen ook meer mensen zich eenzaam: 50 van de 100, in het geheel 45.",
    }
    assert also_lonely({"WK1": 61}, "GM") == {}

# SPDX-License-Identifier: EUPL-1.2
"""A place that asks more than someone said to manage is shown with a warning."""

import pytest

from meedoen.matching.capacity_fit import counted, fit, over_ask, to_ask_first
from meedoen.vocabulary.capacity import Capacity, Condition
from tests.matching.builders import an_offer


@pytest.mark.proves("S1-28", "more dayparts than she said")
def test_three_mornings_for_who_said_two_is_warned_about_in_plain_words() -> None:
    offer = an_offer(dayparts_per_week=3, when_text="Drie ochtenden, 9 tot 12 uur")
    warning = over_ask(Capacity(2), offer)
    assert warning is not None
    assert warning.text == "Deze plek vraagt meer dan je zei: drie ochtenden, jij zei twee."


def test_a_flexible_place_says_that_less_may_be_possible() -> None:
    warning = over_ask(Capacity(1), an_offer(dayparts_per_week=2, flexible=True))
    assert warning is not None
    assert warning.text.endswith("Vraag gerust of minder ook kan.")


def test_what_a_place_does_not_tell_is_a_question_and_no_warning() -> None:
    needs_quiet = Capacity(None, frozenset({Condition.QUIET}))
    assert over_ask(needs_quiet, an_offer()) is None
    assert to_ask_first(needs_quiet, an_offer()) == ("of het er rustig is",)
    assert to_ask_first(needs_quiet, an_offer(conditions=frozenset({Condition.QUIET}))) == ()


@pytest.mark.proves("S1-28", "a larger group than she wants")
@pytest.mark.parametrize(("size", "warned"), [(None, False), (8, False), (9, True)])
def test_a_group_that_is_larger_than_somebody_wants_is_warned_about(
    size: int | None, warned: bool
) -> None:
    small = Capacity(None, frozenset({Condition.SMALL_GROUP}))
    warning = over_ask(small, an_offer(group_size=size))
    assert (warning is not None) is warned
    if warning:
        assert warning.missing == {Condition.SMALL_GROUP}
        assert "kleine groep" in warning.text


def test_fixed_days_are_warned_about_where_somebody_comes_as_it_goes() -> None:
    as_it_goes = Capacity(None, frozenset({Condition.FLEXIBLE_DAYS}))
    assert over_ask(as_it_goes, an_offer(dayparts_per_week=1)) is not None
    assert over_ask(as_it_goes, an_offer(dayparts_per_week=1, flexible=True)) is None


@pytest.mark.parametrize("said", [None, 1, 5])
def test_a_place_that_fits_has_no_warning(said: int | None) -> None:
    assert over_ask(Capacity(said), an_offer(dayparts_per_week=1)) is None


def test_not_having_said_anything_is_never_a_warning() -> None:
    assert over_ask(Capacity(), an_offer(dayparts_per_week=10)) is None


def test_near_home_is_left_to_the_distance() -> None:
    assert over_ask(Capacity(None, frozenset({Condition.NEAR_HOME})), an_offer()) is None


def test_a_place_that_asks_more_fits_less_and_least_when_it_cannot_bend() -> None:
    fits, bends, asks = (
        fit(Capacity(2), an_offer(dayparts_per_week=2)),
        fit(Capacity(2), an_offer(dayparts_per_week=3, flexible=True)),
        fit(Capacity(2), an_offer(dayparts_per_week=3)),
    )
    assert fits > bends > asks


@pytest.mark.parametrize(
    ("count", "when", "words"),
    [
        (1, "Dinsdagochtend", "één ochtend"),
        (2, "Twee middagen", "twee middagen"),
        (3, "ochtend of middag", "drie dagdelen"),
        (1, "in overleg", "één dagdeel"),
    ],
)
def test_dayparts_get_their_everyday_name(count: int, when: str, words: str) -> None:
    assert counted(count, when) == words

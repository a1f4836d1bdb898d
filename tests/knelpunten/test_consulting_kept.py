# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a question to everybody: its words and days, an advice, and what was done."""

from typing import Any

import pytest

from meedoen.knelpunten.consulting import operations
from meedoen.knelpunten.consulting.operations import NoAdviser, WhatWasSaid
from meedoen.knelpunten.models import Consultation, Recommendation, RegisterLine, Voice
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.register.lines import LONGEST, NotFromHere
from meedoen.knelpunten.states import RecommendationState, Station
from meedoen.knelpunten.told import StillRecognisable
from meedoen.privacy.decision import Viewer
from meedoen.recognition.finds import find
from tests.knelpunten.worlds import NOW, Desks, another, decided, desks, entered, later

pytestmark = pytest.mark.django_db
NAMED = "Sinds 3 maart is het anders."
MAY_STAY = [one.key for one in find(NAMED)]
ASKED = "Zou jij dit willen?"


@pytest.fixture
def desk() -> Desks:
    return desks()


def at(viewer: Viewer, days: int = 0) -> dict[str, Any]:
    return {"by": viewer, "on": later(days)}


def proposed(desk: Desks, point: int | None = None, words: str = "Doe iets.") -> int:
    """Propose something about a knelpunt that everybody can read."""
    if point is None:
        point = entered(desk.team, told=another())
        register.make_public(knelpunt_id=point, **at(desk.policy))
    return recommending.propose(knelpunt_id=point, words=words, **at(desk.house))


def asks(desk: Desks, made: int, words: str = ASKED, *, until: int = 9, **more: Any) -> int:
    given = at(desk.policy) | more
    return operations.lay_before_everybody(
        recommendation_id=made, words=words, last_day=later(until).day, **given
    )


def row(made: int) -> Consultation:
    return Consultation.objects.get(recommendation=made)


# Asking.


def test_a_question_is_kept_from_its_first_day_to_its_last(desk: Desks) -> None:
    made, other = proposed(desk), proposed(desk)
    asks(desk, other)
    number = asks(desk, made, f" {ASKED} ", **at(desk.policy, 2))
    found = row(made)
    assert (found.pk, found.words, found.closed_on) == (number, ASKED, None)
    assert (found.first_day, found.last_day) == (later(2).day, later(9).day)
    assert found.knelpunt_id == Recommendation.objects.get(pk=made).knelpunt_id
    assert asks(desk, made, "En zo?", until=20, **at(desk.policy, 3)) == number
    found = row(made)
    assert (found.words, found.first_day, found.last_day) == (
        "En zo?", later(2).day, later(20).day,
    )  # fmt: skip
    assert row(other).words == ASKED


def test_a_question_has_words_that_fit_and_by_which_nobody_is_known(desk: Desks) -> None:
    made = proposed(desk)
    with pytest.raises(ValueError, match="what is asked"):
        asks(desk, made, " ")
    with pytest.raises(StillRecognisable):
        asks(desk, made, NAMED)
    asks(desk, made, NAMED, may_stay=MAY_STAY)
    asks(desk, made, "Over 111222333 " + "en verder " * 600)
    assert "111222333" not in row(made).words
    assert len(row(made).words) == LONGEST


@pytest.mark.parametrize("days", [0, 1])
def test_a_question_can_end_today_and_not_before(desk: Desks, days: int) -> None:
    made = proposed(desk)
    if days:
        with pytest.raises(NotFromHere, match="nog komt"):
            asks(desk, made, until=0, **at(desk.policy, days))
    else:
        asks(desk, made, until=0)


@pytest.mark.parametrize("state", [RecommendationState.WITHDRAWN, RecommendationState.AGREED])
def test_of_what_is_over_or_decided_nobody_is_asked(
    desk: Desks, state: RecommendationState
) -> None:
    made = proposed(desk)
    if state is RecommendationState.AGREED:
        point = Recommendation.objects.get(pk=made).knelpunt_id
        made = decided(point, desk)
    else:
        recommending.withdraw(recommendation_id=made, **at(desk.policy))
    with pytest.raises(NotFromHere, match=f"{state.label.lower()}. Vragen kan niet meer"):
        asks(desk, made)


def test_one_question_lies_at_a_knelpunt_until_its_last_day_or_until_it_is_closed(
    desk: Desks,
) -> None:
    first = proposed(desk)
    point = Recommendation.objects.get(pk=first).knelpunt_id
    then = proposed(desk, point, "Of zo.")
    asks(desk, first)
    asks(desk, proposed(desk))
    for days in (0, 9):
        with pytest.raises(NotFromHere, match="al een vraag"):
            asks(desk, then, until=30, **at(desk.policy, days))
    recommending.withdraw(recommendation_id=first, **at(desk.policy, 3))
    asks(desk, then, until=30, **at(desk.policy, 4))


# What people say.


def says(number: int, words: str, **more: Any) -> None:
    given = {"places": (), "on": NOW} | more
    operations.say(consultation_id=number, words=words, **given)


def test_what_somebody_thinks_is_kept_with_its_day_under_a_number_that_tells_nothing(
    desk: Desks,
) -> None:
    number = asks(desk, proposed(desk))
    with pytest.raises(ValueError, match="what you think"):
        says(number, " ")
    for days in (1, 2):
        says(number, " Goed idee, 111222333. ", on=later(days))
    kept = Voice.objects.order_by("said_on")
    assert [(one.consultation_id, one.said_on) for one in kept] == [
        (number, later(1).day), (number, later(2).day),
    ]  # fmt: skip
    assert len({one.pk for one in kept}) == 2
    assert all(one.words.startswith("Goed idee") for one in kept)
    assert not any("111222333" in one.words for one in kept)


def test_what_somebody_thinks_is_looked_through_with_the_places_here(desk: Desks) -> None:
    number, words = asks(desk, proposed(desk)), "Vanuit Plukkenhout rijdt geen bus."
    with pytest.raises(StillRecognisable):
        says(number, words)
    says(number, words, places=["Plukkenhout"])
    says(number, words, may_stay=[one.key for one in find(words)])
    assert [one.words for one in Voice.objects.all()] == [words] * 2


# An advice, and what was done.


def writes(desk: Desks, made: int, said: WhatWasSaid, **more: Any) -> None:
    given = at(desk.policy) | more
    operations.write_down(recommendation_id=made, said=said, **given)


def advice(made: int) -> tuple[Any, ...]:
    found = row(made)
    return found.advice, found.advised_by, found.advised_on


def test_an_advice_keeps_whose_it_is_and_its_day_and_goes_with_all_of_it(desk: Desks) -> None:
    made, other = proposed(desk), proposed(desk)
    for one in (made, other):
        asks(desk, one)
    writes(desk, made, WhatWasSaid("Doe het.", " de  adviesraad ", later(-3).day, "Velen willen."))
    assert advice(made) == ("Doe het.", "de adviesraad", later(-3).day)
    assert row(made).summary == "Velen willen."
    writes(desk, made, WhatWasSaid("Doe het nu.", "de adviesraad"), **at(desk.policy, 5))
    assert advice(made) == ("Doe het nu.", "de adviesraad", later(-3).day)
    writes(desk, made, WhatWasSaid("", "de adviesraad", later(1).day))
    assert advice(made) == ("", "", None)
    assert row(made).summary == ""
    writes(desk, made, WhatWasSaid("Toch.", "de adviesraad"), **at(desk.policy, 6))
    assert advice(made) == ("Toch.", "de adviesraad", later(6).day)
    lines = RegisterLine.objects.filter(kind=Station.ADVISED)
    assert [one.on_day for one in lines.order_by("pk")] == [NOW.day, later(6).day]
    assert (advice(other), row(other).summary) == (("", "", None), "")


def test_where_no_advice_was_given_none_stands_on_the_way(desk: Desks) -> None:
    made = proposed(desk)
    asks(desk, made)
    for _ in range(2):
        writes(desk, made, WhatWasSaid("", "de adviesraad", None, "Velen willen."))
    assert not RegisterLine.objects.filter(kind=Station.ADVISED).exists()


def test_an_advice_is_of_somebody_whose_name_fits(desk: Desks) -> None:
    made = proposed(desk)
    asks(desk, made)
    with pytest.raises(NoAdviser, match="van wie het advies is"):
        writes(desk, made, WhatWasSaid("Doe het.", " "))
    writes(desk, made, WhatWasSaid("Doe het.", "het bestuur " * 20))
    assert len(row(made).advised_by) == 120


@pytest.mark.parametrize("board", ["adviesraad", "onze participatieraad", "De adviesraad"])
def test_the_advisory_board_itself_is_nobody_who_can_be_known(desk: Desks, board: str) -> None:
    made = proposed(desk)
    asks(desk, made)
    words = f"Dit zei {board}."
    writes(desk, made, WhatWasSaid("Doe het.", board, None, words), reaction=words)
    operations.react(recommendation_id=made, words=words, **at(desk.policy))
    assert row(made).reaction == words


@pytest.mark.parametrize("field", ["advice", "advised_by", "summary", "reaction"])
def test_nobody_can_be_known_by_what_is_written_down_unless_somebody_says_so(
    desk: Desks, field: str
) -> None:
    made = proposed(desk)
    asks(desk, made)
    given: dict[str, Any] = {"advice": "Doe het.", "advised_by": "de raad"}
    reaction = None
    if field == "reaction":
        reaction = NAMED
    else:
        given[field] = NAMED
    with pytest.raises(StillRecognisable):
        writes(desk, made, WhatWasSaid(**given), reaction=reaction)
    writes(desk, made, WhatWasSaid(**given), reaction=reaction, may_stay=MAY_STAY)
    assert NAMED in (*advice(made), row(made).summary, row(made).reaction)


def test_a_bsn_is_kept_in_no_advice_and_in_no_reaction(desk: Desks) -> None:
    made = proposed(desk)
    asks(desk, made)
    words = "Zie 111222333."
    writes(desk, made, WhatWasSaid(words, "de adviesraad", None, words), reaction=words)
    found = row(made)
    assert "111222333" not in found.advice + found.summary + found.reaction
    assert found.reaction.startswith("Zie ")


def test_a_reaction_keeps_its_day_until_it_says_something_else(desk: Desks) -> None:
    made, other = proposed(desk), proposed(desk)
    for one in (made, other):
        asks(desk, one)
    for days, words in ((1, "We keken naar een jaar."), (2, "We keken naar een jaar.")):
        operations.react(recommendation_id=made, words=words, **at(desk.policy, days))
    assert row(made).reacted_on == later(1).day
    writes(desk, made, WhatWasSaid(), **at(desk.policy, 3))
    assert row(made).reaction == "We keken naar een jaar.", "it was not said otherwise"
    writes(desk, made, WhatWasSaid(), reaction="Een jaar.", **at(desk.house, 4))
    assert (row(made).reaction, row(made).reacted_on) == ("Een jaar.", later(4).day)
    operations.react(recommendation_id=made, words=" ", **at(desk.policy, 5))
    assert (row(made).reaction, row(made).reacted_on) == ("", None)
    assert (row(other).reaction, row(other).reacted_on) == ("", None)


def test_where_nobody_was_asked_there_is_nothing_to_react_to(desk: Desks) -> None:
    made, other = proposed(desk), proposed(desk)
    asks(desk, other)
    operations.react(recommendation_id=made, words="We deden het.", **at(desk.policy))
    with pytest.raises(Consultation.DoesNotExist):
        writes(desk, made, WhatWasSaid(summary="Ja."))
    assert row(other).reaction == ""

# SPDX-License-Identifier: EUPL-1.2
"""What a knelpunt says is looked through whole: each text, with the names and places around it."""

from dataclasses import replace

import pytest

from meedoen.knelpunten.kinds import Frame, KnelpuntType, frames_of
from meedoen.knelpunten.told import (
    NotWithoutHerYes,
    StillRecognisable,
    Told,
    look_through,
    safely,
    told_safely,
)

TOLD = Told("Er rijdt niets", ("Wmo art. 2.1.2",), KnelpuntType.RULE, "Er komt geen bus.")
A_NAME = "vlinder komt er niet"
AN_AGE = "Iemand van 81 uit oosterwoud"
NOBODY: dict[str, tuple[str, ...]] = {"names": (), "places": ()}


@pytest.mark.proves("S0-13", "each text of a knelpunt is looked through")
@pytest.mark.parametrize("field", ["title", "laws", "happens", "effect"])
def test_a_name_is_found_in_each_text(field: str) -> None:
    words = (A_NAME,) if field == "laws" else A_NAME
    told = replace(TOLD, effect_agreed=True, **{field: words})
    assert told_safely(told, names=(), places=(), may_stay=()) == []
    with pytest.raises(StillRecognisable) as sorry:
        told_safely(told, names=("Vlinder",), places=(), may_stay=())
    assert [*sorry.value.findings] == [field]
    assert str(sorry.value) == "Hier staat nog iets in waaraan iemand te herkennen kan zijn."
    keys = [one.key for one in sorry.value.findings[field]]
    assert told_safely(told, names=("Vlinder",), places=(), may_stay=keys) == sorted(keys)


def test_a_citizen_service_number_never_stays_whatever_anybody_says() -> None:
    (found,) = look_through({"words": "Het nummer is 999999011."}).values()
    with pytest.raises(StillRecognisable):
        safely({"words": "Het nummer is 999999011."}, may_stay=[one.key for one in found])


def test_an_age_beside_a_place_tells_more_where_the_place_is_known() -> None:
    (found,) = look_through({"words": AN_AGE}, places=("Oosterwoud",)).values()
    assert "age_with_place:van 81" in {one.key for one in found}
    (elsewhere,) = look_through({"words": AN_AGE}, **NOBODY).values()
    keys = [one.key for one in elsewhere]
    assert safely({"words": AN_AGE}, may_stay=keys) == sorted(keys)
    with pytest.raises(StillRecognisable):
        safely({"words": AN_AGE}, places=("Oosterwoud",), may_stay=keys)
    told = replace(TOLD, happens=AN_AGE)
    with pytest.raises(StillRecognisable):
        told_safely(told, names=(), places=("Oosterwoud",), may_stay=keys)


def test_a_name_is_looked_for_in_any_text() -> None:
    assert look_through({"words": A_NAME, "why": ""}, **NOBODY) == {"words": (), "why": ()}
    with pytest.raises(StillRecognisable):
        safely({"words": A_NAME, "why": ""}, names=("Vlinder",))


def test_her_own_words_stay_out_without_her_yes() -> None:
    with pytest.raises(NotWithoutHerYes, match="mee mogen"):
        told_safely(replace(TOLD, effect="Ik durf niet."), names=(), places=(), may_stay=())


@pytest.mark.parametrize(
    ("laws", "frames"),
    [
        (("Pw art. 9", "Wmo art. 2.3.9", "Wmo art. 2.1.2"), [Frame.WMO, Frame.PARTICIPATIEWET]),
        (("UB Wmo", "Participatiewet, art. 31"), [Frame.WMO, Frame.PARTICIPATIEWET]),
        (("pw-regeling", " "), [Frame.PARTICIPATIEWET]),
        (("Jeugdwet", "Wmobijzonder"), [Frame.OTHER]),
        ((), []),
    ],
)
def test_a_law_belongs_to_one_of_two_frames_or_to_neither(
    laws: tuple[str, ...], frames: list[Frame]
) -> None:
    assert frames_of(laws) == frames

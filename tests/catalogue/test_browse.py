# SPDX-License-Identifier: EUPL-1.2
"""Looking around in everything there is: nothing asked is everything."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from meedoen.catalogue.models import Line
from meedoen.catalogue.queries import browse
from meedoen.vocabulary.forms import Form
from tests.catalogue.examples import ON, location, offer, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_small_catalogue() -> None:
    """Three places for GM9901 and one elsewhere."""
    offer("Soep koken", form=Form.MEETING, themes=["food"], description="Samen soepen maken.")
    offer(
        "Houtwerkplaats", form=Form.DAY_ACTIVITY, themes=["wood"], needs_decision=True,
        line=Line.SECOND, organisation=organisation("werkbedrijf"),
    )  # fmt: skip
    offer(
        "Tuinieren", themes=["garden", "food"],
        location=location("BU99010202", "De Moestuin"), description="Wieden en oogsten.",
    )  # fmt: skip
    offer("Dorpsfeest", buurt_code="BU99020101")


def titles(**asked: Any) -> list[str]:
    return [each.title for each in browse("GM9901", on=ON, **asked)]


@pytest.mark.proves("S2-10", "who asks nothing sees every offer")
def test_nothing_asked_is_everything_for_this_municipality_by_title() -> None:
    assert titles() == ["Houtwerkplaats", "Soep koken", "Tuinieren"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"forms": [Form.MEETING, Form.DAY_ACTIVITY]}, ["Houtwerkplaats", "Soep koken"]),
        ({"theme": "food"}, ["Soep koken", "Tuinieren"]),
        ({"buurt_code": "BU99010202"}, ["Tuinieren"]),
        ({"open_door": True}, ["Soep koken", "Tuinieren"]),
        ({"theme": "food", "forms": [Form.MEETING]}, ["Soep koken"]),
        ({"theme": "food", "words": "hout"}, []),
        ({"words": "soep"}, ["Soep koken"]),
        ({"words": "SOEPEN"}, ["Soep koken"]),
        ({"words": "soepje"}, []),
        ({"words": "werkbedrijf"}, ["Houtwerkplaats"]),
        ({"words": "moestuin"}, ["Tuinieren"]),
        ({"words": "oogst"}, ["Tuinieren"]),
        ({"words": "   "}, ["Houtwerkplaats", "Soep koken", "Tuinieren"]),
        ({"words": "100% %_'"}, []),
    ],
)
def test_what_somebody_looks_for_narrows_it(asked: Mapping[str, Any], found: list[str]) -> None:
    assert titles(**asked) == found


def test_what_is_not_published_yet_is_not_found() -> None:
    offer("Soep van morgen", published_at=ON.at + timedelta(days=1))
    assert titles(words="soep") == ["Soep koken"]

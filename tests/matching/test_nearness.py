# SPDX-License-Identifier: EUPL-1.2
"""How near a place is."""

import pytest

from meedoen.matching.nearness import nearness, walking_minutes, way_there
from meedoen.matching.proposal import Person
from tests.matching.builders import an_offer


def test_a_kilometre_is_a_walk_of_about_a_quarter_of_an_hour() -> None:
    one_km_north = Person(lon=6.0, lat=52.0 + 1 / 111.2)
    assert walking_minutes(one_km_north, an_offer()) == pytest.approx(17, abs=1)


def test_who_did_not_say_where_they_live_gets_no_minutes() -> None:
    assert walking_minutes(Person(), an_offer()) is None


def test_own_buurt_before_own_wijk_before_own_municipality_before_elsewhere() -> None:
    homes = ["BU99010101", "BU99010104", "BU99010301", "BU99020101"]
    found = [nearness(Person(buurt_code=home), an_offer()) for home in homes]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 4


def test_not_saying_where_you_live_counts_for_every_offer_alike() -> None:
    far = an_offer("ver", lon=6.4, buurt_code="BU99020101")
    assert nearness(Person(), far) == nearness(Person(), an_offer())


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, ""),
        (1, "1 minuut lopen"),
        (40, "40 minuten lopen"),
        (41, "ongeveer 14 minuten fietsen"),
        (135, "ongeveer 45 minuten fietsen"),
        (175, "wat verder weg"),
    ],
)
def test_the_way_there_is_said_as_people_would_go(minutes: int | None, words: str) -> None:
    assert way_there(minutes) == words

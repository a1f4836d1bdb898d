# SPDX-License-Identifier: EUPL-1.2
"""Areas get another code, and the land stays where it is: what moved on paper is found back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.areas import queries
from meedoen.areas.geojson import read_collection
from meedoen.areas.keyfigures import Figure
from meedoen.areas.models import Succession
from meedoen.areas.operations import import_areas, import_key_figures
from meedoen.areas.succession import Bordered, Successor, successors
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment
from tests.areas.examples import collection, feature, real_documents, small_town, square

WIDE = small_town()["features"][0]["geometry"]


def renumbered_town() -> dict:
    """Give the small town after its wijk got another code, and so both buurten."""
    return collection(
        feature("GM9999", WIDE, level="gemeente"),
        feature("WK99990A", WIDE, level="wijk"),
        feature("BU99990A01", square(5.0, 52.0), level="buurt"),
        feature("BU99990A02", square(5.01, 52.0), level="buurt"),
    )


def town_as_one_buurt() -> dict:
    """Give the small town after both buurten were joined into one with a new code."""
    return collection(
        feature("GM9999", WIDE, level="gemeente"),
        feature("WK999901", WIDE, level="wijk"),
        feature("BU99990109", WIDE, level="buurt"),
    )


def load(document: dict, year: int) -> None:
    found = read_collection([("town", document)])
    import_areas(collection=found, year=year, by="test", on=Moment.now())


def buurt(code: str, west: float, size: float = 0.01) -> Bordered:
    return Bordered(code, code, Level.BUURT, square(west, 52.0, size))


@given(shift=st.floats(0, 0.01))
def test_land_is_the_same_when_nine_tenths_overlap_and_found_back_when_most_does(shift):
    found = list(successors([buurt("OLD", 5.0)], [buurt("NEW", 5.0 + shift)]))
    overlap = 1 - shift / 0.01
    if overlap < 0.74:
        assert found == []
    elif overlap > 0.76:
        (successor,) = found
        assert successor.successor_code == "NEW"
        if abs(overlap - 0.9) > 0.01:
            assert successor.same_land == (overlap > 0.9)


def test_who_joins_a_larger_buurt_lies_in_it_and_is_not_the_same_land():
    larger = Bordered("NEW", "", Level.BUURT, WIDE)
    assert list(successors([buurt("A", 5.0), buurt("B", 5.01)], [larger])) == [
        Successor("A", "NEW", False),
        Successor("B", "NEW", False),
    ]


def test_who_is_divided_evenly_lies_in_none():
    whole = Bordered("OLD", "", Level.BUURT, WIDE)
    assert list(successors([whole], [buurt("A", 5.0), buurt("B", 5.01)])) == []


def test_a_buurt_never_follows_a_wijk():
    wijk = Bordered("WK", "", Level.WIJK, square(5.0, 52.0))
    assert list(successors([buurt("OLD", 5.0)], [wijk])) == []


def test_a_renumbered_year_of_a_real_gemeente_is_found_back_whole():
    name, document = next(found for found in real_documents() if "GM0363" in found[0])
    areas = read_collection([(name, document)]).areas
    before = [Bordered(a.code, a.name, a.level, a.geometry) for a in areas]
    after = [Bordered(f"{a.code}x", a.name, a.level, a.geometry) for a in areas]
    found = list(successors(before, after))
    assert {(s.code, s.same_land) for s in found} == {(area.code, True) for area in before}
    assert all(successor.successor_code == f"{successor.code}x" for successor in found)


@pytest.mark.django_db
class TestInTheDatabase:
    def test_codes_of_before_lead_to_the_codes_of_now_and_back(self):
        load(small_town(), 2024)
        assert not Succession.objects.exists()
        load(renumbered_town(), 2025)
        assert queries.current_codes(["BU99990101", "WK999901", "GM9999", "BU00000000"]) == {
            "BU99990101": "BU99990A01",
            "WK999901": "WK99990A",
            "GM9999": "GM9999",
            "BU00000000": "BU00000000",
        }
        assert queries.codes_that_are_now("BU99990A02") == {"BU99990A02", "BU99990102"}
        assert queries.earlier_places("GM9999") == []

    def test_an_older_year_that_comes_later_is_tied_to_the_latest(self):
        load(renumbered_town(), 2025)
        load(small_town(), 2024)
        assert queries.current_code("BU99990102") == "BU99990A02"

    def test_what_was_renumbered_twice_leads_to_the_last_and_not_to_the_middle(self):
        load(small_town(), 2023)
        load(renumbered_town(), 2024)
        load(town_as_one_buurt(), 2025)
        assert queries.current_code("BU99990101") == "BU99990109"
        assert queries.current_code("BU99990A01") == "BU99990109"
        assert queries.current_code("WK99990A") == "WK999901"

    def test_a_code_that_comes_back_is_itself_again(self):
        load(small_town(), 2023)
        load(renumbered_town(), 2024)
        load(small_town(), 2025)
        assert queries.current_code("BU99990101") == "BU99990101"
        assert queries.current_code("BU99990A01") == "BU99990101"

    def test_an_area_that_was_divided_stays_as_one_of_its_year(self):
        load(town_as_one_buurt(), 2024)
        load(small_town(), 2025)
        (place,) = queries.earlier_places("GM9999")
        assert (place.code, place.told) == ("BU99990109", "Plek BU99990109 (buurt van 2024)")

    def test_figures_of_before_stand_with_their_year_until_newer_ones_come(self):
        load(small_town(), 2024)
        count("BU99990101", 2024, 500)
        count("BU99990102", 2024, 300)
        load(renumbered_town(), 2025)
        assert newest() == {"BU99990A01": (500, 2024), "BU99990A02": (300, 2024)}
        count("BU99990A01", 2025, 510)
        assert newest() == {"BU99990A01": (510, 2025), "BU99990A02": (300, 2024)}

    def test_a_figure_that_is_secret_now_is_not_filled_with_that_of_before(self):
        load(small_town(), 2024)
        count("BU99990101", 2024, 500)
        load(renumbered_town(), 2025)
        count("BU99990A01", 2025, None)
        assert newest() == {"BU99990A01": (None, 2025)}

    def test_a_figure_of_other_land_is_not_taken_for_that_of_this_land(self):
        load(small_town(), 2024)
        count("BU99990101", 2024, 500)
        load(town_as_one_buurt(), 2025)
        assert queries.newest_key_figures("inwoners", codes=["BU99990109"], year=2025) == {}

    def test_figures_over_the_years_go_on_where_an_area_got_another_code(self):
        load(small_town(), 2024)
        count("BU99990101", 2024, 500)
        count("BU99990102", 2024, 300)
        load(renumbered_town(), 2025)
        count("BU99990A01", 2025, None)
        found = queries.key_figures_over_the_years(["inwoners"], ["BU99990A01"])
        assert {pair: [(one.value, one.year) for one in of] for pair, of in found.items()} == {
            ("inwoners", "BU99990A01"): [(500, 2024), (None, 2025)]
        }
        assert queries.key_figures_over_the_years(["huishoudens"], ["BU99990A01"]) == {}


def count(code: str, year: int, inhabitants: int | None) -> None:
    value = None if inhabitants is None else Decimal(inhabitants)
    import_key_figures(
        figures=[Figure(code, "inwoners", value)], year=year, by="test", on=Moment.now()
    )


def newest() -> dict:
    codes = ["BU99990A01", "BU99990A02"]
    found = queries.newest_key_figures("inwoners", codes=codes, year=2025)
    return {code: (figure.value, figure.year) for code, figure in found.items()}

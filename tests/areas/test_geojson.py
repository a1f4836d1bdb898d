# SPDX-License-Identifier: EUPL-1.2
"""Reading places from GeoJSON: three spellings, one meaning, and every fault named per feature."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.areas.geojson import InvalidCollection, read_collection
from meedoen.vocabulary.codes import Level
from tests.areas.examples import REAL_CODES, collection, feature, real_documents, small_town, square


def problems_of(*documents, year=None):
    named = [(f"file{at}.geojson", document) for at, document in enumerate(documents, start=1)]
    with pytest.raises(InvalidCollection) as caught:
        read_collection(named, year=year)
    return caught.value.problems


def read(*documents, year=None):
    return read_collection([("file.geojson", document) for document in documents], year=year)


def test_a_right_file_becomes_areas():
    found = read(small_town())
    assert found.municipalities == {"GM9999": "Plek GM9999"}
    assert [(area.code, area.level, area.parent_code) for area in found.areas] == [
        ("GM9999", Level.GEMEENTE, None),
        ("WK999901", Level.WIJK, "GM9999"),
        ("BU99990101", Level.BUURT, "WK999901"),
        ("BU99990102", Level.BUURT, "WK999901"),
    ]
    assert all(area.municipality_code == "GM9999" for area in found.areas)


def test_label_and_size_of_the_file_win_and_are_measured_where_absent():
    town = small_town()
    town["features"][2]["properties"].update(label_lon=5.001, label_lat=52.002, area_ha=80)
    *_, told, measured = read(town).areas
    assert (told.label_lon, told.label_lat, told.area_ha) == (5.001, 52.002, 80.0)
    assert (measured.label_lon, measured.label_lat) == (5.015, 52.005)
    assert measured.area_ha == pytest.approx(76.4, rel=0.005)


WIJKBUURTKAART = (
    {"gemeentecode": "GM9999", "gemeentenaam": "Ergens", "water": "NEE", "jaar": 2024},
    {"wijkcode": "WK999901", "wijknaam": "Noord", "gemeentecode": "GM9999",
     "gemeentenaam": "Ergens", "water": "NEE", "jrstatcode": "2024WK999901"},
    {"buurtcode": "BU99990101", "buurtnaam": "Dijk", "wijkcode": "WK999901",
     "gemeentecode": "GM9999", "gemeentenaam": "Ergens", "water": "NEE"},
)  # fmt: skip
SHAPEFILE = (
    {"GM_CODE": "GM9999", "GM_NAAM": "Ergens", "H2O": "NEE"},
    {"WK_CODE": "WK999901", "WK_NAAM": "Noord", "GM_CODE": "GM9999", "GM_NAAM": "Ergens"},
    {"BU_CODE": "BU99990101", "BU_NAAM": "Dijk", "WK_CODE": "WK999901", "GM_CODE": "GM9999"},
)
GEBIEDSINDELINGEN = (
    {"statcode": "GM9999", "statnaam": "Ergens", "jrstatcode": "2024GM9999", "rubriek": "gemeente"},
    {"statcode": "WK999901", "statnaam": "Noord", "gm_code": "GM9999", "rubriek": "wijk"},
    {"statcode": "BU99990101", "statnaam": "Dijk", "gm_code": "GM9999", "rubriek": "buurt"},
)


@pytest.mark.parametrize("spelling", [WIJKBUURTKAART, SHAPEFILE, GEBIEDSINDELINGEN])
def test_the_spellings_of_cbs_and_pdok_mean_the_same(spelling):
    documents = [
        collection({"type": "Feature", "properties": properties, "geometry": square(5.0, 52.0)})
        for properties in spelling
    ]
    found = read(*documents, year=2024)
    assert [(area.code, area.name, area.parent_code) for area in found.areas] == [
        ("GM9999", "Ergens", None),
        ("WK999901", "Noord", "GM9999"),
        ("BU99990101", "Dijk", "WK999901"),
    ]


def test_water_is_left_out_and_counted():
    town = small_town()
    for mark in ("JA", "B"):
        wet = feature("BU99990101", square(5.0, 52.1), water=mark)
        town["features"].append(wet)
    found = read(town)
    assert found.water_left_out == 2
    assert len(found.areas) == 4


def broken(change):
    """Give the problems of a small town in which one thing is changed."""
    town = small_town()
    change(town["features"])
    return problems_of(town)


def test_an_unknown_parent_is_named_with_what_to_do():
    (problem,) = broken(lambda features: features.pop(1) and features.pop())
    assert (problem.index, problem.code) == (1, "BU99990101")
    assert problem.what == "its wijk WK999901 is unknown"
    assert "file with the wijken" in problem.advice


def test_a_parent_that_is_not_the_one_of_the_code_is_named():
    def change(features):
        features.append(feature("WK999902", square(5.05, 52.0)))
        features[2]["properties"]["parent"] = "WK999902"

    (problem,) = broken(change)
    assert problem.code == "BU99990101"
    assert "its code belongs to WK999901" in problem.what


def test_a_code_that_is_used_twice_is_named_at_both_places():
    problems = broken(lambda features: features[3]["properties"].update(code="BU99990101"))
    assert [problem.index for problem in problems] == [2, 3]
    assert {problem.what for problem in problems} == {"the code is used by 2 features"}


def test_a_code_that_is_used_in_two_files_is_named_in_both():
    problems = problems_of(small_town(), small_town())
    assert Counter(problem.source for problem in problems) == {
        "file1.geojson": 4,
        "file2.geojson": 4,
    }


@pytest.mark.parametrize(
    ("code", "what", "advice"),
    [
        ("BU999901", "no valid area code", "BU, four digits"),
        ("", "the code is missing", "BU, four digits"),
        (99990101, "the code 99990101 is a number", "such as BU99990101"),
        ("WK999902", "says it is a buurt, its code says wijk", "a buurt has BU"),
    ],
)
def test_a_wrong_code_for_the_level_is_named(code, what, advice):
    (problem,) = broken(lambda features: features[2]["properties"].update(code=code))
    assert problem.index == 2
    assert what in problem.what
    assert advice in problem.advice


@pytest.mark.parametrize("name", [None, "", "   "])
def test_a_missing_name_is_named(name):
    (problem,) = broken(lambda features: features[2]["properties"].update(name=name))
    assert (problem.index, problem.what) == (2, "the name is missing")
    assert "buurtnaam" in problem.advice


def test_a_name_that_no_map_could_bear_is_named():
    (problem,) = broken(lambda features: features[2]["properties"].update(name="x" * 101))
    assert problem.what == "the name is longer than 100 characters"


def test_a_wrong_border_is_named_with_its_feature():
    (problem,) = broken(lambda features: features[3]["geometry"]["coordinates"][0].pop())
    assert (problem.index, problem.code, problem.what) == (3, "BU99990102", "a ring is not closed")


def test_all_faults_of_all_features_are_told_at_once():
    def change(features):
        features[0]["geometry"] = None
        features[2]["properties"]["name"] = ""
        features[2]["geometry"]["coordinates"][0].pop()
        features[3]["properties"]["code"] = "BU1"

    assert sorted(problem.index for problem in broken(change)) == [0, 2, 2, 3]


def test_a_feature_of_another_year_is_refused():
    town = small_town()
    town["features"][2]["properties"]["jrstatcode"] = "2022BU99990101"
    (problem,) = problems_of(town, year=2024)
    assert problem.what == "the feature is of 2022, not of 2024"


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ([], "no GeoJSON FeatureCollection"),
        ({"type": "Feature"}, "no GeoJSON FeatureCollection"),
        ({"type": "FeatureCollection"}, "no list of features"),
        ({"type": "FeatureCollection", "features": []}, "hold no areas"),
        (
            {**small_town(), "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}},
            "Rijksdriehoek",
        ),
    ],
)
def test_a_file_that_is_no_map_is_refused_as_a_whole(document, what):
    (problem,) = problems_of(document)
    assert problem.index is None
    assert what in problem.what


@pytest.mark.parametrize("entry", [None, 3, {}, {"properties": None}, {"properties": []}])
def test_a_feature_without_properties_is_named_and_does_not_stop_the_reading(entry):
    problems = broken(lambda features: features.append(entry))
    assert [(problem.index, problem.what) for problem in problems] == [(4, "the code is missing")]


def test_a_problem_reads_as_one_line_that_says_where_what_and_what_to_do():
    (problem,) = broken(lambda features: features[2]["properties"].update(name=""))
    assert str(problem) == (
        "file1.geojson features[2] BU99990101: the name is missing; "
        "fill name or statnaam or buurtnaam."
    )


def test_all_eight_real_gemeenten_are_right():
    found = read_collection(real_documents(), year=2024)
    assert tuple(sorted(found.municipalities)) == REAL_CODES
    assert Counter(area.level for area in found.areas) == {
        Level.GEMEENTE: 8,
        Level.WIJK: 152,
        Level.BUURT: 732,
    }


def with_label(lon: object, lat: object) -> dict:
    town = small_town()
    town["features"][2]["properties"].update(label_lon=lon, label_lat=lat)
    return town


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(155000.0, 463000.0), (52.005, 5.005), (5.015, 52.005), (5.005, None), (float("nan"), 52.005),
     (10**400, 52)],
)  # fmt: skip
def test_a_label_that_lies_outside_its_area_is_measured_and_counted(lon, lat):
    found = read(with_label(lon, lat))
    area = next(area for area in found.areas if area.code == "BU99990101")
    assert (area.label_lon, area.label_lat) == (5.005, 52.005)
    assert found.labels_measured == 1


@pytest.mark.parametrize("nothing", [None, float("nan"), float("inf"), "", "5.0", True, [5.0]])
def test_no_label_is_measured_without_a_word(nothing):
    found = read(with_label(nothing, nothing))
    assert found.labels_measured == 0
    assert all(5 < area.label_lon < 5.02 and 52 < area.label_lat < 52.01 for area in found.areas)


@pytest.mark.parametrize("size", [float("nan"), -1, 764_000, True, "76", None])
def test_a_size_that_cannot_be_is_measured(size):
    town = small_town()
    town["features"][2]["properties"]["area_ha"] = size
    assert read(town).areas[2].area_ha == pytest.approx(76.4, rel=0.005)


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"gemeentecode": 93}, "the code 93 is a number; a code is text, such as GM0093"),
        ({"wijkcode": 9301.0}, "the code 9301 is a number; a code is text, such as WK009301"),
        ({"BU_CODE": 930101}, "the code 930101 is a number; a code is text, such as BU00930101"),
        ({"code": 930101, "level": "buurt"}, "such as BU00930101"),
        ({"statcode": 93.5}, "the code 93.5 is a number; a code is text, such as GM0047, WK"),
        ({"wijkcode": "9301"}, "no valid area code; write WK009301"),
        ({"gemeentecode": "gm0093"}, "no valid area code; write GM0093"),
        ({"code": True}, "the code is missing"),
    ],
)
def test_a_code_that_is_a_number_or_lost_its_letters_is_shown_as_it_should_be(properties, said):
    town = small_town()
    town["features"][2]["properties"] = properties
    assert any(said in str(problem) for problem in problems_of(town))


@pytest.mark.parametrize("name", ["Noord\0", "Noo\ud800rd", "FryslÃ¢n", "Frysl\ufffdn"])
def test_a_name_that_residents_cannot_read_is_refused_with_its_feature(name):
    town = small_town()
    town["features"][2]["properties"]["name"] = name
    (problem,) = problems_of(town)
    assert str(problem).startswith("file1.geojson features[2] BU99990101: the name ")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=12),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside),
    max_leaves=5,
)
PLACES = [
    ("properties",), ("geometry",), ("properties", "code"), ("properties", "name"),
    ("properties", "parent"), ("properties", "level"), ("properties", "jaar"),
    ("properties", "water"), ("properties", "label_lon"), ("properties", "area_ha"),
    ("geometry", "type"), ("geometry", "coordinates"), ("geometry", "coordinates", 0),
    ("geometry", "coordinates", 0, 1), ("geometry", "coordinates", 0, 1, 0),
]  # fmt: skip


@given(place=st.sampled_from(PLACES), value=ANYTHING)
def test_whatever_stands_somewhere_in_a_file_gives_areas_that_can_be_stored_or_words(place, value):
    town = small_town()
    part = town["features"][2]
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    try:
        areas = read(town, year=2024).areas
    except InvalidCollection as refused:
        areas = ()
        assert all(problem.what and problem.advice for problem in refused.problems)  # noqa: PT017
    for area in areas:
        assert math.isfinite(area.label_lon + area.label_lat + area.area_ha)
        assert area.name.isprintable()


@given(
    value=ANYTHING,
    name=st.sampled_from(
        ["features", "links", "crs", "next", "properties", "numberMatched", "totalFeatures", "type"]
    ),
)
def test_whatever_a_document_says_about_itself_gives_areas_or_words(name, value):
    try:
        found = [*read({**small_town(), name: value}).areas]
    except InvalidCollection as refused:
        found = [*refused.problems]
    assert found


@pytest.mark.parametrize("number", [99990101, 99990101.0])
def test_a_code_that_is_a_number_is_told_also_beside_the_code_of_what_it_lies_in(number):
    town = small_town()
    town["features"][2]["properties"] = {
        "buurtcode": number, "buurtnaam": "Noord", "wijkcode": "WK999901", "gemeentecode": "GM9999"
    }  # fmt: skip
    (problem,) = problems_of(town)
    assert problem.what == "the code 99990101 is a number"
    assert problem.advice == "a code is text, such as BU99990101"


def test_a_row_of_a_wijk_may_leave_the_code_of_a_buurt_empty():
    town = small_town()
    for empty in (None, math.nan, ""):
        town["features"][1]["properties"] = {
            "buurtcode": empty, "wijkcode": "WK999901", "wijknaam": "Wijk", "gemeentecode": "GM9999"
        }  # fmt: skip
        assert read(town).areas[1].code == "WK999901"


@pytest.mark.parametrize("unseen", ["\0", "\ud800", "\u200b"])
def test_a_sign_in_a_code_that_cannot_be_shown_is_written_out(unseen):
    town = small_town()
    town["features"][2]["properties"]["code"] = f"BU99990101{unseen}"
    (problem,) = problems_of(town)
    assert str(problem).isprintable()
    assert problem.advice == "write BU99990101"

# SPDX-License-Identifier: EUPL-1.2
"""One page of many, and GeoJSON that is something else: said before anything is lost."""

import pytest

from meedoen.areas.geojson import InvalidCollection, read_collection
from tests.areas.examples import small_town

PAGE = "https://kaarten.example/buurten/items?limit=2"


def problems_of(*documents: object) -> list[str]:
    with pytest.raises(InvalidCollection) as caught:
        read_collection([(f"{at}.geojson", found) for at, found in enumerate(documents)])
    return [str(problem) for problem in caught.value.problems]


def town(**members: object) -> dict:
    return {**small_town(), **members}


@pytest.mark.parametrize(
    "members",
    [
        {"numberMatched": 9, "numberReturned": 4},
        {"numberMatched": "9"},
        {"totalFeatures": 9},
        {"numberReturned": 9},
        {"count": 9, "next": "https://kaarten.example/?page=2"},
    ],
)
def test_a_page_says_how_many_it_lacks(members):
    assert problems_of(town(**members)) == [
        "0.geojson: holds 4 of 9 areas; ask the service for all of them "
        "(a higher limit or count, or page after page)."
    ]


@pytest.mark.parametrize(
    "members",
    [
        {"links": [{"rel": "next", "href": f"{PAGE}&cursor=b"}]},
        {"next": "https://kaarten.example/?page=2"},
    ],
)
def test_a_link_to_more_is_no_whole_answer(members):
    (said,) = problems_of(town(**members))
    assert "one page of more: it holds 4 areas" in said


@pytest.mark.parametrize(
    "members", [{"exceededTransferLimit": True}, {"properties": {"exceededTransferLimit": True}}]
)
def test_a_service_that_says_it_stopped_early_is_believed(members):
    assert "the service has more" in problems_of(town(**members))[0]


@pytest.mark.parametrize(
    "members",
    [
        {"numberMatched": 4, "numberReturned": 4},
        {"numberMatched": "unknown", "numberReturned": 4},
        {"totalFeatures": None, "numberReturned": 4, "links": "none"},
        {"links": [{"rel": "self", "href": PAGE}, None, {"rel": "next"}]},
        {"count": True},
    ],
)
def test_a_whole_answer_is_taken(members):
    assert len(read_collection([("town", town(**members))]).areas) == 4


def pages(*links: dict[str, str], **members: object) -> list[dict]:
    halves = [small_town()["features"][:2], small_town()["features"][2:]]
    return [
        {
            "type": "FeatureCollection",
            "features": half,
            "links": [{"rel": rel, "href": href} for rel, href in link.items()],
            **members,
        }
        for half, link in zip(halves, links, strict=True)
    ]


def test_pages_that_follow_each_other_may_be_given_in_one_call():
    first, second = pages(
        {"self": f"{PAGE}&f=json", "next": f"{PAGE}&cursor=b"},
        {"self": f"{PAGE}&cursor=b&f=json"},
    )
    assert len(read_collection([("1", first), ("2", second)]).areas) == 4
    assert "0.geojson: is one page" in problems_of(first)[0]


def test_pages_that_make_the_whole_number_may_be_given_in_one_call():
    first, second = pages({"next": PAGE}, {}, numberMatched=4, numberReturned=2)
    assert len(read_collection([("1", first), ("2", second)]).areas) == 4
    assert "holds 2 of 4 areas" in problems_of(second)[0]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"type": "Topology", "objects": {}}, "but TopoJSON"),
        ({"geometryType": "esriGeometryPolygon", "features": []}, "but Esri JSON"),
        ({"type": "Feature", "geometry": None}, "but a single Feature"),
        ({"odata.metadata": "x", "value": []}, "but an answer of OData"),
        ({"code": 404, "description": "Not found"}, "it says: 'Not found'"),
        ([], "is no GeoJSON FeatureCollection;"),
        (None, "is no GeoJSON FeatureCollection;"),
        ({"type": ["FeatureCollection"]}, "is no GeoJSON FeatureCollection;"),
    ],
)
def test_what_people_take_for_geojson_is_named(document, said):
    assert said in problems_of(document)[0]


def crs(name: object) -> dict[str, object]:
    return {"type": "name", "properties": {"name": name}}


@pytest.mark.parametrize(
    "name",
    ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "EPSG:4258",
     "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/EPSG/0/4258"],
)  # fmt: skip
def test_degrees_under_any_of_their_names_are_taken(name):
    assert read_collection([("town", town(crs=crs(name)))]).areas
    assert read_collection([("town", town(coordRefSys=name))]).areas


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (crs("urn:ogc:def:crs:EPSG::28992"), "Rijksdriehoek metres"),
        (crs("EPSG:3857"), "another coordinate system (EPSG:3857)"),
        (crs("EPSG:43260"), "another coordinate system"),
        ({"type": "link", "properties": {"href": "x"}}, "another coordinate system"),
        ("http://www.opengis.net/def/crs/EPSG/0/28992", "Rijksdriehoek metres"),
    ],
)
def test_another_coordinate_system_is_named(stated, said):
    (problem,) = problems_of(town(crs=stated))
    assert said in problem
    assert "EPSG:4326" in problem


@pytest.mark.parametrize(
    "members",
    [
        {"numberMatched": 9.0},
        {"context": {"matched": 9, "returned": 4}},
        {"properties": {"numberMatched": 9}},
        {"meta": {"total_count": "9"}},
        {"@odata.count": 9},
    ],
)
def test_the_whole_number_is_read_wherever_a_service_says_it(members):
    assert "holds 4 of 9 areas" in problems_of(town(**members))[0]


@pytest.mark.parametrize(
    "members",
    [
        {"links": [{"rel": "Next", "href": PAGE}]},
        {"links": [{"rel": ["next"], "href": PAGE}]},
        {"links": {"next": PAGE}},
        {"links": {"next": {"href": PAGE}}},
        {"@odata.nextLink": PAGE},
        {"nextPageToken": "abc"},
        {"paging": {"next": PAGE}},
    ],
)
def test_a_way_on_is_seen_however_it_is_written(members):
    assert "is one page of more" in problems_of(town(**members))[0]

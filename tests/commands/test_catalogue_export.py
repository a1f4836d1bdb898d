# SPDX-License-Identifier: EUPL-1.2
"""`meedoen catalogue export`: what is published goes along as HSDS, whole and as good HSDS."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meedoen.areas.geojson import read_collection
from meedoen.areas.operations import import_areas
from meedoen.catalogue.models import Offer
from meedoen.commands import catalogue_giving, meedoen
from meedoen.commands.catalogue import catalogue
from meedoen.demonstration.load import BY, YEAR
from meedoen.demonstration.partners import found_partners, publish_offers
from meedoen.demonstration.region import build_region
from meedoen.vocabulary.moment import Moment
from tests.catalogue.examples import offer, unsaved_offer

pytestmark = pytest.mark.django_db


def export(*options: str) -> Result:
    return CliRunner().invoke(catalogue, ["export", "--format", "hsds", *options])


def contents(*options: str) -> list[dict[str, Any]]:
    result = export(*options)
    assert result.exit_code == 0, result.output
    page = json.loads(result.stdout_bytes)
    found: list[dict[str, Any]] = page["contents"]
    assert page["total_items"] == len(found)
    return found


def titles(*options: str) -> list[str]:
    return [one["name"] for one in contents(*options)]


@pytest.mark.proves("S2-21", "the catalogue goes along as HSDS")
def test_the_offers_of_the_demonstration_pass_the_check(tmp_path: Path) -> None:
    on = Moment.now() - timedelta(days=1)
    region = read_collection([("demonstratie", build_region().feature_collection)])
    import_areas(collection=region, year=YEAR, by=BY, on=on)
    number = publish_offers(found_partners(on=on), on=on)
    path = tmp_path / "aanbod.json"
    path.write_bytes(export().stdout_bytes)
    checked = CliRunner().invoke(meedoen, ["catalogue", "check", "--format", "hsds", str(path)])
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert checked.stderr == f"services={number} faults=0\n"
    assert {one["id"] for one in json.loads(path.read_bytes())["contents"]} == {
        str(key) for key in Offer.objects.values_list("pk", flat=True)
    }


def test_what_is_published_goes_along_by_title_and_nothing_else() -> None:
    offer("Wandelen")
    offer("Breien")
    offer("Nog niet", published_at=None)
    offer("Morgen pas", published_at=(Moment.now() + timedelta(days=1)).at)
    assert titles() == ["Breien", "Wandelen"]


def test_of_a_municipality_goes_along_what_is_for_it_wherever_that_lies() -> None:
    offer("Hier")
    offer("Daar", buurt_code="BU99020101")
    offer("Daar, ook voor hier", buurt_code="BU99020101", serves=["GM9902", "GM9901"])
    assert titles("--municipality", "GM9901") == ["Daar, ook voor hier", "Hier"]
    assert titles("--municipality", "GM9902") == ["Daar", "Daar, ook voor hier"]
    assert len(titles()) == 3


def test_an_area_has_the_name_of_its_municipality_and_a_theme_that_of_the_word_list() -> None:
    offer("Hier", themes=["garden"])
    (told,) = contents()
    assert [(one["extent"], one["name"]) for one in told["service_areas"]] == [("GM9901", "GM9901")]
    assert "Tuin" in [one["taxonomy_term"]["name"] for one in told["attributes"]]


def test_a_catalogue_without_offers_is_an_empty_page() -> None:
    assert contents() == []


def test_a_municipality_that_is_not_here_leaves_with_2_and_writes_nothing() -> None:
    offer("Hier")
    result = export("--municipality", "GM0001")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "GM0001" in result.stderr


def test_more_offers_ask_no_more_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_giving, "AT_ONCE", 4)
    asked = []
    for more in (3, 30):
        Offer.objects.bulk_create(unsaved_offer(f"Plek {more} {at}") for at in range(more))
        with CaptureQueriesContext(connection) as captured:
            export()
        asked.append(len(captured))
    assert Offer.objects.count() == 33
    assert asked[0] == asked[1]

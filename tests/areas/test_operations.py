# SPDX-License-Identifier: EUPL-1.2
"""Loading places: all or nothing, safe to repeat, and it is written down who did it."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from meedoen.areas.geojson import AreaCollection, read_collection
from meedoen.areas.keyfigures import Figure, read_key_figures
from meedoen.areas.models import Area, Import, KeyFigure, Municipality, Street
from meedoen.areas.operations import import_areas, import_key_figures, import_streets
from meedoen.areas.streets import StreetName
from meedoen.demonstration.region import build_region
from meedoen.vocabulary.moment import Moment
from tests.areas.examples import REAL_CODES, real_documents, real_figures_file, small_town

pytestmark = pytest.mark.django_db
ON = Moment(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))


def town(name: str = "Ergens", **renamed: str) -> AreaCollection:
    """Give the small town, with its gemeente under a name and other areas under new codes."""
    document: dict[str, Any] = small_town()
    document["features"][0]["properties"]["name"] = name
    for found in document["features"]:
        properties = found["properties"]
        properties["code"] = renamed.get(properties["code"], properties["code"])
    return read_collection([("town", document)])


def load(collection: AreaCollection, year: int = 2024):
    return import_areas(collection=collection, year=year, by="Sam de Tester", on=ON)


def test_the_areas_of_a_file_are_stored_and_counted():
    counts = load(town())
    assert (counts.gemeenten, counts.wijken, counts.buurten, counts.replaced) == (1, 1, 2, 0)
    assert counts.total == Area.objects.count() == 4
    buurt = Area.objects.get(code="BU99990102", year=2024)
    assert (buurt.level, buurt.parent_code, buurt.municipality_id) == (
        "buurt",
        "WK999901",
        "GM9999",
    )
    assert buurt.geometry["type"] == "Polygon"


def test_loading_the_same_file_again_changes_nothing():
    load(town())
    before = list(Area.objects.order_by("code").values_list("code", "name", "geometry"))
    assert load(town()).replaced == 4
    assert list(Area.objects.order_by("code").values_list("code", "name", "geometry")) == before


def test_loading_again_replaces_that_year_and_leaves_other_years_alone():
    load(town(), 2023)
    load(town(), 2024)
    load(town(BU99990102="BU99990103"), 2024)
    assert set(Area.objects.filter(year=2024, level="buurt").values_list("code", flat=True)) == {
        "BU99990101",
        "BU99990103",
    }
    assert Area.objects.filter(year=2023, code="BU99990102").exists()


def test_loading_one_gemeente_leaves_the_others_alone():
    region = read_collection([("region", build_region().feature_collection)])
    load(region)
    load(town())
    assert Area.objects.filter(municipality="GM9901").count() == 32
    assert load(region).replaced == 45


def test_a_gemeente_bears_the_name_of_its_latest_year():
    load(town("Nieuw"), 2024)
    load(town("Oud"), 2020)
    assert Municipality.objects.get().name == "Nieuw"
    load(town("Nieuwer"), 2025)
    assert Municipality.objects.get().name == "Nieuwer"


def test_a_rule_that_breaks_halfway_leaves_everything_as_it_was():
    load(town())
    good = town("Anders").areas
    twice = AreaCollection(areas=(*good, good[-1]))
    with pytest.raises(IntegrityError):
        load(twice)
    assert Area.objects.count() == 4
    assert Municipality.objects.get().name == "Ergens"
    assert Import.objects.count() == 1


def test_every_import_is_written_down_with_who_and_when():
    load(town())
    record = Import.objects.get()
    assert (record.kind, record.year, record.municipality_codes) == ("areas", 2024, ["GM9999"])
    assert (record.written, record.imported_by, record.imported_on) == (4, "Sam de Tester", ON.at)


def figures(**values: int | None) -> list[Figure]:
    return [
        Figure(code, "inwoners", None if value is None else Decimal(value))
        for code, value in values.items()
    ]


def load_figures(found: list[Figure], year: int = 2024):
    return import_key_figures(figures=found, year=year, by="Sam de Tester", on=ON)


def test_figures_of_known_areas_are_stored_and_others_left_out():
    load(town())
    counts = load_figures(figures(GM9999=1200, BU99990101=None, GM1234=5))
    assert (counts.written, counts.replaced, counts.areas_left_out) == (2, 0, 1)
    assert dict(KeyFigure.objects.values_list("area_code", "value")) == {
        "GM9999": Decimal(1200),
        "BU99990101": None,
    }


def test_figures_of_another_year_have_no_areas_to_belong_to():
    load(town(), 2024)
    assert load_figures(figures(GM9999=1200), 2023).written == 0


def test_new_figures_replace_those_of_the_same_name_only():
    load(town())
    load_figures([*figures(GM9999=1200), Figure("GM9999", "huishoudens", Decimal(500))])
    counts = load_figures(figures(GM9999=1300))
    assert (counts.written, counts.replaced) == (1, 1)
    assert dict(KeyFigure.objects.values_list("name", "value")) == {
        "inwoners": Decimal(1300),
        "huishoudens": Decimal(500),
    }


def test_streets_are_stored_once_and_replaced_per_gemeente():
    load(town())
    kerkpad, dijk = StreetName("BU99990101", "Kerkpad"), StreetName("BU99990102", "Dijk")
    first = import_streets(streets=[kerkpad, kerkpad, dijk], by="Sam", on=ON)
    again = import_streets(streets=[dijk], by="Sam", on=ON)
    assert (first.written, first.replaced) == (2, 0)
    assert (again.written, again.replaced) == (1, 2)
    assert list(Street.objects.values_list("name", flat=True)) == ["Dijk"]


def test_streets_of_an_unknown_gemeente_are_refused():
    with pytest.raises(ValueError, match="areas of GM9999 before their streets"):
        import_streets(streets=[StreetName("BU99990101", "Kerkpad")], by="Sam", on=ON)


def test_the_invented_region_is_stored_with_streets_and_figures():
    region = build_region()
    load(read_collection([("region", region.feature_collection)]), 2026)
    assert import_streets(streets=region.streets, by="Sam", on=ON).written == len(region.streets)
    counts = load_figures(list(region.key_figures), 2026)
    assert (counts.written, counts.areas_left_out) == (45 * 5, 0)


def test_all_eight_real_gemeenten_are_stored_with_their_key_figures():
    counts = load(read_collection(real_documents(), year=2024))
    assert (counts.gemeenten, counts.wijken, counts.buurten) == (8, 152, 732)
    per_gemeente = Counter(Area.objects.values_list("municipality_id", flat=True))
    assert tuple(sorted(per_gemeente)) == REAL_CODES
    assert per_gemeente["GM0363"] == 627
    path = real_figures_file()
    found = read_key_figures(path.read_text(encoding="utf-8"), source=path.name, year=2024)
    # One buurt of Amsterdam (BU0363MK03) has figures but no border.
    assert load_figures(list(found)).areas_left_out == 1
    veendam = KeyFigure.objects.get(area_code="GM0047", name="inwoners")
    assert veendam.value == 27520

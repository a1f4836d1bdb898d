# SPDX-License-Identifier: EUPL-1.2
"""What the database itself refuses about places, whoever writes."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from meedoen.areas.models import Area, Import, KeyFigure, Municipality, Street

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return Municipality.objects.create(code="GM9999", name="Ergens")


def area(gemeente, **changes):
    values = {
        "code": "WK999901", "year": 2024, "level": "wijk", "parent_code": "GM9999",
        "name": "Noord", "municipality": gemeente, "geometry": {}, "label_lon": 5.0,
        "label_lat": 52.0, "area_ha": 1.0,
    }  # fmt: skip
    return Area(**{**values, **changes})


def refused(row, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        row.save()


def test_an_area_stands_once_in_a_year_and_again_in_the_next(gemeente):
    area(gemeente).save()
    area(gemeente, year=2025).save()
    refused(area(gemeente), "area_once_per_year")
    assert str(Area.objects.get(year=2025)) == "Noord (WK999901, 2025)"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"level": "buurt"}, "area_code_fits_level"),
        ({"code": "WK99990"}, "area_code_fits_level"),
        ({"level": "straat"}, "area_code_fits_level"),
        ({"parent_code": ""}, "area_has_a_parent"),
        ({"code": "GM9999", "level": "gemeente"}, "area_has_a_parent"),
        ({"name": ""}, "area_has_a_name"),
        ({"area_ha": -1}, "area_size_not_negative"),
        ({"year": 24}, "area_year_is_sound"),
    ],
)
def test_an_area_that_cannot_be_is_refused(gemeente, changes, rule):
    refused(area(gemeente, **changes), rule)


@pytest.mark.parametrize(
    ("code", "name", "rule"),
    [("9999", "Ergens", "code_is_gm"), ("GM9998", "", "municipality_has_a_name")],
)
def test_a_gemeente_needs_a_code_and_a_name(code, name, rule):
    refused(Municipality(code=code, name=name), rule)


def test_a_street_stands_once_in_a_buurt_and_may_run_on_into_the_next(gemeente):
    Street.objects.create(municipality=gemeente, buurt_code="BU99990101", name="Kerkpad")
    Street.objects.create(municipality=gemeente, buurt_code="BU99990102", name="Kerkpad")
    again = Street(municipality=gemeente, buurt_code="BU99990101", name="Kerkpad")
    refused(again, "street_once_per_buurt")


@pytest.mark.parametrize(
    ("code", "name", "rule"),
    [("WK999901", "Kerkpad", "lies_in_a_buurt"), ("BU99990101", "", "street_has_a_name")],
)
def test_a_street_needs_a_buurt_and_a_name(gemeente, code, name, rule):
    refused(Street(municipality=gemeente, buurt_code=code, name=name), rule)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"area_code": "Veendam"}, "key_figure_of_an_area"),
        ({"name": ""}, "key_figure_has_a_name"),
        ({"year": 1900}, "key_figure_year_is_sound"),
    ],
)
def test_a_key_figure_needs_an_area_a_name_and_a_year(changes, rule):
    refused(KeyFigure(**{"area_code": "GM9999", "year": 2024, "name": "inwoners", **changes}), rule)


def test_an_import_needs_an_actor():
    row = Import(kind="areas", municipality_codes=[], written=0, imported_by="",
                 imported_on=datetime(2026, 1, 1, tzinfo=UTC))  # fmt: skip
    refused(row, "import_has_an_actor")

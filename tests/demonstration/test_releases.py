# SPDX-License-Identifier: EUPL-1.2
"""The invented figures: three years, one withdrawn and mended, one that waits, all proven."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from meedoen.areas.geojson import read_collection
from meedoen.areas.operations import import_areas
from meedoen.demonstration.partners import employ_people, found_partners
from meedoen.demonstration.region import build_region
from meedoen.demonstration.releases import bring_out_figures
from meedoen.publication.models import Release
from meedoen.publication.queries import files_of_release, left_before
from meedoen.publication.states import ReleaseState
from meedoen.publication.verification import verify
from meedoen.vocabulary.moment import Moment

pytestmark = pytest.mark.django_db


def bring_out(at: datetime, settings: Any) -> None:
    on = Moment(at)
    collection = read_collection([("demonstratie", build_region().feature_collection)])
    import_areas(collection=collection, year=2026, by="test", on=on)
    employ_people(found_partners(on=on), password=settings.DEMONSTRATION_PASSWORD, on=on)
    assert list(bring_out_figures(on=on))


def test_three_years_are_out_of_which_one_is_mended_and_one_table_waits(settings: Any) -> None:
    bring_out(datetime(2026, 11, 29, 12, tzinfo=UTC), settings)
    found = Release.objects.order_by("pk").values_list("reference_day", "state")
    assert list(found) == [
        (date(2023, 12, 31), ReleaseState.PUBLISHED),
        (date(2024, 12, 31), ReleaseState.WITHDRAWN),
        (date(2024, 12, 31), ReleaseState.PUBLISHED),
        (date(2025, 12, 31), ReleaseState.PUBLISHED),
        (date(2025, 12, 31), ReleaseState.CHECKED),
    ]
    withdrawn, mended = Release.objects.filter(reference_day="2024-12-31").order_by("pk")
    assert (mended.replaces, bool(withdrawn.ended_why)) == (withdrawn, True)
    waiting = Release.objects.latest("pk")
    assert (waiting.weighed, waiting.made_by) == (1, "Jesse")


def test_each_of_them_is_proven_beside_what_left_before_it(settings: Any) -> None:
    bring_out(datetime(2026, 11, 29, 12, tzinfo=UTC), settings)
    for release in Release.objects.all():
        earlier = [
            one.files
            for one in left_before(release.municipality_id, release.counts)
            if one.address != release.address
        ]
        found = verify(files_of_release(release), earlier)
        assert found.faults == []
        assert 0 < release.hidden < release.shown


def test_in_winter_the_figures_of_the_year_before_are_not_out_yet(settings: Any) -> None:
    bring_out(datetime(2027, 1, 2, 12, tzinfo=UTC), settings)
    newest = Release.objects.latest("reference_day")
    assert newest.reference_day == date(2025, 12, 31)
    assert not Release.objects.filter(published_at__gt=datetime(2027, 1, 2, 12, tzinfo=UTC))

# SPDX-License-Identifier: EUPL-1.2
"""The invented programmes: lived for years, with what came of them, and true to the figures."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from meedoen.areas.geojson import read_collection
from meedoen.areas.models import KeyFigure
from meedoen.areas.operations import import_areas
from meedoen.demonstration.partners import employ_people, found_partners
from meedoen.demonstration.people import read
from meedoen.demonstration.programmes import live_programmes
from meedoen.demonstration.region import LONELY, LONELY_WIJK, build_region
from meedoen.monitor.indicator import indicators
from meedoen.programmes import queries
from meedoen.programmes.models import FollowedIndicator, Insight, ProgrammeAction, Subprogramme
from meedoen.programmes.states import ActionState
from meedoen.vocabulary.moment import Moment

pytestmark = pytest.mark.django_db
ON = Moment(datetime(2026, 11, 29, 12, tzinfo=UTC))


@pytest.fixture(autouse=True)
def lived(db: None, settings: Any) -> None:
    collection = read_collection([("demonstratie", build_region().feature_collection)])
    import_areas(collection=collection, year=2026, by="test", on=ON)
    employ_people(found_partners(on=ON), password=settings.DEMONSTRATION_PASSWORD, on=ON)
    names = list(live_programmes(on=ON))
    assert names == ["het programma van Lindewaard", "het programma van Vennerhout"]


def test_lindewaard_has_five_parts_each_with_a_colleague_who_leads_it() -> None:
    views = queries.programme("GM9901")
    assert len(views) == 5
    colleagues = {one["name"] for one in read("people.yaml")}
    for view in views:
        assert view.subprogramme.leader_name in colleagues
        assert view.subprogramme.leader_function
        assert view.goals
        assert view.actions
    assert 0 < len(queries.programme("GM9902")) < 5


def test_actions_began_years_ago_and_are_done_stopped_going_and_planned() -> None:
    assert set(ProgrammeAction.objects.values_list("state", flat=True)) == set(ActionState)
    began = ProgrammeAction.objects.filter(began_on__lt=date(2023, 1, 1))
    assert began.count() >= 3
    for one in ProgrammeAction.objects.all():
        assert one.made_at < ON.at
        (added, *_) = reversed(queries.past_of_action(one))
        assert added.at == one.made_at


@pytest.mark.proves("S3-18", "in the demonstration from loneliness in one wijk to what came of it")
def test_what_the_monitor_showed_of_loneliness_became_actions_of_which_one_is_done() -> None:
    done, going = Insight.objects.order_by("seen_on")
    for one in (done, going):
        assert (one.indicator, one.area) == ("eenzaamheid", LONELY_WIJK)
        share = KeyFigure.objects.get(area_code=one.area, year=one.year, name=LONELY).value
        assert share is not None
        assert f"{int(share)} van de 100" in one.sentence
    assert done.action.state == ActionState.DONE
    assert done.action.came_of_it
    assert going.action.state == ActionState.GOING


def test_goals_are_followed_by_figures_that_the_monitor_knows() -> None:
    followed = set(FollowedIndicator.objects.values_list("indicator", flat=True))
    assert followed
    assert followed <= set(indicators())
    assert Subprogramme.objects.filter(removed_at__isnull=False).count() == 0

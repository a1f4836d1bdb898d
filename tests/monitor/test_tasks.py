# SPDX-License-Identifier: EUPL-1.2
"""The worker makes figures of what was loaded: each leaves as a release, or says why not."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason

from meedoen.database.roles import WORKER
from meedoen.monitor import operations, tasks
from meedoen.monitor.models import Build, IndicatorFigure, Objection, SourceLoad
from meedoen.monitor.operations import NothingLoaded, NotThisMonitor, StillBuilding
from meedoen.monitor.pseudonyms import OBJECTION, Pseudonyms
from meedoen.monitor.queries import hidden_areas
from meedoen.publication import operations as publication
from meedoen.publication.queries import files_of_release, rows_with
from meedoen.publication.states import ReleaseState
from meedoen.publication.verification import verify
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.work import WorkState
from tests.laboratory.test_roles import as_role
from tests.laboratory.worlds import job_context, work_as_its_role
from tests.monitor.builds import (
    CORNER,
    MARKET,
    SECRET,
    bsns,
    built,
    counted,
    lindewaard,
    loaded,
    people,
)
from tests.publication.test_roles import at_work
from tests.publication.test_tasks import refused
from tests.publication.worlds import HERE, LATER, NOW, colleagues

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    with lindewaard(tmp_path) as here:
        yield here


def figure(indicator: str, year: int = 2025) -> IndicatorFigure:
    return IndicatorFigure.objects.filter(indicator=indicator, year=year).latest("pk")


def shown(one: IndicatorFigure, code: str) -> int:
    """Give the total of an area; -1 is hidden."""
    assert one.release is not None
    return int(rows_with(one.release, [code])[code].values[0])


def test_what_was_loaded_becomes_a_release_that_waits_for_a_second_pair_of_eyes() -> None:
    ruben, _, _ = colleagues()
    loaded("wmo", people("wmo", (MARKET, bsns(1, 12)), (CORNER, bsns(100, 3))))
    build = built(ruben)
    assert build.state == WorkState.DONE
    assert build.done == build.wanted > 0
    one = figure("gebruik_wmo")
    assert one.release is not None
    assert (one.release.state, one.release.maker_id) == (ReleaseState.CHECKED, ruben.account_id)
    assert not verify(files_of_release(one.release)).faults
    assert shown(one, HERE) == 15
    assert shown(one, CORNER) == -1


@pytest.mark.proves("S3-17", "the day, the form and the status stand beside each figure")
def test_a_count_says_how_it_came_and_of_which_day() -> None:
    ruben, _, _ = colleagues()
    load = loaded("wia", counted(WK990101=12, WK990102=40))
    built(ruben)
    one = figure("gebruik_wia")
    assert one.made_of == [load.pk]
    assert [told["as_of"] for told in one.told] == ["2025-12-31"]
    assert one.release is not None
    assert "UWV" in one.release.sources
    assert "per wijk" in one.release.quality


def test_what_is_made_of_the_same_is_not_made_again() -> None:
    ruben, _, _ = colleagues()
    loaded("wmo", people("wmo", (MARKET, bsns(1, 12))))
    loaded("wia", counted(WK990101=12))
    built(ruben)
    made = IndicatorFigure.objects.count()
    again = built(ruben, on=LATER)
    assert again.state == WorkState.DONE
    assert IndicatorFigure.objects.count() == made
    loaded("wia", counted(WK990101=13))
    built(ruben, on=LATER)
    assert IndicatorFigure.objects.count() == made + 1
    assert shown(figure("gebruik_wia"), HERE) == 13


def test_figures_of_an_earlier_delivery_that_still_wait_are_set_aside() -> None:
    ruben, jesse, _ = colleagues()
    loaded("wia", counted(WK990101=12))
    built(ruben)
    first = figure("gebruik_wia").release
    assert first is not None
    publication.approve(release=first, remark="", by=jesse, on=NOW)
    loaded("wia", counted(WK990101=30))
    built(ruben, on=LATER)
    first.refresh_from_db()
    assert (first.state, first.ended_by) == (ReleaseState.SET_ASIDE, ruben.label)
    assert "nieuwere telling" in first.ended_why
    second = figure("gebruik_wia").release
    assert second is not None
    assert second.state == ReleaseState.CHECKED


def test_who_came_is_judged_again_when_the_year_before_comes_in_anew() -> None:
    ruben, _, _ = colleagues()
    loaded("wmo", people("wmo", (MARKET, bsns(1, 12))), year=2024)
    loaded("wmo", people("wmo", (MARKET, bsns(1, 30))))
    built(ruben)
    before = figure("instroom_wmo")
    loaded("wmo", people("wmo", (MARKET, bsns(1, 14))), year=2024)
    built(ruben, on=LATER)
    assert figure("instroom_wmo").pk != before.pk
    assert figure("gebruik_wmo").pk < before.pk


def test_what_comes_in_the_place_of_figures_that_are_out_says_so() -> None:
    ruben, jesse, _ = colleagues()
    loaded("wia", counted(WK990101=12))
    built(ruben)
    first = figure("gebruik_wia").release
    assert first is not None
    publication.approve(release=first, remark="", by=jesse, on=NOW)
    publication.publish(release=first, by=ruben, on=NOW)
    loaded("wia", counted(WK990101=30))
    built(ruben, on=LATER)
    second = figure("gebruik_wia").release
    assert second is not None
    assert second.replaces_id == first.pk
    assert second.counts != first.counts


def test_who_objects_is_not_counted_from_the_next_build_on() -> None:
    ruben, _, _ = colleagues()
    who = bsns(1, 12)
    loaded("wmo", people("wmo", (MARKET, who)))
    mark = Pseudonyms(SECRET, HERE).of_people(who[:1], OBJECTION).tobytes()
    Objection.objects.create(municipality_id=HERE, mark=mark, written_by="test", written_at=NOW.at)
    built(ruben)
    assert shown(figure("gebruik_wmo"), HERE) == 11


def objects(who: bytes, on: Moment) -> None:
    mark = Pseudonyms(SECRET, HERE).of_people([who], OBJECTION).tobytes()
    Objection.objects.create(municipality_id=HERE, mark=mark, written_by="test", written_at=on.at)


def test_who_objects_after_the_figures_were_made_is_left_out_of_those_that_are_not_out() -> None:
    ruben, jesse, _ = colleagues()
    who = bsns(1, 12)
    loaded("wmo", people("wmo", (MARKET, who)))
    loaded("wia", counted(WK990101=12))
    built(ruben)
    of_counts = figure("gebruik_wia")
    objects(who[0], Moment.now())
    built(ruben, on=LATER)
    one = figure("gebruik_wmo")
    assert shown(one, HERE) == 11
    assert figure("gebruik_wia") == of_counts
    assert one.release is not None
    publication.approve(release=one.release, remark="", by=jesse, on=LATER)
    publication.publish(release=one.release, by=ruben, on=LATER)
    # Beside figures that are out, those without her would tell where she is and what she has.
    objects(who[1], Moment.now())
    built(ruben, on=LATER + timedelta(hours=2))
    assert figure("gebruik_wmo") == one


def test_a_monitor_of_counts_alone_needs_no_secret() -> None:
    ruben, _, _ = colleagues()
    loaded("wia", counted(WK990101=12))
    with override_settings(MONITOR_SECRET=""):
        assert built(ruben).state == WorkState.DONE
    assert shown(figure("gebruik_wia"), HERE) == 12


@pytest.mark.proves("S3-14", "persons and households apart")
def test_persons_and_households_are_two_figures() -> None:
    ruben, _, _ = colleagues()
    loaded("wmo", people("wmo", (MARKET, bsns(1, 60))))
    loaded("wwb", people("wwb", (MARKET, bsns(31, 60))))
    built(ruben)
    assert shown(figure("gebruik_wmo"), HERE) == 60
    assert shown(figure("gebruik_wwb"), HERE) == 60
    assert figure("stapeling_personen").release != figure("stapeling_huishoudens").release


def test_too_few_people_is_said_instead_of_shown() -> None:
    ruben, _, _ = colleagues()
    loaded("wmo", people("wmo", (MARKET, bsns(1, 12))))
    loaded("wsw", people("wsw", (MARKET, bsns(10, 12))))
    built(ruben)
    one = figure("stapeling_personen")
    assert one.release is None
    assert "Te weinig mensen" in one.why_none


def test_nobody_counts_for_a_municipality_she_does_not_work_for() -> None:
    ruben, _, stranger = colleagues()
    loaded("wia", counted(WK990101=12))
    with pytest.raises(NotThisMonitor):
        operations.ask_for_a_build(municipality=HERE, by=stranger, on=NOW)
    build = operations.ask_for_a_build(municipality=HERE, by=ruben, on=NOW)
    with pytest.raises(NotThisMonitor):
        operations.stop_build(build=build, by=stranger, on=NOW)


def test_nothing_is_counted_of_nothing_and_one_build_goes_on_at_a_time() -> None:
    ruben, jesse, _ = colleagues()
    with pytest.raises(NothingLoaded):
        operations.ask_for_a_build(municipality=HERE, by=ruben, on=NOW)
    loaded("wia", counted(WK990101=12))
    operations.ask_for_a_build(municipality=HERE, by=ruben, on=NOW)
    with pytest.raises(StillBuilding):
        operations.ask_for_a_build(municipality=HERE, by=jesse, on=NOW)


def test_a_build_that_somebody_stopped_makes_nothing_more() -> None:
    ruben, _, _ = colleagues()
    loaded("wia", counted(WK990101=12))
    build = operations.ask_for_a_build(municipality=HERE, by=ruben, on=NOW)
    assert operations.stop_build(build=build, by=ruben, on=LATER)
    assert not operations.stop_build(build=build, by=ruben, on=LATER)
    tasks.build_figures.func(job_context(), build.pk)
    build.refresh_from_db()
    assert (build.state, build.over_at) == (WorkState.STOPPED, LATER.at)
    assert not IndicatorFigure.objects.exists()


def test_a_worker_that_is_told_to_stop_makes_nothing_more() -> None:
    ruben, _, _ = colleagues()
    loaded("wia", counted(WK990101=12))
    build = operations.ask_for_a_build(municipality=HERE, by=ruben, on=NOW)
    with pytest.raises(JobAborted):
        tasks.build_figures.func(job_context(abort=AbortReason.SHUTDOWN), build.pk)
    build.refresh_from_db()
    assert build.state == WorkState.FAILED
    assert "uitgezet" in build.trouble


def test_what_is_gone_is_said(folder: Path) -> None:
    ruben, _, _ = colleagues()
    load = loaded("wia", counted(WK990101=12))
    (folder / HERE / load.file).unlink()
    build = operations.ask_for_a_build(municipality=HERE, by=ruben, on=NOW)
    with pytest.raises(FileNotFoundError):
        tasks.build_figures.func(job_context(), build.pk)
    build.refresh_from_db()
    assert build.state == WorkState.FAILED
    assert "opnieuw laden" in build.trouble


def test_a_build_whose_worker_fell_away_waits_again_but_not_for_ever() -> None:
    ruben, _, _ = colleagues()
    loaded("wia", counted(WK990101=12))
    build = operations.ask_for_a_build(municipality=HERE, by=ruben, on=NOW)
    operations.begin_build(build_id=build.pk, on=NOW)
    assert tasks.take_up(build.pk, 1)
    build.refresh_from_db()
    assert build.state == WorkState.WAITING
    assert not tasks.take_up(build.pk, operations.MOST_TRIES)
    build.refresh_from_db()
    assert build.state == WorkState.FAILED
    assert not tasks.take_up("nothing", 1)


def test_pages_ask_and_look_and_write_nothing_of_what_was_loaded_or_made() -> None:
    ruben, _, stranger = colleagues()
    load = loaded("wia", counted(WK990101=12))
    built(ruben)
    with at_work(ruben):
        assert IndicatorFigure.objects.exists()
        refused("SELECT * FROM monitor_objection")
        refused("UPDATE monitor_sourceload SET bad = 0 WHERE id = %s", load.pk)
        refused("DELETE FROM monitor_indicatorfigure")
        refused("UPDATE monitor_build SET done = 9")
    with at_work(stranger):
        for kept in (Build, IndicatorFigure, SourceLoad):
            assert not kept.objects.exists()


def test_the_worker_makes_no_figure_that_nobody_asked_for() -> None:
    ruben, _, _ = colleagues()
    loaded("wia", counted(WK990101=12))
    built(ruben)
    copy = (
        "INSERT INTO monitor_indicatorfigure SELECT (jsonb_populate_record(f, "
        "jsonb_build_object('id', 987654))).* FROM monitor_indicatorfigure f LIMIT 1"
    )
    with as_role(WORKER):
        refused(copy)
        refused("UPDATE monitor_sourceload SET bad = 0")
        assert Build.objects.update(state=WorkState.RUNNING) == 0


@pytest.fixture
def empty_queue(transactional_db: None) -> Iterator[None]:
    """The tables of the queue are not emptied after a test as those of our rooms are."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("empty_queue")
def test_a_worker_that_logs_in_as_its_role_makes_what_a_page_asked_for() -> None:
    ruben, _, _ = colleagues()
    loaded("wmo", people("wmo", (MARKET, bsns(1, 12))))
    with at_work(ruben):
        build = operations.ask_for_a_build(municipality=HERE, by=ruben, on=NOW)
    work_as_its_role()
    build.refresh_from_db()
    assert (build.trouble, build.state) == ("", WorkState.DONE)
    assert shown(figure("gebruik_wmo"), HERE) == 12
    loaded("wmo", people("wmo", (MARKET, bsns(1, 20))))
    with at_work(ruben):
        operations.ask_for_a_build(municipality=HERE, by=ruben, on=LATER)
    first = figure("gebruik_wmo").release
    work_as_its_role()
    assert shown(figure("gebruik_wmo"), HERE) == 20
    assert first is not None
    first.refresh_from_db()
    assert first.state == ReleaseState.SET_ASIDE


def test_a_later_delivery_hides_what_the_one_before_hid() -> None:
    ruben, jesse, _ = colleagues()
    first = {MARKET: 9, "BU99010102": 20, "BU99010103": 30, "BU99010104": 3}
    loaded("wsw", counted(**first))
    built(ruben)
    one = figure("gebruik_wsw").release
    assert one is not None
    publication.approve(release=one, remark="", by=jesse, on=NOW)
    publication.publish(release=one, by=ruben, on=NOW)
    hid = hidden_areas(one)
    assert {MARKET, "BU99010104"} <= hid
    loaded("wsw", counted(**{**first, MARKET: 60}))
    built(ruben, on=LATER)
    later = figure("gebruik_wsw").release
    assert later is not None
    assert hid <= hidden_areas(later)
    assert shown(figure("gebruik_wsw"), "BU99010102") == 20

# SPDX-License-Identifier: EUPL-1.2
"""The worker makes a release of what was handed in, and the counts are gone when it is over."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason

from meedoen.database.roles import WORKER
from meedoen.publication import operations, queries, tasks
from meedoen.publication.handed_in import CountFiles
from meedoen.publication.models import HandedIn, Preparation, Release
from meedoen.publication.operations import EnoughWaiting, MayNotLeave, OfElsewhere
from meedoen.publication.states import PreparationStep, ReleaseState
from meedoen.publication.verification import verify
from meedoen.vocabulary.work import WorkState
from tests.laboratory.test_roles import as_role
from tests.laboratory.worlds import job_context, work_as_its_role
from tests.publication.test_roles import at_work
from tests.publication.worlds import (
    COUNTS,
    ELSEWHERE,
    HERE,
    LATER,
    NOW,
    as_file,
    by_age,
    colleagues,
    handed_in,
    made,
    out,
    worked_on,
)  # fmt: skip

pytestmark = pytest.mark.django_db


def now(preparation: Preparation) -> Preparation:
    preparation.refresh_from_db()
    return preparation


def test_what_was_handed_in_becomes_a_release_that_waits_for_a_second_pair_of_eyes() -> None:
    ruben, _, _ = colleagues()
    preparation = worked_on(handed_in(ruben))
    assert preparation.state == WorkState.DONE
    release = preparation.release
    assert release is not None
    assert (release.state, release.maker_id) == (ReleaseState.CHECKED, ruben.account_id)
    assert (release.title, release.made_by) == (preparation.title, ruben.label)
    assert not verify(queries.files_of_release(release)).faults


def test_it_is_the_same_release_as_when_it_is_made_at_once() -> None:
    ruben, _, _ = colleagues()
    told = {"title": "Nog eens", "counted": "Anderen"}
    one, other = worked_on(handed_in(ruben)).release, made(ruben, **told)
    assert one is not None
    assert queries.files_of_release(one) == queries.files_of_release(other)


def test_the_true_counts_lie_sealed_until_it_is_over_and_then_nowhere() -> None:
    ruben, _, _ = colleagues()
    preparation = handed_in(ruben)
    sealed = bytes(HandedIn.objects.get().sealed)
    assert b"hulp" not in sealed
    assert operations.counts_of(preparation) == as_file()
    worked_on(preparation)
    assert not HandedIn.objects.exists()


@pytest.mark.parametrize("end", ["stopped", "failed"])
def test_whatever_ends_it_takes_the_counts_along(end: str) -> None:
    ruben, _, _ = colleagues()
    preparation = handed_in(ruben)
    if end == "stopped":
        assert operations.stop_preparation(preparation=preparation, by=ruben, on=LATER)
    else:
        assert operations.fail_preparation(
            preparation_id=preparation.pk, trouble="Kon niet.", on=LATER
        )
    assert now(preparation).state == end
    assert preparation.over_at == LATER.at
    assert not HandedIn.objects.exists()
    assert not Release.objects.exists()


def test_counts_of_another_preparation_open_nothing() -> None:
    ruben, _, _ = colleagues()
    one, other = handed_in(ruben), handed_in(ruben, title="Anders")
    HandedIn.objects.filter(preparation=one).update(
        sealed=HandedIn.objects.get(preparation=other).sealed
    )
    assert "Kies het opnieuw" in worked_on(one).trouble
    assert worked_on(other).state == WorkState.DONE


def test_a_file_that_a_restart_of_the_database_took_is_asked_again() -> None:
    ruben, _, _ = colleagues()
    preparation = handed_in(ruben)
    HandedIn.objects.all().delete()
    worked_on(preparation)
    assert preparation.state == WorkState.FAILED
    assert "Kies het opnieuw" in preparation.trouble


def test_the_table_of_the_counts_is_in_no_log_of_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'publication_handedin'")
        assert cursor.fetchone() == ("u",)


def test_two_presses_ask_once_and_another_file_asks_again() -> None:
    ruben, jesse, _ = colleagues()
    first = handed_in(ruben)
    assert handed_in(ruben) == first
    other = handed_in(ruben, files=as_file({**COUNTS, ("n1", "hulp"): 3}))
    assert other != first
    assert handed_in(jesse) not in (first, other)
    assert ProcrastinateJob.objects.count() == 3


def test_what_became_a_release_today_is_not_done_again_and_tomorrow_it_is() -> None:
    ruben, _, _ = colleagues()
    first = worked_on(handed_in(ruben))
    assert handed_in(ruben, on=LATER) == first
    assert handed_in(ruben, on=NOW + timedelta(days=1)) != first


def test_what_failed_or_was_put_aside_can_be_handed_in_again() -> None:
    ruben, _, _ = colleagues()
    first = handed_in(ruben)
    operations.fail_preparation(preparation_id=first.pk, trouble="x", on=NOW)
    second = worked_on(handed_in(ruben))
    assert second != first
    assert second.release is not None
    operations.set_aside(release=second.release, why="Toch niet.", by=ruben, on=LATER)
    assert handed_in(ruben, on=LATER) != second


def test_more_than_three_of_a_municipality_have_to_wait_outside() -> None:
    ruben, _, stranger = colleagues()
    asked = [handed_in(ruben, title=f"Tabel {at}") for at in range(3)]
    with pytest.raises(EnoughWaiting, match="al 3 uitgaven"):
        handed_in(ruben, title="Nog een")
    assert handed_in(stranger, municipality=ELSEWHERE)
    operations.stop_preparation(preparation=asked[0], by=ruben, on=NOW)
    assert handed_in(ruben, title="Nog een")


def test_who_works_elsewhere_hands_nothing_in_and_stops_nothing() -> None:
    ruben, _, stranger = colleagues()
    with pytest.raises(OfElsewhere):
        handed_in(stranger)
    preparation = handed_in(ruben)
    with pytest.raises(OfElsewhere):
        operations.stop_preparation(preparation=preparation, by=stranger, on=NOW)
    assert now(preparation).state == WorkState.WAITING


def test_what_was_never_out_cannot_be_corrected() -> None:
    ruben, _, _ = colleagues()
    with pytest.raises(MayNotLeave, match="staat niet openbaar"):
        handed_in(ruben, replaces=made(ruben).pk)
    assert not Preparation.objects.exists()


def test_what_cannot_be_proven_fails_with_what_to_do() -> None:
    ruben, jesse, _ = colleagues()
    out(ruben, jesse)
    files = as_file({**COUNTS, ("z2", "werk"): 41})
    assert "Telde je opnieuw, of andere mensen?" in worked_on(handed_in(ruben, files=files)).trouble
    assert Release.objects.count() == 1


def test_a_file_that_the_areas_of_today_do_not_fit_fails_in_words() -> None:
    ruben, _, _ = colleagues()
    files = CountFiles(b"vorm,aantal\nwerk,twaalf\n")
    assert "is geen heel aantal" in worked_on(handed_in(ruben, files=files)).trouble


def test_what_left_about_the_same_people_is_laid_beside_it() -> None:
    ruben, jesse, _ = colleagues()
    out(ruben, jesse)
    again = worked_on(handed_in(ruben, title="Op een andere manier", on=LATER))
    assert again.weighed == 1
    assert again.release is not None
    assert again.release.weighed == 1


def test_what_leaves_while_it_is_proven_is_weighed_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody holds the register during the long work; so it is looked at again at the end."""
    ruben, jesse, _ = colleagues()
    preparation, rounds = handed_in(ruben), []
    done_apart = tasks.done_apart

    def meanwhile(*given: object, **told: object) -> object:
        rounds.append(1)
        if len(rounds) == 1:
            release = made(ruben, title="Naar leeftijd", cells=by_age())
            operations.approve(release=release, remark="", by=jesse, on=NOW)
            operations.publish(release=release, by=ruben, on=NOW)
        return done_apart(*given, **told)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks, "done_apart", meanwhile)
    worked_on(preparation)
    assert len(rounds) == 2
    assert (preparation.state, preparation.weighed) == (WorkState.DONE, 1)
    assert preparation.release is not None
    assert preparation.release.weighed == 1


def test_what_is_stopped_while_it_is_proven_makes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ruben, _, _ = colleagues()
    preparation = handed_in(ruben)
    monkeypatch.setattr(tasks, "done_apart", stopping(preparation, ruben))
    with pytest.raises(JobAborted):
        worked_on(preparation)
    assert now(preparation).state == WorkState.STOPPED
    assert not Release.objects.exists()


def stopping(preparation: Preparation, by: object) -> object:
    """Let somebody stop it while the work apart goes on; that hears it at its next look."""

    def meanwhile(*given: object, goes_on: object) -> object:
        operations.stop_preparation(preparation=preparation, by=by, on=LATER)  # type: ignore[arg-type]
        assert not goes_on()  # type: ignore[operator]
        raise tasks.EndedEarly

    return meanwhile


def test_what_is_stopped_at_the_very_end_makes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ruben, _, _ = colleagues()
    preparation = handed_in(ruben)
    checked = tasks.checked

    def stopped(*given: object) -> object:
        operations.stop_preparation(preparation=preparation, by=ruben, on=LATER)
        return checked(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks, "checked", stopped)
    assert worked_on(preparation).state == WorkState.STOPPED
    assert not Release.objects.exists()


def test_a_worker_that_is_shut_down_says_so_on_the_page() -> None:
    ruben, _, _ = colleagues()
    preparation = handed_in(ruben)
    with pytest.raises(JobAborted):
        tasks.prepare_release.func(job_context(abort=AbortReason.SHUTDOWN), preparation.pk)
    assert now(preparation).state == WorkState.FAILED
    assert "uitgezet" in preparation.trouble


def test_a_process_that_falls_away_is_told_and_so_is_any_other_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ruben, _, _ = colleagues()
    fell, broke = handed_in(ruben), handed_in(ruben, title="Anders")

    def falls(*given: object, **told: object) -> object:
        raise tasks.FellAway

    monkeypatch.setattr(tasks, "done_apart", falls)
    assert "Neem minder kolommen" in worked_on(fell).trouble
    monkeypatch.setattr(tasks, "done_apart", lambda *given, **told: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        worked_on(broke)
    assert "Probeer het opnieuw" in now(broke).trouble


def test_what_is_over_stays_over_for_the_owner_of_the_database_too() -> None:
    ruben, _, _ = colleagues()
    preparation = handed_in(ruben)
    operations.stop_preparation(preparation=preparation, by=ruben, on=NOW)
    assert operations.stop_preparation(preparation=preparation, by=ruben, on=NOW) is False
    assert operations.begin_preparation(preparation_id=preparation.pk, on=NOW) is None
    with pytest.raises(DatabaseError, match="stays over"), transaction.atomic():
        Preparation.objects.update(state=WorkState.WAITING, over_at=None)


def test_a_preparation_whose_worker_fell_away_waits_again_and_not_for_ever() -> None:
    ruben, _, _ = colleagues()
    preparation = handed_in(ruben)
    operations.begin_preparation(preparation_id=preparation.pk, on=NOW)
    assert tasks.take_up(preparation.pk, 1)
    assert (now(preparation).state, preparation.step) == (WorkState.WAITING, 0)
    assert not tasks.take_up("x", 1)
    assert not tasks.take_up(preparation.pk, 3)
    assert (now(preparation).state, preparation.over_at is None) == (
        WorkState.FAILED, False,
    )  # fmt: skip
    assert "viel steeds weg" in preparation.trouble
    assert not tasks.take_up(preparation.pk, 1)


def test_the_worker_says_what_it_does_and_is_silent_after_a_while() -> None:
    ruben, _, _ = colleagues()
    preparation = handed_in(ruben)
    assert not queries.is_silent(preparation, NOW + timedelta(days=1))
    operations.begin_preparation(preparation_id=preparation.pk, on=NOW)
    assert now(preparation).begun_at == NOW.at
    told = {"preparation_id": preparation.pk, "step": PreparationStep.CHECKING, "weighed": 4}
    assert operations.note_step(**told, on=LATER)  # type: ignore[arg-type]
    assert (now(preparation).step, preparation.weighed) == (PreparationStep.CHECKING, 4)
    assert not queries.is_silent(preparation, LATER + timedelta(seconds=40))
    assert queries.is_silent(preparation, LATER + timedelta(seconds=41))


def test_a_list_shows_what_goes_on_and_what_failed_this_week() -> None:
    ruben, _, stranger = colleagues()
    goes, stopped, failed = (handed_in(ruben, title=name) for name in ("a", "b", "c"))
    operations.stop_preparation(preparation=stopped, by=ruben, on=NOW)
    operations.fail_preparation(preparation_id=failed.pk, trouble="x", on=NOW)

    def shown(on: object = NOW) -> list[Preparation]:
        return list(queries.preparations([HERE], on=on))  # type: ignore[arg-type]

    assert shown() == [failed, goes]
    assert shown(NOW + timedelta(days=7)) == [failed, goes]
    assert shown(NOW + timedelta(days=7, seconds=1)) == [goes]
    assert not queries.preparations(stranger.municipalities, on=NOW)
    with pytest.raises(Preparation.DoesNotExist):
        queries.preparation_of(goes.pk, stranger.municipalities)


# With the rights of the database.


def test_pages_hand_in_and_the_worker_makes_it_each_with_its_own_rights() -> None:
    ruben, jesse, _ = colleagues()
    with at_work(ruben):
        preparation = handed_in(ruben)
        assert queries.preparation_of(preparation.pk, [HERE]) == preparation
        stopped = handed_in(ruben, title="Toch niet")
        assert operations.stop_preparation(preparation=stopped, by=ruben, on=NOW)
    assert ProcrastinateJob.objects.get(pk=stopped.job).status == "cancelled"
    with as_role(WORKER):
        tasks.prepare_release.func(job_context(), preparation.pk)
    with at_work(jesse):
        release = Release.objects.get(pk=now(preparation).release_id)
        operations.approve(release=release, remark="", by=jesse, on=LATER)


def test_the_worker_weighs_what_was_withdrawn_too() -> None:
    ruben, jesse, _ = colleagues()
    release = out(ruben, jesse)
    operations.withdraw(release=release, why="De dag klopt niet.", by=jesse, on=LATER)
    preparation = handed_in(ruben, title="Nog eens", on=LATER)
    with as_role(WORKER):
        tasks.prepare_release.func(job_context(), preparation.pk)
    assert (now(preparation).state, preparation.weighed) == (WorkState.DONE, 1)


def refused(statement: str, *values: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_no_page_sees_the_counts_again_nor_hands_them_in_for_somebody_else() -> None:
    ruben, jesse, stranger = colleagues()
    preparation = handed_in(ruben)
    with at_work(ruben):
        refused("SELECT * FROM publication_handedin")
        refused("DELETE FROM publication_handedin")
        refused("UPDATE publication_preparation SET trouble = 'x'")
    with at_work(jesse):
        refused(
            "INSERT INTO publication_handedin (preparation_id, sealed) VALUES (%s, '')",
            preparation.pk,
        )
    with at_work(stranger):
        assert not Preparation.objects.exists()
        refused(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES "
            "('default', 'publication.prepare_release', %s::jsonb)",
            f'{{"preparation_id": {preparation.pk}}}',
        )


def test_the_worker_makes_nothing_that_nobody_asked_for_and_approves_nothing() -> None:
    ruben, _, _ = colleagues()
    release = made(ruben)
    copy = (
        "INSERT INTO publication_release SELECT (jsonb_populate_record(r, jsonb_build_object("
        "'id', 987654, 'address', 'anders', 'state', 'draft', 'checked_at', null))).* "
        "FROM publication_release r"
    )
    with as_role(WORKER):
        refused(copy)
        assert Release.objects.update(state=ReleaseState.APPROVED) == 0
        refused("UPDATE publication_release SET title = 'x'")
        refused(
            "INSERT INTO publication_releasefile (release_id, path, content) VALUES (%s, 'x', '')",
            release.pk,
        )
    preparation = handed_in(ruben, title="Anders")
    operations.begin_preparation(preparation_id=preparation.pk, on=NOW)
    with as_role(WORKER), connection.cursor() as cursor:
        operations.sign(by=ruben, on=NOW)
        cursor.execute(copy)


@pytest.fixture
def empty_queue(transactional_db: None) -> Iterator[None]:
    """The tables of the queue are not emptied after a test as those of our rooms are."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("empty_queue")
def test_a_worker_that_logs_in_as_its_role_does_what_a_page_asked_for() -> None:
    ruben, _, _ = colleagues()
    with at_work(ruben):
        preparation = handed_in(ruben)
    work_as_its_role()
    assert now(preparation).state == WorkState.DONE
    assert not ProcrastinateJob.objects.exists()

# SPDX-License-Identifier: EUPL-1.2
"""The worker's job: from a draft that waits to figures that may be shown."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason

from meedoen.areas.geojson import read_collection
from meedoen.areas.models import Municipality
from meedoen.areas.operations import import_areas, import_key_figures
from meedoen.commands.worker import work
from meedoen.database.queue import a_worker_is_there
from meedoen.demonstration.region import build_region
from meedoen.laboratory import operations, tasks
from meedoen.laboratory.models import Run
from meedoen.laboratory.results import read_result
from meedoen.vocabulary.work import WorkState
from tests.laboratory.worlds import ADVISER, DAY, LINDEWAARD, NOW, NUG, job_context

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_people(settings: Any) -> None:
    settings.LABORATORY_PEOPLE = 4000


def region() -> None:
    invented = build_region()
    collection = read_collection([("demonstratie", invented.feature_collection)])
    import_areas(collection=collection, year=2026, by="test", on=NOW)
    import_key_figures(figures=invented.key_figures, year=2026, by="test", on=NOW)


def waiting(changes: dict[str, Any] | None = None, name: str = "Zonder nug") -> Run:
    draft = operations.make_draft(
        municipality=LINDEWAARD, name=name, reason="", changes=changes or {NUG: False},
        rules_of=DAY, by=ADVISER, on=NOW,
    )  # fmt: skip
    return operations.ask_for_a_run(draft=draft, by=ADVISER, on=NOW)


def after(run: Run) -> Run:
    run.refresh_from_db()
    return run


def small_numbers(kept: Any) -> list[int]:
    if isinstance(kept, dict):
        return [n for key, held in kept.items() if key != "untouched" for n in small_numbers(held)]
    if isinstance(kept, list):
        return [n for held in kept for n in small_numbers(held)]
    return [kept] if isinstance(kept, int) and 0 < kept < 10 else []


def test_a_run_keeps_who_loses_what_and_no_small_count() -> None:
    region()
    run = waiting()
    tasks.run_draft.func(job_context(), run.pk)
    assert (after(run).state, run.progress) == (WorkState.DONE, 100)
    assert len(run.rulebook) == 64
    assert small_numbers(run.result) == []
    assert "null" in json.dumps(run.result)
    (work_help,) = [f for f in read_result(run.result).found if f.id == "pw.ondersteuning_27"]
    assert work_help.gains is None
    assert work_help.loses
    assert work_help.loses.total
    assert work_help.loses.lines[0].code == "WK990101"
    assert any("Participatieverordening" in law for law, _, _ in work_help.articles)


def test_the_same_people_give_the_same_figures() -> None:
    region()
    first, second = waiting(), waiting(name="Nog eens zonder nug")
    Run.objects.update(seed=5)
    for run in (first, second):
        tasks.run_draft.func(job_context(), run.pk)
    assert after(first).result == after(second).result


def test_a_municipality_without_areas_gets_an_answer_it_can_act_on() -> None:
    Municipality.objects.create(code=LINDEWAARD, name="Lindewaard")
    run = waiting()
    tasks.run_draft.func(job_context(), run.pk)
    assert after(run).state == WorkState.FAILED
    assert "beheerder" in run.trouble


def test_rules_that_changed_meanwhile_are_told() -> None:
    region()
    run = waiting({"participatiewet:8a:bestaat_niet": True})
    tasks.run_draft.func(job_context(), run.pk)
    assert (after(run).state, run.trouble.split(".")[0]) == (
        WorkState.FAILED,
        "De regels zijn veranderd sinds dit concept",
    )


def test_a_run_that_somebody_stopped_is_not_done() -> None:
    region()
    run = waiting()
    operations.stop(run=run, by=ADVISER, on=NOW)
    tasks.run_draft.func(job_context(), run.pk)
    assert after(run).state == WorkState.STOPPED


def test_a_worker_that_is_shut_down_says_so_on_the_page() -> None:
    region()
    run = waiting()
    with pytest.raises(JobAborted):
        tasks.run_draft.func(job_context(abort=AbortReason.SHUTDOWN), run.pk)
    assert after(run).state == WorkState.FAILED
    assert "uitgezet" in run.trouble


def test_a_fault_is_told_to_who_waits_and_still_reaches_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    region()
    run = waiting()
    monkeypatch.setattr(tasks, "load_rates", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.run_draft.func(job_context(), run.pk)
    assert after(run).state == WorkState.FAILED
    assert "Probeer het opnieuw" in run.trouble


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_takes_it_from_the_queue_and_the_queue_is_empty_afterwards() -> None:
    region()
    run = waiting()
    # In a thread of its own, as a worker is a process of its own: no event loop runs there yet.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(work, until_empty=True, signals=False).result()
    assert after(run).state == WorkState.DONE
    assert not ProcrastinateJob.objects.exists()
    assert not a_worker_is_there(NOW)

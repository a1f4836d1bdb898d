# SPDX-License-Identifier: EUPL-1.2
"""What happened to a plan is said in words that blame nobody, and only what somebody did."""

import pytest

from meedoen.plans.answers import CheckInAnswer, OptionAnswer
from meedoen.plans.changes import PlanChange, meaning

WHEN = "2026-11-23T09:30:00+00:00"


@pytest.mark.parametrize(
    ("table", "kind", "was", "means"),
    [
        ("plans_plan", "added", {}, PlanChange.BEGUN),
        ("plans_plan", "changed", {"quiet": False}, PlanChange.REST_CHOSEN),
        ("plans_plan", "changed", {"quiet": True}, PlanChange.REST_OVER),
        ("plans_step", "added", {}, PlanChange.STEP_ADDED),
        ("plans_step", "changed", {"done_at": None}, PlanChange.STEP_DONE),
        ("plans_step", "changed", {"done_at": WHEN}, PlanChange.STEP_OPEN_AGAIN),
        ("plans_step", "changed", {"removed_at": None}, PlanChange.STEP_OUT),
        ("plans_step", "changed", {"removed_at": WHEN}, PlanChange.STEP_BACK),
        ("bookings_placement", "added", {}, PlanChange.PLACE_KEPT),
        ("bookings_placement", "changed", {"ended_at": None}, PlanChange.PLACE_GIVEN_BACK),
    ],
)
def test_what_went_by_a_change_says_what_somebody_did(
    table: str, kind: str, was: dict[str, object], means: PlanChange
) -> None:
    assert meaning(table, kind, was) is means


@pytest.mark.parametrize(
    ("table", "was"),
    [
        ("plans_plan", {"quiet_until": None}),
        ("plans_step", {"words": "Bellen"}),
        ("bookings_placement", {"ended_at": WHEN}),
    ],
)
def test_what_nobody_needs_to_read_means_nothing(table: str, was: dict[str, object]) -> None:
    assert meaning(table, "changed", was) is None


def test_a_step_that_is_done_and_taken_out_at_once_was_taken_out() -> None:
    assert meaning("plans_step", "changed", {"done_at": None, "removed_at": None}) is (
        PlanChange.STEP_OUT
    )


@pytest.mark.parametrize("words", [CheckInAnswer, OptionAnswer, PlanChange])
def test_each_answer_and_change_has_words_of_its_own(words: type) -> None:
    labels = [one.label for one in words]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_each_answer_has_a_sentence_she_could_say_herself() -> None:
    said = {answer.explanation for answer in CheckInAnswer}
    assert len(said) == 4
    assert all(sentence.endswith(".") and " " in sentence for sentence in said)
    assert said.isdisjoint(answer.label for answer in CheckInAnswer)

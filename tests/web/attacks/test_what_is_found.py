# SPDX-License-Identifier: EUPL-1.2
"""The canaries would be heard: a list that tells too much, or writes nothing, does not pass."""

from contextlib import nullcontext

import pytest

from meedoen.accounts.roles import Role
from meedoen.journeys import caseload
from meedoen.web import gate
from tests.web.attacks.scene import NORTH, Scene
from tests.web.attacks.test_canary_words import Page, Walked, pages_of

pytestmark = pytest.mark.django_db


def at_the_queue(walked: Walked) -> Page:
    """Give the queue of a team as a colleague of it sees it now."""
    worker = walked.scene.colleague(Role.NEIGHBOURHOOD_WORKER, NORTH)
    return next(pages_of(walked.scene, worker, only="professional:team"))


def test_a_list_that_nobody_reads_of_in_her_log_is_found(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked = Walked(scene)
    assert walked.not_written(at_the_queue(walked)) == []
    monkeypatch.setattr(caseload, "log_listed", lambda **listed: None)
    assert walked.not_written(at_the_queue(walked)) != []


def test_a_list_with_somebody_who_shared_nothing_is_found(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the owner of the database a page would show everybody."""
    walked = Walked(scene)
    monkeypatch.setattr(gate, "acting", lambda *viewer, **asked: nullcontext())
    monkeypatch.setattr(caseload, "log_listed", lambda **listed: None)
    assert walked.not_allowed(at_the_queue(walked)) != []

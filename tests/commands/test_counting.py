# SPDX-License-Identifier: EUPL-1.2
"""What the demonstration lets the councils decide before it counts."""

import pytest

from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.commands import counting
from meedoen.monitor.models import MonitorChoice
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import make_team, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruben(monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """Whoever makes policy in Lindewaard."""
    viewer = make_viewer(make_team("GM9901", "Beleid"), Role.POLICY_ADVISER, Moment.now())
    Municipality.objects.create(code="GM9902", name="Vennerhout")
    monkeypatch.setattr(counting, "viewer_of", lambda *_, **__: viewer)
    return viewer


def test_the_council_of_lindewaard_decided_on_streets_and_that_of_vennerhout_did_not(
    ruben: Viewer,
) -> None:
    counting._decide_on_streets()
    (chosen,) = MonitorChoice.objects.all()
    assert chosen.municipality_id == "GM9901"
    assert "verzonnen" in chosen.streets_decision
    assert chosen.written_at.date() > chosen.streets_decided_on


def test_what_somebody_chose_since_stays(ruben: Viewer) -> None:
    MonitorChoice.objects.create(
        municipality_id="GM9901", written_by="Ruben", written_at=Moment.now().at
    )
    counting._decide_on_streets()
    assert MonitorChoice.objects.count() == 1

# SPDX-License-Identifier: EUPL-1.2
"""The demonstration has lived two years of what hinders people, and a letter waits."""

from datetime import timedelta

import pytest

from meedoen.demonstration.load import load_demonstration
from meedoen.knelpunten.models import CaseStudy, Knelpunt, Recommendation, RegisterLine, Ticket
from meedoen.knelpunten.states import CasusState, RecommendationState, RegisterState, Station
from meedoen.network.models import Meeting
from meedoen.notifications.kinds import OutgoingState
from meedoen.notifications.models import Outgoing
from meedoen.residents.models import Hindrance
from meedoen.vocabulary.moment import Moment
from tests.knelpunten.worlds import NOW

pytestmark = pytest.mark.django_db


def test_it_has_lived_every_answer_and_what_came_back_and_somebody_waits_for_a_letter() -> None:
    assert list(load_demonstration(on=NOW))
    assert set(Knelpunt.objects.values_list("state", flat=True)) == set(RegisterState)
    lines = set(RegisterLine.objects.values_list("kind", flat=True))
    assert lines >= {Station.REOPENED, Station.DECLINED, Station.REALISED, Station.ASKED_BACK}
    assert set(CaseStudy.objects.values_list("state", flat=True)) >= {
        CasusState.WORKING, CasusState.READING, CasusState.SHARED,
    }  # fmt: skip
    proposed = set(Recommendation.objects.values_list("state", flat=True))
    assert {RecommendationState.SCHEDULED, RecommendationState.REALISED} <= proposed
    assert Meeting.objects.filter(day__gt=NOW.day).exists()
    assert Meeting.objects.filter(day__lt=NOW.day).exists()
    assert Ticket.objects.filter(knelpunt=None, answered_on=None).exists()
    letters = Outgoing.objects.filter(state=OutgoingState.BY_LETTER)
    (theo,) = {letter.subject for letter in letters}
    assert Hindrance.objects.filter(resident=theo).exists()
    assert all(Moment(letter.told_at) > NOW - timedelta(days=8) for letter in letters)
    assert Outgoing.objects.filter(subject=theo, state=OutgoingState.DONE).count() == 2

# SPDX-License-Identifier: EUPL-1.2
"""Somebody who only asked to be called shared a name and a number, and no more than that."""

from uuid import UUID

import pytest
from django.test import Client

from meedoen.catalogue.models import Offer
from meedoen.plans.models import Plan

pytestmark = pytest.mark.django_db


def test_choosing_for_who_only_left_a_number_says_to_ask_her_and_changes_nothing(
    worker: Client, caller: UUID, garden: Offer
) -> None:
    before = garden.taken
    answer = worker.post(
        f"/werk/inwoner/{caller}/keuzes/antwoord/", {"offer": garden.pk, "answer": "yes"}
    )
    assert answer.status_code == 404
    assert "Vraag de inwoner zelf" in answer.content.decode()
    garden.refresh_from_db()
    assert garden.taken == before
    assert not Plan.objects.exists()

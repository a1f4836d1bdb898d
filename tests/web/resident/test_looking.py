# SPDX-License-Identifier: EUPL-1.2
"""Who looked: the resident reads each look with why, and stops sharing when she likes."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.accounts.models import Account, Team
from meedoen.catalogue.models import Offer
from meedoen.journeys.reading import read_dossier
from meedoen.privacy.context import acting
from meedoen.privacy.operations import NotAllowed
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import viewer_for_account
from meedoen.vocabulary.moment import Moment
from tests.web.resident.conftest import WISH, as_resident, tell, text

LOOKED = reverse("resident:who_looked")


def look(worker: Account, subject: UUID) -> None:
    """Have somebody of the team read the dossier."""
    on = Moment.now()
    by = viewer_for_account(worker.pk, on=on)
    with acting(by, purpose=Purpose.INTAKE, on=on):
        read_dossier(subject=subject, purpose=Purpose.INTAKE, what="las wat je wilt", by=by, on=on)


@pytest.mark.proves("S2-22", "each look has its ground")
def test_each_look_says_who_what_why_and_on_which_ground(
    kim: Client, subject: UUID, worker: Account
) -> None:
    look(worker, subject)
    page = text(kim.get(LOOKED))
    for said in (
        "Puk Wijkteam",
        "Las wat je wilt",
        Purpose.INTAKE.label,
        "jij vond het goed",
    ):
        assert said in page


def test_her_own_looks_stand_apart(kim: Client, subject: UUID) -> None:
    kim.get(reverse("resident:options"))
    page = text(kim.get(LOOKED))
    assert "Nog niemand keek in jouw verhaal" in page
    assert page.index("Jij keek zelf") < page.index("Bekeek welke plekken bij je passen")


def test_the_last_looks_of_others_stand_on_the_plan(
    kim: Client, subject: UUID, worker: Account
) -> None:
    look(worker, subject)
    assert "Puk Wijkteam" in text(kim.get(reverse("resident:plan")))


def test_she_sees_with_whom_she_shares_what(kim: Client, team: Team) -> None:
    page = text(kim.get(LOOKED))
    assert "Wijkteam Noord" in page
    assert "wat je wilt en kunt" in page
    assert Purpose.GUIDANCE.label in page.lower()
    assert page.count(">Stop dit<") == 1
    assert reverse("resident:stop_sharing", args=[team.pk]) in page
    assert "Ja, het wijkteam mag meelezen" not in page


def test_stopping_is_asked_once_and_works_from_that_moment(
    kim: Client, subject: UUID, team: Team, worker: Account
) -> None:
    address = reverse("resident:stop_sharing", args=[team.pk])
    assert "Ja, stop dit" in text(kim.get(address))
    look(worker, subject)
    kim.post(address)
    with pytest.raises(NotAllowed, match="niet met jouw team gedeeld"):
        look(worker, subject)
    page = text(kim.get(LOOKED))
    assert "kan vanaf nu niets meer van je lezen" in page
    assert "Las wat je wilt" in page


def test_stopping_can_be_undone(kim: Client, subject: UUID, team: Team, worker: Account) -> None:
    kim.post(reverse("resident:stop_sharing", args=[team.pk]))
    assert "Ja, het wijkteam mag meelezen" in text(kim.get(LOOKED))
    kim.post(reverse("resident:share_again"))
    look(worker, subject)
    assert "Ja, het wijkteam mag meelezen" not in text(kim.get(LOOKED))


def test_stopping_says_what_it_means_for_who_helps_with_the_plan(
    kim: Client, team: Team, workshop: Offer
) -> None:
    kim.post(reverse("resident:answer", args=[workshop.pk]), {"answer": "yes"})
    page = text(kim.get(reverse("resident:stop_sharing", args=[team.pk])))
    assert "Puk Wijkteam" in page


def test_a_share_that_is_not_there_cannot_be_stopped(kim: Client, subject: UUID) -> None:
    assert kim.get(reverse("resident:stop_sharing", args=[987654])).status_code == 404
    assert kim.post(reverse("resident:stop_sharing", args=[987654])).status_code == 404


def test_nobody_stops_or_sees_the_sharing_of_another(
    kim: Client, subject: UUID, team: Team, worker: Account
) -> None:
    other = as_resident(tell(team_may_read=False, wish="Ik wil zwemmen"))
    address = reverse("resident:stop_sharing", args=[team.pk])
    assert other.post(address).status_code == 404
    look(worker, subject)
    page = text(other.get(LOOKED))
    assert "Puk Wijkteam" not in page
    assert WISH not in page


def test_without_a_team_sharing_says_so(region: None) -> None:
    mine = as_resident(tell(team_may_read=False, wish=WISH))
    page = text(mine.post(reverse("resident:share_again"), follow=True))
    assert "nog geen wijkteam" in page


def test_pages_of_a_dossier_are_not_kept_by_the_browser(kim: Client) -> None:
    assert "no-store" in kim.get(LOOKED)["Cache-Control"]

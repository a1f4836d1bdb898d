# SPDX-License-Identifier: EUPL-1.2
"""Who looked: the resident reads each look with why, and stops sharing when she likes."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from lxml.html import HtmlElement

from meedoen.accounts.models import Account, Team
from meedoen.catalogue.models import Offer
from meedoen.journeys.reading import read_dossier
from meedoen.privacy.context import acting
from meedoen.privacy.models import Basis
from meedoen.privacy.operations import NotAllowed
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import viewer_for_account, who_looked
from meedoen.vocabulary.moment import Moment
from tests.web.resident.conftest import WISH, as_resident, tell, text, tree

LOOKED = reverse("resident:who_looked")


def look(worker: Account, subject: UUID, *, days: int = 0) -> None:
    """Have somebody of the team read the dossier, now or some days on."""
    on = Moment.now() + timedelta(days=days)
    by = viewer_for_account(worker.pk, on=on)
    with acting(by, purpose=Purpose.INTAKE, on=on):
        read_dossier(subject=subject, purpose=Purpose.INTAKE, what="las wat je wilt", by=by, on=on)


def entries(page: HtmlElement) -> list[HtmlElement]:
    """Give what is told of others who looked, one entry each."""
    found = page.xpath("//section[@aria-labelledby='keek']//ul[@class='md-looked']/li")
    return list(found)


def form_to(page: HtmlElement, name: str) -> list[HtmlElement]:
    return list(page.xpath("//form[@action=$address]", address=reverse(f"resident:{name}")))


@pytest.mark.proves("S2-22", "each look has its ground")
def test_each_look_says_who_what_why_and_on_which_ground(
    kim: Client, subject: UUID, worker: Account
) -> None:
    look(worker, subject)
    [entry] = entries(tree(kim.get(LOOKED)))
    said = entry.text_content().lower()
    for part in ("puk wijkteam", "las wat je wilt", Purpose.INTAKE.label, Basis.CONSENT.label):
        assert part.lower() in said


def test_what_was_looked_at_in_one_conversation_unfolds_from_one_entry(
    kim: Client, subject: UUID, worker: Account
) -> None:
    for _ in range(3):
        look(worker, subject)
    [entry] = entries(tree(kim.get(LOOKED)))
    [fold] = entry.xpath(".//details")
    assert fold.get("open") is None
    assert len(fold.xpath(".//li")) == 3


def test_earlier_looks_stand_on_a_next_page(
    kim: Client, subject: UUID, worker: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meedoen.web.resident.views.looking.GROUPS_ON_A_PAGE", 1)
    look(worker, subject)
    on = Moment.now()
    by = viewer_for_account(worker.pk, on=on)
    with acting(by, purpose=Purpose.GUIDANCE, on=on):
        read_dossier(subject=subject, purpose=Purpose.GUIDANCE, what="las je plan", by=by, on=on)
    page = tree(kim.get(LOOKED))
    assert len(entries(page)) == 1
    [earlier] = page.xpath("//nav//a[@rel='next']/@href")
    [entry] = entries(tree(kim.get(LOOKED + earlier)))
    assert Purpose.INTAKE.label.lower() in entry.text_content().lower()


def test_however_many_looked_the_way_leads_back_to_the_first_of_them(
    kim: Client, subject: UUID, worker: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The newest day is fuller than a page: seven looks, where four fit.
    for days in (*range(10), *[9] * 6):
        look(worker, subject, days=days)
    for _ in range(5):
        kim.get(LOOKED)
    at_most = partial(who_looked, limit=4)
    monkeypatch.setattr("meedoen.web.resident.views.looking.looks_at", at_most)
    seen: list[str] = []
    address = LOOKED
    while address and len(seen) < 20:
        page = tree(kim.get(address))
        seen += [
            " ".join(heading.text_content().split())
            for heading in page.xpath(
                "//section[@aria-labelledby='keek']//h3[not(ancestor::details)]"
            )
        ]
        [address] = [
            LOOKED + way
            for way in page.xpath(
                "//nav//a[@rel='next']/@href | //a[starts-with(@href, '?tot=')][not(@rel)]/@href"
            )[:1]
        ] or [""]
    assert len(seen) == len(set(seen)) == 10


def test_a_day_that_is_none_shows_what_there_is(
    kim: Client, worker: Account, subject: UUID
) -> None:
    look(worker, subject)
    assert entries(tree(kim.get(LOOKED + "?tot=gisteren")))
    assert entries(tree(kim.get(LOOKED + "?tot=9999-12-31")))
    assert entries(tree(kim.get(LOOKED + "?tot=0001-01-01")))


def test_her_own_looks_stand_apart(kim: Client, subject: UUID) -> None:
    kim.get(reverse("resident:options"))
    page = tree(kim.get(LOOKED))
    assert not entries(page)
    [own] = page.xpath("//section[@aria-labelledby='keek']//details")
    assert own.xpath(".//li")


def test_the_last_looks_of_others_stand_on_the_plan(
    kim: Client, subject: UUID, worker: Account
) -> None:
    look(worker, subject)
    [entry] = entries(tree(kim.get(reverse("resident:plan"))))
    assert "Puk Wijkteam" in entry.text_content()


def test_she_sees_with_whom_she_shares_what(kim: Client, team: Team) -> None:
    page = tree(kim.get(LOOKED))
    [reader] = page.xpath("//section[@aria-labelledby='nu']//li[h3]")
    assert reader.findtext(".//h3") == "Wijkteam Noord"
    assert Purpose.GUIDANCE.label in reader.text_content().lower()
    [stop] = reader.xpath(".//a/@href")
    assert stop == reverse("resident:stop_sharing", args=[team.pk])
    assert not form_to(page, "share_again")


def test_stopping_is_asked_once_and_works_from_that_moment(
    kim: Client, subject: UUID, team: Team, worker: Account
) -> None:
    address = reverse("resident:stop_sharing", args=[team.pk])
    assert tree(kim.get(address)).xpath("//main//form[@method='post' and not(@action)]//button")
    look(worker, subject)
    kim.post(address)
    with pytest.raises(NotAllowed, match="niet met jouw team gedeeld"):
        look(worker, subject)
    page = tree(kim.get(LOOKED))
    assert page.xpath("//*[@id='berichten']/*")
    assert len(entries(page)) == 1


def test_stopping_can_be_undone(kim: Client, subject: UUID, team: Team, worker: Account) -> None:
    kim.post(reverse("resident:stop_sharing", args=[team.pk]))
    assert form_to(tree(kim.get(LOOKED)), "share_again")
    kim.post(reverse("resident:share_again"))
    look(worker, subject)
    assert not form_to(tree(kim.get(LOOKED)), "share_again")


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
    page = tree(mine.post(reverse("resident:share_again"), follow=True))
    assert page.xpath("//*[@id='berichten']/*")
    assert not form_to(page, "share_more")


def test_pages_of_a_dossier_are_not_kept_by_the_browser(kim: Client) -> None:
    assert "no-store" in kim.get(LOOKED)["Cache-Control"]

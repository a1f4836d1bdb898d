# SPDX-License-Identifier: EUPL-1.2
"""A link in a mail only shows, whoever opens it; one press acts, and can be taken back."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from lxml.html import document_fromstring

from meedoen.database.roles import WORKER
from meedoen.history.models import Revision
from meedoen.notifications import operations, tasks
from meedoen.notifications.kinds import Channel, MessageKind
from meedoen.notifications.links import LIFE
from meedoen.notifications.models import ActionLink, Outgoing, ReachChoice
from meedoen.notifications.queries import channel_for, digest_of_link, link_of
from meedoen.vocabulary.moment import Moment
from tests.laboratory.test_roles import as_role
from tests.notifications.conftest import clock, happenings, post_office, vlinder
from tests.notifications.worlds import NOW, Clock, MailServer, chose, me, told

pytestmark = pytest.mark.django_db
__all__ = ["clock", "happenings", "post_office", "vlinder"]
BY_MAIL = (MessageKind.ANSWER, MessageKind.PLAN)


@pytest.fixture
def address(vlinder: UUID, clock: Clock, post_office: MailServer) -> str:
    """The address of the link in a mail that she got just now."""
    clock.at = Moment.now()
    chose(vlinder, Channel.EMAIL, *BY_MAIL, on=clock.at)
    chose(vlinder, Channel.LETTER, MessageKind.DECISION, on=clock.at, value="Hoofdweg 1")
    row = told(vlinder, on=clock.at)
    clock.goes_on(minutes=10)
    with as_role(WORKER):
        tasks.send.func(str(row.pk))
    (mail,) = post_office.taken
    found = re.search(r"https://meedoen.lindewaard.example(/antwoord/\S+/)", mail.get_content())
    assert found is not None
    assert (
        str(mail["List-Unsubscribe"]).strip() == f"<https://meedoen.lindewaard.example{found[1]}>"
    )
    return found[1]


def links_in(mail: str) -> list[str]:
    return re.findall(r"https://meedoen.lindewaard.example(/\S+)", mail)


def test_a_scanner_that_opens_every_link_and_runs_every_script_changes_nothing(
    vlinder: UUID, address: str, post_office: MailServer
) -> None:
    before = Revision.objects.count()
    for link in links_in(post_office.taken[0].get_content()):
        for ask in (Client().get, Client().head):
            assert ask(link).status_code == 200
        shown = document_fromstring(Client().get(link).content)
        # Nothing on the page sends a form by itself, and no link on it acts.
        assert not shown.xpath("//form//*[@hx-trigger]")
        assert not shown.xpath("//form[@method='get' and contains(@action, 'antwoord')]")
        for further in shown.xpath("//main//a/@href"):
            Client().get(further)
    assert Revision.objects.count() == before
    assert channel_for(vlinder, MessageKind.ANSWER) is Channel.EMAIL
    assert ActionLink.objects.get().used_at is None


def test_there_is_one_button_and_it_stops_mail_for_what_was_mailed(
    vlinder: UUID, address: str
) -> None:
    shown = document_fromstring(Client().get(address).content)
    assert len(shown.xpath("//main//button")) == 1
    stopped = Client().post(address)
    assert "Je krijgt geen mail meer" in stopped.content.decode()
    assert {channel_for(vlinder, kind) for kind in BY_MAIL} == {Channel.PAGE}
    assert channel_for(vlinder, MessageKind.DECISION) is Channel.LETTER
    assert "met de link" in ReachChoice.objects.filter(channel=Channel.PAGE).first().chosen_by  # type: ignore[union-attr]


def test_pressed_twice_it_is_done_once_and_it_can_be_taken_back(
    vlinder: UUID, address: str
) -> None:
    for _ in range(2):
        Client().post(address)
    assert ReachChoice.objects.filter(channel=Channel.PAGE).count() == len(BY_MAIL)
    Client().post(address, {"do": "again"})
    assert {channel_for(vlinder, kind) for kind in BY_MAIL} == {Channel.EMAIL}
    assert channel_for(vlinder, MessageKind.DECISION) is Channel.LETTER
    assert "Wil je geen mail meer?" in Client().get(address).content.decode()
    Client().post(address, {"do": "again"})
    Client().post(address)
    assert {channel_for(vlinder, kind) for kind in BY_MAIL} == {Channel.PAGE}


def test_what_she_chose_herself_since_is_not_taken_back_with_it(
    vlinder: UUID, address: str, clock: Clock
) -> None:
    Client().post(address)
    chose(vlinder, Channel.LETTER, MessageKind.PLAN, on=clock.at, value="Hoofdweg 1")
    Client().post(address, {"do": "again"})
    assert channel_for(vlinder, MessageKind.PLAN) is Channel.LETTER
    assert channel_for(vlinder, MessageKind.ANSWER) is Channel.EMAIL


def test_what_waits_is_not_mailed_any_more(
    vlinder: UUID, address: str, clock: Clock, post_office: MailServer
) -> None:
    later = told(vlinder, "nog iets", on=clock.at)
    Client().post(address)
    clock.goes_on(days=2)
    tasks.send.func(str(later.pk))
    assert len(post_office.taken) == 1
    assert Outgoing.objects.get(pk=later.pk).state == "on_page"


def test_a_link_ends_and_one_that_is_none_says_so(vlinder: UUID, address: str) -> None:
    secret = address.split("/")[2]
    made = Moment(ActionLink.objects.get().made_at)
    assert link_of(secret, on=made + LIFE - timedelta(seconds=1)) is not None
    assert link_of(secret, on=made + LIFE) is None
    for ask in (Client().get, Client().post):
        answer = ask("/antwoord/bestaat-niet/")
        assert answer.status_code == 404
        assert "Deze link werkt niet meer" in answer.content.decode()
        assert "Er is niets veranderd" in answer.content.decode()


def test_the_secret_is_kept_nowhere_and_the_worker_reads_none(vlinder: UUID, address: str) -> None:
    secret = address.split("/")[2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(l::text, '') FROM notifications_actionlink l")
        assert secret not in cursor.fetchone()[0]
    assert ActionLink.objects.get().digest == digest_of_link(secret)
    assert len(secret) >= 32


def test_without_an_address_there_is_no_link(vlinder: UUID, clock: Clock) -> None:
    assert operations.make_stop_link(mailing_id=UUID(int=1), on=NOW) == ""
    operations.mail_again(subject=vlinder, digest="x", by=me(vlinder), on=NOW)
    assert not ReachChoice.objects.exists()

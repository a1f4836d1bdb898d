# SPDX-License-Identifier: EUPL-1.2
"""Letters and calls wait for who helps: printed, posted, called, and taken back."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from meedoen.journeys.planning import write_step_for_her
from meedoen.notifications import operations, tasks
from meedoen.notifications.kinds import Channel, DeliveryEvent, MessageKind, OutgoingState
from meedoen.notifications.models import Outgoing, PostedWords
from meedoen.notifications.queries import happened_to
from meedoen.plans.operations import open_plan
from meedoen.privacy.context import acting
from meedoen.privacy.models import ProcessingRecord
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.moment import Moment
from tests.web.professional.conftest import Workplace

pytestmark = pytest.mark.django_db
STEP = "Samen kijken bij de moestuin"


def told(
    subject: UUID, team: Workplace, on: Moment, channel: Channel = Channel.LETTER, where: str = ""
) -> Outgoing:
    """Let a step be told to her by a way she chose, and let the worker take it up."""
    me = resident_viewer(subject)
    with acting(me, purpose=Purpose.TAKING_PART, on=on):
        open_plan(
            subject=subject, regisseur_id=team.account.pk, team_id=team.team.pk, by=me, on=on
        )  # fmt: skip
        write_step_for_her(subject=subject, words=STEP, by=me, on=on)
        operations.choose_channel(
            subject=subject, kind=MessageKind.PLAN, channel=channel, by=me, on=on
        )
        operations.give_address(subject=subject, way=channel, value=where, by=me, on=on)
    row = Outgoing.objects.get()
    tasks.send.func(str(row.pk))
    return row


def page(client: Client, query: str = "") -> str:
    return client.get(f"/werk/brieven/{query}").content.decode()


def press(client: Client, row: Outgoing, do: str) -> str:
    answer = client.post(f"/werk/brieven/{row.pk}/", {"do": do})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_letter_is_printed_posted_and_taken_back(
    worker: Client, front_door: Workplace, resident: UUID, moment: Moment
) -> None:
    row = told(resident, front_door, moment, where="Noor\nHoofdweg 1\n9999 ZZ Lindewaard")
    shown = page(worker)
    assert "Noor<br>Hoofdweg 1<br>9999 ZZ Lindewaard" in shown
    printed = worker.get(f"/werk/brieven/{row.pk}/brief.pdf?groot=ja")
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")
    assert STEP in PostedWords.objects.get().words
    assert ProcessingRecord.objects.filter(name="drukte een brief aan jou af").exists()
    assert "Al afgedrukt" in page(worker)
    after = press(worker, row, "posted")
    assert "Toch niet" in page(worker, after.partition("/werk/brieven/")[2])
    assert "Er ligt geen brief klaar" in page(worker)
    press(worker, row, "back_to_letter")
    assert "Hoofdweg 1" in page(worker)
    assert [one.event for one in happened_to(row.pk)] == [
        DeliveryEvent.TO_BE_POSTED, DeliveryEvent.POSTED, DeliveryEvent.TAKEN_BACK,
    ]  # fmt: skip


def test_all_that_can_be_posted_is_printed_at_once_each_on_a_sheet_of_its_own(
    worker: Client, front_door: Workplace, resident: UUID, moment: Moment
) -> None:
    assert worker.get("/werk/brieven/brieven.pdf").status_code == 404
    told(resident, front_door, moment, where="Hoofdweg 1")
    assert "Druk alle brieven af" not in page(worker), "one letter has a way of its own"
    me = resident_viewer(resident)
    with acting(me, purpose=Purpose.TAKING_PART, on=moment):
        write_step_for_her(subject=resident, words="Een keer meefietsen", by=me, on=moment)
    for row in Outgoing.objects.filter(state=OutgoingState.WAITING):
        tasks.send.func(str(row.pk))
    assert "Druk alle brieven af" in page(worker)
    printed = worker.get("/werk/brieven/brieven.pdf?groot=ja")
    assert printed.headers["Content-Disposition"] == 'attachment; filename="brieven.pdf"'
    assert len(re.findall(rb"/Type\s*/Page\b", printed.content)) == 2
    assert PostedWords.objects.count() == 2


def test_what_was_done_meanwhile_is_said(
    worker: Client, front_door: Workplace, resident: UUID, moment: Moment
) -> None:
    row = told(resident, front_door, moment, where="Hoofdweg 1")
    press(worker, row, "posted")
    press(worker, row, "posted")
    assert "intussen al gedaan" in page(worker)
    assert Outgoing.objects.get().state == OutgoingState.DONE


def test_without_an_address_somebody_calls(
    worker: Client, front_door: Workplace, resident: UUID, moment: Moment
) -> None:
    row = told(resident, front_door, moment)
    assert "Er is geen adres" in page(worker)
    press(worker, row, "call_instead")
    assert STEP in page(worker), "who calls knows what it is about"
    after = press(worker, row, "called")
    assert after.endswith("als=gebeld")
    press(worker, row, "back_to_call")
    assert Outgoing.objects.get().state == OutgoingState.BY_CALL


def test_who_may_not_see_her_finds_nothing(
    other_worker: Client, front_door: Workplace, resident: UUID, moment: Moment
) -> None:
    row = told(resident, front_door, moment, where="Hoofdweg 1")
    assert "Hoofdweg" not in page(other_worker)
    assert "Toch niet" not in page(other_worker, f"?gedaan={row.pk}")
    assert other_worker.get(f"/werk/brieven/{row.pk}/brief.pdf").status_code == 404
    assert other_worker.post(f"/werk/brieven/{row.pk}/", {"do": "posted"}).status_code == 404
    assert Outgoing.objects.get().state == OutgoingState.BY_LETTER


@pytest.fixture
def other_worker(other_town: Workplace, enter: Callable[[Workplace], Client]) -> Client:
    """A neighbourhood worker of another town."""
    return enter(other_town)


def test_nothing_waits_and_a_number_that_is_none(worker: Client) -> None:
    assert "Er ligt geen brief klaar" in page(worker, "?gedaan=x")
    assert "Er hoeft niemand gebeld te worden" in page(worker)

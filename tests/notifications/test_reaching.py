# SPDX-License-Identifier: EUPL-1.2
"""How somebody is reached, and what she read: what is kept of it, and whose it is."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from meedoen.accounts.roles import Role
from meedoen.notifications import operations, queries
from meedoen.notifications.kinds import Channel, MessageKind, OutgoingState, RestBecause
from meedoen.notifications.models import Outgoing, ReachAddress, ReachChoice, Rest
from meedoen.notifications.occasions import UnknownOccasion
from meedoen.notifications.operations import NotForResidents
from meedoen.privacy.queries import compartment_id, resident_viewer
from meedoen.vocabulary.domains import Domain
from tests.notifications.worlds import (
    ADDRESS,
    NOW,
    Clock,
    Happenings,
    chose,
    declare,
    me,
    states,
    told,
    work_until,
)
from tests.privacy.worlds import make_account, make_team, tell

pytestmark = pytest.mark.django_db
S = OutgoingState
NOBODY = resident_viewer(None)
LATER, MUCH_LATER = NOW + timedelta(hours=1), NOW + timedelta(days=2)


@pytest.fixture
def kaars(db: None, happenings: Happenings) -> UUID:
    """Another resident: what is done for the one leaves hers as it is."""
    return tell("GM9901", NOW, name="Kaars")


def now(row: Outgoing) -> Outgoing:
    return Outgoing.objects.get(pk=row.pk)


def jobs() -> list[tuple[str, Any]]:
    """Give which message is taken up when, in order."""
    rows = ProcrastinateJob.objects.filter(task_name=operations.TASK).order_by("id")
    return [(job.args["outgoing_id"], job.scheduled_at) for job in rows]


# What is told.


def test_a_message_knows_who_told_it_when_and_in_which_part_of_her_dossier(vlinder: UUID) -> None:
    row = told(vlinder, kind="plan")
    assert (row.kind, row.told_by, row.told_at, row.moved_at) == (
        MessageKind.PLAN, me(vlinder).label, NOW.at, NOW.at,
    )  # fmt: skip
    assert row.compartment_id == compartment_id(vlinder, Domain.PLAN)
    assert jobs() == [(str(row.pk), NOW.at)]


def test_the_same_told_to_two_or_of_two_things_is_told_to_each(vlinder: UUID, kaars: UUID) -> None:
    rows = [
        told(vlinder), told(kaars), told(vlinder, "de wandeling"), told(vlinder, kind="plan"),
    ]  # fmt: skip
    assert len({row.pk for row in rows}) == 4
    again = [
        told(vlinder), told(kaars), told(vlinder, "de wandeling"), told(vlinder, kind="plan"),
    ]  # fmt: skip
    assert again == rows
    assert len(jobs()) == 4, "what is told again is not taken up again"


def test_what_lapsed_and_is_told_anew_waits_from_then_on_and_is_taken_up_then(
    vlinder: UUID, clock: Clock, happenings: Happenings
) -> None:
    row, other = told(vlinder, "a"), told(vlinder, "b")
    happenings.over.update({"a", "b"})
    work_until(clock, LATER)
    happenings.over.clear()
    told(vlinder, "a", on=MUCH_LATER)
    assert states(row, other) == [S.WAITING, S.LAPSED]
    assert now(row).moved_at == MUCH_LATER.at
    assert jobs() == [(str(row.pk), MUCH_LATER.at)]


def test_an_occasion_of_colleagues_is_told_to_no_resident(
    vlinder: UUID, happenings: Happenings, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(happenings, monkeypatch, domain=None)
    with pytest.raises(NotForResidents, match="answer"):
        told(vlinder)
    assert not Outgoing.objects.exists()


def test_what_no_room_declares_is_told_to_nobody(vlinder: UUID) -> None:
    with pytest.raises(UnknownOccasion, match="nergens"):
        told(vlinder, kind="nergens")


def test_what_was_laid_in_the_outbox_past_these_operations_is_taken_up_too() -> None:
    number = UUID(int=5)
    operations.take_up(message_id=number, on=LATER)
    assert jobs() == [(str(number), LATER.at)]


def test_what_a_colleague_is_told_stands_on_her_page_at_once_and_goes_nowhere(
    happenings: Happenings,
) -> None:
    account = make_account(make_team("GM9901", "Buurthuis"), Role.NEIGHBOURHOOD_WORKER, "Puk")
    for on in (NOW, LATER):
        operations.tell_colleague(
            occasion_code="plan", about="7", account_id=account.pk, by=NOBODY, on=on
        )
    row = Outgoing.objects.get()
    assert (row.occasion, row.about, row.kind) == ("plan", "7", MessageKind.PLAN)
    assert (row.account_id, row.state, row.told_by) == (account.pk, S.ON_PAGE, NOBODY.label)
    assert (row.told_at, row.moved_at) == (NOW.at, NOW.at)
    assert jobs() == []
    assert operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=LATER) is None


# What she read.


def test_what_she_read_where_it_happened_is_read_and_nothing_else_is(
    vlinder: UUID, kaars: UUID
) -> None:
    row = told(vlinder, "a")
    others = [told(vlinder, "b"), told(vlinder, "a", kind="plan"), told(kaars, "a")]
    hers: dict[str, Any] = {"subject": vlinder, "occasion_code": "answer", "about": "a"}
    operations.note_read(**hers, by=me(vlinder), on=LATER)
    operations.note_read(**hers, by=me(vlinder), on=MUCH_LATER)
    assert now(row).read_at == LATER.at, "she read it the first time"
    assert [now(one).read_at for one in others] == [None] * 3


def test_what_she_puts_away_is_read_once_and_can_be_put_back(vlinder: UUID) -> None:
    row, other = told(vlinder, "a"), told(vlinder, "b")
    put: dict[str, Any] = {"message_id": row.pk, "by": me(vlinder)}
    operations.put_away(**put, away=True, on=NOW)
    operations.put_away(**put, away=True, on=LATER)
    assert (now(row).read_at, now(other).read_at) == (NOW.at, None)
    operations.put_away(**put, away=False, on=LATER)
    operations.put_away(**put, away=False, on=LATER)
    assert now(row).read_at is None


def test_a_message_that_is_not_there_cannot_be_put_away(vlinder: UUID) -> None:
    with pytest.raises(Outgoing.DoesNotExist):
        operations.put_away(message_id=UUID(int=1), away=True, by=me(vlinder), on=NOW)


def test_what_she_read_on_her_page_is_not_mailed_as_well(vlinder: UUID, clock: Clock) -> None:
    chose(vlinder, Channel.EMAIL)
    row, unread = told(vlinder, "a"), told(vlinder, "b")
    operations.put_away(message_id=row.pk, away=True, by=me(vlinder), on=NOW)
    operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=LATER)
    assert states(row, unread) == [S.ON_PAGE, S.SENDING]


# Where she is reached.


def given(subject: UUID, value: str, *, way: Channel = Channel.EMAIL, on: Any = NOW) -> None:
    operations.give_address(subject=subject, way=way, value=value, by=me(subject), on=on)


def test_an_address_that_is_given_again_stays_the_one_it_was(vlinder: UUID) -> None:
    given(vlinder, ADDRESS)
    given(vlinder, f" {ADDRESS.upper()}", on=LATER)
    row = ReachAddress.objects.get()
    assert (row.value, row.given_at, row.ended_at) == (ADDRESS, NOW.at, None)
    assert (row.way, row.given_by) == (Channel.EMAIL, me(vlinder).label)
    assert row.compartment_id == compartment_id(vlinder, Domain.CONTACT)


def test_another_address_takes_the_place_of_the_one_before_by_that_way_and_for_her(
    vlinder: UUID, kaars: UUID
) -> None:
    given(vlinder, ADDRESS)
    given(vlinder, "+31612345678", way=Channel.CALL)
    given(kaars, "kaars@post.example")
    given(vlinder, "nieuw@post.example", on=LATER)
    given(vlinder, "weer.een@post.example", on=MUCH_LATER)
    assert queries.address_of(vlinder, Channel.EMAIL) == "weer.een@post.example"
    assert queries.address_of(vlinder, Channel.CALL) == "+31612345678"
    assert queries.address_of(kaars, Channel.EMAIL) == "kaars@post.example"
    hers = ReachAddress.objects.filter(subject=vlinder, way=Channel.EMAIL).order_by("pk")
    ended = [one.ended_at for one in hers]
    assert ended == [LATER.at, MUCH_LATER.at, None], "each ended once, when the next was given"


def test_an_address_of_two_people_is_of_each_of_them(vlinder: UUID, kaars: UUID) -> None:
    for one in (vlinder, kaars):
        given(one, ADDRESS)
    assert [queries.address_of(one, Channel.EMAIL) for one in (vlinder, kaars)] == [ADDRESS] * 2


def test_an_address_she_had_before_works_again_when_she_gives_it(vlinder: UUID) -> None:
    for value in (ADDRESS, "nieuw@post.example", ADDRESS):
        given(vlinder, value)
    assert queries.address_of(vlinder, Channel.EMAIL) == ADDRESS


def test_a_postal_address_keeps_its_capitals_and_its_lines(vlinder: UUID) -> None:
    given(vlinder, " Hoofdweg 1\n9999 ZZ Lindewaard ", way=Channel.LETTER)
    assert queries.address_of(vlinder, Channel.LETTER) == "Hoofdweg 1\n9999 ZZ Lindewaard"


def test_an_empty_address_ends_the_one_before_and_is_none_itself(vlinder: UUID) -> None:
    given(vlinder, ADDRESS)
    given(vlinder, " ", on=LATER)
    given(vlinder, " ", on=MUCH_LATER)
    assert ReachAddress.objects.get().ended_at == LATER.at


# Which way she chose.


def chooses(subject: UUID, channel: Channel, *, kind: MessageKind, on: Any = NOW) -> None:
    operations.choose_channel(subject=subject, kind=kind, channel=channel, by=me(subject), on=on)


def test_a_choice_that_is_made_again_is_the_one_it_was(vlinder: UUID) -> None:
    chooses(vlinder, Channel.CALL, kind=MessageKind.PLAN)
    chooses(vlinder, Channel.CALL, kind=MessageKind.PLAN, on=LATER)
    row = ReachChoice.objects.get()
    assert (row.chosen_at, row.replaced_at, row.chosen_by) == (NOW.at, None, me(vlinder).label)
    assert row.compartment_id == compartment_id(vlinder, Domain.CONTACT)


def test_another_way_for_a_kind_is_hers_and_of_that_kind_alone(vlinder: UUID, kaars: UUID) -> None:
    plan, answer = MessageKind.PLAN, MessageKind.ANSWER
    for one, kind in ((vlinder, plan), (vlinder, answer), (kaars, plan)):
        chooses(one, Channel.CALL, kind=kind)
    chooses(vlinder, Channel.LETTER, kind=plan, on=LATER)
    chooses(vlinder, Channel.PAGE, kind=plan, on=MUCH_LATER)
    assert queries.channel_for(vlinder, plan) is Channel.PAGE
    assert queries.channel_for(vlinder, answer) is Channel.CALL
    assert queries.channel_for(kaars, plan) is Channel.CALL
    hers = ReachChoice.objects.filter(subject=vlinder, kind=plan).order_by("pk")
    assert [one.replaced_at for one in hers] == [LATER.at, MUCH_LATER.at, None]


def test_a_way_she_chose_before_can_be_chosen_again(vlinder: UUID) -> None:
    for channel in (Channel.CALL, Channel.PAGE, Channel.CALL):
        chooses(vlinder, channel, kind=MessageKind.PLAN)
    assert queries.channel_for(vlinder, MessageKind.PLAN) is Channel.CALL


# When she rests.


def rests(subject: UUID, days: int | None, because: RestBecause, *, on: Any = NOW) -> None:
    until = None if days is None else NOW.day + timedelta(days=days)
    operations.rest(subject=subject, until=until, because=because, by=me(subject), on=on)


def test_another_day_moves_the_rest_that_runs_and_no_other(vlinder: UUID, kaars: UUID) -> None:
    for one in (vlinder, kaars):
        for because in RestBecause:
            rests(one, 7, because)
    rests(vlinder, 9, RestBecause.NOT_NOW, on=LATER)
    found = {
        (row.subject, row.because): (row.until, row.begun_at, row.ended_at)
        for row in Rest.objects.all()
    }
    week = NOW.day + timedelta(days=7)
    moved = found.pop((vlinder, RestBecause.NOT_NOW))
    assert moved == (NOW.day + timedelta(days=9), NOW.at, None)
    assert [*found.values()] == [(week, NOW.at, None)] * 3


@pytest.mark.parametrize(
    ("because", "domain"),
    [(RestBecause.NOT_NOW, Domain.PLAN), (RestBecause.OWN_WISH, Domain.CONTACT)],
)
def test_a_rest_lies_in_the_part_of_her_dossier_in_which_she_said_it(
    vlinder: UUID, because: RestBecause, domain: Domain
) -> None:
    rests(vlinder, 7, because)
    assert Rest.objects.get().compartment_id == compartment_id(vlinder, domain)


def test_a_rest_ends_when_she_says_so_and_one_that_ended_is_not_ended_again(
    vlinder: UUID, kaars: UUID
) -> None:
    for one in (vlinder, kaars):
        for because in RestBecause:
            rests(one, None, because)
    ended: dict[str, Any] = {"subject": vlinder, "because": RestBecause.NOT_NOW, "by": me(vlinder)}
    operations.end_rest(**ended, on=LATER)
    operations.end_rest(**ended, on=MUCH_LATER)
    assert [row.ended_at for row in Rest.objects.exclude(ended_at=None)] == [LATER.at]
    rests(vlinder, None, RestBecause.NOT_NOW, on=MUCH_LATER)
    assert Rest.objects.filter(subject=vlinder, ended_at=None).count() == 2


def test_what_lies_still_is_looked_at_once_when_a_rest_moves_or_ends_and_nothing_else_is(
    vlinder: UUID, kaars: UUID, clock: Clock
) -> None:
    for one in (vlinder, kaars):
        rests(one, None, RestBecause.NOT_NOW)
    before = NOW - timedelta(hours=1)
    hers, letter = told(kaars, "a", on=before), told(vlinder, on=before, kind="decision")
    first, then = told(vlinder, "a"), told(vlinder, "b", on=LATER)
    work_until(clock, LATER)
    assert states(first, then, hers, letter) == [*[S.RESTING] * 3, S.BY_LETTER]
    until_now = len(jobs())
    rests(vlinder, None, RestBecause.NOT_NOW, on=LATER)
    assert len(jobs()) == until_now, "what is said again moves nothing"
    rests(vlinder, 7, RestBecause.NOT_NOW, on=LATER)
    operations.end_rest(subject=vlinder, because=RestBecause.OWN_WISH, by=me(vlinder), on=LATER)
    assert jobs()[until_now:] == [(str(first.pk), LATER.at)], "one look takes up all of hers"
    operations.end_rest(subject=vlinder, because=RestBecause.NOT_NOW, by=me(vlinder), on=MUCH_LATER)
    assert jobs()[until_now + 1 :] == [(str(first.pk), MUCH_LATER.at)]


def test_who_rests_and_has_nothing_that_lies_still_lets_nothing_be_taken_up(vlinder: UUID) -> None:
    rests(vlinder, None, RestBecause.NOT_NOW)
    assert jobs() == []

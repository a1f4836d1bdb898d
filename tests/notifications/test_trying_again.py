# SPDX-License-Identifier: EUPL-1.2
"""How often and when a mail is tried, and what of it stays with what it told."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from meedoen.notifications import operations
from meedoen.notifications.deciding import AT_IT, MOST_TRIES, try_again_after
from meedoen.notifications.kinds import Channel, DeliveryEvent, OutgoingState, RestBecause
from meedoen.notifications.models import Mailing, Outgoing, ReachAddress
from meedoen.notifications.queries import happened_to
from meedoen.vocabulary.moment import Moment
from tests.notifications.test_sending import bounced, events
from tests.notifications.worlds import (
    NOW,
    Clock,
    Happenings,
    MailServer,
    chose,
    me,
    states,
    told,
    work_until,
)
from tests.privacy.worlds import tell

pytestmark = pytest.mark.django_db
S, E = OutgoingState, DeliveryEvent
HOUR, DAY, MONTH = timedelta(hours=1), timedelta(days=1), timedelta(days=30)


def mailing_of(row: Outgoing) -> Mailing:
    found = Outgoing.objects.get(pk=row.pk).mailing
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("answer", "event"), [("451 Busy", E.NOT_NOW), ("", E.UNKNOWN)], ids=["busy", "falls away"]
)
def test_a_mail_in_vain_is_tried_so_many_times_and_each_time_waits_longer(
    vlinder: UUID, clock: Clock, post_office: MailServer, answer: str, event: DeliveryEvent
) -> None:
    """When nobody knows whether it was taken, somebody may be at it: it waits for that too."""
    chose(vlinder, Channel.EMAIL)
    post_office.says = lambda n: answer
    row = told(vlinder)
    work_until(clock, NOW + MONTH)
    assert states(row) == [S.BY_LETTER]
    assert events(row) == [event] * MOST_TRIES + [E.TO_BE_POSTED]
    assert post_office.tried == MOST_TRIES
    tried = [one.at for one in happened_to(row.pk) if one.event is event]
    least = AT_IT if event is E.UNKNOWN else timedelta()
    assert [then - before for before, then in pairwise(tried)] == [
        max(least, try_again_after(times)) for times in range(1, MOST_TRIES)
    ]


def test_a_mail_that_was_tried_is_of_the_last_moment_and_knows_how_often(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    post_office.says = lambda n: "" if n < 2 else "250 OK"
    row = told(vlinder)
    work_until(clock, NOW + DAY)
    unknown, again, taken = [one.at for one in happened_to(row.pk)]
    mailing, now = mailing_of(row), Outgoing.objects.get(pk=row.pk)
    assert (mailing.tries, mailing.begun_at, mailing.taken_at) == (3, taken, taken)
    assert (now.tries, now.moved_at) == (2, taken)
    assert unknown < again < taken


def test_what_is_being_sent_is_so_from_the_moment_that_somebody_began(vlinder: UUID) -> None:
    chose(vlinder, Channel.EMAIL)
    row = told(vlinder)
    operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=NOW + HOUR)
    now = Outgoing.objects.get(pk=row.pk)
    assert (now.state, now.moved_at, mailing_of(row).begun_at) == (
        S.SENDING, (NOW + HOUR).at, (NOW + HOUR).at,
    )  # fmt: skip


def test_what_the_law_orders_at_once_takes_along_what_else_waits_for_her(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    rows = told(vlinder), told(vlinder, kind="decision")
    work_until(clock, NOW)
    assert states(*rows) == [S.SENT] * 2
    assert len(post_office.taken) == 1


def test_of_a_mail_that_was_refused_nobody_is_at_it_any_more(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    """Also when it may have come before, and so keeps its number: whoever looks sends it."""
    chose(vlinder, Channel.EMAIL)
    post_office.says = lambda n: {0: "", 1: "451 Busy"}.get(n, "250 OK")
    row = told(vlinder)
    work_until(clock, NOW + 2 * AT_IT)
    assert events(row) == [E.UNKNOWN, E.NOT_NOW]
    assert states(row) == [S.WAITING]
    soon = clock.at + timedelta(minutes=1)
    assert operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=soon)


def test_while_it_waits_for_another_try_it_is_known_since_when(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    post_office.says = lambda n: "451 Busy"
    row = told(vlinder)
    work_until(clock, NOW + AT_IT)
    now = Outgoing.objects.get(pk=row.pk)
    assert (now.state, now.tries, now.moved_at) == (S.WAITING, 1, (NOW + AT_IT).at)
    assert now.mailing is None, "it is free to go in another mail"


def test_what_may_have_come_once_keeps_its_number_though_the_next_try_was_refused(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    """Whoever else got a mail that went at once."""
    kaars = tell("GM9901", NOW, name="Kaars")
    chose(kaars, Channel.EMAIL, value="kaars@post.example")
    told(kaars)
    work_until(clock, NOW + HOUR)
    chose(vlinder, Channel.EMAIL)
    post_office.says = lambda n: {1: "", 2: "451 Busy"}.get(n, "250 OK")
    post_office.takes_first = True
    row = told(vlinder, on=clock.at)
    work_until(clock, NOW + DAY)
    assert events(row) == [E.UNKNOWN, E.NOT_NOW, E.ACCEPTED]
    hers = [str(one["Message-ID"]) for one in post_office.taken if "vlinder" in str(one["To"])]
    assert hers == [f"<{mailing_of(row).pk}@lindewaard.example>"] * 2
    others = Mailing.objects.exclude(pk=mailing_of(row).pk)
    assert [(one.tries, one.begun_at) for one in others] == [(1, (NOW + AT_IT).at)]


def test_what_may_have_come_and_lay_still_meanwhile_goes_again_under_the_same_number(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    post_office.says, post_office.takes_first = lambda n: "" if n == 0 else "250 OK", True
    row = told(vlinder)
    work_until(clock, NOW + AT_IT)
    rest = {"subject": vlinder, "because": RestBecause.OWN_WISH, "by": me(vlinder)}
    operations.rest(**rest, until=None, on=clock.at)
    work_until(clock, NOW + DAY)
    assert states(row) == [S.RESTING]
    operations.end_rest(**rest, on=clock.at)
    work_until(clock, NOW + 2 * DAY)
    assert states(row) == [S.SENT]
    assert [*post_office.numbers.values()] == [2], "who sorts mail by number has it once"


def test_a_mail_that_came_back_counts_for_the_day_as_well(
    vlinder: UUID, clock: Clock, post_office: MailServer, tmp_path: Path, happenings: Happenings
) -> None:
    chose(vlinder, Channel.EMAIL)
    row = told(vlinder, "a")
    work_until(clock, NOW + HOUR)
    happenings.over.add("a")
    bounced(tmp_path, *post_office.taken)
    assert states(row) == [S.LAPSED]
    chose(vlinder, Channel.EMAIL, on=clock.at, value="nieuw@post.example")
    later = told(vlinder, "b", on=clock.at)
    work_until(clock, NOW + 23 * HOUR)
    assert states(later) == [S.WAITING]
    work_until(clock, NOW + 25 * HOUR)
    assert states(later) == [S.SENT]


def test_a_mail_to_somebody_else_counts_for_her_day_only(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    kaars = tell("GM9901", NOW, name="Kaars")
    for one, value in ((vlinder, "vlinder@post.example"), (kaars, "kaars@post.example")):
        chose(one, Channel.EMAIL, value=value)
    told(kaars)
    work_until(clock, NOW + HOUR)
    row = told(vlinder, on=clock.at)
    work_until(clock, NOW + 2 * HOUR)
    assert states(row) == [S.SENT]


def test_of_two_who_wait_one_look_decides_about_the_one_it_is_for(
    vlinder: UUID, post_office: MailServer
) -> None:
    rows = told(vlinder), told(tell("GM9901", NOW, name="Kaars"))
    assert operations.begin_sending(outgoing_id=rows[0].pk, mail_server=True, on=NOW) is None
    assert states(*rows) == [S.ON_PAGE, S.WAITING]


@pytest.mark.parametrize("state", [S.ON_PAGE, S.BY_LETTER, S.LAPSED])
def test_what_is_decided_already_is_decided_once(
    vlinder: UUID, happenings: Happenings, state: OutgoingState
) -> None:
    row = told(vlinder, kind="decision" if state is S.BY_LETTER else "answer")
    if state is S.LAPSED:
        happenings.over.add("de moestuin")
    for hours in (1, 2):
        operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=NOW + hours * HOUR)
    now = Outgoing.objects.get(pk=row.pk)
    assert (now.state, now.moved_at) == (state, (NOW + HOUR).at)
    assert len(happened_to(row.pk)) == 1


def test_a_look_for_what_is_decided_already_decides_about_nothing_else(vlinder: UUID) -> None:
    row = told(vlinder, "a")
    operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=NOW)
    since = told(vlinder, "b", on=NOW + HOUR)
    operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=NOW + HOUR)
    assert states(row, since) == [S.ON_PAGE, S.WAITING]


def test_who_looks_while_somebody_hands_a_mail_over_looks_again_when_that_must_be_over(
    vlinder: UUID, clock: Clock
) -> None:
    chose(vlinder, Channel.EMAIL)
    first = told(vlinder, "a")
    begun = NOW + AT_IT
    assert operations.begin_sending(outgoing_id=first.pk, mail_server=True, on=begun)
    since = told(vlinder, "b", on=begun)
    ProcrastinateJob.objects.all().delete()
    for after in (timedelta(0), AT_IT - timedelta(seconds=1)):
        looked = begun + after
        assert operations.begin_sending(outgoing_id=since.pk, mail_server=True, on=looked) is None
    jobs = ProcrastinateJob.objects.filter(task_name=operations.TASK)
    assert [(one.args["outgoing_id"], Moment(one.scheduled_at)) for one in jobs] == [
        (str(since.pk), begun + AT_IT)
    ] * 2
    assert states(first, since) == [S.SENDING, S.WAITING]
    assert operations.begin_sending(outgoing_id=since.pk, mail_server=True, on=begun + AT_IT)


def test_what_was_told_since_a_mail_that_may_have_come_is_looked_at_when_that_is_tried_again(
    vlinder: UUID, clock: Clock
) -> None:
    chose(vlinder, Channel.EMAIL)
    first = told(vlinder, "a")
    begun = NOW + AT_IT
    assert operations.begin_sending(outgoing_id=first.pk, mail_server=True, on=begun)
    rows = [told(vlinder, "b", on=begun), told(vlinder, "c", on=begun + HOUR)]
    ProcrastinateJob.objects.all().delete()
    again = operations.begin_sending(outgoing_id=rows[1].pk, mail_server=True, on=begun + 2 * HOUR)
    assert again is not None
    assert again[0] == mailing_of(first).pk
    assert states(first, *rows) == [S.SENDING, S.WAITING, S.WAITING]
    job = ProcrastinateJob.objects.get(task_name=operations.TASK)
    assert job.args["outgoing_id"] == str(rows[0].pk)
    assert Moment(job.scheduled_at) == begun + 2 * HOUR + AT_IT


def test_what_is_held_is_looked_at_in_the_morning_that_its_rest_is_over_and_once(
    vlinder: UUID, clock: Clock
) -> None:
    operations.rest(
        subject=vlinder, until=NOW.day + timedelta(days=7), because=RestBecause.NOT_NOW,
        by=me(vlinder), on=NOW,
    )  # fmt: skip
    rows = told(vlinder, "a"), told(vlinder, "b", on=NOW + HOUR)
    ProcrastinateJob.objects.all().delete()
    operations.begin_sending(outgoing_id=rows[1].pk, mail_server=True, on=NOW)
    assert states(*rows) == [S.RESTING] * 2
    job = ProcrastinateJob.objects.get(task_name=operations.TASK)
    assert job.args["outgoing_id"] == str(rows[0].pk)
    assert Moment(job.scheduled_at).day == NOW.day + timedelta(days=7)


def test_a_mail_that_came_back_leaves_the_address_of_somebody_else_and_her_other_ways(
    vlinder: UUID, clock: Clock, post_office: MailServer, tmp_path: Path
) -> None:
    kaars = tell("GM9901", NOW, name="Kaars")
    chose(vlinder, Channel.CALL, value="+31612345678")
    chose(vlinder, Channel.EMAIL)
    chose(kaars, Channel.EMAIL, value="kaars@post.example")
    row = told(vlinder)
    work_until(clock, NOW + HOUR)
    bounced(tmp_path, *post_office.taken)
    failed = {(one.subject, one.way): one.failed_at for one in ReachAddress.objects.all()}
    assert failed == {
        (vlinder, Channel.EMAIL): failed[vlinder, Channel.EMAIL],
        (vlinder, Channel.CALL): None,
        (kaars, Channel.EMAIL): None,
    }
    assert failed[vlinder, Channel.EMAIL] is not None
    assert states(row) == [S.BY_LETTER]


def begun(subject: UUID, value: str, about: str, *, on: Moment = NOW) -> UUID:
    """Let a mail be on its way to an address; gives its number."""
    chose(subject, Channel.EMAIL, value=value, on=on)
    row = told(subject, about, kind="decision", on=on)
    found = operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=on)
    assert found is not None
    return found[0]


def test_what_a_mail_server_says_of_a_mail_is_of_that_mail(vlinder: UUID) -> None:
    hers = begun(vlinder, "vlinder@post.example", "a")
    other = begun(tell("GM9901", NOW, name="Kaars"), "kaars@post.example", "b")
    operations.note_taken(mailing_id=hers, on=NOW + HOUR)
    taken = dict(Mailing.objects.values_list("pk", "taken_at"))
    assert taken == {hers: (NOW + HOUR).at, other: None}
    state = dict(Outgoing.objects.values_list("mailing", "state"))
    assert state == {hers: S.SENT, other: S.SENDING}


@pytest.mark.parametrize("sure", [True, False])
def test_what_was_not_taken_stands_so_from_the_moment_that_was_known(
    vlinder: UUID, sure: bool
) -> None:
    number = begun(vlinder, "vlinder@post.example", "a")
    operations.note_not_taken(mailing_id=number, sure=sure, on=NOW + HOUR)
    assert Outgoing.objects.get().moved_at == (NOW + HOUR).at


def test_an_address_fails_at_the_first_mail_that_comes_back_and_one_she_had_before_does_not(
    vlinder: UUID,
) -> None:
    chose(vlinder, Channel.EMAIL, value="oud@post.example")
    numbers = [begun(vlinder, "vlinder@post.example", "a")]
    operations.note_taken(mailing_id=numbers[0], on=NOW)
    numbers.append(begun(vlinder, "vlinder@post.example", "b", on=NOW + HOUR))
    for hours, number in zip((2, 3), numbers, strict=True):
        operations.note_refused(mailing_id=number, on=NOW + hours * HOUR, event=E.BOUNCED)
    failed = dict(ReachAddress.objects.values_list("value", "failed_at"))
    assert failed == {"oud@post.example": None, "vlinder@post.example": (NOW + 2 * HOUR).at}

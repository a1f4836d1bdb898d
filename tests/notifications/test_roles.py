# SPDX-License-Identifier: EUPL-1.2
"""Pages tell and the worker mails, each with its own rights; a letter is for who may see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from meedoen.accounts.models import Team
from meedoen.accounts.roles import Role
from meedoen.database.roles import WORKER
from meedoen.notifications import operations, queries, tasks
from meedoen.notifications.kinds import (
    BY_A_PAGE,
    BY_HAND,
    MOVES,
    Channel,
    MessageKind,
    OutgoingState,
    RestBecause,
)
from meedoen.notifications.models import (
    Delivery,
    Mailing,
    Outgoing,
    PostedWords,
    ReachAddress,
    ReachChoice,
    Rest,
)
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import viewer_for_account
from meedoen.vocabulary.domains import Domain
from tests.laboratory.test_roles import as_role
from tests.notifications.worlds import NOW, Clock, Happenings, MailServer, chose, me, states, told
from tests.privacy.worlds import make_account, make_team, make_viewer, share_with, tell

pytestmark = pytest.mark.django_db
S = OutgoingState
ALL = {Domain.IDENTITY, Domain.CONTACT, Domain.PLAN}


@contextmanager
def as_herself(subject: UUID) -> Iterator[Viewer]:
    with acting(me(subject), purpose=Purpose.TAKING_PART, on=NOW):
        yield me(subject)


@contextmanager
def as_colleague(noor: Viewer) -> Iterator[None]:
    with acting(noor, purpose=Purpose.GUIDANCE, on=NOW):
        yield


def helping(subject: UUID, domains: set[Domain] | None = None) -> Viewer:
    """Somebody of a team with which she shared these domains (all that letters ask)."""
    team = make_team("GM9901", f"Team {Team.objects.count()}")
    share_with(subject, team, NOW, domains or ALL, {Purpose.GUIDANCE})
    return make_viewer(team, Role.NEIGHBOURHOOD_WORKER, NOW)


def refused(statement: str, *values: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_pages_tell_and_the_worker_mails(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    noor = helping(vlinder)
    with as_herself(vlinder):
        chose(vlinder, Channel.EMAIL)
    with as_colleague(noor):
        number = operations.tell(
            occasion_code="plan", about="1", to=vlinder, by=noor, on=NOW
        )  # fmt: skip
    job = ProcrastinateJob.objects.get(task_name=operations.TASK)
    assert job.args == {"outgoing_id": str(number)}
    with as_role(WORKER):
        tasks.send.func(str(number))
    clock.goes_on(minutes=10)
    with as_role(WORKER):
        tasks.send.func(str(number))
    assert len(post_office.taken) == 1
    with as_herself(vlinder):
        (message,) = queries.messages_for(subject=vlinder, on=NOW)
    assert (message.title, message.state) == ("Over 1", S.SENT)


@pytest.mark.parametrize("code", ["451 Busy", "550 No such mailbox", ""])
def test_the_worker_keeps_with_its_own_rights_what_went_wrong(
    vlinder: UUID, clock: Clock, post_office: MailServer, code: str
) -> None:
    chose(vlinder, Channel.EMAIL)
    row = told(vlinder)
    clock.goes_on(minutes=10)
    post_office.to_address = lambda n: code or "250 OK"
    post_office.says = lambda n: code
    with as_role(WORKER):
        tasks.send.func(str(row.pk))
    wanted = {"451 Busy": S.WAITING, "550 No such mailbox": S.BY_LETTER, "": S.SENDING}
    assert states(row) == [wanted[code]]


def test_the_worker_lets_lie_what_lies_still_and_puts_on_her_page_what_belongs_there(
    vlinder: UUID, clock: Clock, happenings: Happenings
) -> None:
    rows = told(vlinder, "a"), told(vlinder, "b"), told(vlinder, kind="decision")
    happenings.over.add("b")
    with as_role(WORKER):
        tasks.send.func(str(rows[0].pk))
    assert states(*rows) == [S.ON_PAGE, S.LAPSED, S.BY_LETTER]
    operations.rest(
        subject=vlinder, until=None, because=RestBecause.NOT_NOW, by=me(vlinder), on=NOW
    )
    later = told(vlinder, "c")
    with as_role(WORKER):
        tasks.send.func(str(later.pk))
    assert states(later) == [S.RESTING]


def test_the_worker_sees_whom_to_mail_and_no_house_number_or_word(vlinder: UUID) -> None:
    chose(vlinder, Channel.LETTER, value="Hoofdweg 1")
    chose(vlinder, Channel.CALL, value="+31612345678")
    chose(vlinder, Channel.EMAIL)
    with as_role(WORKER):
        assert list(ReachAddress.objects.values_list("way", flat=True)) == ["email"]
        assert ReachAddress.objects.exclude(way="email").update(failed_at=NOW.at) == 0
        refused("SELECT * FROM notifications_postedwords")
        refused("SELECT * FROM residents_fragment")
        refused("UPDATE notifications_reachaddress SET value = 'x'")
        refused("UPDATE notifications_outgoing SET about = 'x'")
        refused("DELETE FROM notifications_outgoing")


def test_the_worker_posts_and_calls_nobody(vlinder: UUID) -> None:
    row = told(vlinder, kind="decision")
    with as_role(WORKER):
        tasks.send.func(str(row.pk))
        assert Outgoing.objects.filter(pk=row.pk).update(state=S.DONE) == 0
        refused(
            "INSERT INTO notifications_delivery (outgoing_id, compartment_id, event, at, by) "
            "VALUES (%s, %s, 'posted', now(), 'x')",
            row.pk,
            row.compartment_id,
        )


def test_what_stands_for_her_is_seen_by_her_and_by_who_may_see_that_part_of_her(
    vlinder: UUID,
) -> None:
    row = told(vlinder)
    with_plan, without = helping(vlinder), helping(vlinder, {Domain.IDENTITY, Domain.CONTACT})
    other = tell("GM9901", NOW, name="Kaars")
    with as_herself(vlinder):
        assert [one.pk for one in queries.messages_for(subject=vlinder, on=NOW)] == [row.pk]
    with as_herself(other):
        assert queries.messages_for(subject=vlinder, on=NOW) == []
        with pytest.raises(Outgoing.DoesNotExist):
            queries.message_for(row.pk, subject=vlinder, on=NOW)
    with as_colleague(with_plan):
        assert Outgoing.objects.exists()
    with as_colleague(without):
        assert not Outgoing.objects.exists()


@pytest.mark.proves("S0-23", "no letter is posted and nobody calls while she rests")
@pytest.mark.parametrize("channel", [Channel.LETTER, Channel.CALL])
def test_who_begins_to_rest_is_not_written_to_nor_called_until_it_is_over(
    vlinder: UUID, clock: Clock, channel: Channel
) -> None:
    """What the law orders at once goes on: nobody may wait with that."""
    chose(vlinder, channel, value="Hoofdweg 1")
    noor, ordered = helping(vlinder), told(vlinder, kind="decision")
    row, until = told(vlinder), NOW.day + timedelta(days=7)
    with as_role(WORKER):
        tasks.send.func(str(row.pk))
    with as_herself(vlinder):
        operations.rest(
            subject=vlinder, until=until, because=RestBecause.NOT_NOW, by=me(vlinder), on=NOW
        )
    with as_colleague(noor):
        waiting = {
            days: {one.pk for one in queries.by_hand(states=BY_HAND, on=NOW + timedelta(days=days))}
            for days in (0, 6, 7)
        }
    assert waiting == {0: {ordered.pk}, 6: {ordered.pk}, 7: {ordered.pk, row.pk}}


def test_a_letter_waits_for_who_may_see_it_and_for_nobody_else(vlinder: UUID, clock: Clock) -> None:
    chose(vlinder, Channel.LETTER, value="Hoofdweg 1")
    noor, other = helping(vlinder), helping(tell("GM9901", NOW, name="Kaars"))
    row = told(vlinder)
    with as_role(WORKER):
        tasks.send.func(str(row.pk))
    with as_colleague(other):
        assert queries.by_hand(states=BY_HAND, on=NOW) == []
        with pytest.raises(Outgoing.DoesNotExist):
            operations.mark_done(message_id=row.pk, by=other, on=NOW)
    with as_colleague(noor):
        (letter,) = queries.by_hand(states=BY_HAND, on=NOW)
        assert (letter.where, letter.title) == ("Hoofdweg 1", "Over de moestuin")
        operations.keep_printed(message_id=row.pk, by=noor, on=NOW)
        operations.mark_done(message_id=row.pk, by=noor, on=NOW)
        assert queries.by_hand(states=BY_HAND, on=NOW) == []
        operations.take_back_done(message_id=row.pk, to=S.BY_LETTER, by=noor, on=NOW)
        operations.call_instead(message_id=row.pk, by=noor, on=NOW)
        operations.mark_done(message_id=row.pk, by=noor, on=NOW)
    assert states(row) == [S.DONE]
    assert PostedWords.objects.get().words == "Er is iets met de moestuin.\n\nKijk maar."


def test_a_colleague_is_told_on_her_page_and_nobody_else_reads_it(vlinder: UUID) -> None:
    noor = helping(vlinder)
    puk = make_account(make_team("GM9901", "Buurthuis"), Role.NEIGHBOURHOOD_WORKER, "Puk")
    for _ in range(2):
        with as_colleague(noor):
            operations.tell_colleague(
                occasion_code="answer", about="7", account_id=puk.pk, by=noor, on=NOW
            )
            assert queries.messages_for(account_id=puk.pk, on=NOW) == []
    row, hers = Outgoing.objects.get(), viewer_for_account(puk.pk, on=NOW)
    with as_colleague(hers):
        (message,) = queries.messages_for(account_id=puk.pk, on=NOW)
        operations.put_away(message_id=row.pk, away=True, by=hers, on=NOW)
    assert (message.pk, message.state) == (row.pk, S.ON_PAGE)
    assert not ProcrastinateJob.objects.filter(task_name=operations.TASK).exists()
    with as_role(WORKER):
        assert not Outgoing.objects.exists()


def test_no_page_says_that_something_was_sent(vlinder: UUID) -> None:
    row = told(vlinder)
    with as_herself(vlinder):
        refused("UPDATE notifications_outgoing SET state = 'sent' WHERE id = %s", row.pk)
        refused("UPDATE notifications_outgoing SET mailing_id = NULL")
        refused("SELECT * FROM notifications_mailing")
        refused("UPDATE notifications_delivery SET at = now()")
        refused("DELETE FROM notifications_outgoing")
        refused(
            "INSERT INTO notifications_delivery (outgoing_id, compartment_id, event, at, by) "
            "VALUES (%s, %s, 'accepted', now(), 'x')",
            row.pk,
            row.compartment_id,
        )
    with as_herself(tell("GM9901", NOW, name="Kaars")):
        refused(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES "
            "('default', 'notifications.send', %s::jsonb)",
            f'{{"outgoing_id": "{row.pk}"}}',
        )


def test_nobody_is_told_or_kept_in_somebody_elses_dossier(vlinder: UUID) -> None:
    row, other = told(vlinder), tell("GM9901", NOW, name="Kaars")
    with pytest.raises(IntegrityError), transaction.atomic():
        Outgoing.objects.filter(pk=row.pk).update(subject=other)
    hers = Outgoing.objects.get(pk=row.pk).compartment_id
    for made in (
        ReachChoice(kind=MessageKind.PLAN, channel=Channel.PAGE, chosen_by="x", chosen_at=NOW.at),
        Rest(because=RestBecause.NOT_NOW, begun_at=NOW.at),
        ReachAddress(way=Channel.CALL, value="+31612345678", given_by="x", given_at=NOW.at),
    ):
        made.subject, made.compartment_id = other, hers
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save()


@pytest.mark.parametrize(("before", "after"), list(permutations(OutgoingState, 2)))
def test_the_database_lets_follow_what_may_follow(
    vlinder: UUID, before: OutgoingState, after: OutgoingState
) -> None:
    row = told(vlinder)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE notifications_outgoing DISABLE TRIGGER one_way")
        Outgoing.objects.filter(pk=row.pk).update(state=before)
        cursor.execute("ALTER TABLE notifications_outgoing ENABLE TRIGGER one_way")

    def moved() -> bool:
        try:
            with transaction.atomic():
                done = Outgoing.objects.filter(pk=row.pk).update(state=after)
                transaction.set_rollback(True)
                return bool(done)
        except DatabaseError:
            return False

    assert moved() is (after in MOVES[before])
    with as_herself(vlinder):
        assert moved() is (after in MOVES[before] and before in BY_A_PAGE)


def test_what_was_kept_goes_with_the_dossier(vlinder: UUID, clock: Clock) -> None:
    chose(vlinder, Channel.LETTER, value="Hoofdweg 1")
    row = told(vlinder)
    tasks.send.func(str(row.pk))
    operations.keep_printed(message_id=row.pk, by=me(vlinder), on=NOW)
    row.compartment.delete()  # type: ignore[union-attr]
    assert not Outgoing.objects.exists()
    assert not Delivery.objects.exists()
    assert not PostedWords.objects.exists()
    assert not Mailing.objects.exists()

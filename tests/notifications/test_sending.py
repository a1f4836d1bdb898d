# SPDX-License-Identifier: EUPL-1.2
"""What the worker does with the outbox, with a real mail server on the other side."""

from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from meedoen.commands.notifications import notifications
from meedoen.notifications import operations, tasks
from meedoen.notifications.kinds import (
    Channel,
    DeliveryEvent,
    MessageKind,
    OutgoingState,
    RestBecause,
)
from meedoen.notifications.models import Mailing, Outgoing
from meedoen.notifications.queries import address_of, happened_to
from tests.interop.mail.test_bounces import report
from tests.notifications.worlds import (
    ADDRESS,
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

pytestmark = pytest.mark.django_db
S = OutgoingState
TOMORROW = NOW + timedelta(days=1)
A_WEEK = NOW + timedelta(days=7)


def events(row: Outgoing) -> list[DeliveryEvent]:
    return [one.event for one in happened_to(row.pk)]


def test_who_chose_nothing_finds_it_on_her_page_and_nothing_is_sent(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    row = told(vlinder)
    work_until(clock, A_WEEK)
    assert states(row) == [S.ON_PAGE]
    assert post_office.taken == []


def test_who_chose_mail_gets_one_that_says_only_that_something_stands_ready(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    row = told(vlinder, "een verslaving")
    work_until(clock, TOMORROW)
    assert states(row) == [S.SENT]
    (mail,) = post_office.taken
    assert mail["To"] == ADDRESS
    assert mail["From"] == "Gemeente Lindewaard <meedoen@lindewaard.example>"
    text = mail.get_content()
    assert "https://meedoen.lindewaard.example/mijn-berichten/" in text
    assert "verslaving" not in f"{mail['Subject']} {text}"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert events(row) == [DeliveryEvent.ACCEPTED]


def test_what_comes_in_one_sitting_is_one_mail_and_the_next_comes_a_day_later(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    first = [told(vlinder, f"stap {n}", on=NOW + timedelta(minutes=n)) for n in range(5)]
    work_until(clock, NOW + timedelta(hours=1))
    assert states(*first) == [S.SENT] * 5
    assert len(post_office.taken) == 1
    second = told(vlinder, "nog iets", on=clock.at)
    work_until(clock, NOW + timedelta(hours=23))
    assert states(second) == [S.WAITING]
    work_until(clock, NOW + timedelta(hours=25))
    assert states(second) == [S.SENT]
    assert len(post_office.taken) == 2


def test_what_is_over_before_it_goes_is_not_told(
    vlinder: UUID, clock: Clock, post_office: MailServer, happenings: Happenings
) -> None:
    chose(vlinder, Channel.EMAIL)
    row = told(vlinder, "een afspraak")
    happenings.over.add("een afspraak")
    work_until(clock, TOMORROW)
    assert states(row) == [S.LAPSED]
    assert post_office.taken == []


def test_what_lapsed_and_is_told_anew_waits_again_and_what_went_does_not(
    vlinder: UUID, clock: Clock, post_office: MailServer, happenings: Happenings
) -> None:
    chose(vlinder, Channel.EMAIL)
    row = told(vlinder, "een afspraak")
    happenings.over.add("een afspraak")
    work_until(clock, TOMORROW)
    happenings.over.clear()
    assert told(vlinder, "een afspraak", on=clock.at).pk == row.pk
    work_until(clock, clock.at + timedelta(hours=1))
    assert states(row) == [S.SENT]
    told(vlinder, "een afspraak", on=clock.at)
    work_until(clock, clock.at + timedelta(days=3))
    assert len(post_office.taken) == 1
    assert Outgoing.objects.count() == 1


def test_paper_and_a_call_are_choices_like_any_other(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.LETTER, MessageKind.ANSWER, value="Hoofdweg 1\n9999 ZZ Lindewaard")
    chose(vlinder, Channel.CALL, MessageKind.PLAN, value="+31612345678")
    rows = told(vlinder), told(vlinder, kind="plan")
    work_until(clock, TOMORROW)
    assert states(*rows) == [S.BY_LETTER, S.BY_CALL]
    assert post_office.taken == []


def test_without_a_mail_server_what_would_be_mailed_is_posted(
    vlinder: UUID, clock: Clock, settings: Any
) -> None:
    settings.MAIL_SERVER = ""
    chose(vlinder, Channel.EMAIL)
    row = told(vlinder)
    work_until(clock, TOMORROW)
    assert states(row) == [S.BY_LETTER]


def test_who_chose_mail_and_gave_no_address_gets_paper(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    operations.give_address(subject=vlinder, way=Channel.EMAIL, value=" ", by=me(vlinder), on=NOW)
    row = told(vlinder)
    work_until(clock, TOMORROW)
    assert states(row) == [S.BY_LETTER]


# Rest.


@pytest.mark.proves("S0-23", "what waits goes out when the rest is over, if it is still so")
def test_while_she_rests_it_lies_still_and_goes_out_in_the_morning_of_the_day_she_named(
    vlinder: UUID, clock: Clock, post_office: MailServer, happenings: Happenings
) -> None:
    chose(vlinder, Channel.EMAIL)
    until = NOW.day + timedelta(days=30)
    rest = {"subject": vlinder, "because": RestBecause.NOT_NOW, "by": me(vlinder)}
    operations.rest(**rest, until=until, on=NOW)
    rows = [told(vlinder, name) for name in ("de moestuin", "de wandeling")]
    work_until(clock, NOW + timedelta(days=29))
    assert states(*rows) == [S.RESTING] * 2
    happenings.over.add("de wandeling")
    work_until(clock, NOW + timedelta(days=31))
    assert states(*rows) == [S.SENT, S.LAPSED]
    assert len(post_office.taken) == 1
    assert [one.at.hour for one in happened_to(rows[0].pk)][-1] == 8, "nine in Amsterdam"
    assert events(rows[0]) == [DeliveryEvent.HELD, DeliveryEvent.ACCEPTED]


@pytest.mark.proves("S0-23", "what waits goes out when the rest is over, if it is still so")
def test_a_rest_without_a_day_ends_when_she_says_so(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    rest = {"subject": vlinder, "because": RestBecause.OWN_WISH, "by": me(vlinder)}
    operations.rest(**rest, until=None, on=NOW)
    row = told(vlinder)
    work_until(clock, NOW + timedelta(days=400))
    assert (states(row), post_office.taken) == ([S.RESTING], [])
    operations.end_rest(**rest, on=clock.at)
    work_until(clock, clock.at + timedelta(hours=1))
    assert states(row) == [S.SENT]


def test_of_two_rests_both_must_be_over_and_a_longer_one_holds_what_waits(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    hers = {"subject": vlinder, "by": me(vlinder)}
    a_week, a_month = NOW.day + timedelta(days=7), NOW.day + timedelta(days=30)
    operations.rest(**hers, because=RestBecause.NOT_NOW, until=a_week, on=NOW)
    operations.rest(**hers, because=RestBecause.OWN_WISH, until=a_week, on=NOW)
    row = told(vlinder)
    work_until(clock, TOMORROW)
    operations.rest(**hers, because=RestBecause.OWN_WISH, until=a_month, on=clock.at)
    operations.end_rest(**hers, because=RestBecause.NOT_NOW, on=clock.at)
    work_until(clock, NOW + timedelta(days=29))
    assert states(row) == [S.RESTING]
    work_until(clock, NOW + timedelta(days=31))
    assert states(row) == [S.SENT]


@pytest.mark.parametrize("kind", ["decision", "receipt"])
def test_what_the_law_orders_goes_on_paper_while_she_rests(
    vlinder: UUID, clock: Clock, post_office: MailServer, kind: str
) -> None:
    chose(vlinder, Channel.EMAIL)
    operations.rest(
        subject=vlinder, until=None, because=RestBecause.NOT_NOW, by=me(vlinder), on=NOW
    )
    ordered, other = told(vlinder, kind=kind), told(vlinder)
    work_until(clock, A_WEEK)
    assert states(ordered, other) == [S.BY_LETTER, S.RESTING]
    assert post_office.taken == []


def test_what_the_law_orders_is_mailed_at_once_to_who_said_so(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    row = told(vlinder, kind="decision")
    work_until(clock, NOW)
    assert states(row) == [S.SENT]


# A mail server that fails.


@pytest.mark.parametrize("failing", [range(2), range(7)], ids=["twice", "for a day"])
def test_a_mail_server_that_is_busy_is_asked_again_and_loses_nothing(
    vlinder: UUID, clock: Clock, post_office: MailServer, failing: range
) -> None:
    chose(vlinder, Channel.EMAIL)
    post_office.says = lambda n: "451 Busy" if n in failing else "250 OK"
    row = told(vlinder)
    work_until(clock, A_WEEK)
    assert states(row) == [S.SENT]
    assert len(post_office.taken) == 1
    tried = [DeliveryEvent.NOT_NOW] * len(failing)
    assert events(row) == [*tried, DeliveryEvent.ACCEPTED]


def test_a_mail_server_that_is_away_is_asked_again(
    vlinder: UUID, clock: Clock, post_office: MailServer, settings: Any
) -> None:
    chose(vlinder, Channel.EMAIL)
    row, there = told(vlinder), settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    work_until(clock, NOW + timedelta(minutes=12))
    assert states(row) == [S.WAITING]
    settings.EMAIL_PORT = there
    work_until(clock, TOMORROW)
    assert states(row) == [S.SENT]
    assert len(post_office.taken) == 1


def test_after_days_in_vain_it_becomes_a_letter(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    post_office.says = lambda n: "451 Busy"
    row = told(vlinder)
    work_until(clock, NOW + timedelta(days=30))
    assert states(row) == [S.BY_LETTER]
    assert events(row)[-2:] == [DeliveryEvent.NOT_NOW, DeliveryEvent.TO_BE_POSTED]
    assert address_of(vlinder, Channel.EMAIL) == ADDRESS, "it is not the address that failed"


def test_what_stops_being_so_between_two_tries_is_not_sent(
    vlinder: UUID, clock: Clock, post_office: MailServer, happenings: Happenings
) -> None:
    chose(vlinder, Channel.EMAIL)
    post_office.says = lambda n: "451 Busy" if n == 0 else "250 OK"
    row = told(vlinder, "een afspraak")
    work_until(clock, NOW + timedelta(minutes=12))
    happenings.over.add("een afspraak")
    work_until(clock, A_WEEK)
    assert states(row) == [S.LAPSED]
    assert post_office.taken == []


@pytest.mark.proves("S0-23", "nothing is sent while she rests")
def test_who_begins_to_rest_between_two_tries_gets_nothing(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    post_office.says = lambda n: "451 Busy" if n == 0 else "250 OK"
    row = told(vlinder)
    work_until(clock, NOW + timedelta(minutes=12))
    operations.rest(
        subject=vlinder, until=None, because=RestBecause.NOT_NOW, by=me(vlinder), on=clock.at
    )
    work_until(clock, A_WEEK)
    assert states(row) == [S.RESTING]
    assert post_office.taken == []


@pytest.mark.parametrize("code", ["550 No such mailbox", "553 Not here"])
def test_an_address_that_is_refused_becomes_paper_and_is_not_used_again(
    vlinder: UUID, clock: Clock, post_office: MailServer, code: str
) -> None:
    chose(vlinder, Channel.EMAIL)
    post_office.to_address = lambda n: code
    row = told(vlinder)
    work_until(clock, TOMORROW)
    assert states(row) == [S.BY_LETTER]
    assert events(row) == [DeliveryEvent.REFUSED, DeliveryEvent.TO_BE_POSTED]
    assert address_of(vlinder, Channel.EMAIL) == ""
    later = told(vlinder, "nog iets", on=A_WEEK)
    work_until(clock, A_WEEK + timedelta(days=2))
    assert states(later) == [S.BY_LETTER]
    assert post_office.tried == 1
    operations.give_address(
        subject=vlinder, way=Channel.EMAIL, value=ADDRESS, by=me(vlinder), on=clock.at
    )
    assert address_of(vlinder, Channel.EMAIL) == ADDRESS


def test_an_address_that_is_busy_is_no_address_that_fails(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    post_office.to_address = lambda n: "450 Greylisted" if n == 0 else "250 OK"
    row = told(vlinder)
    work_until(clock, TOMORROW)
    assert states(row) == [S.SENT]


@pytest.mark.parametrize("takes_first", [False, True], ids=["before it took it", "after"])
def test_when_the_connection_falls_away_it_goes_again_under_the_same_number(
    vlinder: UUID, clock: Clock, post_office: MailServer, takes_first: bool
) -> None:
    chose(vlinder, Channel.EMAIL)
    post_office.says, post_office.takes_first = lambda n: "" if n == 0 else "250 OK", takes_first
    row = told(vlinder)
    work_until(clock, NOW + timedelta(minutes=11))
    assert states(row) == [S.SENDING]
    work_until(clock, TOMORROW)
    assert states(row) == [S.SENT]
    assert len(post_office.numbers) == 1, "who sorts mail by number has it once"
    assert events(row) == [DeliveryEvent.UNKNOWN, DeliveryEvent.ACCEPTED]


def test_a_worker_that_falls_over_a_mail_leaves_it_to_the_next_and_nobody_sends_it_meanwhile(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    row = told(vlinder)
    clock.goes_on(minutes=10)
    begun = operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=clock.at)
    assert begun is not None
    assert begun[1] == ADDRESS
    # Here it falls over. Its job is taken up, and finds that somebody may be at it still.
    assert tasks.take_up(str(row.pk), 1)
    clock.goes_on(minutes=1)
    tasks.send.func(str(row.pk))
    assert post_office.taken == []
    work_until(clock, TOMORROW)
    assert states(row) == [S.SENT]
    assert list(post_office.numbers) == [f"<{begun[0]}@lindewaard.example>"]
    assert Mailing.objects.get().tries == 2


def test_what_is_told_after_a_mail_that_may_have_come_goes_in_a_mail_of_its_own(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    """Else a mailbox that sorts by number shows her nothing new, and we think she was told."""
    chose(vlinder, Channel.EMAIL)
    post_office.says, post_office.takes_first = lambda n: "" if n == 0 else "250 OK", True
    first = told(vlinder, "a")
    work_until(clock, NOW + timedelta(minutes=11))
    since = told(vlinder, "b", on=clock.at)
    work_until(clock, A_WEEK)
    assert states(first, since) == [S.SENT] * 2
    number, other = [Outgoing.objects.get(pk=row.pk).mailing_id for row in (first, since)]
    assert number != other
    assert sorted(post_office.numbers.values()) == [1, 2]


@pytest.mark.parametrize("back", [True, False], ids=["came back", "fell away"])
def test_what_lapsed_after_a_mail_and_is_told_anew_goes_under_another_number(
    vlinder: UUID, clock: Clock, post_office: MailServer, happenings: Happenings,
    tmp_path: Path, back: bool,
) -> None:  # fmt: skip
    chose(vlinder, Channel.EMAIL)
    post_office.takes_first = True
    post_office.says = lambda n: "" if n == 0 and not back else "250 OK"
    row = told(vlinder, "a")
    work_until(clock, NOW + timedelta(minutes=11))
    happenings.over.add("a")
    if back:
        bounced(tmp_path, *post_office.taken)
    work_until(clock, TOMORROW)
    assert states(row) == [S.LAPSED]
    happenings.over.clear()
    chose(vlinder, Channel.EMAIL, on=clock.at)
    told(vlinder, "a", on=clock.at)
    work_until(clock, A_WEEK)
    assert states(row) == [S.SENT]
    assert sorted(post_office.numbers.values()) == [1, 1]


def test_what_was_busy_goes_together_with_what_was_told_since(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    post_office.says = lambda n: "451 Busy" if n == 0 else "250 OK"
    first = told(vlinder, "a")
    work_until(clock, NOW + timedelta(minutes=11))
    since = told(vlinder, "b", on=clock.at)
    work_until(clock, TOMORROW)
    assert states(first, since) == [S.SENT] * 2
    assert len(post_office.taken) == 1


def test_a_job_that_is_no_message_is_over() -> None:
    assert not tasks.take_up(None, 1)
    assert operations.begin_sending(
        outgoing_id=UUID(int=1), mail_server=True, on=NOW
    ) is None  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    failures=st.lists(
        st.sampled_from(["250 OK", "250 OK", "451 Busy", "421 Closing"]), min_size=1, max_size=30
    ),
    days=st.lists(st.integers(0, 12), min_size=1, max_size=8),
)
def test_a_mail_server_that_fails_half_the_time_loses_nothing_and_sends_nothing_twice(
    vlinder: UUID, clock: Clock, post_office: MailServer, failures: list[str], days: list[int]
) -> None:
    """Each is told once: by mail, or by a letter in the end; and no mail is taken twice."""
    begin = max(clock.at, NOW) + timedelta(days=30)
    chose(vlinder, Channel.EMAIL, on=begin)
    post_office.taken.clear()
    post_office.tried = 0
    post_office.says = lambda n: failures[n] if n < len(failures) else "250 OK"
    rows = []
    for place, day in enumerate(sorted(days)):
        at = begin + timedelta(days=day, minutes=place)
        work_until(clock, at)
        rows.append(told(vlinder, f"{begin.day} {place}", on=at))
    work_until(clock, begin + timedelta(days=60))
    assert set(states(*rows)) <= {S.SENT, S.BY_LETTER}
    for row in rows:
        ended = [
            one
            for one in events(row)
            if one in (DeliveryEvent.ACCEPTED, DeliveryEvent.TO_BE_POSTED)
        ]
        assert len(ended) == 1
    assert set(post_office.numbers.values()) <= {1}
    mailed = {
        Outgoing.objects.get(pk=row.pk).mailing_id
        for row, state in zip(rows, states(*rows), strict=True)
        if state is S.SENT
    }
    assert {number.strip("<>").split("@")[0] for number in post_office.numbers} == {
        str(one) for one in mailed
    }
    assert not ProcrastinateJob.objects.filter(task_name=operations.TASK, status="todo").exists()


def test_a_date_far_away_is_a_rest_like_any_other(
    vlinder: UUID, clock: Clock, post_office: MailServer
) -> None:
    chose(vlinder, Channel.EMAIL)
    operations.rest(
        subject=vlinder, until=date(2036, 1, 1), because=RestBecause.OWN_WISH, by=me(vlinder),
        on=NOW,
    )  # fmt: skip
    row = told(vlinder)
    work_until(clock, NOW + timedelta(days=3000))
    assert states(row) == [S.RESTING]


# What comes back.


def bounced(tmp_path: Path, *mails: EmailMessage) -> str:
    """Let the mail server give these back, and take that in."""
    for place, mail in enumerate(mails):
        said = {"said": str(mail["Message-ID"])}
        (tmp_path / f"{place}.eml").write_bytes(report(**said))
    files = [str(file) for file in sorted(tmp_path.glob("*.eml"))]
    done = CliRunner().invoke(notifications, ["bounces", *files])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_mail_that_comes_back_becomes_paper_once_and_its_address_is_not_used_again(
    vlinder: UUID, clock: Clock, post_office: MailServer, tmp_path: Path
) -> None:
    chose(vlinder, Channel.EMAIL)
    rows = told(vlinder, "a"), told(vlinder, "b")
    work_until(clock, TOMORROW)
    assert bounced(tmp_path, *post_office.taken) == "mails=1 reports=1 letters=2\n"
    assert states(*rows) == [S.BY_LETTER] * 2
    assert events(rows[0]) == [
        DeliveryEvent.ACCEPTED, DeliveryEvent.BOUNCED, DeliveryEvent.TO_BE_POSTED,
    ]  # fmt: skip
    assert address_of(vlinder, Channel.EMAIL) == ""
    assert bounced(tmp_path) == "mails=1 reports=1 letters=0\n"
    operations.mark_done(message_id=rows[0].pk, by=me(vlinder), on=clock.at)
    assert bounced(tmp_path) == "mails=1 reports=1 letters=0\n"
    assert states(*rows) == [S.DONE, S.BY_LETTER]


def test_what_comes_back_from_an_old_address_leaves_the_new_one_as_it_is(
    vlinder: UUID, clock: Clock, post_office: MailServer, tmp_path: Path
) -> None:
    chose(vlinder, Channel.EMAIL)
    row = told(vlinder, "a")
    work_until(clock, TOMORROW)
    operations.give_address(
        subject=vlinder, way=Channel.EMAIL, value="nieuw@post.example", by=me(vlinder), on=clock.at
    )
    bounced(tmp_path, *post_office.taken)
    assert states(row) == [S.BY_LETTER]
    assert address_of(vlinder, Channel.EMAIL) == "nieuw@post.example"


def test_of_what_came_back_and_is_over_meanwhile_nothing_is_posted(
    vlinder: UUID, clock: Clock, post_office: MailServer, tmp_path: Path, happenings: Happenings
) -> None:
    chose(vlinder, Channel.EMAIL)
    row = told(vlinder, "a")
    work_until(clock, TOMORROW)
    happenings.over.add("a")
    bounced(tmp_path, *post_office.taken)
    assert states(row) == [S.LAPSED]


def test_without_files_it_says_how() -> None:
    done = CliRunner().invoke(notifications, ["bounces"])
    assert done.exit_code == 2
    assert "--maildir" in done.output

# SPDX-License-Identifier: EUPL-1.2
"""Whatever happens to messages in whatever order: none is lost, none goes twice, rest is kept."""

import itertools
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.conf import settings as product
from django.utils.module_loading import import_string
from hypothesis import strategies as st
from hypothesis.stateful import invariant
from procrastinate.contrib.django.models import ProcrastinateJob

from meedoen.notifications import operations, queries
from meedoen.notifications.deciding import ONE_MAIL_IN
from meedoen.notifications.kinds import (
    BY_HAND,
    OPEN,
    ORDERED_AT_ONCE,
    Channel,
    DeliveryEvent,
    MessageKind,
    OutgoingState,
    RestBecause,
)
from meedoen.notifications.mail import AddressRefused, NotTaken, Unsure, ready_mail
from meedoen.notifications.models import Mailing, Outgoing, ReachAddress
from meedoen.notifications.operations import AlreadyElsewhere
from meedoen.vocabulary.moment import Moment
from tests.lives import Life, happens, live
from tests.notifications import worlds
from tests.notifications.worlds import (
    NOW,
    Clock,
    Happenings,
    MailServer,
    mail_server,
    me,
    work_until,
)
from tests.privacy.worlds import tell

S = OutgoingState
WHO = st.integers(0, 1)
ABOUT = st.integers(0, 3)
KINDS = st.sampled_from([MessageKind.ANSWER, MessageKind.PLAN, MessageKind.DECISION])
# What the mail server says to a mail: to its address, or to what is in it. Empty falls away.
TAKES, BUSY, NO_SUCH, FALLS_BEFORE, FALLS_AFTER = "takes", "busy", "no such", "before", "after"
ANSWERS = st.sampled_from([TAKES, TAKES, TAKES, BUSY, BUSY, NO_SUCH, FALLS_BEFORE, FALLS_AFTER])


@dataclass(frozen=True)
class Taken:
    """A mail that the server took: when, for whom, under which number, and whether it said so."""

    at: Moment
    to: str
    number: UUID
    known: bool
    text: str


class PostOffice(MailServer):
    """A mail server that takes down when it took what, and answers in its own order."""

    clock: Clock
    answers: list[str]
    worker_lives: bool

    def begin(self, clock: Clock) -> None:
        """Forget what was before."""
        self.clock, self.answers, self.worker_lives, self.tried = clock, [], True, 0
        self.log: list[Taken] = []

    def _now(self) -> str:
        return self.answers[self.tried] if self.tried < len(self.answers) else TAKES

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self.to_address = lambda n: "550 No such mailbox" if self._now() == NO_SUCH else "250 OK"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        now = self._now()
        self.takes_first = now == FALLS_AFTER
        said = {BUSY: "451 Busy", FALLS_BEFORE: "", FALLS_AFTER: ""}.get(now, "250 OK")
        self.says = lambda n: said
        before = len(self.taken)
        told = await super().handle_DATA(server, session, envelope)
        for mail in self.taken[before:]:
            self.log.append(self._taken(mail, known=said != "" and self.worker_lives))
        return told

    def _taken(self, mail: EmailMessage, *, known: bool) -> Taken:
        number = UUID(str(mail["Message-ID"]).strip("<>").split("@")[0])
        return Taken(self.clock.at, str(mail["To"]), number, known, mail.get_content())


class Outbox(Life):
    """Two residents, a mail server that fails, a worker that is killed, and who posts letters."""

    server: ClassVar[PostOffice]
    clock: ClassVar[Clock]
    happenings: ClassVar[Happenings]

    def begin(self) -> None:
        """Begin with two who chose to get a mail: with them the most can go wrong."""
        self.clock.at = NOW
        self.happenings.over.clear()
        self.server.begin(self.clock)
        self.subjects = [tell("GM9901", NOW, name=name) for name in ("Vlinder", "Kaars")]
        self.rests: dict[tuple[int, RestBecause], date | None] = {}
        self.told_at: dict[UUID, Moment] = {}
        self.asked: dict[UUID, set[Channel]] = {}
        self.addresses = 0
        self.seen = 0
        for who in (0, 1):
            self.she_chooses_a_way(who, None, Channel.EMAIL)
            self.she_gives_an_address(who, new=True)

    # What she and others do.

    def _channel(self, who: int, kind: str) -> Channel:
        return queries.channel_for(self.subjects[who], MessageKind(kind))

    def _rests(self, who: int, day: date) -> bool:
        mine = [until for (whose, _), until in self.rests.items() if whose == who]
        return any(until is None or day < until for until in mine)

    def _whose(self, row: Outgoing) -> int:
        assert row.subject is not None
        return self.subjects.index(row.subject)

    @happens(often=4, who=WHO, about=ABOUT, kind=KINDS)
    def something_is_told(self, who: int, about: int, kind: MessageKind) -> None:
        before = Outgoing.objects.filter(
            subject=self.subjects[who], occasion=kind.value, about=f"{who} {about}"
        ).first()
        number = operations.tell(
            occasion_code=kind.value, about=f"{who} {about}", to=self.subjects[who],
            by=me(self.subjects[who]), on=self.clock.at,
        )  # fmt: skip
        if before is None or before.state == S.LAPSED:
            self.told_at[number] = self.clock.at
            self.asked[number] = {self._channel(who, kind)}
        else:
            now = Outgoing.objects.get(pk=number)
            assert (before.pk, before.state) == (number, now.state), "told again it stands once"

    @happens(who=WHO, about=ABOUT, over=st.booleans())
    def an_occasion_is_over_or_so_again(self, who: int, about: int, over: bool) -> None:
        (self.happenings.over.add if over else self.happenings.over.discard)(f"{who} {about}")

    @happens(who=WHO, kinds=st.sampled_from([None, MessageKind.ANSWER, MessageKind.DECISION]),
          channel=st.sampled_from([Channel.EMAIL, Channel.EMAIL, *Channel]))  # fmt: skip
    def she_chooses_a_way(self, who: int, kinds: MessageKind | None, channel: Channel) -> None:
        for kind in [kinds] if kinds else MessageKind:
            operations.choose_channel(
                subject=self.subjects[who], kind=kind, channel=channel,
                by=me(self.subjects[who]), on=self.clock.at,
            )  # fmt: skip
        self._asks_anew(who)

    def _asks_anew(self, who: int) -> None:
        for row in Outgoing.objects.filter(subject=self.subjects[who], state__in=OPEN):
            self.asked[row.pk].add(self._channel(who, row.kind))

    @happens(who=WHO, new=st.booleans())
    def she_gives_an_address(self, who: int, new: bool) -> None:
        self.addresses += new
        value = f"{who}.{self.addresses if new else 1}@post.example"
        operations.give_address(
            subject=self.subjects[who], way=Channel.EMAIL, value=value,
            by=me(self.subjects[who]), on=self.clock.at,
        )  # fmt: skip

    @happens(who=WHO, because=st.sampled_from(RestBecause), days=st.sampled_from([None, 0, 1, 9]))
    def she_rests(self, who: int, because: RestBecause, days: int | None) -> None:
        until = None if days is None else (self.clock.at + timedelta(days=days)).day
        operations.rest(
            subject=self.subjects[who], until=until, because=because,
            by=me(self.subjects[who]), on=self.clock.at,
        )  # fmt: skip
        self.rests[who, because] = until

    @happens(which=st.integers(0, 3))
    def a_rest_ends(self, which: int) -> None:
        if not self.rests:
            return
        who, because = sorted(self.rests)[which % len(self.rests)]
        operations.end_rest(
            subject=self.subjects[who], because=because, by=me(self.subjects[who]),
            on=self.clock.at,
        )  # fmt: skip
        del self.rests[who, because]

    # The worker and the mail server.

    @happens(often=2, answers=st.lists(ANSWERS, min_size=1, max_size=8))
    def the_mail_server_will_say(self, answers: list[str]) -> None:
        self.server.answers = [TAKES] * self.server.tried + answers

    @happens(often=4, minutes=st.sampled_from([1, 9, 11, 30, 60 * 5, 60 * 25, 60 * 24 * 4]))
    def time_goes_on(self, minutes: int) -> None:
        work_until(self.clock, self.clock.at + timedelta(minutes=minutes))

    @happens(after_handing_over=st.booleans())
    def the_worker_is_killed_over_a_job(self, after_handing_over: bool) -> None:
        """Its job is not done: it is taken up again five minutes later."""
        jobs = ProcrastinateJob.objects.filter(task_name=operations.TASK, status="todo")
        job = jobs.order_by("scheduled_at", "id").first()
        if job is None:
            return
        work_until(self.clock, Moment(job.scheduled_at) - timedelta(seconds=1))
        self.clock.at = max(self.clock.at, Moment(job.scheduled_at))
        begun = operations.begin_sending(
            outgoing_id=UUID(job.args["outgoing_id"]), mail_server=True, on=self.clock.at
        )
        if begun is not None and after_handing_over:
            self.server.worker_lives = False
            mail = ready_mail(number=begun[0], to=begun[1], called="x", site="https://x.example")
            with suppress(NotTaken, Unsure, AddressRefused):
                import_string(product.MAIL_SENDER)(mail)
            self.server.worker_lives = True
        again = self.clock.at + timedelta(minutes=5)
        ProcrastinateJob.objects.filter(pk=job.pk).update(scheduled_at=again.at)

    @happens(which=st.integers(0, 9))
    def a_mail_comes_back(self, which: int) -> None:
        if not self.server.log:
            return
        mail = self.server.log[which % len(self.server.log)]
        who = int(mail.to[0])
        rows, before = list(Outgoing.objects.filter(mailing=mail.number)), self._address(who)
        letters = operations.note_refused(
            mailing_id=mail.number, on=self.clock.at, event=DeliveryEvent.BOUNCED
        )
        assert letters <= len(rows)
        now = self._address(who)
        if before is not None and before[0] > Mailing.objects.get(pk=mail.number).begun_at:
            assert now == before, "what comes back from an old address says nothing of a new one"

    def _address(self, who: int) -> tuple[datetime, datetime | None] | None:
        rows = ReachAddress.objects.filter(subject=self.subjects[who], ended_at=None)
        return rows.values_list("given_at", "failed_at").first()

    # Who posts and calls, and her link.

    @happens(which=st.integers(0, 9), what=st.sampled_from(["done", "back", "call", "print"]))
    def somebody_does_it_by_hand(self, which: int, what: str) -> None:
        rows = list(Outgoing.objects.filter(state__in=[*BY_HAND, S.DONE]).order_by("told_at", "pk"))
        if not rows:
            return
        row, told = rows[which % len(rows)], {"by": me(self.subjects[0]), "on": self.clock.at}
        try:
            if what == "done":
                operations.mark_done(message_id=row.pk, **told)
            elif what == "back":
                operations.take_back_done(message_id=row.pk, to=S.BY_LETTER, **told)
            elif what == "call":
                operations.call_instead(message_id=row.pk, **told)
            else:
                operations.keep_printed(message_id=row.pk, **told)
        except (AlreadyElsewhere, Outgoing.DoesNotExist):
            assert Outgoing.objects.get(pk=row.pk).state == row.state

    @happens(which=st.integers(0, 9), again=st.booleans())
    def she_presses_the_link_in_a_mail(self, which: int, again: bool) -> None:
        if not self.server.log:
            return
        mail = self.server.log[which % len(self.server.log)]
        found = re.search(r"/antwoord/([\w-]+)/", mail.text)
        link = found and queries.link_of(found[1], on=self.clock.at)
        if not found or not link:
            return
        who = int(mail.to[0])
        assert link.subject == self.subjects[who]
        before = {kind: self._channel(who, kind) for kind in MessageKind}
        act = operations.mail_again if again else operations.stop_mail
        digest = queries.digest_of_link(found[1])
        act(subject=link.subject, digest=digest, by=me(link.subject), on=self.clock.at)
        now = {kind: self._channel(who, kind) for kind in MessageKind}
        if not again:
            assert Channel.EMAIL not in now.values()
            operations.mail_again(
                subject=link.subject, digest=digest, by=me(link.subject), on=self.clock.at
            )
            assert now == before or Channel.EMAIL in before.values()
            back = {kind: self._channel(who, kind) for kind in MessageKind}
            mailed = {kind for kind, one in before.items() if one is Channel.EMAIL}
            if mailed:
                assert {kind for kind, one in back.items() if one is Channel.EMAIL} == mailed
            operations.stop_mail(
                subject=link.subject, digest=digest, by=me(link.subject), on=self.clock.at
            )
        self._asks_anew(who)

    # What stays true.

    @invariant()
    def nothing_is_mailed_while_she_rests(self) -> None:
        for mail in self.server.log[self.seen :]:
            assert not self._rests(int(mail.to[0]), mail.at.day)
        self.seen = len(self.server.log)

    @invariant()
    def no_mail_that_was_certainly_taken_goes_again(self) -> None:
        certain = Counter(mail.number for mail in self.server.log if mail.known)
        assert not [number for number, times in certain.items() if times > 1]
        for number in certain:
            at = [mail.known for mail in self.server.log if mail.number == number]
            assert not any(at[:-1]), "it went again after it was taken"

    @invariant()
    def nobody_gets_two_mails_in_a_day_but_for_what_the_law_orders(self) -> None:
        for who in (0, 1):
            known = [
                mail for mail in self.server.log if mail.known and mail.to.startswith(str(who))
            ]
            for one, other in itertools.pairwise(known):
                if other.at - one.at < ONE_MAIL_IN:
                    of = Outgoing.objects.filter(mailing=other.number)
                    assert {*of.values_list("kind", flat=True)} & {*ORDERED_AT_ONCE}

    @invariant()
    def what_is_open_is_looked_at_again_or_waits_for_a_rest_without_end(self) -> None:
        jobs = ProcrastinateJob.objects.filter(task_name=operations.TASK, status="todo")
        looked_at = {UUID(job.args["outgoing_id"]) for job in jobs}
        for who, subject in enumerate(self.subjects):
            rows = list(Outgoing.objects.filter(subject=subject, state__in=OPEN))
            endless = [until for (whose, _), until in self.rests.items() if whose == who]
            if rows and not (None in endless and all(row.state == S.RESTING for row in rows)):
                assert looked_at & {row.pk for row in rows}, [row.state for row in rows]

    @invariant()
    def each_stands_where_it_makes_sense(self) -> None:
        for row in Outgoing.objects.select_related("mailing"):
            state, asked = OutgoingState(row.state), self.asked[row.pk]
            happened = [one.event for one in queries.happened_to(row.pk)]
            if state is S.SENDING:
                assert row.mailing is not None
                assert row.mailing.taken_at is None
            elif state is S.SENT:
                assert row.mailing is not None
                assert row.mailing.taken_at is not None
                assert Channel.EMAIL in asked
                assert happened[-1] is DeliveryEvent.ACCEPTED
            elif state is S.ON_PAGE:
                assert Channel.PAGE in asked
                assert row.kind not in ORDERED_AT_ONCE
            elif state is S.LAPSED:
                assert happened[-1] is DeliveryEvent.LAPSED
            elif state is S.DONE:
                assert happened[-1] in (DeliveryEvent.POSTED, DeliveryEvent.CALLED)
            elif state is S.RESTING:
                assert row.kind not in ORDERED_AT_ONCE

    @invariant()
    def what_was_mailed_came_with_a_mail_that_is_newer(self) -> None:
        """Who sorts mail by number sees a mail once: when it came for the first time."""
        first: dict[UUID, Moment] = {}
        for mail in self.server.log:
            first.setdefault(mail.number, mail.at)
        for row in Outgoing.objects.filter(state=S.SENT):
            assert row.mailing_id is not None
            assert first[row.mailing_id] >= self.told_at[row.pk]

    def end(self) -> None:
        """End each rest, let the server work and the worker go on: then nothing is open."""
        for who, because in [*self.rests]:
            operations.end_rest(
                subject=self.subjects[who], because=because, by=me(self.subjects[who]),
                on=self.clock.at,
            )  # fmt: skip
        self.rests.clear()
        self.server.answers = []
        work_until(self.clock, self.clock.at + timedelta(days=10))
        still = list(Outgoing.objects.filter(state__in=OPEN).values_list("state", flat=True))
        assert still == [], "it goes on waiting"
        self.no_mail_that_was_certainly_taken_goes_again()
        self.what_was_mailed_came_with_a_mail_that_is_newer()
        self.each_stands_where_it_makes_sense()


@pytest.fixture
def outbox(
    db: None, settings: Any, clock: Clock, happenings: Happenings, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """The machine, with a mail server that works until it says otherwise."""
    monkeypatch.setattr(worlds, "MailServer", PostOffice)
    with mail_server(settings) as server:
        yield type("Here", (Outbox,), {"server": server, "clock": clock, "happenings": happenings})


@pytest.mark.proves("S0-23", "in any order nothing is lost, nothing goes twice, rest is kept")
def test_in_any_order_nothing_is_lost_and_nothing_goes_twice(outbox: type[Outbox]) -> None:
    live(outbox, lives=20, steps=25)

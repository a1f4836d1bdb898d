# SPDX-License-Identifier: EUPL-1.2
"""Vlinder and a team that helps her, an occasion that can stop being so, and a mail server.

The mail server is a real one (SMTP over a socket), which fails when a test wants it to.
"""

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from aiosmtpd.controller import Controller
from procrastinate.contrib.django.models import ProcrastinateJob

from meedoen.notifications import operations, queries, tasks
from meedoen.notifications.kinds import Channel, MessageKind, OutgoingState
from meedoen.notifications.models import Outgoing
from meedoen.notifications.occasions import MessageWords, Occasion
from meedoen.privacy.decision import Viewer
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

NOW = Moment(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
ADDRESS = "vlinder@post.example"


@dataclass
class Happenings:
    """What is still so in a test: everything, until somebody says that it is over."""

    over: set[str] = field(default_factory=set)

    def still_so(self, about: str, on: Moment) -> bool:
        return about not in self.over

    def words(self, about: str, on: Moment) -> MessageWords | None:
        if about in self.over:
            return None
        return MessageWords(f"Over {about}", (f"Er is iets met {about}.", "Kijk maar."), "/")


def declare(
    happenings: Happenings, monkeypatch: Any, *, domain: Domain | None = Domain.PLAN
) -> None:
    """Let each kind of message have an occasion, called as the kind is."""
    made = {
        kind.value: Occasion(kind.value, kind, domain, happenings.still_so, happenings.words)
        for kind in MessageKind
    }
    monkeypatch.setattr(queries, "occasions", lambda: made)


def me(subject: UUID) -> Viewer:
    """The resident herself, who acts."""
    return resident_viewer(subject)


def told(
    subject: UUID, about: str = "de moestuin", *, on: Moment = NOW, kind: str = "answer"
) -> Outgoing:
    """Put a message in the outbox."""
    number = operations.tell(occasion_code=kind, about=about, to=subject, by=me(subject), on=on)
    return Outgoing.objects.get(pk=number)


def chose(
    subject: UUID, channel: Channel, *kinds: MessageKind, on: Moment = NOW, value: str = ADDRESS
) -> None:
    """Let her choose a way for kinds of message (all, unless some are named), with its address."""
    for kind in kinds or MessageKind:
        operations.choose_channel(
            subject=subject, kind=kind, channel=channel, by=me(subject), on=on
        )
    if channel is not Channel.PAGE:
        operations.give_address(subject=subject, way=channel, value=value, by=me(subject), on=on)


def states(*rows: Outgoing) -> list[OutgoingState]:
    """Say where messages are now."""
    return [OutgoingState(Outgoing.objects.get(pk=row.pk).state) for row in rows]


@dataclass
class Clock:
    """What time it is, for tasks that ask."""

    at: Moment = NOW

    def now(self) -> Moment:
        return self.at

    def goes_on(self, **span: float) -> None:
        self.at += timedelta(**span)


def work_until(clock: Clock, until: Moment, *, most: int = 500) -> int:
    """Let the worker do each job that is due until a moment, in order; gives how many it did.

    Jobs are taken one by one, as one worker does; what a job defers comes in its turn.
    """
    for done in range(most):
        due = ProcrastinateJob.objects.filter(
            task_name=operations.TASK, status="todo", scheduled_at__lte=until.at
        )
        job = due.order_by("scheduled_at", "id").first()
        if job is None:
            clock.at = max(clock.at, until)
            return done
        clock.at = max(clock.at, Moment(job.scheduled_at))
        ProcrastinateJob.objects.filter(pk=job.pk).delete()
        tasks.send.func(**job.args)
    raise AssertionError(f"The worker is not done after {most} jobs.")


Answer = Callable[[int], str]


@dataclass
class MailServer:
    """A real mail server on this machine: what it took, and what it says to the next mail.

    `says` gives the answer to the data of the n-th mail, `to_address` that to an address; an
    address in `refused` is of nobody there. Empty means that the connection falls away: after the
    mail was taken, when `takes_first`.
    """

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    says: Answer = lambda number: "250 OK"
    to_address: Answer = lambda number: "250 OK"
    refused: set[str] = field(default_factory=set)
    takes_first: bool = False
    tried: int = 0

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        said = "550 No such person" if address in self.refused else self.to_address(self.tried)
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        else:
            self.tried += 1
        return said

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        said = self.says(self.tried)
        self.tried += 1
        if said.startswith("250") or (not said and self.takes_first):
            message = message_from_bytes(envelope.content, policy=policy.default)
            self.taken.append(message)  # type: ignore[arg-type]
        if not said:
            server.transport.abort()
        return said or "421 Falling away"

    @property
    def numbers(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(str(one["Message-ID"]) for one in self.taken)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def mail_server(settings: Any) -> Iterator[MailServer]:
    """Start a mail server, and let the product use it."""
    server = MailServer()
    server.port = _free_port()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.MAIL_SERVER = f"smtp://127.0.0.1:{server.port}"
        settings.DEFAULT_FROM_EMAIL = "Gemeente Lindewaard <meedoen@lindewaard.example>"
        settings.SITE = "https://meedoen.lindewaard.example"
        yield server
    finally:
        controller.stop()

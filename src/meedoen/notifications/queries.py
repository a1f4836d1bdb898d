# SPDX-License-Identifier: EUPL-1.2
"""Reads of the notifications room: what stands for somebody, and how she is reached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from meedoen.notifications.deciding import Resting
from meedoen.notifications.kinds import (
    ORDERED_AT_ONCE,
    Channel,
    DeliveryEvent,
    MessageKind,
    OutgoingState,
    RestBecause,
)
from meedoen.notifications.links import LinkDoes, OpenLink
from meedoen.notifications.models import (
    Delivery,
    Outgoing,
    PostedWords,
    ReachAddress,
    ReachChoice,
    Rest,
)
from meedoen.notifications.occasions import MessageWords, Occasion, UnknownOccasion, by_code
from meedoen.privacy.keys import keyed_hash
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

# As many as are read at once; who has more finds them on the next page.
MOST = 50


@cache
def occasions() -> Mapping[str, Occasion]:
    """Give every occasion that a room declares in its app config, by code."""
    named = [getattr(room, "occasions", "") for room in apps.get_app_configs()]
    return by_code(one for name in named if name for one in import_string(name))


def occasion(code: str) -> Occasion:
    """Give an occasion. Raises UnknownOccasion."""
    try:
        return occasions()[code]
    except KeyError as missing:
        raise UnknownOccasion(f"No room declares the occasion {code!r}.") from missing


def still_so(row: Outgoing, on: Moment) -> bool:
    """Tell whether a message is still worth telling; what its room does not know is not."""
    known = occasions().get(row.occasion)
    return known is not None and known.still_so(row.about, on)


def rests_of(subject: UUID) -> list[Resting]:
    """Give the rests of a resident that nobody ended; one whose day is over holds no more."""
    rows = Rest.objects.filter(subject=subject, ended_at__isnull=True)
    return [Resting(row.until) for row in rows.order_by("pk")]


def rests_on(subject: UUID, day: date) -> bool:
    """Tell whether a resident rests on a day."""
    return any(one.holds_on(day) for one in rests_of(subject))


def channel_for(subject: UUID, kind: MessageKind) -> Channel:
    """Give the way she chose for a kind of message; who chose nothing finds it on her page.

    What the law orders at once comes by letter unless she chose e-mail.
    """
    rows = ReachChoice.objects.filter(subject=subject, kind=kind, replaced_at__isnull=True)
    chosen = rows.values_list("channel", flat=True).first()
    return Channel(chosen) if chosen else default_channel(kind)


def default_channel(kind: MessageKind) -> Channel:
    """Give the way of who chose nothing."""
    return Channel.LETTER if kind in ORDERED_AT_ONCE else Channel.PAGE


def address_of(subject: UUID, way: Channel) -> str:
    """Give where she is reached by a way; empty when nobody gave it, or it was refused."""
    rows = ReachAddress.objects.filter(
        subject=subject, way=way, ended_at__isnull=True, failed_at__isnull=True
    )
    return rows.values_list("value", flat=True).first() or ""


def last_mail_to(subject: UUID) -> Moment | None:
    """Say when a mail server last took a mail to her."""
    rows = Outgoing.objects.filter(subject=subject)
    last = rows.aggregate(last=Max("mailing__taken_at"))["last"]
    return Moment(last) if last else None


@dataclass(frozen=True)
class GivenAddress:
    """An address as she finds it back: by which way, what it is, who gave it, and if it failed."""

    way: Channel
    value: str
    given_by: str
    given_at: datetime
    failed: bool


@dataclass(frozen=True)
class HowToReach:
    """How somebody wants to be reached: per kind she chose for, where, and until when not."""

    choices: Mapping[MessageKind, Channel]
    addresses: Mapping[Channel, GivenAddress]
    own_rest: Resting | None
    not_now: Resting | None


def how_to_reach(subject: UUID, *, on: Moment) -> HowToReach:
    """Give how a resident wants to be reached, with a rest only while it holds."""
    rows = ReachChoice.objects.filter(subject=subject, replaced_at__isnull=True)
    chosen = {MessageKind(row.kind): Channel(row.channel) for row in rows}
    given = ReachAddress.objects.filter(subject=subject, ended_at__isnull=True)
    addresses = {
        Channel(row.way): GivenAddress(
            Channel(row.way), row.value, row.given_by, row.given_at, row.failed_at is not None
        )
        for row in given
    }
    resting = {
        row.because: Resting(row.until)
        for row in Rest.objects.filter(subject=subject, ended_at__isnull=True)
    }
    holding = {why: rest for why, rest in resting.items() if rest.holds_on(on.day)}
    return HowToReach(
        chosen, addresses, holding.get(RestBecause.OWN_WISH), holding.get(RestBecause.NOT_NOW)
    )


@dataclass(frozen=True)
class MessageView:
    """A message as it is read: in the words of the moment it is read."""

    pk: UUID
    kind: MessageKind
    title: str
    lines: tuple[str, ...]
    way: str
    told_at: datetime
    read_at: datetime | None
    state: OutgoingState


def messages_for(
    *, subject: UUID | None = None, account_id: int | None = None, on: Moment, most: int = MOST
) -> list[MessageView]:
    """List what stands for a resident or a colleague, newest first, as it is now.

    What is not so any more is not there, whatever was sent about it.
    """
    rows = Outgoing.objects.filter(_to(subject, account_id)).order_by("-told_at", "-pk")
    return list(_read(rows[:most], on))


def message_for(
    message_id: UUID, *, subject: UUID | None = None, account_id: int | None = None, on: Moment
) -> MessageView:
    """Give one message. Raises Outgoing.DoesNotExist when it is not there for her."""
    rows = Outgoing.objects.filter(_to(subject, account_id), pk=message_id)
    found = next(_read(rows, on), None)
    if found is None:
        raise Outgoing.DoesNotExist
    return found


def something_waits_for(subject: UUID, *, on: Moment) -> bool:
    """Tell whether a message that is still so was not read yet; how many there are, nobody says."""
    unread = Outgoing.objects.filter(subject=subject, read_at__isnull=True)
    rows = unread.exclude(state=OutgoingState.LAPSED).order_by("-told_at", "-pk")
    return any(words_of(row, on) is not None for row in rows[:MOST])


def _to(subject: UUID | None, account_id: int | None) -> Q:
    if (subject is None) is (account_id is None):
        raise ValueError("Messages are of one person: a resident or a colleague.")
    return Q(subject=subject) if subject is not None else Q(account_id=account_id)


def _read(rows: QuerySet[Outgoing], on: Moment) -> Iterator[MessageView]:
    for row in rows:
        words = words_of(row, on)
        if words is not None:
            yield MessageView(
                pk=row.pk,
                kind=MessageKind(row.kind),
                title=words.title,
                lines=words.lines,
                way=words.way,
                told_at=row.told_at,
                read_at=row.read_at,
                state=OutgoingState(row.state),
            )


def words_of(row: Outgoing, on: Moment) -> MessageWords | None:
    """Ask the occasion what is told now; None when nothing is, or not to who looks."""
    known = occasions().get(row.occasion)
    return known.words(row.about, on) if known is not None else None


@dataclass(frozen=True)
class HappenedToMessage:
    """One line of what happened to a message on its way."""

    event: DeliveryEvent
    at: datetime
    by: str


def happened_to(message_id: UUID) -> list[HappenedToMessage]:
    """List what happened to a message, in order."""
    rows = Delivery.objects.filter(outgoing=message_id).order_by("at", "pk")
    return [HappenedToMessage(DeliveryEvent(row.event), row.at, row.by) for row in rows]


@dataclass(frozen=True)
class ByHand:
    """A message that waits for somebody's hands: a letter to post, or somebody to call.

    `where` is the postal address or the number; empty when nobody gave one.
    """

    pk: UUID
    subject: UUID
    compartment_id: int
    domain: Domain
    state: OutgoingState
    kind: MessageKind
    title: str
    lines: tuple[str, ...]
    way: str
    since: datetime
    where: str
    ordered_by: str
    printed: bool


def by_hand(*, states: frozenset[OutgoingState], on: Moment, most: int = MOST) -> list[ByHand]:
    """List what waits to be posted or called, the longest waiting first, as far as one may see.

    Of who rests nothing is there, but what the law orders at once; it comes back when the rest is
    over.
    """
    rests = Rest.objects.filter(Q(until=None) | Q(until__gt=on.day), ended_at__isnull=True)
    at_rest = Exists(rests.filter(subject=OuterRef("subject")))
    rows = Outgoing.objects.filter(state__in=states, subject__isnull=False)
    rows = rows.filter(~at_rest | Q(kind__in=sorted(ORDERED_AT_ONCE)))
    return [found for row in rows.order_by("moved_at", "pk")[:most] if (found := _by_hand(row, on))]


def one_by_hand(message_id: UUID, *, on: Moment) -> ByHand:
    """Give one that waits for hands, or was done. Raises Outgoing.DoesNotExist."""
    found = _by_hand(Outgoing.objects.get(pk=message_id, subject__isnull=False), on)
    if found is None:
        raise Outgoing.DoesNotExist
    return found


def _by_hand(row: Outgoing, on: Moment) -> ByHand | None:
    words = words_of(row, on)
    known = occasions().get(row.occasion)
    if words is None or known is None or known.domain is None:
        return None
    if row.subject is None or row.compartment_id is None:
        return None
    way = Channel.CALL if row.state == OutgoingState.BY_CALL else Channel.LETTER
    return ByHand(
        pk=row.pk,
        subject=row.subject,
        compartment_id=row.compartment_id,
        domain=known.domain,
        state=OutgoingState(row.state),
        kind=MessageKind(row.kind),
        title=words.title,
        lines=words.lines,
        way=words.way,
        since=row.moved_at,
        where=address_of(row.subject, way),
        ordered_by=ORDERED_AT_ONCE.get(MessageKind(row.kind), ""),
        printed=PostedWords.objects.filter(outgoing=row).exists(),
    )


def digest_of_link(secret: str) -> str:
    """Give what is kept of the secret of a link."""
    return keyed_hash(f"link {secret}", pepper=settings.LOOKUP_PEPPER)


def link_of(secret: str, *, on: Moment) -> OpenLink | None:
    """Find a link by the secret in its address; None for none, and for one that is too old.

    Whoever has the secret has the link: no context is needed, and nothing else is learnt.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject, does, expires_at, used_at FROM notifications_link(%s)",
            [digest_of_link(secret)],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    subject, does, expires_at, used_at = row
    found = OpenLink(
        subject, LinkDoes(does), Moment(expires_at), Moment(used_at) if used_at else None
    )
    return found if found.works(on) else None

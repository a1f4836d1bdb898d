# SPDX-License-Identifier: EUPL-1.2
"""Writes of the notifications room: telling, how somebody is reached, resting, and moving on.

What is told goes into the outbox in the transaction of what it is about. The worker takes it up,
asks everything again, and moves it on in steps that each stand by themselves: a mail is marked as
being sent before it is handed over, so that one that fell away is known and goes out under the same
Message-ID (ADR 0053).
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from meedoen.database.turns import one_at_a_time
from meedoen.history.operations import sign
from meedoen.notifications.deciding import (
    AT_IT,
    MOST_TRIES,
    AsItStands,
    NextStep,
    mail_may_go_at,
    rest_over_at,
    try_again_after,
    what_now,
)
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
from meedoen.notifications.links import LIFE, LinkDoes, new_secret
from meedoen.notifications.models import (
    ActionLink,
    Delivery,
    Mailing,
    Outgoing,
    PostedWords,
    ReachAddress,
    ReachChoice,
    Rest,
)
from meedoen.notifications.queries import (
    address_of,
    channel_for,
    digest_of_link,
    last_mail_to,
    occasion,
    one_by_hand,
    rests_of,
    rests_on,
    still_so,
)
from meedoen.privacy.decision import Viewer
from meedoen.privacy.queries import compartment_id
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.email import comparable_email
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_words

TASK = "notifications.send"
# Who moves a message on when nobody does.
WORKER_LABEL = "Meedoen"


class NotForResidents(ValueError):
    """This occasion is told to colleagues only: it names no part of a dossier."""


class AlreadyElsewhere(Exception):
    """Somebody else did it meanwhile. The message is for a colleague."""

    def __init__(self) -> None:
        super().__init__("Dit is intussen al gedaan of veranderd. Kijk opnieuw.")


@transaction.atomic
def tell(*, occasion_code: str, about: str, to: UUID, by: Viewer, on: Moment) -> UUID:
    """Put a message to a resident in the outbox, in the transaction of what it is about.

    Told again about the same, it is the one that is there; one that lapsed waits anew. Whether it
    goes out, and how, is decided when the worker takes it up. Raises UnknownOccasion,
    NotForResidents, and Compartment.DoesNotExist for who may not see that part of her dossier.
    """
    sign(by=by, on=on, about=to)
    told = occasion(occasion_code)
    if told.domain is None:
        raise NotForResidents(occasion_code)
    there = Outgoing.objects.filter(subject=to, occasion=told.code, about=about).first()
    if there is None:
        there = Outgoing.objects.create(
            occasion=told.code,
            about=about,
            kind=told.kind,
            subject=to,
            compartment_id=compartment_id(to, told.domain),
            told_by=by.label,
            told_at=on.at,
            moved_at=on.at,
        )
    elif there.state != OutgoingState.LAPSED:
        return there.pk
    else:
        Outgoing.objects.filter(pk=there.pk).update(state=OutgoingState.WAITING, moved_at=on.at)
    _take_up_at(there, on)
    return there.pk


@transaction.atomic
def tell_colleague(
    *, occasion_code: str, about: str, account_id: int, by: Viewer, on: Moment
) -> None:
    """Let a message stand for a colleague, on her page; nothing is mailed. Raises UnknownOccasion.

    Told again about the same, it stands once.
    """
    sign(by=by, on=on)
    told = occasion(occasion_code)
    # Who tells need not see what stands for a colleague: so it is not looked for first.
    made = Outgoing(
        occasion=told.code, about=about, kind=told.kind, account_id=account_id,
        state=OutgoingState.ON_PAGE, told_by=by.label, told_at=on.at, moved_at=on.at,
    )  # fmt: skip
    Outgoing.objects.bulk_create([made], ignore_conflicts=True)


def _take_up_at(row: Outgoing, on: Moment) -> None:
    """Let the worker take a message up at a moment, when this transaction stands."""
    app.configure_task(TASK, schedule_at=on.at).defer(outgoing_id=str(row.pk))


@transaction.atomic
def take_up(*, message_id: UUID, on: Moment) -> None:
    """Let the worker take up a message that was laid in the outbox past these operations.

    Who laid it there need not be able to see it.
    """
    _take_up_at(Outgoing(pk=message_id), on)


@transaction.atomic
def put_away(*, message_id: UUID, away: bool, by: Viewer, on: Moment) -> None:
    """Put a message with what was read, or back among the new; it counts for or against nobody."""
    sign(by=by, on=on)
    found = Outgoing.objects.filter(pk=message_id)
    if not found.exists():
        raise Outgoing.DoesNotExist
    found.filter(read_at__isnull=away).update(read_at=on.at if away else None)


@transaction.atomic
def note_read(*, subject: UUID, occasion_code: str, about: str, by: Viewer, on: Moment) -> None:
    """Keep that somebody read, where it happened, what a message tells; nothing when none does."""
    sign(by=by, on=on, about=subject)
    Outgoing.objects.filter(
        subject=subject, occasion=occasion_code, about=about, read_at__isnull=True
    ).update(read_at=on.at)


@transaction.atomic
def give_address(*, subject: UUID, way: Channel, value: str, by: Viewer, on: Moment) -> None:
    """Keep where somebody can be reached by a way; the one before is replaced, empty ends it.

    The same address given again works again, also when a mail server once refused it.
    """
    sign(by=by, on=on, about=subject)
    said = comparable_email(value) if way is Channel.EMAIL else read_words(value)
    current = ReachAddress.objects.filter(subject=subject, way=way, ended_at__isnull=True)
    if current.filter(value=said, failed_at__isnull=True).exists():
        return
    current.update(ended_at=on.at)
    if said:
        ReachAddress.objects.create(
            subject=subject,
            compartment_id=compartment_id(subject, Domain.CONTACT),
            way=way,
            value=said,
            given_by=by.label,
            given_at=on.at,
        )


@transaction.atomic
def choose_channel(
    *, subject: UUID, kind: MessageKind, channel: Channel, by: Viewer, on: Moment
) -> None:
    """Keep how she wants to be reached with a kind of message; what was chosen before stays kept.

    Source: Awb 2:8 (electronically only when she said so) and 2:7 (paper stays open).
    """
    sign(by=by, on=on, about=subject)
    current = ReachChoice.objects.filter(subject=subject, kind=kind, replaced_at__isnull=True)
    if current.filter(channel=channel).exists():
        return
    current.update(replaced_at=on.at)
    ReachChoice.objects.create(
        subject=subject,
        compartment_id=compartment_id(subject, Domain.CONTACT),
        kind=kind,
        channel=channel,
        chosen_by=by.label,
        chosen_at=on.at,
    )


_LIES_IN = {RestBecause.NOT_NOW: Domain.PLAN, RestBecause.OWN_WISH: Domain.CONTACT}


@transaction.atomic
def rest(
    *, subject: UUID, until: date | None, because: RestBecause, by: Viewer, on: Moment
) -> None:
    """Let nothing be sent to somebody until a day; without one, until she says otherwise.

    The latest word counts. What waits lies on her page meanwhile, and goes out afterwards if it is
    still so (S0-23).
    """
    sign(by=by, on=on, about=subject)
    running = Rest.objects.filter(subject=subject, because=because, ended_at__isnull=True)
    if running.filter(until=until).exists():
        return
    if not running.update(until=until):
        Rest.objects.create(
            subject=subject,
            compartment_id=compartment_id(subject, _LIES_IN[because]),
            because=because,
            until=until,
            begun_at=on.at,
        )
    _take_up_what_rests(subject, on)


@transaction.atomic
def end_rest(*, subject: UUID, because: RestBecause, by: Viewer, on: Moment) -> None:
    """End a rest before its day; what lay still is taken up, if no other rest holds."""
    sign(by=by, on=on, about=subject)
    running = Rest.objects.filter(subject=subject, because=because, ended_at__isnull=True)
    if running.update(ended_at=on.at):
        _take_up_what_rests(subject, on)


def _take_up_what_rests(subject: UUID, on: Moment) -> None:
    """Let the worker look anew at what lies still: one look takes up all of hers."""
    resting = Outgoing.objects.filter(subject=subject, state=OutgoingState.RESTING)
    first = resting.order_by("told_at", "pk").first()
    if first is not None:
        _take_up_at(first, on)


# What follows is the worker's: it acts for nobody, and takes no words from anybody.


@transaction.atomic
def begin_sending(*, outgoing_id: UUID, mail_server: bool, on: Moment) -> tuple[UUID, str] | None:
    """Decide anew about all that waits for the person of this message; give a mail to send.

    Gives the number of the mail and its address, when there is one to hand over now: everything it
    is about is then marked as being sent. None when nothing goes by mail, or not yet.
    """
    row = Outgoing.objects.filter(pk=outgoing_id, state__in=OPEN).first()
    if row is None or row.subject is None:
        return None
    one_at_a_time(f"messages of {row.subject}")
    waiting = list(
        Outgoing.objects.filter(subject=row.subject, state__in=OPEN)
        .select_related("mailing")
        .order_by("told_at", "pk")
    )
    # No second mail of hers is begun meanwhile, so whoever is at it is at the same one.
    until = next((busy for one in waiting if (busy := _until_nobody_is_at_it(one, on))), None)
    if until is not None:
        _take_up_at(row, until)
        return None
    to = address_of(row.subject, Channel.EMAIL)
    by_mail = _decide_each(waiting, mail_goes=mail_server and bool(to), on=on)
    if not by_mail:
        return None
    by_mail = _in_one_mail(by_mail, on)
    when = min(_may_go_at(one, last_mail_to(row.subject)) for one in by_mail)
    if on < when:
        _take_up_at(by_mail[0], when)
        return None
    return _mailing_of(by_mail, on), to


def _until_nobody_is_at_it(row: Outgoing, on: Moment) -> Moment | None:
    """Say until when somebody else may be handing this over; None when nobody can be."""
    if row.state != OutgoingState.SENDING or row.mailing is None:
        return None
    until = Moment(row.mailing.begun_at) + AT_IT
    return until if on < until else None


def _may_go_at(row: Outgoing, last: Moment | None) -> Moment:
    told = Moment(row.told_at)
    return told if MessageKind(row.kind) in ORDERED_AT_ONCE else mail_may_go_at(told, last)


def _decide_each(rows: list[Outgoing], *, mail_goes: bool, on: Moment) -> list[Outgoing]:
    """Move each on as things stand now; give those that go by mail.

    What lies still is looked at again when the rest is over, once for all of it.
    """
    steps = {row: _decide(row, mail_goes=mail_goes, on=on) for row in rows}
    for row, step in steps.items():
        if step is not NextStep.MAIL:
            _move(row, *_BECOMES[step], on)
    held = [row for row, step in steps.items() if step is NextStep.HOLD]
    over = rest_over_at(rests_of(_whose(held[0])), on.day) if held else None
    if over is not None:
        _take_up_at(held[0], over)
    return [row for row, step in steps.items() if step is NextStep.MAIL]


def _decide(row: Outgoing, *, mail_goes: bool, on: Moment) -> NextStep:
    subject, kind = _whose(row), MessageKind(row.kind)
    return what_now(
        AsItStands(
            kind=kind,
            still_so=still_so(row, on),
            was_read=row.read_at is not None,
            rests=rests_on(subject, on.day),
            chosen=channel_for(subject, kind),
            mail_goes=mail_goes,
        )
    )


def _whose(row: Outgoing) -> UUID:
    if row.subject is None:
        raise ValueError("What stands for a colleague is on her page, and goes nowhere.")
    return row.subject


_BECOMES = {
    NextStep.LAPSE: (OutgoingState.LAPSED, DeliveryEvent.LAPSED),
    NextStep.HOLD: (OutgoingState.RESTING, DeliveryEvent.HELD),
    NextStep.ON_PAGE: (OutgoingState.ON_PAGE, DeliveryEvent.PUT_ON_PAGE),
    NextStep.LETTER: (OutgoingState.BY_LETTER, DeliveryEvent.TO_BE_POSTED),
    NextStep.CALL: (OutgoingState.BY_CALL, DeliveryEvent.TO_BE_CALLED),
}


def _in_one_mail(rows: list[Outgoing], on: Moment) -> list[Outgoing]:
    """Give those that go in the next mail; what is left is looked at soon after.

    A mail of which nobody knows whether it was taken goes again by itself: what was told since was
    not in it, and a mailbox that sorts by Message-ID would show nothing new.
    """
    tried = next((mail for one in rows if (mail := _perhaps_taken(one))), None)
    if tried is None:
        return rows
    again = [one for one in rows if one.mailing_id == tried.pk]
    since = next((one for one in rows if one.mailing_id != tried.pk), None)
    if since is not None:
        _take_up_at(since, on + AT_IT)
    return again


def _perhaps_taken(row: Outgoing) -> Mailing | None:
    """Give the mail in which this may have gone already; None when it certainly did not, or did."""
    return row.mailing if row.mailing is not None and row.mailing.taken_at is None else None


def _mailing_of(rows: list[Outgoing], on: Moment) -> UUID:
    """Mark these as being sent in one mail: one that may have gone already, or a new one."""
    tried = _perhaps_taken(rows[0])
    if tried is None:
        tried = Mailing.objects.create(begun_at=on.at)
    else:
        Mailing.objects.filter(pk=tried.pk).update(begun_at=on.at, tries=tried.tries + 1)
    Outgoing.objects.filter(pk__in=[one.pk for one in rows]).update(
        state=OutgoingState.SENDING, mailing=tried, moved_at=on.at
    )
    return tried.pk


@transaction.atomic
def note_taken(*, mailing_id: UUID, on: Moment) -> None:
    """Keep that a mail server took a mail (Awb 2:19)."""
    Mailing.objects.filter(pk=mailing_id).update(taken_at=on.at)
    for row in _of_mailing(mailing_id):
        _move(row, OutgoingState.SENT, DeliveryEvent.ACCEPTED, on)


@transaction.atomic
def note_not_taken(*, mailing_id: UUID, sure: bool, on: Moment) -> None:
    """Keep that a mail was not taken, or that nobody knows; it is tried again, and not for ever.

    After many tries it becomes a letter (Awb 2:11).
    """
    rows = list(_of_mailing(mailing_id))
    # What was never handed over but this once, and not taken, is free to go in another mail.
    certain = sure and Mailing.objects.filter(pk=mailing_id, tries=1).exists()
    going_on = [row for row in rows if row.tries + 1 < MOST_TRIES]
    for row in rows:
        _note(row, DeliveryEvent.NOT_NOW if sure else DeliveryEvent.UNKNOWN, on)
        if row not in going_on:
            _move(row, OutgoingState.BY_LETTER, DeliveryEvent.TO_BE_POSTED, on)
    for row in going_on:
        state = OutgoingState.WAITING if sure else OutgoingState.SENDING
        tried = row.tries + 1
        Outgoing.objects.filter(pk=row.pk).update(
            state=state, tries=tried, moved_at=on.at, mailing=None if certain else row.mailing_id
        )
    if going_on:
        wait = try_again_after(going_on[0].tries + 1)
        _take_up_at(going_on[0], on + (wait if sure else max(wait, AT_IT)))


@transaction.atomic
def note_refused(*, mailing_id: UUID, on: Moment, event: DeliveryEvent) -> int:
    """Keep that an address takes no mail, or that a mail came back; it becomes a letter.

    The address it went to is not used again until she gives it anew; one that she gave since has
    nothing to do with it. Returns how many messages it was about;
    what is not so any more needs no letter.
    """
    rows = list(_of_mailing(mailing_id, also=OutgoingState.SENT).select_related("mailing"))
    for row in rows:
        used = ReachAddress.objects.filter(
            subject=_whose(row), way=Channel.EMAIL, ended_at__isnull=True, failed_at__isnull=True
        )
        if row.mailing is not None:
            used.filter(given_at__lte=row.mailing.begun_at).update(failed_at=on.at)
        _note(row, event, on)
        if still_so(row, on):
            _move(row, OutgoingState.BY_LETTER, DeliveryEvent.TO_BE_POSTED, on)
        else:
            _move(row, OutgoingState.LAPSED, DeliveryEvent.LAPSED, on)
    return len(rows)


def _of_mailing(mailing_id: UUID, *, also: OutgoingState | None = None) -> QuerySet[Outgoing]:
    states = {OutgoingState.SENDING, *filter(None, [also])}
    return Outgoing.objects.filter(mailing=mailing_id, state__in=states).order_by("told_at", "pk")


def _move(row: Outgoing, state: OutgoingState, event: DeliveryEvent, on: Moment) -> None:
    """Move a message on, and keep that it went so; one that is there already stays as it is."""
    if row.state == state:
        return
    # Told anew it is news: then it goes in a mail of its own, and not under a number that she may
    # have seen.
    anew = state is OutgoingState.LAPSED and _perhaps_taken(row) is not None
    mailing = None if anew else row.mailing_id
    Outgoing.objects.filter(pk=row.pk).update(state=state, moved_at=on.at, mailing=mailing)
    _note(row, event, on)


def _note(row: Outgoing, event: DeliveryEvent, on: Moment, by: str = WORKER_LABEL) -> None:
    Delivery.objects.bulk_create(
        [Delivery(outgoing=row, compartment_id=row.compartment_id, event=event, at=on.at, by=by)]
    )


@transaction.atomic
def make_stop_link(*, mailing_id: UUID, on: Moment) -> str:
    """Make the link by which she says that she wants no more mail; gives its secret.

    Empty when her address is gone meanwhile: then there is nothing to stop.
    """
    row = Outgoing.objects.filter(mailing=mailing_id).order_by("told_at", "pk").first()
    addresses = ReachAddress.objects.filter(way=Channel.EMAIL, ended_at__isnull=True)
    there = addresses.filter(subject=_whose(row)).first() if row is not None else None
    if there is None:
        return ""
    secret = new_secret()
    ActionLink.objects.create(
        digest=digest_of_link(secret),
        subject=there.subject,
        compartment_id=there.compartment_id,
        does=LinkDoes.STOP_MAIL,
        made_at=on.at,
        expires_at=(on + LIFE).at,
    )
    return secret


@transaction.atomic
def stop_mail(*, subject: UUID, digest: str, by: Viewer, on: Moment) -> None:
    """Let nothing be mailed to her any more: what she chose to get by mail stands on her page.

    By the link in a mail. Pressed twice, it is done once; what she chose in between is stopped too,
    and taken back by the same link.
    """
    sign(by=by, on=on, about=subject)
    kinds = _kinds_by_mail(subject)
    for kind in kinds:
        choose_channel(subject=subject, kind=kind, channel=Channel.PAGE, by=by, on=on)
    links = ActionLink.objects.filter(digest=digest, subject=subject)
    (links if kinds else links.filter(used_at__isnull=True)).update(used_at=on.at)


@transaction.atomic
def mail_again(*, subject: UUID, digest: str, by: Viewer, on: Moment) -> None:
    """Take back what the link of a mail did: those kinds are mailed again, and no others."""
    sign(by=by, on=on, about=subject)
    links = ActionLink.objects.filter(digest=digest, subject=subject)
    link = links.first()
    if link is None:
        return
    ended = ReachChoice.objects.filter(
        subject=subject, channel=Channel.EMAIL, replaced_at=link.used_at
    )
    for row in ended:
        kind = MessageKind(row.kind)
        if channel_for(subject, kind) is Channel.PAGE:
            choose_channel(subject=subject, kind=kind, channel=Channel.EMAIL, by=by, on=on)
    links.update(used_at=None)


def _kinds_by_mail(subject: UUID) -> list[MessageKind]:
    rows = ReachChoice.objects.filter(
        subject=subject, channel=Channel.EMAIL, replaced_at__isnull=True
    )
    return [MessageKind(kind) for kind in rows.values_list("kind", flat=True)]


# What follows is done by hand: a letter, a call.


@transaction.atomic
def keep_printed(*, message_id: UUID, by: Viewer, on: Moment) -> None:
    """Keep the words of a letter as it was printed. Raises Outgoing.DoesNotExist."""
    sign(by=by, on=on)
    letter = one_by_hand(message_id, on=on)
    words = "\n\n".join(letter.lines)
    printed = PostedWords.objects.filter(outgoing=message_id, title=letter.title, words=words)
    if printed.exists():
        return
    PostedWords.objects.create(
        outgoing_id=message_id,
        subject=letter.subject,
        compartment_id=letter.compartment_id,
        title=letter.title,
        words=words,
        printed_by=by.label,
        printed_at=on.at,
    )


@transaction.atomic
def mark_done(*, message_id: UUID, by: Viewer, on: Moment) -> None:
    """Keep that a letter was posted, or that she was called. Raises AlreadyElsewhere."""
    sign(by=by, on=on)
    row = Outgoing.objects.get(pk=message_id)
    event = DeliveryEvent.CALLED if row.state == OutgoingState.BY_CALL else DeliveryEvent.POSTED
    _move_by_hand(row, BY_HAND, OutgoingState.DONE, event, by, on)


@transaction.atomic
def take_back_done(*, message_id: UUID, to: OutgoingState, by: Viewer, on: Moment) -> None:
    """Say that it was not posted or called after all: it waits again. Raises AlreadyElsewhere."""
    sign(by=by, on=on)
    row = Outgoing.objects.get(pk=message_id)
    done = frozenset({OutgoingState.DONE})
    _move_by_hand(row, done, to, DeliveryEvent.TAKEN_BACK, by, on)


@transaction.atomic
def call_instead(*, message_id: UUID, by: Viewer, on: Moment) -> None:
    """Let somebody be called where there is no address for a letter. Raises AlreadyElsewhere."""
    sign(by=by, on=on)
    row = Outgoing.objects.get(pk=message_id)
    letters = frozenset({OutgoingState.BY_LETTER})
    _move_by_hand(row, letters, OutgoingState.BY_CALL, DeliveryEvent.TO_BE_CALLED, by, on)


def _move_by_hand(
    row: Outgoing,
    origin: frozenset[OutgoingState],
    state: OutgoingState,
    event: DeliveryEvent,
    by: Viewer,
    on: Moment,
) -> None:
    there = Outgoing.objects.filter(pk=row.pk, state__in=origin)
    if not there.update(state=state, moved_at=on.at):
        raise AlreadyElsewhere
    _note(row, event, on, by.label)

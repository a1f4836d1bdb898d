# SPDX-License-Identifier: EUPL-1.2
"""What the worker does with a message: decide anew, hand a mail over, keep what became of it.

No transaction is open while a mail server is spoken to. Found by the queue under this name.
"""

from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from meedoen.notifications import operations
from meedoen.notifications.kinds import DeliveryEvent
from meedoen.notifications.mail import (
    AddressRefused,
    MailSender,
    NotTaken,
    Unsure,
    ready_mail,
)
from meedoen.vocabulary.moment import Moment


# A fault of ours, or a database that was away, loses no message: it is looked at again.
@app.task(name=operations.TASK, retry=RetryStrategy(linear_wait=300))
def send(outgoing_id: str) -> None:
    """Take up all that waits for the person of this message."""
    begun = operations.begin_sending(
        outgoing_id=UUID(outgoing_id), mail_server=bool(settings.MAIL_SERVER), on=Moment.now()
    )
    if begun is not None:
        _hand_over(*begun)


def _hand_over(mailing_id: UUID, to: str) -> None:
    """Hand one mail to the mail server, and keep what it said."""
    sender: MailSender = import_string(settings.MAIL_SENDER)
    secret = operations.make_stop_link(mailing_id=mailing_id, on=Moment.now())
    mail = ready_mail(
        number=mailing_id,
        to=to,
        called=settings.CALLED,
        site=settings.SITE,
        phone=settings.PHONE_NUMBER,
        stop_at=f"{settings.SITE}/antwoord/{secret}/" if secret else "",
    )
    try:
        sender(mail)
    except NotTaken:
        operations.note_not_taken(mailing_id=mailing_id, sure=True, on=Moment.now())
    except Unsure:
        operations.note_not_taken(mailing_id=mailing_id, sure=False, on=Moment.now())
    except AddressRefused:
        operations.note_refused(mailing_id=mailing_id, event=DeliveryEvent.REFUSED, on=Moment.now())
    else:
        operations.note_taken(mailing_id=mailing_id, on=Moment.now())


def take_up(outgoing_id: object, tries: int) -> bool:
    """Let a message be looked at again whose worker fell away; a mail keeps its Message-ID."""
    return isinstance(outgoing_id, str) and tries >= 0

# SPDX-License-Identifier: EUPL-1.2
"""Hands one mail to the mail server of the settings, and says for sure what it can say for sure.

Source: RFC 5321, 4.2.1 (4yz: later, 5yz: never) and 4.5.4.1; RFC 3834 (a machine wrote it).
"""

from __future__ import annotations

import smtplib
import ssl
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from meedoen.notifications.mail import AddressRefused, Mail, NotTaken, Unsure

_NEVER = 500


def message_id(number: UUID) -> str:
    """Give the Message-ID of a mail: the same at every try, so that one that came twice is one."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{number}@{host}>"


def send(mail: Mail) -> None:
    """Hand a mail over. Raises NotTaken, Unsure or AddressRefused."""
    connection = get_connection()
    _open(connection)
    try:
        connection.send_messages([_as_message(mail, connection)])
    except smtplib.SMTPRecipientsRefused as refused:
        _refused(max((code for code, _ in refused.recipients.values()), default=0))
    except smtplib.SMTPResponseException as said:
        # Of a sender or a text that is not taken we are the cause, and not her address.
        raise NotTaken(str(said.smtp_code)) from said
    except (smtplib.SMTPServerDisconnected, OSError) as away:
        raise Unsure from away
    finally:
        _close(connection)


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except (smtplib.SMTPException, OSError, ssl.SSLError) as away:
        raise NotTaken from away


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        # It said already what became of the mail.
        return


def _refused(code: int) -> None:
    if code >= _NEVER:
        raise AddressRefused(str(code))
    raise NotTaken(str(code))


def _as_message(mail: Mail, connection: BaseEmailBackend) -> EmailMessage:
    headers = {"Message-ID": message_id(mail.number), "Auto-Submitted": "auto-generated"}
    if mail.stop_at:
        headers["List-Unsubscribe"] = f"<{mail.stop_at}>"
    return EmailMessage(
        mail.subject, mail.text, to=[mail.to], connection=connection, headers=headers
    )

# SPDX-License-Identifier: EUPL-1.2
"""Reads what a mail server sends back about a mail of ours. Pure, but for reading files.

Of a report (RFC 3464) three things are taken: that it is one, that the mail failed for good, and
the Message-ID of ours in the part that came back (RFC 3462). No address and no text of it is kept
or said. What is no report, such as an answer of hers or "I am away", is no bounce.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.parser import HeaderParser
from pathlib import Path
from uuid import UUID

# A report is small; what is larger is somebody's mail, and is left alone.
LARGEST = 1_000_000


def number_that_bounced(content: bytes) -> UUID | None:
    """Give the number of a mail of ours that failed for good; None for whatever else this is."""
    try:
        mail = message_from_bytes(content[:LARGEST], policy=policy.default)
        if not isinstance(mail, EmailMessage) or not _is_report(mail) or not _failed(mail):
            return None
        return _our_number(mail)
    except (ValueError, LookupError, TypeError, AttributeError):
        # The parser of the standard library falls over some of what strangers send.
        return None


def _is_report(mail: EmailMessage) -> bool:
    kind = mail.get_param("report-type", "")
    return mail.get_content_type() == "multipart/report" and str(kind).lower() == "delivery-status"


def _failed(mail: EmailMessage) -> bool:
    """Tell whether a recipient failed for good: failed (2.3.3), with status 5 (2.3.4)."""
    return any(
        str(block.get("Action", "")).strip().lower() == "failed"
        and str(block.get("Status", "5")).strip().startswith("5")
        for part in mail.walk()
        if part.get_content_type() == "message/delivery-status"
        for block in _blocks(part)
        if "Final-Recipient" in block
    )


def _blocks(part: Message) -> Iterator[Message]:
    inside = part.get_payload()
    return (
        (one for one in inside if isinstance(one, Message))
        if isinstance(inside, list)
        else iter(())
    )


def _our_number(mail: EmailMessage) -> UUID | None:
    for part in mail.walk():
        said = ""
        if part.get_content_type() == "message/rfc822":
            said = next((str(one.get("Message-ID", "")) for one in _blocks(part)), "")
        elif part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            text = headers.decode("ascii", "replace") if isinstance(headers, bytes) else ""
            said = str(HeaderParser().parsestr(text).get("Message-ID", ""))
        local, at, _ = said.strip().strip("<>").partition("@")
        if at:
            try:
                return UUID(local)
            except ValueError:
                continue
    return None


def files_in(maildir: Path) -> list[Path]:
    """List the mails of a Maildir, new and seen, by name. Raises OSError where it is none."""
    found = [file for part in ("new", "cur") for file in (maildir / part).iterdir()]
    return sorted(file for file in found if file.is_file() and not file.is_symlink())

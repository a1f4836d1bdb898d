# SPDX-License-Identifier: EUPL-1.2
"""A mail as it goes out: only that something stands ready, never what. Pure.

A mail is a postcard: who sees her screen or her mailbox reads it too. So it names no organisation
that helps, no subject and no place; the way leads to a page that asks for her return words.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Mail:
    """A mail to hand over; `number` makes its Message-ID, the same at every try."""

    number: UUID
    to: str
    subject: str
    text: str
    stop_at: str = ""


class NotTaken(Exception):
    """The mail server certainly did not take it, and may later."""


class Unsure(Exception):
    """The connection fell away: nobody knows whether it was taken."""


class AddressRefused(Exception):
    """The mail server says that this address takes no mail."""


class MailSender(Protocol):
    """What hands a mail to a mail server (`settings.MAIL_SENDER`)."""

    def __call__(self, mail: Mail, /) -> None:
        """Hand it over. Raises NotTaken, Unsure or AddressRefused."""


_SUBJECT = "Er staat iets voor je klaar"
_TEXT = """\
Hallo,

Er staat iets voor je klaar in {called}. Wat het is, staat niet in deze mail.
Zo kan niemand meelezen.

Je leest het hier, als het jou uitkomt:
{site}/mijn-berichten/

Je komt binnen met je vijf woorden. Ben je ze kwijt? Bel ons dan gerust{phone}.
Je hoeft niets met deze mail te doen.
{stop}"""
_STOP = """
Wil je hierover geen mail meer? Kies het hier:
{address}
"""


def ready_mail(
    *, number: UUID, to: str, called: str, site: str, phone: str = "", stop_at: str = ""
) -> Mail:
    """Make the one mail there is: that something stands ready.

    `called` is what the product is called where she lives, `site` its address, `stop_at` the
    address of the page where she says that she wants no more mail.
    """
    text = _TEXT.format(
        called=called,
        site=site.rstrip("/"),
        phone=f": {phone}" if phone else "",
        stop=_STOP.format(address=stop_at) if stop_at else "",
    )
    return Mail(number, to, _SUBJECT, text, stop_at)

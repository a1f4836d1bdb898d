# SPDX-License-Identifier: EUPL-1.2
"""Links in messages: they only show, and one button on the page acts. Pure.

Mail scanners open every link, some with JavaScript. So what a link leads to changes nothing by
being opened, and acts only by a form that a person sends (ADR 0054).
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from meedoen.vocabulary.moment import Moment

LIFE = timedelta(days=60)


class LinkDoes(StrEnum):
    """What the button behind a link does. It is said on the button, and pressed or not."""

    STOP_MAIL = "stop_mail"


@dataclass(frozen=True)
class OpenLink:
    """A link that still works: whose it is, what its button does, and when it was pressed."""

    subject: UUID
    does: LinkDoes
    expires_at: Moment
    used_at: Moment | None

    def works(self, on: Moment) -> bool:
        """Tell whether it is not too old."""
        return on < self.expires_at


def new_secret() -> str:
    """Give the secret of a link: 192 bits, as it stands in an address."""
    return secrets.token_urlsafe(24)

# SPDX-License-Identifier: EUPL-1.2
"""A moment that comes back from a page, as it was sent along to undo something."""

from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware


def moment_in(text: str) -> datetime | None:
    """Read a moment with its zone; None for anything else, since anybody may send anything."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and is_aware(moment) else None

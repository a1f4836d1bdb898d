# SPDX-License-Identifier: EUPL-1.2
"""The moment of a request, and one that comes back from a page to undo something."""

from datetime import timedelta
from math import ceil

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from meedoen.vocabulary.moment import Moment


def moment_of(request: HttpRequest | None) -> Moment:
    """Give the one moment at which all of this request happens; the gate made it.

    What allauth leaves for when a request is over is a piece of work of its own: without a request
    it is now.
    """
    if request is None:
        return Moment.now()
    moment: Moment = request.moment  # type: ignore[attr-defined]
    return moment


def begin_anew(request: HttpRequest) -> None:
    """Give a request a new moment: nothing of it has happened yet, and it had to wait."""
    request.moment = Moment.now()  # type: ignore[attr-defined]


def in_minutes(wait: timedelta) -> str:
    """Say how long to wait: "een minuut", "12 minuten"; never shorter than it is."""
    minutes = ceil(wait / timedelta(minutes=1))
    return "een minuut" if minutes == 1 else f"{minutes} minuten"


def moment_in(text: str) -> Moment | None:
    """Read a moment with its zone; None for anything else, since anybody may send anything."""
    try:
        instant = parse_datetime(text)
    except ValueError:
        return None
    return Moment(instant) if instant and is_aware(instant) else None

# SPDX-License-Identifier: EUPL-1.2
"""What is sent about one dossier, or one other thing, is done one after the other (ADR 0031)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import HttpRequest

from meedoen.database.turns import one_at_a_time
from meedoen.history.operations import turn_of
from meedoen.privacy.endpoints import Endpoint
from meedoen.web.moments import begin_anew
from meedoen.web.open_story import open_subject

SUBJECT = "subject"


def turn_for(request: HttpRequest, stated: Endpoint) -> str:
    """Name the turn of what is sent: of the dossier it is about, else of the thing in its address.

    Empty for what is about neither, such as a first answer.
    """
    match = request.resolver_match
    # What its own pattern adds to an address is no thing of its own: all visitors share it.
    named = dict(match.captured_kwargs or {}) if match else {}  # type: ignore[attr-defined]
    subject = named.get(SUBJECT) or open_subject(request)
    if subject is not None:
        return turn_of(subject)
    which = " ".join(str(named[name]) for name in sorted(named))
    return f"{stated.object} {which}" if which else ""


@contextmanager
def in_turn(request: HttpRequest, stated: Endpoint) -> Iterator[None]:
    """Let a post wait until earlier ones about the same are done; it happens after the wait.

    So whatever a page reads before it writes still stands when it writes, and who was answered last
    also said it last.
    """
    turn = turn_for(request, stated) if request.method == "POST" else ""
    if not turn:
        yield
        return
    with transaction.atomic():
        one_at_a_time(turn)
        begin_anew(request)
        yield

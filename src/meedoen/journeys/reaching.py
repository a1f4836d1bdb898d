# SPDX-License-Identifier: EUPL-1.2
"""How somebody wants to be reached, said in one go: a way for each kind of message, and where."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from meedoen.notifications import operations as notifications
from meedoen.notifications.kinds import Channel, MessageKind
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.moment import Moment


@transaction.atomic
def say_how_to_reach(
    *,
    subject: UUID,
    channels: Mapping[MessageKind, str],
    addresses: Mapping[Channel, str],
    by: Viewer,
    on: Moment,
) -> None:
    """Keep her choices and addresses. An empty address ends the one that stood there.

    A kind for which nothing is chosen stays as it was.
    """
    for kind, channel in channels.items():
        if not channel:
            continue
        notifications.choose_channel(
            subject=subject, kind=kind, channel=Channel(channel), by=by, on=on
        )
    for way, value in addresses.items():
        notifications.give_address(subject=subject, way=way, value=value, by=by, on=on)

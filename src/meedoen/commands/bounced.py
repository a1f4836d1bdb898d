# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen notifications bounces` does with the mails it is given."""

from pathlib import Path

from meedoen.commands.schema import at_hand
from meedoen.interop.mail.bounces import LARGEST, files_in, number_that_bounced
from meedoen.notifications.kinds import DeliveryEvent
from meedoen.notifications.operations import note_refused
from meedoen.vocabulary.moment import Moment


def take_in(files: list[Path], maildir: Path | None) -> tuple[int, int, int]:
    """Let each report of a mail of ours become a letter; gives mails, reports and letters.

    Raises OSError for what cannot be read; what was taken in before it stands, and again is once.
    """
    every = [*files, *(files_in(maildir) if maildir else ())]
    ours = letters = 0
    with at_hand():
        for file in every:
            with file.open("rb") as opened:
                number = number_that_bounced(opened.read(LARGEST))
            if number is not None:
                ours += 1
                letters += note_refused(
                    mailing_id=number, event=DeliveryEvent.BOUNCED, on=Moment.now()
                )
    return len(every), ours, letters

# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a message, worked out from how things stand when it would be sent. Pure.

Nothing is planned ahead: the same question is asked at every try, and the answer may be another by
then (ADR 0053).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from meedoen.notifications.kinds import ORDERED_AT_ONCE, Channel, MessageKind
from meedoen.vocabulary.moment import Moment

# What comes within these minutes goes in one mail.
GATHERED = timedelta(minutes=10)
# Nobody gets more than one mail in this time; with it, a notice comes within the 48 hours of
# Awb 2:10.
ONE_MAIL_IN = timedelta(hours=24)
# A mail whose result is not known is taken up again after this, when nobody can be at it any more.
AT_IT = timedelta(minutes=10)
# After how many tries in vain a mail becomes a letter: with the waits below, more than two days.
MOST_TRIES = 10
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=12)


@dataclass(frozen=True)
class Resting:
    """Somebody rests until a day (that day itself is over), or until she says otherwise."""

    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the rest is there on a day."""
        return self.until is None or day < self.until


@dataclass(frozen=True)
class AsItStands:
    """How things stand for one message: all that decides what becomes of it.

    `mail_goes` says that there is a mail server and an address of hers that works; `was_read` that
    she read it on her page.
    """

    kind: MessageKind
    still_so: bool
    rests: bool
    chosen: Channel
    mail_goes: bool
    was_read: bool = False


class NextStep(StrEnum):
    """What is done with a message now."""

    LAPSE = "lapse"
    HOLD = "hold"
    ON_PAGE = "on_page"
    MAIL = "mail"
    LETTER = "letter"
    CALL = "call"


def what_now(stands: AsItStands) -> NextStep:
    """Say what is done with a message as things stand.

    What is not so any more is never told, and what she read needs no telling. While she rests
    nothing goes out, but what the law orders at once, and that on paper. By mail only when she
    chose it (Awb 2:8); a mail that cannot go becomes a letter (Awb 2:11).
    """
    if not stands.still_so:
        return NextStep.LAPSE
    by_mail = stands.chosen is Channel.EMAIL and stands.mail_goes
    if stands.kind in ORDERED_AT_ONCE:
        return NextStep.MAIL if by_mail and not stands.rests else NextStep.LETTER
    if stands.rests:
        return NextStep.HOLD
    if stands.was_read:
        return NextStep.ON_PAGE
    if stands.chosen is Channel.EMAIL:
        return NextStep.MAIL if by_mail else NextStep.LETTER
    return _CHOSEN[stands.chosen]


_CHOSEN = {
    Channel.PAGE: NextStep.ON_PAGE,
    Channel.LETTER: NextStep.LETTER,
    Channel.CALL: NextStep.CALL,
}


def mail_may_go_at(told_at: Moment, last_mail: Moment | None) -> Moment:
    """Say from when a message may be mailed: gathered with others, and one mail a day."""
    gathered = told_at + GATHERED
    return gathered if last_mail is None else max(gathered, last_mail + ONE_MAIL_IN)


def try_again_after(tries: int) -> timedelta:
    """Say how long to wait after so many tries in vain: twice as long each time, half a day most.

    Source: RFC 5321, 4.5.4.1 (give up after four to five days at the latest).
    """
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(tries - 1, 10)) if tries else timedelta()


def rest_over_at(rests: list[Resting], day: date) -> Moment | None:
    """Say when the last of these rests is over; None when nobody knows, or none holds on the day.

    In the morning: nothing comes at midnight.
    """
    last = [one.until for one in rests if one.holds_on(day)]
    known = [until for until in last if until is not None]
    if not known or len(known) < len(last):
        return None
    return Moment.beginning(max(known)) + timedelta(hours=9)

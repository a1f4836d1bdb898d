# SPDX-License-Identifier: EUPL-1.2
"""The rules for codes of the second factor: how they are typed, when they count, how long to wait.

Pure. The codes themselves are of RFC 6238: six figures that change with each step of time.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from enum import StrEnum

from meedoen.vocabulary.levelling import levelled

# So many wrong codes in a row, and then a wait that doubles each time, up to the longest.
TRIES = 5
FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(days=1)
# So many wrong codes in a day, and then none more that day, whatever became of the count in a row.
TRIES_A_DAY, A_DAY = 40, timedelta(days=1)
# How far back an older code is still recognised, so that the page can speak of the clock. Newer
# ones are not: to hear that a code will be right soon would help who guesses.
OLDER_STEPS = 20
# How many figures a code of the app has, and an emergency code.
OF_THE_APP, EMERGENCY = 6, 8
# The number before a code in somebody's own list: "3. 6630 8924".
_LISTED = re.compile(r"^\D*\d{1,2}[.):]\s+(?=\d)")

# Whose second factor is looked at here, where nobody is logged in yet.
_whose: ContextVar[int | None] = ContextVar("whose_codes", default=None)


@contextmanager
def codes_of(account_id: int) -> Iterator[None]:
    """Say whose codes are made or read in this block: they are sealed for that account."""
    before = _whose.set(account_id)
    try:
        yield
    finally:
        _whose.reset(before)


def whose_codes() -> int | None:
    """Give whose codes these are; None when no block says so."""
    return _whose.get()


def seal_of_codes(account_id: int) -> str:
    """Give the label under which the second factor of an account is sealed."""
    return f"second factor of account {account_id}"


class CodeTried(StrEnum):
    """What came of a code that somebody typed."""

    RIGHT = "right"
    WRONG = "wrong"
    OLDER = "older"
    USED = "used"
    WAITING = "waiting"


def code_in(typed: str) -> str:
    """Give the figures of a code, however they were grouped or written ("١٢٣ 456", "123-456").

    Codes have no letters, so that what stands around one falls away ("Je code: 123 456"). So does
    the number before it in a list, where only the rest can be a code.
    """
    plain = levelled(typed).plain
    figures, listed = _figures(plain), _figures(_LISTED.sub("", plain))
    return listed if listed != figures and can_be_code(listed) else figures


def can_be_code(figures: str, *, emergency: bool = True) -> bool:
    """Tell whether these can be a code at all, by how many they are."""
    return len(figures) == OF_THE_APP or (emergency and len(figures) == EMERGENCY)


def _figures(plain: str) -> str:
    return "".join(c for c in plain if c.isdecimal())


def wait_after(wrong: int) -> timedelta | None:
    """Say how long to wait after this many wrong codes in a row; None when one may go on."""
    if wrong < TRIES or wrong % TRIES:
        return None
    return min(FIRST_WAIT * 2 ** min(wrong // TRIES - 1, 10), LONGEST_WAIT)

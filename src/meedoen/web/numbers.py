# SPDX-License-Identifier: EUPL-1.2
"""A number of something on a page, as it comes back in an address: which step, which decision."""

import re

# Longer than any number of ours: a database counts to nineteen digits, Python reads some thousands.
MOST_DIGITS = 18
_NUMBER = re.compile(rf"[0-9]{{1,{MOST_DIGITS}}}")


def number_in(text: str) -> int | None:
    """Read a number; None for anything else, since anybody may send anything."""
    return int(text) if _NUMBER.fullmatch(text) else None


LAST_PAGE = 10_000


def page_in(text: str) -> int:
    """Read which page of a list, counted from 1; the first for anything that is none."""
    number = number_in(text) or 1
    return number if number < LAST_PAGE else 1

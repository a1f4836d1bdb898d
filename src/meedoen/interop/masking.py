# SPDX-License-Identifier: EUPL-1.2
"""A bsn in what is said of a source: only its last two digits are shown, also of a wrong one. Pure.

Stricter than `without_bsn`, which leaves a number alone that fails the eleven test: what is refused
from a source is often a bsn with one digit wrong, and that points at somebody too.
"""

import re

from meedoen.vocabulary.levelling import levelled

MASK = "*****"
# A date is no bsn; eight digits on end can be one, and are never shown as a date.
_DATE = r"(?:1[89]|2[01])\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)"
_ON_END = r"\d{8,}"
_SPREAD = r"\d(?:[\s._/-]{0,3}\d){8,}"
_MASKED = re.compile(r"\*{5}\d{0,2}")
_STEERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NUMBER = re.compile(rf"(?<!\d)(?P<date>{_DATE})|(?P<number>{_ON_END}|{_SPREAD})")


def masked(text: str) -> str:
    """Give a text in which each number that may be meant as a bsn is `*****` and two digits.

    That is: eight digits or more on end, or nine or more with spaces, dots, dashes, strokes or
    unseen characters between them, in any script. A date as 2026-01-31 stays.
    """
    level = levelled(text)
    for match in reversed(list(_NUMBER.finditer(level.plain))):
        if match["number"]:
            start, end = level.typed(*match.span())
            text = f"{text[:start]}{masked_whole(match['number'])}{text[end:]}"
    return text


def shown(text: str, most: int = 80) -> str:
    """Give so many characters of a text, masked; no number and no mask is cut open on the way."""
    start = re.sub(r"[\W\d_]+$", "", text[: 4 * most]) if len(text) > 4 * most else text
    safe = masked(start)
    over = next((one.end() for one in _MASKED.finditer(safe) if one.start() < most < one.end()), 0)
    end = max(most, over)
    return safe if len(safe) <= end and start == text else f"{safe[:end]}…"


def on_screen(text: str) -> str:
    """Give a text masked, on one line, and without characters that steer a screen."""
    return _STEERS.sub(" ", masked(text))


def masked_whole(value: str) -> str:
    """Mask what stands where a bsn belongs, whatever it is: only its last two digits are shown."""
    return MASK + re.sub(r"\D", "", levelled(value).plain)[-2:] if value.strip() else ""

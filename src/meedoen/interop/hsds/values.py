# SPDX-License-Identifier: EUPL-1.2
"""Whether one value is what its field takes, and if not, what to do about it (pure).

What stands in a value is never said again: people's names and numbers may stand there.
"""

import re
import sys
from datetime import datetime

from meedoen.interop.hsds.kinds import Value, ValueForm

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
# RFC 5321, 4.1.2: one @, but for a first part between quotes.
_EMAIL = re.compile(r'(?:[^\s@]+|"[^"\\]+")@[^\s@]+')
# RFC 3986, 3: a scheme, and behind it only what an address may be written with.
_URI = re.compile(
    r"[a-z][a-z0-9+.-]*:(?:[a-z0-9._~:/?@!$&'()*+,;=\[\]-]|%[0-9a-f]{2})*"
    r"(?:#(?:[a-z0-9._~:/?@!$&'()*+,;=-]|%[0-9a-f]{2})*)?",
    re.ASCII | re.IGNORECASE,
)
# RFC 3339, 5.6: the second of a leap is its sixtieth.
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?"
    r"(Z|[+-]([01]\d|2[0-3]):[0-5]\d)",
    re.ASCII | re.IGNORECASE,
)
_HALF = re.compile("[\ud800-\udfff]")
_LARGEST = sys.float_info.max


def wrong_with(value: object, asked: Value) -> str | None:
    """Say what is wrong with a value as JSON gives it, and what to do; None when nothing is.

    A number has to fit in 64 bits with a point, a text has to be whole Unicode. Sources: the forms
    of JSON Schema 2020-12, with RFC 3339, 3986, 5321 and 9562 behind them.
    """
    if value is None:
        return f"is null; leave it out, or give {_named(asked)}"
    if not _is_of(value, asked.form):
        return f"is {what_it_is(value)}; it has to be {_named(asked)}"
    if isinstance(value, str):
        return _wrong_text(value, asked)
    if isinstance(value, (int, float)) and not abs(value) <= _LARGEST:
        return "is larger than a number can be; give the number that is meant"
    return None


def what_it_is(value: object) -> str:
    """Say in words what a value of JSON is: a text, a list."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    words = {str: "a text", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return next(said for type_, said in words.items() if isinstance(value, type_))


def _named(asked: Value) -> str:
    return f"one of {', '.join(asked.one_of)}" if asked.one_of else asked.form.value


def _is_of(value: object, form: ValueForm) -> bool:
    if form is ValueForm.YES_OR_NO:
        return isinstance(value, bool)
    if form in (ValueForm.NUMBER, ValueForm.WHOLE):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number and (form is ValueForm.NUMBER or not _has_fraction(value))
    return isinstance(value, str)


def _has_fraction(value: object) -> bool:
    return isinstance(value, float) and not value.is_integer()


def _wrong_text(text: str, asked: Value) -> str | None:
    if not text.isascii() and _HALF.search(text):
        return "holds half of a character (a lone surrogate); write that character whole"
    if asked.one_of:
        known = text in asked.one_of
        return None if known else f"is no value that the standard knows; use {_named(asked)}"
    if _fits(text, asked.form):
        return None
    return f"cannot be read; write {asked.form.value}"


def _fits(text: str, form: ValueForm) -> bool:
    if form is ValueForm.UUID:
        return _UUID.fullmatch(text) is not None
    if form is ValueForm.EMAIL:
        return _EMAIL.fullmatch(text) is not None
    if form is ValueForm.URI:
        return _URI.fullmatch(text) is not None
    return form is not ValueForm.MOMENT or _is_moment(text)


def _is_moment(text: str) -> bool:
    found = _MOMENT.fullmatch(text)
    return found is not None and _is_day(found[1])


def _is_day(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True

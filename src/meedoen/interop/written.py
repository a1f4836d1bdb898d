# SPDX-License-Identifier: EUPL-1.2
"""Amounts and days as they are written in files about money (pure)."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from meedoen.vocabulary.moment import Moment

FIRST_YEAR, LAST_YEAR = 2000, 2100
# XML lets a number begin or end at its point.
_DECIMAL = re.compile(
    r"(?P<sign>[+-]?)(?=\.?[0-9])(?P<whole>[0-9]{0,13})(?:\.(?P<part>[0-9]{0,18}))?"
)
_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:[.,][0-9]+)?")
_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_ZONE = r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
_CLOCK = r"[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
_WRITTEN_DAY = re.compile(rf"{_DAY.pattern}(?P<clock>{_CLOCK})?{_ZONE}")
_DUTCH_DAY = re.compile(r"(?P<day>[0-9]{1,2})[-/](?P<month>[0-9]{1,2})[-/](?P<year>[0-9]{4})")


class UnreadableValue(ValueError):
    """What stands there is no such value; the message says in Dutch what it should be."""


def cents_in(text: str) -> int:
    """Read an amount of a message, with a point and at most two decimals that count, as cents.

    Raises UnreadableValue.
    """
    found = _DECIMAL.fullmatch(text)
    if found is None:
        raise UnreadableValue("dit is geen bedrag; schrijf cijfers met een punt, als 1234.56")
    part = (found["part"] or "").rstrip("0")
    if len(part) > 2:
        raise UnreadableValue("een bedrag heeft hooguit twee cijfers achter de punt")
    cents = int(found["whole"] or "0") * 100 + int(part.ljust(2, "0"))
    return -cents if found["sign"] == "-" else cents


def typed_cents(text: str) -> int:
    """Read an amount that somebody typed, as 1.234,56 or 1234.56 or -12, as cents.

    Raises UnreadableValue, also for what can be two things, as 1.234.
    """
    plain = text.replace("\u00a0", " ").replace("€", "").strip()
    plain = plain.replace("- ", "-").replace("\u2212", "-")
    if re.fullmatch(r"[+-]?[0-9]{1,3}[.,][0-9]{3}", plain):
        raise UnreadableValue("dit kan twee dingen zijn; schrijf 1234,00 of 1,23")
    if (grouped := _GROUPS.fullmatch(plain)) is not None:
        plain = plain.replace(grouped["mark"], "", plain.count(grouped["mark"]))
    try:
        return cents_in(plain.replace(",", "."))
    except UnreadableValue as no:
        raise UnreadableValue(str(no).replace("met een punt, als 1234.56", "als 1234,56")) from no


def number_in(text: str) -> Decimal:
    """Read a number with decimals, as a quantity or a rate. Raises UnreadableValue."""
    plain = text.strip().replace(",", ".")
    if _DECIMAL.fullmatch(plain) is None:
        raise UnreadableValue("dit is geen getal; schrijf cijfers, als 12 of 12,5")
    return Decimal(plain)


def rounded(amount: Decimal) -> int:
    """Round to a whole number, halves away from nought, as an invoice does."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def day_in(text: str) -> date:
    """Read a day of a message: 2026-01-31, with a zone or a clock behind it or not.

    A clock with a zone is an instant, of which this is the day in Amsterdam. Raises
    UnreadableValue.
    """
    found = _WRITTEN_DAY.fullmatch(text)
    if found is None:
        raise UnreadableValue("dit is geen dag; schrijf jjjj-mm-dd")
    day = _day(found)
    if found["clock"] is None:
        return day
    try:
        at = datetime.fromisoformat(text)
        return Moment(at).day if at.tzinfo else day
    except (ValueError, OverflowError):
        raise UnreadableValue("deze tijd bestaat niet") from None


def typed_day(text: str) -> date:
    """Read a day that somebody typed, or a program wrote: 2026-01-31 or 31-01-2026.

    Raises UnreadableValue.
    """
    if (found := _DUTCH_DAY.fullmatch(text)) is not None:
        return _day(found)
    try:
        return day_in(text)
    except UnreadableValue as no:
        raise UnreadableValue(str(no).replace("jjjj-mm-dd", "jjjj-mm-dd of dd-mm-jjjj")) from no


def _day(found: re.Match[str]) -> date:
    year = int(found["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableValue(f"het jaar {year} kan hier niet; is er een cijfer verkeerd?")
    try:
        return date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        raise UnreadableValue("deze dag bestaat niet") from None

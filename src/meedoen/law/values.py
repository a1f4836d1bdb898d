# SPDX-License-Identifier: EUPL-1.2
"""The values a law reasons with, and the one that stands for "not known yet".

Numbers are exact (see `numbers`), never float; dates travel as canonical `YYYY-MM-DD` text; null
is `None`. `Unknown` is not a value of the format: it carries the names of the facts that could
still decide the answer. Nothing is coerced by declared type: 42 is not "42", and true is not 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from meedoen.law.errors import UnusableFact
from meedoen.law.numbers import NUMBERS, in_figures, is_number
from meedoen.vocabulary.moment import AMSTERDAM

CANONICAL_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


INTERNAL = re.compile(r"#\S*\s*\Z")


def is_internal(raw: Any) -> bool:
    """Whether `raw` refers to an output of its own law: `#name`, without a space inside."""
    return raw.__class__ is str and INTERNAL.match(raw) is not None


class Unknown:
    """No answer yet; `missing` are the facts that can still change it.

    Exactly those, as far as three-valued logic sees: a value or an error is given only when every
    way of filling in the missing facts gives it, and what is not named changes nothing. A fact
    that is read twice counts as two: "x, or not x" waits for x (`tests/law/test_exactness.py`).
    `tainted` marks an answer that rests on a construct the format cannot express. `nullable` says
    that it may turn out to be null, `doubtful` that it may turn out to be no value but an error: a
    product with zero is then not yet zero, and what both ways of an IF share not yet the answer.
    """

    __slots__ = ("doubtful", "missing", "nullable", "tainted")

    def __init__(
        self,
        missing: frozenset[str],
        tainted: bool = False,
        *,
        nullable: bool = False,
        doubtful: bool = False,
    ) -> None:
        self.missing = missing
        self.tainted = tainted
        self.nullable = nullable
        self.doubtful = doubtful

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Unknown)
            and self.missing == other.missing
            and self.tainted == other.tainted
        )

    def __hash__(self) -> int:
        return hash((self.missing, self.tainted))

    def __repr__(self) -> str:
        return f"Unknown({', '.join(sorted(self.missing))})"


TAINTED = Unknown(frozenset(), tainted=True)

ABSENT: Any = object()
"""Nobody gave a value; what that means depends on the mode."""


class ReferenceDate(dict[str, Any]):
    """The date an evaluation looks from, as the object form the format gives it."""

    @classmethod
    def of(cls, day: date) -> ReferenceDate:
        """The object form of `day`: iso text, year, month and day of the month."""
        return cls(iso=day.isoformat(), year=day.year, month=day.month, day=day.day)


def unknown_among(values: Iterable[Any]) -> Unknown | None:
    """Everything unknown in `values` as one Unknown, or None when all are known."""
    gaps = [value for value in values if value.__class__ is Unknown]
    if not gaps:
        return None
    if len(gaps) == 1 and not gaps[0].nullable:
        return gaps[0]
    return Unknown(
        frozenset().union(*(gap.missing for gap in gaps)),
        any(gap.tainted for gap in gaps),
        doubtful=any(gap.doubtful for gap in gaps),
    )


def needed_among(values: Iterable[Any], doubtful: bool = False) -> Unknown | None:
    """As `unknown_among`, for an operation that null, too, makes an error."""
    gaps = [value for value in values if value.__class__ is Unknown]
    found = unknown_among(gaps)
    if found is None or found.doubtful or not (doubtful or any(gap.nullable for gap in gaps)):
        return found
    return Unknown(found.missing, found.tainted, doubtful=True)


def _day_of(moment: datetime) -> str:
    """Give the day on which a moment falls here; one without a zone is on the clock here."""
    here = moment.astimezone(AMSTERDAM) if moment.tzinfo else moment
    return here.isoformat()[: len("2026-01-01")]


def normalised(value: Any) -> Any:
    """`value` in the few types the engine knows; raises UnusableFact for anything else."""
    kind = value.__class__
    if kind in _PLAIN:
        return value
    if isinstance(value, Decimal):
        return _finite(Decimal(value))
    if isinstance(value, datetime):
        return _day_of(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return _finite(Decimal(repr(float(value))))
    if isinstance(value, Fraction):
        return Fraction(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Mapping):
        return {str(key): normalised(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return [normalised(item) for item in sorted(value, key=str)]
    if isinstance(value, Iterable):
        return [normalised(item) for item in value]
    raise UnusableFact(f"a fact cannot be a {kind.__name__}: {shown(value)}")


_PLAIN = frozenset({bool, int, str, type(None), Unknown, ReferenceDate})


def _finite(number: Decimal) -> Decimal:
    """The number, unless it is none: NaN and infinity are no values of a law."""
    if not number.is_finite():
        raise UnusableFact(f"{number} is no number, and no fact")
    return number


@lru_cache(maxsize=4096)
def parsed_date(text: str) -> date | None:
    """The date that canonical `YYYY-MM-DD` text names, or None; nothing is guessed."""
    if not CANONICAL_DATE.match(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def as_date(value: Any) -> date | None:
    """The date that `value` stands for (text or the object form), or None."""
    if value.__class__ is str:
        return parsed_date(value)
    if isinstance(value, dict) and isinstance(value.get("iso"), str):
        return parsed_date(value["iso"])
    return None


def same(left: Any, right: Any) -> bool:
    """Structural equality: 2 equals 2.0; "42" does not equal 42; null equals only null."""
    if left.__class__ is right.__class__ or (is_number(left) and is_number(right)):
        if isinstance(left, list):
            return len(left) == len(right) and all(map(same, left, right))
        if isinstance(left, dict):
            return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
        return bool(left == right)
    if isinstance(left, dict) or isinstance(right, dict):
        one, other = as_date(left), as_date(right)
        return one is not None and one == other
    return False


def shown(value: Any) -> str:
    """`value` in an error message or explanation, never longer than a line."""
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if value.__class__ in NUMBERS:
        return in_figures(value)
    if isinstance(value, ReferenceDate):
        return str(value["iso"])
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a mapping with keys"
    told = repr(value)
    return told if len(told) <= LONGEST_SHOWN else f"{told[:LONGEST_SHOWN]}…"


LONGEST_SHOWN = 200


def to_json(value: Any) -> Any:
    """`value` as JSON can carry it: whole decimals become int, others float, dates ISO text."""
    if isinstance(value, Decimal | Fraction):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, ReferenceDate):
        return value["iso"]
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    return None if value.__class__ is Unknown else value

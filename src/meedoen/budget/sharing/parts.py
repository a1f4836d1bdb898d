# SPDX-License-Identifier: EUPL-1.2
"""Which part of what a partnership is asked is of which municipality (pure).

The key is adopted before the days that it is for, as a key over laws is, and each amount is divided
by it by largest remainder: the parts are the whole, to the cent. After that each municipality has
her part in books of her own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.money import Money

WHOLE = 1000
"""Shares are whole thousandths."""


class UnusableSharing(ValueError):
    """A key between municipalities cannot divide anything; the message has a line per fault."""


@dataclass(frozen=True)
class SharingPart:
    """The share of a municipality in thousandths, and on what ground it is that."""

    municipality: str
    share: int
    ground: str


@dataclass(frozen=True)
class SharingKey:
    """How what is asked of a partnership on some days is divided over its municipalities."""

    name: str
    first_day: date
    last_day: date
    parts: tuple[SharingPart, ...]

    def covers(self, day: date) -> bool:
        """Tell whether it divides what is of a day."""
        return self.first_day <= day <= self.last_day

    def meets(self, other: SharingKey) -> bool:
        """Tell whether something could fall under both."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day


def must_share(key: SharingKey, together: Iterable[str]) -> None:
    """See that a key divides the whole over municipalities that work together.

    Raises UnusableSharing.
    """
    faults = list(_faults(key, set(together)))
    if faults:
        raise UnusableSharing("\n".join(f"{key.name}: {fault}" for fault in faults))


def _faults(key: SharingKey, together: set[str]) -> Iterator[str]:
    if key.last_day < key.first_day:
        yield f"de laatste dag ({key.last_day}) ligt voor de eerste ({key.first_day})."
    if len(key.parts) < 2:
        yield "er zijn minstens twee gemeenten die delen."
    for code, times in Counter(one.municipality for one in key.parts).items():
        if times > 1:
            yield f"{code} staat er {times} keer."
        if code not in together:
            yield f"{code} hoort niet bij dit samenwerkingsverband."
    for one in key.parts:
        if one.share <= 0:
            yield f"het deel van {one.municipality} is meer dan nul."
        if not one.ground.strip():
            yield f"bij {one.municipality} staat geen grond."
    whole = sum(one.share for one in key.parts)
    if whole != WHOLE:
        yield f"de delen zijn samen {whole} van de {WHOLE}."


def parts_of(cents: int, key: SharingKey) -> dict[str, int]:
    """Divide an amount over municipalities, in cents: by largest remainder, none is lost.

    A credit is divided as the same debit would be, the other way round.
    """
    if cents < 0:
        return {code: -part for code, part in parts_of(-cents, key).items()}
    found = Money(cents).split([one.share for one in key.parts])
    return {one.municipality: part.cents for one, part in zip(key.parts, found, strict=True)}


def key_of_day(day: date, keys: Iterable[SharingKey]) -> SharingKey | None:
    """Give the key that divides what is of a day; None when there is none."""
    return next((one for one in keys if one.covers(day)), None)


def wrong_parts(
    document: str, total: int, rows: Mapping[str, Mapping[str, int]], key: SharingKey
) -> Iterator[str]:
    """Say what of a shared document its key does not yield, to the cent; nothing when it is right.

    `rows` are the parts of each amount per municipality, in cents; `total` is what it asks in all.
    """
    for row, parts in sorted(rows.items()):
        whole = sum(parts.values())
        for code, part in parts_of(whole, key).items():
            if parts.get(code, 0) != part:
                yield (
                    f"Shared document {document}, row {row}: {code} has {parts.get(code, 0)} "
                    f"cents, and key {key.name} yields {part}."
                )
        for code in sorted(set(parts) - {one.municipality for one in key.parts}):
            yield f"Shared document {document}, row {row}: {code} has a part, and no share."
    whole = sum(sum(parts.values()) for parts in rows.values())
    if whole != total:
        yield f"Shared document {document}: its parts are {whole} cents, and it asks {total}."


def too_late(key: SharingKey) -> str:
    """Say that a key was to be adopted before its first day."""
    return (
        f"{key.name} begint op {day_in_words(key.first_day)}. Een sleutel wordt vastgesteld vóór "
        "de eerste dag. Stel er een voor die later begint."
    )

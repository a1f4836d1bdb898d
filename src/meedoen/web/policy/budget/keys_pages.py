# SPDX-License-Identifier: EUPL-1.2
"""Puts the pages of keys together: those that wait, hold and held, and what one would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from meedoen.budget import queries
from meedoen.budget.planning import queries as planning
from meedoen.budget.planning.trying import TriedKey
from meedoen.web.policy.budget.amounts import amount, euros
from meedoen.web.policy.budget.keys_words import (
    divided_by,
    named_in,
    percent,
)
from meedoen.web.policy.budget.landed import law_named, taakveld_named


class KeyState(StrEnum):
    """Where a key stands on a day."""

    WAITS = "waits"
    ASKS = "asks"
    TOO_LATE = "too_late"
    COMES = "comes"
    HOLDS = "holds"
    HELD = "held"
    ASIDE = "aside"

    @property
    def label(self) -> str:
        """Say it in a badge."""
        return _LABELS[self]

    @property
    def kind(self) -> str:
        """How it is marked; nothing about a key is wrong."""
        return {KeyState.ASKS: "ask", KeyState.HOLDS: "ok"}.get(self, "plain")


_LABELS = {
    KeyState.WAITS: "wacht op een collega",
    KeyState.ASKS: "kun jij vaststellen",
    KeyState.TOO_LATE: "te laat om vast te stellen",
    KeyState.COMES: "vastgesteld",
    KeyState.HOLDS: "geldt nu",
    KeyState.HELD: "gold eerder",
    KeyState.ASIDE: "opzij gezet",
}


def state_of(row: Any, today: date, *, account: int | None, label: str) -> KeyState:
    """Say where a key stands for who looks: who proposed it waits, a colleague is asked."""
    if row.dropped_at:
        return KeyState.ASIDE
    if row.adopted_on is None and row.first_day <= today:
        return KeyState.TOO_LATE
    if row.adopted_on is None:
        return KeyState.WAITS if row.is_proposed_by(label, account) else KeyState.ASKS
    if row.first_day > today:
        return KeyState.COMES
    return KeyState.HOLDS if row.last_day >= today else KeyState.HELD


@dataclass(frozen=True)
class ListedKey:
    """A key in a list; `again` is the year for which it can be proposed anew, else None.

    It is None too where a key for the same waits or holds in that year.
    """

    row: Any
    state: KeyState
    of: str
    again: int | None


@dataclass(frozen=True)
class KeysOfYear:
    """The keys of a booking year."""

    year: int
    keys: Sequence[ListedKey]


def keys_by_year(code: str, today: date, *, account: int | None, label: str) -> list[KeysOfYear]:
    """List the keys of a municipality per year for who looks, the last year first."""
    rows = list(queries.listed_keys(code))
    following = today.year + 1
    there = {_for(row) for row in rows if row.first_day.year == following}
    found: dict[int, list[ListedKey]] = {}
    for row in rows:
        now = row.first_day.year == today.year and row.adopted_on
        again = following if now and _for(row) not in there else None
        found.setdefault(row.first_day.year, []).append(
            ListedKey(
                row,
                state_of(row, today, account=account, label=label),
                divided_by(row.products, row.partners),
                again,
            )
        )
    return [KeysOfYear(year, found[year]) for year in sorted(found, reverse=True)]


def _for(row: Any) -> tuple[frozenset[str], frozenset[str]]:
    """Say for which products and providers a key is: one for the same follows it."""
    return frozenset(row.products), frozenset(row.partners)


@dataclass(frozen=True)
class ShownKeyLine:
    """A line of a key as people read it."""

    share: str
    law: str
    taakveld: str
    programme: str
    ground: str


@dataclass(frozen=True)
class ShownTry:
    """A law and taakveld with what stands there now and would then, in euros."""

    law: str
    taakveld: str
    now: str
    then: str
    more: str


@dataclass(frozen=True)
class TryPage:
    """What a key would do to what was booked in the year before it."""

    year: int
    together: str
    lines: Sequence[ShownTry]
    integral: str
    integral_now: str
    integral_then: str
    changed: bool


def try_page(row: Any, *, integral: int | None) -> TryPage | None:
    """Try a key, with another share of the one budget when that is asked; None of nothing."""
    tried = planning.try_key(row, integral=integral)
    if not tried.lines:
        return None
    year = row.first_day.year
    return TryPage(
        year=year - 1,
        together=euros(tried.cents),
        lines=[
            ShownTry(
                law_named(one.law),
                named_in(one.taakveld, year, year - 1),
                amount(one.now),
                amount(one.then),
                _difference(one.more),
            )
            for one in tried.lines
        ],
        integral=percent(row.integral if integral is None else integral),
        integral_now=_of_each_hundred(tried.integral_now, tried),
        integral_then=_of_each_hundred(tried.integral_then, tried),
        changed=integral is not None and integral != row.integral,
    )


def _difference(cents: int) -> str:
    return f"+{amount(cents)}" if cents > 0 else amount(cents) if cents else "–"


def _of_each_hundred(cents: int, tried: TriedKey) -> str:
    """Say how much of each hundred euros runs through the one budget, to the nearest euro."""
    return str((200 * cents + tried.cents) // (2 * tried.cents)) if tried.cents > 0 else "0"


@dataclass(frozen=True)
class KeyPage:
    """Everything that the page of a key shows."""

    row: Any
    code: str
    state: KeyState
    of: str
    integral: str
    lines: Sequence[ShownKeyLine]
    begins: bool
    tried: TryPage | None

    @property
    def may_adopt(self) -> bool:
        """Whether who looks can let it hold."""
        return self.state is KeyState.ASKS

    @property
    def open(self) -> bool:
        """Whether somebody can still decide on it."""
        return self.state in {KeyState.WAITS, KeyState.ASKS}

    @property
    def can_go_aside(self) -> bool:
        """Whether it is a proposal that nobody needs any more, or that came too late."""
        return self.open or self.state is KeyState.TOO_LATE


def key_page(
    row: Any, *, account: int | None, label: str, today: date, integral: int | None
) -> KeyPage:
    """Put the page of a key together for who looks. Some statements, however much is booked.

    Only a key that has yet to begin is tried: what another did is in the books.
    """
    state = state_of(row, today, account=account, label=label)
    year = row.first_day.year
    begins = row.first_day > today
    return KeyPage(
        row=row,
        code=row.municipality_id,
        state=state,
        of=divided_by(row.products, row.partners),
        integral=percent(row.integral),
        lines=[
            ShownKeyLine(
                percent(one.share),
                law_named(one.law),
                taakveld_named(one.taakveld, year),
                one.programme,
                one.ground,
            )
            for one in row.lines.all()
        ],
        begins=begins,
        tried=try_page(row, integral=integral) if begins else None,
    )

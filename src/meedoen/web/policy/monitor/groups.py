# SPDX-License-Identifier: EUPL-1.2
"""The groups of a figure in one place, as a picture: a hundred doors, or bars (pure).

A hundred doors are drawn only where every group can be seen and there is something to divide by;
otherwise bars, in which what is hidden is a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from meedoen.vocabulary.number import whole_in_words
from meedoen.web.policy.monitor.cells import FigureCells, is_hidden
from meedoen.web.policy.monitor.figures import TOO_SMALL
from meedoen.web.policy.monitor.indicators import STACKING, ShownIndicator

DOORS = 100
A_ROW = 20
_ROOM_X, _ROOM_Y = 20, 26


@dataclass(frozen=True)
class GroupBar:
    """A group with its count in words, and how long its bar is: a part of the longest, 0 to 100."""

    name: str
    told: str
    length: float
    hidden: bool
    doors: int


@dataclass(frozen=True)
class DrawnDoor:
    """One of a hundred doors: where it stands, and of which group it is, 0 for none."""

    x: int
    y: int
    group: int


@dataclass(frozen=True)
class GroupPicture:
    """The groups of a figure in one place; `doors` is empty where they cannot be drawn."""

    bars: tuple[GroupBar, ...]
    doors: tuple[DrawnDoor, ...]
    among: str

    @property
    def none(self) -> int:
        """How many of a hundred are in no group."""
        return sum(door.group == 0 for door in self.doors)

    @property
    def sentence(self) -> str:
        """Say what the doors show, to who cannot see them."""
        parts = ", ".join(f"{bar.doors} met {bar.name}" for bar in self.bars)
        return f"Van elke 100 {self.among}: {self.none} zonder, {parts}."


def group_picture(
    cells: FigureCells, area: str, indicator: ShownIndicator, among: int | None
) -> GroupPicture | None:
    """Draw the groups of a figure in an area; None where it has none."""
    if not cells.parts:
        return None
    counts = [cells.count(area, part.code) for part in cells.parts]
    seen = [count or 0 for count in counts if not is_hidden(count)]
    most = max([*seen, 1])
    shares = _shares(counts, among) if indicator.group == STACKING else None
    bars = tuple(
        GroupBar(
            name=_called(part.name, indicator),
            told=TOO_SMALL if is_hidden(count) else whole_in_words(count or 0),
            length=0 if is_hidden(count) else round(100 * (count or 0) / most, 1),
            hidden=is_hidden(count),
            doors=shares[at] if shares else 0,
        )
        for at, (part, count) in enumerate(zip(cells.parts, counts, strict=True))
    )
    return GroupPicture(bars, _doors(shares) if shares else (), indicator.per_words)


def _called(name: str, indicator: ShownIndicator) -> str:
    """Call a group: of stacking `één regeling`, `twee regelingen`, `drie of meer regelingen`."""
    if indicator.group != STACKING:
        return name
    return f"{name} regeling" if name == "één" else f"{name} regelingen"


def _shares(counts: list[int | None], among: int | None) -> list[int] | None:
    """Part a hundred over who is in each group, to whole doors; None where that cannot be."""
    known = [count for count in counts if count is not None and not is_hidden(count)]
    if not among or len(known) < len(counts) or sum(known) > among:
        return None
    exact = [Decimal(100 * count) / among for count in (among - sum(known), *known)]
    whole = [int(share) for share in exact]
    # The doors that are left go to who lost most by rounding down.
    order = sorted(range(len(exact)), key=lambda at: (whole[at] - exact[at], at))
    for at in order[: DOORS - sum(whole)]:
        whole[at] += 1
    return whole[1:]


def _doors(shares: list[int]) -> tuple[DrawnDoor, ...]:
    groups = [0] * (DOORS - sum(shares))
    for number, share in enumerate(shares, start=1):
        groups += [number] * share
    return tuple(
        DrawnDoor(at % A_ROW * _ROOM_X, at // A_ROW * _ROOM_Y, group)
        for at, group in enumerate(groups)
    )

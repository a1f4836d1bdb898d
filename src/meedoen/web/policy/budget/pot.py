# SPDX-License-Identifier: EUPL-1.2
"""Draws the pot: from one arch to laws, and from those to taakvelden (pure).

Names stand in the picture, amounts in the table beside it. Flows run side by side and never cross,
since taakvelden stand below their law. Measures are those of the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meedoen.web.policy.budget.landed import LandedLaw

WIDTH = 660
_ALL = 250
_LEAST, _ROW, _BETWEEN, _BETWEEN_LAWS = 3, 20, 8, 10
_TOP = 24
_POT, _POT_WIDTH = 4, 58
_LAW, _FIELD, _BAR = 180, 370, 12
# Of a name in the picture; the table has it whole.
_LONGEST = 38
_COLOURS = 4


@dataclass(frozen=True)
class PotFlow:
    """A stream in the drawing: its path, and which of the colours it has."""

    path: str
    colour: int


@dataclass(frozen=True)
class PotBar:
    """Where a stream ends: a bar with its name, at `label` from the top."""

    x: int
    y: int
    height: int
    label: int
    named: str
    colour: int

    @property
    def beside(self) -> int:
        """Where its name begins."""
        return self.x + _BAR + 8


@dataclass(frozen=True)
class PotPicture:
    """The whole drawing."""

    height: int
    pot_y: int
    pot_height: int
    flows: Sequence[PotFlow]
    laws: Sequence[PotBar]
    fields: Sequence[PotBar]

    width: int = WIDTH
    pot_x: int = _POT
    pot_width: int = _POT_WIDTH
    bar: int = _BAR

    @property
    def arch(self) -> str:
        """The outline of the pot: round above, straight below."""
        left, right = self.pot_x, self.pot_x + self.pot_width
        half, top = self.pot_width // 2, self.pot_y
        bottom = top + self.pot_height
        return f"M{left} {bottom}V{top}A{half} {half} 0 0 1 {right} {top}V{bottom}Z"

    @property
    def middle(self) -> tuple[int, int]:
        """Where the amount stands in the pot."""
        return self.pot_x + self.pot_width // 2, self.pot_y + self.pot_height // 2


def pot_picture(laws: Iterable[LandedLaw]) -> PotPicture | None:
    """Draw what landed; what is not above nought has no width, and None when nothing has."""
    shown = [(law, [one for one in law.parts if one.cents > 0]) for law in laws]
    shown = [(law, parts) for law, parts in shown if parts]
    together = sum(one.cents for _, parts in shown for one in parts)
    if not together:
        return None
    widths = [[max(_LEAST, one.cents * _ALL // together) for one in parts] for _, parts in shown]
    height = _height_of(widths)
    in_all = sum(map(sum, widths))
    pot_y = max(_TOP + _POT_WIDTH // 2, (height - in_all) // 2)
    flows: list[PotFlow] = []
    law_bars: list[PotBar] = []
    fields: list[PotBar] = []
    y, from_pot = _TOP, pot_y
    for number, ((law, parts), of_law) in enumerate(zip(shown, widths, strict=True)):
        colour = number % _COLOURS
        slots = _slots(of_law)
        law_y = y + (slots - sum(of_law)) // 2
        law_bars.append(
            PotBar(_LAW, law_y, sum(of_law), law_y + sum(of_law) // 2, _short(law.named), colour)
        )
        left = _POT + _POT_WIDTH
        flows.append(PotFlow(_stream(left, from_pot, _LAW, law_y, sum(of_law)), colour))
        from_pot += sum(of_law)
        from_law = law_y
        for one, wide in zip(parts, of_law, strict=True):
            slot = max(wide, _ROW)
            at = y + (slot - wide) // 2
            fields.append(PotBar(_FIELD, at, wide, y + slot // 2, _short(one.named), colour))
            flows.append(PotFlow(_stream(_LAW + _BAR, from_law, _FIELD, at, wide), colour))
            from_law += wide
            y += slot + _BETWEEN
        y += _BETWEEN_LAWS
    return PotPicture(max(height, pot_y + in_all + 8), pot_y, in_all, flows, law_bars, fields)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _slots(of_law: Sequence[int]) -> int:
    return sum(max(wide, _ROW) for wide in of_law) + _BETWEEN * (len(of_law) - 1)


def _height_of(widths: Sequence[Sequence[int]]) -> int:
    rows = sum(_slots(of_law) + _BETWEEN for of_law in widths)
    return _TOP + rows + _BETWEEN_LAWS * len(widths)


def _stream(x: int, y: int, to_x: int, to_y: int, wide: int) -> str:
    half = (x + to_x) // 2
    return (
        f"M{x} {y}C{half} {y} {half} {to_y} {to_x} {to_y}"
        f"V{to_y + wide}C{half} {to_y + wide} {half} {y + wide} {x} {y + wide}Z"
    )

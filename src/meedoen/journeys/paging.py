# SPDX-License-Identifier: EUPL-1.2
"""A list by the page: how far it is read, and whether more comes after what is shown. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Line = TypeVar("Line")
ON_A_PAGE = 25


@dataclass(frozen=True)
class Part(Generic[Line]):
    """A part of a list: its lines, and whether more come after it."""

    lines: Sequence[Line]
    more: bool


@dataclass(frozen=True)
class Stretch:
    """How much of a list is shown: how many lines come before it, and how many it holds."""

    skip: int
    shown: int

    @property
    def most(self) -> int:
        """How many lines to ask for: one more, which tells whether the list goes on."""
        return self.shown + 1


def stretch_of(page: int) -> Stretch:
    """Give what a page shows, counted from 1."""
    return Stretch((page - 1) * ON_A_PAGE, ON_A_PAGE)

# SPDX-License-Identifier: EUPL-1.2
"""Texts and lists of texts as numbers, the same number for the same text in every column."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.columns.column import Mask


class Words:
    """The texts, and the lists of texts, that one question meets."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}
        self.lists: dict[tuple[str, ...], int] = {}
        self._holding: dict[tuple[int, int], Mask] = {}

    def number(self, text: str) -> int:
        """The number that stands for `text`."""
        return self.texts.setdefault(text, len(self.texts))

    def numbers(self, categories: tuple[Any, ...]) -> list[int]:
        """The numbers that stand for the texts, or the lists, of one column."""
        if categories and isinstance(categories[0], tuple):
            return [self.lists.setdefault(item, len(self.lists)) for item in categories]
        return [self.number(item) for item in categories]

    def holding(self, number: int) -> Mask:
        """Per list so far, whether the text with this number is in it."""
        key = (number, len(self.lists))
        if key not in self._holding:
            text = list(self.texts)[number]
            found = [text in items for items in self.lists]
            self._holding[key] = np.array(found or [False], dtype=bool)
        return self._holding[key]

    def written(self, numbers: NDArray[np.int32]) -> NDArray[np.str_]:
        """The texts themselves again."""
        return np.array(list(self.texts) or [""]).take(numbers, mode="clip")

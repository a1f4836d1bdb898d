# SPDX-License-Identifier: EUPL-1.2
"""What of a table is shown: the values that are open, and which cells are hidden (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.tables import Counts, Dimension, Key

HIDDEN = -1


@dataclass(frozen=True)
class Published:
    """A table as everybody may see it: what is hidden holds `HIDDEN`, whatever it was hidden for.

    `values` has an axis per dimension, in the order of its codes, totals included.
    """

    dimensions: tuple[Dimension, ...]
    values: Counts = field(hash=False, compare=False)
    rule: CountRule

    @property
    def hidden(self) -> NDArray[np.bool_]:
        """Which cells are hidden."""
        return np.asarray(self.values == HIDDEN)

    def rows(self) -> Iterator[tuple[Key, int | None]]:
        """Give the codes of each cell with its value, None when it is hidden."""
        keys = product(*(dimension.codes for dimension in self.dimensions))
        for key, value in zip(keys, self.values.ravel().tolist(), strict=True):
            yield key, None if value == HIDDEN else value

    def value(self, *codes: str) -> int | None:
        """Give what is shown of one cell, None when it is hidden. Raises KeyError for no cell."""
        places = (d.position[code] for d, code in zip(self.dimensions, codes, strict=True))
        value = int(self.values[tuple(places)])
        return None if value == HIDDEN else value

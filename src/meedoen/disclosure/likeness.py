# SPDX-License-Identifier: EUPL-1.2
"""What figures of nearly the same people say of those that come in their place (pure).

A source that is delivered again counts the same people but for some, and nobody outside knows who
changed. Whoever lays both releases beside each other takes what did not change for the same. So
what was hidden stays hidden, and what was open and is the same hides nobody now. Then a hidden cell
keeps its room for whoever knows which cells changed, not by how much. Who knows that too is not
held off: a cell that gained one person is known as closely as the change is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.sums import Mask, linked
from meedoen.disclosure.tables import CountTable

_NOWHERE = HIDDEN - 1


def likeness(table: CountTable, like: Sequence[Published]) -> tuple[Mask, Mask]:
    """Give which cells of a table were open before with the count of now, and which were hidden.

    Cells in their order; a cell that stood in no table of before is neither.
    """
    counts = table.counts.ravel()
    as_before, hid_before = (np.zeros(counts.size, dtype=bool) for _ in range(2))
    for before in like:
        sums = linked([table.dimensions, before.dimensions])
        own, others = sums.cells
        values = np.full(sums.quantities, _NOWHERE, dtype=np.int64)
        values[others] = before.values.ravel()
        as_before |= values[own] == counts
        hid_before |= values[own] == HIDDEN
    return as_before, hid_before

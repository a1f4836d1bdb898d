# SPDX-License-Identifier: EUPL-1.2
"""From a table of counts to what may leave: protected, and proven from what is published (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from meedoen.disclosure.folder import ReleaseProof
from meedoen.disclosure.protecting import Protected, Status, protect
from meedoen.disclosure.proving import NotProven, prove
from meedoen.disclosure.published import Published
from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.sums import Mask
from meedoen.disclosure.tables import CountTable, Key

# Whole numbers leave less room than a linear program sees; asking more of it mostly is enough. The
# fewest leave the least room: nought is how it is hidden without looking for these.
_MORE = (0, 1, 3)
# Of so many classes the fewest to hide are mostly found within a second, where somebody waits for a
# page; of the second number within ten, or else how few there are at the least.
QUICKLY, THOROUGHLY = 60, 700


def release(
    table: CountTable,
    rule: CountRule,
    earlier: Sequence[Published] = (),
    *,
    exact: int = QUICKLY,
    dear: Mask | None = None,
    like: Sequence[Published] = (),
) -> tuple[Protected, ReleaseProof]:
    """Protect a table and prove it, beside everything published earlier about the same people.

    The fewest that can be hidden are looked for in a table of at most `exact` classes; `dear` and
    `like` as `protect` has them. Raises NotProtected or Contradiction as `protect` does, and
    NotProven when no way of hiding that was found could be proven.
    """
    first = last = protect(table, rule, earlier, exact=exact, dear=dear, like=like)
    try:
        return first, prove(first.published, earlier)
    except NotProven as short:
        failed = short
    for more in _MORE:
        before, last = last, protect(table, rule, earlier, more=more, dear=dear, like=like)
        if np.array_equal(before.statuses, last.statuses):
            continue
        try:
            return replace(last, fewest=first.fewest), prove(last.published, earlier)
        except NotProven as short:
            failed = short
    raise failed


def rows_with_statuses(protected: Protected) -> Iterator[tuple[Key, int | None, str]]:
    """Give each cell with its value, None when hidden, and why; for the second reader only."""
    statuses = protected.statuses.ravel().tolist()
    for (key, value), status in zip(protected.published.rows(), statuses, strict=True):
        yield key, value, Status(status).name.lower()

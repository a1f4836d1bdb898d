# SPDX-License-Identifier: EUPL-1.2
"""Which parts of streets are shown of a source in one buurt, and the proof of it (pure).

The total of the buurt is public. Whoever knows it and the parts that are shown, knows the sum of
those that are not. *Movers* (`streets.py`) could be shared out over these in any way, and no other
figure would be different. So when the movers in what is hidden are a threshold together, each
hidden part can be so much more or so much less: all of them could live there, or none. That holds
beside everything that is public and all that is shown of other sources, since it is about who lives
where and not about one table. A nought is as small as any other: in a street of ten homes "nobody"
tells as much as "somebody".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from meedoen.disclosure.folder import ReleaseProof, hidden_in_order
from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.rule import CountRule, Zero
from meedoen.disclosure.tables import Dimension

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
_BUURT = "buurt"


def hidden_parts(counts: Numbers, movers: Numbers, threshold: int) -> Mask | None:
    """Give which parts of a buurt to hide, or None when nothing of it can be shown.

    Counts under the threshold; and of the others, the smallest first, as many as leave enough
    movers and enough doubt. `counts` and `movers` are per part.
    """
    hidden = counts < threshold
    if not hidden.any():
        return hidden
    others = sorted(np.flatnonzero(~hidden).tolist(), key=lambda at: (counts[at], at))
    for more in [None, *others]:
        if more is not None:
            hidden[more] = True
        if leaves_doubt(counts, movers, hidden, threshold):
            return hidden
    return None


def leaves_doubt(counts: Numbers, movers: Numbers, hidden: Mask, threshold: int) -> bool:
    """Tell whether every hidden part can differ by the threshold, and no small one is certain.

    Certain to whoever knows besides which of them are small: those are nought at the least and just
    under the threshold at the most, and the others the threshold at the least.
    """
    # What is hidden alone is what the others leave of the total.
    enough = hidden.sum() > 1 and movers[hidden].sum() >= threshold
    small = counts[hidden] < threshold
    left = int(counts[hidden].sum()) - threshold * int((~small).sum())
    most = (threshold - 1) * len(small)
    return bool(enough and left > 0 and ((~small).any() or left < most))


def worlds(counts: Numbers, movers: Numbers, hidden: Mask) -> Iterator[Numbers]:
    """Give for each hidden part the counts when all movers of hidden parts live there."""
    stays = counts - np.where(hidden, movers, 0)
    for at in np.flatnonzero(hidden).tolist():
        world = stays.copy()
        world[at] += movers[hidden].sum()
        yield world


def as_published(buurten: Sequence[tuple[str, Numbers, Mask]], threshold: int) -> Published:
    """Lay what is shown of buurten out as one table: its total, the buurten, and their parts.

    Each buurt comes with its code, the counts of its parts, and which of these are hidden.
    """
    pairs: list[tuple[str, str | None]] = [(_BUURT, None)]
    values = [sum(int(counts.sum()) for _, counts, _ in buurten)]
    for buurt, counts, hidden in buurten:
        pairs += [(buurt, _BUURT), *((f"{buurt} {at}", buurt) for at in range(len(counts)))]
        values += [int(counts.sum()), *np.where(hidden, HIDDEN, counts).tolist()]
    dimension = Dimension.of(_BUURT, pairs)
    return Published((dimension,), np.array(values), CountRule(threshold, Zero.HIDE))


def proof_of(published: Published, of_buurten: Sequence[Sequence[Numbers]]) -> ReleaseProof:
    """Give tables that agree with what is shown, made of the worlds of each buurt.

    They are worlds that can be lived in, and so tell of people: they are for who checks, and are
    kept nowhere.
    """
    number = max(map(len, of_buurten))
    tables = []
    for at in range(number):
        values = [HIDDEN]
        for found in of_buurten:
            values += [HIDDEN, *found[min(at, len(found) - 1)].tolist()]
        tables.append(tuple(values[place] for place in hidden_in_order(published)))
    return ReleaseProof(tuple(tables))

# SPDX-License-Identifier: EUPL-1.2
"""What good rows of a file say, a column each: how a reader of files hands them over (pure).

No row of a person is an object anywhere: a million of them fit in the memory of a small machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_END = np.iinfo(np.int32).max
"""The end of what goes on."""


@dataclass(frozen=True)
class GivenPeople:
    """Good rows of people as a file gives them, a column each; dropped once they are taken.

    `bsn` as a number; `born` a year, 0 when not said; `begins` and `ends` days since 1970;
    `buurt` (BU99010203), `postcode` (1234AB) and `house` (12A) as bytes, empty when not said.
    """

    bsn: NDArray[np.uint32]
    born: NDArray[np.int16]
    begins: NDArray[np.int32]
    ends: NDArray[np.int32]
    category: NDArray[np.object_]
    buurt: NDArray[np.bytes_]
    postcode: NDArray[np.bytes_]
    house: NDArray[np.bytes_]

    def of_elsewhere(self, municipality: str) -> bool:
        """Tell whether every row names a buurt, and none one of this municipality (GM0047)."""
        ours = f"BU{municipality[2:]}".encode()
        return bool(
            len(self.buurt)
            and (self.buurt != b"").all()
            and not np.char.startswith(self.buurt, ours).any()
        )


@dataclass(frozen=True)
class GivenCounts:
    """Good rows of counts as a file gives them: `area` a wijk or buurt, as bytes."""

    area: NDArray[np.bytes_]
    category: NDArray[np.object_]
    age: NDArray[np.object_]
    count: NDArray[np.int64]
    capacity: NDArray[np.int64]

# SPDX-License-Identifier: EUPL-1.2
"""How much is measured: enough to compare figures, or as little as shows that all of it works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """People in a population and in a crowd, people looked at one by one, and timed rounds."""

    people: int
    crowd: int
    one_by_one: int
    rounds: int


FULL = Size(people=100_000, crowd=2_000_000, one_by_one=40, rounds=15)
# Still compares every answer of every engine. Its times say nothing, and are printed all the same.
SMALLEST = Size(people=1_000, crowd=2_000, one_by_one=3, rounds=1)

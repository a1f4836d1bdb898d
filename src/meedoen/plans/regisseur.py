# SPDX-License-Identifier: EUPL-1.2
"""Who directs a new plan, of those who may. Pure."""

from collections.abc import Collection, Mapping


def regisseur_of(
    candidates: Collection[int], *, beside_her: int | None, directs: Mapping[int, int]
) -> int:
    """Choose by account id: who sits with the resident now, else who directs the fewest plans.

    Of two who direct as many, who came first. `directs` counts the running plans of each; who is
    not in it directs none. Raises ValueError without candidates.
    """
    return min(candidates, key=lambda one: (one != beside_her, directs.get(one, 0), one))

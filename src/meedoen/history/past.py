# SPDX-License-Identifier: EUPL-1.2
"""How a row stood before what happened to it since. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any


class Happening(StrEnum):
    """What can happen to a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


def as_it_was(
    now: Mapping[str, Any], later: Iterable[tuple[str, Mapping[str, Any]]]
) -> dict[str, Any] | None:
    """Take back what happened to a row, latest first; None when it was added meanwhile.

    Each of `later` is the kind of a revision with the values that went by it.
    """
    row = dict(now)
    for kind, was in later:
        if kind == Happening.ADDED:
            return None
        row.update(was)
    return row

# SPDX-License-Identifier: EUPL-1.2
"""Did you mean: the name that is there, for one that is not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

LONGEST = 80
NEAR = 0.7


def perhaps(written: Any, names: Iterable[Any]) -> str:
    """Words to put after a message on a name that is not there; empty when nothing is near."""
    text = str(written)
    if len(text) > LONGEST:
        return ""
    known = {str(name).lower(): str(name) for name in names}
    near = get_close_matches(text.lower(), list(known), n=1, cutoff=NEAR)
    return f"; did you mean '{known[near[0]]}'?" if near else ""

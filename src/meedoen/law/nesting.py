# SPDX-License-Identifier: EUPL-1.2
"""Room for rules inside rules inside rules.

Python stops at a thousand calls inside each other, which a table of a few hundred brackets,
written as one IF in the next, reaches. The main thread of a command has stack enough for more;
a thread of the web server may not, and keeps the limit it has.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CALLS = 6000
"""About a thousand rules inside each other; under half of the usual eight megabytes of stack."""


@contextmanager
def room_to_nest() -> Iterator[None]:
    """Allow CALLS calls inside each other, in the main thread, for as long as this lasts."""
    before = sys.getrecursionlimit()
    if threading.current_thread() is not threading.main_thread() or before >= CALLS:
        yield
        return
    sys.setrecursionlimit(CALLS)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)

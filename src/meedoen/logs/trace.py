# SPDX-License-Identifier: EUPL-1.2
"""A number for what goes on now (a request, a command, a task), by which its lines are found again.

Eight figures in two groups: somebody reads it aloud from a page to who helps her.
"""

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter

_FIGURES = 8
# As proxies give it: a UUID, or the trace of a `traceparent` (W3C Trace Context).
_GIVEN = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


def _nothing() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Trace:
    """What goes on: its number, what a proxy calls it, and what may be told of it when asked."""

    number: str
    given: str = ""
    about: Callable[[], Mapping[str, str]] = _nothing
    began: float = field(default_factory=perf_counter)

    @property
    def milliseconds(self) -> int:
        """Give how long it goes on by now."""
        return round((perf_counter() - self.began) * 1000)


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def current_trace() -> Trace | None:
    """Give the trace of what goes on now; None outside any."""
    return _current.get()


def new_number() -> str:
    """Make a number: `4821 0937`."""
    made = f"{secrets.randbelow(10**_FIGURES):0{_FIGURES}d}"
    return f"{made[:4]} {made[4:]}"


def safe_given(request_id: str, traceparent: str) -> str:
    """Give what a proxy calls a request, in lower case; "" for whatever has not that very form."""
    named = _TRACEPARENT.fullmatch(traceparent.lower())
    if named:
        return named[1]
    called = request_id.lower()
    return called if _GIVEN.fullmatch(called) else ""


@contextmanager
def traced(
    *, given: str = "", about: Callable[[], Mapping[str, str]] = _nothing
) -> Iterator[Trace]:
    """Run a block under a number of its own. `about` is asked when a line is written."""
    trace = Trace(new_number(), given, about)
    outer = _current.set(trace)
    try:
        yield trace
    finally:
        _current.reset(outer)

# SPDX-License-Identifier: EUPL-1.2
"""Timing that can be compared: contestants take turns in one run, and medians are told.

Two clocks run: that of the processor, in which other work on the machine hardly counts, and the
one on the wall, in which it does but in which a second core can help.
"""

from __future__ import annotations

import gc
import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Contestant:
    """What is timed is `work(prepare())`, without the preparing."""

    work: Callable[[Any], object]
    prepare: Callable[[], Any] = lambda: None


@dataclass(frozen=True)
class Taken:
    """Seconds of every run, by the clock of the processor and by the one on the wall."""

    seconds: tuple[float, ...]
    elapsed: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one, of the processor."""
        return statistics.median(self.seconds)

    @property
    def wall(self) -> float:
        """The middle one, on the wall."""
        return statistics.median(self.elapsed)

    def told(self, unit: float = 1e3, digits: int = 2) -> str:
        """Median, fastest and slowest, in milliseconds unless told otherwise."""
        low, high = min(self.seconds) * unit, max(self.seconds) * unit
        medians = f"{self.median * unit:.{digits}f} | {low:.{digits}f}–{high:.{digits}f}"
        return f"{medians} | {self.wall * unit:.{digits}f}"


def in_turns(contestants: Mapping[str, Contestant], *, rounds: int) -> dict[str, Taken]:
    """Seconds per contestant, who all have a turn in each of `rounds` rounds.

    One more round goes before, to warm up.
    """
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in contestants}
    for at in range(rounds + 1):
        for name, contestant in contestants.items():
            given = contestant.prepare()
            gc.collect()
            start, begin = time.process_time(), time.perf_counter()
            contestant.work(given)
            lasted = time.process_time() - start, time.perf_counter() - begin
            if at:
                taken[name].append(lasted)
    return {name: Taken(*zip(*found, strict=True)) for name, found in taken.items()}


def machine() -> str:
    """Processor, cores and memory, as far as this system tells."""
    return f"{_processor()}, {os.cpu_count()} cores, {_memory()} GiB; {platform.platform()}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.is_file():
        for line in told.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return "?"
    return f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f}"

# SPDX-License-Identifier: EUPL-1.2
"""Work that is done twice with other numbers, on two processors where that is worth it (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

# With fewer classes a second process costs more time than it takes away.
_WORTH_TWO = 3000


def worth_two(size: int) -> bool:
    """Whether so many classes are worth a second process."""
    return size >= _WORTH_TWO


@contextmanager
def side_by_side(size: int) -> Iterator[Callable[..., Iterator[Any]]]:
    """Give a `map` that works in two processes at once when there are so many classes."""
    if not worth_two(size):
        yield map
        return
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as two:
        yield two.map

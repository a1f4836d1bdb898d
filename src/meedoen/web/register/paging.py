# SPDX-License-Identifier: EUPL-1.2
"""A page of a list that is cut in the database: only its own rows are read."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator


class _Cut(Sequence[Any]):
    """A list of which only the asked stretch is read; its length was counted."""

    def __init__(self, length: int, rows: Callable[[int, int], list[Any]]) -> None:
        self._length, self._rows = length, rows

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, asked: Any) -> Any:
        if isinstance(asked, int):
            return self._rows(asked, 1)[0]
        return self._rows(asked.start, asked.stop - asked.start)


def page_of(
    number: int, *, size: int, length: int, rows: Callable[[int, int], list[Any]]
) -> Page[Any]:
    """Give a page of a list of `length` rows; `rows` reads so many from a place.

    The last page where the asked one lies behind it.
    """
    return Paginator(_Cut(length, rows), size).get_page(number)

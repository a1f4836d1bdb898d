# SPDX-License-Identifier: EUPL-1.2
"""A published table as rows and columns: the dimension with most codes gets a row for each (pure).

So a page reads the rows it shows, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from meedoen.disclosure.published import Published
from meedoen.disclosure.tables import TOTAL, Dimension

TOGETHER = "Samen"
# The names of codes in words, per dimension; a code without one is its own name.
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class ShownCode:
    """One code with what is shown of it, a value per combination of columns; -1 is hidden."""

    place: int
    code: str
    parent: str
    name: str
    values: tuple[int, ...]


def longest(dimensions: Sequence[Dimension]) -> int:
    """Give the place of the dimension with most codes, the first of equals."""
    return max(range(len(dimensions)), key=lambda at: (len(dimensions[at].codes), -at))


def rows_of(published: Published, names: Names) -> Iterator[ShownCode]:
    """Give a row for each code of the longest dimension."""
    at = longest(published.dimensions)
    dimension = published.dimensions[at]
    values = np.moveaxis(published.values, at, 0).reshape(len(dimension.codes), -1).tolist()
    called = names.get(dimension.name, {})
    for place, (code, parent) in enumerate(dimension.parents.items()):
        yield ShownCode(place, code, parent or "", name_of(code, called), tuple(values[place]))


def columns_of(published: Published, names: Names) -> list[list[Any]]:
    """Give the other dimensions, as they are kept: name, and each code with parent and name."""
    at = longest(published.dimensions)
    return [
        [
            dimension.name,
            [
                [code, parent or "", name_of(code, names.get(dimension.name, {}))]
                for code, parent in dimension.parents.items()
            ],
        ]
        for place, dimension in enumerate(published.dimensions)
        if place != at
    ]


def name_of(code: str, called: Mapping[str, str]) -> str:
    """Say a code in words."""
    return called.get(code) or (TOGETHER if code == TOTAL else code.replace("_", " "))

# SPDX-License-Identifier: EUPL-1.2
"""Small invented towns of which is known who everybody is, to hold what is counted against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from meedoen.monitor.given import NO_END
from meedoen.monitor.parts import SourcePart, part_of
from meedoen.monitor.pseudonyms import Pseudonyms
from meedoen.monitor.snapshots import PersonRows

YEAR = 2026
FIRST, LAST = 20454, 20818
"""The first of January and the last of December of 2026, in days since 1970."""
BUURTEN = ("", "BU99010101", "BU99010102", "BU99010203")
STREETS = ("", "Haverhof", "Roggeveld")
SOURCES = ("wmo", "wwb", "vsv", "leerplicht")


class Open(Pseudonyms):
    """Takes the first half of a pseudonym for the link: a test says itself who is who."""

    def __init__(self) -> None:
        super().__init__("a secret", "GM9901")

    def links(self, pseudonyms: NDArray[np.uint64], source: str) -> NDArray[np.uint64]:
        return np.ascontiguousarray(pseudonyms[:, 0])


@dataclass(frozen=True)
class Line:
    """One row of a source."""

    who: int
    home: int = 0
    buurt: str = ""
    street: str = ""
    born: int = 0
    begins: int = FIRST
    ends: int = NO_END


LINES = st.builds(
    Line,
    who=st.one_of(st.integers(1, 6), st.integers(2**63, 2**63 + 3), st.sampled_from([2**62 + 5])),
    home=st.sampled_from([0, 1001, 1002, 2**62 + 9, 2**63 + 9]),
    buurt=st.sampled_from(BUURTEN),
    street=st.sampled_from(STREETS),
    born=st.sampled_from([0, 1950, 1959, 1960, 1999, 2000, 2010]),
    begins=st.integers(FIRST - 3, FIRST + 3) | st.integers(LAST - 3, LAST + 3),
    ends=st.integers(FIRST - 3, FIRST + 3) | st.integers(LAST - 3, LAST + 3) | st.just(NO_END),
).filter(lambda line: line.begins <= line.ends)
TOWNS = st.dictionaries(st.sampled_from(SOURCES), st.lists(LINES, max_size=12), max_size=4)
Town = Mapping[str, Sequence[Line]]


def rows(lines: Sequence[Line]) -> PersonRows:
    """Lay lines down as the rows of a snapshot."""
    return PersonRows(
        person=np.array([[line.who, 1] for line in lines], dtype=np.uint64).reshape(-1, 2),
        home=np.array([[line.home, line.home] for line in lines], dtype=np.uint64).reshape(-1, 2),
        buurt=np.array([line.buurt for line in lines], dtype=object),
        street=np.array([line.street for line in lines], dtype=object),
        born=np.array([line.born for line in lines], dtype=np.int16),
        begins=np.array([line.begins for line in lines], dtype=np.int32),
        ends=np.array([line.ends for line in lines], dtype=np.int32),
        category=np.array(["" for _ in lines], dtype=object),
    )


def parts(town: Town, objections: Iterable[int] = ()) -> list[SourcePart]:
    """Open the rows of every source of a town."""
    against = np.array(sorted(objections), dtype=np.uint64)
    return [part_of(rows(lines), key, YEAR, Open(), against) for key, lines in town.items()]


def within(lines: Iterable[Line]) -> list[Line]:
    """Give the lines that touch the year."""
    return [line for line in lines if line.begins <= LAST and line.ends >= FIRST]

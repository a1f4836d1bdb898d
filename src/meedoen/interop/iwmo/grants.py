# SPDX-License-Identifier: EUPL-1.2
"""What messages together say of each grant: a 301 gives it, a 305 begins it, a 307 ends it (pure).

Three messages about one grant are one row of the monitor, or a person would be counted as long as
nobody sent that it was over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from meedoen.interop.findings import SourceRow
from meedoen.interop.iwmo.values import day
from meedoen.monitor.given import NO_END, GivenPeople
from meedoen.monitor.sources.specification import SourceField
from meedoen.vocabulary.house_number import level_house_number

_GRANTED, _ENDED = "301", "307"
_EPOCH = date(1970, 1, 1)
_FIRST_BORN = 1900
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Za-z]{2})")
Key = tuple[str, ...]


@dataclass
class _Grant:
    """One grant of one person: the days of what was granted, and those that really were."""

    bsn: int
    category: str
    born: int = 0
    postcode: bytes = b""
    house: bytes = b""
    granted: list[tuple[int, int]] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)

    def begins(self) -> int:
        return min(self.begun or [begin for begin, _ in self.granted])

    def ends(self) -> int:
        return max(self.ended or [end for _, end in self.granted] or [NO_END])


class Grants:
    """Gathers good rows of messages."""

    def __init__(self) -> None:
        """Begin without one."""
        self._grants: dict[Key, _Grant] = {}

    def __len__(self) -> int:
        """Count the grants."""
        return len(self._grants)

    def add(self, row: SourceRow) -> None:
        """Take up what a good row says."""
        said = row.values
        begin, end = _day(said.get("begin", "")), _day(said.get("end", ""))
        if begin is None:
            return
        category = said.get("product_category", "")
        # Without a number a grant is known by what it is and when it begins.
        which = said.get("allocation_number", "").lstrip("0")
        what = (which,) if which else (category, said.get("product_code", ""), str(begin))
        grant = self._grants.setdefault((said["bsn"], *what), _Grant(int(said["bsn"]), category))
        grant.category = grant.category or category
        grant.born = grant.born or _year(said.get("birth_date", ""))
        # Only what grants tells where somebody lives.
        grant.postcode = grant.postcode or _postcode(said.get("postcode", ""))
        grant.house = grant.house or _house(
            said.get("house_number", ""),
            said.get("house_letter", ""),
            said.get("house_addition", ""),
        )
        if said.get("message") == _GRANTED:
            grant.granted.append((begin, NO_END if end is None else end))
            return
        grant.begun.append(begin)
        if said.get("message") == _ENDED and end is not None:
            grant.ended.append(end)

    def given(self, category: SourceField) -> GivenPeople:
        """Give the grants as rows of people; a category that is not in our list becomes none."""
        rows = list(self._grants.values())
        return GivenPeople(
            bsn=np.array([one.bsn for one in rows], dtype=np.uint32),
            born=np.array([one.born for one in rows], dtype=np.int16),
            begins=np.array([one.begins() for one in rows], dtype=np.int32),
            ends=np.array([one.ends() for one in rows], dtype=np.int32),
            category=np.array(
                [one.category if one.category in category.codes else "" for one in rows],
                dtype=object,
            ),
            buurt=np.zeros(len(rows), dtype="S10"),
            postcode=np.array([one.postcode for one in rows], dtype="S6"),
            house=np.array([one.house for one in rows], dtype="S8"),
        )


def _day(text: str) -> int | None:
    found = day(text)
    return None if found is None else (found - _EPOCH).days


def _year(text: str) -> int:
    found = day(text)
    return found.year if found and found.year >= _FIRST_BORN else 0


def _postcode(text: str) -> bytes:
    found = _POSTCODE.fullmatch(text)
    return f"{found[1]}{found[2].upper()}".encode() if found else b""


def _house(number: str, letter: str, addition: str) -> bytes:
    """Write a house number as a table does; an addition that does not fit is left out."""
    for parts in ((number, letter, addition), (number, letter), (number,)):
        try:
            return level_house_number(" ".join(filter(None, parts))).encode()
        except ValueError:
            continue
    return b""

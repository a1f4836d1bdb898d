# SPDX-License-Identifier: EUPL-1.2
"""What one person looked at on one day, for one purpose, told as one entry that unfolds.

A conversation leaves tens of lines in the log. All of them stay readable: grouping is only how
they are told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import LoggedLook
from meedoen.vocabulary.moment import Moment


@dataclass(frozen=True, slots=True)
class GroupedLooks:
    """Looks of one person on one day, for one purpose and on one ground; the latest first."""

    day: date
    who: str
    where: str
    why: Purpose
    basis_in_words: str
    looks: tuple[LoggedLook, ...]

    @property
    def first_at(self) -> datetime:
        """The moment of the earliest look."""
        return min(look.at for look in self.looks)

    @property
    def last_at(self) -> datetime:
        """The moment of the latest look."""
        return max(look.at for look in self.looks)


def grouped_looks(looks: Iterable[LoggedLook]) -> tuple[GroupedLooks, ...]:
    """Group looks that come newest first; a group stands where its latest look is."""
    found: dict[tuple[date, str, str, Purpose, str], list[LoggedLook]] = {}
    for look in looks:
        key = (Moment(look.at).day, look.who, look.where, look.why, look.basis_in_words)
        found.setdefault(key, []).append(look)
    return tuple(GroupedLooks(*key, tuple(group)) for key, group in found.items())

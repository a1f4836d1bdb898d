# SPDX-License-Identifier: EUPL-1.2
"""What is wrong in one place of a message: a row, a person, or the message as a whole (pure)."""

from __future__ import annotations

from dataclasses import dataclass, field

from meedoen.interop.findings import WrongValue

# A message made to be refused has no end of them; who mends it sees enough in so many.
MOST_FAULTS = 50
_TO_ALL = " Dit staat bij de persoon ({place}) en geldt voor al zijn rijen."


@dataclass
class Faults:
    """What was found in one place; of what comes after the first fifty only how many."""

    kept: list[tuple[str, str, str]] = field(default_factory=list)
    more: int = 0

    def add(self, column: str, value: str, reason: str) -> None:
        """Add one: the name of the element, what stood there, masked, and a sentence why not."""
        if not self.is_full():
            self.kept.append((column, value, reason))

    def is_full(self) -> bool:
        """Whether one more is only counted; asking it counts that one."""
        full = len(self.kept) >= MOST_FAULTS
        self.more += full
        return full

    def __bool__(self) -> bool:
        """Whether anything is wrong here."""
        return bool(self.kept)

    def at(self, place: str, of: str = "") -> tuple[WrongValue, ...]:
        """Give the findings of a place; `of` names the person, where they are his and not its."""
        after = _TO_ALL.format(place=of) if of else ""
        found = [
            WrongValue(place, column, value, reason + after) for column, value, reason in self.kept
        ]
        if self.more:
            found.append(
                WrongValue(place, "", "", f"En nog {self.more} fouten op deze plaats.{after}")
            )
        return tuple(found)


# What a message says under the names of its elements; of what is there again, the first.
Said = dict[str, "str | Said"]


@dataclass
class RowRead:
    """One row as it stands in a message."""

    place: str
    faults: Faults = field(default_factory=Faults)
    said: Said = field(default_factory=dict)


@dataclass
class ClientRead:
    """One person as he stands in a message, with his rows; `faults` are those outside of them."""

    place: str
    faults: Faults = field(default_factory=Faults)
    said: Said = field(default_factory=dict)
    rows: list[RowRead] = field(default_factory=list)

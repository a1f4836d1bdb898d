# SPDX-License-Identifier: EUPL-1.2
"""The values of a supplier beside our codes, one on a line: `Zorg in natura = ZIN` (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from meedoen.monitor.sources.headings import can_tell_who
from meedoen.monitor.sources.specification import SourceField

MOST_LINES = 300
LONGEST_VALUE = 200


class NotACode(ValueError):
    """A line that does not lead from a value to one of our codes; the message says why."""


def as_lines(codes: Mapping[str, str]) -> str:
    """Write the values with their codes, one on a line."""
    return "\n".join(f"{value} = {code}".rstrip() for value, code in sorted(codes.items()))


def read_lines(typed: str, field: SourceField) -> dict[str, str]:
    """Read values with their codes; an empty code stands for a value that says nothing.

    Raises NotACode with the line.
    """
    read: dict[str, str] = {}
    lines = [(place, line.strip()) for place, line in enumerate(typed.split("\n"), 1)]
    filled = [(place, line) for place, line in lines if line]
    if len(filled) > MOST_LINES:
        raise NotACode(f"Dit zijn {len(filled)} regels. Er passen er {MOST_LINES}.")
    for place, line in filled:
        value, code = _parted(place, line, field)
        if value in read:
            raise NotACode(f"Regel {place}: “{value}” staat er twee keer. Haal er één weg.")
        read[value] = code
    return read


def _parted(place: int, line: str, field: SourceField) -> tuple[str, str]:
    value, mark, code = (part.strip() for part in line.rpartition("="))
    if not mark or not value:
        raise NotACode(
            f"Regel {place}: schrijf hun waarde, een = en onze code. Zoals: "
            f"hun woord = {next(iter(field.codes))}."
        )
    if len(value) > LONGEST_VALUE:
        raise NotACode(f"Regel {place}: deze waarde is langer dan {LONGEST_VALUE} tekens.")
    if can_tell_who(value):
        raise NotACode(
            f"Regel {place} lijkt op een gegeven van iemand. Hier horen alleen codes en woorden."
        )
    if code and code not in field.codes:
        raise NotACode(
            f"Regel {place}: “{code}” is geen code van ons. Kies er een uit de lijst hieronder."
        )
    return value, code

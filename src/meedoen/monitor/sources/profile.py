# SPDX-License-Identifier: EUPL-1.2
"""How a supplier writes a source, in the parts of a profile, and what headings mean by it (pure).

What is remembered of a supplier is written as the very file that `--profile` reads, so that both
are read in one way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from meedoen.monitor.sources.specification import MonitorSource, SourceField, SourceShape, level

DAY_ORDERS = ("jjjj-mm-dd", "dd-mm-jjjj", "jjjjmmdd", "ddmmjjjj", "mm-dd-jjjj")
SEPARATORS = (";", ",", "|", "tab")
LONGEST_SHEET = 31
"""No sheet of a workbook has a longer name."""
ENCODINGS = ("utf-8", "utf-16", "windows-1252", "iso-8859-1", "iso-8859-15")


@dataclass(frozen=True)
class WrittenProfile:
    """The parts of a profile as they are written; an empty one says nothing.

    `headings` are by our name, `codes` by our name and their value.
    """

    headings: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    dates: str = ""
    separator: str = ""
    encoding: str = ""
    sheet: str = ""
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def as_yaml(self) -> str:
        """Write it as the file that `--profile` reads; what says nothing is left out."""
        parts = {
            "headings": dict(self.headings),
            "ignore": list(self.ignore),
            "dates": self.dates,
            "separator": self.separator,
            "encoding": self.encoding,
            "sheet": self.sheet,
            "codes": {name: dict(codes) for name, codes in self.codes.items() if codes},
        }
        said = {name: part for name, part in parts.items() if part}
        return yaml.dump(said, Dumper=_Plain, allow_unicode=True, sort_keys=False) if said else ""


class _Plain(yaml.SafeDumper):
    """Writes what comes back each time in full: a profile has no references."""

    def ignore_aliases(self, data: Any) -> bool:
        """Refer to nothing."""
        return True


@dataclass(frozen=True)
class HeadingsRead:
    """What a profile makes of the headings of a file.

    `fields` has our name for each heading, empty for none; `unknown` are headings that are neither
    a field nor left out, `twice` the fields that more than one heading names, `missing` those that
    each row needs and no heading names.
    """

    shape: SourceShape
    fields: tuple[str, ...]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]
    missing: tuple[SourceField, ...]

    @property
    def fits(self) -> bool:
        """Whether a file with these headings can be read."""
        return not (self.unknown or self.twice or self.missing)


def reading_of(
    given: Sequence[str],
    source: MonitorSource,
    *,
    headings: Mapping[str, str],
    ignore: Collection[str],
) -> HeadingsRead:
    """Say what the headings of a file are, in the form of which the fewest fields are missing.

    `headings` and `ignore` are those of a profile: what it says comes before what is known.
    """
    left_out = {level(one) for one in ignore}

    def names(shape: SourceShape) -> list[str]:
        return [_name(heading, shape, headings, left_out) for heading in given]

    def lost(shape: SourceShape) -> tuple[int, int]:
        found = set(names(shape))
        return len(_missing(shape, found)), -len(found)

    shape = min(source.shapes, key=lost)
    fields = names(shape)
    beside = zip(given, fields, strict=True)
    return HeadingsRead(
        shape,
        tuple(fields),
        tuple(one for one, name in beside if one and not name and level(one) not in left_out),
        tuple(name for at, name in enumerate(fields) if name and name in fields[:at]),
        _missing(shape, set(fields)),
    )


def is_settled(seen: Sequence[str], source: MonitorSource, written: WrittenProfile) -> bool:
    """Tell whether of all headings that were seen it is said what they are, and none is missing.

    An empty one was not kept, and so nobody can say what it is.
    """
    reading = reading_of(seen, source, headings=written.headings, ignore=written.ignore)
    there = {level(one) for one in seen}
    read = [theirs for name, theirs in written.headings.items() if name in reading.shape.by_name]
    return all(seen) and reading.fits and all(level(one) in there for one in read)


def _missing(shape: SourceShape, names: Collection[str]) -> tuple[SourceField, ...]:
    return tuple(one for one in shape.fields if one.required and one.name not in names)


def _name(
    heading: str, shape: SourceShape, headings: Mapping[str, str], left_out: Collection[str]
) -> str:
    wanted = level(heading)
    if not wanted or wanted in left_out:
        return ""
    for name, theirs in headings.items():
        if level(theirs) == wanted and name in shape.by_name:
            return name
    found = shape.by_heading.get(wanted)
    return "" if found is None or found.name in headings else found.name

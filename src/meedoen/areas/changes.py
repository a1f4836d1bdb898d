# SPDX-License-Identifier: EUPL-1.2
"""Compares the areas that are here with those of an import: what goes, comes and changes (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from meedoen.areas.succession import Bordered, Successor, successors
from meedoen.vocabulary.codes import Level


@dataclass(frozen=True, slots=True)
class AreaChanges:
    """What an import changes in one gemeente, compared with the areas of `before`, a year.

    `taken_away` tells whether the areas in `gone` leave the database; otherwise they stay as areas
    of an earlier year. `moved` says for those in `gone` where they lie from now on.
    """

    municipality_code: str
    before: int
    year: int
    gone: tuple[Bordered, ...] = ()
    come: tuple[Bordered, ...] = ()
    renamed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    redrawn: tuple[str, ...] = ()
    moved: Mapping[str, Successor] = field(default_factory=dict)
    fewer: Mapping[Level, int] = field(default_factory=dict)

    @property
    def taken_away(self) -> bool:
        """Whether the areas that are not in the files would leave the database."""
        return self.before == self.year and bool(self.gone)

    @property
    def asks_first(self) -> bool:
        """Whether somebody must say that this is meant: areas are lost, or become fewer."""
        return self.taken_away or bool(self.fewer)

    @property
    def nothing(self) -> bool:
        """Whether all stays as it is."""
        return not (self.gone or self.come or self.renamed or self.redrawn)


def compare(
    municipality_code: str,
    before: Sequence[Bordered],
    after: Sequence[Bordered],
    *,
    before_year: int,
    year: int,
) -> AreaChanges:
    """Compare the areas of one gemeente that are here with those that come in their place."""
    old = {area.code: area for area in before}
    new = {area.code: area for area in after}
    gone = tuple(area for code, area in old.items() if code not in new)
    both = [code for code in old if code in new]
    return AreaChanges(
        municipality_code=municipality_code,
        before=before_year,
        year=year,
        gone=gone,
        come=tuple(area for code, area in new.items() if code not in old),
        renamed={
            code: (old[code].name, new[code].name)
            for code in both
            if old[code].name != new[code].name
        },
        redrawn=tuple(code for code in both if old[code].geometry != new[code].geometry),
        moved={found.code: found for found in successors(gone, list(new.values()))},
        fewer=_fewer(before, after),
    )


def _fewer(before: Sequence[Bordered], after: Sequence[Bordered]) -> dict[Level, int]:
    """How many wijken and buurten there are less than before, where they become fewer."""
    found = {}
    for level in Level:
        less = sum(a.level is level for a in before) - sum(a.level is level for a in after)
        if less > 0:
            found[level] = less
    return found

# SPDX-License-Identifier: EUPL-1.2
"""How many people or households live in areas, to divide a count by, and of which year that is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from meedoen.areas import queries as areas

# Where no figure is as old as the count: the first that came after it, whatever its year.
_ANY_YEAR = 2100


@dataclass(frozen=True)
class PeopleIn:
    """How many there are, by code; `years` are those of the figures."""

    counts: Mapping[str, int] = field(default_factory=dict)
    years: tuple[int, ...] = ()


def people_in(name: str, codes: Collection[str], year: int) -> PeopleIn:
    """Give a key figure of these areas: the newest up to a year, else the newest there is."""
    known = areas.newest_key_figures(name, codes=codes, year=year)
    known = known or areas.newest_key_figures(name, codes=codes, year=_ANY_YEAR)
    return PeopleIn(
        {code: int(one.value) for code, one in known.items() if one.value is not None},
        tuple(sorted({one.year for one in known.values()})),
    )

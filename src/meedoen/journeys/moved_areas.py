# SPDX-License-Identifier: EUPL-1.2
"""What in other rooms points to areas that an import takes out of use.

Offers, teams and residents keep the code they were given. Of residents only whether there are any
is told, over all these areas together: how many live in one buurt is a figure about people, and
such a figure leaves the product only by publication.
"""

from collections.abc import Collection
from dataclasses import dataclass

from meedoen.accounts.queries import teams_of_wijken
from meedoen.areas.queries import number_of_key_figures, number_of_streets
from meedoen.catalogue.queries import number_of_offers_in
from meedoen.residents.queries import anyone_in


@dataclass(frozen=True, slots=True)
class Pointing:
    """What has one of these area codes; `key_figures` are those of one year."""

    offers: int
    teams: tuple[str, ...]
    residents: bool
    streets: int
    key_figures: int

    @property
    def anything(self) -> bool:
        """Whether anything points there at all."""
        return bool(self.offers or self.teams or self.residents or self.streets)


def pointing_to(codes: Collection[str], *, year: int) -> Pointing:
    """Gather what points to these areas; key figures are counted for `year`."""
    return Pointing(
        offers=number_of_offers_in(codes),
        teams=tuple(teams_of_wijken(codes)),
        residents=anyone_in(codes),
        streets=number_of_streets(codes),
        key_figures=number_of_key_figures(codes, year=year),
    )

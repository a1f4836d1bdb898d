# SPDX-License-Identifier: EUPL-1.2
"""From a collision in one person's life to a draft for the register, without that person.

The names and places of the dossier go along to be looked for in the text, and are left behind.
"""

from collections.abc import Collection
from dataclasses import dataclass

from meedoen.areas import queries as areas
from meedoen.journeys.glasses import current_rulebook
from meedoen.knelpunten import operations as knelpunten
from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.knelpunten.told import Told
from meedoen.privacy.decision import Viewer
from meedoen.residents.queries import Dossier
from meedoen.rules.outcomes import Assessment
from meedoen.vocabulary.moment import Moment

FALLS_BETWEEN = "wal-en-schip"


@dataclass(frozen=True)
class Collision:
    """What can be told: its code, what the rulebook knows of it, and the way out in words."""

    code: str
    told: Told
    way_out: str

    @property
    def register_code(self) -> str:
        """Give the code for the register; falling between two laws has none of its own."""
        return "" if self.code == FALLS_BETWEEN else self.code


_BETWEEN = Collision(
    code=FALLS_BETWEEN,
    told=Told(
        title="Tussen wal en schip",
        laws=("Wmo 2015", "Participatiewet"),
        type=KnelpuntType.RULE,
        happens="De Wmo en de Participatiewet bieden deze inwoner nu allebei niets. "
        "Alleen open plekken blijven over.",
    ),
    way_out="Samen verder zoeken, en beginnen op een open plek.",
)


def collision(code: str, seen: Assessment | None = None) -> Collision | None:
    """Give what the rulebook knows about a collision; None for a code it does not know.

    With `seen` only a collision that shows in that assessment (S2-03).
    """
    if code == FALLS_BETWEEN:
        return _BETWEEN if seen is None or seen.falls_between else None
    for knelpunt in current_rulebook().knelpunten if seen is None else seen.signals:
        if knelpunt.code == code:
            told = Told(
                title=knelpunt.title,
                laws=knelpunt.laws,
                type=KnelpuntType(knelpunt.type),
                happens=knelpunt.collision,
            )
            return Collision(code, told, knelpunt.way_out)
    return None


def places_around(municipality_code: str) -> set[str]:
    """Name the wijken and buurten of a municipality, and itself: an age beside one is a person.

    Names of earlier years too: people go on using them.
    """
    here = areas.municipality(municipality_code)
    return {*areas.place_names(municipality_code), *([here.name] if here else [])}


def raise_draft(
    known: Dossier,
    *,
    told: Told,
    code: str,
    may_stay: Collection[str],
    by: Viewer,
    on: Moment,
) -> int:
    """Keep a draft for the register without a person; returns its id.

    Raises StillRecognisable with the finds, or NotWithoutHerYes; then nothing was kept.
    """
    return knelpunten.keep_draft(
        told=told,
        code=code,
        municipality_code=known.municipality_code,
        names=[name for name in (known.chosen_name, by.label) if name],
        places=places_around(known.municipality_code),
        may_stay=may_stay,
        by=by,
        on=on,
    )

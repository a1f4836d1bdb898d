# SPDX-License-Identifier: EUPL-1.2
"""Invented people as facts, and one rulebook for all tests of the glasses."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from meedoen.rules.glasses import look_through
from meedoen.rules.outcomes import Assessment
from meedoen.rules.rulebook.catalogue import Rulebook
from meedoen.rules.rulebook.reading import load_rulebook

RULEBOOK = Path(__file__).parents[2] / "rulebook"
TODAY = date(2026, 11, 23)
LINDEWAARD, VENNERHOUT = "GM9901", "GM9902"
Facts = dict[str, object]

NOT_SOLVABLE: Facts = {
    "oplosbaar_eigen_kracht": False,
    "oplosbaar_algemeen_gebruikelijk": False,
    "oplosbaar_gebruikelijke_hulp": False,
    "oplosbaar_mantelzorg": False,
    "oplosbaar_netwerk": False,
    "oplosbaar_algemene_voorziening": False,
}
"""A professional's recorded judgement that nothing simpler is enough (Wmo 2.3.5 lid 3)."""

NEEDS_SUPPORT: Facts = {
    "geboortedatum": date(1980, 4, 2),
    "ingezetene_gemeente": True,
    "verblijfsstatus": "nl",
    "gevolg_participatie": "fors",
    "beperking_of_chronisch_psych": True,
}
"""Someone for whom all bound conditions of support to measure hold."""

SCHOOL_LEAVER: Facts = {
    "geboortedatum": date(2007, 5, 1),
    "ingezetene_gemeente": True,
    "uitkering_soort": ["PW"],
    "startkwalificatie": False,
    "volgt_onderwijs": "geen",
    "school_vraagt_ondersteuning": False,
}

THEO: Facts = {
    "geboortedatum": date(1966, 3, 1),
    "ingezetene_gemeente": True,
    "verblijfsstatus": "nl",
    "uitkering_soort": ["PW"],
    "mantelzorger": True,
    "verzorgde_woont_in_gemeente": True,
    "mantelzorg_intensief": True,
    "krijgt_begeleiding": True,
    "dringende_reden_ontheffing": True,
    "wil_stap": "vrijwillig",
}

JOHAN: Facts = {
    "geboortedatum": date(1984, 9, 12),
    "ingezetene_gemeente": True,
    "uitkering_soort": ["ZW"],
    "afspraak_college_uwv": False,
    "eerder_met_loonkostensubsidie": False,
    "wil_stap": "vrijwillig",
}

NEWCOMER: Facts = {
    "geboortedatum": date(1992, 1, 20),
    "ingezetene_gemeente": True,
    "verblijfsstatus": "gelijkgesteld",
    "uitkering_soort": ["PW"],
    "inburgeringsplichtig": True,
}

WITHOUT_BENEFIT: Facts = {
    "geboortedatum": date(1978, 6, 6),
    "ingezetene_gemeente": True,
    "uitkering_soort": ["GEEN"],
    "ingeschreven_werkzoekende_uwv": True,
    "eerder_met_loonkostensubsidie": False,
    "afspraak_college_uwv": False,
}


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The project's rulebook, read once."""
    return load_rulebook(RULEBOOK)


def look(facts: Facts, municipality: str = LINDEWAARD, on: date = TODAY) -> Assessment:
    """What the glasses show for `facts`."""
    return look_through(rulebook(), facts, on, municipality)


def kind(facts: Facts, provision: str, municipality: str = LINDEWAARD, on: date = TODAY) -> str:
    """The kind of outcome of one provision."""
    return str(look(facts, municipality, on).of(provision).kind)

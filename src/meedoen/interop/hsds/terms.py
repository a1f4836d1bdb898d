# SPDX-License-Identifier: EUPL-1.2
"""Our own words in HSDS: taxonomies of what an offer is, and the attributes that carry them (pure).

An id follows from what it is of, so that the same thing has the same id in every file.
"""

from dataclasses import dataclass
from uuid import UUID, uuid5

# Under this all ids are made that we do not keep; never change it.
OURS = UUID("6b0c2c5e-1f0a-5d0e-9b55-3c1f7f1d9a24")

Json = dict[str, object]


@dataclass(frozen=True)
class Taxonomy:
    """A list of terms: the key by which a program knows it, and its name for people."""

    key: str
    name: str


FORMS = Taxonomy("participation_form", "Vormen van meedoen")
THEMES = Taxonomy("theme", "Waar het over gaat")
CONDITIONS = Taxonomy("condition", "Hoe het er is")
LINES = Taxonomy("line", "Hoe dicht bij het gewone leven")
ORGANISATION_KINDS = Taxonomy("organisation_kind", "Soorten organisaties")
DETAILS = Taxonomy("detail", "Kenmerken")

DETAIL_NAMES = {
    "dayparts_per_week": "Hoeveel dagdelen per week het ten minste vraagt; 0 is niets",
    "flexible": "Of minder of anders bespreekbaar is",
    "group_size": "Hoe groot de groep is",
    "needs_decision": "Of een indicatie nodig is",
    "places": "Hoeveel plekken er zijn; zonder dit kan iedereen binnenlopen",
    "published_at": "Sinds wanneer het in de catalogus staat",
    "municipality": "In welke gemeente het ligt",
}


def made_id(*parts: str) -> str:
    """Give the id of what has these names, the same every time."""
    return str(uuid5(OURS, "/".join(parts)))


@dataclass(frozen=True)
class Described:
    """What attributes are about: the kind of object in HSDS, and its id."""

    entity: str
    id: str

    def term(self, taxonomy: Taxonomy, code: str, name: str) -> Json:
        """Say that a term is true of it."""
        called = made_id(taxonomy.key, code)
        return {
            "id": made_id(self.entity, self.id, taxonomy.key, code),
            "link_id": self.id,
            "link_entity": self.entity,
            "link_type": taxonomy.key,
            "taxonomy_term_id": called,
            "taxonomy_term": {
                "id": called,
                "code": code,
                "name": name,
                "description": f"{taxonomy.name}: {name}",
                "taxonomy": f"Meedoen: {taxonomy.name}",
                "taxonomy_id": made_id(taxonomy.key),
                "language": "nl",
            },
        }

    def detail(self, code: str, value: object) -> Json:
        """Say a value of it. Yes and no are written as true and false."""
        written = str(value).lower() if isinstance(value, bool) else str(value)
        return self.term(DETAILS, code, DETAIL_NAMES[code]) | {"value": written}

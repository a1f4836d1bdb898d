# SPDX-License-Identifier: EUPL-1.2
"""What a find may be, where it stands, and by what somebody says that it may stay. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST_KEY = 200


class Kind(StrEnum):
    """What a find may be. The words are kept, and are what `check-text` writes."""

    BSN = "bsn"
    NAME = "name"
    PERHAPS_NAME = "perhaps_name"
    EMAIL = "email"
    PHONE = "phone"
    ACCOUNT = "account"
    NUMBER = "number"
    DATE = "date"
    POSTCODE = "postcode"
    ADDRESS = "address"
    DWELLING = "dwelling"
    PLACE = "place"
    AGE = "age"
    AGE_WITH_PLACE = "age_with_place"
    FAMILY = "family"
    JOB = "job"
    ILLNESS = "illness"
    ORGANISATION = "organisation"
    EVENT = "event"
    UNCOMMON = "uncommon"

    @property
    def label(self) -> str:
        """Say what it may be, on the screen, and why it can tell who somebody is."""
        return _LABELS[self]


BY_FORM = frozenset(
    {
        Kind.BSN,
        Kind.EMAIL,
        Kind.PHONE,
        Kind.ACCOUNT,
        Kind.NUMBER,
        Kind.DATE,
        Kind.POSTCODE,
        Kind.ADDRESS,
    }
)
"""What is known by how it is written, whatever the text is about."""

_LABELS = {
    Kind.BSN: "Een burgerservicenummer. Dat mag nooit blijven staan.",
    Kind.NAME: "Een naam uit het dossier",
    Kind.PERHAPS_NAME: "Misschien een naam",
    Kind.EMAIL: "Een e-mailadres",
    Kind.PHONE: "Een telefoonnummer",
    Kind.ACCOUNT: "Een rekeningnummer",
    Kind.NUMBER: "Een nummer waarmee iemand te vinden is",
    Kind.DATE: "Een datum: op één dag gebeurt dit maar bij weinig mensen",
    Kind.POSTCODE: "Een postcode",
    Kind.ADDRESS: "Een adres",
    Kind.DWELLING: "Een plek waar iemand woont: wie in de buurt is, weet welk huis het is",
    Kind.PLACE: "Een plaats, buurt of straat: daar wonen weinig mensen in deze situatie",
    Kind.AGE: "Een leeftijd: met de rest van het verhaal is iemand te herkennen",
    Kind.AGE_WITH_PLACE: "Een leeftijd met een plaats: samen is iemand te herkennen",
    Kind.FAMILY: "Iets over de familie: dat weten buren en bekenden ook",
    Kind.JOB: "Werk dat weinig mensen doen",
    Kind.ILLNESS: "Een ziekte die weinig mensen hebben",
    Kind.ORGANISATION: "Een kleine organisatie: wie er komt, kent de mensen",
    Kind.EVENT: "Een gebeurtenis: daar is over gepraat of geschreven",
    Kind.UNCOMMON: "Iets wat je zelden hoort: wie de persoon kent, weet dan om wie het gaat",
}


@dataclass(frozen=True)
class Finding:
    """Words in a text that could tell who it is about; `start` and `end` count characters."""

    kind: Kind
    words: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """Give what stands for these words, wherever they occur in a text.

        The key is kept, and so does not say that a name came out of a dossier.
        """
        kind = Kind.PERHAPS_NAME if self.kind is Kind.NAME else self.kind
        return f"{kind}:{' '.join(self.words.lower().split())}"[:LONGEST_KEY]

    @property
    def may_stay(self) -> bool:
        """Tell whether somebody may say that the words are harmless."""
        return self.kind is not Kind.BSN


def found_at(kind: Kind, match: re.Match[str], part: int | str = 0) -> Finding:
    """Make a find of a match, or of a part of it."""
    return Finding(kind, match[part], match.start(part), match.end(part))

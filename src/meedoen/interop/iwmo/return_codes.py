# SPDX-License-Identifier: EUPL-1.2
"""The codes by which an answer says what became of a declaration, in our own words (pure).

Source: code list WJ001 of release 3.2, and the list of release 2.3, as far as they are about
declarations. A code that is not here is told as it stands.
"""

from collections.abc import Mapping
from types import MappingProxyType

NO_REMARK, NOT_LOOKED_AT, GRANTED_WHOLE = "0200", "0233", "8001"
# What says nothing against a part of a declaration.
CONTENT = frozenset({NO_REMARK, GRANTED_WHOLE})
IN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "0001": "het bericht is afgekeurd om de techniek; de leverancier van de software van de "
        "aanbieder kan zien wat er fout is",
        NO_REMARK: "hier is niets op aan te merken",
        NOT_LOOKED_AT: "dit deel is niet beoordeeld, omdat er iets anders fout is",
        "0013": "de code van het servicebureau klopt niet",
        "0030": "dit factuurnummer is al gebruikt",
        "0551": "er is geen toewijzing waar deze prestatie bij hoort",
        "0611": "het tarief is niet het tarief uit het contract",
        "1112": "de productcategorie is een andere dan in de toewijzing",
        "1142": "de productcode is een andere dan in de toewijzing",
        GRANTED_WHOLE: "de hele declaratie is toegekend",
        "8004": "dit bsn en deze geboortedatum horen niet bij elkaar",
        "8017": "dit is een creditregel, en de regel die hij terugdraait is niet bekend",
        "8021": "dit referentienummer is al eerder gebruikt",
        "8187": "deze prestatie hoort niet bij deze persoon",
        "8214": "de periode van de declaratie is niet de periode die is afgesproken",
        "8847": "de periode van de declaratie begint na vandaag",
        "8848": "de dagtekening ligt na vandaag",
        "8849": "de dagtekening van het antwoord ligt na vandaag",
        "8853": "een prestatie die is afgekeurd, hoeft en mag niet teruggedraaid worden",
        "8854": "deze prestatie is al eerder teruggedraaid",
        "8855": "dit is een declaratie, en een factuur was afgesproken",
        "8856": "dit is een factuur, en een declaratie was afgesproken",
        "9056": "dit nummer van een bericht is al eerder gebruikt",
        "9307": "de prestatie begint op een dag die buiten de toewijzing valt",
        "9308": "de prestatie eindigt op een dag die buiten de toewijzing valt",
        "9309": "de eenheid is een andere dan in de toewijzing",
        "9311": "de toewijzing is aan een andere aanbieder gegeven",
        "9319": "de prestatie valt niet helemaal binnen de periode van de declaratie",
        "9321": "er is meer geleverd dan er is toegewezen",
        "9322": "alles bij elkaar is er meer geleverd dan er is toegewezen",
        "9333": "dit nummer van een declaratie is al gebruikt",
        "9338": "er is geen toewijzing waar deze prestatie bij hoort",
        "9339": "de productcategorie is een andere dan in de toewijzing",
        "9340": "de productcode is een andere dan in de toewijzing",
        "9341": "de eenheid is een andere dan in de toewijzing",
        "9346": "het bedrag is niet goed uitgerekend",
        "9369": "het bedrag gaat over het toegewezen budget heen",
        "9384": "de toewijzing waar deze prestatie bij hoort, is ingetrokken",
        "9390": "deze prestatie is al eerder teruggedraaid",
        "S300": "de code van de gemeente bestaat niet",
        "S329": "de productcode hoort niet bij de productcategorie",
    }
)


def in_words(code: str) -> str:
    """Say in plain Dutch what a code means; of one that we do not know, that."""
    return IN_WORDS.get(code, "deze code staat niet in onze lijst")

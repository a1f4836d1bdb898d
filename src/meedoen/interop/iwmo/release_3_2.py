# SPDX-License-Identifier: EUPL-1.2
"""The form of the messages 301, 305 and 307 of iWmo 3.2, as far as it is known to us (pure).

No schema of this release was at hand: only which elements there are, in which order, and which must
be there. So its order and its days are checked, and its codes are taken as they stand; a folder of
schemas checks the rest. What some elements hold is not known, and then anything may stand in them.
A decision is no longer around the grants, and a person of a 305 or 307 has no status.
"""

from collections.abc import Mapping

from meedoen.interop.iwmo.form import Block, Edition, Element, edition_of, may, must, shared, some
from meedoen.interop.iwmo.names import IWMO
from meedoen.interop.iwmo.release_2_3 import (
    AGB,
    BIRTH,
    DAY,
    HOUSE_NUMBER,
    MUNICIPALITY,
    NUMBER,
    RANK,
    VOLUME,
)
from meedoen.interop.iwmo.values import BsnDigits, ClockTime, Exactly, FreeText

_RELEASE = "3.2"
_CODE = FreeText(None)
_COMMENT = FreeText(None, lines=True)
_PRODUCT = shared(must("Categorie", _CODE), may("Code", _CODE))
_AMOUNT = shared(must("Volume", VOLUME), must("Eenheid", _CODE), must("Frequentie", _CODE))
_HOUSE = shared(
    must("Huisnummer", HOUSE_NUMBER),
    may("Huisletter", _CODE),
    may("HuisnummerToevoeging", _CODE),
    may("AanduidingWoonadres", _CODE),
)
_ADDRESS = shared(
    may("Huis", _HOUSE),
    may("Postcode", _CODE),
    may("Straatnaam", _CODE),
    may("Plaatsnaam", _CODE),
    may("LandCode", _CODE),
)
_CONTACT = Block(
    (
        must("Soort", _CODE),
        may("Adres", _ADDRESS),
        may("Organisatie", _CODE),
        may("Telefoon", None),
        may("Emailadres", _CODE),
        may("Periode", shared(may("Begindatum", DAY), may("Einddatum", DAY))),
    )
)
_RELATION = Block(
    (
        must("Nummer", _CODE),
        may("Volgorde", RANK),
        must("Soort", _CODE),
        may("Geboortedatum", BIRTH),
        may("Geslacht", _CODE),
        must("Naam", None),
        must("Contact", _CONTACT),
    )
)
_PERSON = (
    must("Bsn", BsnDigits()),
    must("Geboortedatum", BIRTH),
    must("Geslacht", _CODE),
    must("Naam", None),
)
_GRANTED = Block(
    (
        must("ToewijzingNummer", NUMBER),
        may("ReferentieAanbieder", _CODE),
        may("Product", _PRODUCT),
        must("Toewijzingsdatum", DAY),
        must("Toewijzingstijd", ClockTime()),
        must("Ingangsdatum", DAY),
        may("Einddatum", DAY),
        may("RedenWijziging", _CODE),
        may("Omvang", _AMOUNT),
        may("Budget", None),
        may("Commentaar", _COMMENT),
    )
)


def _delivered(*ending: Element) -> Block:
    return Block(
        (
            may("ToewijzingNummer", NUMBER),
            may("Product", _PRODUCT),
            may("ToewijzingIngangsdatum", DAY),
            must("Begindatum", DAY),
            *ending,
            must("StatusAanlevering", _CODE),
        )
    )


_BEGUN = _delivered()
_ENDED = _delivered(must("RedenBeeindiging", _CODE), must("Einddatum", DAY))
_PERSONS: Mapping[str, tuple[str, Block]] = {
    "301": (
        "ToegewezenProduct",
        Block(
            (
                *_PERSON,
                may("Communicatie", None),
                may("JuridischeStatus", _CODE),
                may("WettelijkeVertegenwoordiging", _CODE),
                may("Commentaar", _COMMENT),
                may("Relaties", some("Relatie", _RELATION)),
                must("Contactgegevens", some("Contact", _CONTACT)),
                must("ToegewezenProducten", some("ToegewezenProduct", _GRANTED)),
            )
        ),
    ),
    "305": (
        "StartProduct",
        Block((*_PERSON, must("StartProducten", some("StartProduct", _BEGUN)))),
    ),
    "307": (
        "StopProduct",
        Block((*_PERSON, must("StopProducten", some("StopProduct", _ENDED)))),
    ),
}


def _header(number: str) -> Block:
    granted = number == "301"
    sent = shared(must("Identificatie", _CODE), must("Dagtekening", DAY))
    return Block(
        (
            must("BerichtCode", _CODE),
            must("BerichtVersie", Exactly("3", spaced=True)),
            must("BerichtSubversie", Exactly("2", spaced=True)),
            must("Afzender", MUNICIPALITY if granted else AGB),
            must("Ontvanger", AGB if granted else MUNICIPALITY),
            must("BerichtIdentificatie", sent),
            must("XsdVersie", None),
        )
    )


def _edition(number: str) -> Edition:
    row, person = _PERSONS[number]
    holds = Block((must("Header", _header(number)), must("Client", person)))
    return edition_of(IWMO, _RELEASE, number, row=row, holds=holds)


def editions() -> tuple[Edition, ...]:
    """Give the three kinds of message of this release."""
    return tuple(map(_edition, _PERSONS))

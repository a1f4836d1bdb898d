# SPDX-License-Identifier: EUPL-1.2
"""The form of the messages 301, 305 and 307 of iWmo and iJw 2.3, in our own words (pure).

Both standards have the same form; the product categories, the reasons of an end and the codes of
the messages differ. Source: the standards of the Zorginstituut, release 2.3.
"""

from collections.abc import Callable, Mapping

from meedoen.interop.iwmo import codes
from meedoen.interop.iwmo.form import Block, Edition, Element, edition_of, may, must, shared, some
from meedoen.interop.iwmo.names import IJW, IWMO
from meedoen.interop.iwmo.values import (
    BsnDigits,
    CalendarDay,
    ClockTime,
    CodeOf,
    Exactly,
    FixedDigits,
    FreeText,
    Initials,
    TelephoneDigits,
    WholeNumber,
)

DAY = CalendarDay()
NUMBER = WholeNumber(999_999_999)
AGB = FixedDigits(8)
MUNICIPALITY = FixedDigits(4)
HOUSE_NUMBER = WholeNumber(99_999)
VOLUME = WholeNumber(99_999_999)
RANK = WholeNumber(99)
COMMENT = FreeText(None, lines=True)
GENDER = CodeOf(codes.GENDERS)
_STATUS = CodeOf(codes.STATUSES)


_SURNAME = shared(must("Achternaam", FreeText(200)), may("Voorvoegsel", FreeText(10)))
BIRTH = shared(must("Datum", DAY), may("DatumGebruik", CodeOf(codes.DATE_USES)))
SHORT_NAME = shared(
    must("Geslachtsnaam", _SURNAME),
    may("Voornamen", FreeText(200)),
    may("Voorletters", Initials()),
)
_FULL_NAME = shared(
    must("Geslachtsnaam", _SURNAME),
    may("Partnernaam", _SURNAME),
    may("Voornamen", FreeText(200)),
    may("Voorletters", Initials()),
    must("NaamGebruik", CodeOf(codes.NAME_USES)),
)
_HOUSE = shared(
    must("Huisnummer", HOUSE_NUMBER),
    may("Huisletter", FreeText(1)),
    may("HuisnummerToevoeging", FreeText(4)),
    may("AanduidingWoonadres", CodeOf(codes.ADDRESS_SIGNS)),
)
_ADDRESS = shared(
    may("Huis", _HOUSE),
    may("Postcode", FreeText(8)),
    may("Straatnaam", FreeText(24)),
    may("Plaatsnaam", FreeText(80)),
    may("LandCode", CodeOf(codes.COUNTRIES)),
)
_TELEPHONE = shared(must("Telefoonnummer", TelephoneDigits()), must("Landnummer", FreeText(4)))
_CONTACT = Block(
    (
        must("Soort", CodeOf(codes.ADDRESSES)),
        may("Adres", _ADDRESS),
        may("Organisatie", FreeText(35)),
        may("Telefoon", shared(must("Telefoon01", _TELEPHONE), may("Telefoon02", _TELEPHONE))),
        may("Emailadres", FreeText(80)),
        may("Periode", shared(may("Begindatum", DAY), may("Einddatum", DAY))),
    )
)
_RELATION = Block(
    (
        must("Nummer", FreeText(20)),
        may("Volgorde", RANK),
        must("Soort", CodeOf(codes.RELATIONS)),
        may("Geboortedatum", BIRTH),
        may("Geslacht", GENDER),
        must("Naam", _FULL_NAME),
        must("Contact", _CONTACT),
    )
)
_SCORE = Block(
    (
        must("Vraag", CodeOf(codes.QUESTIONS)),
        must("Score", CodeOf(codes.SCORES)),
        may("Commentaar", COMMENT),
    )
)
_LIMITATION = Block(
    (
        must("Categorie", CodeOf(codes.LIMITATIONS)),
        may("Duur", CodeOf(codes.DURATIONS)),
        may("Commentaar", COMMENT),
        may("BeperkingScores", some("BeperkingScore", _SCORE)),
    )
)
_GROUND = CodeOf(codes.GROUNDS)
_AMOUNT = shared(
    must("Volume", VOLUME),
    must("Eenheid", CodeOf(codes.UNITS)),
    must("Frequentie", CodeOf(codes.FREQUENCIES)),
)


def _product(categories: Mapping[str, str]) -> Block:
    return shared(must("Categorie", CodeOf(categories)), may("Code", FreeText(5)))


def _granted(categories: Mapping[str, str], endings: Mapping[str, str]) -> Block:
    """Give the person of a 301, with what was granted."""
    product = Block(
        (
            may("ToewijzingNummer", NUMBER),
            may("ReferentieAanbieder", FreeText(36)),
            must("Product", _product(categories)),
            must("Toewijzingsdatum", DAY),
            must("Toewijzingstijd", ClockTime()),
            must("Ingangsdatum", DAY),
            may("Einddatum", DAY),
            may("RedenWijziging", CodeOf(codes.CHANGES)),
            may("Omvang", _AMOUNT),
            may("Commentaar", COMMENT),
        )
    )
    decision = Block(
        (
            must("BeschikkingNummer", NUMBER),
            may("Grondslagen", shared(must("Grondslag01", _GROUND), may("Grondslag02", _GROUND))),
            must("Afgiftedatum", DAY),
            must("Ingangsdatum", DAY),
            may("Einddatum", DAY),
            may("Commentaar", COMMENT),
            may("Beperkingen", some("Beperking", _LIMITATION)),
            must("ToegewezenProducten", some("ToegewezenProduct", product)),
        )
    )
    spoken = shared(must("Vorm", CodeOf(codes.COMMUNICATIONS)), may("Taal", FreeText(25)))
    return Block(
        (
            must("Bsn", BsnDigits()),
            must("Geboortedatum", BIRTH),
            must("Geslacht", GENDER),
            must("Naam", _FULL_NAME),
            may("Communicatie", spoken),
            may("JuridischeStatus", CodeOf(codes.LEGAL_STATUSES)),
            may("WettelijkeVertegenwoordiging", CodeOf(codes.REPRESENTATIONS)),
            may("Commentaar", COMMENT),
            may("Relaties", some("Relatie", _RELATION)),
            must("Contactgegevens", some("Contact", _CONTACT)),
            must("Beschikking", decision),
        )
    )


def _delivered(several: str, one: str, *ending: Element) -> Callable[..., Block]:
    """Give the person of a 305 or a 307, with what was begun or ended."""

    def person(categories: Mapping[str, str], endings: Mapping[str, str]) -> Block:
        reason = (must("RedenBeeindiging", CodeOf(endings)),) if ending else ()
        product = Block(
            (
                may("BeschikkingNummer", NUMBER),
                may("ToewijzingNummer", NUMBER),
                must("Product", _product(categories)),
                may("ToewijzingIngangsdatum", DAY),
                must("Begindatum", DAY),
                *reason,
                *ending,
                must("StatusAanlevering", _STATUS),
            )
        )
        return Block(
            (
                must("Bsn", BsnDigits()),
                must("Geboortedatum", BIRTH),
                must("Geslacht", GENDER),
                must("Naam", SHORT_NAME),
                must("StatusAanlevering", _STATUS),
                must(several, some(one, product)),
            )
        )

    return person


_PERSONS: Mapping[str, tuple[str, Callable[..., Block]]] = {
    "301": ("ToegewezenProduct", _granted),
    "305": ("StartProduct", _delivered("StartProducten", "StartProduct")),
    "307": ("StopProduct", _delivered("StopProducten", "StopProduct", must("Einddatum", DAY))),
}
_LISTS: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    IWMO: (codes.CATEGORIES_WMO, codes.ENDINGS_WMO),
    IJW: (codes.CATEGORIES_YOUTH, codes.ENDINGS_YOUTH),
}
# The number by which a message is known among all messages in care.
_MESSAGE_CODES: Mapping[str, Mapping[str, str]] = {
    IWMO: {"301": "414", "305": "418", "307": "420"},
    IJW: {"301": "436", "305": "438", "307": "440"},
}


def _header(code: str, number: str) -> Block:
    # A grant goes from the municipality to who provides; begin and end come back.
    granted = number == "301"
    return Block(
        (
            must("BerichtCode", Exactly(code)),
            must("BerichtVersie", Exactly("2", spaced=True)),
            must("BerichtSubversie", Exactly("3", spaced=True)),
            must("Afzender", MUNICIPALITY if granted else AGB),
            must("Ontvanger", AGB if granted else MUNICIPALITY),
            must(
                "BerichtIdentificatie",
                shared(must("Identificatie", FreeText(12)), must("Dagtekening", DAY)),
            ),
        )
    )


def _edition(standard: str, number: str) -> Edition:
    row, person = _PERSONS[number]
    code = _MESSAGE_CODES[standard][number]
    holds = Block(
        (must("Header", _header(code, number)), must("Client", person(*_LISTS[standard])))
    )
    return edition_of(standard, "2.3", number, row=row, holds=holds)


def editions() -> tuple[Edition, ...]:
    """Give the six kinds of message of this release."""
    return tuple(_edition(standard, number) for standard in _LISTS for number in _PERSONS)

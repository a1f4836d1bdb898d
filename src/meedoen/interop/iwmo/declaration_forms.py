# SPDX-License-Identifier: EUPL-1.2
"""The form of declarations: message 303 of iWmo and iJw 2.3, message 323 of 3.2 (pure).

Of release 3.2 no schema was at hand, as with its other messages: which elements there are and in
which order is checked, with days and numbers; of its codes only debit and credit, which give an
amount its sign. Whether a reference stands in an element of its own there is told in two ways; both
are taken. Sources: the standards of the Zorginstituut, releases 2.3 and 3.2.
"""

from collections.abc import Mapping

from meedoen.interop.iwmo import codes
from meedoen.interop.iwmo.form import Block, Edition, edition_of, may, must, shared, some
from meedoen.interop.iwmo.names import IJW, IWMO
from meedoen.interop.iwmo.release_2_3 import (
    AGB,
    BIRTH,
    COMMENT,
    DAY,
    GENDER,
    MUNICIPALITY,
    NUMBER,
    SHORT_NAME,
    VOLUME,
)
from meedoen.interop.iwmo.values import (
    BsnDigits,
    BureauDigits,
    CodeOf,
    Exactly,
    FreeText,
    InvoiceNumber,
    VatNumber,
    WholeNumber,
)

# In whole cents.
AMOUNT = WholeNumber(99_999_999)
TOTAL = WholeNumber(999_999_999_999)
_PERCENTAGE = WholeNumber(99_999)
_VAT_PERCENTAGE = WholeNumber(9_999)
_REFERENCE = FreeText(20)
# How long a text of 3.2 may be is not known; of longer ones nothing would be kept.
ANY = FreeText(100)
_SIGN = must("DebetCredit", CodeOf(codes.DEBIT_OR_CREDIT))
_SIGNED_AMOUNT = shared(must("Bedrag", AMOUNT), _SIGN)
SIGNED_TOTAL = shared(must("TotaalBedrag", TOTAL), _SIGN)
_PERIOD = shared(must("Begindatum", DAY), must("Einddatum", DAY))
ROW = "Prestatie"

_SUBMITTED = shared(
    must("GeleverdVolume", VOLUME),
    must("Eenheid", CodeOf(codes.UNITS)),
    may("Verrekenpercentage", _PERCENTAGE),
    may("ProductTarief", AMOUNT),
    may("BerekendBedrag", _SIGNED_AMOUNT),
    may("BtwVrijstellingIndicatie", CodeOf(codes.VAT_FREE)),
    may("BtwPercentage", _VAT_PERCENTAGE),
    may("BtwBedrag", _SIGNED_AMOUNT),
    must("DeclaratieFactuurBedrag", _SIGNED_AMOUNT),
)
_INVOICE = shared(
    must("DeclaratiePeriode", _PERIOD),
    must("DeclarantFactuurNummer", InvoiceNumber(12)),
    must("FactuurDagtekening", DAY),
    may("BtwIDNummer", VatNumber()),
    must("ValutaCode", CodeOf(codes.CURRENCIES)),
)
_TOTALS = shared(
    must("DeclaratieFactuurTotaalBedrag", SIGNED_TOTAL), may("BtwTotaalBedrag", SIGNED_TOTAL)
)
_REFERENCES = shared(must("ReferentieNummer", _REFERENCE), may("VorigReferentieNummer", _REFERENCE))
# The number by which a message is known among all messages in care: a declaration or an invoice.
_MESSAGE_CODES: Mapping[str, tuple[str, str]] = {IWMO: ("416", "448"), IJW: ("432", "450")}
_CATEGORIES: Mapping[str, Mapping[str, str]] = {
    IWMO: codes.CATEGORIES_WMO,
    IJW: codes.CATEGORIES_YOUTH,
}


def _header_2_3(standard: str) -> Block:
    return Block(
        (
            must("BerichtCode", CodeOf(_MESSAGE_CODES[standard])),
            must("BerichtVersie", Exactly("2", spaced=True)),
            must("BerichtSubversie", Exactly("3", spaced=True)),
            must("Gemeente", MUNICIPALITY),
            may("Servicebureau", BureauDigits()),
            must("Aanbieder", AGB),
            must("BetalingAanID", CodeOf(codes.PAYEES)),
            must("DeclaratieFactuurIdentificatie", _INVOICE),
            must("DeclaratieFactuurBedragen", _TOTALS),
        )
    )


def _person_2_3(standard: str) -> Block:
    performance = Block(
        (
            may("BeschikkingNummer", NUMBER),
            may("ToewijzingNummer", NUMBER),
            must("ProductCategorie", CodeOf(_CATEGORIES[standard])),
            must("ProductCode", FreeText(5)),
            must("ProductPeriode", _PERIOD),
            must("IngediendeBedragPrestatie", _SUBMITTED),
            must("ProductReferentie", _REFERENCES),
            may("Commentaar", COMMENT),
        )
    )
    return Block(
        (
            must("Bsn", BsnDigits()),
            must("Geboortedatum", BIRTH),
            must("Geslacht", GENDER),
            must("Naam", SHORT_NAME),
            may("Commentaar", COMMENT),
            must("Prestaties", some(ROW, performance)),
        )
    )


def _edition_2_3(standard: str) -> Edition:
    holds = Block(
        (
            must("Header", _header_2_3(standard)),
            must("Clienten", some("Client", _person_2_3(standard))),
        )
    )
    return edition_of(standard, "2.3", "303", row=ROW, holds=holds)


PERFORMANCE_3_2 = (
    must("ProductReferentie", shared(*_REFERENCES.elements, alone=_REFERENCE)),
    must("ToewijzingNummer", NUMBER),
    must("ProductCategorie", ANY),
    must("ProductCode", ANY),
    must("ProductPeriode", _PERIOD),
    must("GeleverdVolume", VOLUME),
    must("Eenheid", ANY),
    may("ProductTarief", AMOUNT),
    must("IngediendBedrag", _SIGNED_AMOUNT),
)
_PERSON_3_2 = Block(
    (must("Bsn", BsnDigits()), must("Prestaties", some(ROW, Block(PERFORMANCE_3_2)))),
)
IDENTIFICATION = shared(must("Identificatie", ANY), must("Dagtekening", DAY))
_HEADER_3_2 = Block(
    (
        must("BerichtCode", ANY),
        must("BerichtVersie", Exactly("3", spaced=True)),
        must("BerichtSubversie", Exactly("2", spaced=True)),
        must("Afzender", AGB),
        must("Ontvanger", MUNICIPALITY),
        must("BerichtIdentificatie", IDENTIFICATION),
        must("XsdVersie", None),
    )
)
_DECLARATION_3_2 = Block(
    (
        must("DeclaratieNummer", ANY),
        must("DeclaratiePeriode", _PERIOD),
        must("DeclaratieDagtekening", DAY),
        must("TotaalIngediendBedrag", SIGNED_TOTAL),
        must("Clienten", some("Client", _PERSON_3_2)),
    )
)


def _edition_3_2(standard: str) -> Edition:
    holds = Block((must("Header", _HEADER_3_2), must("Declaratie", _DECLARATION_3_2)))
    return edition_of(standard, "3.2", "323", row=ROW, holds=holds)


def editions() -> tuple[Edition, ...]:
    """Give the four kinds of declaration."""
    both = (IWMO, IJW)
    return (*map(_edition_2_3, both), *map(_edition_3_2, both))

# SPDX-License-Identifier: EUPL-1.2
"""The form of the answer to a declaration: message 325 of iWmo and iJw 3.2 (pure).

As with the declaration itself no schema was at hand, only which elements there are. Only what was
not granted stands in an answer, each part with codes that say why.
"""

from meedoen.interop.iwmo.declaration_forms import (
    ANY,
    IDENTIFICATION,
    PERFORMANCE_3_2,
    ROW,
    SIGNED_TOTAL,
)
from meedoen.interop.iwmo.form import Block, Edition, Element, edition_of, may, must, some
from meedoen.interop.iwmo.names import IJW, IWMO
from meedoen.interop.iwmo.release_2_3 import AGB, MUNICIPALITY
from meedoen.interop.iwmo.values import BsnDigits, Exactly

RETURN_CODE = "RetourCode"
_RETURNED = must("RetourCodes", Block((Element(RETURN_CODE, ANY, many=True),)))
_HEADER = Block(
    (
        must("BerichtCode", ANY),
        must("BerichtVersie", Exactly("3", spaced=True)),
        must("BerichtSubversie", Exactly("2", spaced=True)),
        must("Afzender", MUNICIPALITY),
        must("Ontvanger", AGB),
        must("BerichtIdentificatie", IDENTIFICATION),
        must("XsdVersie", None),
        must("DeclaratieIdentificatie", IDENTIFICATION),
        may("XsltVersie", ANY),
        must("XsdVersieDeclaratie", None),
        _RETURNED,
    )
)
_PERSON = Block(
    (
        must("Bsn", BsnDigits()),
        must("Prestaties", some(ROW, Block((*PERFORMANCE_3_2, _RETURNED)))),
        _RETURNED,
    )
)
_ANSWER = Block(
    (
        must("DeclaratieNummer", ANY),
        must("TotaalIngediendBedrag", SIGNED_TOTAL),
        must("TotaalToegekendBedrag", SIGNED_TOTAL),
        may("Clienten", some("Client", _PERSON)),
        _RETURNED,
    )
)


def _edition(standard: str) -> Edition:
    # Of a declaration with a technical fault only the header comes back.
    holds = Block((must("Header", _HEADER), may("DeclaratieAntwoord", _ANSWER)))
    return edition_of(standard, "3.2", "325", row=ROW, holds=holds)


def editions() -> tuple[Edition, ...]:
    """Give the two kinds of answer."""
    return (_edition(IWMO), _edition(IJW))

# SPDX-License-Identifier: EUPL-1.2
"""Which documents show who somebody is, and which colleagues may note that they saw one. Pure.

Source: Wet op de identificatieplicht art. 1 lid 1; Wmo 2015 art. 2.3.4.
"""

from enum import StrEnum

from meedoen.privacy.policy import MAY_DECIDE


class ShownDocument(StrEnum):
    """The kind of document that was shown; never its number."""

    PASSPORT = "passport"
    IDENTITY_CARD = "identity_card"
    DRIVING_LICENCE = "driving_licence"
    RESIDENCE_DOCUMENT = "residence_document"

    @property
    def label(self) -> str:
        """Give the Dutch words."""
        return _LABELS[self]


_LABELS = {
    ShownDocument.PASSPORT: "paspoort",
    ShownDocument.IDENTITY_CARD: "identiteitskaart",
    ShownDocument.DRIVING_LICENCE: "rijbewijs",
    ShownDocument.RESIDENCE_DOCUMENT: "verblijfsdocument",
}

# Only who may also decide in the name of a municipality identifies in its name.
MAY_IDENTIFY = MAY_DECIDE

# SPDX-License-Identifier: EUPL-1.2
"""How far a release is, from a draft to everybody; the database says what follows what (pure)."""

from enum import StrEnum


class ReleaseState(StrEnum):
    """Where a release is. Once out, it is known for ever: withdrawn is not undone."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set_aside"

    @property
    def label(self) -> str:
        """Give the words on the screen."""
        return _LABELS[self]


_LABELS = {
    ReleaseState.DRAFT: "Concept",
    ReleaseState.CHECKED: "Wacht op tweede paar ogen",
    ReleaseState.APPROVED: "Klaar om openbaar te maken",
    ReleaseState.PUBLISHED: "Openbaar",
    ReleaseState.WITHDRAWN: "Teruggetrokken",
    ReleaseState.SET_ASIDE: "Niet naar buiten",
}
# What was out once is known for ever: both count for whatever leaves later.
WAS_OUT = frozenset({ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN})
WAITS = frozenset({ReleaseState.DRAFT, ReleaseState.CHECKED, ReleaseState.APPROVED})

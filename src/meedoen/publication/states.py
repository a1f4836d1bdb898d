# SPDX-License-Identifier: EUPL-1.2
"""How far a release is, from a draft to everybody, and what may follow what (pure)."""

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

    def leads_to(self, next_state: "ReleaseState") -> bool:
        """Tell whether a release here may go there; the database asks the same."""
        return next_state in FOLLOWS.get(self, frozenset())


_LABELS = {
    ReleaseState.DRAFT: "Concept",
    ReleaseState.CHECKED: "Wacht op tweede paar ogen",
    ReleaseState.APPROVED: "Klaar om openbaar te maken",
    ReleaseState.PUBLISHED: "Openbaar",
    ReleaseState.WITHDRAWN: "Teruggetrokken",
    ReleaseState.SET_ASIDE: "Niet naar buiten",
}
FOLLOWS = {
    ReleaseState.DRAFT: frozenset({ReleaseState.CHECKED, ReleaseState.SET_ASIDE}),
    ReleaseState.CHECKED: frozenset({ReleaseState.APPROVED, ReleaseState.SET_ASIDE}),
    ReleaseState.APPROVED: frozenset({ReleaseState.PUBLISHED, ReleaseState.SET_ASIDE}),
    ReleaseState.PUBLISHED: frozenset({ReleaseState.WITHDRAWN}),
}
# What was out once is known for ever: both count for whatever leaves later.
WAS_OUT = frozenset({ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN})
WAITS = frozenset({ReleaseState.DRAFT, ReleaseState.CHECKED, ReleaseState.APPROVED})

# SPDX-License-Identifier: EUPL-1.2
"""How far a release is, from handed in to everybody; the database says what follows what (pure)."""

from enum import IntEnum, StrEnum

from meedoen.vocabulary.work import WorkState


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


class PreparationStep(IntEnum):
    """What is being done with them, one after the other."""

    READING = 1
    PROTECTING = 2
    CHECKING = 3


# What a landed migration calls where work is.
PreparationState = WorkState

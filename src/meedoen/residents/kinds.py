# SPDX-License-Identifier: EUPL-1.2
"""The kinds of what a resident tells, and where a fact comes from."""

from enum import StrEnum


class FragmentKind(StrEnum):
    """What a piece of the story is."""

    WISH = "wish"
    TALENT = "talent"
    STORY = "story"
    CALL_ME = "call_me"

    @property
    def label(self) -> str:
        """Give the heading above it, in the resident's own voice."""
        return _FRAGMENTS[self]


_FRAGMENTS = {
    FragmentKind.WISH: "Wat ik wil doen",
    FragmentKind.TALENT: "Wat ik kan of graag doe",
    FragmentKind.STORY: "Mijn verhaal",
    FragmentKind.CALL_ME: "Bel mij",
}


class FactSource(StrEnum):
    """Where a fact comes from. A judgement is a fact too, with who gave it and why."""

    RESIDENT = "resident"
    PROFESSIONAL = "professional"
    REGISTER = "register"
    JUDGEMENT = "judgement"

    @property
    def label(self) -> str:
        """Give the Dutch words for the source."""
        return _SOURCES[self]


_SOURCES = {
    FactSource.RESIDENT: "de inwoner zelf",
    FactSource.PROFESSIONAL: "een professional",
    FactSource.REGISTER: "een register",
    FactSource.JUDGEMENT: "een oordeel",
}

# SPDX-License-Identifier: EUPL-1.2
"""What somebody can wait for at work. Pure."""

from enum import StrEnum


class WaitsFor(StrEnum):
    """Why somebody waits for a colleague; none weighs more than another."""

    CALL = "call"
    FIRST_TALK = "first_talk"
    ANSWER = "answer"

    @property
    def label(self) -> str:
        """Give what she waits for, as it ends a sentence."""
        return _LABELS[self]


_LABELS = {
    WaitsFor.CALL: "een telefoontje",
    WaitsFor.FIRST_TALK: "een eerste gesprek",
    WaitsFor.ANSWER: "een antwoord",
}

# SPDX-License-Identifier: EUPL-1.2
"""The parts of a programme that can be taken away, and how many there may be (pure).

The bounds keep a programme something that people can read on one page; actions have none, since
they come and go over the years.
"""

from enum import StrEnum

MOST_SUBPROGRAMMES = 20
MOST_GOALS = 12
MOST_INDICATORS = 6


class ProgrammePart(StrEnum):
    """A part of a programme, by the word in its address."""

    SUBPROGRAMME = "deelprogramma"
    GOAL = "doel"
    INDICATOR = "cijfer"
    ACTION = "actie"

    @property
    def label(self) -> str:
        """Give the word with its article, at the beginning of a sentence."""
        return f"{'De' if self is ProgrammePart.ACTION else 'Het'} {self}"

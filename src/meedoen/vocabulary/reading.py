# SPDX-License-Identifier: EUPL-1.2
"""What every reader of typed things shares: the text made plain, and how it says what it misses.

A reader gives a value, or raises `NotUnderstood` with a sentence for the person who typed. It
never guesses: where a text can mean two things it asks, with a spelling that means one. Pure.
"""

import unicodedata
from dataclasses import dataclass

from meedoen.vocabulary.levelling import Levelled, levelled
from meedoen.vocabulary.words import read_line

LONGEST_TYPED = 200
# Controls, halves of characters and unassigned code points mean nothing in a date or a number.
_MEANINGLESS = {"Cc", "Cs", "Cn", "Co"}
_NO_FIGURE = "\ufffd"


@dataclass(frozen=True)
class Suggestion:
    """One thing the text can mean: as people say it, and a spelling that can mean nothing else."""

    shown: str
    written: str


class NotUnderstood(ValueError):
    """A typed text cannot be read for sure.

    `sentence` says in plain Dutch what is wrong and what to do; `suggestions` what it can mean.
    """

    def __init__(self, sentence: str, *suggestions: Suggestion) -> None:
        """Keep the sentence and what can be meant."""
        self.sentence = sentence
        self.suggestions = suggestions
        super().__init__(" ".join(filter(None, [sentence, self.question])))

    @property
    def question(self) -> str:
        """Ask which of the suggestions is meant; empty when there is none."""
        meant = " of ".join(suggestion.shown for suggestion in self.suggestions)
        return f"Bedoel je {meant}?" if meant else ""


def plain(typed: str) -> str:
    """Give a short text with ordinary figures, dashes and quotes, and single spaces between.

    Superscripts, fractions and figures in circles are no figures here: 12² is not 122. Raises
    NotUnderstood beyond LONGEST_TYPED characters.
    """
    _must_be_short(typed)
    seen = "".join(map(_seen, levelled("".join(map(_figure, typed))).plain))
    return " ".join(seen.split())


def line_and_level(typed: str) -> tuple[str, Levelled]:
    """Give a short text as one line, and the same made plain with where each character stands.

    For a reader that also hands on the words around what it read, just as they were typed. Raises
    NotUnderstood beyond LONGEST_TYPED characters.
    """
    _must_be_short(typed)
    line = read_line(typed)
    return line, levelled("".join(map(_figure, line)))


def _must_be_short(typed: str) -> None:
    if len(typed) > LONGEST_TYPED:
        raise NotUnderstood(f"Dit is te lang: er passen {LONGEST_TYPED} tekens. Kort het in.")


def _figure(typed: str) -> str:
    return _NO_FIGURE if typed.isnumeric() and not typed.isdecimal() else typed


def _seen(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _MEANINGLESS else character

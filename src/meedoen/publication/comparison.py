# SPDX-License-Identifier: EUPL-1.2
"""A figure beside that of the former release, in words; what is hidden stays hidden (pure)."""

from __future__ import annotations

from meedoen.disclosure.published import HIDDEN
from meedoen.vocabulary.number import whole_in_words

HIDDEN_WORD = "verborgen"


def figure(value: int) -> str:
    """Write what is shown of a count; what is hidden is a word, never nought and never empty."""
    return HIDDEN_WORD if value == HIDDEN else whole_in_words(value)


def beside(value: int, former: int | None) -> str:
    """Say what it was in the former release; None: it did not stand there.

    A change is said only when both can be seen.
    """
    if former is None:
        return "stond er toen niet"
    if former == HIDDEN:
        return "toen verborgen"
    if value == former:
        return "toen ook"
    return f"toen {whole_in_words(former)}"

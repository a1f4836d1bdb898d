# SPDX-License-Identifier: EUPL-1.2
"""Keeps citizen service numbers out of free text, whoever types them there (I10, I20)."""

import re

from meedoen.vocabulary.bsn import Bsn

_NINE_DIGITS = re.compile(r"(?<![0-9])(?:[0-9][ .-]?){8}[0-9](?![0-9])")
HIDDEN = "[nummer weggehaald]"


def without_bsn(text: str) -> str:
    """Replace each number in a text that can be a bsn; other numbers stay as they are."""

    def hide(found: re.Match[str]) -> str:
        try:
            Bsn(re.sub(r"\D", "", found.group()))
        except ValueError:
            return found.group()
        return HIDDEN

    return _NINE_DIGITS.sub(hide, text)

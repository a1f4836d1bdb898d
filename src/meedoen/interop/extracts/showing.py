# SPDX-License-Identifier: EUPL-1.2
"""What of a value is said in a report: short, and with each bsn in it masked (pure)."""

from functools import lru_cache

from meedoen.interop.masking import MASK, masked_whole, shown

MOST_SHOWN = 80


def in_a_bsn_column(text: str) -> str:
    """Mask what stands in a column of bsns, whatever it is."""
    if text.isascii() and text.isdigit():
        return MASK + text[-2:]
    return masked_whole(text[:1000])


def in_a_report(text: str) -> str:
    """Give what of a value is said, with each number in it that may be a bsn masked."""
    return text if text.isascii() and len(text) < 8 else _said(text)


@lru_cache(maxsize=4096)
def _said(text: str) -> str:
    # The same days and headings come back again and again.
    return shown(text, MOST_SHOWN)

# SPDX-License-Identifier: EUPL-1.2
"""Which document a payment is for: by the number that it names, and the amount (pure).

Never by amount alone: two invoices of the same amount are nothing out of the ordinary, and a
payment on the wrong one hides that the other was not paid.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_SHORTEST = 3


@dataclass(frozen=True)
class OpenDocument:
    """A document of which something is open: above nought we pay those cents, below it they do."""

    pk: int
    partner: str
    number: str
    cents: int


def documents_paid(
    said: Collection[str], cents: int, documents: Iterable[OpenDocument]
) -> tuple[OpenDocument, ...]:
    """Give the documents that a payment of `cents` is for; none when that is not certain.

    That is the only one whose number is named and of which so much is open, or all whose numbers
    are named when they are so much together. `cents` is above nought when we paid.
    """
    texts = [_plain(one) for one in said]
    bare = [_bare(one) for one in texts]
    named = [one for one in documents if _is_named(one.number, texts, bare)]
    same = [one for one in named if one.cents == cents]
    if len(same) == 1:
        return (same[0],)
    numbers = {one.number for one in named}
    if len(numbers) == len(named) and sum(one.cents for one in named) == cents:
        return tuple(named)
    return ()


def _is_named(number: str, texts: Iterable[str], bare: Iterable[str]) -> bool:
    """Tell whether a number stands in a text on its own, however it is parted there.

    A number of one or two characters is in every text, and says nothing. In `bare`, the texts
    without what parts them, is looked first: of thousands of numbers hardly any is there.
    """
    signs = _bare(_plain(number))
    if len(signs) < _SHORTEST or not any(signs in text for text in bare):
        return False
    parted = "[^A-Z0-9]?".join(map(re.escape, signs))
    pattern = re.compile(f"(?<![A-Z0-9]){parted}(?![A-Z0-9])")
    return any(pattern.search(text) for text in texts)


def _plain(text: str) -> str:
    return text.upper()


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))

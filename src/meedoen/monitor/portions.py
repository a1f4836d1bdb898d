# SPDX-License-Identifier: EUPL-1.2
"""How large a file was and which part of it could not be used, in words that tell no count (pure).

Who is in no known buurt is a cell of the table that leaves. Beside one that is hidden, the exact
number of rows without a buurt would give it away; so would how many rows a small file has.
"""

from __future__ import annotations

from meedoen.vocabulary.number import whole_in_words

# Under this the size of a file says how many people are in it.
SMALL = 1000
# The least part is fifty rows of the smallest file: with one percent, ten at the most, a cell that
# is hidden was known as closely as the threshold.
_PARTS = ((0.05, "hooguit 5 %"), (0.25, "5 tot 25 %"), (1.0, "meer dan een kwart"))


def size(rows: int) -> str:
    """Say how large a file is, to whole hundreds."""
    if rows < SMALL:
        return f"minder dan {whole_in_words(SMALL)} regels"
    return f"ongeveer {whole_in_words(round(rows, -2))} regels"


def part_of(part: int, rows: int) -> str:
    """Say in a word how much of a file something is; of a small file nothing."""
    if rows < SMALL:
        return "een onbekend deel"
    return next(word for most, word in _PARTS if part / rows <= most)


def how_good(rows: int, bad: int, without_area: int) -> str:
    """Say how large a file is, and how much of it was no use or is in no known buurt."""
    if rows < SMALL:
        return f"{size(rows)}; hoe goed die zijn, zeggen we bij zo weinig niet"
    return (
        f"{size(rows)}; {part_of(bad, rows)} niet te gebruiken; "
        f"{part_of(without_area, rows)} zonder bekende buurt"
    )

# SPDX-License-Identifier: EUPL-1.2
"""A house number as it is compared: 12, 12A, 12-2 or B75, however it was typed. Pure.

In Nieuwe Pekela a letter stands in front, elsewhere behind; so it is text, never a number.
"""

import re

from meedoen.vocabulary.levelling import levelled

LONGEST = 8
_SHAPE = re.compile(r"[0-9A-Z](?:[0-9A-Z]|[ /-]+(?=[0-9A-Z]))*")
_PARTS = re.compile(r"[0-9]+|[A-Z]+")


def level_house_number(typed: str) -> str:
    """Give a house number in capitals, without spaces and without noughts in front.

    Between two figures what parts them stays, as a dash: 12-2 is another house than 122. Raises
    ValueError for what has no figure, other characters, or more than eight of them.
    """
    plain = levelled(typed).plain.strip().upper()
    parts = _PARTS.findall(plain)
    if not _SHAPE.fullmatch(plain) or not any(part.isdigit() for part in parts):
        raise ValueError("a house number is made of figures, and letters if it has any")
    said = ""
    for part in parts:
        one = (part.lstrip("0") or "0") if part.isdigit() else part
        said += f"-{one}" if one.isdigit() and said[-1:].isdigit() else one
    # With two dashes it is a day, as spreadsheets make of 12-2.
    if len(said) > LONGEST or said.count("-") > 1:
        raise ValueError(f"a house number has at most {LONGEST} characters, and one dash")
    return said


def figures_of(house_number: str) -> str:
    """Give the first figures of a levelled house number: 12 of 12A, 75 of B75."""
    found = re.search("[0-9]+", house_number)
    return found[0] if found else ""

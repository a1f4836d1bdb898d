# SPDX-License-Identifier: EUPL-1.2
"""How the codes of gemeente, wijk and buurt nest, for who reads files and keeps tables (pure).

Source: CBS, Toelichting Wijk- en Buurtkaart: a wijk adds two positions to the code of its gemeente,
a buurt two more. Those positions may be letters (Amsterdam: BU0363KA05), so codes are text.
"""

import re

from meedoen.vocabulary.codes import AreaCode, Level

LEVEL_ABOVE = {Level.BUURT: Level.WIJK, Level.WIJK: Level.GEMEENTE}
PATTERNS = {
    Level.GEMEENTE: r"^GM[0-9]{4}$",
    Level.WIJK: r"^WK[0-9]{4}[0-9A-Z]{2}$",
    Level.BUURT: r"^BU[0-9]{4}[0-9A-Z]{4}$",
}
ANY_PATTERN = "|".join(PATTERNS.values())
# Regions of CBS that are no part of a gemeente: the country, parts of it, provinces, COROP areas, …
_LARGER = re.compile(
    r"NL[0-9]{0,2}|(LD|PV|CR|CP|CS|AM|AR|ES|GA|GG|JZ|KK|LB|LG|RE|RG|RP|SG|TR|VR|ZK|ZW)[0-9]{2,4}"
)
DIGITS = {Level.GEMEENTE: 4, Level.WIJK: 6, Level.BUURT: 8}
PREFIXES = {Level.GEMEENTE: "GM", Level.WIJK: "WK", Level.BUURT: "BU"}
_EXAMPLES = {
    Level.GEMEENTE: "GM and four digits, such as GM0047",
    Level.WIJK: "WK, four digits and two digits or letters, such as WK004701",
    Level.BUURT: "BU, four digits and four digits or letters, such as BU00470101",
}


def level_of(code: str) -> Level | None:
    """Give the level that a code stands for, or None when it is no valid area code."""
    try:
        return AreaCode(code).level
    except ValueError:
        return None


def is_larger_region(code: str) -> bool:
    """Tell whether a code stands for something larger than a gemeente, such as NL00 or PV20."""
    return _LARGER.fullmatch(code) is not None


def is_region(code: str) -> bool:
    """Tell whether a code stands for a gemeente, wijk, buurt or something larger."""
    return level_of(code) is not None or is_larger_region(code)


def code_from_number(number: str, level: Level) -> str | None:
    """Give the code that a number of this level would be (93, gemeente → GM0093), for advice.

    None when it has more digits than such a code, or is no whole number.
    """
    if not re.fullmatch(r"[0-9]+", number) or len(number) > DIGITS[level]:
        return None
    return PREFIXES[level] + number.zfill(DIGITS[level])


def parent_code(code: str) -> str | None:
    """Give the code of the area that holds `code` (BU00470001 → WK004700); None for a gemeente.

    Raises ValueError when `code` is no valid area code.
    """
    return AreaCode(code).parent


def municipality_code(code: str) -> str:
    """Give the gemeente code of an area code (BU00470001 → GM0047); raises ValueError."""
    return AreaCode(code).municipality


def example_code(level: Level) -> str:
    """Say what a code of this level looks like."""
    return _EXAMPLES[level]

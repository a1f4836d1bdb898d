# SPDX-License-Identifier: EUPL-1.2
"""How the codes of gemeente, wijk and buurt nest, for who reads files and keeps tables (pure).

Source: CBS, Toelichting Wijk- en Buurtkaart: a wijk adds two positions to the code of its gemeente,
a buurt two more. Those positions may be letters (Amsterdam: BU0363KA05), so codes are text.
"""

from meedoen.vocabulary.codes import AreaCode, Level

LEVEL_ABOVE = {Level.BUURT: Level.WIJK, Level.WIJK: Level.GEMEENTE}
PATTERNS = {
    Level.GEMEENTE: r"^GM[0-9]{4}$",
    Level.WIJK: r"^WK[0-9]{4}[0-9A-Z]{2}$",
    Level.BUURT: r"^BU[0-9]{4}[0-9A-Z]{4}$",
}
ANY_PATTERN = "|".join(PATTERNS.values())
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

# SPDX-License-Identifier: EUPL-1.2
"""Writes amounts of the ledger, to the cent (pure)."""

from meedoen.vocabulary.money import Money


def euros(cents: int) -> str:
    """Write an amount in a sentence: € 1.234,56, which stays on one line."""
    return str(Money(cents)).replace(" ", "\N{NO-BREAK SPACE}")


def amount(cents: int) -> str:
    """Write an amount in a table, below a heading that says that it is euros: 1.234,56."""
    return str(Money(cents)).replace("€ ", "")


def millions(cents: int) -> tuple[str, str]:
    """Write an amount in a picture as a number and a word, by large: ("6,9", "miljoen")."""
    euro = (abs(cents) + 50) // 100
    sign = "-" if cents < 0 else ""
    for least, word in ((1_000_000, "miljoen"), (1_000, "duizend")):
        if euro >= least:
            tenths = (euro * 10 + least // 2) // least
            whole, rest = divmod(tenths, 10)
            return f"{sign}{whole},{rest}", word
    return f"{sign}{euro}", "euro"

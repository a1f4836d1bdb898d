# SPDX-License-Identifier: EUPL-1.2
"""How a key is said: its shares as percentages, and for what costs it is (pure)."""

from collections.abc import Collection
from decimal import Decimal

from meedoen.budget.keys import WHOLE
from meedoen.vocabulary.number import number_in_words
from meedoen.vocabulary.products import product_named
from meedoen.web.policy.budget.landed import taakveld_named

_OF_A_PERCENT = WHOLE // 100
EVERYTHING = "Alle kosten die geen andere sleutel verdeelt"
ALL_COSTS = "Kosten"


def percent(share: int) -> str:
    """Write thousandths as a percentage, to one decimal: 64 or 64,5."""
    return number_in_words(as_percent(share))


def as_percent(share: int) -> Decimal:
    """Give thousandths as a percentage."""
    whole, rest = divmod(share, _OF_A_PERCENT)
    return Decimal(whole) if not rest else Decimal(share) / _OF_A_PERCENT


def as_share(typed: Decimal) -> int | None:
    """Give a percentage in thousandths; None when it has more than one decimal."""
    share = typed * _OF_A_PERCENT
    return int(share) if share == share.to_integral_value() else None


def named_in(code: str, *years: int) -> str:
    """Name a taakveld with its code, by the first of these years in which it holds."""
    names = (taakveld_named(code, year) for year in years)
    return next((name for name in names if name != code), code)


def divided_by(products: Collection[str], partners: Collection[str]) -> str:
    """Say for what costs a key is."""
    said = ", ".join(product_named(one) for one in sorted(products))
    said = f"{said[:1].upper()}{said[1:]}"
    if not partners:
        return said or EVERYTHING
    some = "aanbieder" if len(partners) == 1 else "aanbieders"
    return f"{said or ALL_COSTS} van {some} {', '.join(sorted(partners))}"

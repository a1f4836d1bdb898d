# SPDX-License-Identifier: EUPL-1.2
"""Writes figures in the templates of the policy face."""

from decimal import Decimal

from django import template

from meedoen.vocabulary.products import product_named
from meedoen.web.policy.budget.amounts import amount, euros, millions
from meedoen.web.policy.budget.landed import LandedPart
from meedoen.web.policy.budget.plan_pages import BesidePanel, ShownPlanLine
from meedoen.web.policy.budget.way import of_whom
from meedoen.web.policy.classes import dutch_number

register = template.Library()


@register.filter
def dutch(value: Decimal | int | str) -> str:
    """Write a number the Dutch way: 1.234,5. A word stays as it is."""
    if isinstance(value, str):
        return value
    return dutch_number(value)


@register.filter
def in_euros(cents: int) -> str:
    """Write an amount in a sentence: € 1.234,56."""
    return euros(cents)


@register.filter
def in_table(cents: int) -> str:
    """Write an amount below a heading that says that it is euros: 1.234,56."""
    return amount(cents)


@register.filter
def of_part(beside: BesidePanel, part: LandedPart) -> ShownPlanLine | None:
    """Give what was set apart for a taakveld under a law, and what is expected there."""
    return beside.at.get((part.law, part.taakveld))


@register.filter
def of_law(beside: BesidePanel, law: str) -> ShownPlanLine | None:
    """Give what was set apart for a whole law; for all of them without a law."""
    return beside.at.get((law, ""))


register.filter("of_whom", of_whom)


@register.filter
def as_product(code: str) -> str:
    """Say what a product category is, with its code."""
    return product_named(code)


@register.filter
def millions_number(cents: int) -> str:
    """Give the number of an amount by large, as a picture has it: 6,9."""
    return millions(cents)[0]


@register.filter
def millions_word(cents: int) -> str:
    """Give the word of an amount by large: miljoen, duizend or euro."""
    return millions(cents)[1]

# SPDX-License-Identifier: EUPL-1.2
"""Writes figures in the templates of the policy face."""

from decimal import Decimal

from django import template

from meedoen.web.policy.classes import dutch_number

register = template.Library()


@register.filter
def dutch(value: Decimal | int | str) -> str:
    """Write a number the Dutch way: 1.234,5. A word stays as it is."""
    if isinstance(value, str):
        return value
    return dutch_number(value)

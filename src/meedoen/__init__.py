# SPDX-License-Identifier: EUPL-1.2
"""Meedoen: everyone takes part, across the walls between laws, desks and budgets."""

__version__ = "0.1.0"

# SPDX-License-Identifier: EUPL-1.2
"""The budget room as a Django app."""

from django.apps import AppConfig

from meedoen.budget.guards import TABLES


class BudgetConfig(AppConfig):
    """One budget: booked double, and divided over laws afterwards."""

    name = "meedoen.budget"
    verbose_name = "Budget"
    tables = TABLES

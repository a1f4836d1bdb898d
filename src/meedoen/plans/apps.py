# SPDX-License-Identifier: EUPL-1.2
"""The plans room as a Django app."""

from django.apps import AppConfig

from meedoen.plans.guards import TABLES


class PlansConfig(AppConfig):
    """One plan with one regisseur: small steps without dates, and how it goes."""

    name = "meedoen.plans"
    verbose_name = "Plannen"
    tables = TABLES
    occasions = "meedoen.plans.occasions.OCCASIONS"

# SPDX-License-Identifier: EUPL-1.2
"""The history room as a Django app."""

from django.apps import AppConfig

from meedoen.history.guards import TABLES


class HistoryConfig(AppConfig):
    """Who changed what, when, and what it was before."""

    name = "meedoen.history"
    verbose_name = "Geschiedenis"
    default_auto_field = "django.db.models.BigAutoField"
    tables = TABLES

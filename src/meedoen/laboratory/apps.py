# SPDX-License-Identifier: EUPL-1.2
"""The laboratory room as a Django app."""

from django.apps import AppConfig

from meedoen.laboratory.guards import TABLES


class LaboratoryConfig(AppConfig):
    """Drafts of changes, and what they would do for invented people."""

    name = "meedoen.laboratory"
    verbose_name = "Laboratorium"
    tables = TABLES

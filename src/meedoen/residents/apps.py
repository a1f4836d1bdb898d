# SPDX-License-Identifier: EUPL-1.2
"""The residents room as a Django app."""

from django.apps import AppConfig

from meedoen.residents.guards import TABLES


class ResidentsConfig(AppConfig):
    """The resident and her story, told once."""

    name = "meedoen.residents"
    verbose_name = "Inwoners"
    tables = TABLES

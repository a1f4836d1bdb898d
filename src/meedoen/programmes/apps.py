# SPDX-License-Identifier: EUPL-1.2
"""The programmes room as a Django app."""

from django.apps import AppConfig

from meedoen.programmes.guards import TABLES


class ProgrammesConfig(AppConfig):
    """What a municipality wants with taking part, who leads what, and what came of it."""

    name = "meedoen.programmes"
    verbose_name = "Programma's"
    tables = TABLES

# SPDX-License-Identifier: EUPL-1.2
"""The knelpunten room as a Django app."""

from django.apps import AppConfig

from meedoen.knelpunten.guards import TABLES


class KnelpuntenConfig(AppConfig):
    """Where rules collide for people: told without a name, for the register."""

    name = "meedoen.knelpunten"
    verbose_name = "Knelpunten"
    tables = TABLES
    occasions = "meedoen.knelpunten.occasions.OCCASIONS"

# SPDX-License-Identifier: EUPL-1.2
"""The network room as a Django app."""

from django.apps import AppConfig

from meedoen.network.guards import TABLES


class NetworkConfig(AppConfig):
    """Professionals who meet, and what came of it."""

    name = "meedoen.network"
    verbose_name = "Netwerk"
    tables = TABLES

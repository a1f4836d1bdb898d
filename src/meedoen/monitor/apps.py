# SPDX-License-Identifier: EUPL-1.2
"""The monitor room as a Django app."""

from django.apps import AppConfig

from meedoen.monitor.guards import TABLES


class MonitorConfig(AppConfig):
    """Counting: sources, what was loaded of them, and the figures that were made."""

    name = "meedoen.monitor"
    verbose_name = "Monitor"
    tables = TABLES

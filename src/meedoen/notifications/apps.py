# SPDX-License-Identifier: EUPL-1.2
"""The notifications room as a Django app."""

from django.apps import AppConfig

from meedoen.notifications.guards import TABLES


class NotificationsConfig(AppConfig):
    """What is told to whom, by the way she chose, and never while she rests."""

    name = "meedoen.notifications"
    verbose_name = "Berichten"
    tables = TABLES

# SPDX-License-Identifier: EUPL-1.2
"""The bookings room as a Django app."""

from django.apps import AppConfig

from meedoen.bookings.guards import TABLES


class BookingsConfig(AppConfig):
    """Places kept for somebody: the one book of who goes where."""

    name = "meedoen.bookings"
    verbose_name = "Plekken"
    default_auto_field = "django.db.models.BigAutoField"
    tables = TABLES

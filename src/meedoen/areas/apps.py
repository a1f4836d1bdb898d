# SPDX-License-Identifier: EUPL-1.2
"""Registers the room of places with Django under the label `areas`."""

from django.apps import AppConfig

from meedoen.areas.guards import TABLES


class AreasConfig(AppConfig):
    """The room of municipalities, wijken, buurten and streets."""

    name = "meedoen.areas"
    label = "areas"
    verbose_name = "Gebieden"
    default_auto_field = "django.db.models.BigAutoField"
    tables = TABLES

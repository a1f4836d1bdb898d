# SPDX-License-Identifier: EUPL-1.2
"""Registers the room of offers with Django under the label `catalogue`."""

from django.apps import AppConfig

from meedoen.catalogue.guards import TABLES


class CatalogueConfig(AppConfig):
    """The room of locations and offers."""

    name = "meedoen.catalogue"
    label = "catalogue"
    verbose_name = "Aanbod"
    default_auto_field = "django.db.models.BigAutoField"
    tables = TABLES

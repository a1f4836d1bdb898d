# SPDX-License-Identifier: EUPL-1.2
"""Registers the room of offers with Django under the label `catalogue`."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The room of locations and offers."""

    name = "meedoen.catalogue"
    label = "catalogue"
    verbose_name = "Aanbod"
    default_auto_field = "django.db.models.BigAutoField"

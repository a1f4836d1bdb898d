# SPDX-License-Identifier: EUPL-1.2
"""The publication room as a Django app."""

from django.apps import AppConfig

from meedoen.publication.guards import TABLES


class PublicationConfig(AppConfig):
    """Counts of people that left, with their proof, and what may not leave because of them."""

    name = "meedoen.publication"
    verbose_name = "Uitgaven van cijfers"
    tables = TABLES

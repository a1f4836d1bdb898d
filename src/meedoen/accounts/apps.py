# SPDX-License-Identifier: EUPL-1.2
"""The accounts room as a Django app."""

from django.apps import AppConfig

from meedoen.accounts.guards import TABLES


class AccountsConfig(AppConfig):
    """Organisations, teams, professionals and roles."""

    name = "meedoen.accounts"
    verbose_name = "Organisaties en mensen"
    tables = TABLES

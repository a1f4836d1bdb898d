# SPDX-License-Identifier: EUPL-1.2
"""The privacy room as a Django app."""

from django.apps import AppConfig

from meedoen.privacy.guards import TABLES
from meedoen.privacy.sharing import rows


class PrivacyConfig(AppConfig):
    """Compartments, grants, logs and the decision function."""

    name = "meedoen.privacy"
    verbose_name = "Privacy"
    tables = TABLES
    rows = staticmethod(rows)

# SPDX-License-Identifier: EUPL-1.2
"""The assessment room as a Django app."""

from django.apps import AppConfig

from meedoen.assessment.guards import TABLES


class AssessmentConfig(AppConfig):
    """The two glasses: what each law makes possible, explained, with what is still unknown."""

    name = "meedoen.assessment"
    verbose_name = "Afweging"
    tables = TABLES

# SPDX-License-Identifier: EUPL-1.2
"""The assessment room as a Django app."""

from django.apps import AppConfig

from meedoen.assessment.guards import TABLES


class AssessmentConfig(AppConfig):
    """Looks of a person through the two glasses, and what was decided otherwise."""

    name = "meedoen.assessment"
    verbose_name = "Afweging"
    tables = TABLES

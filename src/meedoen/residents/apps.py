# SPDX-License-Identifier: EUPL-1.2
"""The residents room as a Django app."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """The resident, the story told once in fragments, wishes, talents, what she can manage, and facts with their source."""

    name = "meedoen.residents"
    verbose_name = "Inwoners"

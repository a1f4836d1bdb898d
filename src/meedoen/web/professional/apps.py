# SPDX-License-Identifier: EUPL-1.2
"""The professional face as a Django app, for its templates."""

from django.apps import AppConfig


class ProfessionalFaceConfig(AppConfig):
    """The professional face."""

    name = "meedoen.web.professional"
    label = "web_professional"

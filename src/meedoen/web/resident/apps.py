# SPDX-License-Identifier: EUPL-1.2
"""The resident face as a Django app, for its templates."""

from django.apps import AppConfig


class ResidentFaceConfig(AppConfig):
    """The resident face."""

    name = "meedoen.web.resident"
    label = "web_resident"

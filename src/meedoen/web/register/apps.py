# SPDX-License-Identifier: EUPL-1.2
"""The face of the register as a Django app, for its templates."""

from django.apps import AppConfig


class RegisterFaceConfig(AppConfig):
    """The face of the register."""

    name = "meedoen.web.register"
    label = "web_register"

# SPDX-License-Identifier: EUPL-1.2
"""The policy face as a Django app, for its templates."""

from django.apps import AppConfig


class PolicyFaceConfig(AppConfig):
    """The policy face."""

    name = "meedoen.web.policy"
    label = "web_policy"

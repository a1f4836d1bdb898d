# SPDX-License-Identifier: EUPL-1.2
"""The shared components as a Django app, for their templates, tags and style sheets."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """Layouts and blocks that all faces share."""

    name = "meedoen.web.components"
    label = "components"

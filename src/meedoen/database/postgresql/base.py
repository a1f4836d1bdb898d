# SPDX-License-Identifier: EUPL-1.2
"""The engine that settings name: pages, commands and tasks in threads all come by it."""

from typing import Any

from django.db.backends.postgresql import base

from meedoen.logs.slow import watched


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of Django's that writes down which statements took too long."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Watch from the first statement on."""
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(watched)

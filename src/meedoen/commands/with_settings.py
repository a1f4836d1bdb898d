# SPDX-License-Identifier: EUPL-1.2
"""What a command needs that writes as the owner, for groups of which others only read files."""

import importlib
import os
from typing import Any

import django

from meedoen.environment import choose_settings


def with_settings(name: str) -> Any:
    """Give a module that needs the settings and the database, as the owner."""
    os.environ.setdefault("MEEDOEN_DATABASE_ROLE", "owner")
    choose_settings()
    django.setup()
    return importlib.import_module(name)

# SPDX-License-Identifier: EUPL-1.2
"""The accounts room as a Django app, and what no deployment may have."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, Tags, register

from meedoen.accounts.guards import TABLES
from meedoen.settings.readiness import weakness_of

_ONLY_INVENTED = ("DEMONSTRATION", "DEMONSTRATION_PASSWORD", "DEMONSTRATION_RESIDENTS")


class AccountsConfig(AppConfig):
    """Organisations, teams, professionals and roles."""

    name = "meedoen.accounts"
    verbose_name = "Organisaties en mensen"
    tables = TABLES


@register(Tags.security, deploy=True)
def no_demonstration(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[Error]:
    """Refuse a deployment in which anybody may come in as an invented colleague."""
    found = [name for name in _ONLY_INVENTED if getattr(settings, name)]
    hint = f"Take out of its settings: {', '.join(found)}."
    said = "The demonstration lets everybody in without a password."
    return [Error(said, hint=hint, id="meedoen.E001")] if found else []


@register(Tags.security, deploy=True)
def no_weak_secret(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[Error]:
    """Refuse a deployment whose secrets can be guessed, whatever file of settings gave them."""
    return [
        Error(f"{name} {weakness}.", hint="secrets.token_urlsafe(50) makes one.", id="meedoen.E002")
        for name in ("SECRET_KEY", "LOOKUP_PEPPER")
        if (weakness := weakness_of(getattr(settings, name)))
    ]

# SPDX-License-Identifier: EUPL-1.2
"""`meedoen privacy`: what each URL is for, as a table or as JSON.

Our addresses are the same everywhere, so nothing is asked of the environment or a database.
"""

import json
import os

import click
import django
from django.apps import apps

from meedoen.privacy.endpoints import ListedEndpoint, all_endpoints


@click.group()
def privacy() -> None:
    """What each page is for, and who may come."""
    if not apps.ready:
        os.environ["DJANGO_SETTINGS_MODULE"] = "meedoen.settings.check"
        django.setup()


def _as_data(listed: ListedEndpoint) -> list[dict[str, object]]:
    stated = listed.endpoint
    return [
        {
            "pattern": listed.pattern,
            "name": listed.name,
            "method": method,
            "purpose": stated.purpose.value if stated else None,
            "object": stated.object if stated else None,
            "service": stated.service.value if stated and stated.service else None,
            "once_open": stated.once_open.value if stated and stated.once_open else None,
            "roles": sorted(stated.roles) if stated else [],
        }
        for method in (stated.methods if stated else ("*",))
    ]


@privacy.command()
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def endpoints(as_json: bool) -> None:
    """List each URL pattern with its method, purpose, service, object; null: stays closed."""
    rows = [row for listed in all_endpoints() for row in _as_data(listed)]
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        purpose = row["purpose"] or "CLOSED"
        service, shown = row["service"] or "-", row["object"] or "-"
        click.echo(f"{row['method']:<5} {purpose:<20} {service:<20} {shown:<22} {row['pattern']}")

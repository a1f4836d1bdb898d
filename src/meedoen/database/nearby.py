# SPDX-License-Identifier: EUPL-1.2
"""Whether a database lies on this machine: reached by a socket or over loopback, and no other way.

Pure. Invented people, with passwords that everybody knows, go nowhere else.
"""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any


def is_nearby(config: Mapping[str, Any], surroundings: Mapping[str, str]) -> bool:
    """Tell whether Django's settings of a database lead to this machine only.

    What they leave out, PostgreSQL's own library reads from the surroundings (PGHOST and others),
    so that counts too. A service is described in a file elsewhere, and counts as far away.
    """
    options = config.get("OPTIONS") or {}

    def said(name: str, variable: str) -> str:
        return str(options.get(name) or surroundings.get(variable) or "")

    if said("service", "PGSERVICE"):
        return False
    # Django hands over HOST, and what stands in OPTIONS wins.
    hosts = str(options.get("host") or config.get("HOST") or surroundings.get("PGHOST") or "")
    addresses = said("hostaddr", "PGHOSTADDR")
    return all(_is_here(host) for host in (*hosts.split(","), *addresses.split(",")))


def _is_here(host: str) -> bool:
    host = host.strip().lower()
    # Nothing is the socket; "/" begins a folder of one, also where it is written as %2F.
    if not host or host == "localhost" or host.startswith(("/", "%2f")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

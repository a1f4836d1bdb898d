# SPDX-License-Identifier: EUPL-1.2
"""From which address somebody comes, as far as that says something about how many they are."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
# One household or device has a whole /64 of its own (RFC 6177).
_IPV6_OF_ONE = 64


def address_of(request: HttpRequest) -> str:
    """Give the address of a visitor: past our own proxies, and for IPv6 the network of one home.

    Only what our own proxies wrote is believed: a visitor can put anything further to the left of
    X-Forwarded-For. What is no address counts as one unknown place.
    """
    seen = [request.META.get("REMOTE_ADDR", "")]
    if settings.TRUSTED_PROXIES:
        passed_on = request.headers.get("X-Forwarded-For", "").split(",")
        seen = [one.strip() for one in passed_on if one.strip()] + seen
    at = max(-len(seen), -1 - settings.TRUSTED_PROXIES)
    return _network(seen[at])


def _network(written: str) -> str:
    try:
        address = ip_address(written.partition("%")[0])
    except ValueError:
        return UNKNOWN
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, _IPV6_OF_ONE), strict=False))

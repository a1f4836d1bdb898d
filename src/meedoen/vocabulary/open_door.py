# SPDX-License-Identifier: EUPL-1.2
"""What is an open door: anyone can come in, and nothing is asked first (S3-02)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

OPEN_DOOR: Mapping[str, Any] = MappingProxyType({"needs_decision": False, "line": 0})
"""What an open door has: no decision first, and the line of the neighbours themselves.

The names are those of the fields of an offer, so that a query takes them as they stand.
"""


class Entrance(Protocol):
    """What the rule reads of an offer, in the catalogue or as matching sees it."""

    @property
    def needs_decision(self) -> bool:
        """Whether somebody must decide before she can come in."""

    @property
    def line(self) -> int:
        """How close to everyday life it stands; 0 is nearest."""


def is_open_door(offer: Entrance) -> bool:
    """Whether anyone can come in without being asked anything first."""
    return all(getattr(offer, field) == value for field, value in OPEN_DOOR.items())

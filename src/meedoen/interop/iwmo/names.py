# SPDX-License-Identifier: EUPL-1.2
"""Which standard, release and message a namespace names, and how a person names it (pure)."""

import re

IWMO = "iwmo"
IJW = "ijw"
SPOKEN = {IWMO: "iWmo", IJW: "iJw", "iwlz": "iWlz", "ieb": "iEb", "ipgb": "iPgb"}
_PREFIX = {IWMO: "wmo", IJW: "jw"}
_NAMESPACE = re.compile(
    r"http://www\.istandaarden\.nl/([a-z]{2,8})/([0-9]{1,2})_([0-9]{1,2})/[a-z]{1,8}([0-9]{3})/schema"
)


def namespace_of(standard: str, release: str, number: str | None) -> str:
    """Give the namespace of a message, or without a number of what its messages share."""
    name = f"{_PREFIX[standard]}{number}" if number else "basisschema"
    version = release.replace(".", "_")
    return f"http://www.istandaarden.nl/{standard}/{version}/{name}/schema"


def spoken(namespace: str) -> str | None:
    """Say which message a namespace is of, as "bericht 303 van iWmo 2.3"; None when of none."""
    match = _NAMESPACE.fullmatch(namespace)
    if match is None:
        return None
    standard, major, minor, number = match.groups()
    return f"bericht {number} van {SPOKEN.get(standard, standard)} {major}.{minor}"

# SPDX-License-Identifier: EUPL-1.2
"""The proof of an evaluation: which laws in which version, which facts, which answer.

A receipt is plain JSON. It names every law that was read or considered, with the hash of its
file, so that the same answer can be had again later, even when newer ordinances have been loaded
since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from meedoen.law.model import Law
from meedoen.law.values import ReferenceDate

FORMAT = 1
_DECIMAL = "$decimal"
_FRACTION = "$fraction"


def make_receipt(
    laws: Iterable[Law], question: Mapping[str, Any], outputs: Mapping[str, Any]
) -> dict[str, Any]:
    """The receipt of one evaluation, ready for JSON."""
    return {
        "format": FORMAT,
        "question": {name: sealed(value) for name, value in question.items()},
        "laws": [
            {
                "id": law.id,
                "territory": law.scope[1] if law.scope else None,
                "valid_from": law.valid_from.isoformat() if law.valid_from else None,
                "valid_to": law.valid_to.isoformat() if law.valid_to else None,
                "schema": law.schema,
                "hash": f"sha256:{law.digest}",
            }
            for law in laws
        ],
        "outputs": {name: sealed(value) for name, value in outputs.items()},
    }


def sealed(value: Any) -> Any:
    """`value` as JSON that gives exactly the same value back (`unsealed`)."""
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, Fraction):
        return {_FRACTION: str(value)}
    if isinstance(value, ReferenceDate):
        return dict(value)
    if isinstance(value, Mapping):
        return {str(key): sealed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [sealed(item) for item in value]
    return value


def unsealed(value: Any) -> Any:
    """The value that `sealed` wrote down."""
    if isinstance(value, dict):
        if value.keys() == {_DECIMAL}:
            return Decimal(value[_DECIMAL])
        if value.keys() == {_FRACTION}:
            return Fraction(value[_FRACTION])
        return {key: unsealed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [unsealed(item) for item in value]
    return value

# SPDX-License-Identifier: EUPL-1.2
"""On which law a cost may land, and on which taakveld with it (pure).

A law for which somebody else pays is no place for money of the municipality. The articles stand in
`laws.yaml`, which laws belong on which taakveld in `taakvelden.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from meedoen.budget.taakvelden import Taakveld

FILE = Path(__file__).with_name("laws.yaml")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LawForbids(ValueError):
    """A cost may not land there; the message says why, with the article."""


@dataclass(frozen=True)
class FundingLaw:
    """A law on which costs are accounted for; `paid_by` is empty where the municipality pays."""

    key: str
    name: str
    paid_by: str = ""
    article: str = ""


@lru_cache(maxsize=1)
def funding_laws() -> dict[str, FundingLaw]:
    """Give every law that is known here, by its key."""
    listed = yaml.load(FILE.read_text("utf-8"), Loader=_Loader)  # noqa: S506
    return {one["key"]: FundingLaw(**one) for one in listed}


def law_may_land(key: str, taakveld: Taakveld) -> FundingLaw:
    """Give the law of which a cost may land on a taakveld. Raises LawForbids."""
    law = funding_laws().get(key)
    if law is None:
        known = ", ".join(funding_laws())
        raise LawForbids(f"There is no law {key!r} here. There are {known}.")
    if law.paid_by:
        raise LawForbids(
            f"{law.name}: hier betaalt {law.paid_by}, niet de gemeente ({law.article})."
        )
    if taakveld.laws and key not in taakveld.laws:
        raise LawForbids(
            f"{law.name}: kosten van deze wet horen niet op taakveld {taakveld.code} "
            f"{taakveld.name} (BBV, artikel 71)."
        )
    return law

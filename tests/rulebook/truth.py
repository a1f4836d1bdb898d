# SPDX-License-Identifier: EUPL-1.2
"""What the truth tables share: a row is facts, and what the article makes of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from tests.rules.people import LINDEWAARD, TODAY, Facts, look

JA, NEE, ONBEKEND, OORDEEL, HIDDEN = "ja", "nee_op_deze_grond", "onbekend", "vraagt_oordeel", "-"

Row = tuple[str, Facts, str]
"""The article with what is tried, the facts, and the outcome expected (`-` is not shown)."""


def aged(years: int, **facts: object) -> Facts:
    """Somebody who turned `years` today, with `facts`."""
    return {"geboortedatum": date(TODAY.year - years, TODAY.month, TODAY.day), **facts}


def table(provision: str, rows: Iterable[Row], town: str = LINDEWAARD) -> list[Any]:
    """Parameters for one test per row, named after the article."""
    return [
        pytest.param(provision, facts, outcome, town, id=f"{provision} | {words}")
        for words, facts, outcome in rows
    ]


def outcome_of(provision: str, facts: Facts, town: str = LINDEWAARD, on: date = TODAY) -> str:
    """The kind of outcome, or `-` where the provision is not about this person."""
    seen = {outcome.provision.id: outcome for outcome in look(facts, town, on).outcomes}
    return str(seen[provision].kind) if provision in seen else HIDDEN

# SPDX-License-Identifier: EUPL-1.2
"""The five subprogrammes that a municipality can start from (pure)."""

from functools import cache
from pathlib import Path

import yaml

from meedoen.programmes.told import SubprogrammeTold


@cache
def five_to_start_from() -> tuple[SubprogrammeTold, ...]:
    """Give the five, in their order, each with the function that leads it.

    Source: the programme Mee(r)doen of Pekela and Veendam.
    """
    text = Path(__file__).with_name("starting.yaml").read_text(encoding="utf-8")
    return tuple(SubprogrammeTold(**one) for one in yaml.safe_load(text))

# SPDX-License-Identifier: EUPL-1.2
"""Invented people for the thirty rules: plain arrays, as a data file would give them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

LIVING = ["alleen", "samen", "inwonend"]
BENEFITS = ["geen", "bijstand", "ww", "wia", "ziektewet"]


def people(size: int) -> dict[str, NDArray[Any]]:
    """Twelve facts about `size` people, everything known; amounts are whole cents."""
    draw = np.random.default_rng(2015)
    return {
        "geboortedatum": np.datetime64("1935-01-01") + draw.integers(0, 33_000, size),
        "inkomen": draw.integers(0, 400_000, size),
        "vermogen": draw.integers(0, 3_000_000, size),
        "woonsituatie": draw.choice(LIVING, size, p=[0.4, 0.4, 0.2]),
        "kinderen_thuis": draw.choice(5, size, p=[0.5, 0.2, 0.15, 0.1, 0.05]),
        "uren_beschikbaar": draw.integers(0, 41, size),
        "beperking": draw.random(size) < 0.2,
        "in_register": draw.random(size) < 0.1,
        "mantelzorger": draw.random(size) < 0.15,
        "uitkering": draw.choice(BENEFITS, size, p=[0.5, 0.2, 0.1, 0.1, 0.1]),
        "inburgering": draw.random(size) < 0.05,
        "afstand": draw.integers(0, 60, size),
    }

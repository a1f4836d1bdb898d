# SPDX-License-Identifier: EUPL-1.2
"""Small invented GeoJSON for the tests of places, and the way to the real files."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
REAL_CODES = ("GM0047", "GM0050", "GM0222", "GM0233", "GM0243", "GM0363", "GM0589", "GM0765")
Feature = dict[str, Any]


def square(west: float, south: float, size: float = 0.01) -> dict[str, Any]:
    """Give a square Polygon with its south-west corner at (west, south), in degrees."""
    east, north = round(west + size, 6), round(south + size, 6)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(code: str, geometry: dict[str, Any], **properties: Any) -> Feature:
    """Give a feature in the plain spelling."""
    named = {"code": code, "name": f"Plek {code}", **properties}
    return {"type": "Feature", "properties": named, "geometry": geometry}


def collection(*features: Feature) -> dict[str, Any]:
    """Give a FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}


def small_town() -> dict[str, Any]:
    """Give one gemeente with one wijk of two buurten, all right."""
    wide = {
        "type": "Polygon",
        "coordinates": [[[5.0, 52.0], [5.02, 52.0], [5.02, 52.01], [5.0, 52.01], [5.0, 52.0]]],
    }
    return deepcopy(
        collection(
            feature("GM9999", wide, level="gemeente", parent=None),
            feature("WK999901", wide, level="wijk", parent="GM9999"),
            feature("BU99990101", square(5.0, 52.0), level="buurt", parent="WK999901"),
            feature("BU99990102", square(5.01, 52.0), level="buurt", parent="WK999901"),
        )
    )


def real_files() -> list[Path]:
    """Give the GeoJSON files of the eight seed gemeenten; skip where they are absent."""
    files = sorted((SHARED / "geo").glob("GM*.geojson"))
    if not files:
        pytest.skip("the real borders (../shared/geo) are not here")
    return files


def real_documents() -> list[tuple[str, object]]:
    """Give the eight real files as parsed documents with their names."""
    return [(path.name, json.loads(path.read_text())) for path in real_files()]


def real_figures_file() -> Path:
    """Give the CBS key figures of the eight seed gemeenten; skip where they are absent."""
    path = SHARED / "stats" / "kwb2024_seed_gemeenten_wijk_buurt.csv"
    if not path.exists():
        pytest.skip("the real key figures (../shared/stats) are not here")
    return path

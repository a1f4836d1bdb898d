# SPDX-License-Identifier: EUPL-1.2
"""A command that needs the database lets the embedded one run, before it asks anything of it.

No test here may use a database: whoever asked one before seeing to it would fail differently.
"""

from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from meedoen.commands import meedoen, schema
from meedoen.database import embedded

ASKED = {
    "areas import": ("areas", "import", "{areas}", "--year", "2024"),
    "budget check": ("budget", "check"),
    "demonstration book": ("demonstration", "book"),
    "demonstration count": ("demonstration", "count"),
    "demonstration grow": ("demonstration", "grow", "--residents", "1"),
    "demonstration load": ("demonstration", "load"),
    "demonstration people": ("demonstration", "people", "--json"),
    "demonstration prove": ("demonstration", "prove"),
    "notifications bounces": ("notifications", "bounces", "{mail}"),
}
AREAS = """{"type": "FeatureCollection", "features": [{"type": "Feature",
"properties": {"code": "GM9999", "name": "Lindewaard", "level": "gemeente", "year": 2024},
"geometry": {"type": "MultiPolygon", "coordinates": [[[[6, 52], [6.1, 52], [6.1, 52.1], [6, 52]]]]}
}]}"""


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: SimpleNamespace) -> Path:
    """Let the settings lead to an embedded database of which there is no data yet."""
    settings.DEMONSTRATION = True
    nowhere = SimpleNamespace(data=tmp_path / "nothing")
    monkeypatch.setattr(embedded, "embedded_server", lambda: nowhere)
    monkeypatch.setattr(schema, "is_embedded", lambda here: here is nowhere)
    return nowhere.data


@pytest.mark.parametrize("command", ASKED.values(), ids=ASKED)
def test_it_sees_to_the_database_first_and_says_so_where_there_is_none(
    command: tuple[str, ...], stopped: Path, tmp_path: Path
) -> None:
    files = {"areas": tmp_path / "areas.geojson", "mail": tmp_path / "mail.eml"}
    files["areas"].write_text(AREAS, "utf-8")
    files["mail"].write_bytes(b"Subject: niets\n\nniets\n")
    done = CliRunner().invoke(meedoen, [part.format(**files) for part in command])
    assert done.exit_code == 2, done.output
    assert f"There is no database in {stopped} yet." in done.output

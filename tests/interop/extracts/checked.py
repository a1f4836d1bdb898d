# SPDX-License-Identifier: EUPL-1.2
"""Checks a file as the command does, and gives what was found."""

from pathlib import Path

from meedoen.interop.extracts.examining import Examined, examine
from meedoen.interop.extracts.profiles import Profile, read_profile
from meedoen.interop.findings import WrongValue
from meedoen.monitor.sources.registry import source
from tests.interop.extracts.examples import YEAR


def checked(
    path: Path, key: str, profile: str = "", year: int = YEAR
) -> tuple[Examined, list[WrongValue]]:
    """Check a file of a source."""
    found: list[WrongValue] = []
    outcome = examine(
        path, source=source(key), year=year,
        profile=read_profile(profile.encode()) if profile else Profile(),
        tell=found.extend, tell_late=found.extend,
    )  # fmt: skip
    return outcome, sorted(found, key=lambda one: int(one.row))


def checked_bytes(
    folder: Path, data: bytes, key: str, profile: str = "", year: int = YEAR
) -> tuple[Examined, list[WrongValue]]:
    """Check the content of a table."""
    path = folder / "bron.csv"
    path.write_bytes(data)
    return checked(path, key, profile, year)

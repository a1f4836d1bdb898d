# SPDX-License-Identifier: EUPL-1.2
"""The passwords of the embedded server: one for each role, in a file that its owner alone may read.

It is a password file as PostgreSQL's own library reads it (`passfile`), so a password stands in no
setting and no process list. Whoever may read the data folder may read it.
"""

import os
import secrets
from collections.abc import Collection, Mapping
from pathlib import Path

FILE = "meedoen.pgpass"
_ANYWHERE = "*:*:*"


def read_passwords(file: Path) -> dict[str, str]:
    """Give role → password; empty when there is no such file, or nothing in it."""
    if not file.exists():
        return {}
    parts = (line.split(":") for line in file.read_text(encoding="ascii").splitlines())
    return {part[3]: part[4] for part in parts if len(part) == 5}


def with_new(known: Mapping[str, str], roles: Collection[str]) -> dict[str, str]:
    """Give these passwords, with a random one for each role that has none yet."""
    return {role: known.get(role) or secrets.token_urlsafe(32) for role in roles}


def write_closed(file: Path, text: str, *, owner: int, group: int) -> None:
    """Put a text in a file of this owner that nobody else may read, at once or not at all."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    made = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "w", encoding="ascii") as written:
        written.write(text)
        written.flush()
        os.fsync(made)
        if os.geteuid() == 0:
            os.fchown(made, owner, group)
    part.replace(file)


def as_lines(passwords: Mapping[str, str]) -> str:
    """Write passwords as the lines of a password file."""
    return "".join(f"{_ANYWHERE}:{role}:{word}\n" for role, word in passwords.items())

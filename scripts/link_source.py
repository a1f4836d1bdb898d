# SPDX-License-Identifier: EUPL-1.2
"""Let the virtual environment run the source tree: a path file and the `meedoen` command.

An editable installation would ask a build tool from a registry; these two small files do the
same and need nothing. Neither names the folder it lies in: a path file is read as ASCII under
some locales, and a script's first line can hold no space and at most 127 bytes. Run with any
Python, from anywhere.
"""

import sys
from pathlib import Path

VENV = Path(__file__).resolve().parent.parent / ".venv"
# A line of a path file is taken from the folder it stands in: lib/python3.x/site-packages.
SOURCE = "../../../../src\n"
COMMAND = """#!/bin/sh
exec "$(dirname -- "$(readlink -f -- "$0")")/python" -m meedoen "$@"
"""


def link_source() -> None:
    """Write `meedoen.pth` and `bin/meedoen` into `.venv`. Raises SystemExit without a .venv."""
    packages = sorted(VENV.glob("lib/python3.*/site-packages"))
    if not packages:
        sys.exit(f"There is no virtual environment in {VENV}. Run: make run")
    (packages[-1] / "meedoen.pth").write_text(SOURCE, encoding="ascii")
    command = VENV / "bin" / "meedoen"
    # Taken away first: writing over a running command would change what it reads next.
    command.unlink(missing_ok=True)
    command.write_text(COMMAND, encoding="ascii")
    command.chmod(0o755)


if __name__ == "__main__":
    link_source()

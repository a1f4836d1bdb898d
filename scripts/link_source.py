# SPDX-License-Identifier: EUPL-1.2
"""Let the virtual environment run the source tree: a path file and the `meedoen` command.

An editable installation would ask a build tool from a registry; these two small files do the
same and need nothing. Run with any Python, from the root of the repository.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
COMMAND = """#!{python}
import sys
from meedoen.commands import main
sys.exit(main())
"""


def link_source() -> None:
    """Write `meedoen.pth` and `bin/meedoen` into `.venv`. Raises SystemExit without a .venv."""
    packages = sorted(VENV.glob("lib/python3.*/site-packages"))
    if not packages:
        sys.exit(f"There is no virtual environment in {VENV}. Run: make run")
    (packages[-1] / "meedoen.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    command = VENV / "bin" / "meedoen"
    command.write_text(COMMAND.format(python=VENV / "bin" / "python"), encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    link_source()

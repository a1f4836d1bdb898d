# SPDX-License-Identifier: EUPL-1.2
"""Asks the pages in this container how they are, as the web server before them would.

`alive`: they answer, whatever they say; if not, start them again. `ready`: the database answers and
can write, so visitors may come.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

PORT = 8000
PATIENCE = 4


def status(port: int = PORT) -> int | None:
    """Give with which status /gezond/ answers; None when nobody answers."""
    host = os.environ.get("MEEDOEN_HOSTS", "localhost").split(",")[0].strip()
    asked = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        asked.request("GET", "/gezond/", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return asked.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        asked.close()


def main(words: list[str]) -> int:
    """Give 0 when all is well, 1 when not, 2 when it was asked for something else."""
    if words not in (["alive"], ["ready"]):
        sys.stderr.write("probe.py alive, or probe.py ready\n")
        return 2
    found = status()
    well = found is not None if words == ["alive"] else found == 200
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# SPDX-License-Identifier: EUPL-1.2
"""A folder for a database of a test, in which the account it runs under may come."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder_for_all(prefix: str = "meedoen-") -> Iterator[Path]:
    """Give a new folder with a short name; gone at the end."""
    with tempfile.TemporaryDirectory(prefix=prefix, dir="/tmp") as made:
        Path(made).chmod(0o755)
        yield Path(made)

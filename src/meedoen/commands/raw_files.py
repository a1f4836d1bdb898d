# SPDX-License-Identifier: EUPL-1.2
"""The file, or the messages of a folder, that a load was made of, until they are thrown away."""

from pathlib import Path


class RawFiles:
    """What was given to be loaded, as it was before it was read."""

    def __init__(self, given: Path) -> None:
        """Take a file, or a folder of which the messages are read. Raises OSError."""
        self.given = given
        messages = sorted(one for one in given.glob("*") if one.suffix.lower() == ".xml")
        self.files = {one: one.stat() for one in (messages if given.is_dir() else [given])}

    def throw_away(self) -> list[Path]:
        """Take them away, with what links among them lead to; give those that stayed.

        One that was written since it was read is another file, and stays.
        """
        return [one for one, was in self.files.items() if not _gone(one, was.st_mtime_ns)]


def _gone(file: Path, was: int) -> bool:
    try:
        if file.stat().st_mtime_ns != was:
            return False
        file.resolve().unlink()
        # What was a link leads nowhere now.
        file.unlink(missing_ok=True)
    except OSError:
        return False
    return True

# SPDX-License-Identifier: EUPL-1.2
"""How final a source is (pure)."""

from enum import StrEnum


class LoadStatus(StrEnum):
    """How final the supplier calls what was delivered; the words of Statistics Netherlands."""

    PROVISIONAL = "voorlopig"
    REVISED = "nader_voorlopig"
    FINAL = "definitief"

    @property
    def label(self) -> str:
        """Give the words on the screen."""
        return self.value.replace("_", " ")

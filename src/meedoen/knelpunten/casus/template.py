# SPDX-License-Identifier: EUPL-1.2
"""The template of a casus: what was, what collided, why, what was done, what it did. Pure."""

from dataclasses import dataclass, fields

from meedoen.knelpunten.states import Worked


@dataclass(frozen=True)
class CasusTold:
    """A casus by its template: situation, what collides, cause, approach, effect (S0-09)."""

    title: str
    situation: str
    collides: str = ""
    cause: str = ""
    approach: str = ""
    effect: str = ""
    worked: Worked = Worked.NOT_KNOWN

    @property
    def texts(self) -> dict[str, str]:
        """Give every free text of it by field."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "worked"}

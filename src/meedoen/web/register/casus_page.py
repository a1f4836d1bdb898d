# SPDX-License-Identifier: EUPL-1.2
"""Puts the page of a casus together: what it tells, who works on it, and what is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from meedoen.knelpunten.casus.queries import CasusView, TeamOnIt
from meedoen.knelpunten.states import CasusState
from meedoen.privacy.decision import Viewer
from meedoen.web.register.here import WRITES
from meedoen.web.register.words import StateLook, look_of

_PARTS = (
    ("situation", "Wat er aan de hand was"),
    ("collides", "Wat er botste"),
    ("cause", "Waardoor het kwam"),
    ("approach", "Wat er gedaan is"),
    ("effect", "Wat ervan kwam"),
)


@dataclass(frozen=True)
class CasusPage:
    """Everything that the page of a casus shows."""

    casus: CasusView
    parts: Sequence[tuple[str, str]]
    teams: Sequence[tuple[TeamOnIt, bool]]
    may_change: bool
    may_ask_reader: bool
    is_reader: bool

    @property
    def look(self) -> StateLook:
        """Give how its state looks."""
        return look_of(self.casus.state)

    @property
    def worked(self) -> StateLook:
        """Give whether the approach worked."""
        return look_of(self.casus.told.worked)

    @property
    def argued(self) -> list[tuple[str, str]]:
        """Give what may stay and why, in words; its key says what kind of find it was."""
        return [(key.partition(":")[2], why) for key, why in self.casus.argued.items()]

    @property
    def has_ended(self) -> bool:
        """Tell whether it was stopped."""
        return self.casus.state is CasusState.ENDED


def casus_page(found: CasusView, *, by: Viewer, on: date) -> CasusPage:
    """Put the page together; a team that was let go stands in it as one that worked along."""
    texts, writes = found.told.texts, by.role in WRITES
    reads = found.state is CasusState.READING
    open_still = found.state is not CasusState.ENDED
    return CasusPage(
        casus=found,
        parts=[(label, texts[name]) for name, label in _PARTS if texts[name]],
        teams=[(one, one.last_day is not None and one.last_day < on) for one in found.teams],
        may_change=writes and open_still,
        may_ask_reader=writes and found.state in (CasusState.WORKING, CasusState.READING),
        is_reader=writes and reads and found.reader_id == by.account_id,
    )

# SPDX-License-Identifier: EUPL-1.2
"""Explicit consent: how it is given, and the words that are shown and kept. Pure.

Source: AVG art. 4(11) and 7; Wmo 2015 art. 5.1.1 lid 4.
"""

from collections.abc import Collection
from enum import StrEnum

from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.social_laws import SocialLaw

# Goes up with every change of the words below, so that it can be seen what somebody agreed to.
VERSION = "2026-11"


class Way(StrEnum):
    """How somebody gave her consent."""

    SCREEN = "screen"
    PAPER = "paper"
    SPOKEN = "spoken"

    @property
    def label(self) -> str:
        """Give the Dutch words for it."""
        return _WAYS[self]


_WAYS = {Way.SCREEN: "op het scherm", Way.PAPER: "op papier", Way.SPOKEN: "gezegd aan de balie"}


class CannotConsent(ValueError):
    """Consent makes no difference here; the message says why, and what to do."""

    def __init__(
        self, obtained_under: SocialLaw, task: SocialLaw, team: str, *, needless: bool
    ) -> None:
        """Say it for what was obtained under a law, a task and a team."""
        why = (
            "Daar is geen toestemming voor nodig: de wet regelt het."
            if needless
            else "Dat kan niet met toestemming. De inwoner kan het zelf vertellen."
        )
        super().__init__(f"Van {obtained_under.label} naar {team}, voor {task.label}. {why}")


def words_of(
    obtained_under: SocialLaw, domains: Collection[Domain], task: SocialLaw, receiver: str
) -> str:
    """Give the words that a resident reads or hears before she says yes."""
    what = ", ".join(domain.label for domain in sorted(set(domains)))
    return (
        f"Ik vind het goed dat {receiver} iets over mij gebruikt voor {task.label}. "
        f"Het gaat om: {what}. Dit is verzameld voor {obtained_under.label}. "
        "Zeg ik nee, dan krijg ik dezelfde hulp. Ik kan dit altijd weer intrekken."
    )

# SPDX-License-Identifier: EUPL-1.2
"""Deciding otherwise than the rules say: what may become of an outcome, and on which ground.

The law leaves room for it and asks for a reason. What the rules say stays beside it; a door that
stands open to everybody is never closed. Nothing is computed from an override.
Source: Awb art. 3:4 lid 2, 3:46 and 4:84; Wmo 2015 art. 2.3.5; Participatiewet art. 16 and 18.
"""

from meedoen.rules.outcomes import Outcome, OutcomeKind
from meedoen.rules.rulebook.citing import names_an_article
from meedoen.vocabulary.words import read_words

LONGEST_GROUND, LONGEST_REASON = 200, 4_000
_BY_A_PERSON = (OutcomeKind.JA, OutcomeKind.NEE, OutcomeKind.VRAAGT_OORDEEL)


class CannotDecideSo(ValueError):
    """An override that cannot be: the message says which part, and what to do."""

    def __init__(self, part: str, message: str) -> None:
        """Keep which part of it is wrong: `decided`, `legal_ground` or `reason`."""
        super().__init__(message)
        self.part = part


def may_become(outcome: Outcome) -> tuple[OutcomeKind, ...]:
    """Give what somebody may decide instead of `outcome`: nothing for an open door.

    "Onbekend" is not among them: not knowing is no decision.
    """
    if outcome.provision.door:
        return ()
    return tuple(kind for kind in _BY_A_PERSON if kind is not outcome.kind)


def check(outcome: Outcome, decided: OutcomeKind, legal_ground: str, reason: str) -> None:
    """Raise CannotDecideSo when this may not be decided, or not on this ground or reason."""
    if outcome.provision.door:
        raise CannotDecideSo("decided", "Een open plek staat open voor iedereen. Dat blijft zo.")
    if decided not in may_become(outcome):
        raise CannotDecideSo("decided", "Dit zeggen de regels al. Kies een andere uitkomst.")
    if not names_an_article(legal_ground):
        raise CannotDecideSo(
            "legal_ground", "Noem de wet en het artikel, zoals 'Wmo 2015, art. 2.3.5'."
        )
    if len(legal_ground) > LONGEST_GROUND:
        raise CannotDecideSo("legal_ground", f"Houd het bij {LONGEST_GROUND} tekens.")
    if not read_words(reason):
        raise CannotDecideSo("reason", "Schrijf op waarom. De inwoner kan dit lezen.")
    if len(reason) > LONGEST_REASON:
        raise CannotDecideSo("reason", f"Houd het bij {LONGEST_REASON} tekens.")

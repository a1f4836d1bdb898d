# SPDX-License-Identifier: EUPL-1.2
"""Who a dossier can be shared with beside its teams: a person, or a system. Pure."""

from enum import StrEnum

from meedoen.privacy.policy import ASKING, NOTHING, Purpose, Reach
from meedoen.vocabulary.domains import Domain, Sensitivity


class BesideAs(StrEnum):
    """As what somebody stands beside a resident, without an account of an organisation."""

    CLOSE_ONE = "close_one"
    REPRESENTATIVE = "representative"
    EXTERNAL_ADVISER = "external_adviser"
    GUEST = "guest"

    @property
    def label(self) -> str:
        """Give the Dutch words for it."""
        return _BESIDE[self]


_BESIDE = {
    BesideAs.CLOSE_ONE: "naaste",
    BesideAs.REPRESENTATIVE: "vertegenwoordiger",
    BesideAs.EXTERNAL_ADVISER: "adviseur van buiten",
    BesideAs.GUEST: "gast bij het plan",
}

# A ceiling, as that of the roles: what is seen hangs on what she shared. Health and what else is
# special goes to no person or system yet.
OF_A_PERSON = {Purpose.GUIDANCE: Reach(frozenset(Domain) - {Domain.HEALTH}, Sensitivity.SENSITIVE)}
OF_A_SYSTEM = {
    Purpose.INTAKE: Reach(ASKING | {Domain.CARE, Domain.WORK_INCOME}),
    Purpose.GUIDANCE: Reach(ASKING | {Domain.CARE, Domain.WORK_INCOME}),
}


def reach_of_person(purpose: Purpose) -> Reach:
    """Look up how far a person beside a resident reaches for a purpose."""
    return OF_A_PERSON.get(purpose, NOTHING)


def reach_of_system(purpose: Purpose) -> Reach:
    """Look up how far a system of an organisation reaches for a purpose."""
    return OF_A_SYSTEM.get(purpose, NOTHING)

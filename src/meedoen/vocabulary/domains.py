# SPDX-License-Identifier: EUPL-1.2
"""The domains of life in which what someone told is kept apart, and how sensitive it is."""

from enum import IntEnum, StrEnum


class Domain(StrEnum):
    """A part of someone's life; each fragment and fact lies in exactly one (ADR 0004)."""

    IDENTITY = "identity"
    CONTACT = "contact"
    WISHES = "wishes"
    CAPACITY = "capacity"
    DAILY_LIFE = "daily_life"
    CARE = "care"
    HEALTH = "health"
    WORK_INCOME = "work_income"
    MONEY = "money"
    PLAN = "plan"
    ASSESSMENT = "assessment"

    @property
    def label(self) -> str:
        """Give the plain Dutch name a resident reads."""
        return _LABELS[self]


_LABELS = {
    Domain.IDENTITY: "je naam en buurt",
    Domain.CONTACT: "hoe we je bereiken",
    Domain.WISHES: "wat je wilt en kunt",
    Domain.CAPACITY: "wat je aankunt",
    Domain.DAILY_LIFE: "je verhaal",
    Domain.CARE: "hulp en zorg thuis",
    Domain.HEALTH: "je gezondheid",
    Domain.WORK_INCOME: "werk en uitkering",
    Domain.MONEY: "geld en schulden",
    Domain.PLAN: "je plan",
    Domain.ASSESSMENT: "wat er kan via de regels",
}


class Sensitivity(IntEnum):
    """How much harm it does when the wrong eyes see it."""

    OPEN = 0
    PERSONAL = 1
    SENSITIVE = 2
    SPECIAL = 3


SENSITIVITY_OF = {
    Domain.IDENTITY: Sensitivity.PERSONAL,
    Domain.CONTACT: Sensitivity.PERSONAL,
    Domain.WISHES: Sensitivity.PERSONAL,
    Domain.CAPACITY: Sensitivity.PERSONAL,
    Domain.DAILY_LIFE: Sensitivity.SENSITIVE,
    Domain.CARE: Sensitivity.SENSITIVE,
    Domain.HEALTH: Sensitivity.SPECIAL,
    Domain.WORK_INCOME: Sensitivity.SENSITIVE,
    Domain.MONEY: Sensitivity.SENSITIVE,
    Domain.PLAN: Sensitivity.PERSONAL,
    Domain.ASSESSMENT: Sensitivity.SENSITIVE,
}

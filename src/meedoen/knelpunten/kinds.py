# SPDX-License-Identifier: EUPL-1.2
"""What kind of knelpunt it is, which frames of law it touches, and how far it is. Pure."""

from collections.abc import Iterable
from enum import StrEnum


class KnelpuntType(StrEnum):
    """What hinders somebody (S0-19); the codes are those of `rulebook/knelpunten.yaml`."""

    APPROACH = "benadering"
    RULE = "regeling"
    TREATMENT = "bejegening"
    FINANCE = "financiën"
    INFORMATION = "informatie"
    CAPACITY = "capaciteit"

    @property
    def label(self) -> str:
        """Give what it means, as somebody at work chooses it."""
        return _TYPES[self]


_TYPES = {
    KnelpuntType.APPROACH: "Benadering: organisaties pakken het anders aan",
    KnelpuntType.RULE: "Regeling: regels botsen of laten een gat",
    KnelpuntType.TREATMENT: "Bejegening: hoe iemand behandeld wordt",
    KnelpuntType.FINANCE: "Financiën: meedoen kost iemand geld of zekerheid",
    KnelpuntType.INFORMATION: "Informatie: wat nodig is, komt niet aan",
    KnelpuntType.CAPACITY: "Capaciteit: er is te weinig plek of tijd",
}


class Frame(StrEnum):
    """A frame of law, by the codes of the glasses; what is neither of the two is `other`."""

    WMO = "wmo"
    PARTICIPATIEWET = "participatiewet"
    OTHER = "other"


_STARTS = {
    "wmo": Frame.WMO,
    "ub wmo": Frame.WMO,
    "pw": Frame.PARTICIPATIEWET,
    "participatiewet": Frame.PARTICIPATIEWET,
}


def frames_of(laws: Iterable[str]) -> list[Frame]:
    """Give the frames that laws belong to, such as "Wmo art. 2.3.9": each once, in a fixed order.

    So a knelpunt on the cutting edge of Wmo and Participatiewet can be counted (S0-06).
    """
    found = {_frame(law.strip().lower()) for law in laws if law.strip()}
    return [frame for frame in Frame if frame in found]


def _frame(law: str) -> Frame:
    for start, frame in _STARTS.items():
        if law == start or law.startswith((f"{start} ", f"{start}-", f"{start},")):
            return frame
    return Frame.OTHER


class State(StrEnum):
    """How far a knelpunt is. A draft is seen by the own organisation only."""

    CONCEPT = "concept"
    REGISTERED = "registered"

    @property
    def label(self) -> str:
        """Give the word on the badge."""
        return "In het register" if self is State.REGISTERED else "Concept"


class PressedAt(StrEnum):
    """Beside what somebody pressed "dit hindert mij"; never its words, which are hers."""

    STEP = "step"
    RULE = "rule"
    OFFER = "offer"
    PLAN = "plan"
    PAGE = "page"

    @property
    def label(self) -> str:
        """Say where it was, for who reads it in the register."""
        return {
            PressedAt.STEP: "bij een stap in een plan",
            PressedAt.RULE: "bij een regel of een plicht",
            PressedAt.OFFER: "bij iets om aan mee te doen",
            PressedAt.PLAN: "bij een plan",
            PressedAt.PAGE: "los van een plan",
        }[self]

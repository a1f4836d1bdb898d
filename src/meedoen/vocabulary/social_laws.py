# SPDX-License-Identifier: EUPL-1.2
"""Under which law something was obtained, and from whom. Pure.

Which of it may be used for which task stands in `privacy/sharing.yaml`.
Source: Wmo 2015 art. 5.1.1 lid 1-4.
"""

from enum import StrEnum


class SocialLaw(StrEnum):
    """Under which law somebody works, or something was obtained.

    OWN_STORY is what a resident told in her own words, from herself. UNKNOWN is what nobody can
    say any more: kept the most closed.
    """

    OWN_STORY = "own_story"
    WMO = "wmo"
    PARTICIPATIEWET = "participatiewet"
    JEUGDWET = "jeugdwet"
    WGS = "wgs"
    LEERPLICHT = "leerplicht"
    SUWI = "suwi"
    TREATMENT = "treatment"
    OPEN_PROVISION = "open_provision"
    CLIENT_SUPPORT = "client_support"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Give the Dutch words for it, as a resident reads them."""
        return _LAWS[self]


_LAWS = {
    SocialLaw.OWN_STORY: "je eigen verhaal",
    SocialLaw.WMO: "de Wmo (hulp en ondersteuning)",
    SocialLaw.PARTICIPATIEWET: "de Participatiewet (werk en bijstand)",
    SocialLaw.JEUGDWET: "de Jeugdwet",
    SocialLaw.WGS: "de wet over hulp bij schulden",
    SocialLaw.LEERPLICHT: "de Leerplichtwet",
    SocialLaw.SUWI: "de wet waarmee UWV werkt",
    SocialLaw.TREATMENT: "je behandeling",
    SocialLaw.OPEN_PROVISION: "een plek waar iedereen zo kan komen",
    SocialLaw.CLIENT_SUPPORT: "onafhankelijke ondersteuning",
    SocialLaw.UNKNOWN: "een wet die niet meer te achterhalen is",
}
# What nobody works under: where something came from, never a task.
NO_TASK = frozenset({SocialLaw.OWN_STORY, SocialLaw.UNKNOWN})


class Giver(StrEnum):
    """From whom something was obtained (Wmo 2015 art. 5.1.1 lid 1-3)."""

    RESIDENT = "resident"
    HOUSE_MEMBER = "house_member"
    CARER = "carer"
    NETWORK = "network"
    PROFESSIONAL = "professional"
    REGISTER = "register"

    @property
    def label(self) -> str:
        """Give the Dutch words for it."""
        return _GIVERS[self]


_GIVERS = {
    Giver.RESIDENT: "de inwoner zelf",
    Giver.HOUSE_MEMBER: "een huisgenoot",
    Giver.CARER: "een mantelzorger",
    Giver.NETWORK: "iemand uit het netwerk",
    Giver.PROFESSIONAL: "een professional",
    Giver.REGISTER: "een register",
}

# SPDX-License-Identifier: EUPL-1.2
"""Signing in the register: whose turn it is, by which team, and the line that stays."""

from meedoen.privacy.decision import Viewer

LONGEST = 4000


class NotInThisRegister(Exception):
    """The register is of a municipality that the actor does not work for."""


class NotFromHere(Exception):
    """What was asked does not follow from how it stands now; says how it stands."""


def by_team(by: Viewer) -> str:
    """Name the team in whose name somebody writes; never a person (the past keeps who it was)."""
    return by.organisation_label or by.role.label

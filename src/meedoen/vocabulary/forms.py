# SPDX-License-Identifier: EUPL-1.2
"""The forms of taking part (S1-15). Their order is not a rank."""

from enum import StrEnum


class Form(StrEnum):
    """A way of taking part, from dropping in for coffee to a paid job."""

    MEETING = "meeting"
    NEIGHBOUR_HELP = "neighbour_help"
    VOLUNTEERING = "volunteering"
    OWN_INITIATIVE = "own_initiative"
    LEARNING = "learning"
    LANGUAGE = "language"
    SOCIAL_ACTIVATION = "social_activation"
    DAY_ACTIVITY = "day_activity"
    WORK_DAY_ACTIVITY = "work_day_activity"
    WORK_EXPERIENCE = "work_experience"
    REINTEGRATION = "reintegration"
    SHELTERED_WORK = "sheltered_work"
    JOB_AGREEMENT = "job_agreement"
    PART_PAID_WORK = "part_paid_work"
    PAID_WORK = "paid_work"
    SELF_EMPLOYMENT = "self_employment"

    @property
    def label(self) -> str:
        """Give the everyday Dutch name, as a resident reads it."""
        return _LABELS[self]


_LABELS = {
    Form.MEETING: "Ontmoeten",
    Form.NEIGHBOUR_HELP: "Buren helpen",
    Form.VOLUNTEERING: "Vrijwilligerswerk",
    Form.OWN_INITIATIVE: "Zelf iets opzetten",
    Form.LEARNING: "Leren",
    Form.LANGUAGE: "Taal oefenen",
    Form.SOCIAL_ACTIVATION: "Weer op gang komen",
    Form.DAY_ACTIVITY: "Samen bezig zijn",
    Form.WORK_DAY_ACTIVITY: "Samen maken en werken",
    Form.WORK_EXPERIENCE: "Werk uitproberen",
    Form.REINTEGRATION: "Hulp op weg naar werk",
    Form.SHELTERED_WORK: "Beschut werk",
    Form.JOB_AGREEMENT: "Baan met afspraken",
    Form.PART_PAID_WORK: "Deels betaald werk",
    Form.PAID_WORK: "Betaald werk",
    Form.SELF_EMPLOYMENT: "Voor jezelf beginnen",
}

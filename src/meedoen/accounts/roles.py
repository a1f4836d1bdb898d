# SPDX-License-Identifier: EUPL-1.2
"""Who somebody is at work, as a table that a privacy officer can read.

What a role may do with whose data, and for which purpose, stands in `privacy/policy.py`.
"""

from enum import StrEnum


class Role(StrEnum):
    """A function in which somebody acts. `RESIDENT` and `ANYONE` have no account."""

    ANYONE = "anyone"
    RESIDENT = "resident"
    NEIGHBOURHOOD_WORKER = "neighbourhood_worker"
    WMO_CONSULTANT = "wmo_consultant"
    WORK_CONSULTANT = "work_consultant"
    PROVIDER_WORKER = "provider_worker"
    VOLUNTEER = "volunteer"
    CLIENT_SUPPORTER = "client_supporter"
    JOB_COACH = "job_coach"
    SCHOOL_ATTENDANCE_OFFICER = "school_attendance_officer"
    EMPLOYER = "employer"
    POLICY_ADVISER = "policy_adviser"
    CONTROLLER = "controller"
    ADVISORY_BOARD_MEMBER = "advisory_board_member"
    TEAM_LEADER = "team_leader"
    PROGRAMME_LEADER = "programme_leader"
    EXTERNAL_ADVISER = "external_adviser"
    HOME_VISITOR = "home_visitor"
    JURIST = "jurist"
    MONITOR_OFFICER = "monitor_officer"
    PRIVACY_OFFICER = "privacy_officer"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """Give the Dutch name of the function, as others see it."""
        return _LABELS[self]


# Who comes to a page as a colleague: with an account, and a function in a team.
AT_WORK = frozenset(Role) - {Role.ANYONE, Role.RESIDENT}
# Who comes from outside for a while: her function has a last day from the start (S0-12).
ENDS_BY_ITSELF = frozenset({Role.EXTERNAL_ADVISER})
# Who supervises does nothing here that she would have to supervise herself (AVG art. 38(6)).
NOT_BESIDE_ANOTHER = frozenset({Role.DATA_PROTECTION_OFFICER})

_LABELS = {
    Role.ANYONE: "bezoeker",
    Role.RESIDENT: "inwoner",
    Role.NEIGHBOURHOOD_WORKER: "medewerker wijkteam",
    Role.WMO_CONSULTANT: "Wmo-consulent",
    Role.WORK_CONSULTANT: "klantmanager werk",
    Role.PROVIDER_WORKER: "begeleider",
    Role.VOLUNTEER: "vrijwilliger",
    Role.CLIENT_SUPPORTER: "onafhankelijk cliëntondersteuner",
    Role.JOB_COACH: "jobcoach",
    Role.SCHOOL_ATTENDANCE_OFFICER: "leerplichtambtenaar",
    Role.EMPLOYER: "werkgever",
    Role.POLICY_ADVISER: "beleidsadviseur",
    Role.CONTROLLER: "controller",
    Role.ADVISORY_BOARD_MEMBER: "lid van de adviesraad",
    Role.TEAM_LEADER: "teamleider",
    Role.PROGRAMME_LEADER: "programmaleider",
    Role.EXTERNAL_ADVISER: "extern adviseur",
    Role.HOME_VISITOR: "huisbezoeker",
    Role.JURIST: "jurist",
    Role.MONITOR_OFFICER: "medewerker monitor",
    Role.PRIVACY_OFFICER: "privacy officer",
    Role.DATA_PROTECTION_OFFICER: "functionaris gegevensbescherming",
    Role.ADMINISTRATOR: "functioneel beheerder",
}

# SPDX-License-Identifier: EUPL-1.2
"""The table of purposes: which role may, for which purpose, look into which domains.

Written to be read by a privacy officer. What is not in the table is refused. A role reaches a
domain only where a resident or a law also *granted* it: this table is a ceiling, not a key.
Sources: AVG art. 5(1)(b) (purpose limitation), 6(1)(a)(e), 9; Wmo 2015 ch. 5; Participatiewet 64.
"""

from dataclasses import dataclass
from enum import StrEnum

from meedoen.accounts.roles import Role
from meedoen.vocabulary.domains import Domain, Sensitivity


class Purpose(StrEnum):
    """What looking is for. Each endpoint states one; each look is logged with it."""

    PUBLIC_INFORMATION = "public_information"
    SIGNING_IN = "signing_in"
    TAKING_PART = "taking_part"
    INTAKE = "intake"
    GUIDANCE = "guidance"
    PLACEMENT = "placement"
    POLICY = "policy"
    NEIGHBOURHOOD = "neighbourhood"
    ACCOUNTING = "accounting"
    IMPROVING = "improving"
    OVERSIGHT = "oversight"
    ADMINISTRATION = "administration"

    @property
    def label(self) -> str:
        """Give the Dutch words, as the resident reads them in her log."""
        return _LABELS[self]


_LABELS = {
    Purpose.PUBLIC_INFORMATION: "informatie voor iedereen",
    Purpose.SIGNING_IN: "inloggen",
    Purpose.TAKING_PART: "zelf meedoen",
    Purpose.INTAKE: "samen zoeken wat past",
    Purpose.GUIDANCE: "helpen bij je plan",
    Purpose.PLACEMENT: "je plek regelen",
    Purpose.POLICY: "beleid maken, zonder persoonsgegevens",
    Purpose.NEIGHBOURHOOD: "zien wat er in een straat speelt, nooit bij wie",
    Purpose.ACCOUNTING: "de boekhouding, zonder verhalen",
    Purpose.IMPROVING: "oplossen wat vastloopt, zonder namen",
    Purpose.OVERSIGHT: "controleren wie er keek",
    Purpose.ADMINISTRATION: "teams en accounts beheren",
}


@dataclass(frozen=True)
class Reach:
    """How far a role may see for a purpose: these domains, up to this sensitivity."""

    domains: frozenset[Domain]
    ceiling: Sensitivity = Sensitivity.SENSITIVE


NOTHING = Reach(frozenset(), Sensitivity.OPEN)
EVERYTHING = Reach(frozenset(Domain), Sensitivity.SPECIAL)

# What a team needs to look for a place with somebody; nothing of health or money.
ASKING = frozenset(
    {
        Domain.IDENTITY,
        Domain.CONTACT,
        Domain.WISHES,
        Domain.CAPACITY,
        Domain.DAILY_LIFE,
        Domain.PLAN,
        Domain.ASSESSMENT,
    }
)
_PLACE = frozenset({Domain.IDENTITY, Domain.WISHES, Domain.CAPACITY, Domain.PLAN})

# The desk where the resident came never decides what can be seen of the question itself (S2-09):
# the three desks share ASKING, and each adds only what its own law needs.
REACH: dict[tuple[Role, Purpose], Reach] = {
    (Role.RESIDENT, Purpose.TAKING_PART): EVERYTHING,
    (Role.NEIGHBOURHOOD_WORKER, Purpose.INTAKE): Reach(
        ASKING | {Domain.CARE, Domain.WORK_INCOME, Domain.MONEY, Domain.HEALTH},
        Sensitivity.SPECIAL,
    ),
    (Role.NEIGHBOURHOOD_WORKER, Purpose.GUIDANCE): Reach(
        ASKING | {Domain.CARE, Domain.WORK_INCOME}
    ),
    (Role.WMO_CONSULTANT, Purpose.INTAKE): Reach(
        ASKING | {Domain.CARE, Domain.HEALTH, Domain.WORK_INCOME}, Sensitivity.SPECIAL
    ),
    (Role.WMO_CONSULTANT, Purpose.GUIDANCE): Reach(ASKING | {Domain.CARE}),
    (Role.WORK_CONSULTANT, Purpose.INTAKE): Reach(
        ASKING | {Domain.CARE, Domain.WORK_INCOME, Domain.MONEY}
    ),
    (Role.WORK_CONSULTANT, Purpose.GUIDANCE): Reach(ASKING | {Domain.WORK_INCOME}),
    (Role.CLIENT_SUPPORTER, Purpose.INTAKE): Reach(ASKING | {Domain.CARE, Domain.WORK_INCOME}),
    (Role.CLIENT_SUPPORTER, Purpose.GUIDANCE): Reach(ASKING),
    (Role.SCHOOL_ATTENDANCE_OFFICER, Purpose.INTAKE): Reach(_PLACE),
    (Role.JOB_COACH, Purpose.GUIDANCE): Reach(_PLACE),
    (Role.PROVIDER_WORKER, Purpose.GUIDANCE): Reach(_PLACE),
    (Role.PROVIDER_WORKER, Purpose.PLACEMENT): Reach(_PLACE, Sensitivity.PERSONAL),
    (Role.VOLUNTEER, Purpose.PLACEMENT): Reach(frozenset({Domain.IDENTITY}), Sensitivity.PERSONAL),
    (Role.EMPLOYER, Purpose.PLACEMENT): Reach(frozenset({Domain.IDENTITY}), Sensitivity.PERSONAL),
}

# Purposes that never touch a dossier, and the roles that may follow them.
WITHOUT_DOSSIER: dict[Purpose, frozenset[Role]] = {
    Purpose.PUBLIC_INFORMATION: frozenset(Role),
    Purpose.SIGNING_IN: frozenset(Role),
    Purpose.POLICY: frozenset(
        {
            Role.POLICY_ADVISER,
            Role.CONTROLLER,
            Role.ADVISORY_BOARD_MEMBER,
            Role.PROGRAMME_LEADER,
            Role.MONITOR_OFFICER,
            Role.PRIVACY_OFFICER,
        }
    ),
    # Who works in a neighbourhood, who shares out that work, and who answers for the figures. Not
    # who decides about one person, nor who makes policy: for that a buurt is small enough.
    Purpose.NEIGHBOURHOOD: frozenset(
        {Role.NEIGHBOURHOOD_WORKER, Role.TEAM_LEADER, Role.MONITOR_OFFICER}
    ),
    # Who sees that each euro stands where it may; nobody who helps, chooses or makes policy.
    Purpose.ACCOUNTING: frozenset({Role.CONTROLLER}),
    # Who meets what hinders residents, who can change it, and who reads along for them. No person
    # is in what they see: volunteers and advisers read what a second reader let through.
    Purpose.IMPROVING: frozenset(
        {
            Role.NEIGHBOURHOOD_WORKER,
            Role.WMO_CONSULTANT,
            Role.WORK_CONSULTANT,
            Role.PROVIDER_WORKER,
            Role.VOLUNTEER,
            Role.CLIENT_SUPPORTER,
            Role.JOB_COACH,
            Role.SCHOOL_ATTENDANCE_OFFICER,
            Role.POLICY_ADVISER,
            Role.ADVISORY_BOARD_MEMBER,
            Role.TEAM_LEADER,
            Role.PROGRAMME_LEADER,
            Role.EXTERNAL_ADVISER,
            Role.JURIST,
        }
    ),
    Purpose.OVERSIGHT: frozenset({Role.PRIVACY_OFFICER, Role.DATA_PROTECTION_OFFICER}),
    Purpose.ADMINISTRATION: frozenset({Role.ADMINISTRATOR}),
}

# What a resident can add to it, each by her own word: the glasses then may ask about it.
ON_REQUEST = (Domain.WORK_INCOME, Domain.CARE, Domain.HEALTH, Domain.MONEY)
TO_BE_CALLED = frozenset({Domain.IDENTITY, Domain.CONTACT})
HELPING = (Purpose.INTAKE, Purpose.GUIDANCE)

# Who may not see an assessment has nothing to look at through the glasses.
MAY_LOOK_THROUGH = frozenset(
    role
    for (role, purpose), reach in REACH.items()
    if purpose is Purpose.INTAKE and Domain.ASSESSMENT in reach.domains
)
# Who stands beside a resident, apart from the municipality, decides nothing in its name.
MAY_DECIDE = MAY_LOOK_THROUGH - {Role.CLIENT_SUPPORTER}
# The regisseur is a person, in whatever organisation.
MAY_DIRECT_A_PLAN = frozenset(
    {
        Role.NEIGHBOURHOOD_WORKER,
        Role.WMO_CONSULTANT,
        Role.WORK_CONSULTANT,
        Role.PROVIDER_WORKER,
        Role.CLIENT_SUPPORTER,
        Role.JOB_COACH,
    }
)

# Who reads along in what hinders people, and writes nothing in it: not an employee who answers for
# it, or somebody from outside.
READS_ALONG = frozenset({Role.VOLUNTEER, Role.ADVISORY_BOARD_MEMBER, Role.EXTERNAL_ADVISER})
WRITES_IN_THE_REGISTER = WITHOUT_DOSSIER[Purpose.IMPROVING] - READS_ALONG
# Who speaks for the municipality: she writes down what it decided, and makes it public.
SPEAKS_FOR_THE_MUNICIPALITY = frozenset({Role.POLICY_ADVISER, Role.PROGRAMME_LEADER})

# Who supervises reads and decides nothing: what she may send is about herself, as her own log-in.
# Source: AVG art. 38(3), 38(6) and 39(1).
READS_ONLY = frozenset({Role.DATA_PROTECTION_OFFICER})

# Residents need no agreement to see their own; these purposes need none either.
NO_AGREEMENT_NEEDED = frozenset(
    {Purpose.PUBLIC_INFORMATION, Purpose.SIGNING_IN, Purpose.TAKING_PART}
)


def reach_of(role: Role, purpose: Purpose) -> Reach:
    """Look up how far a role reaches for a purpose; nothing when the table does not say."""
    return REACH.get((role, purpose), NOTHING)


def role_may(role: Role, purpose: Purpose) -> bool:
    """Tell whether a role may act for a purpose at all."""
    return (role, purpose) in REACH or role in WITHOUT_DOSSIER.get(purpose, frozenset())


def role_may_send(role: Role, purpose: Purpose) -> bool:
    """Tell whether a role may also send something for a purpose, and so change or decide it."""
    return role_may(role, purpose) and (purpose in NO_AGREEMENT_NEEDED or role not in READS_ONLY)

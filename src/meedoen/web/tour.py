# SPDX-License-Identifier: EUPL-1.2
"""What the tour tells: five practices, where each lives in the product, and what is not there yet.

Also what each function in the demonstration can do. Words only; no reads.
"""

from dataclasses import dataclass

from meedoen.accounts.roles import Role


@dataclass(frozen=True)
class Stop:
    """A place in the product where a practice lives: the words of the link and the URL name."""

    words: str
    address: str


@dataclass(frozen=True)
class Practice:
    """One of the five practices: a sentence, where it works, and what does not work yet."""

    name: str
    place: str
    sentence: str
    works: tuple[Stop, ...]
    not_yet: tuple[str, ...]


PRACTICES = (
    Practice(
        name="Stadskamer",
        place="Doetinchem",
        sentence="Iedereen kan binnenlopen en meedoen, op eigen tempo. Er is geen indicatie nodig.",
        works=(Stop("Kijk rond bij de open deuren", "resident:offers"),),
        not_yet=(
            "Een lijst van knelpunten tussen wetten, met wat er mee is gedaan. "
            "Het scherm met de twee brillen laat botsingen al wel zien.",
        ),
    ),
    Practice(
        name="Oudewater Werkt",
        place="Oudewater",
        sentence="Eén loket. Je vertelt je verhaal één keer. Jouw vraag gaat voor, "
        "daarna zoeken we wat past.",
        works=(Stop("Vertel een verhaal, zoals een inwoner dat doet", "resident:story"),),
        not_yet=(),
    ),
    Practice(
        name="Passend Werk",
        place="Ermelo, Harderwijk en Zeewolde",
        sentence="Twee brillen in één gesprek: die van de Wmo en die van de Participatiewet. "
        "Daarna één plan.",
        works=(
            Stop("Bekijk het team, de brillen en het plan", "professional:team"),
            Stop("Volg een euro in het ene budget", "policy:budget"),
        ),
        not_yet=(),
    ),
    Practice(
        name="Mee(r)doen",
        place="Pekela en Veendam",
        sentence="Eerst wat buren voor elkaar kunnen doen. "
        "En weten wat er in elke buurt te doen is.",
        works=(
            Stop("Open de monitor per wijk en buurt", "policy:monitor"),
            Stop("Lees het programma en wat ervan kwam", "policy:programme"),
            Stop("Open de kaart van aanbod en plekken", "policy:map"),
        ),
        not_yet=("De huisbezoeken: vertellen naast tellen.",),
    ),
    Practice(
        name="Sociale ondersteuning",
        place="Amsterdam",
        sentence="Van wet naar plaatselijke regel naar het gesprek. "
        "Eén plan, met één regisseur die je kent.",
        works=(Stop("Bekijk de regels en wie een plan begeleidt", "professional:team"),),
        not_yet=("De netwerken, de rondgangen en de bijeenkomsten van professionals.",),
    ),
)

WHAT_A_ROLE_CAN_DO = {
    Role.NEIGHBOURHOOD_WORKER: "Luistert naar een verhaal, kijkt door beide brillen en "
    "kan een plan begeleiden.",
    Role.WMO_CONSULTANT: "Kijkt door beide brillen, met de kennis van de Wmo.",
    Role.WORK_CONSULTANT: "Kijkt door beide brillen, met de kennis van de Participatiewet.",
    Role.PROVIDER_WORKER: "Begeleidt mensen op hun plek en ziet alleen wat daarvoor is gedeeld.",
    Role.VOLUNTEER: "Ziet wie er komt, en verder niets.",
    Role.CLIENT_SUPPORTER: "Staat naast een inwoner, los van de gemeente.",
    Role.JOB_COACH: "Begeleidt iemand bij het werk.",
    Role.SCHOOL_ATTENDANCE_OFFICER: "Helpt jongeren die van school zijn, of dreigen te gaan.",
    Role.EMPLOYER: "Ziet wie er komt werken, en verder niets.",
    Role.POLICY_ADVISER: "Leest de monitor, werkt aan het programma, probeert regels uit.",
    Role.CONTROLLER: "Volgt elke euro naar een wet en een reden, en nooit naar een mens.",
    Role.ADVISORY_BOARD_MEMBER: "Kijkt mee met het beleid, zonder persoonsgegevens.",
    Role.TEAM_LEADER: "Ziet cijfers per straat, als de raad dat wil, en geen verhalen.",
    Role.PROGRAMME_LEADER: "Schrijft op wat er gedaan wordt met wat de monitor laat zien.",
    Role.EXTERNAL_ADVISER: "Ziet geen verhalen. Deze functie stopt vanzelf op de laatste dag.",
    Role.HOME_VISITOR: "Ziet geen verhalen. Een eigen pagina is er nog niet.",
    Role.JURIST: "Leest per artikel wat er staat, en hoe Meedoen het leest.",
    Role.MONITOR_OFFICER: "Telt wat er bekend is per wijk en buurt, en laat dat zien.",
    Role.PRIVACY_OFFICER: "Werkt voor de organisatie. Ziet wie er inlogde en wat er misging, "
    "en geen verhalen.",
    Role.DATA_PROTECTION_OFFICER: "Houdt onafhankelijk toezicht. Leest mee, beslist niets, "
    "en ziet geen verhalen.",
    Role.ADMINISTRATOR: "Ziet geen verhalen. Een eigen scherm is er nog niet.",
}


def what_role_can_do(role: Role) -> str:
    """Say in a sentence what somebody in this role can do here; "" for who has no account."""
    return WHAT_A_ROLE_CAN_DO.get(role, "")


# What will stand there for a function and does not yet, so that nobody goes looking for it.
_MISSING = {
    Role.JOB_COACH: (
        "De mensen die jij begeleidt bij hun werk, en hun plan.",
        "Iets noteren na een gesprek.",
    ),
    Role.TEAM_LEADER: ("Antwoord geven als de privacy officer iets vraagt over je team.",),
    Role.EXTERNAL_ADVISER: (
        "Knelpunten lezen, zonder dat je kunt zien over wie het gaat.",
        "Zien op welke dag je functie stopt. Je beheerder weet het.",
    ),
    Role.HOME_VISITOR: (
        "Zien bij wie je langs mag, als die mensen dat goed vinden.",
        "Opschrijven wat mensen vertellen, ook zonder internet.",
    ),
    Role.JURIST: (
        "Een regel goedkeuren of verbeteren, met je naam en de datum erbij.",
        "Zien welke regels op jou wachten, en voor hoeveel inwoners dat uitmaakt.",
    ),
    Role.PRIVACY_OFFICER: (
        "Vragen van inwoners over hun gegevens behandelen.",
        "Iets vragen aan een team, als iemand opvallend vaak keek.",
        "Goedkeuren wat er na een termijn wordt opgeruimd.",
    ),
    Role.DATA_PROTECTION_OFFICER: (
        "Bericht krijgen bij een datalek, of als iemand met spoed in een verhaal moest kijken.",
        "Een eigen notitie maken.",
    ),
    Role.ADMINISTRATOR: (
        "Een scherm om teams, accounts en functies te beheren. "
        "Nu doet wie Meedoen installeerde dat met de handleiding erbij.",
    ),
}


def what_is_missing_for(role: Role) -> tuple[str, ...]:
    """Say what there is not yet for a role."""
    return _MISSING.get(role, ())


# What is there for everybody, and made for this function above all.
_MEANT_FOR = {
    Role.JURIST: (Stop("Van elk artikel de tekst en de regel naast elkaar", "web:laws"),),
}


def what_is_there_for(role: Role) -> tuple[Stop, ...]:
    """Give the public pages that were made for a role without a page of its own."""
    return _MEANT_FOR.get(role, ())

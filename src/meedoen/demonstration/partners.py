# SPDX-License-Identifier: EUPL-1.2
"""Puts the invented partners, their teams, people, locations and offers in place."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Account, Organisation, Team
from meedoen.accounts.roles import Role
from meedoen.areas.queries import label_point
from meedoen.catalogue.models import Location, Offer
from meedoen.catalogue.operations import publish_offer, verify_offer
from meedoen.history.actor import NamedActor
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.capacity import Condition
from meedoen.vocabulary.codes import AreaCode
from meedoen.vocabulary.forms import Form
from meedoen.vocabulary.moment import Moment

HERE = Path(__file__).parent
DEMONSTRATION = NamedActor("demonstratie")
# The same safe reading, in C where libyaml is there: ten times as fast.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MUNICIPALITIES = ("GM9901", "GM9902")
# Which wijken each neighbourhood team answers for.
WIJKEN_OF = {
    "Sociaal stadsteam Noord": ["WK990101", "WK990102", "WK990103"],
    "Sociaal stadsteam Zuid": ["WK990104", "WK990105", "WK990106"],
    "Dorpenteam": ["WK990201", "WK990202", "WK990203"],
}
AGREED = (
    Purpose.INTAKE,
    Purpose.GUIDANCE,
    Purpose.PLACEMENT,
    Purpose.POLICY,
    Purpose.NEIGHBOURHOOD,
    Purpose.ACCOUNTING,
    Purpose.IMPROVING,
    Purpose.OVERSIGHT,
    Purpose.ADMINISTRATION,
)


def read(name: str) -> Any:
    """Read one of the demonstration's data files."""
    text = (HERE / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - both loaders are the safe one


@dataclass(frozen=True)
class Partners:
    """The organisations by slug and the teams by name."""

    organisations: dict[str, Organisation]
    teams: dict[str, Team]


def found_partners(*, on: Moment) -> Partners:
    """Found the partnership with all its organisations, agreements and teams."""
    partnership = accounts.found_partnership(
        name="Samen Lindewaard en Vennerhout",
        municipality_codes=MUNICIPALITIES,
        by=DEMONSTRATION,
        on=on,
    )
    organisations: dict[str, Organisation] = {}
    teams: dict[str, Team] = {}
    for entry in read("partners.yaml")["organisations"]:
        organisation = accounts.add_organisation(
            name=entry["name"],
            slug=entry["slug"],
            kind=entry["kind"],
            municipality_codes=entry["municipalities"],
            partnership=partnership,
            by=DEMONSTRATION,
            on=on,
        )
        accounts.agree(
            organisation=organisation,
            purposes=[purpose.value for purpose in AGREED],
            valid_from=date(2026, 1, 1),
            by=DEMONSTRATION,
            on=on,
        )
        organisations[entry["slug"]] = organisation
        for name in entry["teams"]:
            teams[name] = accounts.add_team(
                organisation=organisation,
                name=name,
                wijk_codes=WIJKEN_OF.get(name, ()),
                by=DEMONSTRATION,
                on=on,
            )
    return Partners(organisations, teams)


def employ_people(partners: Partners, *, password: str, on: Moment) -> None:
    """Give each invented professional an account with its functions, and all the one password."""
    people = []
    for entry in read("people.yaml"):
        person = accounts.add_professional(
            email=entry["email"],
            name=entry["name"],
            password=None,
            team=partners.teams[entry["team"]],
            role=Role(entry["role"]),
            valid_from=date(2026, 1, 1),
            by=DEMONSTRATION,
            on=on,
        )
        for more in entry.get("more", ()):
            accounts.add_membership(
                account=person,
                team=partners.teams[more["team"]],
                role=Role(more["role"]),
                valid_from=more["from"],
                valid_to=more.get("to"),
                by=DEMONSTRATION,
                on=on,
            )
        people.append(person.pk)
    # The password is the same for all and on the log-in page: hashing it once is enough.
    Account.objects.filter(pk__in=people).update(password=make_password(password))


def publish_offers(partners: Partners, *, on: Moment) -> int:
    """Publish all invented offers at their locations; returns how many."""
    locations = {key: _location(entry) for key, entry in read("partners.yaml")["locations"].items()}
    entries = read("offers.yaml")
    for entry in entries:
        offer = _offer(entry, partners, locations[entry["at"]])
        # Places have been there for years; somebody looked lately whether they are still right.
        made = publish_offer(offer=offer, by=DEMONSTRATION, on=on - timedelta(days=3 * 365))
        verified = on - timedelta(days=entry.get("verified", 30))
        verify_offer(offer_id=made.pk, by=DEMONSTRATION, on=verified)
    return len(entries)


def _location(entry: dict[str, str]) -> Location:
    point = label_point(entry["buurt"])
    if point is None:
        raise ValueError(f"partners.yaml: {entry['name']} lies in an unknown buurt.")
    return Location.objects.create(
        name=entry["name"],
        street=entry["street"],
        buurt_code=entry["buurt"],
        municipality_id=AreaCode(entry["buurt"]).municipality,
        lon=point[0],
        lat=point[1],
    )


def _offer(entry: dict[str, Any], partners: Partners, location: Location) -> Offer:
    return Offer(
        title=entry["title"],
        organisation=partners.organisations[entry["by"]],
        location=location,
        form=Form(entry["form"]),
        themes=entry["themes"],
        description=entry["text"],
        when_text=entry["when"],
        dayparts_per_week=entry.get("dayparts", 0),
        flexible=entry.get("flexible", False),
        group_size=entry.get("group"),
        conditions=[Condition(code) for code in entry.get("conditions", [])],
        needs_decision=entry.get("decision", False),
        line=entry.get("line", 1),
        places=entry.get("places"),
        taken_elsewhere=entry.get("taken", 0),
        serves=entry.get("serves", [location.municipality_id]),
    )

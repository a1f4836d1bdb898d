# SPDX-License-Identifier: EUPL-1.2
"""What officers watch over: who logged in, what failed and what was refused. No content.

The privacy officer works for the organisation; the functionaris gegevensbescherming supervises it,
reads the same, and decides nothing (AVG art. 38 and 39).
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meedoen.accounts.queries import names_of
from meedoen.accounts.roles import Role
from meedoen.areas.queries import newest_names
from meedoen.monitor.queries import street_looks
from meedoen.monitor.street_purposes import StreetPurpose
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import READS_ONLY, Purpose
from meedoen.privacy.queries import security_events
from meedoen.web.landing import may_open
from meedoen.web.tour import what_is_missing_for

SHOWN = 100
_MENU = (("Toezicht", "web:oversight"), ("Beleid", "policy:home"))
LOOKS_SHOWN = 50
COLUMNS = [{"label": label} for label in ("Wanneer", "Wie", "Wat", "Waar")]
LOOK_COLUMNS = [{"label": label} for label in ("Wanneer", "Wie", "Buurt", "Waarvoor")]
WORDS = {
    "logged_in": "logde in",
    "membership_switched": "wisselde van functie",
    "password_wrong": "typte een wachtwoord dat niet klopte",
    "password_waiting": "typte te vaak een wachtwoord dat niet klopte, en moet wachten",
    "second_factor_wrong": "typte een code die niet klopte",
    "second_factor_older": "typte een code die te oud was",
    "second_factor_used": "typte een code die al gebruikt was",
    "second_factor_waiting": "probeerde te vaak een code, en moet wachten",
    "second_factor_on": "zette de app voor inlogcodes aan",
    "second_factor_off": "zette de app voor inlogcodes uit",
    "second_factor_gone": "wilde een app aanzetten waar er al een was geweest",
    "emergency_codes_made": "maakte nieuwe noodcodes",
    "emergency_code_used": "logde in met een noodcode",
    "own_organisation_unknown": "kwam van de eigen organisatie, en is hier niet bekend",
    "refused": "kwam bij een deur die niet openging",
    "share": "deelde iets met een team",
    "stop_sharing": "stopte met delen",
    "consent_given": "schreef op dat een inwoner iets uitdrukkelijk goedvond",
    "consent_withdrawn": "schreef op dat een inwoner haar toestemming introk",
    "identity_shown": "zag het identiteitsbewijs van een inwoner",
    "level_needed": "kwam bij een pagina waarvoor meer zekerheid nodig is",
    "return_words_unknown": "typte woorden die niemand heeft",
    "return_words_guessed_at": "typte te vaak woorden die niemand heeft, en moet wachten",
    "door_full": "kwam binnen als zoveelste in een uur; wie daarna komt, moet even wachten",
    "return_words_made": "kreeg nieuwe woorden om terug te komen",
    "return_words_ended": "liet de oude woorden ophouden",
}
PARTS = {
    "professional": "bij de verhalen van inwoners",
    "resident": "op de pagina's voor inwoners",
    "policy": "bij het beleid",
}


@dataclass(frozen=True)
class LookLine:
    """Somebody who looked at figures per street: when, who, at which buurt and year, for what."""

    at: datetime
    who: str
    where: str
    purpose: str
    words: str


def street_look_lines() -> list[LookLine]:
    """Give who looked at figures per street last, with her function and the name of the buurt."""
    found = street_looks(limit=LOOKS_SHOWN)
    called = newest_names([one.buurt for one in found])
    return [
        LookLine(
            at=one.at,
            who=f"{one.actor_label}, {Role(one.actor_role).label}",
            where=f"{called.get(one.buurt, one.buurt)}, {one.year}",
            purpose=StreetPurpose(one.purpose).label,
            words=one.words,
        )
        for one in found
    ]


def where(endpoint: str) -> str:
    """Say in Dutch in which part of the product an event was; `endpoint` is the name of a page."""
    if endpoint == "signing_in":
        return "bij het inloggen"
    if endpoint == "web:oversight":
        return "bij het toezicht"
    if endpoint == "web:memberships":
        return "bij het wisselen van functie"
    return PARTS.get(endpoint.partition(":")[0], "ergens anders")


@endpoint(purpose=Purpose.OVERSIGHT, object="security log")
def oversight(request: HttpRequest) -> HttpResponse:
    """Show the latest of what accounts did and tried in the officer's municipalities."""
    role: Role = request.viewer.role  # type: ignore[attr-defined]
    found = security_events(limit=SHOWN)
    names = names_of([event.account for event in found if event.account])
    rows = [
        {
            "at": event.at,
            "who": names.get(event.account or 0, ""),
            "what": WORDS.get(event.event, f"iets anders ({event.event})"),
            "where": where(event.endpoint),
        }
        for event in found
    ]
    context = {
        "events": rows,
        "full": len(rows) == SHOWN,
        "looks": street_look_lines(),
        "look_columns": LOOK_COLUMNS,
        "columns": COLUMNS,
        "decides_nothing": role in READS_ONLY,
        "missing": what_is_missing_for(role),
        "navigation": [
            {"label": label, "url": address, "current": address == request.path}
            for label, address in ((label, reverse(name)) for label, name in _MENU)
            if may_open(role, address)
        ],
        "purpose_text": Purpose.OVERSIGHT.label,
    }
    return render(request, "web/oversight.html", context)

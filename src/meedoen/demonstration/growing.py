# SPDX-License-Identifier: EUPL-1.2
"""Lets the invented region grow to the size of a city, beside the people whose stories are told.

Set by set, in SQL, since a city would take days by the path that people go. Each room whose tables
grow has a file in `growth/`; a later room adds its own. All of it is invented by a hash of a number
and the seed. Places, log-ins and the people of the stories stay as they are.

The past of what is grown begins on the day it was grown: one line a row, by the owner.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from meedoen.accounts.models import Membership, Team
from meedoen.accounts.operations import add_professional
from meedoen.accounts.roles import Role
from meedoen.catalogue.models import Offer
from meedoen.demonstration.load import is_loaded
from meedoen.demonstration.partners import DEMONSTRATION
from meedoen.plans.answers import CheckInAnswer
from meedoen.privacy.policy import ASKING, HELPING
from meedoen.residents.models import Resident
from meedoen.vocabulary.domains import SENSITIVITY_OF, Domain
from meedoen.vocabulary.moment import Moment

BATCH = 1000
PLANS_OF_A_COLLEAGUE = 60
PEOPLE = (
    "00_hash.sql", "05_doors.sql", "10_people.sql", "20_compartments.sql", "30_stories.sql",
    "40_plans.sql", "90_log.sql", "99_done.sql",
)  # fmt: skip
OFFERS = ("00_hash.sql", "50_offers.sql")
DESKS = (Role.WMO_CONSULTANT, Role.WORK_CONSULTANT)
HELPERS = (Role.CLIENT_SUPPORTER, Role.PROVIDER_WORKER)


class NothingToGrowFrom(Exception):
    """There is no invented region here, or these people are no invention."""


def grow(*, residents: int, offers: int, seed: int, on: Moment, at_once: int = 1) -> Iterator[int]:
    """Add invented residents and offers to the region; yields how many were added at each step.

    Works beside a running product, a thousand residents in a transaction; what a stop in between
    left is whole. `at_once` such transactions run beside each other, each on a connection of its
    own. A second run adds more. Raises NothingToGrowFrom outside the demonstration.
    """
    if not settings.DEMONSTRATION or not is_loaded():
        raise NothingToGrowFrom("Laad eerst de demonstratie: `meedoen demonstration load`.")
    there = Resident.objects.count()
    _hire(residents, on=on)
    known = _known(seed, on)
    batches = [
        *((PEOPLE, known | batch) for batch in _batches(there, there + residents)),
        *((OFFERS, known | batch) for batch in _batches(0, offers)),
    ]
    if at_once == 1:
        yield from map(_add, batches)
    else:
        pool = ThreadPoolExecutor(at_once)
        try:
            yield from pool.map(_add_apart, batches)
        finally:
            pool.shutdown(cancel_futures=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


Batch = tuple[tuple[str, ...], dict[str, Any]]


def _batches(first: int, end: int) -> Iterator[dict[str, int]]:
    for begin in range(first, end, BATCH):
        yield {"first": begin, "last": min(begin + BATCH, end) - 1}


def _add(batch: Batch) -> int:
    names, known = batch
    with transaction.atomic():
        _run(names, known)
    return int(known["last"] - known["first"] + 1)


def _add_apart(batch: Batch) -> int:
    """Add a batch from a thread of its own, and leave no connection of that thread behind."""
    try:
        return _add(batch)
    finally:
        connection.close()


def _doors() -> list[int]:
    teams = Team.objects.filter(memberships__role=Role.NEIGHBOURHOOD_WORKER).exclude(wijk_codes=[])
    return list(teams.order_by("pk").values_list("pk", flat=True).distinct())


def _teams_of(roles: tuple[Role, ...]) -> list[int]:
    teams = Team.objects.filter(memberships__role__in=roles).order_by("pk")
    return list(teams.values_list("pk", flat=True).distinct())


def _hire(residents: int, *, on: Moment) -> None:
    """Give each front door a colleague for every sixty plans; nobody can log in as one of them."""
    doors = _doors()
    wanted = residents * 6 // (10 * len(doors) * PLANS_OF_A_COLLEAGUE)
    for team in Team.objects.filter(pk__in=doors).select_related("organisation"):
        having = Membership.objects.filter(team=team).count()
        for number in range(having, having + wanted):
            add_professional(
                email=f"collega-{team.pk}-{number}@{team.organisation.slug}.example",
                name=f"Collega {number}",
                password=None,
                team=team,
                role=Role.NEIGHBOURHOOD_WORKER,
                valid_from=on.day,
                by=DEMONSTRATION,
                on=on,
            )


def _known(seed: int, on: Moment) -> dict[str, Any]:
    doors = _doors()
    return {
        "seed": seed, "on": on.at, "teams": doors, "doors": len(doors),
        "desks": _teams_of(DESKS), "helpers": _teams_of(HELPERS),
        "domains": [domain.value for domain in Domain],
        "sensitivities": [int(SENSITIVITY_OF[domain]) for domain in Domain],
        "asking": sorted(ASKING), "helping": [purpose.value for purpose in HELPING],
        "answers": [answer.value for answer in CheckInAnswer if answer != CheckInAnswer.NOT_NOW],
        "offers": list(Offer.objects.order_by("pk").values_list("pk", flat=True)[:200]),
    }  # fmt: skip


def _run(names: tuple[str, ...], known: dict[str, Any]) -> None:
    for name in names:
        text = (files("meedoen.demonstration") / "growth" / name).read_text(encoding="utf-8")
        with connection.cursor() as cursor:
            cursor.execute(text, known)

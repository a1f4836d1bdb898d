# SPDX-License-Identifier: EUPL-1.2
"""Lets the invented residents tell their stories, by the same path that real people go."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from meedoen.demonstration.lives import live
from meedoen.demonstration.partners import Partners, read
from meedoen.journeys import glasses, intake
from meedoen.privacy.context import acting
from meedoen.privacy.models import Basis
from meedoen.privacy.operations import keep_return_words, share
from meedoen.privacy.policy import ASKING, HELPING, Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FactSource, FragmentKind
from meedoen.vocabulary.capacity import Capacity, Condition
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment


def tell_stories(partners: Partners, *, return_words: dict[str, str], on: Moment) -> Iterator[str]:
    """Let each resident tell, share and live on; yields the name of each who has told."""
    for entry in read("stories.yaml"):
        told = on - timedelta(days=entry.get("told_days_ago", 0))
        subject = _tell(entry, partners, return_words[entry["key"]], told)
        live(subject, entry.get("since", ()), on=on)
        yield entry["chosen_name"]


def _tell(entry: dict[str, Any], partners: Partners, words: str, on: Moment) -> UUID:
    by = resident_viewer(None)
    with acting(by, purpose=Purpose.TAKING_PART, on=on):
        subject = residents.open_dossier(
            municipality_code=entry["municipality"],
            chosen_name=entry["chosen_name"],
            buurt_code=entry["buurt"],
            by=by,
            on=on,
        )
        _say(subject, entry, on)
        for name, value in entry["facts"].items():
            _fact(subject, name, value, on)
        residents.approve(subject=subject, by=by, on=on)
        keep_return_words(subject=subject, words=words, by=by, on=on)
        _share(subject, entry, partners, on)
    return subject


def _say(subject: UUID, entry: dict[str, Any], on: Moment) -> None:
    by = resident_viewer(subject)
    said = {
        FragmentKind.WISH: ". ".join([*entry["wishes"], *entry["limits"]]) + ".",
        FragmentKind.TALENT: ". ".join(entry["talents"]) + "." if entry["talents"] else "",
        FragmentKind.STORY: entry["story"],
    }
    for kind, words in said.items():
        residents.hear(subject=subject, kind=kind, words=words, by=by, on=on)
    told = entry["capacity"]
    capacity = Capacity(
        told.get("dayparts_per_week"), frozenset(map(Condition, told.get("conditions", [])))
    )
    residents.hear_capacity(subject=subject, capacity=capacity, by=by, on=on)


def _fact(subject: UUID, name: str, value: object, on: Moment) -> None:
    if name == "gemeente_code" or name not in glasses.current_rulebook().facts:
        return
    glasses.answer(
        subject=subject,
        name=name,
        value=value.isoformat() if isinstance(value, date) else value,
        source=FactSource.RESIDENT,
        by=resident_viewer(subject),
        on=on,
    )


def _share(subject: UUID, entry: dict[str, Any], partners: Partners, on: Moment) -> None:
    by = resident_viewer(subject)
    if entry["sharing"]:
        intake.share_with_front_door(subject=subject, domains=ASKING, by=by, on=on)
    for domain, slugs in entry["sharing"].items():
        for slug in slugs:
            team = partners.organisations[slug].teams.order_by("pk").first()
            if team is not None:
                share(
                    subject=subject, domains={Domain.IDENTITY, Domain(domain)}, team_id=team.pk,
                    purposes=HELPING, basis=Basis.CONSENT, by=by, on=on,
                )  # fmt: skip

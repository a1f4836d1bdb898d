# SPDX-License-Identifier: EUPL-1.2
"""Reads of casus: those on which the own team works, and one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, When

from meedoen.knelpunten.casus.stuck import StuckCasus, stuck_because
from meedoen.knelpunten.casus.template import CasusTold
from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.knelpunten.models import CaseStudy, CasusTeam, Knelpunt, SharedCasus
from meedoen.knelpunten.states import CasusState, RegisterState, Worked


@dataclass(frozen=True)
class CasusLine:
    """A casus in a list."""

    pk: int
    title: str
    state: CasusState
    knelpunt: str
    changed_on: date
    for_me_to_read: bool


@dataclass(frozen=True)
class TeamOnIt:
    """A team that works on a casus."""

    team_id: int
    name: str
    last_day: date | None
    began_it: bool


@dataclass(frozen=True)
class CasusView:
    """A casus as who works on it reads it."""

    pk: int
    told: CasusTold
    state: CasusState
    municipality_code: str
    knelpunt_id: int | None
    knelpunt: str
    writer_id: int | None
    reader_id: int | None
    reader: str
    remark: str
    argued: Mapping[str, str]
    changed_on: date
    teams: Sequence[TeamOnIt]


def casus_of(
    municipality: str, *, account_id: int | None, skip: int = 0, most: int = 20
) -> list[CasusLine]:
    """List the casus that who asks works on, what waits for her to read first, then the newest."""
    mine = Q(state=CasusState.READING, reader=account_id)
    rows = CaseStudy.objects.filter(municipality=municipality).select_related("knelpunt")
    rows = rows.annotate(later=Case(When(mine, then=0), default=1))
    return [
        CasusLine(
            pk=row.pk,
            title=row.title,
            state=CasusState(row.state),
            knelpunt=row.knelpunt.title if row.knelpunt else "",
            changed_on=row.changed_on,
            for_me_to_read=row.state == CasusState.READING and row.reader_id == account_id,
        )
        for row in rows.order_by("later", "-changed_on", "-pk")[skip : skip + most]
    ]


def count_casus(municipality: str) -> int:
    """Count the casus that who asks works on."""
    return CaseStudy.objects.filter(municipality=municipality).count()


def to_read(municipality: str, *, account_id: int | None, most: int = 5) -> list[tuple[int, str]]:
    """List the casus that wait for somebody to read them as the second: number and title."""
    rows = CaseStudy.objects.filter(
        municipality=municipality, state=CasusState.READING, reader=account_id
    )
    return list(rows.order_by("changed_on", "pk").values_list("pk", "title")[:most])


def casus(casus_id: int) -> CasusView:
    """Give one casus. Raises CaseStudy.DoesNotExist for who does not work on it."""
    row = CaseStudy.objects.select_related("knelpunt", "reader").get(pk=casus_id)
    texts = {name: getattr(row, name) for name in CasusTold("", "").texts}
    return CasusView(
        pk=row.pk,
        told=CasusTold(**texts, worked=Worked(row.worked)),
        state=CasusState(row.state),
        municipality_code=row.municipality_id,
        knelpunt_id=row.knelpunt_id,
        knelpunt=row.knelpunt.title if row.knelpunt else "",
        writer_id=row.writer_id,
        reader_id=row.reader_id,
        reader=row.reader.name if row.reader else "",
        remark=row.remark,
        argued=row.argued,
        changed_on=row.changed_on,
        teams=[_team(one, row.team_id) for one in _teams(row)],
    )


def stuck_casus(casus_id: int, *, on: date) -> StuckCasus | None:
    """Give a casus as it is shared and stuck on a day; None when it is not both.

    Only what the second reader let through is in it, and of its knelpunt its laws and type, and
    what everybody may read. None too for who does not work on it.
    """
    rows = SharedCasus.objects.select_related("municipality", "knelpunt")
    row = rows.filter(casus=casus_id, withdrawn_on=None).first()
    if row is None or not CaseStudy.objects.filter(pk=casus_id).exists():
        return None
    about = row.knelpunt
    worked, state = Worked(row.worked), RegisterState(about.state) if about else None
    because = stuck_because(worked, state, about.waiting_since if about else None, on=on)
    if because is None:
        return None
    public = about is not None and about.is_public
    return StuckCasus(
        number=casus_id,
        title=row.title,
        situation=row.situation,
        collides=row.collides,
        cause=row.cause,
        approach=row.approach,
        effect=row.effect,
        worked=worked,
        because=because,
        laws=tuple(about.laws) if about else (),
        type=KnelpuntType(about.type) if about else None,
        knelpunt=about.title if about and public else "",
        decided=_decided(about) if about and public else (),
        municipality=row.municipality.name,
        teams=row.teams,
        shared_on=row.shared_on,
    )


def _decided(about: Knelpunt) -> list[tuple[str, str]]:
    rows = about.recommendations.exclude(decision="").order_by("decided_on", "pk")
    return list(rows.values_list("decided_by", "decision"))


def _teams(row: CaseStudy) -> list[CasusTeam]:
    return list(row.teams.select_related("team__organisation").order_by("pk"))


def _team(one: CasusTeam, began: int) -> TeamOnIt:
    name = f"{one.team.name}, {one.team.organisation.name}"
    return TeamOnIt(one.team_id, name, one.last_day, one.team_id == began)


def teams_working_on(casus_id: int, *, on: date) -> list[int]:
    """List the ids of the teams that may still see a casus on a day."""
    rows = CasusTeam.objects.filter(Q(last_day=None) | Q(last_day__gte=on), casus=casus_id)
    return list(rows.values_list("team_id", flat=True))

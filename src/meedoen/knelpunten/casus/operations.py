# SPDX-License-Identifier: EUPL-1.2
"""Writes of casus: told together, read by a second, shared without what tells who it is about."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q

from meedoen.knelpunten.casus.template import CasusTold
from meedoen.knelpunten.models import CaseStudy, CasusTeam, Knelpunt, SharedCasus
from meedoen.knelpunten.register.lines import LONGEST, NotFromHere
from meedoen.knelpunten.register.operations import turn, write_line
from meedoen.knelpunten.states import CasusState, Station
from meedoen.knelpunten.told import safely
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words


class NotYourOwn(Exception):
    """The second reader is somebody else than who wrote it."""


def _columns(told: CasusTold) -> dict[str, str]:
    texts = {name: without_bsn(read_words(text))[:LONGEST] for name, text in told.texts.items()}
    return texts | {"title": without_bsn(read_line(told.title))[:120], "worked": told.worked}


@transaction.atomic
def begin(
    *,
    told: CasusTold,
    municipality: str,
    by: Viewer,
    on: Moment,
    knelpunt_id: int | None = None,
) -> int:
    """Begin a casus with the own team; returns its id. Only teams that are asked see it.

    Raises NotInThisRegister, or ValueError without a title or a situation.
    """
    turn(municipality, by=by, on=on)
    columns = _columns(told)
    if by.team_id is None or not columns["title"] or not columns["situation"]:
        raise ValueError("A casus has a title, a situation, and a team that tells it.")
    row = CaseStudy(
        municipality_id=municipality, knelpunt_id=knelpunt_id, team_id=by.team_id,
        writer_id=by.account_id, made_on=on.day, changed_on=on.day, **columns,
    )  # fmt: skip
    row.save()
    CasusTeam.objects.create(casus=row, team_id=by.team_id, from_day=on.day)
    return row.pk


def _opened(casus_id: int, *, by: Viewer, on: Moment) -> CaseStudy:
    found = CaseStudy.objects.get(pk=casus_id)
    turn(found.municipality_id, by=by, on=on)
    return CaseStudy.objects.select_for_update().get(pk=casus_id)


@transaction.atomic
def change(
    *, casus_id: int, told: CasusTold, knelpunt_id: int | None, by: Viewer, on: Moment
) -> None:
    """Change what a casus tells; what was with a second reader comes back. The past stays.

    Raises CaseStudy.DoesNotExist, ValueError without a title or a situation, or NotFromHere when
    it has ended.
    """
    row, columns = _opened(casus_id, by=by, on=on), _columns(told)
    if row.state == CasusState.ENDED:
        raise NotFromHere("Deze casus is gestopt.")
    if not columns["title"] or not columns["situation"]:
        raise ValueError("A casus has a title and a situation.")
    CaseStudy.objects.filter(pk=row.pk).update(
        **columns, knelpunt_id=knelpunt_id, changed_on=on.day, state=CasusState.WORKING,
        reader=None,
    )  # fmt: skip


@transaction.atomic
def ask_team(*, casus_id: int, team_id: int, last_day: date | None, by: Viewer, on: Moment) -> None:
    """Let another team work on it, until a day if one is given. Asked again it has another day.

    Raises NotFromHere for the team that began it: that one stays.
    """
    row = _opened(casus_id, by=by, on=on)
    if row.team_id == team_id:
        raise NotFromHere("Het team dat de casus vertelt, blijft erbij.")
    there = CasusTeam.objects.filter(casus=row, team_id=team_id)
    if not there.update(last_day=last_day):
        CasusTeam.objects.create(casus=row, team_id=team_id, from_day=on.day, last_day=last_day)


@transaction.atomic
def let_team_go(*, casus_id: int, team_id: int, by: Viewer, on: Moment) -> None:
    """Let a team stop: from tomorrow it sees no more of it. The team that tells it stays.

    Raises NotFromHere for the team that began it.
    """
    row = _opened(casus_id, by=by, on=on)
    if row.team_id == team_id:
        raise NotFromHere("Het team dat de casus vertelt, blijft erbij.")
    there = CasusTeam.objects.filter(casus=row, team_id=team_id)
    # Whose day was before today gets none back by being let go.
    there.filter(Q(last_day=None) | Q(last_day__gt=on.day)).update(last_day=on.day)


@transaction.atomic
def ask_reader(
    *,
    casus_id: int,
    reader_id: int,
    argued: Mapping[str, str],
    places: Collection[str],
    by: Viewer,
    on: Moment,
) -> None:
    """Lay a casus before a second reader: everything in it is resolved, or argued per find.

    `argued` gives, by the key of a find, why nobody is recognised by it. Raises StillRecognisable
    with what has no reason yet, NotYourOwn when the reader wrote it, NotFromHere when it is shared
    or has ended.
    """
    row = _opened(casus_id, by=by, on=on)
    if row.state not in (CasusState.WORKING, CasusState.READING):
        raise NotFromHere(f"De casus is: {CasusState(row.state).label.lower()}.")
    if reader_id in (row.writer_id, by.account_id):
        raise NotYourOwn("De tweede lezer is iemand anders dan wie schreef.")
    reasons = {key: read_line(why) for key, why in argued.items() if read_line(why)}
    stays = safely(_texts(row), places=places, may_stay=reasons)
    row.argued = {key: reasons[key] for key in stays}
    row.reader_id, row.state, row.remark = reader_id, CasusState.READING, ""
    row.save(update_fields=["argued", "reader", "state", "remark"])


def _texts(row: CaseStudy) -> dict[str, str]:
    return {name: getattr(row, name) for name in CasusTold("", "").texts}


@transaction.atomic
def send_back(*, casus_id: int, remark: str, by: Viewer, on: Moment) -> None:
    """Let the second reader say what should change. Raises NotYourOwn, ValueError without words."""
    row = _read_by(casus_id, by=by, on=on)
    words = without_bsn(read_words(remark))[:LONGEST]
    if not words:
        raise ValueError("Say what should change.")
    row.state, row.remark = CasusState.WORKING, words
    row.save(update_fields=["state", "remark"])


@transaction.atomic
def share(*, casus_id: int, places: Collection[str], by: Viewer, on: Moment) -> int:
    """Let the second reader share a casus with who works on knelpunten here; returns its id.

    It is looked through once more, as it is now. What was shared before is replaced. Raises
    NotYourOwn, StillRecognisable or NotFromHere.
    """
    row = _read_by(casus_id, by=by, on=on)
    safely(_texts(row), places=places, may_stay=row.argued)
    SharedCasus.objects.filter(casus=row, withdrawn_on=None).update(withdrawn_on=on.day)
    shared = SharedCasus.objects.create(
        casus=row, municipality_id=row.municipality_id, knelpunt_id=row.knelpunt_id,
        worked=row.worked, teams=_named_teams(row), shared_on=on.day, **_texts(row),
    )  # fmt: skip
    row.state = CasusState.SHARED
    row.save(update_fields=["state"])
    if row.knelpunt_id:
        knelpunt = Knelpunt.objects.get(pk=row.knelpunt_id)
        write_line(knelpunt, Station.CASUS, words=row.title, by=by, on=on)
    return shared.pk


def _named_teams(row: CaseStudy) -> str:
    found = row.teams.select_related("team__organisation").order_by("pk")
    return ", ".join(dict.fromkeys(one.team.organisation.name for one in found))[:400]


def _read_by(casus_id: int, *, by: Viewer, on: Moment) -> CaseStudy:
    row = _opened(casus_id, by=by, on=on)
    if row.state != CasusState.READING:
        raise NotFromHere(f"De casus is: {CasusState(row.state).label.lower()}.")
    if row.reader_id is None or row.reader_id != by.account_id:
        raise NotYourOwn("Alleen wie als tweede lezer gevraagd is, deelt de casus.")
    return row


@transaction.atomic
def end(*, casus_id: int, by: Viewer, on: Moment) -> None:
    """Stop with a casus: what was shared of it is shared no more. It can begin again."""
    row = _opened(casus_id, by=by, on=on)
    SharedCasus.objects.filter(casus=row, withdrawn_on=None).update(withdrawn_on=on.day)
    CaseStudy.objects.filter(pk=row.pk).update(
        state=CasusState.ENDED, changed_on=on.day, reader=None
    )


@transaction.atomic
def begin_again(*, casus_id: int, by: Viewer, on: Moment) -> None:
    """Take a casus up that was stopped. Raises NotFromHere for one that was not."""
    row = _opened(casus_id, by=by, on=on)
    if row.state != CasusState.ENDED:
        raise NotFromHere("Deze casus is niet gestopt.")
    CaseStudy.objects.filter(pk=row.pk).update(state=CasusState.WORKING, changed_on=on.day)

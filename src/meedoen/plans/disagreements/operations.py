# SPDX-License-Identifier: EUPL-1.2
"""Writes: she sends it and takes it back; who hears it takes it up and answers."""

import uuid
from uuid import UUID

from django.db import connection, transaction

from meedoen.history.operations import sign
from meedoen.notifications.operations import take_up as let_worker_take_up
from meedoen.notifications.queries import occasion
from meedoen.plans.disagreeing import Sent, SentTo, new_reference
from meedoen.plans.models import Disagreement
from meedoen.privacy.decision import Viewer
from meedoen.privacy.queries import compartment_id
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words

LONGEST = 8_000


class NothingSaid(ValueError):
    """An answer without words is none; the message says so."""

    def __init__(self) -> None:
        super().__init__("Schrijf in een paar woorden wat het antwoord is.")


@transaction.atomic
def send(*, subject: UUID, sent: Sent, desk: SentTo, by: Viewer, on: Moment) -> int:
    """Keep what she sends, as she said it, on a desk. Returns its id.

    The same, sent again on the same day, is the one that is there; one that she took back stands
    again.
    """
    sign(by=by, on=on, about=subject)
    said = {
        "way": sent.way,
        "beside": without_bsn(read_line(sent.beside))[:200],
        "words": without_bsn(read_words(sent.words))[:LONGEST],
        "letter_day": sent.letter_day,
        "reach": without_bsn(read_line(sent.reach))[:120],
    }
    today = Moment.beginning(on.day).at
    there = Disagreement.objects.filter(
        resident=subject, said_at__gte=today, not_to=desk.not_to_id, **said
    ).first()
    if there is not None:
        _removed(subject, there.pk, None)
        return there.pk
    return Disagreement.objects.create(
        resident_id=subject,
        compartment_id=compartment_id(subject, Domain.PLAN),
        reference=new_reference(),
        signed=read_line(sent.signed)[:120],
        said_at=on.at,
        heard_by=by.label,
        team_id=desk.team_id,
        owner_id=desk.owner_id,
        not_to_id=desk.not_to_id,
        **said,
    ).pk


@transaction.atomic
def take_back(*, subject: UUID, pk: int, by: Viewer, on: Moment) -> None:
    """Take it back: nobody else sees it any more. Raises Disagreement.DoesNotExist."""
    sign(by=by, on=on, about=subject)
    _removed(subject, pk, on)


@transaction.atomic
def put_back(*, subject: UUID, pk: int, by: Viewer, on: Moment) -> None:
    """Let it stand again, with the day on which it came in. Raises Disagreement.DoesNotExist."""
    sign(by=by, on=on, about=subject)
    _removed(subject, pk, None)


def _removed(subject: UUID, pk: int, on: Moment | None) -> None:
    found = Disagreement.objects.filter(resident=subject, pk=pk)
    if not found.exists():
        raise Disagreement.DoesNotExist
    found.filter(removed_at__isnull=on is not None).update(removed_at=on.at if on else None)


@transaction.atomic
def take_up(*, pk: int, by: Viewer, on: Moment) -> None:
    """Let it lie with who takes it up, by name. Raises Disagreement.DoesNotExist."""
    sign(by=by, on=on)
    found = Disagreement.objects.filter(pk=pk, removed_at__isnull=True)
    if not found.update(owner_id=by.account_id, taken_up_at=on.at):
        raise Disagreement.DoesNotExist


@transaction.atomic
def answer(*, pk: int, words: str, occasion_code: str, by: Viewer, on: Moment) -> None:
    """Keep the answer, and lay in her outbox that it is there.

    Another answer takes its place, and the earlier one stays in the past of it; the day of the
    first one counts. Raises NothingSaid, Disagreement.DoesNotExist.
    """
    sign(by=by, on=on)
    said = without_bsn(read_words(words))[:LONGEST]
    if not said:
        raise NothingSaid
    found = Disagreement.objects.filter(pk=pk, removed_at__isnull=True)
    if not found.update(answer=said, answered_by=by.label):
        raise Disagreement.DoesNotExist
    found.filter(owner__isnull=True).update(owner_id=by.account_id)
    found.filter(answered_at__isnull=True).update(answered_at=on.at)
    _tell(pk, occasion_code, by=by, on=on)


def _tell(pk: int, occasion_code: str, *, by: Viewer, on: Moment) -> None:
    """Tell her, also by who may not see that part of her dossier."""
    message, told = uuid.uuid4(), occasion(occasion_code)
    given = (pk, message, told.code, str(pk), told.kind.value, by.label, on.at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT plans_tell_of_disagreement(%s, %s, %s, %s, %s, %s, %s)", given)
        laid = cursor.fetchone()[0]
    if laid:
        let_worker_take_up(message_id=message, on=on)

# SPDX-License-Identifier: EUPL-1.2
"""Writes of what lies before everybody. Who says something is nobody to the register.

A voice keeps its words and its day. Nobody is named as the one who writes, and nothing of it goes
through the past of rows: that would keep the moment.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.db.models.functions import Coalesce

from meedoen.knelpunten.models import Consultation, Knelpunt, Recommendation, Voice
from meedoen.knelpunten.register.lines import LONGEST, NotFromHere
from meedoen.knelpunten.register.operations import opened, write_line
from meedoen.knelpunten.states import VOICES_KEPT, RecommendationState, Station
from meedoen.knelpunten.told import safely
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words

# The board itself, of which an advice is: a seldom word, and no person.
THE_BOARD = frozenset(
    f"uncommon:{before}{board}"
    for before in ("", "de ", "onze ", "een ")
    for board in ("adviesraad", "participatieraad")
)


class NoAdviser(ValueError):
    """An advice of which nobody can tell whose it is; the message says what to do."""


@dataclass(frozen=True)
class WhatWasSaid:
    """What was said of it, as colleagues write it down; each part may be left empty.

    The advice of the advisory board, with who and on which day (that of writing, if none is given);
    and what people said, in short and in other words than theirs.
    """

    advice: str = ""
    advised_by: str = ""
    advised_on: date | None = None
    summary: str = ""


@transaction.atomic
def lay_before_everybody(
    *,
    recommendation_id: int,
    words: str,
    last_day: date,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> int:
    """Ask everybody until a day what they think of a recommendation; returns its number.

    Asked again it has other words or another day. Raises NotFromHere when it was decided, its
    knelpunt is not public, another question lies there, or the day is over; StillRecognisable,
    ValueError without words, or NotInThisRegister.
    """
    said = without_bsn(read_words(words))[:LONGEST]
    if not said:
        raise ValueError("Say what is asked.")
    safely({"words": said}, may_stay=may_stay)
    row, knelpunt = _opened(recommendation_id, by=by, on=on)
    _must_be_open(row, knelpunt, last_day, on=on)
    there = Consultation.objects.filter(recommendation=row).first()
    if there is None:
        there = Consultation.objects.create(
            recommendation=row, knelpunt=knelpunt, words=said, first_day=on.day, last_day=last_day
        )
        until = f"Tot en met {day_in_words(last_day)}."
        write_line(knelpunt, Station.LAID_BEFORE, words=until, by=by, on=on)
    else:
        there.words, there.last_day = said, last_day
        there.save(update_fields=["words", "last_day"])
    return there.pk


def _opened(recommendation_id: int, *, by: Viewer, on: Moment) -> tuple[Recommendation, Knelpunt]:
    found = Recommendation.objects.get(pk=recommendation_id)
    knelpunt = opened(found.knelpunt_id, by=by, on=on)
    return Recommendation.objects.select_for_update().get(pk=recommendation_id), knelpunt


def _must_be_open(row: Recommendation, knelpunt: Knelpunt, last_day: date, *, on: Moment) -> None:
    state = RecommendationState(row.state)
    if not state.is_open or row.decided_on is not None:
        raise NotFromHere(f"De aanbeveling is: {state.label.lower()}. Vragen kan niet meer.")
    if not knelpunt.is_public:
        raise NotFromHere("Maak het knelpunt eerst openbaar. Anders kan niemand het lezen.")
    if last_day < on.day:
        raise NotFromHere("Kies een dag die nog komt.")
    asked = Consultation.objects.filter(knelpunt=knelpunt, closed_on=None, last_day__gte=on.day)
    if asked.exclude(recommendation=row).exists():
        raise NotFromHere("Er ligt al een vraag voor bij dit knelpunt. Wacht tot die klaar is.")


@transaction.atomic
def say(
    *,
    consultation_id: int,
    words: str,
    places: Collection[str],
    may_stay: Collection[str] = (),
    on: Moment,
) -> None:
    """Keep what somebody thinks of what lies before everybody, without a name.

    The database refuses it when nothing lies there any more. Raises StillRecognisable with what
    could tell who she is, or ValueError without words.
    """
    said = without_bsn(read_words(words))[:LONGEST]
    if not said:
        raise ValueError("Say what you think.")
    safely({"words": said}, places=places, may_stay=may_stay)
    # Without asking anything back: who says something sees no voice, her own neither.
    Voice.objects.bulk_create(
        [Voice(id=uuid4(), consultation_id=consultation_id, words=said, said_on=on.day)]
    )


@transaction.atomic
def write_down(
    *,
    recommendation_id: int,
    said: WhatWasSaid,
    reaction: str | None = None,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> None:
    """Write down the advice and what people said in short; the past keeps what stood.

    `reaction` is what was done with it, and None leaves that as it stands. Raises NoAdviser for an
    advice of nobody, StillRecognisable, Consultation.DoesNotExist or NotInThisRegister.
    """
    advice, summary = (
        without_bsn(read_words(one))[:LONGEST] for one in (said.advice, said.summary)
    )
    whose = read_line(said.advised_by)[:120]
    if advice and not whose:
        raise NoAdviser("Schrijf op van wie het advies is.")
    texts = {"advice": advice, "advised_by": whose, "summary": summary}
    safely(texts, may_stay={*may_stay, *THE_BOARD})
    row, knelpunt = _opened(recommendation_id, by=by, on=on)
    stands = Consultation.objects.select_for_update().get(recommendation=row)
    first = bool(advice) and not stands.advice
    stands.advice, stands.advised_by = advice, whose if advice else ""
    stands.advised_on = (said.advised_on or stands.advised_on or on.day) if advice else None
    stands.summary = summary
    stands.save(update_fields=["advice", "advised_by", "advised_on", "summary"])
    if first:
        write_line(knelpunt, Station.ADVISED, words=whose, by=by, on=on)
    if reaction is not None:
        react(recommendation_id=row.pk, words=reaction, may_stay=may_stay, by=by, on=on)


@transaction.atomic
def react(
    *,
    recommendation_id: int,
    words: str,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> None:
    """Say what was done with what people and the advisory board said; empty takes it back.

    Nothing happens where nobody was asked. Raises StillRecognisable or NotInThisRegister.
    """
    said = without_bsn(read_words(words))[:LONGEST]
    safely({"reaction": said}, may_stay={*may_stay, *THE_BOARD})
    row, _ = _opened(recommendation_id, by=by, on=on)
    stands = Consultation.objects.select_for_update().filter(recommendation=row).first()
    if stands is not None and stands.reaction != said:
        stands.reaction, stands.reacted_on = said, on.day if said else None
        stands.save(update_fields=["reaction", "reacted_on"])


def forget_voices(*, on: Moment) -> int:
    """Take away what people typed, a year after the question was over; says how many voices.

    For the worker. What colleagues wrote down of it, the advice and what was done with it stay.
    """
    over = Consultation.objects.annotate(over=Coalesce("closed_on", "last_day"))
    long_over = over.filter(over__lt=on.day - VOICES_KEPT)
    forgotten, _ = Voice.objects.filter(consultation__in=long_over).delete()
    return forgotten

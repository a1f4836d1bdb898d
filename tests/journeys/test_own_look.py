# SPDX-License-Identifier: EUPL-1.2
"""A resident looks through the glasses herself and answers what she likes."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection

from meedoen.areas.models import Municipality
from meedoen.database.roles import WEB
from meedoen.journeys.glasses import answer
from meedoen.journeys.own_look import (
    NotHers,
    look_for_myself,
    say_myself,
    take_my_word_back,
)
from meedoen.journeys.what_if import think
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents.kinds import FactSource
from meedoen.residents.queries import Dossier, dossier, known_facts, skipped_facts
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def herself(now: Moment) -> Iterator[tuple[UUID, Viewer]]:
    """Somebody with a dossier, looking into it."""
    subject = tell("GM9901", now, name="Kim", wish="Iets met hout")
    me = resident_viewer(subject)
    with acting(me, purpose=Purpose.TAKING_PART, on=now):
        yield subject, me


def mine(subject: UUID) -> Dossier:
    found = dossier(subject)
    assert found is not None
    return found


def say(who: tuple[UUID, Viewer], name: str, value: object, now: Moment) -> None:
    say_myself(subject=who[0], name=name, value=value, by=who[1], on=now)


def test_she_is_only_asked_what_a_resident_can_say(
    herself: tuple[UUID, Viewer], now: Moment
) -> None:
    for _ in range(6):
        look = look_for_myself(mine(herself[0]), on=now)
        assert look.question is not None
        assert "resident" in look.question.fact.answered_by
        say(herself, look.question.fact.name, None, now)
    assert len(skipped_facts(herself[0])) == 6, "what she left does not come back by itself"


def test_her_answer_is_kept_as_hers(herself: tuple[UUID, Viewer], now: Moment) -> None:
    say(herself, "mantelzorger", True, now)
    (fact,) = known_facts(herself[0])
    assert (fact.source, fact.value) == (FactSource.RESIDENT, True)
    assert look_for_myself(mine(herself[0]), on=now).facts == {"mantelzorger": True}


@pytest.mark.parametrize("name", ["pgb_vaardig", "afspraak_college_uwv", "bestaat_niet"])
def test_she_cannot_speak_for_the_body_that_must_judge(
    herself: tuple[UUID, Viewer], now: Moment, name: str
) -> None:
    with pytest.raises(NotHers):
        say(herself, name, True, now)
    assert known_facts(herself[0]) == []


def test_she_takes_her_own_word_back_and_nobody_elses(
    herself: tuple[UUID, Viewer], now: Moment
) -> None:
    subject, me = herself
    say(herself, "startkwalificatie", True, now)
    take_my_word_back(subject=subject, name="startkwalificatie", by=me, on=now)
    assert known_facts(subject) == []
    answer(
        subject=subject, name="vervoer_zelfstandig", value=False,
        source=FactSource.PROFESSIONAL, by=me, on=now,
    )  # fmt: skip
    with pytest.raises(NotHers, match="Iemand anders schreef dit ook op"):
        take_my_word_back(subject=subject, name="vervoer_zelfstandig", by=me, on=now)


def test_where_two_answers_stand_neither_counts(herself: tuple[UUID, Viewer], now: Moment) -> None:
    subject, me = herself
    answer(
        subject=subject, name="vervoer_zelfstandig", value=False,
        source=FactSource.PROFESSIONAL, by=me, on=now,
    )  # fmt: skip
    say(herself, "vervoer_zelfstandig", True, now)
    look = look_for_myself(mine(subject), on=now)
    assert look.talk.disagreeing == {"vervoer_zelfstandig"}
    assert "vervoer_zelfstandig" not in look.facts


def test_thinking_about_a_step_keeps_nothing(herself: tuple[UUID, Viewer], now: Moment) -> None:
    subject, _ = herself
    say(herself, "uitkering_soort", ["PW"], now)
    say(herself, "geboortedatum", "1980-04-02", now)
    before = known_facts(subject)
    known = mine(subject)
    talk = look_for_myself(known, on=now).talk
    seen = think(known, talk, step="iemand_in_huis", answer="ouder", on=now)
    assert seen.chosen is not None
    assert [k.code for k in seen.chosen.changes.signals_come] == ["K19"]
    assert known_facts(subject) == before


def test_an_unknown_step_is_no_step(herself: tuple[UUID, Viewer], now: Moment) -> None:
    known = mine(herself[0])
    talk = look_for_myself(known, on=now).talk
    assert think(known, talk, step="vliegen", answer="", on=now).chosen is None


def test_a_move_looks_at_another_municipality_only(
    herself: tuple[UUID, Viewer], now: Moment
) -> None:
    known = mine(herself[0])
    talk = look_for_myself(known, on=now).talk
    alone = think(known, talk, step="verhuizen", answer="", on=now)
    assert alone.chosen is None, "there is nowhere else here"
    with connection.cursor() as cursor:  # no page adds a municipality
        cursor.execute("SET LOCAL ROLE NONE")
        Municipality.objects.create(code="GM9902", name="Vennerhout")
        cursor.execute(f"SET LOCAL ROLE {WEB}")
    for answer_, expected in (("GM9902", "GM9902"), ("GM9901", "GM9902"), ("", "GM9902")):
        seen = think(known, talk, step="verhuizen", answer=answer_, on=now)
        assert seen.chosen is not None
        assert seen.elsewhere == seen.chosen.changes.after.municipality == expected

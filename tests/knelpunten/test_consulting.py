# SPDX-License-Identifier: EUPL-1.2
"""A recommendation lies before everybody until a day; what people say is theirs to say or leave."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from meedoen.history.models import Revision
from meedoen.knelpunten.consulting import operations, queries
from meedoen.knelpunten.consulting.operations import NoAdviser, WhatWasSaid
from meedoen.knelpunten.models import Consultation, Knelpunt, RegisterLine, Voice
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.knelpunten.states import VOICES_KEPT, Station
from meedoen.knelpunten.told import StillRecognisable
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.moment import Moment
from tests.knelpunten.worlds import (
    NOW,
    YES,
    Desks,
    another,
    desks,
    entered,
    improving,
    later,
    worker,
)

pytestmark = pytest.mark.django_db
ASKED = "Zal je hulp thuis een half jaar zo blijven als je meer gaat doen?"


@pytest.fixture
def desk() -> Desks:
    return desks()


@pytest.fixture
def point(desk: Desks) -> int:
    number = entered(desk.team)
    with improving(desk.policy):
        register.make_public(knelpunt_id=number, by=desk.policy, on=NOW)
    return number


def proposed(desk: Desks, point: int, words: str = "Spreek een proeftijd af.") -> int:
    with improving(desk.house):
        return recommending.propose(knelpunt_id=point, words=words, by=desk.house, on=NOW)


@pytest.fixture
def made(desk: Desks, point: int) -> int:
    return proposed(desk, point)


def asked(desk: Desks, made: int, days: int = 14, on: Any = NOW) -> int:
    with improving(desk.policy, on):
        return operations.lay_before_everybody(
            recommendation_id=made, words=ASKED, last_day=later(days).day, by=desk.policy, on=on
        )


def says(consultation: int, words: str, on: Any = NOW, **more: Any) -> None:
    """Say something as somebody of whom nothing is known."""
    with improving(resident_viewer(None), on, Purpose.TAKING_PART):
        operations.say(consultation_id=consultation, words=words, places=(), on=on, **more)


def heard(viewer: Any, consultation: int) -> list[str]:
    with improving(viewer):
        return [words for words, _ in queries.voices(consultation)]


@pytest.mark.proves("S3-21", "anybody can say what she thinks of what is proposed")
def test_anybody_says_what_she_thinks_and_only_colleagues_read_it(desk: Desks, made: int) -> None:
    lies = asked(desk, made)
    says(lies, "Een half jaar is zo om.")
    says(lies, "Goed idee.", later(1))
    assert heard(desk.policy, lies) == ["Goed idee.", "Een half jaar is zo om."]
    assert len(heard(desk.team, lies)) == 2
    for viewer in (desk.volunteer, desk.elsewhere, resident_viewer(None)):
        assert heard(viewer, lies) == []
    with improving(resident_viewer(None), NOW, Purpose.TAKING_PART):
        assert queries.voices(lies) == []


def test_of_who_said_something_no_moment_and_no_past_is_kept(desk: Desks, made: int) -> None:
    lies, before = asked(desk, made), Revision.objects.count()
    says(lies, "Goed idee.")
    assert Revision.objects.count() == before
    kept = {field.name for field in Voice._meta.get_fields()}
    assert kept == {"id", "consultation", "words", "said_on"}


def test_two_who_say_the_same_are_two(desk: Desks, made: int) -> None:
    lies = asked(desk, made)
    says(lies, "Goed idee.")
    says(lies, "Goed idee.")
    assert len(heard(desk.policy, lies)) == 2


def test_words_by_which_she_is_known_are_asked_about_first(desk: Desks, made: int) -> None:
    lies = asked(desk, made)
    with pytest.raises(StillRecognisable) as found:
        says(lies, "Vraag het Noor.")
    keys = [one.key for one in found.value.findings["words"]]
    assert heard(desk.policy, lies) == []
    says(lies, "Vraag het Noor.", may_stay=keys)
    assert heard(desk.policy, lies) == ["Vraag het Noor."]


def test_after_its_last_day_the_database_takes_nothing_more(desk: Desks, made: int) -> None:
    lies = asked(desk, made, days=14)
    says(lies, "Op de laatste dag.", later(14))
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        says(lies, "Een dag te laat.", later(15))


def test_what_is_no_longer_public_takes_nothing_more(desk: Desks, point: int, made: int) -> None:
    lies = asked(desk, made)
    with improving(desk.policy):
        register.take_from_public(knelpunt_id=point, because="Te vroeg.", by=desk.policy, on=NOW)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        says(lies, "Nog iets.")


def test_a_decision_ends_the_asking(desk: Desks, made: int) -> None:
    lies = asked(desk, made)
    with improving(desk.policy):
        told: dict[str, Any] = {"recommendation_id": made, "by": desk.policy, "on": NOW}
        recommending.schedule(meeting="Netwerk", **told)
        recommending.discuss(words="Besproken.", **told)
        recommending.decide(decision=YES, **told)
        found = queries.consultation_of(made)
    assert found is not None
    assert not found.is_asked(NOW.day)
    assert found.lacks_a_reaction(NOW.day)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        says(lies, "Nog iets.")
    with pytest.raises(NotFromHere, match="afgesproken"):
        asked(desk, made)


def test_only_what_everybody_can_read_is_asked_and_one_thing_at_a_time(desk: Desks) -> None:
    hidden = entered(desk.team, told=another())
    one, other = proposed(desk, hidden), proposed(desk, hidden, "Of begin met een maand.")
    with pytest.raises(NotFromHere, match="openbaar"):
        asked(desk, one)
    with improving(desk.policy):
        register.make_public(knelpunt_id=hidden, by=desk.policy, on=NOW)
    asked(desk, one)
    with pytest.raises(NotFromHere, match="al een vraag"):
        asked(desk, other)
    asked(desk, other, days=40, on=later(15))


def test_asked_again_it_is_the_same_question_with_another_day(desk: Desks, made: int) -> None:
    assert asked(desk, made) == asked(desk, made, days=30)
    with improving(desk.policy):
        found = queries.consultation_of(made)
    assert found is not None
    assert found.last_day == later(30).day
    assert RegisterLine.objects.filter(kind=Station.LAID_BEFORE).count() == 1


@pytest.mark.proves("S3-21", "the advisory board's advice stands beside the decision, with who")
def test_an_advice_has_who_and_a_day_and_stands_on_the_way(desk: Desks, made: int) -> None:
    asked(desk, made)
    told: dict[str, Any] = {"recommendation_id": made, "by": desk.house, "on": later(3)}
    with improving(desk.house, later(3)):
        with pytest.raises(NoAdviser):
            operations.write_down(said=WhatWasSaid(advice="Doe het."), **told)
        said = WhatWasSaid("Doe het.", "de adviesraad", None, "Mensen willen langer.")
        operations.write_down(said=said, **told)
        operations.write_down(said=said, **told)
        found = queries.consultation_of(made)
    assert found is not None
    assert (found.advice, found.advised_by, found.advised_on) == (
        "Doe het.", "de adviesraad", later(3).day,
    )  # fmt: skip
    assert found.was_heard
    line = RegisterLine.objects.get(kind=Station.ADVISED)
    assert line.words == "de adviesraad"


def test_nothing_has_to_be_written_and_a_reaction_can_be_taken_back(desk: Desks, made: int) -> None:
    asked(desk, made)
    told: dict[str, Any] = {"recommendation_id": made, "by": desk.policy, "on": NOW}
    with improving(desk.policy):
        operations.write_down(said=WhatWasSaid(), reaction="We keken naar een jaar.", **told)
        found = queries.consultation_of(made)
        assert found is not None
        assert (found.was_heard, found.reaction) == (False, "We keken naar een jaar.")
        operations.react(words="", **told)
        found = queries.consultation_of(made)
    assert found is not None
    assert (found.reaction, found.reacted_on) == ("", None)
    assert found.lacks_a_reaction(NOW.day + timedelta(days=15))


def test_who_reads_along_asks_and_writes_nothing(desk: Desks, made: int) -> None:
    asked(desk, made)
    with improving(desk.volunteer), pytest.raises(Knelpunt.DoesNotExist), transaction.atomic():
        operations.write_down(
            recommendation_id=made, said=WhatWasSaid(summary="Van mij."), by=desk.volunteer, on=NOW
        )


def test_what_was_said_goes_along_with_what_is_joined(desk: Desks, point: int, made: int) -> None:
    lies = asked(desk, made)
    other = entered(desk.team, told=another())
    with improving(desk.policy):
        register.make_public(knelpunt_id=other, by=desk.policy, on=NOW)
        register.join(knelpunt_id=point, into_id=other, by=desk.policy, on=NOW)
        assert [one.pk for one in queries.consultations_of(other)] == [lies]
    says(lies, "Nog steeds een goed idee.")
    assert heard(desk.policy, lies) == ["Nog steeds een goed idee."]


@pytest.mark.proves("S3-21", "what people typed is forgotten a year after the question was over")
def test_what_people_typed_is_forgotten_after_a_year_and_what_was_written_of_it_stays(
    desk: Desks, made: int
) -> None:
    lies, on = asked(desk, made), Moment.now()
    says(lies, "Een half jaar is zo om.")
    with improving(desk.policy):
        operations.write_down(
            recommendation_id=made, said=WhatWasSaid(summary="Een jaar is beter."),
            by=desk.policy, on=NOW,
        )  # fmt: skip
    # The day of today, since the database asks its own clock whether it is long over.
    year = Consultation.objects.filter(pk=lies)
    year.update(first_day=(on - timedelta(days=400)).day, last_day=(on - VOICES_KEPT).day)
    with worker():
        assert operations.forget_voices(on=on) == 0
    year.update(last_day=(on - VOICES_KEPT - timedelta(days=1)).day)
    with worker():
        assert operations.forget_voices(on=on) == 1
        assert operations.forget_voices(on=on) == 0
    assert Voice.objects.count() == 0
    assert Consultation.objects.get().summary == "Een jaar is beter."


def test_of_a_question_that_was_decided_the_year_begins_on_that_day(desk: Desks, made: int) -> None:
    lies, on = asked(desk, made), Moment.now()
    says(lies, "Een half jaar is zo om.")
    told = {"first_day": (on - timedelta(days=500)).day, "last_day": (on + timedelta(days=9)).day}
    Consultation.objects.filter(pk=lies).update(**told)
    with worker():
        assert operations.forget_voices(on=on) == 0
    Consultation.objects.filter(pk=lies).update(closed_on=(on - timedelta(days=366)).day)
    with worker():
        assert operations.forget_voices(on=on) == 1


def test_the_database_lets_the_worker_forget_nothing_before_its_time(
    desk: Desks, made: int
) -> None:
    says(asked(desk, made), "Een half jaar is zo om.")
    with worker():
        assert Voice.objects.all().delete()[0] == 0
    assert Voice.objects.count() == 1

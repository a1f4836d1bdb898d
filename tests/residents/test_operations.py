# SPDX-License-Identifier: EUPL-1.2
"""What a resident tells is kept as she said it, once, and can always be taken back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from meedoen.privacy.context import acting
from meedoen.privacy.models import Compartment
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FactSource, FragmentKind
from meedoen.residents.models import Fact, Fragment, ToldCapacity
from meedoen.residents.queries import Dossier, dossier, known_facts, skipped_facts, told_capacity
from meedoen.vocabulary.bsn import HIDDEN
from meedoen.vocabulary.capacity import Capacity, Condition
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import WISH, tell

pytestmark = pytest.mark.django_db

# Passes the check of a bsn and is nobody's: the Dutch state reserves 99999xxxx for tests.
BSN_OF_NOBODY = "999990019"
WORDS = FragmentKind.STORY


@pytest.fixture
def subject(now: Moment) -> Iterator[UUID]:
    """Somebody who tells, within her own context."""
    told = tell("GM9901", now)
    with acting(resident_viewer(told), purpose=Purpose.TAKING_PART, on=now):
        yield told


def hear(subject: UUID, words: str, on: Moment, kind: FragmentKind = WORDS) -> None:
    residents.hear(subject=subject, kind=kind, words=words, by=resident_viewer(subject), on=on)


def own(subject: UUID) -> Dossier:
    found = dossier(subject)
    assert found is not None
    return found


def keep(subject: UUID, value: object, on: Moment, **more: Any) -> None:
    said = {"name": "leeftijd", "source": FactSource.RESIDENT, "domain": Domain.IDENTITY}
    residents.keep_fact(
        subject=subject, value=value, by=resident_viewer(subject), on=on, **(said | more)
    )


def values(subject: UUID) -> dict[tuple[str, str], object]:
    return {(fact.name, fact.source): fact.value for fact in known_facts(subject)}


def test_newer_words_replace_older_ones_and_the_older_stay_in_the_history(
    subject: UUID, now: Moment
) -> None:
    later = now + timedelta(days=1)
    hear(subject, "Ik zorg voor mijn moeder", now)
    hear(subject, "Mijn moeder woont nu in een huis", later)
    story = own(subject).story
    assert story is not None
    assert (story.words, story.said_at) == ("Mijn moeder woont nu in een huis", later.at)
    history = Fragment.objects.filter(kind=WORDS).order_by("said_at")
    assert list(history.values_list("words", "replaced_at")) == [
        ("Ik zorg voor mijn moeder", later.at),
        ("Mijn moeder woont nu in een huis", None),
    ]


def test_words_of_one_kind_leave_the_other_kinds_alone(subject: UUID, now: Moment) -> None:
    hear(subject, "Ik kan goed luisteren", now, FragmentKind.TALENT)
    known = own(subject)
    assert known.wish is not None
    assert known.wish.words == WISH
    assert known.talent is not None


@pytest.mark.proves("S1-24", "she approves it")
def test_new_words_are_not_approved_until_she_says_they_are_right(
    subject: UUID, now: Moment
) -> None:
    hear(subject, "Anders dan eerst", now, FragmentKind.WISH)
    assert not own(subject).told
    assert residents.approve(subject=subject, by=resident_viewer(subject), on=now) == 1
    assert own(subject).told


def test_saying_the_same_again_keeps_what_was_approved(subject: UUID, now: Moment) -> None:
    hear(subject, f"  {WISH} ", now + timedelta(days=1), FragmentKind.WISH)
    assert own(subject).told
    assert Fragment.objects.count() == 1


def test_empty_words_take_the_older_ones_back_and_they_can_be_put_back(
    subject: UUID, now: Moment
) -> None:
    by = resident_viewer(subject)
    hear(subject, "   ", now, FragmentKind.WISH)
    assert own(subject).wish is None
    residents.hear_again(subject=subject, kind=FragmentKind.WISH, by=by, on=now)
    back = own(subject).wish
    assert back is not None
    assert (back.words, back.approved) == (WISH, True)


def test_putting_back_never_pushes_newer_words_aside(subject: UUID, now: Moment) -> None:
    hear(subject, "Nieuw", now, FragmentKind.WISH)
    residents.hear_again(
        subject=subject, kind=FragmentKind.WISH, by=resident_viewer(subject), on=now
    )
    wish = own(subject).wish
    assert wish is not None
    assert wish.words == "Nieuw"


@pytest.mark.proves("I10", "none is kept in what somebody tells")
@pytest.mark.proves("I20", "a bsn in what somebody tells")
@pytest.mark.parametrize(
    "written",
    [
        BSN_OF_NOBODY, "9999 90 019", "999.990.019", "999-990-019", "999/990/019", "999  990  019",
        "999_990_019", "999\u00a0990\u00a0019", "999\u2011990\u2011019", "999\u200b990019",
    ],
)  # fmt: skip
def test_a_bsn_is_taken_out_wherever_it_is_typed(written: str, subject: UUID, now: Moment) -> None:
    """In a story, a name, and the motivation of a judgement."""
    by = resident_viewer(subject)
    hear(subject, f"Mijn nummer is {written}.", now)
    residents.introduce(subject=subject, chosen_name=f"Ans {written}", buurt_code="", by=by, on=now)
    keep(subject, True, now, source=FactSource.JUDGEMENT, motivation=f"Zie {written}")
    known = own(subject)
    assert known.story is not None
    assert known.story.words == f"Mijn nummer is {HIDDEN}."
    assert known.chosen_name == f"Ans {HIDDEN}"
    assert known_facts(subject)[0].motivation == f"Zie {HIDDEN}"


def test_a_telephone_number_is_no_bsn(subject: UUID, now: Moment) -> None:
    hear(subject, "Bel 06 12 34 56 78", now, FragmentKind.CALL_ME)
    call_me = own(subject).call_me
    assert call_me is not None
    assert call_me.words == "Bel 06 12 34 56 78"


def test_a_very_long_story_is_refused_with_what_to_do_and_nothing_is_lost(
    subject: UUID, now: Moment
) -> None:
    hear(subject, "a" * residents.LONGEST_WORDS, now)
    with pytest.raises(ValueError, match="20001 tekens"):
        hear(subject, "b" * (residents.LONGEST_WORDS + 1), now)
    story = own(subject).story
    assert story is not None
    assert story.words.startswith("a")


def test_two_sources_that_disagree_both_stay(subject: UUID, now: Moment) -> None:
    keep(subject, 40, now)
    keep(subject, 41, now, source=FactSource.REGISTER)
    assert values(subject) == {("leeftijd", "resident"): 40, ("leeftijd", "register"): 41}


def test_a_newer_fact_replaces_what_the_same_source_said(subject: UUID, now: Moment) -> None:
    keep(subject, 40, now)
    keep(subject, 41, now + timedelta(days=1))
    assert values(subject) == {("leeftijd", "resident"): 41}
    assert Fact.objects.count() == 2


def test_a_judgement_without_a_reason_is_refused(subject: UUID, now: Moment) -> None:
    with pytest.raises(IntegrityError, match="judgement_says_why"), transaction.atomic():
        keep(subject, True, now, source=FactSource.JUDGEMENT)


def test_a_question_that_is_skipped_is_unknown_and_never_no(subject: UUID, now: Moment) -> None:
    by = resident_viewer(subject)
    asked = {"subject": subject, "name": "leeftijd", "domain": Domain.IDENTITY}
    residents.skip_fact(by=by, on=now, **asked)
    assert known_facts(subject) == []
    assert skipped_facts(subject) == {"leeftijd"}
    keep(subject, 40, now)
    assert skipped_facts(subject) == set()


def test_facts_are_taken_back_whatever_their_source_and_put_back(
    subject: UUID, now: Moment
) -> None:
    by, later = resident_viewer(subject), now + timedelta(hours=1)
    names = {"subject": subject, "names": ["leeftijd"], "by": by}
    keep(subject, 40, now)
    keep(subject, 41, now, source=FactSource.REGISTER)
    residents.forget_facts(on=later, **names)
    assert known_facts(subject) == []
    assert residents.put_facts_back(taken_back_at=later, on=later, **names) == 2
    assert len(known_facts(subject)) == 2


def test_what_was_said_since_stays_when_older_facts_are_put_back(
    subject: UUID, now: Moment
) -> None:
    by, later = resident_viewer(subject), now + timedelta(hours=1)
    names = {"subject": subject, "names": ["leeftijd"], "by": by}
    keep(subject, 40, now)
    keep(subject, 41, now, source=FactSource.REGISTER)
    residents.forget_facts(on=later, **names)
    keep(subject, 50, later)
    assert residents.put_facts_back(taken_back_at=later, on=later, **names) == 1
    assert values(subject) == {("leeftijd", "resident"): 50, ("leeftijd", "register"): 41}


@pytest.mark.proves("S1-30", "what she says herself: the latest counts")
def test_the_latest_capacity_counts_and_the_history_stays(subject: UUID, now: Moment) -> None:
    by = resident_viewer(subject)
    assert told_capacity(subject) == Capacity()
    first = Capacity(4, frozenset({Condition.QUIET, Condition.SITTING}))
    residents.hear_capacity(subject=subject, capacity=first, by=by, on=now)
    assert told_capacity(subject) == first
    less = Capacity(1)
    residents.hear_capacity(subject=subject, capacity=less, by=by, on=now + timedelta(days=30))
    assert told_capacity(subject) == less
    assert ToldCapacity.objects.count() == 2


def test_a_week_has_fourteen_dayparts(subject: UUID, now: Moment) -> None:
    lies_in = Compartment.objects.get(subject=subject, domain=Domain.CAPACITY)
    told = ToldCapacity(
        resident_id=subject, compartment=lies_in, dayparts_per_week=15, said_at=now.at
    )
    with pytest.raises(IntegrityError, match="fourteen_dayparts"), transaction.atomic():
        told.save()


def test_who_gives_no_name_is_simply_a_resident(subject: UUID, now: Moment) -> None:
    residents.introduce(
        subject=subject, chosen_name="  ", buurt_code="", by=resident_viewer(subject), on=now
    )
    assert own(subject).called == "een inwoner"


def test_what_she_adds_stands_on_a_line_of_its_own_and_once(subject: UUID, now: Moment) -> None:
    more = {"subject": subject, "kind": WORDS, "by": resident_viewer(subject), "on": now}
    hear(subject, "Iets met hout", now)
    for words in ("Ook met klei", "Ook met klei ", "Bel 999990019"):
        residents.hear_more(words=words, **more)
    told = own(subject).sayings[WORDS].words
    assert told == f"Iets met hout\nOok met klei\nBel {HIDDEN}"
    residents.hear_more(words="klei", **more)
    assert own(subject).sayings[WORDS].words == f"{told}\nklei"


def test_what_is_added_to_nothing_is_all_that_stands(subject: UUID, now: Moment) -> None:
    her = resident_viewer(subject)
    hear(subject, "", now)
    residents.hear_more(subject=subject, kind=WORDS, words="Ook met klei", by=her, on=now)
    assert own(subject).sayings[WORDS].words == "Ook met klei"


def test_the_same_capacity_is_no_new_line(subject: UUID, now: Moment) -> None:
    quiet, her = Capacity(2, frozenset({Condition.QUIET})), resident_viewer(subject)
    for capacity in (quiet, quiet, Capacity(2), Capacity(2, quiet.conditions)):
        residents.hear_capacity(subject=subject, capacity=capacity, by=her, on=now)
    assert ToldCapacity.objects.filter(resident_id=subject).count() == 3

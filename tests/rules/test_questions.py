# SPDX-License-Identifier: EUPL-1.2
"""The next question: what helps most, health and money last, and nothing that cannot matter."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.questions import next_question, open_questions, why_asked
from meedoen.rules.rulebook.catalogue import FactType, MaySay
from meedoen.vocabulary.domains import Domain
from tests.rules.people import NEEDS_SUPPORT, THEO, Facts, look, rulebook

ALL: frozenset[str] = frozenset()


def _next(facts: Facts, wanted: frozenset[str] = ALL, by: MaySay | None = None):
    return next_question(look(facts), rulebook(), set(), set(), wanted, by)


def test_the_first_question_decides_most_of_what_the_resident_cares_about() -> None:
    first = _next({}, frozenset({"paid_work"}))
    assert first is not None
    questions = open_questions(look({}), rulebook(), {"paid_work"})
    most = max(len(q.changes) for q in questions if not q.fact.is_delicate)
    assert len(next(q for q in questions if q.fact is first).changes) == most
    assert first.name in {"geboortedatum", "uitkering_soort"}


def test_only_what_the_resident_cares_about_is_asked() -> None:
    first = _next({}, frozenset({"caring"}), MaySay.RESIDENT)
    assert first is not None
    named = {q.fact.name for q in open_questions(look({}), rulebook(), {"caring"})}
    assert named == {"mantelzorger", "verzorgde_woont_in_gemeente", "krijgt_mantelzorg",
                     "geboortedatum", "uitkering_soort",
                     "alleen_zorg_kind_onder_5"}  # fmt: skip


def test_health_comes_after_every_less_delicate_question() -> None:
    questions = open_questions(look({}), rulebook())
    plain = [q for q in questions if not q.fact.is_judgement]
    delicate = [q.fact.is_delicate for q in plain]
    assert delicate == sorted(delicate)
    assert any(delicate)


def test_health_is_not_asked_when_it_can_change_nothing() -> None:
    elsewhere: Facts = {"ingezetene_gemeente": False, "zelfstandig_wonen_lukt": True}
    named = {q.fact.name for q in open_questions(look(elsewhere), rulebook(), {"support_at_place"})}
    assert "beperking_of_chronisch_psych" not in named
    here = open_questions(look({"ingezetene_gemeente": True}), rulebook(), {"support_at_place"})
    assert "beperking_of_chronisch_psych" in {q.fact.name for q in here}


def test_money_is_not_asked_of_someone_who_did_not_ask_about_money() -> None:
    wanted = {"place_by_day", "support_at_place", "getting_there", "paid_work", "housing"}
    asked = open_questions(look({}), rulebook(), wanted)
    assert Domain.MONEY not in {q.fact.domain for q in asked}


def test_what_was_asked_or_skipped_does_not_come_back() -> None:
    first = _next({})
    assert first is not None
    second = next_question(look({}), rulebook(), {first.name}, set(), ALL)
    assert second is not None
    third = next_question(look({}), rulebook(), {first.name}, {second.name}, ALL)
    assert third is not None
    assert len({first.name, second.name, third.name}) == 3


def test_a_decision_of_the_college_is_not_a_question_to_anyone() -> None:
    names = {q.fact.name for q in open_questions(look(NEEDS_SUPPORT), rulebook())}
    assert "oplosbaar_netwerk" not in names
    assert "uwv_advies_beschut" in names


def test_a_resident_is_only_asked_what_a_resident_can_say() -> None:
    for question in open_questions(look({}), rulebook(), by=MaySay.RESIDENT):
        assert MaySay.RESIDENT in question.fact.answered_by


def test_a_question_says_why_and_what_it_can_change() -> None:
    question = next(
        q for q in open_questions(look(THEO), rulebook()) if q.fact.name == "vervoer_zelfstandig"
    )
    sentence = why_asked(question)
    assert sentence.startswith("Lukt het niet alleen, dan kan er vervoer zijn.")
    assert sentence.endswith("Het gaat om: vervoer naar je plek en vervoer naar je werk.")


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_the_conversation_ends_and_leaves_nothing_unknown_that_a_person_could_tell(data) -> None:
    facts: Facts = {}
    asked: set[str] = set()
    for _ in range(len(rulebook().facts) + 1):
        fact = next_question(look(facts), rulebook(), asked, set(), ALL)
        if fact is None:
            break
        asked.add(fact.name)
        codes = [o.code for o in fact.options if o.code != "onbekend"]
        answers = {
            FactType.BOOLEAN: st.booleans(),
            FactType.DATE: st.dates(date(1945, 1, 1), date(2009, 1, 1)),
            FactType.ENUM: st.sampled_from(codes or ["-"]),
        }
        answer = data.draw(answers.get(fact.type, st.integers(0, 10)))
        facts[fact.name] = [answer] if fact.multiple else answer
    assert next_question(look(facts), rulebook(), asked, set(), ALL) is None
    assert OutcomeKind.ONBEKEND not in {o.kind for o in look(facts).outcomes}

# SPDX-License-Identifier: EUPL-1.2
"""Deciding otherwise: which outcomes, which grounds, never a door, and never a silent no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.assessment.overriding import CannotDecideSo, check, may_become, names_an_article
from meedoen.rules.outcomes import OutcomeKind
from tests.rules.people import NEEDS_SUPPORT, THEO, look, rulebook

GROUND = "Wmo 2015, art. 2.3.5 lid 3"


@pytest.mark.parametrize("facts", [{}, THEO, NEEDS_SUPPORT], ids=["niets", "theo", "hulp"])
def test_an_open_door_can_never_be_decided_otherwise(facts: dict[str, object]) -> None:
    """What stands open to everybody is not anybody's to close."""
    doors = look(facts).doors
    assert doors
    for door in doors:
        assert may_become(door) == ()
        for kind in OutcomeKind:
            with pytest.raises(CannotDecideSo):
                check(door, kind, GROUND, "Omdat het zo is.")


def test_every_other_outcome_can_become_something_else_but_never_unknown() -> None:
    for outcome in look(THEO).outcomes:
        if not outcome.provision.door:
            assert outcome.kind not in may_become(outcome)
            assert OutcomeKind.ONBEKEND not in may_become(outcome)
            assert may_become(outcome)


def test_a_provision_that_a_jurist_must_confirm_can_be_decided_otherwise() -> None:
    outcome = next(o for o in look(THEO).outcomes if o.provision.certainty == "check")
    check(outcome, may_become(outcome)[0], GROUND, "Samen afgewogen.")


@pytest.mark.parametrize(
    ("part", "ground", "reason"),
    [
        ("reason", GROUND, "  "),
        ("legal_ground", "omdat ik het vind", "Samen afgewogen."),
        ("legal_ground", "art. 3", "Samen afgewogen."),
        ("legal_ground", GROUND + " x" * 200, "Samen afgewogen."),
        ("reason", GROUND, "x" * 4001),
    ],
)
def test_without_a_reason_or_an_article_nothing_is_decided(
    part: str, ground: str, reason: str
) -> None:
    """A no needs a reason as well (Awb art. 3:46)."""
    outcome = look({}).of("wmo.begeleiding_groep")
    with pytest.raises(CannotDecideSo) as sorry:
        check(outcome, OutcomeKind.NEE, ground, reason)
    assert sorry.value.part == part


def test_what_the_rules_say_already_is_no_other_decision() -> None:
    outcome = look({}).of("wmo.begeleiding_groep")
    with pytest.raises(CannotDecideSo, match="al"):
        check(outcome, outcome.kind, GROUND, "Samen afgewogen.")


@pytest.mark.parametrize(
    "ground",
    ["Awb, art. 4:84", "artikel 16 Participatiewet", "Pw art 18 lid 1", "Verordening, artikel 9"],
)
def test_own_words_that_name_a_law_and_an_article_are_a_ground(ground: str) -> None:
    assert names_an_article(ground)


@given(st.text(alphabet=st.characters(blacklist_categories=("Nd", "No", "Nl")), max_size=60))
def test_a_ground_without_a_number_is_none(ground: str) -> None:
    assert not names_an_article(ground)


def test_every_ground_of_the_rulebook_names_its_article_and_there_are_some_for_both_laws() -> None:
    book = rulebook()
    assert all(names_an_article(ground.label) for ground in book.override_grounds)
    wmo = {g.code for g in book.grounds_for(book.provision("wmo.begeleiding_groep"))}
    pw = {g.code for g in book.grounds_for(book.provision("pw.beschut_werk"))}
    assert "pw_afstemming" in pw - wmo
    assert "wmo_maatwerk" in wmo - pw
    assert {"awb_beleid", "awb_evenredig"} <= wmo & pw


@pytest.mark.proves("S0-23", "no decision of a colleague is a sanction")
def test_no_ground_is_about_a_sanction() -> None:
    words = " ".join(ground.label.lower() for ground in rulebook().override_grounds)
    assert not any(word in words for word in ("verlag", "maatregel", "boete", "sanctie"))

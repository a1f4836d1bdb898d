# SPDX-License-Identifier: EUPL-1.2
"""Why an outcome is what it is, told by the facts that decided it."""

from meedoen.rules.grounds import grounds, in_words
from tests.rules.people import JOHAN, NEEDS_SUPPORT, THEO, Facts, look, rulebook


def _names(facts: Facts, provision: str) -> list[str]:
    return [g.fact.name for g in grounds(rulebook(), look(facts).of(provision), facts)]


def test_a_yes_rests_on_what_held() -> None:
    assert _names(THEO, "wmo.mantelzorg") == ["mantelzorger", "verzorgde_woont_in_gemeente"]


def test_a_no_rests_only_on_what_failed() -> None:
    elsewhere = {**NEEDS_SUPPORT, "ingezetene_gemeente": False}
    assert _names(elsewhere, "wmo.begeleiding_individueel") == ["ingezetene_gemeente"]


def test_a_no_for_someone_with_a_uwv_benefit_rests_on_that_benefit() -> None:
    assert "uitkering_soort" in _names(JOHAN, "pw.ondersteuning_27")
    assert "wil_stap" not in _names(JOHAN, "pw.ondersteuning_27")


def test_answers_are_read_back_in_words() -> None:
    facts = rulebook().facts
    assert in_words(facts["mantelzorger"], True) == "ja"
    assert in_words(facts["uitkering_soort"], ["PW"]) == "Bijstand van de gemeente"
    assert in_words(facts["geboortedatum"], THEO["geboortedatum"]) == "1 maart 1966"


def test_a_kept_answer_is_read_back_as_one_that_the_laws_read() -> None:
    """A day is kept as text and an amount in cents; neither is shown so."""
    facts = rulebook().facts
    assert in_words(facts["geboortedatum"], "1966-03-01") == "1 maart 1966"
    assert in_words(facts["geboortedatum"], "onbekend") == "onbekend"
    assert in_words(facts["vrijwilligersvergoeding_maand"], 125_050) == "1.250,50 euro"

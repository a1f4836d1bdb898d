# SPDX-License-Identifier: EUPL-1.2
"""Why an outcome is what it is: what counted is told, what did not count is left out."""

from datetime import date
from itertools import pairwise

import pytest

from meedoen.rules.reasons import Reasons, reasons
from tests.rules.people import (
    JOHAN,
    NEEDS_SUPPORT,
    NOT_SOLVABLE,
    SCHOOL_LEAVER,
    THEO,
    Facts,
    look,
    rulebook,
)


def why(facts: Facts, provision: str) -> Reasons:
    seen = look(facts)
    return reasons(rulebook(), seen, seen.of(provision), facts)


def named(found: Reasons) -> dict[str, str]:
    return {ground.fact.name: ground.answer for ground in found.grounds}


def test_a_yes_names_every_fact_it_rests_on_and_its_article() -> None:
    found = why(THEO, "wmo.mantelzorg")
    assert named(found) == {"mantelzorger": "ja", "verzorgde_woont_in_gemeente": "ja"}
    assert [str(cited.article) for cited in found.articles] == [
        "artikel 2.2.2 Wet maatschappelijke ondersteuning 2015"
    ]
    assert found.articles[0].text
    assert found.missing == ()


def test_a_no_names_only_what_failed() -> None:
    """Theo is sixty: for support under 27 nothing but his age counts."""
    found = why(SCHOOL_LEAVER, "pw.ondersteuning_27")
    assert "geboortedatum" in named(found)
    assert "startkwalificatie" not in named(found)


def test_what_is_open_names_the_facts_that_can_still_change_it_and_tells_what_is_known() -> None:
    found = why(JOHAN, "wmo.begeleiding_groep")
    assert "beperking_of_chronisch_psych" in {fact.name for fact in found.missing}
    assert "ingezetene_gemeente" in named(found)


def test_a_date_that_came_as_text_is_told_as_a_written_date() -> None:
    born = {**THEO, "geboortedatum": "1966-03-01"}
    assert named(why(born, "pw.ondersteuning_27"))["geboortedatum"] == "1 maart 1966"


def test_the_reasoning_speaks_in_questions_and_not_in_names_of_variables() -> None:
    found = why({**NEEDS_SUPPORT, **NOT_SOLVABLE}, "wmo.begeleiding_individueel")
    words = [step.words for step in (*found.bound, *found.judged)]
    assert words
    assert any("ingezetene van deze gemeente" in line for line in words)


@pytest.mark.parametrize("facts", [THEO, JOHAN, {**NEEDS_SUPPORT, **NOT_SOLVABLE}])
def test_no_step_holds_the_name_of_a_variable_and_an_answer_reads_as_it_was_given(
    facts: Facts,
) -> None:
    seen = look(facts)
    for outcome in seen.outcomes:
        found = reasons(rulebook(), seen, outcome, facts)
        steps = (*found.bound, *found.judged)
        assert not [step.words for step in steps if "_" in step.words]
        about_birth = [step for step in steps if step.words == "Wat is de geboortedatum?"]
        assert not [step.result for step in about_birth if step.result.count("-") == 2]


def test_the_steps_begin_at_the_outcome_and_never_skip_a_level() -> None:
    found = why(THEO, "pw.beschut_werk")
    depths = [step.depth for step in found.bound]
    assert depths[0] == 0
    assert all(after <= before + 1 for before, after in pairwise(depths))


def test_a_local_rule_that_decided_stands_among_the_articles_after_the_law() -> None:
    without = {"uitkering_soort": ["GEEN"], "geboortedatum": date(1978, 6, 6)}
    found = why(
        {**without, "ingezetene_gemeente": True, "ingeschreven_werkzoekende_uwv": True},
        "pw.ondersteuning_27",
    )
    places = [cited.article.municipality for cited in found.articles]
    assert places == sorted(places, key=lambda place: place is not None)


@pytest.mark.parametrize("facts", [THEO, JOHAN, SCHOOL_LEAVER, {}], ids=["theo", "johan", "s", "-"])
def test_every_outcome_can_be_answered_for(facts: Facts) -> None:
    """No outcome without an article; and what is missing is just what the outcome says."""
    seen = look(facts)
    for outcome in seen.outcomes:
        found = reasons(rulebook(), seen, outcome, facts)
        assert found.articles or outcome.provision.door, outcome.provision.id
        assert tuple(fact.name for fact in found.missing) == outcome.missing

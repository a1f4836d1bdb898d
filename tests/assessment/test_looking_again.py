# SPDX-License-Identifier: EUPL-1.2
"""A kept look can be done again years later, and says what it is that changed."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from meedoen.assessment.looking_again import changed_answers, differences, facts_of, look_again
from meedoen.law import Corpus, load_corpus
from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import Rulebook
from tests.rules.people import (
    JOHAN,
    LINDEWAARD,
    NEEDS_SUPPORT,
    NOT_SOLVABLE,
    THEO,
    TODAY,
    VENNERHOUT,
    Facts,
    look,
    rulebook,
)

PEOPLE = {"niemand": {}, "theo": THEO, "johan": JOHAN, "hulp": NEEDS_SUPPORT | NOT_SOLVABLE}


def kept(facts: Facts, municipality: str = LINDEWAARD) -> dict[str, object]:
    """A receipt as it comes back from the database."""
    found: dict[str, object] = json.loads(json.dumps(look(facts, municipality).receipt))
    return found


@pytest.mark.proves("I17", "the same facts and day give the same again")
@pytest.mark.parametrize("municipality", [LINDEWAARD, VENNERHOUT])
@pytest.mark.parametrize("name", PEOPLE)
def test_the_same_rules_and_answers_give_the_same_outcomes(name: str, municipality: str) -> None:
    """A decision can be checked afterwards."""
    again = look_again(rulebook(), kept(PEOPLE[name], municipality))
    assert again.same
    assert again.same_rules
    assert not again.words_changed


def test_the_facts_of_a_receipt_are_those_that_the_laws_read() -> None:
    found = facts_of(kept(THEO))
    assert found["geboortedatum"] == "1966-03-01"
    assert found["uitkering_soort"] == ["PW"]
    assert "gemeente_code" not in found
    assert set(found) <= set(THEO)


def changed_rulebook(folder: Path) -> Rulebook:
    """The rulebook where one law file has other content than it had."""
    laws = {law.path: law for law in rulebook().corpus.laws}
    in_force = rulebook().corpus.version("wmo_2015", TODAY)
    law = next(path for path, held in laws.items() if held is in_force)
    copy = folder / "wmo_2015" / law.name
    copy.parent.mkdir(parents=True)
    copy.write_text(law.read_text(encoding="utf-8") + "\n# bijgewerkt\n", encoding="utf-8")
    (changed,) = load_corpus(folder).laws
    others = tuple(one for path, one in laws.items() if path != law)
    return replace(rulebook(), corpus=Corpus((*others, changed)))


def test_a_law_file_that_changed_is_named_and_the_look_is_done_with_what_there_is(
    tmp_path: Path,
) -> None:
    again = look_again(changed_rulebook(tmp_path), kept(THEO))
    assert [law.law for law in again.changed_laws] == ["wmo_2015"]
    assert not again.same_rules
    assert again.same


def test_an_outcome_that_is_not_what_was_kept_is_shown_with_then_and_now() -> None:
    receipt = kept(THEO)
    receipt["outcomes"]["pw.beschut_werk"] = "ja"  # type: ignore[index]
    again = look_again(rulebook(), receipt)
    (found,) = again.differences
    assert found.then is OutcomeKind.JA
    assert found.now is look(THEO).of("pw.beschut_werk").kind
    assert not again.same


def test_a_law_that_answers_otherwise_from_the_same_file_is_named() -> None:
    receipt = kept(THEO)
    law = receipt["laws"][0]  # type: ignore[index]
    name = next(iter(law["outputs"]))
    law["outputs"][name] = "iets anders"
    again = look_again(rulebook(), receipt)
    assert again.other_answers == (law["question"]["law"],)
    assert not again.same


def test_only_the_words_beside_the_laws_changed() -> None:
    again = look_again(replace(rulebook(), digest="anders"), kept(THEO))
    assert again.words_changed
    assert again.same_rules


def test_between_two_looks_it_shows_which_answers_and_which_outcomes_differ() -> None:
    before, after = kept(NEEDS_SUPPORT), kept(NEEDS_SUPPORT | NOT_SOLVABLE)
    found = differences(rulebook(), before["outcomes"], after["outcomes"])  # type: ignore[arg-type]
    assert found
    assert all(one.then is not one.now for one in found)
    assert set(changed_answers(before, after)) <= set(NOT_SOLVABLE)
    assert changed_answers(before, before) == ()
    assert differences(rulebook(), before["outcomes"], before["outcomes"]) == ()  # type: ignore[arg-type]


def test_a_provision_that_is_no_longer_there_keeps_its_code() -> None:
    (found,) = differences(rulebook(), {"oud.recht": "ja"}, {})
    assert (found.name, found.then, found.now) == ("oud.recht", OutcomeKind.JA, None)


def test_a_look_is_done_again_on_the_day_of_then() -> None:
    """Turning 27 later changes nothing about a look of before."""
    receipt = kept({"geboortedatum": TODAY - timedelta(days=26 * 366), "uitkering_soort": ["PW"]})
    assert look_again(rulebook(), receipt).same

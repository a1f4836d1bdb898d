# SPDX-License-Identifier: EUPL-1.2
"""How sure a rule is on a day, and what the reading of the catalogue refuses about it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.rules.rulebook.catalogue import Certainty, RulebookError
from meedoen.rules.rulebook.reading import load_rulebook
from tests.rules.people import RULEBOOK, rulebook

CHANGES = date(2027, 1, 1)
CATALOGUE = (RULEBOOK / "provisions.yaml").read_text(encoding="utf-8")


@given(days=st.integers(-4000, 4000), certainty=st.sampled_from(Certainty))
def test_from_the_day_a_change_is_announced_for_nothing_is_sure(
    days: int, certainty: Certainty
) -> None:
    provision = replace(rulebook().provisions[0], certainty=certainty, check_from=CHANGES)
    on = CHANGES + timedelta(days)
    assert provision.certainty_on(on) is (Certainty.CHECK if days >= 0 else certainty)
    assert replace(provision, check_from=None).certainty_on(on) is certainty


def test_no_newer_text_is_called_unread_that_is_already_there() -> None:
    for text in rulebook().newer_texts:
        held = [law.valid_from for law in rulebook().corpus.laws if law.id == text.law]
        assert max(day for day in held if day) < text.day, text.law


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        ("check_from: 2027-01-01", "check_from: morgen", "check_from is een dag"),
        ("{law: ziektewet, day: 2026-07-01}", "{law: ziektewet, day: 2025-01-01}", "Haal deze"),
        ("{law: ziektewet, day: 2026-07-01}", "{law: bestaat_niet, day: 2026-07-01}", "Haal deze"),
        ('article: "Pw, art. 35"', 'article: "Pw (artikel nog te bevestigen)"', "certainty check"),
    ],
)
def test_what_cannot_be_is_refused_with_the_file_and_what_to_do(
    there: str, instead: str, said: str, tmp_path: Path
) -> None:
    for name in ("facts.yaml", "knelpunten.yaml", "steps.yaml", "nl"):
        (tmp_path / name).symlink_to(RULEBOOK / name)
    assert there in CATALOGUE
    wrong = CATALOGUE.replace(there, instead, 1)
    (tmp_path / "provisions.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(RulebookError, match=said) as refused:
        load_rulebook(tmp_path)
    assert "provisions.yaml" in str(refused.value)

# SPDX-License-Identifier: EUPL-1.2
"""What is said of a release promises what was found, and no more."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.disclosure.presets import PRESETS
from meedoen.disclosure.published import HIDDEN
from meedoen.publication.attack_report import Attack, answer, sentences
from meedoen.publication.comparison import beside, figure
from meedoen.publication.states import ReleaseState

ATTACK = Attack(
    hidden=12, shown=1049, narrowest=6, required=5, weighed=2, zero_is_open=True,
)  # fmt: skip


def told(**changed: object) -> str:
    return " ".join(sentences(replace(ATTACK, **changed)))  # type: ignore[arg-type]


def test_the_report_says_how_many_are_hidden_and_how_near_somebody_comes() -> None:
    assert "Van de 1.061 getallen in de tabel zijn er 12 verborgen." in told()
    assert "een verschil van 6. De regel vraagt minstens 5." in told()
    assert "is er één verborgen" in told(hidden=1)
    assert answer(ATTACK).startswith("Nee.")


def test_the_report_says_what_was_laid_beside_it() -> None:
    assert "nog niet eerder" in told(weighed=0)
    assert "één eerdere uitgave" in told(weighed=1)
    assert "2 eerdere uitgaven" in told()


def test_the_report_says_what_a_nought_tells() -> None:
    assert "Een verborgen getal is dus nooit nul" in told()
    assert "niet zien dat er ergens niemand is" in told(zero_is_open=False)


@pytest.mark.proves("S3-15", "the report says what the proof does not promise")
def test_the_report_says_what_no_proof_can_promise() -> None:
    assert "Wat dit niet belooft: wie zelf meetelt" in told()
    assert "daarover zegt het bewijs niets" in told(repairs=True)
    assert "daarover zegt het bewijs niets" not in told()


def test_a_table_that_hides_nothing_says_so_and_promises_nothing() -> None:
    nothing = replace(ATTACK, hidden=0, narrowest=0)
    assert answer(nothing).startswith("Er is niets verborgen")
    assert "twijfel" not in answer(nothing) + told(hidden=0, narrowest=0)


@given(
    st.builds(
        Attack, hidden=st.integers(0, 10**6), shown=st.integers(0, 10**6),
        narrowest=st.integers(5, 10**6), required=st.just(5), weighed=st.integers(0, 100),
        zero_is_open=st.booleans(), repairs=st.booleans(),
    )
)  # fmt: skip
def test_every_report_is_whole_sentences_without_the_words_of_the_trade(attack: Attack) -> None:
    for sentence in (answer(attack), *sentences(attack)):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert not {"interval", "cel", "primair", "lp"} & set(sentence.lower().split())


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_change_is_said_only_when_both_can_be_seen(now: int, former: int) -> None:
    assert figure(HIDDEN) == "verborgen"
    assert beside(now, HIDDEN) == beside(HIDDEN, HIDDEN) == "toen verborgen"
    assert beside(now, None) == "stond er toen niet"
    assert beside(now, former) == ("toen ook" if now == former else f"toen {figure(former)}")


def test_each_state_and_each_preset_has_its_words() -> None:
    assert len({state.label for state in ReleaseState}) == len(ReleaseState)
    assert len({one.label for one in PRESETS.values()}) == len(PRESETS)
    for key, preset in PRESETS.items():
        assert (preset.key, bool(preset.source), bool(preset.words)) == (key, True, True)
        assert f"{preset.rule.threshold - 1} staat er niet" in preset.words

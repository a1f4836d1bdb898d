# SPDX-License-Identifier: EUPL-1.2
"""Rows of people come in on terms that are whole, short enough, and advised on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.gate import LONGEST, NotOnTerms, Terms, day_of_advice, refuse_without_terms
from meedoen.monitor.sources.registry import source

TODAY = date(2026, 3, 1)
WHOLE = Terms("taak", "Wmo 2015 5.1.1", "beleid", "college", "DPIA 12", TODAY)
WMO = source("wmo")
OPTIONS = {
    "ground": "de grondslag", "article": "het artikel daarvan", "purpose": "het doel",
    "controller": "de verwerkingsverantwoordelijke", "dpia": "waar de DPIA te vinden is",
}  # fmt: skip
ADVICE = "de dag van het advies van de FG"


def day(terms: Terms) -> date:
    return day_of_advice(terms, WMO, "GM9901", today=TODAY)


@given(st.sets(st.sampled_from(sorted(OPTIONS))), st.booleans(), st.sampled_from(["", " ", "\n"]))
def test_each_thing_that_is_not_said_is_named_and_nothing_else(
    unsaid: set[str], advised: bool, nothing: str
) -> None:
    terms = replace(WHOLE, **dict.fromkeys(unsaid, nothing), advised_on=TODAY if advised else None)
    names = [*filter(unsaid.__contains__, OPTIONS), *([] if advised else ["advised-on"])]
    assert list(terms.lacking()) == names
    if not names:
        assert day(terms) == TODAY
        return
    with pytest.raises(NotOnTerms) as refused:
        day(terms)
    words = [*(OPTIONS[name] for name in OPTIONS if name in unsaid), *([] if advised else [ADVICE])]
    assert f"niet vastgelegd is {', '.join(words)}. Leg " in str(refused.value)


@given(st.sampled_from(sorted(LONGEST)))
def test_what_is_said_may_be_as_long_as_its_column_and_no_longer(name: str) -> None:
    most = {"ground": 200, "article": 120, "purpose": 400, "controller": 160, "dpia": 160}[name]
    assert day(replace(WHOLE, **{name: "a" * most})) == TODAY
    with pytest.raises(NotOnTerms, match=f"--{name} is langer dan {most} tekens"):
        day(replace(WHOLE, **{name: "a" * (most + 1)}))


@given(st.integers(-400, 400))
def test_the_advice_was_given_before_rows_come_in(later: int) -> None:
    terms = replace(WHOLE, advised_on=TODAY + timedelta(days=later))
    if later <= 0:
        assert day(terms) == terms.advised_on
    else:
        with pytest.raises(NotOnTerms, match="ligt na vandaag"):
            day(terms)


def test_where_nothing_is_written_down_all_is_named_with_how_to_write_it() -> None:
    with pytest.raises(NotOnTerms) as refused:
        refuse_without_terms(WMO, "GM9901")
    told = str(refused.value)
    assert told.startswith("rijen van personen van wmo komen niet binnen: ")
    assert ", ".join([*OPTIONS.values(), ADVICE]) in told
    assert (
        "`meedoen extracts terms wmo --municipality GM9901 --ground … --article … --purpose … "
        "--controller … --dpia … --advised-on …`"
    ) in told
    assert told.endswith(". Aantallen per wijk of buurt komen zonder dit binnen")


def test_what_the_registry_proposes_stands_behind_it_for_what_is_lacking_alone() -> None:
    proposed = ". Als voorstel, dat de gemeente zelf bevestigt: "
    with pytest.raises(NotOnTerms) as refused:
        day(replace(WHOLE, ground="", controller=""))
    _, _, behind = str(refused.value).partition(proposed)
    assert behind.startswith(f'--ground "{WMO.ground}"; --controller "{WMO.controller}". Aantallen')
    with pytest.raises(NotOnTerms) as refused:
        day(replace(WHOLE, dpia=""))
    assert proposed not in str(refused.value)

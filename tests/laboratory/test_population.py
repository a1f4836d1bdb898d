# SPDX-License-Identifier: EUPL-1.2
"""Invented people: the same for the same seed, in the right places, and with what nobody knows."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from meedoen.laboratory.population import (
    AGE_GROUPS,
    AGE_LIMITS,
    Home,
    UnusableRates,
    invent,
    load_rates,
)
from meedoen.law.ages import age_on
from tests.laboratory.worlds import DAY, HOMES, LINDEWAARD, book, people


def test_the_same_seed_gives_the_same_people_and_another_gives_others() -> None:
    def born(seed: int) -> bytes:
        rates = load_rates()
        found = invent(
            HOMES, book().facts, rates, municipality=LINDEWAARD, size=50, seed=seed, on=DAY
        )
        return found.columns["geboortedatum"].values.tobytes()

    assert born(3) == born(3) != born(4)


def test_people_live_where_the_key_figures_say_in_those_shares() -> None:
    shares = np.bincount(people().wijk) / people().size
    expected = np.array([home.inhabitants for home in HOMES]) / 8200
    assert np.abs(shares - expected).max() < 0.03
    assert [name for _, name in people().wijken] == [home.wijk_name for home in HOMES]


def test_a_wijk_with_more_old_people_gets_more_old_people() -> None:
    old = people().age_group == len(AGE_GROUPS) - 1
    assert old[people().wijk == 0].mean() > old[people().wijk == 1].mean()


def test_the_age_group_is_that_of_the_date_of_birth() -> None:
    born = people().columns["geboortedatum"].values.astype(object).tolist()
    for day, group in zip(born, people().age_group.tolist(), strict=True):
        assert group == sum(age_on(day, DAY) >= limit for limit in AGE_LIMITS)


def test_every_answer_is_one_the_rulebook_knows() -> None:
    facts = book().facts
    for name, column in people().columns.items():
        fact = facts.get(name)
        codes = {option.code for option in fact.options} if fact else set()
        for row in range(200):
            if codes and column.known[row]:
                value = column.value(row)
                assert codes.issuperset(value if isinstance(value, list) else [value]), name


def test_no_judgement_of_the_college_is_ever_invented() -> None:
    judged = {f.name for f in book().facts.values() if f.is_judgement and f.body == "college"}
    assert judged
    assert not judged & people().columns.keys()


def test_answers_hang_together() -> None:
    columns, group = people().columns, people().age_group
    codes = columns["uitkering_soort"].categories or ()
    pension = np.isin(columns["uitkering_soort"].values, [codes.index(("AOW",))])
    assert not pension[group < len(AGE_GROUPS) - 1].any()
    carer, intensive = columns["mantelzorger"], columns["mantelzorg_intensief"]
    assert not (intensive.values & intensive.known & carer.known & ~carer.values).any()


def test_some_things_are_known_of_nobody_and_some_of_not_everybody() -> None:
    known = people().columns["wil_pgb"].known
    assert 0.5 < known.mean() < 0.9


def test_every_share_says_where_it_comes_from_and_is_about_a_known_fact() -> None:
    drawings = load_rates().drawings
    assert {drawing.fact for drawing in drawings} <= book().facts.keys()
    assert all(d.source.startswith(("CBS", "aanname")) for d in drawings)


LEFT_UNKNOWN = {
    "geboortedatum": "drawn with the age",
    "vrijwilligersvergoeding_maand": "an amount, and no amount decides anything",
    "maanden_op_tijdelijke_plek": "a number of months of which no figure is known",
    "aanbod_buiten_gemeente": "follows from the place somebody chooses",
}


def test_whatever_somebody_can_tell_is_drawn_or_left_out_for_a_reason() -> None:
    """A fact that nobody has would make every provision that reads it unknown for everybody."""
    told = {f.name for f in book().facts.values() if not f.is_judgement}
    drawn = {drawing.fact for drawing in load_rates().drawings}
    assert told - drawn == LEFT_UNKNOWN.keys()


def test_a_partner_and_a_foster_home_go_with_the_facts_they_follow_from() -> None:
    columns = people().columns
    single = columns["gehuwd_of_gezamenlijke_huishouding"]
    alone = single.known & ~single.values
    assert not columns["partner_27_plus"].values[alone].any()
    help_ended = columns["jeugdhulp_loopt"]
    without = help_ended.known & ~help_ended.values
    assert not columns["pleegzorg_loopt"].values[without].any()


@pytest.mark.parametrize("shares", [{"nl": 0.5, "overig": 0.4}, {"nl": 1.2}])
def test_shares_that_make_no_whole_are_refused_by_name(shares: dict, tmp_path: Path) -> None:
    rates = {
        "areas": {"young": 0.1, "old": 0.2},
        "ages": {"young": [1], "middle": [1], "old": [1]},
        "facts": [{"fact": "verblijfsstatus", "source": "aanname", "rows": [{"shares": shares}]}],
    }
    file = tmp_path / "rates.yaml"
    file.write_text(json.dumps(rates), encoding="utf-8")
    with pytest.raises(UnusableRates, match="verblijfsstatus"):
        load_rates(file)


def test_without_inhabitants_there_is_nobody_to_invent() -> None:
    empty = [Home("WK990101", "Leeg", 0)]
    with pytest.raises(ValueError, match="inhabitants"):
        invent(
            empty, {}, load_rates(), municipality=LINDEWAARD, size=5, seed=1, on=date(2026, 1, 1)
        )

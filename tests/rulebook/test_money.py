# SPDX-License-Identifier: EUPL-1.2
"""What may be kept and who counts: shown so that nobody is surprised, never computed."""

from datetime import date

import pytest

from meedoen.law import Mode, evaluate
from tests.rules.people import LINDEWAARD, TODAY, Facts, kind, look, rulebook

ASSISTANCE: Facts = {
    "geboortedatum": date(1985, 3, 4),
    "ingezetene_gemeente": True,
    "uitkering_soort": ["PW"],
}
YOUNG: Facts = {**ASSISTANCE, "geboortedatum": date(2004, 3, 4)}
EARNING: Facts = {"werkgever_in_beeld": True, "kan_wml_verdienen_voltijds": True,
                  "medisch_urenbeperkt": False}  # fmt: skip


def shown(facts: Facts, on: date = TODAY, municipality: str = LINDEWAARD) -> set[str]:
    return {outcome.provision.id for outcome in look(facts, municipality, on).outcomes}


def answer(output: str, facts: Facts, on: date = TODAY) -> object:
    found = evaluate(
        rulebook().corpus, law="participatiewet", outputs=[output], facts=facts, on=on,
        mode=Mode.INTAKE,
    )  # fmt: skip
    return found.outputs[output].value


def definition(law: str, name: str, on: date = TODAY) -> object:
    articles = rulebook().corpus.version(law, on).articles
    return next(a.definitions[name]["value"] for a in articles if name in a.definitions)


def test_under_27_a_volunteer_allowance_counts() -> None:
    """Pw 31 lid 5 keeps onderdeel k away from whoever is younger than 27 (K01)."""
    assert answer("vrijwilligersvergoeding_telt_niet_mee", YOUNG) is False
    assert answer("vrijwilligersvergoeding_telt_niet_mee", ASSISTANCE) is True
    assert "K01" in [s.code for s in look({**YOUNG, "doet_vrijwilligerswerk": True}).signals]


def test_allowances_of_two_organisations_are_signalled_before_they_are_too_much() -> None:
    """K02: no amount is asked; that there are two is enough to count together in one plan."""
    both = {**ASSISTANCE, "vergoeding_meer_organisaties": True}
    assert "K02" in look(both).of("pw.vrijwilligersvergoeding").signals
    assert "K02" not in [s.code for s in look({**both, "geboortedatum": date(2004, 1, 1)}).signals]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({**ASSISTANCE, **EARNING, "werk_helpt_vooruit": True}, "ja"),
        ({**ASSISTANCE, **EARNING}, "vraagt_oordeel"),
        ({**YOUNG, **EARNING, "werk_helpt_vooruit": True}, "nee_op_deze_grond"),
        ({**YOUNG, **EARNING, "medisch_urenbeperkt": True}, "ja"),
        ({**YOUNG, **EARNING, "kan_wml_verdienen_voltijds": False}, "ja"),
    ],
    ids=["27+ n", "27+ to weigh", "<27 not n", "<27 y", "<27 z and aa"],
)
def test_part_of_wages_may_be_kept_under_27_only_by_hours_or_subsidy(
    facts: Facts, expected: str
) -> None:
    """Pw 31 lid 2 n, y, z and aa with lid 5 (K31)."""
    assert kind(facts, "pw.vrijlating") == expected


def test_under_27_a_no_on_wages_says_what_does_count() -> None:
    outcome = look({**YOUNG, **EARNING, "werk_helpt_vooruit": True}).of("pw.vrijlating")
    assert "loonkostensubsidie" in outcome.way_on
    assert "K31" in outcome.signals


def test_from_2027_one_exemption_of_wages_also_under_27() -> None:
    """Pw 34a as announced: to be confirmed, so a person weighs and nothing is promised."""
    facts = {**YOUNG, **EARNING, "werk_helpt_vooruit": True}
    new_year = date(2027, 1, 1)
    assert "pw.vrijlating" not in shown(facts, new_year)
    outcome = look(facts, on=new_year).of("pw.vrijlating_34a")
    assert (str(outcome.kind), outcome.to_confirm) == ("vraagt_oordeel", True)


SHARING: Facts = {**ASSISTANCE, "medebewoner_27_plus": True}


@pytest.mark.parametrize("reason", ["huur", "studie", "tijdelijk"])
def test_a_tenant_a_student_and_a_temporary_carer_do_not_count(reason: str) -> None:
    """Pw 19a lid 1 b to d and 22a lid 4; then K19 is not raised either."""
    seen = look({**SHARING, "reden_samen_wonen": reason})
    assert str(seen.of("pw.kostendelers").kind) == "ja"
    assert "K19" not in [signal.code for signal in seen.signals]


def test_of_any_other_housemate_a_person_looks_and_no_norm_is_computed() -> None:
    seen = look({**SHARING, "reden_samen_wonen": "anders"})
    outcome = seen.of("pw.kostendelers")
    assert str(outcome.kind) == "vraagt_oordeel"
    assert not any(character.isdigit() for character in outcome.sentence)
    assert "K19" in outcome.signals


@pytest.mark.parametrize(
    "other",
    [{"medebewoner_27_plus": False}, {"uitkering_soort": ["WW"]},
     {"geboortedatum": date(2006, 1, 1)}],
    ids=["nobody of 27 or older", "no assistance", "younger than 21"],
)  # fmt: skip
def test_whom_the_rule_about_sharing_costs_is_not_about_does_not_see_it(other: Facts) -> None:
    assert "pw.kostendelers" not in shown({**SHARING, **other})


def test_living_together_for_care_is_no_joint_household_also_without_kinship() -> None:
    """Pw 3 lid 2 a since 2026: any two people, as long as the care lasts."""
    caring = {**SHARING, "reden_samen_wonen": "zorg"}
    assert kind(caring, "pw.samenwonen_om_zorg") == "vraagt_oordeel"
    assert kind({**caring, "zorgbehoefte_vastgesteld": True}, "pw.samenwonen_om_zorg") == "ja"


def test_caring_for_someone_near_is_not_work_for_pay() -> None:
    """Pw 33 lid 6, and 40 lid 3 d for living elsewhere for a while."""
    carer = {**ASSISTANCE, "mantelzorger": True}
    plain = look({**carer, "mantelzorg_intensief": False}).of("pw.zorgen_naast_uitkering")
    daily = look({**carer, "mantelzorg_intensief": True}).of("pw.zorgen_naast_uitkering")
    assert str(plain.kind) == str(daily.kind) == "ja"
    assert "tijdelijk" in daily.sentence
    assert "tijdelijk" not in plain.sentence


def test_a_gift_may_be_kept_and_only_people_on_assistance_hear_about_it() -> None:
    assert kind(ASSISTANCE, "pw.giften") == "ja"
    assert "pw.giften" not in shown({**ASSISTANCE, "uitkering_soort": ["WW"]})


@pytest.mark.parametrize(
    ("law", "name", "value"),
    [
        ("participatiewet", "giften_per_jaar", 120000),
        ("participatiewet", "vermogen_alleenstaande", 800000),
        ("participatiewet", "vermogen_eigen_huis", 6750000),
        ("participatiewet", "vrijlating_n_per_maand", 28500),
        ("participatiewet", "vrijlating_y_z_aa_per_maand", 18019),
        ("participatiewet", "norm_aow_alleenstaande", 158734),
        ("participatiewet", "norm_inrichting", 44944),
        ("participatiewet", "subsidie_hoogstens_procent", 70),
        ("participatiewet", "zoektermijn_weken", 4),
        ("wet_gemeentelijke_schuldhulpverlening", "eerste_gesprek_werkdagen_bij_spoed", 3),
        ("jeugdwet", "pleegzorg_tot", 21),
    ],
)
def test_amounts_and_terms_are_data_of_the_second_half_of_2026(law, name, value) -> None:
    """Eurocents, percentages, weeks, days and years, as in the consolidated texts."""
    assert definition(law, name) == value


@pytest.mark.parametrize(
    "name", ["norm_alleenstaande", "norm_18_tot_21", "giften_per_jaar", "vermogen_alleenstaande"]
)
def test_an_amount_of_2026_is_not_shown_as_one_of_2027(name: str) -> None:
    """Norms and limits change each January; until they are read there is none."""
    assert definition("participatiewet", name, date(2026, 12, 31))
    with pytest.raises(StopIteration):
        definition("participatiewet", name, date(2027, 1, 1))


def test_the_first_half_of_2026_does_not_borrow_amounts_of_the_second() -> None:
    with pytest.raises(StopIteration):
        definition("participatiewet", "norm_aow_alleenstaande", date(2026, 6, 30))

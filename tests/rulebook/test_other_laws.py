# SPDX-License-Identifier: EUPL-1.2
"""UWV, youth, school, debts and newcomers: the doors beside the two glasses."""

from datetime import date

import pytest

from tests.rules.people import JOHAN, NEWCOMER, TODAY, Facts, kind, look

CHILD: Facts = {"geboortedatum": date(2015, 5, 1), "ingezetene_gemeente": True}
SIXTEEN: Facts = {"geboortedatum": date(2010, 5, 1), "startkwalificatie": False}
TWENTY: Facts = {"geboortedatum": date(2006, 5, 1)}


def shown(facts: Facts, on: date = TODAY) -> set[str]:
    return {outcome.provision.id for outcome in look(facts, on=on).outcomes}


def test_who_is_ill_hears_about_the_wia_before_the_two_years_are_over() -> None:
    outcome = look(JOHAN).of("uwv.wia")
    assert (str(outcome.kind), outcome.decider) == ("vraagt_oordeel", "UWV")
    assert kind({**JOHAN, "uwv_kent_wia_toe": False}, "uwv.wia") == "nee_op_deze_grond"
    assert "uwv.wia" not in shown({**JOHAN, "uitkering_soort": ["PW"]})


@pytest.mark.parametrize("benefit", ["WIA_IVA", "WIA_WGA"])
def test_with_a_wia_benefit_trying_something_is_asked_of_uwv_first(benefit: str) -> None:
    working = {**JOHAN, "uitkering_soort": [benefit]}
    assert kind(working, "uwv.wia") == "ja"
    assert kind(working, "uwv.wia_activiteit") == "vraagt_oordeel"
    assert kind({**working, "uwv_stemt_in": True}, "uwv.wia_activiteit") == "vraagt_oordeel"


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [(None, "vraagt_oordeel"), ("duurzaam_geen", "ja"), ("tijdelijk_geen", "nee_op_deze_grond")],
)
def test_only_uwv_says_whether_somebody_can_never_work(verdict, expected: str) -> None:
    """Wajong 1a:1: the four criteria are for UWV to weigh, with no wage-value words (K15)."""
    asking = {**TWENTY, "uitkering_soort": ["GEEN"], "aanvraag_wajong_loopt": True,
              "arbeidsvermogen_wajong": verdict}  # fmt: skip
    assert kind(asking, "uwv.wajong_recht") == expected
    assert "K15" in look(asking).of("uwv.wajong_recht").signals


def test_who_can_only_work_sheltered_is_not_put_in_the_register() -> None:
    """Wfsv 38b, chapeau: still to be confirmed, so it never says so plainly (K16)."""
    sheltered = {
        **TWENTY,
        "beperking_of_chronisch_psych": True,
        "college_vaststelling_beschut": True,
    }
    outcome = look({**sheltered, "in_doelgroepregister": True}).of("uwv.doelgroepregister")
    assert outcome.to_confirm
    assert outcome.missing == ()
    assert "K16" in outcome.signals


def test_an_old_wsw_job_keeps_its_rights() -> None:
    assert kind({"wsw_dienstbetrekking": True}, "wsw.baan") == "ja"
    assert "wsw.baan" not in shown({"wsw_dienstbetrekking": False})


def test_a_foster_family_may_stay_home_until_21() -> None:
    fostered = {**TWENTY, "pleegzorg_loopt": True}
    assert kind(fostered, "jeugd.pleegzorg") == "vraagt_oordeel"
    assert "jeugd.pleegzorg" not in shown({**fostered, "geboortedatum": date(2005, 11, 23)})


def test_school_belongs_to_being_young_and_someone_looks_when_it_does_not_work() -> None:
    """Leerplichtwet 3, 4a and 5, with K34."""
    outcome = look({**SIXTEEN, "volgt_onderwijs": "geen"}).of("leerplicht.vrijstelling")
    assert (str(outcome.kind), outcome.decider) == ("vraagt_oordeel", "leerplichtambtenaar")
    assert "K34" in outcome.signals


def test_a_diploma_ends_the_duty_to_learn_at_sixteen_and_not_before() -> None:
    done = {**SIXTEEN, "startkwalificatie": True}
    assert kind(done, "leerplicht.vrijstelling") == "nee_op_deze_grond"
    assert kind({**done, "geboortedatum": date(2011, 5, 1)}, "leerplicht.vrijstelling") == (
        "vraagt_oordeel"
    )
    assert "leerplicht.vrijstelling" not in shown(TWENTY)


def test_a_child_at_home_is_no_signal_of_somebody_of_sixteen_without_school() -> None:
    codes = [signal.code for signal in look({**CHILD, "volgt_onderwijs": "geen"}).signals]
    assert "K34" not in codes


@pytest.mark.parametrize(
    ("pupil", "there"),
    [
        ({**CHILD, "vervoer_zelfstandig": False}, True),
        ({**SIXTEEN, "vervoer_zelfstandig": False, "volgt_onderwijs": "pro_vso"}, True),
        ({**SIXTEEN, "vervoer_zelfstandig": False, "volgt_onderwijs": "mbo"}, False),
        ({"geboortedatum": date(2000, 1, 1), "vervoer_zelfstandig": False}, False),
    ],
    ids=["primary school", "special education", "mbo", "grown up"],
)
def test_school_transport_is_for_pupils_of_primary_and_special_schools(pupil, there) -> None:
    """WPO 4 and WEC 4; the ordinance says how far and how much."""
    assert ("onderwijs.leerlingenvervoer" in shown(pupil)) is there


def test_who_can_travel_needs_no_school_transport() -> None:
    outcome = look({**CHILD, "vervoer_zelfstandig": True}).of("onderwijs.leerlingenvervoer")
    assert str(outcome.kind) == "nee_op_deze_grond"
    assert "zelf reizen" in outcome.sentence


def test_a_threat_to_home_or_energy_brings_the_talk_forward() -> None:
    """Wgs 4 lid 2: three working days instead of four weeks."""
    debts: Facts = {"problematische_schulden": True, "ingezetene_gemeente": True}
    urgent = look({**debts, "schuld_bedreigt_wonen": True}).of("wgs.spoed")
    calm = look({**debts, "schuld_bedreigt_wonen": False}).of("wgs.spoed")
    assert (str(urgent.kind), str(calm.kind)) == ("ja", "nee_op_deze_grond")
    assert "drie werkdagen" in urgent.sentence
    assert calm.way_on


def test_a_newcomer_on_assistance_hears_about_fixed_costs_and_language() -> None:
    seen = look({**NEWCOMER, "nederlands_lukt": False})
    assert seen.of("pw.ontzorgen").to_confirm
    assert "K33" in seen.of("pw.taal").signals


@pytest.mark.parametrize(
    ("on", "near"),
    [(date(2028, 1, 31), True), (date(2028, 4, 30), True), (date(2028, 5, 1), False)],
)
def test_nearly_a_pensioner_follows_the_age_of_that_year(on: date, near: bool) -> None:
    """K25 with AOW 7a: from 2028 three months later, and over on the day itself."""
    born: Facts = {"geboortedatum": date(1961, 2, 1), "uitkering_soort": ["PW"]}
    assert ("K25" in [signal.code for signal in look(born, on=on).signals]) is near

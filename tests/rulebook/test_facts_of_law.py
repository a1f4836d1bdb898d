# SPDX-License-Identifier: EUPL-1.2
"""What the law says, each as one sentence about an invented resident.

Read against the consolidated texts of the Wmo 2015, ZW, Wet WIA and Wajong (1 July 2026), the
Participatiewet (1 January and 1 July 2026), the Wet inburgering 2021 (21 October 2025), the WVO
2020 (1 January 2026) and Zvw 14 (2025). What is only announced stays to be confirmed.
"""

from datetime import date

import pytest

from meedoen.law.model import Article
from meedoen.rules.rulebook.catalogue import Certainty, Knelpunt
from tests.rulebook.truth import aged
from tests.rules.people import (
    JOHAN,
    LINDEWAARD,
    NEWCOMER,
    TODAY,
    VENNERHOUT,
    Facts,
    look,
    rulebook,
)  # fmt: skip

BENEFITS_THAT_ONLY_ASK_TO_BE_TOLD = {
    "uwv.ziektewet": "ZW", "uwv.wia_activiteit": "WIA_WGA", "uwv.wajong": "WAJONG",
}  # fmt: skip


def signal(facts: Facts, code: str) -> Knelpunt:
    return next(k for k in look(facts).signals if k.code == code)


def article(law: str, number: str, on: date = TODAY) -> Article:
    found = rulebook().corpus.version(law, on)
    return next(a for a in found.articles if a.number == number)


def worth(law: str, number: str, name: str, on: date = TODAY) -> object:
    return article(law, number, on).definitions[name]["value"]


def test_helping_each_other_is_told_by_the_resident_herself_and_not_by_the_plan() -> None:
    """Pw 17 lid 1: she tells it herself; the plan can only hold when she did."""
    found = signal({"uitkering_soort": ["PW"], "wederkerige_hulp": True}, "K29")
    assert "Geef het zelf door aan de gemeente" in found.way_out
    assert "plan is geen melding" in found.way_out
    assert any("Pw art. 17" in law for law in found.laws)
    assert found.certainty is Certainty.CHECK


@pytest.mark.parametrize(("provision_id", "benefit"), BENEFITS_THAT_ONLY_ASK_TO_BE_TOLD.items())
def test_beside_zw_wia_and_wajong_volunteering_is_told_and_needs_no_permission(
    provision_id: str, benefit: str
) -> None:
    """ZW 49, Wet WIA 27 lid 1 and Wajong 1a:12 with 3:74; that no permission is needed says UWV."""
    outcome = look(aged(40, uitkering_soort=[benefit])).of(provision_id)
    assert (str(outcome.kind), outcome.to_confirm) == ("vraagt_oordeel", True)
    assert "Vertel UWV zelf" in outcome.sentence
    assert "Toestemming is volgens UWV niet nodig" in outcome.sentence
    assert outcome.missing == ()


def test_the_wao_tells_it_too() -> None:
    outcome = look(aged(60, uitkering_soort=["WAO"])).of("uwv.wia_activiteit")
    assert "Vertel UWV zelf" in outcome.sentence


def test_beside_ww_uwv_is_asked_before_the_first_day() -> None:
    """WW 8 lid 1 and 6."""
    outcome = look(aged(40, uitkering_soort=["WW"])).of("uwv.ww")
    assert "Vraag UWV voor je begint" in outcome.sentence
    assert outcome.missing == ("uwv_stemt_in",)


def test_only_the_ww_and_a_trial_place_wait_for_uwv_to_agree() -> None:
    waiting = {
        p.id
        for p in rulebook().provisions
        for law in rulebook().corpus.laws
        if law.id == p.law and p.judgement_output in law.producers
        if "uwv_stemt_in" in law.producers[p.judgement_output].parameters
    }
    assert waiting == {"uwv.ww", "uwv.proefplaatsing"}


def test_who_is_ill_and_wants_to_take_part_tells_uwv_and_asks_no_permission() -> None:
    way_out = signal(JOHAN, "K12").way_out
    assert "Vertel het UWV" in way_out
    assert "geen toestemming" in way_out
    assert "toestemming in het plan" not in way_out


def test_without_assistance_nobody_waits_for_uwv_to_let_somebody_into_an_open_place() -> None:
    outcome = look(JOHAN).of("pw.sociale_activering")
    assert "of het mag" not in outcome.way_on


def test_less_help_because_somebody_does_more_needs_a_new_decision() -> None:
    """Wmo 2.3.8 (she tells), 2.3.9 (looked at from time to time) and 2.3.10 (a new decision)."""
    found = signal({"krijgt_begeleiding": True, "doet_vrijwilligerswerk": True}, "K06")
    assert "nieuw besluit" in found.way_out
    assert "zonder nieuw onderzoek" not in found.way_out
    assert {f"Wmo art. 2.3.{n}" for n in (8, 9, 10)} <= set(found.laws)


@pytest.mark.parametrize("number", ["2.3.8", "2.3.9", "2.3.10"])
def test_the_wmo_articles_about_looking_again_can_be_read(number: str) -> None:
    assert article("wmo_2015", number).text


def test_six_weeks_are_for_the_whole_research_with_its_outcome_on_paper() -> None:
    """Wmo 2.3.2 lid 1, 2 and 8: receipt, seven days for her own plan, and the written outcome."""
    door = look({}).of("wmo.melding")
    assert "zes weken voor het hele onderzoek, met de uitkomst op papier" in door.sentence
    assert "bericht dat de melding er is" in door.sentence
    assert "Een eigen plan mag, tot zeven dagen daarna" in door.sentence
    assert "voor het gesprek" not in door.sentence


@pytest.mark.parametrize(
    ("number", "holds"),
    [
        ("6", "module Arbeidsmarkt en Participatie"),
        ("11", "drie jaar"),
        ("13", "maatschappelijke begeleiding"),
        ("14", "brede intake"),
        ("15", "persoonlijk plan"),
    ],
)
def test_each_article_of_the_civic_integration_act_holds_what_it_is_cited_for(
    number: str, holds: str
) -> None:
    assert holds in article("wet_inburgering_2021", number).text


def test_a_newcomer_hears_of_the_intake_and_the_plan_under_their_own_articles() -> None:
    outcome = look(NEWCOMER).of("inburgering.aanbod")
    assert outcome.articles == "Wet inburgering 2021, art. 13, 14 en 15"
    assert worth("wet_inburgering_2021", "11", "termijn_jaren") == 3


def test_no_plan_yet_does_not_say_that_a_newcomer_is_free_of_the_duty() -> None:
    no = rulebook().provision("inburgering.aanbod").sentences["nee"]
    assert "hoeft voor jou niet" not in no


@pytest.mark.parametrize("town", [LINDEWAARD, VENNERHOUT])
def test_the_buffer_begins_on_1_january_2027_and_nowhere_before(town: str) -> None:
    """Pw 34b stands in the texts of 2026 and works from 2027 (phase 3 of the overview)."""
    facts = aged(40, uitkering_soort=["PW"], inkomen_wisselt=True)
    shown = {o.provision.id for o in look(facts, town, date(2026, 12, 31)).outcomes}
    assert "pw.bufferbudget" not in shown
    begun = look(facts, town, date(2027, 1, 1)).of("pw.bufferbudget")
    assert begun.to_confirm


def test_what_is_tolerated_in_2026_is_a_local_rule_with_an_end() -> None:
    """Phase 2: taking part in society may be used early; only where an ordinance says so."""
    facts = aged(40, uitkering_soort=["PW"])
    eve, day = date(2026, 12, 31), date(2027, 1, 1)
    here = look(facts, LINDEWAARD, eve).of("pw.maatschappelijk_meedoen")
    assert (str(here.kind), here.to_confirm) == ("vraagt_oordeel", True)
    for town in (VENNERHOUT, "GM0001"):
        shown = {o.provision.id for o in look(facts, town, eve).outcomes}
        assert "pw.maatschappelijk_meedoen" not in shown
        assert look(facts, town, day).of("pw.maatschappelijk_meedoen").to_confirm


APPLYING = aged(40, uitkering_soort=["GEEN"], aanvraag_bijstand_loopt=True)


def test_assistance_may_begin_up_to_three_months_before_the_report_and_nobody_promises_it() -> None:
    """Pw 44 lid 5; in the text of 1 January 2026, the day it works from is to be confirmed."""
    outcome = look(APPLYING).of("pw.bijstand_eerder")
    assert (str(outcome.kind), outcome.to_confirm) == ("vraagt_oordeel", True)
    assert "drie maanden" in outcome.sentence
    assert outcome.decider == "college"
    for judged in (True, False):
        again = look({**APPLYING, "bijstand_eerder_nodig": judged}).of("pw.bijstand_eerder")
        assert str(again.kind) == "vraagt_oordeel"


def test_who_asks_no_assistance_does_not_hear_of_an_earlier_beginning() -> None:
    shown = {o.provision.id for o in look({**APPLYING, "aanvraag_bijstand_loopt": False}).outcomes}
    assert "pw.bijstand_eerder" not in shown


@pytest.mark.parametrize(
    ("on", "text"), [(date(2026, 6, 30), "2026-01-01"), (date(2026, 7, 1), "2026-07-01")]
)
def test_the_wmo_is_read_in_the_text_of_its_day(on: date, text: str) -> None:
    law = rulebook().corpus.version("wmo_2015", on)
    assert law.url.endswith(text)


def test_wmo_data_is_kept_fifteen_years_and_destroyed_in_three_months_when_asked() -> None:
    """Wmo 5.3.4 lid 1 and 5.3.5 lid 1 and 2."""
    assert worth("wmo_2015", "5.3.4", "bewaren_jaren") == 15
    assert "laatste wijziging" in article("wmo_2015", "5.3.4").text
    assert worth("wmo_2015", "5.3.5", "vernietigen_maanden") == 3
    assert "schriftelijk" in article("wmo_2015", "5.3.5").text


@pytest.mark.parametrize(
    ("name", "cents"),
    [
        ("vrijwilligersvergoeding_maand_in_2025", 21000),
        ("vrijwilligersvergoeding_jaar_in_2025", 210000),
        ("vrijwilligersvergoeding_uur_in_2025", 560),
        ("vrijwilligersvergoeding_uur_onder_21_in_2025", 330),
    ],
)
def test_the_last_known_volunteer_allowance_is_that_of_2025_and_says_so(
    name: str, cents: int
) -> None:
    for on in (date(2026, 1, 1), TODAY):
        held = article("participatiewet", "31", on).definitions[name]
        assert held["value"] == cents
        assert "2025" in held["description"]


def test_a_carer_elsewhere_tells_the_municipality_and_nothing_more_is_promised() -> None:
    """Pw 33 lid 6, 22a lid 4 and 40 lid 3 d, with 17 lid 1."""
    facts = aged(40, uitkering_soort=["PW"], mantelzorger=True, mantelzorg_intensief=True)
    sentence = look(facts).of("pw.zorgen_naast_uitkering").sentence
    assert "Geef dat zelf door aan de gemeente" in sentence
    assert "dan loopt je uitkering door" not in sentence


def test_to_a_doctor_everybody_can_go_and_no_jurist_stands_between() -> None:
    """Zvw 14 lid 2: a referral is for a specialist, and not in an emergency."""
    outcome = look({}).of("zvw.behandeling")
    assert not outcome.to_confirm
    assert "Naar je huisarts kun je altijd" in outcome.sentence


def test_school_transport_names_its_three_laws() -> None:
    """WPO 4, WEC 4 and WVO 2020 8.28 and 8.29."""
    article_line = rulebook().provision("onderwijs.leerlingenvervoer").article
    assert "WVO 2020, art. 8.28 en 8.29" in article_line


@pytest.mark.parametrize(
    "provision_id", ["pw.ontheffing", "pw.inkomenstoeslag", "pw.giften", "pw.sociale_activering"]
)
def test_a_rule_that_changes_in_2027_answers_no_yes_or_no_from_that_day(provision_id: str) -> None:
    """Announced and not confirmed: never silently the old rule."""
    facts = aged(40, uitkering_soort=["PW"], dringende_reden_ontheffing=True,
                 langdurig_laag_inkomen=True, geen_uitzicht_op_meer_inkomen=True,
                 sociale_activering_past=True)  # fmt: skip
    before = look(facts, LINDEWAARD, date(2026, 12, 31)).of(provision_id)
    after = look(facts, LINDEWAARD, date(2027, 1, 1)).of(provision_id)
    assert (str(before.kind), before.to_confirm) == ("ja", False)
    assert (str(after.kind), after.to_confirm) == ("vraagt_oordeel", True)


def test_paid_work_is_called_paid_work() -> None:
    labels = {need.code: need.label for need in rulebook().needs}
    assert labels["paid_work"] == "Betaald werk"

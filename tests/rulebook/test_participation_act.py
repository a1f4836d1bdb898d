# SPDX-License-Identifier: EUPL-1.2
"""What the Participation Act says, as sentences: who is helped, who is free, who need not wait."""

from datetime import date

import pytest

from tests.rules.people import (
    LINDEWAARD,
    SCHOOL_LEAVER,
    TODAY,
    VENNERHOUT,
    WITHOUT_BENEFIT,
    Facts,
    kind,
    look,
)

ASSISTANCE: Facts = {
    "geboortedatum": date(1985, 3, 4),
    "ingezetene_gemeente": True,
    "uitkering_soort": ["PW"],
}
YOUNG: Facts = {**ASSISTANCE, "geboortedatum": date(2004, 3, 4)}
NINETEEN: Facts = {**ASSISTANCE, "geboortedatum": date(2007, 3, 4)}
PENSIONER: Facts = {**ASSISTANCE, "geboortedatum": date(1950, 3, 4), "uitkering_soort": ["AOW"]}


def shown(facts: Facts, on: date = TODAY, town: str = LINDEWAARD) -> set[str]:
    return {outcome.provision.id for outcome in look(facts, town, on).outcomes}


# Being free of duties (Pw 9, 9a): shown, never enforced (S0: no coercion)


def test_a_reward_in_kind_stops_for_a_parent_who_has_the_exemption() -> None:
    """Pw 9 lid 7: whoever has the exemption of 9a owes no tegenprestatie."""
    parent = {**ASSISTANCE, "alleen_zorg_kind_onder_5": True}
    assert kind(parent, "pw.tegenprestatie", VENNERHOUT) == "vraagt_oordeel"
    exempt = {**parent, "ontheffing_9a_verleend": True}
    assert kind(exempt, "pw.tegenprestatie", VENNERHOUT) == "ja"
    assert kind(exempt, "pw.ontheffing_jong_kind", VENNERHOUT) == "ja"


def test_somebody_fully_and_lastingly_unable_to_work_has_no_duties() -> None:
    """Pw 9 lid 5 with WIA 4: a supplement from the municipality beside an IVA benefit."""
    unable = {**ASSISTANCE, "uitkering_soort": ["PW", "WIA_IVA"]}
    assert kind(unable, "pw.ontheffing", VENNERHOUT) == "ja"
    assert kind(unable, "pw.tegenprestatie", VENNERHOUT) == "ja"


def test_a_municipality_that_only_asks_what_people_want_frees_everybody() -> None:
    """Pw 8a lid 1 b: the ordinance decides whether anything is asked in return (S4)."""
    assert kind(ASSISTANCE, "pw.tegenprestatie", LINDEWAARD) == "ja"
    assert kind(ASSISTANCE, "pw.tegenprestatie", VENNERHOUT) == "vraagt_oordeel"


def test_the_exemption_for_a_young_child_waits_until_the_parent_asks() -> None:
    outcome = look({**ASSISTANCE, "alleen_zorg_kind_onder_5": True}).of("pw.ontheffing_jong_kind")
    assert str(outcome.kind) == "vraagt_oordeel"
    assert "hierom vragen" in outcome.sentence
    assert "pw.ontheffing_jong_kind" not in shown({**ASSISTANCE, "alleen_zorg_kind_onder_5": False})


def test_taking_part_replaces_the_reward_in_kind_only_when_the_law_does() -> None:
    """Pw in balans, announced for 2027: dated data, and a jurist must confirm it."""
    days = (date(2026, 12, 31), date(2027, 1, 1))
    before, after = (shown(ASSISTANCE, day, VENNERHOUT) for day in days)
    assert "pw.tegenprestatie" in before - after
    assert "pw.maatschappelijk_meedoen" in after - before
    outcome = look(ASSISTANCE, on=date(2027, 1, 1)).of("pw.maatschappelijk_meedoen")
    assert outcome.to_confirm


def test_whoever_learns_dutch_does_enough() -> None:
    """Pw 18b lid 6: effort is enough; nothing here lowers anything."""
    learner = {**ASSISTANCE, "nederlands_lukt": False}
    assert kind(learner, "pw.taal") == "vraagt_oordeel"
    assert kind({**learner, "taal_inspanning_genoeg": True}, "pw.taal") == "ja"
    assert "pw.taal" not in shown({**ASSISTANCE, "nederlands_lukt": True})


# The month of waiting under 27 (Pw 41 lid 4 and 11)

WAITING: Facts = {**YOUNG, "uitkering_soort": ["GEEN"], "aanvraag_bijstand_loopt": True}


@pytest.mark.parametrize(
    "reason",
    [
        {"pro_of_vso_laatste_jaar": True},
        {"medisch_urenbeperkt": True},
        {"ingeschreven_werkzoekende_uwv": True, "kan_wml_verdienen_voltijds": False},
        {"college_wacht_niet": True},
    ],
    ids=["pro or vso", "fewer hours", "wage cost subsidy", "the college may begin at once"],
)
def test_who_need_not_wait_four_weeks(reason: Facts) -> None:
    assert kind(WAITING, "pw.zoektermijn") == "vraagt_oordeel"
    assert kind({**WAITING, **reason}, "pw.zoektermijn") == "ja"


def test_the_entrance_course_is_no_exception_to_the_waiting_month() -> None:
    """Pw 41 lid 4 a names pro and vso; entree counts for the wage cost subsidy only (10d lid 2)."""
    entree = {**WAITING, "pro_vso_entree_laatste_jaar": True, "pro_of_vso_laatste_jaar": False}
    assert kind(entree, "pw.zoektermijn") == "vraagt_oordeel"


def test_nobody_of_27_waits_and_nobody_who_did_not_apply() -> None:
    grown = {**WAITING, "geboortedatum": date(1999, 11, 23)}
    assert "pw.zoektermijn" in shown(grown, date(2026, 11, 22))
    assert "pw.zoektermijn" not in shown(grown, date(2026, 11, 23))
    assert "pw.zoektermijn" not in shown({**WAITING, "aanvraag_bijstand_loopt": False})


def test_who_applies_again_within_a_year_need_not_give_everything_again() -> None:
    """Pw 43a, told once (S1)."""
    again = {**ASSISTANCE, "uitkering_soort": ["GEEN"], "aanvraag_bijstand_loopt": True,
             "bijstand_laatste_twaalf_maanden": True}  # fmt: skip
    assert kind(again, "pw.gegevens_opnieuw") == "ja"


# Support under 27 and learning while working (Pw 7a)


def test_someone_of_uwv_under_27_needs_an_agreement_first() -> None:
    """Pw 7a lid 5 and 6: the gate of article 7 holds for young people too."""
    sick = {**YOUNG, "uitkering_soort": ["ZW"], "school_vraagt_ondersteuning": False,
            "volgt_onderwijs": "geen", "eerder_met_loonkostensubsidie": False}  # fmt: skip
    assert kind({**sick, "afspraak_college_uwv": False}, "pw.ondersteuning_onder_27") == (
        "nee_op_deze_grond"
    )
    assert kind({**sick, "afspraak_college_uwv": True}, "pw.ondersteuning_onder_27") == (
        "vraagt_oordeel"
    )


@pytest.mark.parametrize("asks", [{"school_vraagt_ondersteuning": True}, {"volgt_onderwijs": "ho"}])
def test_a_school_that_asks_or_a_study_opens_the_door_whatever_the_benefit(asks: Facts) -> None:
    """Pw 7a lid 1 b and c."""
    pupil = {**YOUNG, "uitkering_soort": ["WAJONG"]}
    assert kind({**pupil, **asks}, "pw.ondersteuning_onder_27") == "vraagt_oordeel"


def test_learning_while_working_is_for_those_without_a_diploma_of_any_age() -> None:
    """Pw 7a lid 3, and lid 7 for whoever is 27 or older."""
    for facts in (SCHOOL_LEAVER, {**ASSISTANCE, "startkwalificatie": False}):
        assert kind(facts, "pw.leerwerktraject") == "vraagt_oordeel"
        assert "pw.leerwerktraject" not in shown({**facts, "startkwalificatie": True})


# Help at work (Pw 8a, 10a, 10da, 10g, 10h)


def test_guidance_at_work_is_a_right_for_the_group_with_wage_cost_subsidy() -> None:
    """Pw 10da: without the test of necessity that article 10 asks of others."""
    working = {**ASSISTANCE, "werkgever_in_beeld": True}
    assert kind(working, "pw.jobcoach") == "vraagt_oordeel"
    outcome = look({**working, "kan_wml_verdienen_voltijds": False}).of("pw.jobcoach")
    assert str(outcome.kind) == "ja"
    assert "recht op" in outcome.sentence


def test_a_participation_place_is_not_for_people_under_27() -> None:
    """Pw 10a serves article 7 lid 1 a, from which lid 3 a keeps everybody under 27."""
    outcome = look(YOUNG).of("pw.participatieplaats")
    assert str(outcome.kind) == "nee_op_deze_grond"
    assert "7a" in outcome.way_on
    assert kind(ASSISTANCE, "pw.participatieplaats") == "vraagt_oordeel"


def test_after_half_a_year_a_participation_place_tells_about_premium_and_schooling() -> None:
    placed = {**ASSISTANCE, "kans_op_werk_gering": True}
    early = look({**placed, "maanden_op_tijdelijke_plek": 5}).of("pw.participatieplaats")
    late = look({**placed, "maanden_op_tijdelijke_plek": 6}).of("pw.participatieplaats")
    assert "premie" in late.sentence
    assert "premie" not in early.sentence


@pytest.mark.parametrize(
    ("need", "provision"),
    [("auditieve_beperking", "uwv.tolk_werk"), ("visuele_beperking", "uwv.zien_werk")],
)
def test_hearing_and_sight_at_work_are_for_uwv_to_weigh(need: str, provision: str) -> None:
    """Pw 10g and 10h: asked by the person or the college, granted by UWV."""
    outcome = look({**ASSISTANCE, need: True}).of(provision)
    assert (str(outcome.kind), outcome.decider) == ("vraagt_oordeel", "UWV")
    assert kind({**ASSISTANCE, need: True, "uwv_kent_werkvoorziening_toe": True}, provision) == "ja"
    assert provision not in shown({**ASSISTANCE, need: False})


def test_a_tool_for_work_waits_for_work_and_follows_who_is_helped() -> None:
    tool = {**WITHOUT_BENEFIT, "hulpmiddel_op_werk_nodig": True}
    assert kind({**tool, "werkgever_in_beeld": True}, "pw.werkvoorziening") == "vraagt_oordeel"
    assert "pw.werkvoorziening" not in shown({**tool, "werkgever_in_beeld": False})


# Assistance itself is never decided here (Pw 11, 13, 40, 47a)


def test_at_the_pension_age_the_svb_takes_over_from_the_municipality() -> None:
    """Pw 7 lid 6 and 47a; the age is that of the day, not a number in a catalogue."""
    assert {"pw.bijstand", "pw.aio"} & shown(PENSIONER) == {"pw.aio"}
    assert {"pw.bijstand", "pw.aio"} & shown(ASSISTANCE) == {"pw.bijstand"}
    born = {**ASSISTANCE, "geboortedatum": date(1961, 2, 1)}
    assert "pw.aio" not in shown(born, date(2028, 4, 30))
    assert "pw.aio" in shown(born, date(2028, 5, 1))


def test_under_21_in_an_institution_there_is_no_general_assistance_but_a_way_on() -> None:
    """Pw 13 lid 2 a, with K21."""
    inside = {**NINETEEN, "uitkering_soort": ["GEEN"], "verblijfsstatus": "nl",
              "in_inrichting": True}  # fmt: skip
    outcome = look(inside).of("pw.bijstand")
    assert str(outcome.kind) == "nee_op_deze_grond"
    assert "35" in outcome.way_on
    assert kind({**inside, "geboortedatum": date(2005, 3, 4)}, "pw.bijstand") == "vraagt_oordeel"


def test_only_those_of_18_to_20_are_asked_whether_they_live_in_an_institution() -> None:
    applying: Facts = {"ingezetene_gemeente": True, "verblijfsstatus": "nl"}
    for born, asked in ((2007, True), (1990, False)):
        outcome = look({**applying, "geboortedatum": date(born, 3, 4)}).of("pw.bijstand")
        assert ("in_inrichting" in outcome.missing) is asked


def test_no_recourse_to_parents_adds_to_the_norm_of_young_people() -> None:
    """Pw 20 lid 3, with K22."""
    alone = {**NINETEEN, "ouders_kunnen_niet_helpen": True}
    assert kind(alone, "pw.toeslag_jongere") == "vraagt_oordeel"
    assert "K22" in look(alone).of("pw.toeslag_jongere").signals
    assert kind({**alone, "toeslag_ouders_vastgesteld": True}, "pw.toeslag_jongere") == "ja"
    assert "pw.toeslag_jongere" not in shown({**alone, "geboortedatum": date(2005, 1, 1)})

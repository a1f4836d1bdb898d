# SPDX-License-Identifier: EUPL-1.2
"""Truth tables of living costs in the Participation Act, each row with its article."""

from datetime import date

import pytest

from tests.rulebook.truth import HIDDEN, JA, NEE, ONBEKEND, OORDEEL, Row, aged, outcome_of, table
from tests.rules.people import TODAY, VENNERHOUT, Facts


def assisted(years: int = 40, **facts: object) -> Facts:
    return aged(years, uitkering_soort=["PW"], **facts)


APPLYING: Facts = {"uitkering_soort": ["GEEN"], "aanvraag_bijstand_loopt": True}
NO_EXEMPTION: Facts = {
    "pro_of_vso_laatste_jaar": False, "medisch_urenbeperkt": False, "partner_27_plus": False,
    "kan_wml_verdienen_voltijds": True,
}  # fmt: skip
NO_WAIT: list[Row] = [
    ("41 lid 4: 26 jaar, geen uitzondering", aged(26, **APPLYING, **NO_EXEMPTION), OORDEEL),
    ("41 lid 4: 27 jaar", aged(27, **APPLYING), HIDDEN),
    ("41 lid 4: niets gevraagd", aged(22, aanvraag_bijstand_loopt=False), HIDDEN),
    ("41 lid 4, eerste zin: partner van 27", aged(22, **APPLYING, partner_27_plus=True), JA),
    ("41 lid 4 a: pro of vso", aged(19, **APPLYING, pro_of_vso_laatste_jaar=True), JA),
    ("41 lid 4 b: medisch urenbeperkt", aged(22, **APPLYING, medisch_urenbeperkt=True), JA),
    ("41 lid 4 b: groep loonkostensubsidie",
     aged(22, **APPLYING, ingeschreven_werkzoekende_uwv=True, kan_wml_verdienen_voltijds=False),
     JA),
    ("41 lid 11: het college wacht niet",
     aged(22, **APPLYING, **NO_EXEMPTION, college_wacht_niet=True), JA),
    ("41 lid 11: het college wacht wel",
     aged(22, **APPLYING, **NO_EXEMPTION, college_wacht_niet=False), NEE),
]  # fmt: skip

NO_GROUND: Facts = {
    "werkgever_in_beeld": True, "medisch_urenbeperkt": False, "kan_wml_verdienen_voltijds": True,
}  # fmt: skip
WAGES: list[Row] = [
    ("31 lid 2 n: 27 jaar, het werk helpt vooruit",
     assisted(27, **NO_GROUND, werk_helpt_vooruit=True), JA),
    ("31 lid 2 n: 27 jaar, nog niet gewogen", assisted(27, **NO_GROUND), OORDEEL),
    ("31 lid 5: 26 jaar, het werk helpt vooruit",
     assisted(26, **NO_GROUND, werk_helpt_vooruit=True), NEE),
    ("31 lid 2 y: 26 jaar, urenbeperkt",
     assisted(26, **{**NO_GROUND, "medisch_urenbeperkt": True}), JA),
    ("31 lid 2 z: 26 jaar, loonkostensubsidie",
     assisted(26, **{**NO_GROUND, "kan_wml_verdienen_voltijds": False}), JA),
    ("31 lid 2: geen werk", assisted(40, werkgever_in_beeld=False), HIDDEN),
]  # fmt: skip

SHARING: Facts = {"medebewoner_27_plus": True}
HOUSEMATES: list[Row] = [
    ("19a lid 1: huisgenoot jonger dan 27", assisted(medebewoner_27_plus=False), HIDDEN),
    ("22a lid 1: zelf 20 jaar", assisted(20, **SHARING), HIDDEN),
    ("22a lid 1: zelf 21 jaar", assisted(21, **SHARING), OORDEEL),
    ("19a lid 1 b: huurder, geen naaste familie", assisted(**SHARING, reden_samen_wonen="huur"),
     JA),
    ("19a lid 1 d: studeert", assisted(**SHARING, reden_samen_wonen="studie"), JA),
    ("22a lid 4: tijdelijk, om te zorgen", assisted(**SHARING, reden_samen_wonen="tijdelijk"), JA),
    ("19a lid 1 b: familie die huurt valt onder anders",
     assisted(**SHARING, reden_samen_wonen="anders"), OORDEEL),
    ("18 lid 1: het college laat hem buiten beschouwing",
     assisted(**SHARING, reden_samen_wonen="anders", college_telt_huisgenoot_niet=True), JA),
    ("19a: het college telt hem mee",
     assisted(**SHARING, reden_samen_wonen="anders", college_telt_huisgenoot_niet=False), NEE),
]  # fmt: skip

LOW: Facts = {"langdurig_laag_inkomen": True}
EXTRA: list[Row] = [
    ("36 lid 1: 20 jaar", aged(20, **LOW), NEE),
    ("36 lid 1: 21 jaar, kan", aged(21, **LOW), OORDEEL),
    ("36 lid 1: 66 jaar, kan", aged(66, **LOW), OORDEEL),
    ("36 lid 1: AOW-leeftijd", aged(67, **LOW), NEE),
    ("36 lid 1: geen uitzicht", aged(40, **LOW, geen_uitzicht_op_meer_inkomen=True), JA),
    ("36 lid 1: uitzicht", aged(40, **LOW, geen_uitzicht_op_meer_inkomen=False), NEE),
    ("36 lid 1: geen laag inkomen", aged(40, langdurig_laag_inkomen=False), NEE),
    ("36 lid 1: inkomen onbekend", aged(40), ONBEKEND),
]

STUDENT: Facts = {"volgt_onderwijs": "mbo", "recht_studiefinanciering": True,
                  "uitkering_soort": ["GEEN"], "beperking_of_chronisch_psych": True}  # fmt: skip
STUDYING: list[Row] = [
    ("36b lid 1: nog niet gewogen", aged(20, **STUDENT), OORDEEL),
    ("36b lid 2: kan niet bijverdienen", aged(20, **STUDENT, kan_niet_bijverdienen=True), JA),
    ("36b lid 1: kan wel bijverdienen", aged(20, **STUDENT, kan_niet_bijverdienen=False), NEE),
    (
        "36b lid 3 a: geen studiefinanciering",
        aged(20, **{**STUDENT, "recht_studiefinanciering": False}),
        NEE,
    ),
    ("36b lid 3 b: Wajong", aged(20, **{**STUDENT, "uitkering_soort": ["WAJONG"]}), NEE),
    ("36b lid 1: geen opleiding", aged(20, **{**STUDENT, "volgt_onderwijs": "geen"}), NEE),
]

LIVING: Facts = {"ingezetene_gemeente": True, "uitkering_soort": ["GEEN"], "verblijfsstatus": "nl"}
ASSISTANCE: list[Row] = [
    ("11 lid 1: het college beslist", aged(30, **LIVING), OORDEEL),
    ("11 lid 2: met een vergunning", aged(30, **{**LIVING, "verblijfsstatus": "gelijkgesteld"}),
     OORDEEL),
    ("11 lid 3 b: op tijd verlenging gevraagd",
     aged(30, **{**LIVING, "verblijfsstatus": "verlenging_loopt"}), OORDEEL),
    ("11 lid 2: zonder verblijfsrecht", aged(30, **{**LIVING, "verblijfsstatus": "overig"}), NEE),
    ("11: wie bijstand krijgt, hoeft zijn verblijf niet nog eens te zeggen",
     assisted(30, ingezetene_gemeente=True), JA),
    ("40 lid 1: andere gemeente", aged(30, **{**LIVING, "ingezetene_gemeente": False}), NEE),
    ("13 lid 1 f: 17 jaar", aged(17, **LIVING), NEE),
    ("13 lid 2 a: 20 jaar in een inrichting", aged(20, **LIVING, in_inrichting=True), NEE),
    ("13 lid 2 a: 21 jaar in een inrichting", aged(21, **LIVING, in_inrichting=True), OORDEEL),
    ("47a: vanaf de AOW-leeftijd de SVB", aged(67, **LIVING), HIDDEN),
]  # fmt: skip

CARING: list[Row] = [
    ("3 lid 2 a: zorg, met iemand van 27 of ouder",
     assisted(medebewoner_27_plus=True, reden_samen_wonen="zorg"), OORDEEL),
    ("3 lid 2 a: zorg, met iemand die jonger is",
     assisted(medebewoner_27_plus=False, gehuwd_of_gezamenlijke_huishouding=True,
              reden_samen_wonen="zorg"), OORDEEL),
    ("3 lid 2 a: een andere reden",
     assisted(medebewoner_27_plus=True, reden_samen_wonen="huur"), HIDDEN),
]  # fmt: skip

LANGUAGE: list[Row] = [
    ("18b lid 6: leren, nog niet gewogen", assisted(nederlands_lukt=False), OORDEEL),
    (
        "18b lid 6 a: de inspanning is genoeg",
        assisted(nederlands_lukt=False, taal_inspanning_genoeg=True),
        JA,
    ),
    ("18b lid 2: diploma of acht jaar onderwijs", assisted(nederlands_lukt=True), HIDDEN),
    ("18b lid 1: geen bijstand", aged(40, uitkering_soort=["WW"], nederlands_lukt=False), HIDDEN),
]

FREED: list[Row] = [
    ("9 lid 2: zorgtaken, nog niet gewogen", assisted(), OORDEEL),
    ("9 lid 2: dringende reden", assisted(dringende_reden_ontheffing=True), JA),
    ("9 lid 2: geen dringende reden", assisted(dringende_reden_ontheffing=False), NEE),
    (
        "9 lid 5: volledig en duurzaam arbeidsongeschikt",
        aged(40, uitkering_soort=["PW", "WIA_IVA"]),
        JA,
    ),
    ("9 lid 1: geen bijstand", aged(40, uitkering_soort=["WW"]), NEE),
]


@pytest.mark.parametrize(
    ("provision", "facts", "expected", "town"),
    [
        *table("pw.zoektermijn", NO_WAIT),
        *table("pw.vrijlating", WAGES),
        *table("pw.kostendelers", HOUSEMATES),
        *table("pw.inkomenstoeslag", EXTRA),
        *table("pw.studietoeslag", STUDYING),
        *table("pw.bijstand", ASSISTANCE),
        *table("pw.samenwonen_om_zorg", CARING),
        *table("pw.taal", LANGUAGE),
        *table("pw.ontheffing", FREED, VENNERHOUT),
    ],
)
def test_the_participation_act_on_living_costs(
    provision: str, facts: Facts, expected: str, town: str
) -> None:
    assert outcome_of(provision, facts, town) == expected


EDGE = date(1959, 11, 24)
"""Who was born on this day reaches the pension age of 67 tomorrow."""


@pytest.mark.parametrize(
    ("provision", "facts", "before", "after"),
    [
        ("pw.ondersteuning_27", {}, JA, NEE),
        ("pw.participatieplaats", {}, OORDEEL, NEE),
        ("pw.ontheffing", {}, OORDEEL, NEE),
        ("pw.taal", {"nederlands_lukt": False}, OORDEEL, HIDDEN),
        ("pw.tegenprestatie", {"geen_tegenprestatie_gevraagd": True}, JA, HIDDEN),
        ("pw.bijstand", {"ingezetene_gemeente": True}, JA, HIDDEN),
        ("pw.aio", {"verblijfsstatus": "nl"}, HIDDEN, OORDEEL),
        ("pw.inkomenstoeslag", LOW, OORDEEL, NEE),
    ],
)
def test_what_ends_and_starts_on_the_day_of_the_pension_age(
    provision: str, facts: Facts, before: str, after: str
) -> None:
    """AOW 7a, with Pw 7, 9, 36 and 47a: not a day early and not a day late."""
    person = {"geboortedatum": EDGE, "uitkering_soort": ["PW"], **facts}
    days = (TODAY, date(2026, 11, 24))
    assert [outcome_of(provision, person, on=on) for on in days] == [before, after]

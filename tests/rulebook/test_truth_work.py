# SPDX-License-Identifier: EUPL-1.2
"""Truth tables of the help at work in the Participation Act, each row with its article.

Every row is read from the text of the law, not from the rulebook; a judgement is a fact too.
"""

import pytest

from tests.rulebook.truth import HIDDEN, JA, NEE, ONBEKEND, OORDEEL, Row, aged, outcome_of, table
from tests.rules.people import VENNERHOUT, Facts, look

UWV = ("WW", "ZW", "WIA_WGA", "WIA_IVA", "WAJONG", "WAO", "WAZ", "IOW")
OTHERS: Facts = {"eerder_met_loonkostensubsidie": False, "afspraak_college_uwv": False}
NOBODY: Facts = {**OTHERS, "uitkering_soort": ["GEEN"], "ingeschreven_werkzoekende_uwv": False}
REGISTERED: Facts = {**NOBODY, "ingeschreven_werkzoekende_uwv": True}
NO_SCHOOL: Facts = {"school_vraagt_ondersteuning": False, "volgt_onderwijs": "geen"}


def on_benefit(kind: str, years: int = 40, **facts: object) -> Facts:
    return aged(years, uitkering_soort=[kind], **facts)


SHELTERED: Facts = {"uwv_advies_beschut": "positief", "college_vaststelling_beschut": True}
FREE: Facts = {"beschut_aantal_gerealiseerd": False}
FULL: Facts = {"beschut_aantal_gerealiseerd": True}
SHELTERED_WORK: list[Row] = [
    *((f"10b lid 1: {b}, vastgesteld", on_benefit(b, **SHELTERED, **FREE), JA)
      for b in ("PW", "ANW", "IOAW", "IOAZ", *UWV)),
    *((f"10b lid 2: advies {advice}, nog niets vastgesteld",
       on_benefit("PW", uwv_advies_beschut=advice), OORDEEL)
      for advice in ("positief", "negatief", "niet_gevraagd")),
    ("10b lid 2: UWV nog niet bekend", on_benefit("PW"), ONBEKEND),
    ("10b lid 1: positief advies, toch niet vastgesteld",
     on_benefit("WIA_WGA", **SHELTERED, **FREE) | {"college_vaststelling_beschut": False}, NEE),
    ("10b lid 5 en 6: vol, met extra plekken", on_benefit("PW", **SHELTERED, **FULL), JA),
    ("7 lid 1 a: geen uitkering, ingeschreven", aged(40, **REGISTERED, **SHELTERED, **FREE), JA),
    ("7 lid 1 a: geen uitkering, niet ingeschreven", aged(40, **NOBODY, **SHELTERED, **FREE), NEE),
    ("10b: onder 27 mag ook", on_benefit("PW", 19, **SHELTERED, **FREE), JA),
    ("AOW 7a: vanaf de AOW-leeftijd niet", on_benefit("PW", 67, **SHELTERED, **FREE), NEE),
]  # fmt: skip
SHELTERED_ELSEWHERE: list[Row] = [
    ("10b lid 6: vol, zonder extra plekken", on_benefit("PW", **SHELTERED, **FULL), NEE),
    ("10b lid 6: niet vol", on_benefit("PW", **SHELTERED, **FREE), JA),
]

FROM_27: list[Row] = [
    ("7 lid 3 a: 26 jaar", on_benefit("PW", 26), NEE),
    ("7 lid 1 a: 27 jaar", on_benefit("PW", 27), JA),
    ("7 lid 1 a: 66 jaar", on_benefit("PW", 66), JA),
    ("AOW 7a: 67 jaar", on_benefit("PW", 67), NEE),
    *((f"7 lid 1 a onder 4 tot 6: {b}", on_benefit(b), JA) for b in ("ANW", "IOAW", "IOAZ")),
    *((f"7 lid 3 c: {b}", on_benefit(b, **OTHERS), NEE) for b in UWV),
    ("7 lid 7: WW met een afspraak",
     on_benefit("WW", **{**OTHERS, "afspraak_college_uwv": True}), JA),
    ("7 lid 3 c slot: WW na loonkostensubsidie",
     on_benefit("WW", **{**OTHERS, "eerder_met_loonkostensubsidie": True}), JA),
    ("7 lid 3 c: WW, afspraak onbekend", on_benefit("WW", eerder_met_loonkostensubsidie=False),
     ONBEKEND),
    ("7 lid 1 a onder 7: ingeschreven", aged(40, **REGISTERED), JA),
    ("6 lid 1 a: niet ingeschreven", aged(40, **NOBODY), NEE),
    ("6 lid 1 a: inschrijving onbekend", aged(40, **OTHERS, uitkering_soort=["GEEN"]), ONBEKEND),
]  # fmt: skip
FROM_27_ELSEWHERE: list[Row] = [
    ("8a: de verordening helpt wie geen uitkering heeft niet", aged(40, **REGISTERED), NEE),
    *((f"7 lid 1 a onder 4 tot 6: {b} en ingeschreven is geen groep zonder uitkering",
       on_benefit(b, **OTHERS, ingeschreven_werkzoekende_uwv=True), JA)
      for b in ("ANW", "IOAW", "IOAZ")),
    ("7 lid 1 a onder 2 en 3: na eerdere steun, ook zonder uitkering",
     aged(40, **{**REGISTERED, "eerder_met_loonkostensubsidie": True}), JA),
    ("7 lid 7: Ziektewet, ingeschreven, met een afspraak",
     on_benefit("ZW", **{**OTHERS, "afspraak_college_uwv": True},
                ingeschreven_werkzoekende_uwv=True), JA),
]  # fmt: skip

UNDER_27: list[Row] = [
    ("7a: 27 jaar, niet deze deur", on_benefit("PW", 27), HIDDEN),
    ("7a lid 1 a: 26 jaar en bijstand", on_benefit("PW", 26), OORDEEL),
    ("7a lid 1 a: onderwijs past niet, college biedt hulp",
     on_benefit("PW", 26, onderwijs_mogelijk_en_passend=False,
                college_biedt_ondersteuning_7a=True), JA),
    ("7a lid 1 aanhef: kan, dus het college mag nee zeggen",
     on_benefit("PW", 26, onderwijs_mogelijk_en_passend=False,
                college_biedt_ondersteuning_7a=False), NEE),
    ("7a lid 2: onderwijs past, school vraagt niet",
     on_benefit("PW", 26, **NO_SCHOOL, onderwijs_mogelijk_en_passend=True), NEE),
    ("7a lid 1 b: school vraagt, ook als onderwijs past",
     aged(17, **NOBODY, school_vraagt_ondersteuning=True, onderwijs_mogelijk_en_passend=True,
          college_biedt_ondersteuning_7a=True), JA),
    ("7a lid 1 b: school vraagt, zonder uitkering",
     aged(20, **NOBODY, school_vraagt_ondersteuning=True), OORDEEL),
    ("7a lid 1 c: hoger onderwijs", aged(20, **NOBODY, volgt_onderwijs="ho"), OORDEEL),
    ("7a lid 1: bij niemand horen", aged(20, **NOBODY, **NO_SCHOOL), NEE),
    ("7a lid 5: WW zonder afspraak", on_benefit("WW", 25, **OTHERS, **NO_SCHOOL), NEE),
    ("7a lid 5: WW met een afspraak",
     on_benefit("WW", 25, **{**OTHERS, "afspraak_college_uwv": True}, **NO_SCHOOL), OORDEEL),
    ("7a: leeftijd onbekend", {"uitkering_soort": ["PW"]}, ONBEKEND),
]  # fmt: skip

HIRED: Facts = {"in_dienst_korter_dan_half_jaar": True, "wsw_dienstbetrekking": False,
                "werkgever_in_beeld": True}  # fmt: skip
OFFER: Facts = {"werkgever_in_beeld": True, "wsw_dienstbetrekking": False}
LESS: Facts = {"kan_wml_verdienen_voltijds": False}
SCHOOL: Facts = {"pro_vso_entree_laatste_jaar": True}
BEFORE: Facts = {"pro_vso_entree_laatste_jaar": False, "groep_7_voor_deze_baan": True}
NEITHER: Facts = {"pro_vso_entree_laatste_jaar": False, "groep_7_voor_deze_baan": False}
SUBSIDY: list[Row] = [
    ("10d lid 1: bijstand, werkgever, vastgesteld", on_benefit("PW", **OFFER, **LESS), JA),
    ("10c: bijstand, werkgever, nog niet vastgesteld", on_benefit("PW", **OFFER), OORDEEL),
    ("6 lid 1 e: kan het minimumloon verdienen",
     on_benefit("PW", **OFFER, kan_wml_verdienen_voltijds=True), NEE),
    ("10d lid 1: geen werkgever, niet in dienst",
     on_benefit("PW", werkgever_in_beeld=False, in_dienst_korter_dan_half_jaar=False), NEE),
    ("10d lid 1: onder 27 mag ook", on_benefit("PW", 20, **OFFER, **LESS), JA),
    ("10d lid 2 a: net van school en in dienst", aged(19, **NOBODY, **HIRED, **SCHOOL, **LESS), JA),
    ("10d lid 2 b: net uit de bijstand en in dienst",
     aged(40, **NOBODY, **HIRED, **BEFORE, **LESS), JA),
    ("10d lid 2: in dienst, van geen van beide", aged(40, **NOBODY, **HIRED, **NEITHER, **LESS),
     NEE),
    ("10d lid 2: langer dan een half jaar in dienst",
     aged(19, **NOBODY, **{**HIRED, "in_dienst_korter_dan_half_jaar": False}, **SCHOOL, **LESS),
     NEE),
    ("10d lid 3: een Wsw-baan", on_benefit("PW", **{**OFFER, "wsw_dienstbetrekking": True}, **LESS),
     NEE),
    ("10d: werkgever onbekend", on_benefit("PW", wsw_dienstbetrekking=False), ONBEKEND),
]  # fmt: skip

COACH: list[Row] = [
    ("10da: groep loonkostensubsidie, zonder verdere toets", on_benefit("PW", **OFFER, **LESS), JA),
    ("10da: ook na school, in dienst", aged(19, **NOBODY, **HIRED, **SCHOOL, **LESS), JA),
    ("10 lid 1: ander, nodig volgens het college",
     on_benefit("PW", **OFFER, kan_wml_verdienen_voltijds=True,
                begeleiding_op_werk_nodig=True), JA),
    ("10 lid 1: ander, nog niet gewogen", on_benefit("PW", **OFFER), OORDEEL),
    ("7a lid 1: onder 27 is nodig niet genoeg, het is kan",
     on_benefit("PW", 22, **OFFER, kan_wml_verdienen_voltijds=True,
                begeleiding_op_werk_nodig=True), OORDEEL),
]  # fmt: skip

TOGETHER: list[Row] = [
    ("10 lid 1: naar het oordeel van het college", on_benefit("PW"), OORDEEL),
    ("10 lid 1: het college vindt het passen", on_benefit("PW", sociale_activering_past=True), JA),
    ("10 lid 1: het college vindt van niet", on_benefit("PW", sociale_activering_past=False), NEE),
    ("7a lid 1: onder 27 ook het kan van 7a",
     on_benefit("PW", 22, sociale_activering_past=True), OORDEEL),
]  # fmt: skip

TRAVEL: list[Row] = [
    ("10 lid 1: nodig is een oordeel",
     on_benefit("PW", vervoer_zelfstandig=False, werkgever_in_beeld=True), OORDEEL),
    ("10 lid 1: het college vindt het nodig",
     on_benefit("PW", vervoer_zelfstandig=False, werkgever_in_beeld=True,
                vervoer_werk_noodzakelijk=True), JA),
    ("8a lid 2 f: de verordening vraagt een werkgever",
     on_benefit("PW", vervoer_zelfstandig=False, werkgever_in_beeld=False), NEE),
    ("8a lid 2 f: wie zelf kan reizen", on_benefit("PW", vervoer_zelfstandig=True), NEE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("provision", "facts", "expected", "town"),
    [
        *table("pw.beschut_werk", SHELTERED_WORK),
        *table("pw.beschut_werk", SHELTERED_ELSEWHERE, VENNERHOUT),
        *table("pw.ondersteuning_27", FROM_27),
        *table("pw.ondersteuning_27", FROM_27_ELSEWHERE, VENNERHOUT),
        *table("pw.ondersteuning_onder_27", UNDER_27),
        *table("pw.loonkostensubsidie", SUBSIDY),
        *table("pw.jobcoach", COACH),
        *table("pw.sociale_activering", TOGETHER),
        *table("pw.vervoer", TRAVEL),
    ],
)
def test_the_participation_act_on_work(
    provision: str, facts: Facts, expected: str, town: str
) -> None:
    assert outcome_of(provision, facts, town) == expected


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (on_benefit("PW", **FULL, **SHELTERED), "vol"),
        (on_benefit("PW", **FULL, **{**SHELTERED, "college_vaststelling_beschut": False}),
         "past"),
        (aged(70, **FULL, **SHELTERED), "AOW"),
    ],
)  # fmt: skip
def test_a_no_on_sheltered_work_names_the_reason_that_holds(facts: Facts, words: str) -> None:
    assert words in look(facts, VENNERHOUT).of("pw.beschut_werk").sentence

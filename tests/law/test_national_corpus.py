# SPDX-License-Identifier: EUPL-1.2
"""Promises about unknown facts, kept on real laws and ordinances."""

from datetime import date
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from meedoen.law import Answer, Corpus, LawError, Mode, evaluate, load_corpus
from tests.law.writing import SHARED, calm, needs_shared

pytestmark = needs_shared()

ASSISTANCE = st.fixed_dictionaries(
    {
        "gemeente_code": st.sampled_from(["GM0384", "GM0363", "GM9999"]),
        "leeftijd": st.integers(15, 80),
        "is_alleenstaande": st.booleans(),
        "heeft_pensioengerechtigde_leeftijd_bereikt": st.booleans(),
        "gedragscategorie": st.integers(0, 3),
    }
)
MONEY = st.integers(0, 60_000_00)
ALLOWANCE = st.fixed_dictionaries(
    {
        "polis_status": st.sampled_from(["ACTIEF", "GEEN"]),
        "verdragsinschrijving": st.booleans(),
        "partnerschap_type": st.sampled_from(["HUWELIJK", "GEEN"]),
        "buitenlands_inkomen": MONEY,
        "loon_uit_dienstbetrekking": MONEY,
        "uitkeringen_en_pensioenen": MONEY,
        "winst_uit_onderneming": MONEY,
        "resultaat_overige_werkzaamheden": MONEY,
        "eigen_woning": MONEY,
        "reguliere_voordelen": MONEY,
        "vervreemdingsvoordelen": MONEY,
        "spaargeld": MONEY,
        "beleggingen": MONEY,
        "onroerend_goed": MONEY,
        "schulden": MONEY,
    }
)
DISCLOSURE = st.fixed_dictionaries(
    {
        name: st.booleans()
        for name in (
            "raakt_eenheid_kroon",
            "raakt_veiligheid_staat",
            "bevat_vertrouwelijke_bedrijfsgegevens",
            "bevat_bijzondere_persoonsgegevens",
            "bevat_identificatienummers",
            "betrokkene_heeft_toestemming",
            "persoonsgegevens_kennelijk_openbaar_gemaakt",
            "verstrekking_geen_inbreuk_levenssfeer",
            "is_milieu_informatie",
            "betreft_emissies",
            "raakt_internationale_betrekkingen",
            "raakt_economische_belangen",
            "raakt_opsporing_vervolging",
            "raakt_inspectie_toezicht",
            "raakt_persoonlijke_levenssfeer",
            "raakt_concurrentiegevoelige_gegevens",
            "raakt_milieubescherming",
            "raakt_beveiliging_personen",
            "raakt_goed_functioneren_staat",
            "belang_openbaarheid_weegt_zwaarder",
            "onevenredige_benadeling_ander_belang",
            "bedrijfsgegevens_ernstig_geschaad",
            "milieu_belang_openbaarheid_weegt_op",
        )
    }
)
QUESTIONS = st.one_of(
    ASSISTANCE.map(lambda f: ("participatiewet", "uitkering_bedrag", date(2024, 6, 1), f)),
    ALLOWANCE.map(lambda f: ("wet_op_de_zorgtoeslag", "hoogte_zorgtoeslag", date(2025, 1, 1), f)),
    DISCLOSURE.map(
        lambda f: ("wet_open_overheid", "openbaarmaking_toegestaan", date(2025, 3, 1), f)
    ),
)


@cache
def held() -> Corpus:
    return load_corpus(SHARED / "corpus")


def ask(question: Any, hidden: set[str], mode: Mode = Mode.INTAKE, explain: bool = True) -> Answer:
    law, output, on, facts = question
    given_facts = {name: value for name, value in facts.items() if name not in hidden}
    return evaluate(
        held(), law=law, outputs=[output], facts=given_facts, on=on, mode=mode, explain=explain
    ).outputs[output]


@calm
@given(QUESTIONS, st.data())
def test_a_decided_answer_is_the_answer_of_whoever_knows_everything(
    question: Any, data: st.DataObject
) -> None:
    hidden = data.draw(st.sets(st.sampled_from(sorted(question[3]))))
    part, whole = ask(question, hidden), ask(question, set())
    assert whole.known
    if part.known:
        assert part.value == whole.value
    else:
        assert part.missing
        assert part.missing <= hidden


@calm
@given(QUESTIONS, st.data())
def test_giving_the_missing_facts_and_only_those_decides_the_answer_step_by_step(
    question: Any, data: st.DataObject
) -> None:
    hidden = set(data.draw(st.sets(st.sampled_from(sorted(question[3])))))
    for _ in range(len(question[3]) + 1):
        answer = ask(question, hidden)
        if answer.known:
            break
        hidden.remove(min(answer.missing))
    assert answer.known


@calm
@given(QUESTIONS, st.data())
def test_with_and_without_explanation_the_answer_is_the_same(
    question: Any, data: st.DataObject
) -> None:
    hidden = data.draw(st.sets(st.sampled_from(sorted(question[3]))))
    told, bare = ask(question, hidden), ask(question, hidden, explain=False)
    assert (told.value, told.known, told.missing) == (bare.value, bare.known, bare.missing)


@calm
@given(QUESTIONS, st.data())
def test_strict_evaluation_agrees_wherever_it_answers(question: Any, data: st.DataObject) -> None:
    optional = {"gemeente_code", "gedragscategorie", "heeft_pensioengerechtigde_leeftijd_bereikt"}
    hidden = data.draw(st.sets(st.sampled_from(sorted(question[3])))) - optional
    try:
        strict = ask(question, hidden, Mode.STRICT)
    except LawError:
        return
    lawful = ask(question, hidden, Mode.LAW)
    if lawful.known:
        assert lawful.value == strict.value

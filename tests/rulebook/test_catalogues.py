# SPDX-License-Identifier: EUPL-1.2
"""The catalogues beside the laws: complete, dignified, and in plain words."""

import re
from collections.abc import Iterator

import pytest
import yaml

from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import Certainty, FactType, MaySay
from meedoen.rules.rulebook.conditions import AGE, FactTest, parts_of
from meedoen.vocabulary.domains import Domain, Sensitivity
from tests.rules.people import NEEDS_SUPPORT, RULEBOOK, look, rulebook

FORBIDDEN = re.compile(
    r"cliënt|client|\bburger|moeilijk bemiddelbaar|afstand tot|doelgroep|traject|\bregie\b"
    r"|zelfredza|helaas|!",
    re.IGNORECASE,
)
DIAGNOSIS = re.compile(
    r"depressi|autis|verslav|schizo|adhd|verstandelijk|handicap|ziekte(?!wet)|diagnose|stoornis",
    re.IGNORECASE,
)
FIRST_SET = {
    "wmo.algemene_voorziening", "wmo.begeleiding_groep", "wmo.begeleiding_individueel",
    "wmo.beschermd_wonen", "wmo.clientondersteuning", "pw.ondersteuning_27",
    "pw.ondersteuning_onder_27", "pw.beschut_werk", "pw.loonkostensubsidie",
    "pw.sociale_activering",
}  # fmt: skip


def _sentences() -> Iterator[tuple[str, str]]:
    """Every text a resident may read, with where it stands."""
    for fact in rulebook().facts.values():
        yield fact.name, fact.question
        yield fact.name, fact.why
        yield from ((fact.name, option.label) for option in fact.options)
    for p in rulebook().provisions:
        yield p.id, p.name
        yield p.id, p.way_on
        yield from ((p.id, sentence) for sentence in p.sentences.values())
        yield from ((p.id, text) for v in p.variants for text in (v.sentence, v.way_on))
        if p.yields_to:
            yield p.id, p.yields_to.sentence
    for k in rulebook().knelpunten:
        yield from ((k.code, text) for text in (k.title, k.collision, k.way_out))
    for c in rulebook().contributions.values():
        yield from ((c.code, text) for text in (c.note, c.if_true, c.if_false))
    for label in (*rulebook().needs, *rulebook().glasses):
        yield label.code, label.label


def _used_by_laws() -> set[str]:
    laws = rulebook().corpus.laws
    return {name for law in laws for article in law.articles for name in article.parameters}


def _used_by_catalogues() -> set[str]:
    conditions = [k.when for k in rulebook().knelpunten if k.when]
    conditions += [v.when for p in rulebook().provisions for v in p.variants]
    tests = [part for c in conditions for part in parts_of(c)]
    return {part.fact for part in tests if isinstance(part, FactTest)} - {AGE}


def test_every_fact_a_law_reads_has_a_question_and_every_question_has_a_use() -> None:
    known = set(rulebook().facts)
    assert _used_by_laws() <= known
    assert known == _used_by_laws() | _used_by_catalogues()


def test_the_first_set_of_provisions_is_there() -> None:
    assert {p.id for p in rulebook().provisions} >= FIRST_SET


def test_no_text_for_a_resident_uses_a_word_that_belittles() -> None:
    found = [
        (where, text)
        for where, text in _sentences()
        if FORBIDDEN.search(text) or "indicatie" in text.replace("geen indicatie nodig", "").lower()
    ]
    assert found == []


def test_no_question_asks_for_a_diagnosis() -> None:
    asked = [(f.name, f.question) for f in rulebook().facts.values()]
    assert [entry for entry in asked if DIAGNOSIS.search(entry[1])] == []


def test_sentences_are_short() -> None:
    """At most 20 words a sentence, so that they can be read aloud in one breath (B1)."""
    long = [
        (where, sentence)
        for where, text in _sentences()
        for sentence in re.split(r"(?<=[.?:])\s", text)
        if len(sentence.split()) > 20
    ]
    assert long == []


def test_every_question_is_a_question_and_says_why_it_is_asked() -> None:
    for fact in rulebook().facts.values():
        assert fact.question.endswith("?"), fact.name
        assert fact.why.endswith("."), fact.name


def test_health_is_special_and_always_said_to_need_no_details() -> None:
    health = [f for f in rulebook().facts.values() if f.domain is Domain.HEALTH]
    assert health
    assert {f.sensitivity for f in health} == {Sensitivity.SPECIAL}


def test_a_judgement_names_its_body_and_nobody_else_may_give_it() -> None:
    judgements = [f for f in rulebook().facts.values() if f.is_judgement]
    assert len(judgements) > 25
    assert {f.body for f in judgements} == {"college", "UWV", "huisarts", "SVB"}
    for fact in judgements:
        assert MaySay.RESIDENT not in fact.answered_by


def test_every_choice_can_be_left_open() -> None:
    for fact in rulebook().facts.values():
        if fact.type is FactType.ENUM and fact.name != "wil_stap":
            assert "onbekend" in [option.code for option in fact.options], fact.name


def test_doors_need_no_fact_and_cost_nothing() -> None:
    doors = [p for p in rulebook().provisions if p.door]
    assert "wmo.algemene_voorziening" in [p.id for p in doors]
    for door in doors:
        assert door.line == 0
        article = next(
            law.producers[door.output] for law in rulebook().corpus.laws if law.id == door.law
        )
        assert article.parameters == {}
        assert rulebook().contributions[door.contribution].note == "Dit kost je niets."


def test_no_provision_repeats_what_stands_once_at_the_top_of_the_file() -> None:
    """So that a sentence for all is changed in one place."""
    catalogue = yaml.safe_load((RULEBOOK / "provisions.yaml").read_text(encoding="utf-8"))
    usual = catalogue["defaults"]["sentences"]
    assert usual
    repeated = [
        (raw["id"], kind)
        for raw in catalogue["provisions"]
        for kind, sentence in raw["sentences"].items()
        if sentence == usual.get(kind)
    ]
    assert repeated == []


def test_every_open_norm_names_the_article_on_which_someone_weighs() -> None:
    for provision in rulebook().provisions:
        assert (provision.norm == "open") == bool(provision.judged_on), provision.id


def test_every_provision_names_a_law_an_article_and_who_decides() -> None:
    for provision in rulebook().provisions:
        assert provision.article
        assert provision.decider
        assert provision.line in {0, 1, 2}


def test_what_a_jurist_must_confirm_is_marked() -> None:
    checks = {p.id for p in rulebook().provisions if p.certainty is Certainty.CHECK}
    assert checks >= {"uwv.doelgroepregister", "uwv.no_risk", "uwv.ww", "jeugd.jeugdhulp"}
    assert not checks & FIRST_SET


def test_there_are_forty_knelpunten_and_all_can_be_signalled() -> None:
    codes = [k.code for k in rulebook().knelpunten]
    assert codes == [f"K{number:02}" for number in range(1, 41)]
    assert [k.code for k in rulebook().knelpunten if k.when is None] == []


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("K01", {"geboortedatum": "2005-01-01", "uitkering_soort": ["PW"],
                 "vrijwilligersvergoeding_maand": 5000}),
        ("K06", {"krijgt_begeleiding": True, "doet_vrijwilligerswerk": True}),
        ("K07", {"geboortedatum": "2005-01-01", "aanvraag_bijstand_loopt": True,
                 "behandeling_loopt": True}),
        ("K10", {"uitkering_soort": ["GEEN"], "wia_afgewezen": True, "partner_verdient": True}),
        ("K13", {"uitkering_soort": ["WW"], "doet_vrijwilligerswerk": True}),
        ("K19", {"geboortedatum": "1980-01-01", "uitkering_soort": ["PW"],
                 "medebewoner_27_plus": True}),
        ("K24", {"pro_vso_entree_laatste_jaar": True, "in_dienst_korter_dan_half_jaar": True}),
        ("K25", {"geboortedatum": "1960-03-01"}),
        ("K28", {"mantelzorg_intensief": True, "uitkering_soort": ["IOAW"]}),
        ("K32", {"problematische_schulden": True, "wil_stap": "betaald"}),
        ("K38", {"maanden_op_tijdelijke_plek": 21}),
        ("K05", {**NEEDS_SUPPORT, "gehuwd_of_gezamenlijke_huishouding": False}),
    ],
)  # fmt: skip
def test_a_knelpunt_is_raised_by_its_facts_and_by_nothing_less(code: str, facts: dict) -> None:
    assert code in [k.code for k in look(facts).signals]
    last = list(facts)[-1]
    without = {name: value for name, value in facts.items() if name != last}
    assert code not in [k.code for k in look(without).signals]


def test_no_text_promises_a_sanction_or_an_amount() -> None:
    for where, text in _sentences():
        assert not re.search(r"€|\d+,\d\d|boete|straf|korting|maatregel|gekort", text), where


def test_an_outcome_has_words_on_its_badge() -> None:
    assert [k.label for k in OutcomeKind] == [
        "Ja", "Nee op deze grond", "Onbekend", "Vraagt oordeel",
    ]  # fmt: skip

# SPDX-License-Identifier: EUPL-1.2
"""What both glasses show: outcomes, words and signals."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.law import replay
from meedoen.rules.glasses import ImpossibleAnswer
from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import Certainty, FactType
from tests.rules.people import (
    JOHAN,
    NEEDS_SUPPORT,
    NEWCOMER,
    NOT_SOLVABLE,
    SCHOOL_LEAVER,
    THEO,
    TODAY,
    VENNERHOUT,
    WITHOUT_BENEFIT,
    Facts,
    kind,
    look,
    rulebook,
)

PEOPLE = [{}, NEEDS_SUPPORT, SCHOOL_LEAVER, THEO, JOHAN, NEWCOMER, WITHOUT_BENEFIT]
FREE_DOOR = "wmo.algemene_voorziening"


@pytest.mark.parametrize("facts", PEOPLE)
def test_the_free_door_is_always_open(facts: Facts) -> None:
    assessment = look(facts)
    assert FREE_DOOR in [door.provision.id for door in assessment.doors]
    assert {door.kind for door in assessment.doors} == {OutcomeKind.JA}
    assert assessment.of(FREE_DOOR).missing == ()


def test_the_free_door_is_open_where_and_when_no_rules_were_read() -> None:
    assessment = look({}, "GM0001", date(1999, 1, 1))
    assert assessment.of(FREE_DOOR).kind is OutcomeKind.JA
    assert {o.kind for o in assessment.outcomes if not o.provision.door} == {OutcomeKind.ONBEKEND}


def test_without_any_fact_nothing_is_refused() -> None:
    assert OutcomeKind.NEE not in {outcome.kind for outcome in look({}).outcomes}


@pytest.mark.proves("I3", "every no says what is possible")
@pytest.mark.parametrize("facts", PEOPLE)
def test_every_no_says_what_is_possible(facts: Facts) -> None:
    refused = [o for o in look(facts).outcomes if o.kind is OutcomeKind.NEE]
    assert all(outcome.way_on for outcome in refused)


@pytest.mark.parametrize("facts", PEOPLE)
def test_a_rule_that_a_jurist_must_confirm_never_answers_plainly(facts: Facts) -> None:
    plain = {OutcomeKind.JA, OutcomeKind.NEE}
    checks = [o for o in look(facts).outcomes if o.provision.certainty is Certainty.CHECK]
    assert checks
    assert not [o.provision.id for o in checks if o.kind in plain]


def test_support_waits_for_a_judgement_and_says_whose() -> None:
    outcome = look(NEEDS_SUPPORT).of("wmo.begeleiding_groep")
    assert outcome.kind is OutcomeKind.VRAAGT_OORDEEL
    assert outcome.decider == "college"
    assert outcome.judged_on == "Wmo 2015, art. 2.3.5 lid 3 en 5"
    assert set(NOT_SOLVABLE) <= set(outcome.missing)


def test_a_recorded_judgement_makes_it_a_yes_or_a_no() -> None:
    told = {**NEEDS_SUPPORT, **NOT_SOLVABLE}
    assert kind(told, "wmo.begeleiding_individueel") == "ja"
    enough = {**told, "oplosbaar_algemene_voorziening": True}
    assert kind(enough, "wmo.begeleiding_individueel") == "nee_op_deze_grond"


def test_a_judgement_is_never_filled_in_by_the_facts_around_it() -> None:
    everything = {**NEEDS_SUPPORT, **THEO, "uwv_advies_beschut": "positief"}
    assert kind(everything, "pw.beschut_werk") == "vraagt_oordeel"


def test_the_positive_advice_of_uwv_is_not_the_decision_of_the_college() -> None:
    outcome = look({**THEO, "uwv_advies_beschut": "positief"}).of("pw.beschut_werk")
    assert outcome.missing == ("college_vaststelling_beschut",)
    assert outcome.next_question is None


@pytest.mark.proves("S4-13", "beschut werk before a place by day")
def test_sheltered_work_goes_before_a_place_by_day() -> None:
    """K03: Wmo 2.3.5 lid 5 with Pw 10b; the first fixture of the two glasses."""
    wish = {**NEEDS_SUPPORT, **NOT_SOLVABLE, "uitkering_soort": ["PW"], "wil_stap": "dagbesteding"}
    without = look({**wish, "uwv_advies_beschut": "niet_gevraagd"})
    assert without.of("wmo.begeleiding_groep").kind is OutcomeKind.JA
    advised = look({**wish, "uwv_advies_beschut": "positief"})
    outcome = advised.of("wmo.begeleiding_groep")
    assert outcome.kind is OutcomeKind.VRAAGT_OORDEEL
    assert outcome.goes_first == "pw.beschut_werk"
    assert outcome.missing == ("oordeel_dagbesteding_past_beter",)
    assert "K03" in outcome.signals
    assert "Die gaat voor" in outcome.sentence


def test_a_place_by_day_can_still_be_judged_the_better_choice() -> None:
    weighed = {**NEEDS_SUPPORT, **NOT_SOLVABLE, "uwv_advies_beschut": "positief"}
    assert kind({**weighed, "oordeel_dagbesteding_past_beter": True}, "wmo.begeleiding_groep") == (
        "ja"
    )


def test_sheltered_work_never_goes_first_beyond_pension_age() -> None:
    old = {**NEEDS_SUPPORT, **NOT_SOLVABLE, "geboortedatum": date(1950, 1, 1)}
    assert kind({**old, "uwv_advies_beschut": "positief"}, "wmo.begeleiding_groep") == "ja"


def test_a_school_leaver_goes_through_article_7a() -> None:
    assessment = look(SCHOOL_LEAVER)
    old_door = assessment.of("pw.ondersteuning_27")
    assert old_door.kind is OutcomeKind.NEE
    assert "7a" in old_door.way_on
    new_door = assessment.of("pw.ondersteuning_onder_27")
    assert new_door.kind is OutcomeKind.VRAAGT_OORDEEL
    assert "7a" in new_door.articles
    assert assessment.of("rmc.doorstroompunt").kind is OutcomeKind.JA
    assert "K08" in [signal.code for signal in assessment.signals]


@pytest.mark.proves("S1-08")
def test_article_7a_holds_from_the_first_day_of_2026() -> None:
    first = date(2026, 1, 1)
    assert kind(SCHOOL_LEAVER, "pw.ondersteuning_onder_27", on=first) == "vraagt_oordeel"
    assert kind(SCHOOL_LEAVER, "pw.ondersteuning_onder_27", on=date(2025, 12, 31)) == "onbekend"


def test_the_door_changes_on_the_27th_birthday() -> None:
    born = {**THEO, "geboortedatum": date(1999, 11, 24)}
    assert kind(born, "pw.ondersteuning_27", on=TODAY) == "nee_op_deze_grond"
    assert kind(born, "pw.ondersteuning_27", on=date(2026, 11, 24)) == "ja"


def test_the_door_for_young_people_is_left_out_for_others_and_not_refused() -> None:
    """Pw 7a lid 7 lets the college offer it to others too, so a plain no would be wrong."""
    shown = {outcome.provision.id for outcome in look(THEO).outcomes}
    assert "pw.ondersteuning_onder_27" not in shown


@pytest.mark.proves("S1-31", "an exemption closes no other door")
def test_theo_need_not_apply_for_jobs_and_may_take_part_in_everything() -> None:
    """An exemption never takes anything away."""
    exempt = look(THEO)
    without = look({n: v for n, v in THEO.items() if n != "dringende_reden_ontheffing"})
    assert exempt.of("pw.ontheffing").kind is OutcomeKind.JA
    freed = {"pw.ontheffing", "pw.tegenprestatie"}
    others = {o.provision.id: o.kind for o in exempt.outcomes if o.provision.id not in freed}
    assert others.items() <= {o.provision.id: o.kind for o in without.outcomes}.items()
    assert exempt.of("pw.sociale_activering").kind is OutcomeKind.VRAAGT_OORDEEL
    assert kind({**THEO, "sociale_activering_past": True}, "pw.sociale_activering") == "ja"
    assert exempt.of("wmo.mantelzorg").kind is OutcomeKind.JA


@pytest.mark.proves("S2-03", "the collision is seen")
def test_theo_is_warned_that_doing_more_can_cost_support() -> None:
    codes = [signal.code for signal in look(THEO).signals]
    assert {"K06", "K28"} <= set(codes)


def test_johan_on_sickness_benefit_asks_uwv_first_and_the_free_door_stays_open() -> None:
    assessment = look(JOHAN)
    uwv = assessment.of("uwv.ziektewet")
    assert uwv.kind is OutcomeKind.VRAAGT_OORDEEL
    assert uwv.decider == "UWV"
    support = assessment.of("pw.ondersteuning_27")
    assert support.kind is OutcomeKind.NEE
    assert "UWV" in support.sentence
    assert "7 lid 7" in support.way_on
    assert {"K11", "K12"} <= {signal.code for signal in assessment.signals}


def test_an_agreement_between_college_and_uwv_opens_the_municipal_door() -> None:
    assert kind({**JOHAN, "afspraak_college_uwv": True}, "pw.ondersteuning_27") == "ja"


def test_sheltered_work_is_open_to_someone_with_a_uwv_benefit() -> None:
    advised = {**JOHAN, "uwv_advies_beschut": "positief"}
    assert kind(advised, "pw.beschut_werk") == "vraagt_oordeel"
    assert kind({**advised, "college_vaststelling_beschut": True,
                 "beschut_aantal_gerealiseerd": False}, "pw.beschut_werk") == "ja"  # fmt: skip


def test_schemes_for_others_are_left_out_and_not_refused() -> None:
    shown = {outcome.provision.id for outcome in look(THEO).outcomes}
    assert not shown & {"uwv.ziektewet", "uwv.ww", "uwv.wajong", "jeugd.jeugdhulp"}


def test_a_newcomer_gets_one_plan() -> None:
    assessment = look(NEWCOMER)
    assert assessment.of("inburgering.aanbod").kind is OutcomeKind.VRAAGT_OORDEEL
    assert "K33" in [signal.code for signal in assessment.signals]


def test_two_municipalities_differ_for_someone_without_benefit_and_say_by_which_rule() -> None:
    here = look(WITHOUT_BENEFIT).of("pw.ondersteuning_27")
    there = look(WITHOUT_BENEFIT, VENNERHOUT)
    refused = there.of("pw.ondersteuning_27")
    assert here.kind is OutcomeKind.JA
    (rule,) = here.local_rules[0].steps
    assert (rule.article.municipality, rule.value) == ("GM9901", "ja")
    assert refused.kind is OutcomeKind.NEE
    assert "Vennerhout" in refused.local_rules[0].steps[0].source
    assert refused.local_rules[0].value == "nee"
    assert there.of(FREE_DOOR).kind is OutcomeKind.JA
    assert "K09" in [signal.code for signal in there.signals]


def test_a_municipality_whose_ordinance_was_not_read_leaves_it_unknown() -> None:
    outcome = look({**WITHOUT_BENEFIT}, "GM0001").of("pw.ondersteuning_27")
    assert outcome.kind is OutcomeKind.ONBEKEND
    assert "nog niet ingelezen" in outcome.sentence


@pytest.mark.proves("S1-16", "it is seen")
def test_someone_let_down_by_both_laws_is_seen() -> None:
    nothing = {**WITHOUT_BENEFIT, "ingeschreven_werkzoekende_uwv": False}
    nothing |= {"gevolg_participatie": "geen", "gevolg_zelfredzaamheid": "geen",
                "mantelzorger": False, "krijgt_mantelzorg": False}  # fmt: skip
    nothing |= {"ingezetene_gemeente": False}
    assessment = look(nothing)
    assert assessment.falls_between
    assert assessment.doors
    assert not look(NEEDS_SUPPORT).falls_between
    assert not look({}).falls_between


def test_the_contribution_is_told_without_an_amount_and_differs_by_municipality() -> None:
    single = {**NEEDS_SUPPORT, "gehuwd_of_gezamenlijke_huishouding": False,
              "betaalt_al_bijdrage_wonen": False, "minimum_inkomen": False,
              "ziet_af_van_bijdrage": False}  # fmt: skip
    here = look(single).of("wmo.begeleiding_groep").contribution
    there = look(single, VENNERHOUT).of("wmo.begeleiding_groep").contribution
    assert "bijdrage per maand" in here
    assert "geen bijdrage" in there
    assert not any(character.isdigit() for character in here + there)


def test_money_facts_decide_nothing_but_money() -> None:
    rich = {"minimum_inkomen": False, "partner_verdient": True, "langdurig_laag_inkomen": False}
    poor = {"minimum_inkomen": True, "partner_verdient": False, "langdurig_laag_inkomen": True}
    for facts in PEOPLE:
        one, other = look({**facts, **rich}), look({**facts, **poor})
        kinds = [
            {o.provision.id: o.kind for o in a.outcomes if o.provision.need != "making_ends_meet"}
            for a in (one, other)
        ]
        assert kinds[0] == kinds[1]


@pytest.mark.proves("S2-11", "both laws side by side, per need")
def test_the_matrix_has_a_row_per_need_and_a_cell_per_glass() -> None:
    rows = look(THEO).rows("wmo", "participatiewet")
    labels = [row.need.label for row in rows]
    assert labels[:4] == ["Een plek overdag", "Hulp op die plek", "Er komen", "Betaald werk"]
    first = rows[0].cells
    assert [o.provision.id for o in first["wmo"]] == [FREE_DOOR, "wmo.begeleiding_groep"]
    assert first["participatiewet"][0].provision.id == "pw.sociale_activering"


def test_the_receipt_names_rulebook_laws_and_outcomes() -> None:
    receipt = json.loads(json.dumps(look(THEO).receipt))
    assert receipt["rulebook"] == f"sha256:{rulebook().digest}"
    assert receipt["outcomes"]["pw.ontheffing"] == "ja"
    assert {law["question"]["law"] for law in receipt["laws"]} >= {"wmo_2015", "participatiewet"}


@pytest.mark.parametrize("facts", PEOPLE)
def test_a_receipt_replays_to_the_same_answers(facts: Facts) -> None:
    for law in json.loads(json.dumps(look(facts).receipt))["laws"]:
        again = replay(rulebook().corpus, law)
        values = {name: answer.value for name, answer in again.outputs.items()}
        assert values == law["outputs"]


def test_i_do_not_know_is_no_answer() -> None:
    unsure: Facts = {"verblijfsstatus": "onbekend", "uitkering_soort": ["onbekend"],
                     "mantelzorger": None}  # fmt: skip
    assert look(unsure).outcomes == look({}).outcomes


@pytest.mark.parametrize(
    "facts",
    [{"verblijfsstatus": "maan"}, {"mantelzorger": "ja"}, {"geboortedatum": "1-2-1990"},
     {"uitkering_soort": ["PW", "BBB"]}],
)  # fmt: skip
def test_a_value_that_is_no_answer_is_refused_with_the_answers_that_are(facts: Facts) -> None:
    with pytest.raises(ImpossibleAnswer, match=next(iter(facts))):
        look(facts)


def test_one_benefit_may_be_given_without_a_list() -> None:
    assert look({"uitkering_soort": "PW"}).outcomes == look({"uitkering_soort": ["PW"]}).outcomes


def _answers(name: str) -> st.SearchStrategy[object]:
    fact = rulebook().facts[name]
    codes = [option.code for option in fact.options]
    if fact.multiple:
        return st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True)
    if fact.type is FactType.ENUM:
        return st.sampled_from(codes)
    if fact.type is FactType.DATE:
        return st.dates(date(1940, 1, 1), date(2010, 12, 31))
    if fact.type is FactType.BOOLEAN:
        return st.booleans()
    return st.integers(0, 50)


def _someone() -> st.SearchStrategy[Facts]:
    answers = {name: _answers(name) for name in rulebook().facts}
    return st.fixed_dictionaries({}, optional=answers)  # type: ignore[return-value]


@settings(max_examples=40, deadline=None)
@given(_someone(), st.randoms())
def test_the_desk_does_not_matter_the_order_of_facts_changes_nothing(facts, random) -> None:
    shuffled = list(facts.items())
    random.shuffle(shuffled)
    one, other = look(facts), look(dict(shuffled))
    assert one.outcomes == other.outcomes
    assert one.signals == other.signals


@settings(max_examples=60, deadline=None)
@given(_someone(), st.data())
def test_leaving_a_fact_out_never_turns_a_yes_into_a_no_or_a_no_into_a_yes(facts, data) -> None:
    if not facts:
        return
    masked = data.draw(st.sampled_from(sorted(facts)))
    full = {o.provision.id: o.kind for o in look(facts).outcomes}
    less = look({name: value for name, value in facts.items() if name != masked})
    for outcome in less.outcomes:
        before = full.get(outcome.provision.id)
        if outcome.kind is OutcomeKind.NEE:
            assert before in {OutcomeKind.NEE, None}
        if outcome.kind is OutcomeKind.JA:
            assert before is OutcomeKind.JA


@settings(max_examples=60, deadline=None)
@given(_someone(), st.data())
def test_a_masked_fact_that_mattered_is_among_the_missing(facts, data) -> None:
    if not facts:
        return
    masked = data.draw(st.sampled_from(sorted(facts)))
    full = {o.provision.id: o.kind for o in look(facts).outcomes}
    less = look({name: value for name, value in facts.items() if name != masked})
    decided = {OutcomeKind.JA, OutcomeKind.NEE}
    for outcome in less.outcomes:
        if full.get(outcome.provision.id) in decided and outcome.kind not in decided:
            assert masked in outcome.missing

# SPDX-License-Identifier: EUPL-1.2
"""How articles and laws find each other's values, and what is refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from meedoen.law import (
    CircularReference,
    DataSource,
    LawError,
    LawNotFound,
    MissingFact,
    Mode,
    OutputNotFound,
    UndeclaredName,
    UnitMismatch,
    UntranslatableConstruct,
    Untranslatables,
    evaluate,
)
from tests.law.writing import DAY, article, ask, compute, corpus, field, law, op


def sourced(name: str, **source: object) -> dict[str, object]:
    return field(name, source=source)


def income(folder: Path):  # type: ignore[no-untyped-def]
    """A law on income, and a law on an allowance that reads it for person and partner."""
    inkomen = law(
        "inkomen",
        article("1", {"totaal": op("ADD", values=["$loon", "$winst"])}, facts=["loon", "winst"]),
    )
    toeslag = law(
        "toeslag",
        article(
            "2",
            {"hoogte": op("SUBTRACT", values=[1000, "$eigen", "$partner"])},
            facts=["loon_partner"],
            inputs=[
                sourced("eigen", regulation="inkomen", output="totaal"),
                sourced(
                    "partner",
                    regulation="inkomen",
                    output="totaal",
                    parameters={"loon": "$loon_partner"},
                ),
            ],
        ),
    )
    return corpus(folder, inkomen, toeslag)


def test_facts_reach_other_laws_and_bound_parameters_win_there(tmp_path: Path) -> None:
    held = income(tmp_path)
    assert ask(held, "toeslag", "hoogte", loon=100, winst=1, loon_partner=200).value == 698


def test_missing_facts_carry_the_names_of_whoever_asks(tmp_path: Path) -> None:
    held = income(tmp_path)
    assert ask(held, "toeslag", "hoogte", winst=1).missing == {"loon", "loon_partner"}


def test_a_fact_named_like_an_input_wins_over_its_source(tmp_path: Path) -> None:
    held = income(tmp_path)
    assert ask(held, "toeslag", "hoogte", eigen=5, partner=5).value == 990


def test_surplus_facts_are_ignored(tmp_path: Path) -> None:
    held = income(tmp_path)
    facts = {"loon": 1, "winst": 1, "kleur": "blauw", "totaal": 7}
    assert ask(held, "inkomen", "totaal", **facts).value == 2


def test_rows_from_outside_are_found_by_their_key(tmp_path: Path) -> None:
    held = income(tmp_path)
    rows = ({"nummer": 7, "loon": 40, "winst": None}, {"nummer": 8, "loon": 50, "winst": 2})
    source = DataSource("lonen", "nummer", rows)
    question = {"law": "inkomen", "outputs": ["totaal"], "on": DAY, "sources": [source]}
    assert evaluate(held, facts={"nummer": "8"}, **question).outputs["totaal"].value == 52
    nobody = evaluate(held, facts={"nummer": 9}, **question).outputs["totaal"]
    assert nobody.missing == {"loon", "winst"}


def test_an_action_sees_earlier_actions_then_definitions_then_facts(tmp_path: Path) -> None:
    held = corpus(
        tmp_path,
        law(
            "volgorde",
            article(
                "1",
                {"x": op("ADD", values=["$x", 1]), "y": op("ADD", values=["$x", "$vast"])},
                facts=["x", "vast"],
                definitions={"vast": {"value": 100}},
            ),
        ),
    )
    assert ask(held, "volgorde", "y", x=1, vast=5).value == 102


def test_the_reference_date_is_the_day_of_the_question(tmp_path: Path) -> None:
    held = corpus(tmp_path, law("dag", article("1", {"jaar": "$referencedate.year"})))
    assert ask(held, "dag", "jaar").value == 2026


def test_optional_facts_are_null_in_the_format_and_unknown_in_an_intake(tmp_path: Path) -> None:
    optional = field("samen", "boolean", required=False)
    rule = op("EQUALS", subject="$samen", value=False)
    held = corpus(tmp_path, law("optie", article("1", {"alleen": rule}, facts=[optional])))
    assert ask(held, "optie", "alleen").value is False
    assert ask(held, "optie", "alleen", mode=Mode.STRICT).value is False
    assert ask(held, "optie", "alleen", mode=Mode.INTAKE).missing == {"samen"}


def test_a_parameter_that_does_not_say_is_required(tmp_path: Path) -> None:
    held = corpus(tmp_path, law("stil", article("1", {"uit": "$a"}, facts=[field("a")])))
    with pytest.raises(MissingFact, match=r"stil, article 1: .*'a'"):
        ask(held, "stil", "uit", mode=Mode.STRICT)
    assert ask(held, "stil", "uit").missing == {"a"}


def test_a_question_nobody_can_answer_is_refused_by_name(tmp_path: Path) -> None:
    held = income(tmp_path)
    with pytest.raises(OutputNotFound, match="Output 'niets' not found in law 'toeslag'"):
        ask(held, "toeslag", "niets")
    with pytest.raises(LawNotFound, match="'onbekend'"):
        ask(held, "onbekend", "niets")


def test_a_name_that_is_declared_nowhere_is_the_fault_of_the_law(tmp_path: Path) -> None:
    held = corpus(tmp_path, law("slordig", article("1", {"uit": "$zomaar"})))
    with pytest.raises(UndeclaredName, match=r"slordig, article 1: 'zomaar'"):
        ask(held, "slordig", "uit")


def test_a_circle_is_reported_and_not_followed(tmp_path: Path) -> None:
    def half(name: str, other: str):  # type: ignore[no-untyped-def]
        needs = [sourced("v", regulation=other, output="uit")]
        return law(name, article("1", {"uit": "$v"}, inputs=needs))

    held = corpus(tmp_path, half("kip", "ei"), half("ei", "kip"))
    with pytest.raises(CircularReference, match="kip article 1 -> ei article 1 -> kip article 1"):
        ask(held, "kip", "uit")


def chain(length: int):  # type: ignore[no-untyped-def]
    """Laws that each read the next; the last one knows."""
    for at in range(length):
        needs = [sourced("v", regulation=f"w{at + 1}", output="uit")]
        yield law(f"w{at}", article("1", {"uit": "$v"}, inputs=needs))
    yield law(f"w{length}", article("1", {"uit": 1}))


def test_a_chain_of_twenty_steps_is_followed_and_a_longer_one_refused(tmp_path: Path) -> None:
    assert ask(corpus(tmp_path / "kort", *chain(20)), "w0", "uit").value == 1
    with pytest.raises(CircularReference, match="More than 20 laws deep"):
        ask(corpus(tmp_path / "lang", *chain(21)), "w0", "uit")


def gap(accepted: bool) -> list[dict[str, object]]:
    return [{"construct": "naar billijkheid", "reason": "een oordeel", "accepted": accepted}]


@pytest.mark.parametrize(
    ("mode", "accepted", "result"),
    [
        (Untranslatables.ERROR, False, "refused"),
        (Untranslatables.ERROR, True, "value"),
        (Untranslatables.IGNORE, False, "refused"),
        (Untranslatables.IGNORE, True, "value"),
        (Untranslatables.WARN, False, "value"),
        (Untranslatables.PROPAGATE, True, "tainted"),
        (Untranslatables.PROPAGATE, False, "tainted"),
    ],
)
def test_what_cannot_be_expressed_is_treated_as_the_mode_says(
    tmp_path: Path, mode: Untranslatables, accepted: bool, result: str
) -> None:
    judged = article("1", {"oordeel": 5}, untranslatables=gap(accepted))
    reader = article(
        "2",
        {"dubbel": op("MULTIPLY", values=["$oordeel", 2])},
        inputs=[sourced("oordeel", output="oordeel")],
    )
    held = corpus(tmp_path, law("open", judged, reader))
    question = {"law": "open", "outputs": ["dubbel"], "facts": {}, "on": DAY}
    if result == "refused":
        with pytest.raises(UntranslatableConstruct, match="Untranslatable construct"):
            evaluate(held, untranslatables=mode, **question)
        return
    found = evaluate(held, untranslatables=mode, **question)
    assert found.outputs["dubbel"].tainted is (result == "tainted")
    assert found.outputs["dubbel"].value == (None if result == "tainted" else 10)
    assert bool(found.notes) is (mode is Untranslatables.WARN)


def general(stage: str = "BESLUIT") -> dict[str, object]:
    hook = {
        "hook_point": "post_actions",
        "applies_to": {"legal_character": "BESCHIKKING", "stage": stage},
    }
    return law("algemeen", article("6:7", {"weken": 6}, hooks=[hook]))


def special() -> dict[str, object]:
    return law(
        "bijzonder",
        article("1", {"besluit": True}, produces="BESCHIKKING"),
        article(
            "69", {"weken": 4}, overrides=[{"law": "algemeen", "article": "6:7", "output": "weken"}]
        ),
    )


def test_a_general_law_adds_its_rules_to_every_decision(tmp_path: Path) -> None:
    other = law("gewoon", article("1", {"besluit": True}, produces="BESCHIKKING"))
    held = corpus(tmp_path, general(), special(), other)
    plain = evaluate(held, law="gewoon", outputs=["besluit"], facts={}, on=DAY)
    assert plain.entailed["weken"].value == 6
    assert plain.entailed["weken"].provenance == "reactive"
    assert "weken" not in plain.outputs


def test_a_special_law_departs_from_the_general_rule_only_when_it_is_asked(tmp_path: Path) -> None:
    held = corpus(tmp_path, general(), special())
    departed = evaluate(held, law="bijzonder", outputs=["besluit"], facts={}, on=DAY)
    assert departed.entailed["weken"].value == 4
    assert departed.entailed["weken"].provenance == "reactive"
    assert ask(held, "algemeen", "weken").value == 6


def test_a_hook_waits_for_its_stage(tmp_path: Path) -> None:
    held = corpus(tmp_path, general("BEKENDMAKING"), special())
    question = {"law": "bijzonder", "outputs": ["besluit"], "facts": {}, "on": DAY}
    assert not evaluate(held, **question).entailed
    assert set(evaluate(held, stage="BEKENDMAKING", **question).entailed) == {"weken"}


def test_eurocents_are_not_added_to_days(tmp_path: Path) -> None:
    wrong = article(
        "1",
        {"uit": op("ADD", values=["$a", "$b"])},
        facts=[
            field("a", type_spec={"unit": "eurocent"}),
            field("b", type_spec={"unit": "days"}),
        ],
    )
    held = corpus(tmp_path, law("eenheden", wrong))
    with pytest.raises(UnitMismatch, match=r"eenheden, article 1: .*days and eurocent"):
        ask(held, "eenheden", "uit", a=1, b=1)


def test_a_ratio_times_an_amount_stays_an_amount(tmp_path: Path) -> None:
    right = article(
        "1",
        {"uit": op("ADD", values=[op("MULTIPLY", values=["$deel", "$a"]), "$a"])},
        facts=[field("a", type_spec={"unit": "eurocent"})],
        definitions={"deel": {"value": 0.5, "type_spec": {"unit": "ratio"}}},
    )
    assert ask(corpus(tmp_path, law("deel", right)), "deel", "uit", a=10).value == Decimal(15)


def test_an_operation_may_stand_in_the_action_itself(tmp_path: Path) -> None:
    held_article = article("1", {"uit": None, "waar": None}, facts=["a"])
    held_article["machine_readable"]["execution"]["actions"] = [
        {"output": "uit", "operation": "ROUND", "precision": -2, "value": "$a"},
        {"output": "waar", "operation": "EQUALS", "subject": "$uit", "value": 200},
    ]
    held = corpus(tmp_path, law("kort", held_article))
    assert ask(held, "kort", "uit", a=150).value == 200
    assert ask(held, "kort", "waar", a=150).value is True


def test_a_unit_that_is_itself_a_reference_is_not_checked(tmp_path: Path) -> None:
    length = op("DATE_DIFF", **{"from": "$begin", "to": "$referencedate", "in": "$maat"})
    rule = op("ADD", values=[length, "$extra"])
    facts = ["begin", "maat", field("extra", type_spec={"unit": "days"})]
    held = corpus(tmp_path, law("duur", article("1", {"uit": rule}, facts=facts)))
    assert ask(held, "duur", "uit", begin="2026-02-01", maat="days", extra=1).value == 29


def test_a_bad_article_does_not_take_the_good_ones_down(tmp_path: Path) -> None:
    held = corpus(
        tmp_path,
        law("half", article("1", {"goed": 1}), article("2", {"fout": op("ZWAAI", values=[])})),
    )
    assert ask(held, "half", "goed").value == 1
    with pytest.raises(LawError, match=r"half, article 2: .*ZWAAI"):
        ask(held, "half", "fout")


def test_other_outputs_of_the_article_are_worked_out_when_somebody_reads_them(
    tmp_path: Path,
) -> None:
    two = article("1", {"een": 1, "twee": op("DIVIDE", values=[1, 0])})
    found = evaluate(
        corpus(tmp_path, law("lui", two)), law="lui", outputs=["een"], facts={}, on=DAY
    )
    assert found.outputs["een"].value == 1
    with pytest.raises(LawError, match="zero"):
        found.siblings["twee"]()


def test_dates_and_fractions_come_in_as_python_has_them(tmp_path: Path) -> None:
    rule = op("AGE", date_of_birth="$geboren", reference_date="$referencedate")
    held = corpus(tmp_path, law("leeftijd", article("1", {"jaren": rule}, facts=["geboren"])))
    assert ask(held, "leeftijd", "jaren", geboren=date(2000, 3, 1)).value == 26
    with pytest.raises(TypeError, match="object"):
        ask(held, "leeftijd", "jaren", geboren=object())


@pytest.mark.parametrize(
    ("condition", "holds"),
    [(0, False), (0.0, False), (1, True), (-1, True), (0.5, True), (None, False), (False, False)],
)
def test_a_number_holds_unless_it_is_zero_and_nothing_does_not(
    condition: object, holds: bool
) -> None:
    for operation, other in (("AND", True), ("OR", False)):
        asked = op(operation, conditions=["$bedrag", other])
        assert compute(asked, bedrag=condition).value is holds


def test_words_are_no_condition() -> None:
    with pytest.raises(LawError, match="conditions"):
        compute(op("AND", conditions=["$woord", True]), woord="ja")

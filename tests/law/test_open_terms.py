# SPDX-License-Identifier: EUPL-1.2
"""Higher laws that leave a value to lower regulations, from law to ordinance."""

from pathlib import Path
from typing import Any

import pytest

from meedoen.law import Corpus, Mode, UnfilledTerm
from tests.law.writing import article, ask, corpus, field, law, op


def national(default: Any = 0, required: bool = True, **term: Any) -> dict[str, Any]:
    open_term: dict[str, Any] = {"id": "korting", "type": "number", "required": required, **term}
    if default is not None:
        open_term["default"] = {"actions": [{"output": "korting", "value": default}]}
    return law(
        "wet",
        article("8", {"korting": "$korting"}, facts=["gemeente_code"], open_terms=[open_term]),
    )


def filling(name: str, value: Any, facts: Any = (), **header: Any) -> dict[str, Any]:
    link = {"law": "wet", "article": "8", "open_term": "korting"}
    return law(name, article("1", {"korting": value}, facts=facts, implements=[link]), **header)


@pytest.fixture
def two_towns(tmp_path: Path) -> Corpus:
    return corpus(
        tmp_path,
        national(),
        filling("lindewaard", 10, gemeente_code="GM9901"),
        filling("vennerhout", 0, gemeente_code="GM9902"),
    )


@pytest.mark.proves("S4-01", "each municipality has a value of its own")
@pytest.mark.parametrize(("code", "value"), [("GM9901", 10), ("GM9902", 0), ("GM0000", 0)])
def test_each_municipality_has_its_own_value_or_the_default(
    two_towns: Corpus, code: str, value: int
) -> None:
    assert ask(two_towns, "wet", "korting", gemeente_code=code).value == value


def test_without_a_municipality_it_depends_unless_all_agree(
    two_towns: Corpus, tmp_path: Path
) -> None:
    assert ask(two_towns, "wet", "korting").missing == {"gemeente_code"}
    agreed = corpus(
        tmp_path / "eens", national(7), filling("lindewaard", 7, gemeente_code="GM9901")
    )
    assert ask(agreed, "wet", "korting").value == 7


def test_a_fact_of_the_ordinance_counts_while_the_municipality_is_unknown(tmp_path: Path) -> None:
    held = corpus(
        tmp_path, national(0), filling("lindewaard", "$stand", ["stand"], gemeente_code="GM9901")
    )
    assert ask(held, "wet", "korting").missing == {"gemeente_code", "stand"}
    assert ask(held, "wet", "korting", stand=0).value == 0
    assert ask(held, "wet", "korting", stand=3).missing == {"gemeente_code"}


def test_strictly_no_municipality_means_no_ordinance(two_towns: Corpus) -> None:
    assert ask(two_towns, "wet", "korting", mode=Mode.STRICT).value == 0


def test_an_ordinance_that_says_nothing_leaves_null(tmp_path: Path) -> None:
    silent = op("IF", cases=[{"when": False, "then": 1}])
    held = corpus(tmp_path, national(5), filling("stil", silent, gemeente_code="GM9901"))
    answer = ask(held, "wet", "korting", gemeente_code="GM9901")
    assert (answer.known, answer.value) == (True, None)


def test_the_higher_layer_goes_before_and_then_the_later(tmp_path: Path) -> None:
    ministerial = {"regulatory_layer": "MINISTERIELE_REGELING"}
    held = corpus(
        tmp_path,
        national(),
        filling("oud", 1, valid_from="2024-01-01", **ministerial),
        filling("nieuw", 2, valid_from="2025-01-01", **ministerial),
        filling("later", 3, valid_from="2026-01-01", gemeente_code="GM9901"),
        filling("straks", 4, valid_from="2027-01-01", **ministerial),
    )
    assert ask(held, "wet", "korting", gemeente_code="GM9901").value == 2


def test_an_ended_ordinance_fills_nothing_any_more(tmp_path: Path) -> None:
    held = corpus(
        tmp_path,
        national(),
        filling("ordening", 3, valid_from="2020-01-01", gemeente_code="GM9901"),
        filling(
            "ordening", 4, valid_from="2024-01-01", valid_to="2025-12-31", gemeente_code="GM9901"
        ),
    )
    assert ask(held, "wet", "korting", gemeente_code="GM9901").value == 0


def test_a_term_nobody_fills_is_null_when_it_may_and_an_error_when_it_must(tmp_path: Path) -> None:
    free = corpus(tmp_path / "mag", national(None, required=False))
    assert ask(free, "wet", "korting", gemeente_code="GM9901").value is None
    bound = corpus(tmp_path / "moet", national(None))
    with pytest.raises(UnfilledTerm, match=r"wet, article 8 leaves 'korting'"):
        ask(bound, "wet", "korting", gemeente_code="GM9901")


def test_an_ordinance_can_leave_a_value_to_further_rules(tmp_path: Path) -> None:
    lower = {"id": "bedrag", "type": "number"}
    ordinance = law(
        "verordening",
        article(
            "3",
            {"korting": op("ADD", values=["$bedrag", 1])},
            implements=[{"law": "wet", "article": "8", "open_term": "korting"}],
            open_terms=[lower],
        ),
        gemeente_code="GM9901",
    )
    detail = law(
        "nadere_regels",
        article(
            "2",
            {"bedrag": 41},
            implements=[{"law": "verordening", "article": "3", "open_term": "bedrag"}],
        ),
        gemeente_code="GM9901",
        regulatory_layer="BELEIDSREGEL",
    )
    held = corpus(tmp_path, national(), ordinance, detail)
    answer = ask(held, "wet", "korting", gemeente_code="GM9901")
    assert answer.value == 42
    laws = [node.article.law_id for node in answer.trace.walk() if node.article]
    assert list(dict.fromkeys(laws)) == ["wet", "verordening", "nadere_regels"]


def test_an_open_term_can_be_read_from_another_article_of_the_law(tmp_path: Path) -> None:
    opening = article("4", {}, open_terms=[{"id": "korting", "type": "number"}])
    reading = article(
        "5",
        {"dubbel": op("MULTIPLY", values=["$korting", 2])},
        inputs=[field("korting", source={"output": "korting"})],
    )
    link = {"law": "wet", "article": "4", "open_term": "korting"}
    local = law("plaats", article("1", {"korting": 21}, implements=[link]), gemeente_code="GM9901")
    held = corpus(tmp_path, law("wet", opening, reading), local)
    assert ask(held, "wet", "dubbel", gemeente_code="GM9901").value == 42


def test_the_older_way_of_delegating_finds_the_regulation_that_matches(tmp_path: Path) -> None:
    rule = law("premiewet", article("4", {"premie": None}))
    rule["articles"][0]["machine_readable"]["execution"]["actions"] = [
        {
            "output": "premie",
            "resolve": {
                "type": "MINISTERIELE_REGELING",
                "output": "standaard",
                "match": {"output": "jaar", "value": "$referencedate.year"},
            },
        }
    ]
    yearly = [
        law(
            f"regeling_{year}",
            article("1", {"standaard": year * 10, "jaar": year}),
            regulatory_layer="MINISTERIELE_REGELING",
        )
        for year in (2025, 2026)
    ]
    assert ask(corpus(tmp_path, rule, *yearly), "premiewet", "premie").value == 20260
    with pytest.raises(UnfilledTerm, match="standaard"):
        ask(corpus(tmp_path / "leeg", rule), "premiewet", "premie")


def test_one_id_in_two_municipalities_is_told_apart_by_the_resident(tmp_path: Path) -> None:
    towns = [
        law("apv", article("1", {"uit": at}, facts=[field("x")]), gemeente_code=f"GM990{at}")
        for at in (1, 2)
    ]
    assert ask(corpus(tmp_path, *towns), "apv", "uit", gemeente_code="GM9902").value == 2

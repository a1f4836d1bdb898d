# SPDX-License-Identifier: EUPL-1.2
"""The law files themselves: valid RegelRecht, in force, linked, in our own words."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from meedoen.law import Mode, check, evaluate
from meedoen.rules.local.chains import all_chains
from tests.rules.people import NEEDS_SUPPORT, RULEBOOK, TODAY, rulebook

LAWS = sorted((RULEBOOK / "nl").rglob("*.yaml"))
REFERENCE = Path(__file__).parents[3] / "shared" / "regelrecht"
SCHEMA = REFERENCE / "schema" / "v0.5.6.json"
LOCAL = {"gemeentelijke_verordening", "uitvoeringsbeleid"}
NATIONAL = [law for law in LAWS if not LOCAL & set(law.parts)]


def _read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _answer(law: str, output: str, facts: dict, on: date = TODAY) -> object:
    found = evaluate(
        rulebook().corpus, law=law, outputs=[output], facts=facts, on=on, mode=Mode.INTAKE
    )
    return found.outputs[output].value


@pytest.mark.parametrize("path", LAWS, ids=lambda p: "/".join(p.parts[-3:]))
def test_every_law_file_validates_against_the_regelrecht_schema(path: Path) -> None:
    if not SCHEMA.exists():
        pytest.skip(f"The RegelRecht schema is not at {SCHEMA}; put it there to check this.")
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(_read(path))] == []


def test_the_engine_finds_nothing_wrong_with_the_laws() -> None:
    assert [str(problem) for problem in check(RULEBOOK / "nl")] == []


@pytest.mark.parametrize("path", LAWS, ids=lambda p: "/".join(p.parts[-3:]))
def test_a_file_is_named_for_the_day_it_starts_and_carries_its_licence(path: Path) -> None:
    assert _read(path)["valid_from"] == path.stem
    assert path.read_text(encoding="utf-8").startswith("# SPDX-License-Identifier: EUPL-1.2\n")


@pytest.mark.parametrize("path", NATIONAL, ids=lambda p: "/".join(p.parts[-2:]))
def test_every_national_article_has_a_link_to_the_official_text(path: Path) -> None:
    law = _read(path)
    for article in law["articles"]:
        assert article["url"].startswith(f"https://wetten.overheid.nl/{law['bwb_id']}/")
        assert article["url"].endswith(f"#Artikel{article['number']}")
        assert article["text"].strip()


@pytest.mark.proves("S4-01", "whatever is left open is filled")
@pytest.mark.parametrize("municipality", ["GM9901", "GM9902"])
@pytest.mark.parametrize("on", [date(2026, 1, 1), date(2026, 7, 1), TODAY, date(2027, 1, 1)])
def test_both_municipalities_fill_every_open_term(municipality: str, on: date) -> None:
    """Whatever a law leaves to the municipality is worked out, step by step, to the end."""
    chains = all_chains(rulebook(), municipality, on)
    assert len(chains) >= 30
    assert [chain.term for chain in chains if not chain.read_in or not chain.value] == []


@pytest.mark.parametrize(
    ("output", "law", "here", "there"),
    [
        ("gemeente_vraagt_bijdrage", "wmo_2015", True, False),
        ("meerkosten_vaste_voorwaarden", "wmo_2015", True, False),
    ],
)
def test_the_two_ordinances_differ(output: str, law: str, here: object, there: object) -> None:
    assert _answer(law, output, {**NEEDS_SUPPORT, "gemeente_code": "GM9901"}) is here
    assert _answer(law, output, {**NEEDS_SUPPORT, "gemeente_code": "GM9902"}) is there


@pytest.mark.parametrize(
    ("on", "single"), [(date(2026, 1, 1), 140150), (date(2026, 6, 30), 140150), (TODAY, 141946)]
)
def test_amounts_are_data_with_a_date(on: date, single: int) -> None:
    """Norm for a single person in eurocents (Pw 21), as indexed in January and July 2026."""
    assert _answer("participatiewet", "norm_alleenstaande_per_maand", {}, on) == single


def test_no_rule_holds_a_literal_amount() -> None:
    for path in LAWS:
        for article in _read(path)["articles"]:
            execution = article.get("machine_readable", {}).get("execution", {})
            numbers = _numbers(execution.get("actions", []))
            assert all(number <= 100 for number in numbers), (path.name, article["number"])


def _numbers(value: object) -> list[float]:
    if isinstance(value, bool):
        return []
    if isinstance(value, int | float):
        return [value]
    if isinstance(value, dict):
        return [n for item in value.values() for n in _numbers(item)]
    return [n for item in value for n in _numbers(item)] if isinstance(value, list) else []


@pytest.mark.parametrize(
    ("born", "on", "reached"),
    [
        (date(1959, 11, 23), TODAY, True),
        (date(1959, 11, 24), TODAY, False),
        (date(1960, 2, 29), date(2027, 2, 28), False),
        (date(1960, 2, 29), date(2027, 3, 1), True),
        (date(1960, 12, 31), date(2028, 1, 31), True),
        (date(1961, 1, 1), date(2028, 3, 31), False),
        (date(1961, 1, 1), date(2028, 4, 1), True),
    ],
)
def test_the_pension_age_follows_the_year(born: date, on: date, reached: bool) -> None:
    """AOW 7a: 67 in 2024-2027, three months more from 2028 (to be confirmed)."""
    facts = {"geboortedatum": born}
    assert _answer("algemene_ouderdomswet", "aow_leeftijd_bereikt", facts, on) is reached


@given(born=st.dates(date(1955, 1, 1), date(1965, 12, 31)))
def test_who_reached_the_pension_age_keeps_it_when_the_age_goes_up(born: date) -> None:
    """A later year never takes back what an earlier one gave."""
    days = [date(year, 12, 31) for year in range(2024, 2035)]
    reached = [
        _answer("algemene_ouderdomswet", "aow_leeftijd_bereikt", {"geboortedatum": born}, on)
        for on in days
    ]
    assert reached == sorted(reached)
    on_new_years_day = {"geboortedatum": born}
    eve, day = date(2027, 12, 31), date(2028, 1, 1)
    if _answer("algemene_ouderdomswet", "aow_leeftijd_bereikt", on_new_years_day, eve):
        assert _answer("algemene_ouderdomswet", "aow_leeftijd_bereikt", on_new_years_day, day)


@pytest.mark.parametrize(
    ("facts", "applies"),
    [
        ({"geboortedatum": date(2005, 1, 1), "pro_of_vso_laatste_jaar": True}, False),
        ({"geboortedatum": date(2005, 1, 1), "medisch_urenbeperkt": True}, False),
        ({"geboortedatum": date(2005, 1, 1), "partner_27_plus": True}, False),
        ({"geboortedatum": date(1990, 1, 1)}, False),
        (
            {
                "geboortedatum": date(2005, 1, 1),
                "pro_of_vso_laatste_jaar": False,
                "medisch_urenbeperkt": False,
                "kan_wml_verdienen_voltijds": True,
                "partner_27_plus": False,
            },
            True,
        ),
    ],
)
def test_the_waiting_month_is_for_young_people_with_exceptions(facts, applies) -> None:
    """Pw 41 lid 4: not after pro or vso, for the groups of b, or with a partner of 27 or older."""
    assert _answer("participatiewet", "zoektermijn_geldt", facts) is applies

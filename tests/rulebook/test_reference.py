# SPDX-License-Identifier: EUPL-1.2
"""The page about the rulebook says what the rulebook says (issue of the two glasses, section 6)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meedoen.commands.law import law as command
from meedoen.rules.reference import reference_page
from meedoen.rules.rulebook.catalogue import Certainty
from tests.rules.people import RULEBOOK, rulebook

PAGE = RULEBOOK.parent / "docs" / "reference" / "rulebook.md"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, ["reference", *map(str, arguments)])


def section(title: str) -> str:
    _, _, after = reference_page(rulebook()).partition(f"# {title}\n")
    return after.partition("\n## ")[0]


def test_the_page_in_the_docs_is_what_the_rulebook_says_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference_page(rulebook()), (
        "docs/reference/rulebook.md is stale: "
        "meedoen law reference --rulebook rulebook > docs/reference/rulebook.md"
    )


def row_of(provision_id: str) -> list[str]:
    lines = reference_page(rulebook()).splitlines()
    found = [line for line in lines if line.startswith("| **") and f"(`{provision_id}`)" in line]
    assert len(found) == 1, f"{provision_id} stands in {len(found)} rows"
    return [cell.strip() for cell in found[0].strip("|").split(" | ")]


@pytest.mark.parametrize("provision_id", [p.id for p in rulebook().provisions])
def test_every_provision_has_its_article_with_link_decider_certainty_and_dates(
    provision_id: str,
) -> None:
    provision = rulebook().provision(provision_id)
    _, article, norm, decider, certainty, holds, _ = row_of(provision_id)
    assert article.startswith(f"[{provision.article}](https://wetten.overheid.nl/BWBR")
    assert norm == ("open door" if provision.door else provision.norm)
    assert decider == provision.decider
    ends = f", check from {provision.check_from}" if provision.check_from else ""
    assert certainty == f"{provision.certainty}{ends}"
    assert date.fromisoformat(holds[:10]) <= date(2026, 1, 1)


def test_a_version_ends_the_day_before_the_next_begins() -> None:
    holds = row_of("pw.beschut_werk")[5]
    assert holds == "2026-01-01 – 2026-06-30; 2026-07-01 – 2026-12-31; 2027-01-01 –"


def test_every_open_term_shows_how_both_municipalities_fill_it() -> None:
    told = section("Local rules")
    terms = {t for p in rulebook().provisions for t in p.local_terms}
    assert terms
    for term in terms:
        rows = [line for line in told.splitlines() if line.startswith(f"| `{term}`")]
        assert any("GM9901" in row for row in rows), term
        assert any("GM9902" in row for row in rows), term


def test_dated_amounts_are_read_from_the_law_and_written_in_euros() -> None:
    told = section("Dated amounts and terms")
    assert "| `norm_alleenstaande` | € 1401,50 |" in told
    assert "| `aow_leeftijd_jaren` | 67 jaar |" in told


def test_the_list_for_the_jurist_is_complete_and_holds_nothing_that_is_sure() -> None:
    told = section("What a jurist must still confirm")
    for provision in rulebook().provisions:
        asked = f"(`{provision.id}`)" in told
        doubtful = provision.certainty is Certainty.CHECK or provision.check_from is not None
        assert asked is doubtful, provision.id
    for knelpunt in rulebook().knelpunten:
        asked = f"- {knelpunt.code} " in told
        assert asked is (knelpunt.certainty is Certainty.CHECK), knelpunt.code


def test_confirming_a_rule_takes_it_off_the_list() -> None:
    book = rulebook()
    sure = tuple(replace(p, certainty=Certainty.SURE) for p in book.provisions)
    page = reference_page(replace(book, provisions=sure))
    assert f"{len(book.provisions)} provisions (0 still to confirm)" in page
    assert "Provisions that may not answer plainly yet" not in page


def test_the_command_prints_the_page_and_refuses_a_stale_one(tmp_path: Path) -> None:
    printed = run("--rulebook", RULEBOOK)
    assert printed.exit_code == 0
    page = tmp_path / "rulebook.md"
    page.write_text(printed.output, encoding="utf-8")
    assert run("--rulebook", RULEBOOK, "--check", page).exit_code == 0
    page.write_text(printed.output.replace("Beschut werk", "Beschut"), encoding="utf-8")
    stale = run("--rulebook", RULEBOOK, "--check", page)
    assert stale.exit_code == 1
    assert "is stale" in stale.output
    assert "facts.yaml" in run("--rulebook", tmp_path).output

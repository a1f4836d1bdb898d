# SPDX-License-Identifier: EUPL-1.2
"""Reading the catalogues: a mistake names the file, the entry and what to do."""

import shutil
from pathlib import Path

import pytest

from meedoen.rules.glasses import look_through
from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import RulebookError
from meedoen.rules.rulebook.reading import load_rulebook
from tests.rules.people import RULEBOOK, THEO, TODAY, rulebook


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the rulebook that a test may spoil."""
    return Path(shutil.copytree(RULEBOOK, tmp_path / "rulebook"))


def _spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("facts.yaml", "type: date", "type: dag", "facts.yaml, geboortedatum"),
        ("facts.yaml", "    sensitivity: 1\n", "", "geboortedatum .*vul 'sensitivity' in"),
        ("facts.yaml", "name: ingezetene_gemeente", "name: geboortedatum", "twee keer"),
        ("facts.yaml", "name: wsw_dienst", "name: wsw_", "leest 'wsw_dienstbetrekking'"),
        ("facts.yaml", "    body: UWV\n", "", "uwv_advies_beschut .*body"),
        ("provisions.yaml", "output: melding_open", "output: melding_dicht", "wmo.melding"),
        ("facts.yaml", "    years_back: 120\n", "", "geboortedatum .*heeft years_back nodig"),
        ("facts.yaml", "years_ahead: 0", "years_ahead: -1", "geboortedatum .*van nul of meer"),
        ("facts.yaml", "    most: 600\n", "", "maanden_op_tijdelijke_plek .*heeft most nodig"),
        ("facts.yaml", "most: 1000000", 'most: "veel"', "vrijwilligersvergoeding.*heel getal"),
        ("facts.yaml", "type: boolean\n", "type: boolean\n    most: 1\n", "heeft geen most nodig"),
        (
            "provisions.yaml",
            "    glass: wmo\n",
            "    glass: wmoo\n",
            "glass 'wmoo' bestaat niet. Kies uit",
        ),
        ("provisions.yaml", "norm: open", "norm: bound", "norm open hoort bij"),
        ("provisions.yaml", "provision: pw.beschut_werk", "provision: pw.x", "pw.x"),
        ("provisions.yaml", "certainty: sure", "certainty: zeker", "zeker"),
        ("knelpunten.yaml", "type: financiën", "type: geld", "knelpunten.yaml, K01"),
        ("knelpunten.yaml", '"below": 27', '"onder": 27', "K01.*exactly one of"),
        ("knelpunten.yaml", "doet_vrijwilligerswerk", "doet_iets", "K01: feit 'doet_iets'"),
        ("knelpunten.yaml", '"vrijwillig"', '"vliegen"', "K01: 'vliegen' is geen antwoord"),
        ("knelpunten.yaml", "[pw.vrijwilligersvergoeding]", "[pw.y]", "voorziening 'pw.y'"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_entry(copy, file, old, new, message) -> None:
    _spoil(copy / file, old, new)
    with pytest.raises(RulebookError, match=message):
        load_rulebook(copy)


def test_a_provision_that_leaves_a_sentence_out_says_the_one_at_the_top_of_the_file(
    copy: Path,
) -> None:
    _spoil(copy / "provisions.yaml", "Eén vraag helpt verder.", "Eén antwoord helpt verder.")
    book = load_rulebook(copy)
    before, now = (b.provision("wmo.melding").sentences for b in (rulebook(), book))
    assert now["onbekend"] == "We weten nog niet genoeg. Eén antwoord helpt verder."
    assert now["ja"] == before["ja"]


def test_a_sentence_of_its_own_goes_before_the_one_at_the_top() -> None:
    own = rulebook().provision("pw.beschut_werk").sentences
    assert own["vraagt_oordeel"] != rulebook().provision("wmo.melding").sentences["vraagt_oordeel"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    onbekend: ", "    misschien: ", "defaults.*'misschien'.*ja, nee, onbekend"),
        ("  sentences:\n    onbekend", "  zinnen:\n    onbekend", "defaults.*'zinnen'"),
        ("      nee: ", "      neen: ", "wmo.algemene_voorziening.*'neen' is geen uitkomst"),
    ],
)
def test_a_sentence_for_what_is_no_outcome_is_refused(
    copy: Path, old: str, new: str, message: str
) -> None:
    _spoil(copy / "provisions.yaml", old, new)
    with pytest.raises(RulebookError, match=message):
        load_rulebook(copy)


MELDING = '"Wmo 2015, art. 2.3.2"'


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (
            '"Wmo 2015, art. 2.3.22"',
            r"provisions.yaml, wmo.melding: Wmo 2015 heeft hier geen artikel 2\.3\.22"
            r".*2\.3\.2, 2\.3\.3.*wmo_2015/2026-01-01\.yaml",
        ),
        ('"Wmo, art. 2.3.2"', "wmo.melding .*'Wmo, art. 2.3.2' begint niet met"),
        ('"Wmo 2015, art. 2.2.4"', "'melding_open' staat in artikel 2.3.2.*noemt dat niet"),
        ('["Wmo 2015, art. 2.3.2", "Pw, art. 999"]', "Pw heeft hier geen artikel 999"),
        ('["Wmo 2015, art. 2.3.2 en Pw, art. 7"]', "ook Pw; maak er een lijst van"),
        ("[]", "wmo.melding .*een wet met artikelen, of een lijst"),
    ],
)
def test_an_article_that_is_not_in_the_law_file_is_refused(
    copy: Path, new: str, message: str
) -> None:
    _spoil(copy / "provisions.yaml", MELDING, new)
    with pytest.raises(RulebookError, match=message):
        load_rulebook(copy)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('judged_on: "Pw, art. 10b lid 1 en 2"', 'judged_on: "Pw, art. 10bb"', "artikel 10bb"),
        ('"Wmo 2015, art. 2.3.5 lid 5", "Pw, art. 10b"', '"Pw, art. 1000"', "artikel 1000"),
        ("  Pw: participatiewet\n", "  Pw: partwet\n", "cited_laws, Pw: wet 'partwet' is er niet"),
        ("  WAO: null\n", "", "uwv.wia_activiteit.*'WAO, art. 80' begint niet met"),
    ],
)
def test_so_is_one_on_which_somebody_weighs_or_that_goes_before(
    copy: Path, old: str, new: str, message: str
) -> None:
    _spoil(copy / "provisions.yaml", old, new)
    with pytest.raises(RulebookError, match=message):
        load_rulebook(copy)


def test_several_laws_are_cited_in_a_list_and_told_in_one_sentence(copy: Path) -> None:
    _spoil(copy / "provisions.yaml", MELDING, '["Wmo 2015, art. 2.3.2", "WAO, art. 80"]')
    provision = load_rulebook(copy).provision("wmo.melding")
    assert provision.article == "Wmo 2015, art. 2.3.2 en WAO, art. 80"
    assert [(c.law, c.number) for c in provision.cites] == [("wmo_2015", "2.3.2"), (None, "80")]


def test_a_missing_catalogue_is_named(copy: Path) -> None:
    (copy / "knelpunten.yaml").unlink()
    with pytest.raises(RulebookError, match=r"knelpunten\.yaml: dit bestand ontbreekt"):
        load_rulebook(copy)


def test_yaml_that_cannot_be_read_is_named_with_its_line(copy: Path) -> None:
    (copy / "facts.yaml").write_text("facts:\n  - name: [\n", encoding="utf-8")
    with pytest.raises(RulebookError, match=r"facts\.yaml, line"):
        load_rulebook(copy)


def test_the_digest_changes_with_any_file_and_only_then(copy: Path) -> None:
    assert load_rulebook(copy).digest == rulebook().digest
    _spoil(copy / "nl/wet/wet_wia/2026-01-01.yaml", "op proef", "op de proef")
    changed = load_rulebook(copy).digest
    assert changed != rulebook().digest
    _spoil(copy / "facts.yaml", "Wanneer ben je geboren?", "Wat is je geboortedag?")
    assert load_rulebook(copy).digest != changed


def test_a_provision_that_does_not_exist_is_refused() -> None:
    with pytest.raises(RulebookError, match=r"pw\.niets"):
        rulebook().provision("pw.niets")


def test_the_national_corpus_can_be_loaded_beside_our_laws() -> None:
    corpus = Path(__file__).parents[4] / "shared" / "regelrecht" / "corpus"
    if not corpus.exists():
        pytest.skip(f"The national corpus is not at {corpus}; put it there to check this.")
    both = load_rulebook(RULEBOOK, corpus)
    assert len(both.corpus.laws) > len(rulebook().corpus.laws)
    assessment = look_through(both, THEO, TODAY, "GM9901")
    assert assessment.of("pw.ondersteuning_27").kind is OutcomeKind.JA

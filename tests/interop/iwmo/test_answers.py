# SPDX-License-Identifier: EUPL-1.2
"""An answer goes with its declaration by the number of the invoice, and is said in plain Dutch."""

import copy
import io
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as any_given
from hypothesis import strategies as st
from lxml import etree

from meedoen.interop.findings import Refused
from meedoen.interop.iwmo import answer_forms, answers
from meedoen.interop.iwmo.answers import AnswerCheck, DeclarationAnswer, Returned, read_answer
from meedoen.interop.iwmo.faults import ClientRead, RowRead
from meedoen.interop.iwmo.form import Block
from meedoen.interop.iwmo.forms import ANSWERS
from meedoen.interop.iwmo.parsing import parsed
from meedoen.interop.iwmo.return_codes import CONTENT, IN_WORDS, in_words
from tests.interop.iwmo.declared_messages import given
from tests.interop.iwmo.messages import BSN, SHARED, Writing, chances, first, written
from tests.interop.iwmo.test_declarations import whole_303, whole_323
from tests.interop.iwmo.test_form import needs_schemas

EDITIONS = answer_forms.editions()
ROW = "/Bericht[1]/DeclaratieAntwoord[1]/Clienten[1]/Client[1]/Prestaties[1]/Prestatie[1]"


def whole_325() -> Any:
    """An answer as a municipality sends it, written out by hand."""
    return etree.fromstring(f"""
<w:Bericht xmlns:w="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
           xmlns:i="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">
  <w:Header>
    <w:BerichtCode>487</w:BerichtCode><w:BerichtVersie>3</w:BerichtVersie>
    <w:BerichtSubversie>2</w:BerichtSubversie>
    <w:Afzender>9901</w:Afzender><w:Ontvanger>01234567</w:Ontvanger>
    <w:BerichtIdentificatie>
      <i:Identificatie>B-1</i:Identificatie><i:Dagtekening>2026-04-12</i:Dagtekening>
    </w:BerichtIdentificatie>
    <w:XsdVersie><i:BerichtXsdVersie>1.0.0</i:BerichtXsdVersie></w:XsdVersie>
    <w:DeclaratieIdentificatie>
      <i:Identificatie>A-1</i:Identificatie><i:Dagtekening>2026-04-02</i:Dagtekening>
    </w:DeclaratieIdentificatie>
    <w:XsdVersieDeclaratie><i:BerichtXsdVersie>1.0.0</i:BerichtXsdVersie></w:XsdVersieDeclaratie>
    <w:RetourCodes><w:RetourCode>0200</w:RetourCode></w:RetourCodes>
  </w:Header>
  <w:DeclaratieAntwoord>
    <w:DeclaratieNummer>F2026003</w:DeclaratieNummer>
    <w:TotaalIngediendBedrag>
      <i:TotaalBedrag>120000</i:TotaalBedrag><i:DebetCredit>D</i:DebetCredit>
    </w:TotaalIngediendBedrag>
    <w:TotaalToegekendBedrag>
      <i:TotaalBedrag>500</i:TotaalBedrag><i:DebetCredit>C</i:DebetCredit>
    </w:TotaalToegekendBedrag>
    <w:Clienten>
      <w:Client>
        <w:Bsn>{BSN}</w:Bsn>
        <w:Prestaties>
          <w:Prestatie>
            <w:ProductReferentie><i:ReferentieNummer>R-1</i:ReferentieNummer></w:ProductReferentie>
            <w:ToewijzingNummer>501</w:ToewijzingNummer>
            <w:ProductCategorie>07</w:ProductCategorie><w:ProductCode>07A11</w:ProductCode>
            <w:ProductPeriode>
              <i:Begindatum>2026-03-01</i:Begindatum><i:Einddatum>2026-03-31</i:Einddatum>
            </w:ProductPeriode>
            <w:GeleverdVolume>24</w:GeleverdVolume><w:Eenheid>16</w:Eenheid>
            <w:IngediendBedrag>
              <i:Bedrag>120000</i:Bedrag><i:DebetCredit>D</i:DebetCredit>
            </w:IngediendBedrag>
            <w:RetourCodes>
              <w:RetourCode>9321</w:RetourCode><w:RetourCode>0611</w:RetourCode>
            </w:RetourCodes>
          </w:Prestatie>
        </w:Prestaties>
        <w:RetourCodes><w:RetourCode>0200</w:RetourCode></w:RetourCodes>
      </w:Client>
    </w:Clienten>
    <w:RetourCodes><w:RetourCode>0200</w:RetourCode></w:RetourCodes>
  </w:DeclaratieAntwoord>
</w:Bericht>""")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "antwoord.xml"


def read(path: Path, root: Any) -> DeclarationAnswer:
    path.write_bytes(written(root))
    return read_answer(path)


@pytest.mark.proves("S2-21", "why a declaration was not granted is read from messages")
def test_what_became_of_a_declaration_is_read(path: Path) -> None:
    answer = read(path, whole_325())
    around = "/Bericht[1]/DeclaratieAntwoord[1]"
    assert answer == DeclarationAnswer(
        standard="iwmo", release="3.2", municipality="9901", provider="01234567",
        invoice_number="F2026003", submitted_cents=120_000, granted_cents=-500,
        returned=(
            Returned("/Bericht[1]/Header[1]", "", "0200"),
            Returned(ROW, "R-1", "9321"),
            Returned(ROW, "R-1", "0611"),
            Returned(f"{around}/Clienten[1]/Client[1]", "", "0200"),
            Returned(around, "", "0200"),
        ),
    )  # fmt: skip
    assert [one.reason for one in answer.refusals] == [
        "9321: er is meer geleverd dan er is toegewezen",
        "0611: het tarief is niet het tarief uit het contract",
    ]
    assert BSN not in repr(answer)


def test_it_belongs_to_the_declaration_with_its_invoice_number(path: Path) -> None:
    answer, declaration = read(path, whole_325()), given(whole_323())
    assert answer.answers(declaration)
    for name, other in (
        ("invoice_number", "F2026004"), ("provider", "76543210"), ("municipality", "0222"),
        ("standard", "ijw"),
    ):  # fmt: skip
        assert not answer.answers(replace(declaration, **{name: other}))
        assert not replace(answer, **{name: other}).answers(declaration)
    assert answer.answers(given(whole_303()))


def test_of_a_technical_fault_only_the_header_comes_back(path: Path) -> None:
    root = whole_325()
    root.remove(first(root, "DeclaratieAntwoord"))
    first(root, "RetourCode").text = "0001"
    answer = read(path, root)
    assert (answer.invoice_number, answer.submitted_cents, answer.granted_cents) == ("", None, None)
    (refusal,) = answer.refusals
    assert refusal.place == "/Bericht[1]/Header[1]"
    assert "om de techniek; de leverancier van de software" in refusal.reason
    assert not answer.answers(replace(given(whole_323()), invoice_number=""))


def test_a_declaration_that_was_granted_whole_has_no_refusals(path: Path) -> None:
    root = whole_325()
    answered = first(root, "DeclaratieAntwoord")
    answered.remove(first(root, "Clienten"))
    first(answered, "RetourCode").text = "8001"
    answer = read(path, root)
    assert answer.refusals == ()
    assert [one.code for one in answer.returned] == ["0200", "8001"]


def test_a_reference_without_an_element_of_its_own_is_read_too(path: Path) -> None:
    root = whole_325()
    around = first(root, "ProductReferentie")
    around.remove(around[0])
    around.text = "R-9"
    assert read(path, root).returned[1].reference == "R-9"


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("BerichtVersie", "/Bericht[1]/Header[1]"),
        ("TotaalBedrag", "/Bericht[1]/DeclaratieAntwoord[1]"),
        ("Bsn", "/Bericht[1]/DeclaratieAntwoord[1]/Clienten[1]/Client[1]"),
        ("GeleverdVolume", ROW),
    ],
)
def test_any_fault_refuses_it_whole(name: str, row: str, path: Path) -> None:
    root = whole_325()
    first(root, name).text = "x"
    with pytest.raises(Refused, match=r"bericht 325 van iWmo 3\.2") as caught:
        read(path, root)
    (finding,) = caught.value.findings
    assert (finding.row, finding.column) == (row, name)
    assert finding.reason in str(caught.value)


def test_of_faults_without_end_the_first_are_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answers.MOST_FOUND == 1_000
    monkeypatch.setattr(answers, "MOST_FOUND", 2)
    root = whole_325()
    one = first(root, "Prestatie")
    first(one, "GeleverdVolume").text = "x"
    for _ in range(5):
        one.addnext(copy.deepcopy(one))
    with pytest.raises(Refused) as caught:
        read(path, root)
    assert len(caught.value.findings) == 2


def test_of_a_row_and_a_person_that_ended_only_the_codes_are_kept() -> None:
    kept: list[int] = []

    class Watching(AnswerCheck):
        def row_ended(self, client: ClientRead, row: RowRead) -> None:
            super().row_ended(client, row)
            kept.append(len(client.rows))

        def person_ended(self, client: ClientRead) -> None:
            super().person_ended(client)
            kept.append(len(self.clients))

    check = parsed(io.BytesIO(written(whole_325())), ANSWERS, Watching)
    assert kept == [0, 0]
    assert len(check.returned) == 5


def test_a_code_where_none_belongs_is_a_fault_and_no_answer(path: Path) -> None:
    root = whole_325()
    etree.SubElement(root, first(root, "RetourCode").tag).text = "9321"
    with pytest.raises(Refused, match="RetourCode hoort niet in Bericht"):
        read(path, root)


def test_a_declaration_is_no_answer(path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(path, whole_323())
    assert str(caught.value) == (
        "Dit is bericht 323 van iWmo 3.2. Als antwoord worden gelezen: bericht 325 van iWmo 3.2 en "
        "bericht 325 van iJw 3.2."
    )


@any_given(st.sampled_from(EDITIONS), chances)
def test_a_good_answer_is_read_whole(
    tmp_path_factory: Any, edition: Any, chance: random.Random
) -> None:
    root = Writing(edition, chance).message(3)
    path = tmp_path_factory.mktemp("answer") / "antwoord.xml"
    answer = read(path, root)
    assert answer.standard == edition.standard
    assert [one.code for one in answer.returned] == [one.text for one in root.iter("{*}RetourCode")]


@needs_schemas
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.standard)
def test_the_form_has_the_elements_that_are_known(edition: Any) -> None:
    told = json.loads((SHARED / "iwmo_3_2_structure_derived.json").read_text("utf-8"))["WMO325"]
    header, answered = edition.holds.elements
    assert (header.required, answered.required) == (True, False)
    for block, lines in ((header.holds, told["Header"]), (answered.holds, list(told.values())[2])):
        assert isinstance(block, Block)
        known = [line.split()[:2] for line in lines]
        assert [(name.partition(":")[0], many == "1") for name, many in known] == [
            (element.name, element.required) for element in block.elements
        ]


def test_every_code_is_told_in_words_and_one_that_we_do_not_know_as_that() -> None:
    assert {"0200", "8001"} == CONTENT
    assert in_words("9999") == "deze code staat niet in onze lijst"
    assert Returned("/", "", "9999").reason == "9999: deze code staat niet in onze lijst"
    assert Returned("/", "", "9999").refuses
    for code, words in IN_WORDS.items():
        assert len(code) == 4
        assert words[0].islower()
        assert "!" not in words


@needs_schemas
def test_of_the_codes_of_the_older_release_those_about_declarations_are_known() -> None:
    told = json.loads((SHARED / "iWmo_2_3_codelijsten.json").read_text("utf-8"))
    about_grants = {"9019", "9063", "9069", "9071", "9074", "9300", "9326"}
    older = {code for code, _ in told["LDT_RetourCode"]["enum"]}
    assert older - about_grants <= set(IN_WORDS)

# SPDX-License-Identifier: EUPL-1.2
"""The registry holds the seventeen sources of the seed, and of each all that must be known."""

from itertools import chain

import pytest

from meedoen.interop.iwmo import codes
from meedoen.monitor.sources.registry import EVERY, FOLDER, KEYS, OWN, source, sources
from meedoen.monitor.sources.specification import (
    DateRole,
    MonitorSource,
    SourceForm,
    Unit,
    ValueKind,
    level,
)

ONLY_COUNTS = {"awbz", "wia", "wajong", "zorgverzekering", "wet_oke", "dienstverlening"}
HOUSEHOLDS = {"wwb", "schuldhulp", "bijzondere_bijstand"}
every_source = pytest.mark.parametrize("one", list(sources()), ids=lambda one: one.key)


@pytest.mark.proves("S3-13", "each of the seventeen sources has a specification")
def test_there_are_the_seventeen_of_the_seed_eight_in_the_first_wave() -> None:
    assert len(KEYS) == len(set(KEYS)) == 17
    assert [one.key for one in sources()] == list(KEYS)
    assert [one.wave for one in sources()] == [1] * 8 + [2] * 9
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {*EVERY, "common"}


def test_what_we_know_ourselves_comes_beside_them_counted_and_never_as_people() -> None:
    assert (*KEYS, OWN) == EVERY
    assert OWN not in {one.key for one in sources()}
    assert [shape.form for shape in source(OWN).shapes] == [SourceForm.AGGREGATE]


def test_another_key_is_no_source() -> None:
    with pytest.raises(KeyError):
        source("../wmo")


@every_source
def test_of_each_is_said_who_holds_it_on_what_ground_and_what_for(one: MonitorSource) -> None:
    for said in (one.name, one.today, one.holder, one.ground, one.article, one.purpose,
                 one.controller):  # fmt: skip
        assert said.strip()
    assert any(figure.isdigit() for figure in one.article)


@every_source
def test_counts_for_an_area_are_a_form_of_each_and_rows_of_people_of_some(
    one: MonitorSource,
) -> None:
    assert one.shape(SourceForm.AGGREGATE)
    rows = one.shape(SourceForm.ROWS)
    assert (rows is None) == (one.key in ONLY_COUNTS)
    for shape in one.shapes:
        assert shape.about_people == (shape.form is SourceForm.ROWS)
    if rows:
        assert rows.unit is (Unit.HOUSEHOLD if one.key in HOUSEHOLDS else Unit.PERSON)


def test_wia_and_wajong_come_per_wijk() -> None:
    assert {one.key for one in sources() for shape in one.shapes if shape.unit is Unit.WIJK} == {
        "wia", "wajong",
    }  # fmt: skip


def test_awbz_keeps_its_grondslag_and_nothing_else_has_one() -> None:
    with_one = {
        one.key
        for one in sources()
        for shape in one.shapes
        if any("grondslag" in name.casefold() for name in shape.by_name)
    }
    assert with_one == {"awbz"}


@every_source
def test_fields_have_one_name_each_and_headings_lead_to_one_of_them(one: MonitorSource) -> None:
    for shape in one.shapes:
        names = [field.name for field in shape.fields]
        assert len(set(names)) == len(names)
        headings = [
            level(heading) for field in shape.fields for heading in (field.name, *field.known_as)
        ]
        assert len(set(headings)) == len(headings)
        assert shape.by_heading.keys() == set(headings)


@every_source
def test_a_key_is_of_fields_of_the_form_and_holds_what_a_row_is_about(one: MonitorSource) -> None:
    for shape in one.shapes:
        assert set(shape.key) <= shape.by_name.keys()
        assert shape.key[0] in ("bsn", "gebiedscode")
        roles = [one.role for one in shape.fields if one.role not in (None, DateRole.BIRTH)]
        assert len(roles) == len(set(roles))
        assert DateRole.MOMENT not in roles or len(roles) == 1
        of_time = {ValueKind.YEAR, ValueKind.MONTH, ValueKind.SCHOOL_YEAR}
        assert roles or of_time & {field.kind for field in shape.fields}


@every_source
def test_codes_are_text_and_only_codes_have_them(one: MonitorSource) -> None:
    for field in chain.from_iterable(shape.fields for shape in one.shapes):
        assert bool(field.codes) == (field.kind is ValueKind.CODE)
        assert all(
            isinstance(code, str) and code and meaning for code, meaning in field.codes.items()
        )
        assert not field.codes or field.example in field.codes
        assert field.example or field.kind in (ValueKind.BSN, ValueKind.SCHOOL_YEAR)


def test_codes_keep_the_nought_in_front_of_them() -> None:
    shape = source("wmo").shape(SourceForm.ROWS)
    assert shape
    assert list(shape.by_name["productcategoriecode"].codes) == [f"{n:02d}" for n in range(1, 19)]


def test_messages_are_read_of_two_sources() -> None:
    assert {one.key: one.messages for one in sources() if one.messages} == {
        "wmo": "iwmo", "jeugdzorg": "ijw",
    }  # fmt: skip


def test_headings_are_compared_as_the_eye_reads_them() -> None:
    assert level(" Datum_Start ") == level("datumStart") == level("DATUM-START")
    assert level("Cliënt") == level("client")


@pytest.mark.parametrize(
    ("key", "lists"),
    [
        ("wmo", {"redenEinde": codes.ENDINGS_WMO, "eenheid": codes.UNITS}),
        ("jeugdzorg", {"redenEinde": codes.ENDINGS_YOUTH, "eenheid": codes.UNITS}),
    ],
)
def test_a_table_of_a_source_has_the_codes_of_its_messages(key: str, lists: dict) -> None:
    rows = source(key).shape(SourceForm.ROWS)
    assert rows
    for name, known in lists.items():
        assert set(rows.by_name[name].codes) == set(known)


@pytest.mark.proves(
    "S1-07", "they are counted per area, and nothing that proposes a place imports it"
)
def test_the_grounds_of_the_former_awbz_are_counted_and_stand_in_no_row_of_a_person() -> None:
    (shape,) = source("awbz").shapes
    assert shape.form is SourceForm.AGGREGATE
    assert "grondslag" in shape.by_name
    others = [one for key in EVERY if key != "awbz" for one in source(key).shapes]
    assert not any("grondslag" in shape.by_name for shape in others)

# SPDX-License-Identifier: EUPL-1.2
"""Each indicator is data: it says what it counts, of whom, and what it does not say."""

from dataclasses import replace
from pathlib import Path

import pytest

from meedoen.monitor import indicator
from meedoen.monitor.cube import CountingUnit
from meedoen.monitor.indicator import (
    Indicator,
    IndicatorKind,
    NoIndicator,
    Split,
    flows,
    indicators,
    read_indicators,
    unit_of,
)
from meedoen.monitor.sources.registry import KEYS, source
from meedoen.monitor.sources.specification import (
    DateRole,
    SourceField,
    SourceForm,
    SourceShape,
    Unit,
    ValueKind,
)
from meedoen.vocabulary.codes import Level

ROOT = Path(__file__).resolve().parents[2]
ALL = indicators()
ONE = """
key: iets
name: Iets
question: Hoeveel?
unit: person
kind: use
sources: [wmo]
levels: [gemeente]
"""
WAITING = (
    "niet_gebruik", "substitutie", "beweging", "wederkerigheid", "vrije_plekken",
    "onvervulde_wensen", "buiten_doelgroep", "eenzaamheid",
)  # fmt: skip


def test_every_source_has_the_figure_of_its_use_in_its_own_unit() -> None:
    for key in KEYS:
        one = ALL[f"gebruik_{key}"]
        assert (one.unit, one.sources, one.kind) == (unit_of(key), (key,), IndicatorKind.USE)
        assert one.denominator == {"person": "inwoners", "household": "huishoudens"}[one.unit.value]
        assert (one.split is Split.AGE) == (one.unit is CountingUnit.PERSON)


def test_a_source_per_wijk_has_no_figure_per_buurt() -> None:
    assert [key for key in KEYS if Level.BUURT not in ALL[f"gebruik_{key}"].levels] == [
        "wia", "wajong",
    ]  # fmt: skip
    assert "per wijk" in ALL["gebruik_wia"].caveats[-1]


def test_households_say_that_they_are_addresses() -> None:
    for one in ALL.values():
        of_rows = one.kind not in (IndicatorKind.FED, IndicatorKind.FIGURE)
        if one.unit is CountingUnit.HOUSEHOLD and of_rows:
            assert any("Een huishouden is hier een adres" in caveat for caveat in one.caveats)


def test_what_comes_and_goes_is_told_of_sources_that_say_from_when_until_when() -> None:
    for kind in ("instroom", "uitstroom"):
        assert {key for key in KEYS if f"{kind}_{key}" in ALL} == set(filter(flows, KEYS))


def test_every_indicator_says_what_it_does_not_say_and_asks_a_question() -> None:
    for one in ALL.values():
        assert one.caveats
        assert one.question.endswith("?")
        assert one.levels[0] is Level.GEMEENTE
        assert "{" not in one.name + one.question
        assert bool(one.denominator) == (one.minimum_denominator > 0)


@pytest.mark.parametrize("key", WAITING)
def test_an_indicator_without_a_feed_waits_for_it_and_takes_part_once_it_is_there(key: str) -> None:
    one = ALL[key]
    lost = one.waits_for(KEYS)
    assert lost
    assert one.waits_for([*KEYS, *lost]) == ()


def test_stacking_needs_two_sources_whichever() -> None:
    one = ALL["stapeling_personen"]
    assert one.waits_for(["wmo"]) == one.sources
    assert one.waits_for(["wmo", "vsv"]) == ()
    assert ALL["gebruik_wmo"].waits_for(["vsv"]) == ("wmo",)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("unit: person", "unit: both"),
        ("kind: use", "kind: guess"),
        ("[wmo]", "[wmo, elders]"),
        ("levels: [gemeente]", "levels: [straat]"),
        ("name: Iets", "score: 3"),
        (ONE, "iets"),
    ],
)
def test_what_describes_no_indicator_is_refused(was: str, becomes: str) -> None:
    assert [one.key for one in read_indicators(ONE)] == ["iets"]
    with pytest.raises(NoIndicator):
        list(read_indicators(ONE.replace(was, becomes)))


def test_what_a_file_does_not_say_is_nothing() -> None:
    assert list(read_indicators(ONE)) == [
        Indicator(
            key="iets", name="Iets", question="Hoeveel?", unit=CountingUnit.PERSON,
            kind=IndicatorKind.USE, split=Split.NONE, sources=("wmo",), feeds=(), denominator="",
            minimum_denominator=0, levels=(Level.GEMEENTE,), caveats=(), figure="",
        )
    ]  # fmt: skip


def test_what_a_file_says_is_taken_as_it_stands() -> None:
    more = """
split: leeftijd
feeds: [plekken, wensen]
denominator: inwoners
minimum_denominator: 100
caveats: [Let op., En hierop.]
figure: eenzaam
"""
    (one,) = read_indicators(ONE + more)
    assert (one.split, one.feeds, one.figure) == (Split.AGE, ("plekken", "wensen"), "eenzaam")
    assert (one.denominator, one.minimum_denominator) == ("inwoners", 100)
    assert one.caveats == ("Let op.", "En hierop.")
    assert one.waits_for(["plekken"]) == ("wmo", "wensen", "eenzaam")


def test_a_file_per_source_gives_each_its_own_unit_and_words() -> None:
    text = ONE.replace("sources: [wmo]", "per_source: [wmo, wwb, wia]").replace(
        "[gemeente]", "[gemeente, wijk, buurt]\nsplit: leeftijd\ndenominator: inwoners"
    )
    text = text.replace("Hoeveel?", "Hoeveel {who}?").replace(
        "name: Iets", 'name: "Iets: {source}"'
    )
    wmo, wwb, wia = read_indicators(text)
    assert [one.key for one in (wmo, wwb, wia)] == ["iets_wmo", "iets_wwb", "iets_wia"]
    assert [one.sources for one in (wmo, wwb, wia)] == [("wmo",), ("wwb",), ("wia",)]
    assert (wmo.question, wwb.question) == ("Hoeveel mensen?", "Hoeveel huishoudens?")
    assert (wmo.name, wwb.name) == tuple(f"Iets: {source(key).name}" for key in ("wmo", "wwb"))
    assert (wmo.unit, wwb.unit) == (CountingUnit.PERSON, CountingUnit.HOUSEHOLD)
    assert (wmo.split, wwb.split) == (Split.AGE, Split.NONE)
    assert (wmo.denominator, wwb.denominator) == ("inwoners", "huishoudens")
    assert wmo.levels == (Level.GEMEENTE, Level.WIJK, Level.BUURT)
    assert wia.levels == (Level.GEMEENTE, Level.WIJK)
    assert (wmo.caveats, len(wwb.caveats), len(wia.caveats)) == ((), 1, 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (ONE + "score: 3\n", "a.yaml: no indicator has a part score"),
        (ONE.replace("[wmo]", "[wmo, elders]"), r"a.yaml: there is no source \['elders'\]"),
        (ONE.replace("name: Iets", ""), "a.yaml: 'name'"),
        ("- iets", "a.yaml: this describes no indicator"),
    ],
)
def test_of_what_is_refused_is_said_which_part(text: str, why: str) -> None:
    with pytest.raises(NoIndicator, match=why):
        list(read_indicators(text, "a.yaml"))


def test_no_two_files_describe_the_same_indicator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indicator, "FOLDER", tmp_path)
    (tmp_path / "b.yaml").write_text(ONE, "utf-8")
    assert list(indicators.__wrapped__()) == ["iets"]
    (tmp_path / "a.yaml").write_text(ONE, "utf-8")
    with pytest.raises(NoIndicator, match=r"b\.yaml: iets stands twice"):
        indicators.__wrapped__()


def test_which_go_together_needs_two_sources_whichever_as_well() -> None:
    one = ALL["combinaties"]
    first, second, *_ = one.sources
    assert one.waits_for([first]) == one.sources
    assert one.waits_for([second, first]) == ()


def test_every_indicator_stands_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "indicators.md").read_text("utf-8")
    for key, one in ALL.items():
        family = key.removesuffix(f"_{one.sources[0]}") if len(one.sources) == 1 else key
        assert f"`{family}_<source>`" in page or f"`{key}`" in page
        assert all(f"`{feed}`" in page or "feed of the same name" in page for feed in one.feeds)


def shape(unit: Unit, *names: str, roles: tuple[DateRole, ...] = ()) -> SourceShape:
    """Invent a form of a source: of rows or of counts, as its unit says, with these fields."""
    of_rows = unit in (Unit.PERSON, Unit.HOUSEHOLD)
    fields = [SourceField(name, ValueKind.COUNT, True, "", "") for name in names]
    fields += [SourceField(role, ValueKind.DATE, True, "", "", role=role) for role in roles]
    form = SourceForm.ROWS if of_rows else SourceForm.AGGREGATE
    return SourceShape(form, unit, tuple(fields), ())


def come_as(monkeypatch: pytest.MonkeyPatch, *shapes: SourceShape) -> None:
    """Let the Wmo come in these forms only."""
    invented = replace(source("wmo"), shapes=shapes)
    monkeypatch.setattr(indicator, "source", lambda _: invented)


@pytest.mark.parametrize(
    ("shapes", "unit"),
    [
        ([shape(Unit.PERSON)], CountingUnit.PERSON),
        ([shape(Unit.HOUSEHOLD)], CountingUnit.HOUSEHOLD),
        ([shape(Unit.BUURT, "aantalPersonen")], CountingUnit.PERSON),
        ([shape(Unit.BUURT, "aantalHuishoudens")], CountingUnit.HOUSEHOLD),
        ([shape(Unit.HOUSEHOLD), shape(Unit.BUURT, "aantal")], CountingUnit.HOUSEHOLD),
    ],
)
def test_a_source_counts_households_where_one_of_its_forms_does(
    shapes: list[SourceShape], unit: CountingUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_as(monkeypatch, *shapes)
    assert unit_of("wmo") is unit


@pytest.mark.parametrize(
    ("roles", "both"),
    [
        ((DateRole.BEGIN, DateRole.END), True),
        ((DateRole.BEGIN, DateRole.END, DateRole.BIRTH), True),
        ((DateRole.BEGIN, DateRole.BIRTH), False),
        ((DateRole.END, DateRole.MOMENT), False),
    ],
)
def test_of_a_day_alone_nobody_can_tell_who_came_and_who_went(
    roles: tuple[DateRole, ...], both: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_as(monkeypatch, shape(Unit.PERSON, roles=roles))
    assert flows("wmo") is both


def test_a_source_of_which_rows_come_too_has_figures_per_buurt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = ONE.replace("sources: [wmo]", "per_source: [wmo]").replace(
        "[gemeente]", "[gemeente, buurt]"
    )
    come_as(monkeypatch, shape(Unit.WIJK))
    assert next(read_indicators(text)).levels == (Level.GEMEENTE,)
    come_as(monkeypatch, shape(Unit.PERSON), shape(Unit.WIJK))
    assert next(read_indicators(text)).levels == (Level.GEMEENTE, Level.BUURT)
